-- A name as one may type it: without case, accents, spaces and signs. "St. Helens", "st helens" and "Saint Helens" are the same.
CREATE FUNCTION places_folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT regexp_replace(
    regexp_replace(replace(lower(unaccent('unaccent', name)), '&', 'and'), '\msaint\M', 'st', 'g'), '[^[:alnum:]]', '', 'g')
$$;

-- What the authorities of a place put around its name: "Bristol, City of", "Glasgow City", "NHS Devon Integrated Care Board".
CREATE FUNCTION places_bare_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(name,
    '^(the )?(((london|royal|metropolitan|county) borough|city and county|city|county|borough|district) of|county|nhs) ', '', 'i'),
    '(,? (city and county|city|county) of'
    || '|( (county borough|metropolitan borough|borough|city and county|city|county|district))?( council)?'
    || '| (integrated care board|((university|teaching) )?health board|health and social care trust))$', '', 'i')
$$;

-- Every name of an area, folded: of authorities also the bare one.
CREATE FUNCTION places_names(area places_area) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT folded FROM (
    SELECT area.name UNION ALL SELECT value FROM jsonb_each_text(area.names)
  ) given(name), LATERAL (
    SELECT places_folded(name)
    UNION ALL SELECT places_folded(places_bare_name(name)) WHERE area.kind IN ('local_authority', 'health_board')
  ) form(folded)
  WHERE folded <> ''
$$;

CREATE FUNCTION places_name_new() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO places_areaname (area_id, folded) SELECT area.id, places_names(area) FROM new_areas area;
  RETURN NULL;
END $$;
CREATE FUNCTION places_name_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  renamed bigint[] := ARRAY(
    SELECT area.id FROM new_areas area JOIN old_areas before USING (id)
    WHERE (area.name, area.names, area.kind) IS DISTINCT FROM (before.name, before.names, before.kind)
  );
BEGIN
  DELETE FROM places_areaname WHERE area_id = ANY (renamed);
  INSERT INTO places_areaname (area_id, folded)
  SELECT area.id, places_names(area) FROM places_area area WHERE area.id = ANY (renamed);
  RETURN NULL;
END $$;
CREATE TRIGGER name_new_areas AFTER INSERT ON places_area
  REFERENCING NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION places_name_new();
CREATE TRIGGER name_changed_areas AFTER UPDATE ON places_area
  REFERENCING OLD TABLE AS old_areas NEW TABLE AS new_areas FOR EACH STATEMENT EXECUTE FUNCTION places_name_changed();

INSERT INTO places_areaname (area_id, folded) SELECT area.id, places_names(area) FROM places_area area;

REVOKE INSERT, UPDATE ON places_areaname FROM hereabouts_web;
GRANT SELECT ON places_areaname TO hereabouts_public;
