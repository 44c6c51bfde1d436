-- The public copy of the register. `disclosed_row` is the one place that says what others see of a row;
-- `public_row` adds which rows are public at all.

CREATE FUNCTION disclosed_row(a assets_asset) RETURNS SETOF public_asset LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT
    a.uid, a.name, a.other_names, a.summary, a.story, a.translations,
    a.category_ids, a.audience_ids, a.determinant_ids, a.feature_ids, a.absent_feature_ids, a.project_ids,
    a.status, a.visibility, a.disclosure,
    CASE WHEN a.disclosure = 'exact' THEN a.boundary END,
    CASE WHEN a.disclosure = 'exact' THEN a.address ELSE '' END::varchar(300),
    CASE WHEN a.disclosure = 'exact' THEN a.town ELSE '' END::varchar(100),
    CASE WHEN a.disclosure = 'exact' THEN a.postcode ELSE '' END::varchar(10),
    CASE WHEN a.disclosure = 'exact' THEN a.directions ELSE '' END,
    a.area_served, asset_public_areas(
      a.served_area_ids, a.disclosure, CASE WHEN a.disclosure = 'area' THEN asset_neighbourhood(a.area_ids) END
    ),
    a.is_online, a.is_outreach, a.opening_times, a.is_free, a.cost, a.referral, a.eligibility, a.age_from, a.age_to,
    a.languages, a.taking, a.website,
    CASE WHEN may_publish_contact THEN a.contact_name ELSE '' END::varchar(120),
    CASE WHEN may_publish_contact THEN a.contact_phone ELSE '' END::varchar(60),
    CASE WHEN may_publish_contact THEN a.contact_email ELSE '' END::varchar(254),
    a.health_state, a.condition, a.source,
    CASE WHEN a.disclosure = 'exact' THEN a.source_id ELSE '' END::varchar(120),
    CASE WHEN a.disclosure = 'exact' THEN a.source_url ELSE '' END::varchar(500),
    a.licence, a.attribution, a.retrieved_on, a.last_checked_on, a.next_check_on, a.checked_by_kind,
    a.version, a.changed_at, a.public_location, a.public_area_ids, a.public_search,
    a.id, a.consortium_id, a.organisation_id
  FROM (SELECT a.contact_is_public AND coalesce(a.contact_agreed_until >= (now() AT TIME ZONE 'Europe/London')::date, true) AS may_publish_contact) consent
$$;

CREATE FUNCTION public_row(a assets_asset) RETURNS SETOF public_asset LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT shown.* FROM disclosed_row(a) shown WHERE a.status = 'published' AND a.visibility = 'public'
$$;

-- Bulk writes come before the tables have statistics, when the planner would read a whole table for each row.
CREATE FUNCTION refresh_public(ids bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off SET enable_seqscan = off AS $$
BEGIN
  DELETE FROM public_asset copy WHERE copy.id = ANY (ids) AND NOT EXISTS (
    SELECT FROM assets_asset a, public_row(a) shown WHERE a.id = copy.id AND shown IS NOT DISTINCT FROM copy
  );
  INSERT INTO public_asset
  SELECT shown.* FROM assets_asset a, public_row(a) shown WHERE a.id = ANY (ids)
  ON CONFLICT (id) DO NOTHING;
END $$;

CREATE FUNCTION asset_publish() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refresh_public(ARRAY(SELECT id FROM old_rows));
  ELSE
    PERFORM refresh_public(ARRAY(SELECT id FROM new_rows));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER z10_publish_new AFTER INSERT ON assets_asset
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_publish();
CREATE TRIGGER z10_publish_changed AFTER UPDATE ON assets_asset
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_publish();
CREATE TRIGGER z10_publish_gone AFTER DELETE ON assets_asset
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_publish();

-- All of it anew, set-based, in Hilbert order. Writers and readers wait.
CREATE FUNCTION rebuild_public() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE copied bigint;
BEGIN
  LOCK TABLE assets_asset IN SHARE ROW EXCLUSIVE MODE;
  UPDATE assets_asset SET area_ids = NULL;
  TRUNCATE public_asset;
  INSERT INTO public_asset
  SELECT shown.* FROM (SELECT a FROM assets_asset a ORDER BY a.public_location) ordered, public_row(ordered.a) shown;
  GET DIAGNOSTICS copied = ROW_COUNT;
  RETURN copied;
END $$;
