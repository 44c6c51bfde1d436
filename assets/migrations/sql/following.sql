-- Entries follow areas and names. In which areas an entry lies (`assets_assetarea`) is right at the end of each statement that changes an
-- area or moves an entry. What the entry shows of that, and of names and codes, follows at once when few are touched; else the entry waits
-- in `assets_assetbehind` until `follow_areas` takes it from there. Each transaction adds rows of its own, so that what one takes off
-- never hides what another has still to commit.

-- Who changes what entries show holds this lock alone until the end of the transaction, and waits for those who are writing entries; who
-- writes an entry shares it. Who cannot share it goes on without waiting, and asks for the entry to be worked out once more afterwards.
CREATE FUNCTION hold_what_assets_show() RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtext('what assets show'))
$$;
CREATE FUNCTION share_what_assets_show() RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT pg_try_advisory_xact_lock_shared(hashtext('what assets show'))
$$;

CREATE OR REPLACE FUNCTION asset_derive() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  derived assets_asset := NEW;
  neighbourhood bigint;
BEGIN
  IF NOT share_what_assets_show() THEN
    INSERT INTO assets_assetbehind AS behind (asset_id, queued_in, needs_place) VALUES (NEW.id, txid_current(), true)
    ON CONFLICT (asset_id, queued_in) DO UPDATE SET needs_place = true WHERE NOT behind.needs_place;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.location IS DISTINCT FROM OLD.location THEN
    derived.area_ids := ARRAY(
      SELECT DISTINCT area_id FROM places_areapiece WHERE ST_Intersects(piece, NEW.location) ORDER BY area_id
    );
  ELSE
    derived.area_ids := ARRAY(SELECT area_id FROM assets_assetarea WHERE asset_id = NEW.id ORDER BY area_id);
  END IF;
  IF NEW.disclosure = 'area' THEN neighbourhood := asset_neighbourhood(derived.area_ids); END IF;
  derived.public_location := CASE NEW.disclosure
    WHEN 'exact' THEN NEW.location
    WHEN 'area' THEN (SELECT label_point FROM places_area WHERE id = neighbourhood)
  END;
  derived.public_area_ids := asset_public_areas(derived.area_ids || NEW.served_area_ids, NEW.disclosure, neighbourhood);
  derived.public_search := asset_public_words(derived);
  derived.session_days := days_of_sessions(NEW.sessions);
  derived.open_minutes := minutes_of_sessions(NEW.sessions, true);
  derived.uncertain_minutes := minutes_of_sessions(NEW.sessions, false);
  derived.version := 1;
  derived.changed_at := now();
  IF pg_trigger_depth() = 1 THEN  -- only the links of projects, which are a trigger too, say which they are
    derived.project_ids := CASE TG_OP WHEN 'UPDATE' THEN OLD.project_ids ELSE '{}' END;
  END IF;
  IF TG_OP = 'UPDATE' THEN  -- the version counts what people changed, not what follows from it
    NEW.area_ids := OLD.area_ids;
    NEW.project_ids := OLD.project_ids;
    NEW.public_location := OLD.public_location;
    NEW.public_area_ids := OLD.public_area_ids;
    NEW.public_search := OLD.public_search;
    NEW.session_days := OLD.session_days;
    NEW.open_minutes := OLD.open_minutes;
    NEW.uncertain_minutes := OLD.uncertain_minutes;
    NEW.version := OLD.version;
    NEW.changed_at := OLD.changed_at;
    derived.version := OLD.version + (NEW IS DISTINCT FROM OLD)::int;
    IF derived.version = OLD.version THEN derived.changed_at := OLD.changed_at; END IF;
  END IF;
  RETURN derived;
END $$;

-- An entry that moves leaves its areas and comes into others.
DROP TRIGGER c10_areas_of_moved ON assets_asset;
CREATE TRIGGER c10_areas_of_moved AFTER UPDATE ON assets_asset
  FOR EACH ROW WHEN (OLD.location IS DISTINCT FROM NEW.location) EXECUTE FUNCTION asset_areas_of_moved();

CREATE FUNCTION asset_areas_of_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM assets_assetarea WHERE asset_id IN (SELECT id FROM old_rows);
  DELETE FROM assets_assetbehind WHERE asset_id IN (SELECT id FROM old_rows);
  RETURN NULL;
END $$;
CREATE TRIGGER c10_areas_of_gone AFTER DELETE ON assets_asset
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_areas_of_gone();

-- Puts entries into these areas as they are drawn now, and returns those that came in or went out. Polygons drive, points are looked up;
-- a point on the edge of two pieces of an area is found twice. The planner knows nothing yet of areas that are new: it is told its way.
CREATE FUNCTION assets_put_into(areas bigint[]) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET work_mem = '64MB' AS $$
DECLARE touched bigint[];
BEGIN
  WITH inside AS MATERIALIZED (
    SELECT piece.area_id, found.id AS asset_id FROM places_areapiece piece,
      LATERAL (SELECT id FROM assets_asset WHERE ST_Intersects(piece.piece, location) OFFSET 0) found
    WHERE piece.area_id = ANY (areas)
  ), gone AS (
    DELETE FROM assets_assetarea member WHERE member.area_id = ANY (areas)
      AND NOT EXISTS (SELECT FROM inside WHERE inside.area_id = member.area_id AND inside.asset_id = member.asset_id)
    RETURNING member.asset_id
  ), come AS (
    INSERT INTO assets_assetarea (area_id, asset_id) SELECT area_id, asset_id FROM inside
    ON CONFLICT DO NOTHING RETURNING asset_id
  )
  SELECT array_agg(asset_id) INTO touched FROM (SELECT asset_id FROM gone UNION ALL SELECT asset_id FROM come) moved;
  RETURN coalesce(touched, '{}');
END $$;

-- A few entries are worked out again at once, in the order of their ids, so that two such changes do not block one another for ever.
CREATE FUNCTION assets_work_out_again(touched bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off AS $$
BEGIN
  IF cardinality(touched) > 1000 THEN
    INSERT INTO assets_assetbehind (asset_id, queued_in)
    SELECT DISTINCT asset_id, txid_current() FROM unnest(touched) moved(asset_id)  -- in the order of the key, which is quicker
    WHERE NOT EXISTS (SELECT FROM assets_assetbehind own WHERE own.asset_id = moved.asset_id AND own.queued_in = txid_current())
    ORDER BY asset_id;
  ELSIF cardinality(touched) > 0 THEN
    PERFORM FROM assets_asset WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    UPDATE assets_asset SET area_ids = NULL WHERE id = ANY (touched);
  END IF;
END $$;

DROP TRIGGER z10_assets_of_new ON places_area;
DROP TRIGGER z10_assets_of_changed ON places_area;
DROP TRIGGER z10_assets_of_ended ON places_area;
DROP FUNCTION assets_follow_areas();

CREATE FUNCTION assets_follow_new_areas() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE drawn bigint[] := ARRAY(SELECT id FROM new_areas);
BEGIN
  IF drawn <> '{}' THEN
    PERFORM hold_what_assets_show();
    PERFORM assets_work_out_again(assets_put_into(drawn));
  END IF;
  RETURN NULL;
END $$;

-- Of what an area says, its name and kind concern all entries in it and those that serve it; its edition, its end and its label point
-- concern those alone that hide behind it.
CREATE FUNCTION assets_follow_changed_areas() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  redrawn bigint[] := ARRAY(
    SELECT area.id FROM new_areas area JOIN old_areas before USING (id) WHERE area.boundary IS DISTINCT FROM before.boundary
  );
  renamed bigint[] := ARRAY(
    SELECT area.id FROM new_areas area JOIN old_areas before USING (id)
    WHERE (area.name, area.names, area.kind) IS DISTINCT FROM (before.name, before.names, before.kind)
  );
  hidden_behind bigint[] := ARRAY(
    SELECT area.id FROM new_areas area JOIN old_areas before USING (id)
    WHERE (area.edition, area.valid_to, area.label_point) IS DISTINCT FROM (before.edition, before.valid_to, before.label_point)
  );
  touched bigint[];
BEGIN
  IF redrawn || renamed || hidden_behind = '{}' THEN RETURN NULL; END IF;
  PERFORM hold_what_assets_show();
  IF redrawn <> '{}' THEN touched := assets_put_into(redrawn); END IF;
  PERFORM assets_work_out_again(touched || ARRAY(
    SELECT asset_id FROM assets_assetarea WHERE area_id = ANY (renamed)
    UNION SELECT id FROM assets_asset WHERE served_area_ids && renamed
    UNION SELECT member.asset_id FROM assets_assetarea member JOIN assets_asset asset ON asset.id = member.asset_id
      WHERE member.area_id = ANY (hidden_behind) AND asset.disclosure = 'area'
  ));
  RETURN NULL;
END $$;

CREATE FUNCTION assets_follow_gone_areas() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone bigint[] := ARRAY(SELECT id FROM old_areas);
  touched bigint[];
BEGIN
  IF gone = '{}' THEN RETURN NULL; END IF;
  PERFORM hold_what_assets_show();
  IF EXISTS (SELECT FROM assets_asset WHERE served_area_ids && gone) THEN
    RAISE EXCEPTION 'an entry serves one of these areas: let it end on a date' USING ERRCODE = 'foreign_key_violation';
  END IF;
  WITH left_behind AS (DELETE FROM assets_assetarea WHERE area_id = ANY (gone) RETURNING asset_id)
  SELECT array_agg(DISTINCT asset_id) INTO touched FROM left_behind;
  PERFORM assets_work_out_again(touched);
  RETURN NULL;
END $$;

CREATE TRIGGER z10_assets_of_new AFTER INSERT ON places_area
  REFERENCING NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_new_areas();
CREATE TRIGGER z10_assets_of_changed AFTER UPDATE ON places_area
  REFERENCING OLD TABLE AS old_areas NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_changed_areas();
CREATE TRIGGER z10_assets_of_gone AFTER DELETE ON places_area
  REFERENCING OLD TABLE AS old_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_gone_areas();

-- The words by which entries are found, of who runs them and of the codes that they carry.
CREATE FUNCTION assets_follow_organisations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  renamed bigint[] := ARRAY(
    SELECT organisation.id FROM new_rows organisation JOIN old_rows before USING (id)
    WHERE (organisation.name, organisation.other_names) IS DISTINCT FROM (before.name, before.other_names)
  );
BEGIN
  IF renamed <> '{}' THEN
    PERFORM hold_what_assets_show();
    PERFORM assets_work_out_again(ARRAY(SELECT id FROM assets_asset WHERE organisation_id = ANY (renamed)));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER z10_assets_of_renamed AFTER UPDATE ON consortia_organisation
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_organisations();

CREATE FUNCTION assets_follow_codes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  renamed bigint[] := ARRAY(
    SELECT code.id FROM new_rows code JOIN old_rows before USING (id)
    WHERE (code.name, code.synonyms) IS DISTINCT FROM (before.name, before.synonyms)
  );
BEGIN
  IF renamed <> '{}' THEN
    PERFORM hold_what_assets_show();
    PERFORM assets_work_out_again(CASE TG_TABLE_NAME
      WHEN 'assets_category' THEN ARRAY(SELECT id FROM assets_asset WHERE category_ids && renamed)
      WHEN 'assets_audience' THEN ARRAY(SELECT id FROM assets_asset WHERE audience_ids && renamed)
      WHEN 'assets_determinant' THEN ARRAY(SELECT id FROM assets_asset WHERE determinant_ids && renamed)
    END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER z10_assets_of_renamed AFTER UPDATE ON assets_category
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_codes();
CREATE TRIGGER z10_assets_of_renamed AFTER UPDATE ON assets_audience
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_codes();
CREATE TRIGGER z10_assets_of_renamed AFTER UPDATE ON assets_determinant
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_codes();

-- Takes at most so many off the queue, works them out again and returns them. It waits for nobody: entries that somebody is writing stay
-- for another time, and so do all while areas or names are being changed. So any number may run at once, and none can block a person.
CREATE FUNCTION follow_areas(most int) RETURNS bigint[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET jit = off SET enable_seqscan = off AS $$
DECLARE
  batch bigint[];
  placed bigint[];
BEGIN
  IF NOT share_what_assets_show() THEN RETURN '{}'; END IF;
  batch := ARRAY(
    SELECT asset.id FROM assets_assetbehind behind JOIN assets_asset asset ON asset.id = behind.asset_id
    ORDER BY behind.asset_id LIMIT most FOR NO KEY UPDATE OF asset SKIP LOCKED
  );
  IF batch = '{}' THEN  -- entries that were refused after they had asked
    DELETE FROM assets_assetbehind behind WHERE NOT EXISTS (SELECT FROM assets_asset WHERE id = behind.asset_id);
  END IF;
  WITH taken AS (DELETE FROM assets_assetbehind WHERE asset_id = ANY (batch) RETURNING asset_id, needs_place)
  SELECT array_agg(DISTINCT asset_id) FILTER (WHERE needs_place) INTO placed FROM taken;
  DELETE FROM assets_assetarea WHERE asset_id = ANY (placed);
  INSERT INTO assets_assetarea (area_id, asset_id)
  SELECT DISTINCT piece.area_id, asset.id FROM assets_asset asset JOIN places_areapiece piece ON ST_Intersects(piece.piece, asset.location)
  WHERE asset.id = ANY (placed);
  UPDATE assets_asset SET area_ids = NULL WHERE id = ANY (batch);
  RETURN ARRAY(SELECT DISTINCT unnest(batch));
END $$;

-- All of it anew, set-based, in Hilbert order. Writers and readers wait.
CREATE OR REPLACE FUNCTION rebuild_public() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE copied bigint;
BEGIN
  PERFORM hold_what_assets_show();
  LOCK TABLE assets_asset IN SHARE ROW EXCLUSIVE MODE;
  TRUNCATE assets_assetarea, assets_assetbehind;
  PERFORM assets_put_into(ARRAY(SELECT id FROM places_area));
  UPDATE assets_asset SET area_ids = NULL;
  TRUNCATE public_asset;
  INSERT INTO public_asset
  SELECT shown.* FROM (SELECT a FROM assets_asset a ORDER BY a.public_location) ordered, public_row(ordered.a) shown;
  GET DIAGNOSTICS copied = ROW_COUNT;
  RETURN copied;
END $$;

INSERT INTO assets_assetarea (area_id, asset_id) SELECT unnest(area_ids), id FROM assets_asset ORDER BY 1, 2;

REVOKE INSERT, UPDATE, DELETE ON assets_assetarea, assets_assetbehind FROM hereabouts_web;
REVOKE EXECUTE ON FUNCTION assets_put_into(bigint[]), assets_work_out_again(bigint[]), follow_areas(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION follow_areas(int) TO hereabouts_web;
