-- An asset carries the ids of its projects, so that one filter serves the register and its public copy.
CREATE FUNCTION projects_follow_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[] := ARRAY[]::bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN touched := touched || ARRAY(SELECT asset_id FROM old_links); END IF;
  IF TG_OP <> 'DELETE' THEN touched := touched || ARRAY(SELECT asset_id FROM new_links); END IF;
  PERFORM FROM assets_asset WHERE id = ANY (touched) ORDER BY id FOR UPDATE;  -- of two links at once neither is lost
  UPDATE assets_asset
  SET project_ids = ARRAY(
    SELECT DISTINCT project_id FROM projects_projectasset WHERE asset_id = assets_asset.id ORDER BY project_id
  )
  WHERE id = ANY (touched);
  RETURN NULL;
END $$;

CREATE TRIGGER follow_new_links AFTER INSERT ON projects_projectasset
  REFERENCING NEW TABLE AS new_links FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_links();
CREATE TRIGGER follow_changed_links AFTER UPDATE ON projects_projectasset
  REFERENCING OLD TABLE AS old_links NEW TABLE AS new_links FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_links();
CREATE TRIGGER follow_ended_links AFTER DELETE ON projects_projectasset
  REFERENCING OLD TABLE AS old_links FOR EACH STATEMENT EXECUTE FUNCTION projects_follow_links();

REVOKE UPDATE, DELETE ON projects_projectevent, projects_projectassetevent FROM hereabouts_web;
GRANT SELECT ON projects_project, projects_project_areas TO hereabouts_public;
