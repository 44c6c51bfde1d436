-- The links of an entry that was merged stay with it and count for the entry that is kept: undoing a merge has nothing to move back.
CREATE FUNCTION projects_of_asset(asset bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE same (id) AS (
    SELECT asset UNION SELECT merged.id FROM assets_asset merged JOIN same ON merged.merged_into_id = same.id
  )
  SELECT ARRAY(
    SELECT DISTINCT project_id FROM projects_projectasset WHERE asset_id IN (SELECT id FROM same) ORDER BY project_id
  )
$$;

-- Brings these entries up to date, and those into which they were merged. The lock: of two links at once neither is lost.
CREATE FUNCTION projects_follow_assets(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted bigint[] := ARRAY(
    WITH RECURSIVE above (id) AS (
      SELECT unnest(touched)
      UNION SELECT a.merged_into_id FROM assets_asset a JOIN above USING (id) WHERE a.merged_into_id IS NOT NULL
    )
    SELECT id FROM above
  );
BEGIN
  PERFORM FROM assets_asset WHERE id = ANY (wanted) ORDER BY id FOR UPDATE;
  UPDATE assets_asset SET project_ids = projects_of_asset(id) WHERE id = ANY (wanted);
END $$;

CREATE OR REPLACE FUNCTION projects_follow_links() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[] := ARRAY[]::bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN touched := touched || ARRAY(SELECT asset_id FROM old_links); END IF;
  IF TG_OP <> 'DELETE' THEN touched := touched || ARRAY(SELECT asset_id FROM new_links); END IF;
  PERFORM projects_follow_assets(touched);
  RETURN NULL;
END $$;

CREATE FUNCTION projects_follow_merges() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM projects_follow_assets(array_remove(ARRAY[OLD.merged_into_id, NEW.merged_into_id], NULL));
  RETURN NULL;
END $$;

CREATE TRIGGER z30_follow_merges AFTER UPDATE OF merged_into_id ON assets_asset FOR EACH ROW
  WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION projects_follow_merges();
