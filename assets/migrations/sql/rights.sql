-- Nothing is deleted silently, history and decisions are only added to, derived tables are written by triggers alone.
REVOKE DELETE ON assets_asset FROM hereabouts_web;
REVOKE UPDATE, DELETE ON assets_decision, assets_assetevent FROM hereabouts_web;
REVOKE INSERT, UPDATE, DELETE ON assets_assetarea, public_asset FROM hereabouts_web;

REVOKE EXECUTE ON FUNCTION disclosed_row(assets_asset), public_row(assets_asset), refresh_public(bigint[]), rebuild_public() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION disclosed_row(assets_asset), rebuild_public() TO hereabouts_web;

GRANT SELECT ON public_asset, assets_category, assets_audience, assets_determinant, assets_feature, assets_licence TO hereabouts_public;
