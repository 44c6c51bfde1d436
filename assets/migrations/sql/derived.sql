-- What a row of the register carries besides what people say of it. Kept by trigger, so that it holds under COPY, INSERT … SELECT,
-- upserts, the admin and the shell alike.

CREATE TEXT SEARCH CONFIGURATION hereabouts (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION hereabouts
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

-- The neighbourhood behind which a place hides with disclosure `area`: the newest MSOA, intermediate zone or super data zone.
CREATE FUNCTION asset_neighbourhood(areas bigint[]) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT area.id FROM places_area area
  WHERE area.id = ANY (areas) AND area.kind = 'msoa'
  ORDER BY area.valid_to DESC NULLS FIRST, area.edition DESC, area.id LIMIT 1
$$;

-- The areas in which an asset may be found: where it lies and which it serves, as far as others may know. Of a place that is
-- not exact what is wide, and the one neighbourhood that may be shown: two would narrow it down to where they overlap.
CREATE FUNCTION asset_public_areas(areas bigint[], disclosure text, neighbourhood bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN disclosure = 'exact' THEN ARRAY(SELECT DISTINCT unnest(areas) ORDER BY 1) ELSE ARRAY(
    SELECT area.id FROM places_area area
    WHERE area.id = ANY (areas)
      AND (area.kind IN ('nation', 'region', 'health_board', 'local_authority') OR area.id = neighbourhood)
    ORDER BY area.id
  ) END
$$;

-- Weights: A its names, B what kind it is and for whom, C what it says of itself, D where it is.
CREATE FUNCTION asset_public_words(a assets_asset) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT setweight(to_tsvector('hereabouts', concat_ws(' ', a.name, array_to_string(a.other_names, ' '), (
      SELECT string_agg(translation.value ->> 'name', ' ')
      FROM jsonb_each(CASE jsonb_typeof(a.translations) WHEN 'object' THEN a.translations ELSE '{}' END) translation
    ))), 'A')
    || setweight(to_tsvector('hereabouts', concat_ws(' ', (
      SELECT string_agg(concat_ws(' ', code.name, array_to_string(code.synonyms, ' ')), ' ')
      FROM assets_category code WHERE code.id = ANY (a.category_ids)
    ), (
      SELECT string_agg(concat_ws(' ', code.name, array_to_string(code.synonyms, ' ')), ' ')
      FROM assets_audience code WHERE code.id = ANY (a.audience_ids)
    ))), 'B')
    || setweight(to_tsvector('hereabouts', concat_ws(' ', a.summary, (
      SELECT organisation.name FROM consortia_organisation organisation WHERE organisation.id = a.organisation_id
    ))), 'C')
    || setweight(to_tsvector('hereabouts', concat_ws(' ', a.area_served, (
      SELECT string_agg(area.name, ' ') FROM places_area area
      WHERE area.id = ANY (a.public_area_ids) AND area.kind NOT IN ('nation', 'msoa', 'lsoa')
    ), CASE WHEN a.disclosure = 'exact' THEN concat_ws(' ', a.address, a.town, a.postcode) END)), 'D')
$$;

CREATE FUNCTION asset_derive() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  derived assets_asset := NEW;
  neighbourhood bigint;
BEGIN
  -- Setting area_ids to NULL asks for them to be worked out again.
  IF TG_OP = 'INSERT' OR NEW.location IS DISTINCT FROM OLD.location OR NEW.area_ids IS NULL THEN
    derived.area_ids := ARRAY(
      SELECT DISTINCT area_id FROM places_areapiece WHERE ST_Intersects(piece, NEW.location) ORDER BY area_id
    );
  ELSE
    derived.area_ids := OLD.area_ids;
  END IF;
  IF NEW.disclosure = 'area' THEN neighbourhood := asset_neighbourhood(derived.area_ids); END IF;
  derived.public_location := CASE NEW.disclosure
    WHEN 'exact' THEN NEW.location
    WHEN 'area' THEN (SELECT label_point FROM places_area WHERE id = neighbourhood)
  END;
  derived.public_area_ids := asset_public_areas(derived.area_ids || NEW.served_area_ids, NEW.disclosure, neighbourhood);
  derived.public_search := asset_public_words(derived);
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
    NEW.version := OLD.version;
    NEW.changed_at := OLD.changed_at;
    derived.version := OLD.version + (NEW IS DISTINCT FROM OLD)::int;
    IF derived.version = OLD.version THEN derived.changed_at := OLD.changed_at; END IF;
  END IF;
  RETURN derived;
END $$;

CREATE TRIGGER a10_derive BEFORE INSERT OR UPDATE ON assets_asset FOR EACH ROW EXECUTE FUNCTION asset_derive();

-- Every code must exist. Codes are never deleted, so there is no race.
CREATE FUNCTION asset_check_codes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE unknown text;
BEGIN
  SELECT string_agg(used.what || ' ' || used.id, ', ') INTO unknown FROM (
    SELECT DISTINCT 'category' AS what, unnest(category_ids) AS id FROM new_rows
    UNION SELECT DISTINCT 'audience', unnest(audience_ids) FROM new_rows
    UNION SELECT DISTINCT 'determinant', unnest(determinant_ids) FROM new_rows
    UNION SELECT DISTINCT 'feature', unnest(feature_ids || absent_feature_ids) FROM new_rows
    UNION SELECT DISTINCT 'area', unnest(served_area_ids) FROM new_rows
  ) used
  WHERE NOT CASE used.what
    WHEN 'category' THEN EXISTS (SELECT FROM assets_category code WHERE code.id = used.id)
    WHEN 'audience' THEN EXISTS (SELECT FROM assets_audience code WHERE code.id = used.id)
    WHEN 'determinant' THEN EXISTS (SELECT FROM assets_determinant code WHERE code.id = used.id)
    WHEN 'feature' THEN EXISTS (SELECT FROM assets_feature code WHERE code.id = used.id)
    ELSE EXISTS (SELECT FROM places_area area WHERE area.id = used.id)
  END;
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'unknown code: %', unknown USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER b10_codes_of_new AFTER INSERT ON assets_asset
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_check_codes();
CREATE TRIGGER b10_codes_of_changed AFTER UPDATE ON assets_asset
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_check_codes();

CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is a code list: codes are never deleted', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER keep_codes BEFORE DELETE ON assets_category FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete();
CREATE TRIGGER keep_codes BEFORE DELETE ON assets_audience FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete();
CREATE TRIGGER keep_codes BEFORE DELETE ON assets_determinant FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete();
CREATE TRIGGER keep_codes BEFORE DELETE ON assets_feature FOR EACH STATEMENT EXECUTE FUNCTION refuse_delete();

-- AssetArea, the same fact as a table.
CREATE FUNCTION asset_areas_of_new() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO assets_assetarea (area_id, asset_id) SELECT unnest(area_ids), id FROM new_rows;
  RETURN NULL;
END $$;
CREATE FUNCTION asset_areas_of_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM assets_assetarea WHERE asset_id = NEW.id AND area_id <> ALL (NEW.area_ids);
  INSERT INTO assets_assetarea (area_id, asset_id) SELECT unnest(NEW.area_ids), NEW.id ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER c10_areas_of_new AFTER INSERT ON assets_asset
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION asset_areas_of_new();
CREATE TRIGGER c10_areas_of_moved AFTER UPDATE ON assets_asset
  FOR EACH ROW WHEN (OLD.area_ids IS DISTINCT FROM NEW.area_ids) EXECUTE FUNCTION asset_areas_of_moved();

-- When boundaries change, the assets in the old or the new shape are worked out again: polygons drive, points are looked up.
CREATE FUNCTION assets_follow_areas() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[] := ARRAY[]::bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    touched := touched || ARRAY(
      SELECT inside.id FROM old_areas area,
        LATERAL (SELECT id FROM assets_asset WHERE ST_Intersects(location, area.boundary) OFFSET 0) inside
    );
  END IF;
  IF TG_OP <> 'DELETE' THEN
    touched := touched || ARRAY(
      SELECT inside.id FROM new_areas area,
        LATERAL (SELECT id FROM assets_asset WHERE ST_Intersects(location, area.boundary) OFFSET 0) inside
    );
  END IF;
  UPDATE assets_asset SET area_ids = NULL WHERE id IN (SELECT unnest(touched));
  RETURN NULL;
END $$;
CREATE TRIGGER z10_assets_of_new AFTER INSERT ON places_area
  REFERENCING NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_areas();
CREATE TRIGGER z10_assets_of_changed AFTER UPDATE ON places_area
  REFERENCING OLD TABLE AS old_areas NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_areas();
CREATE TRIGGER z10_assets_of_ended AFTER DELETE ON places_area
  REFERENCING OLD TABLE AS old_areas FOR EACH STATEMENT EXECUTE FUNCTION assets_follow_areas();
