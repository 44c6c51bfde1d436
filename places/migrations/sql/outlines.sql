-- The boundary simplified for the screen: a detail smaller than a thousandth of the area's width is left out, every part stays.
CREATE FUNCTION places_outline(boundary geometry) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ST_Multi(ST_SimplifyPreserveTopology(boundary, (ST_XMax(boundary) - ST_XMin(boundary)) / 1000))
$$;
CREATE FUNCTION places_draw_outline() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.outline := places_outline(NEW.boundary);
  RETURN NEW;
END $$;
CREATE TRIGGER a10_draw_outline BEFORE INSERT OR UPDATE OF boundary ON places_area
  FOR EACH ROW EXECUTE FUNCTION places_draw_outline();

ALTER TABLE places_area DISABLE TRIGGER USER;
UPDATE places_area SET outline = places_outline(boundary);
ALTER TABLE places_area ENABLE TRIGGER USER;

GRANT SELECT ON places_area_parents, places_indicator, places_indicatorvalue, places_postcode TO hereabouts_public;
