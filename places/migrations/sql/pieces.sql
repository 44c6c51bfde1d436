-- Boundaries are cut into pieces of at most 64 vertices: finding the areas of a point reads small polygons only.
CREATE FUNCTION places_cut_area() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM places_areapiece WHERE area_id = NEW.id;
  INSERT INTO places_areapiece (area_id, kind, piece)
  SELECT NEW.id, NEW.kind, (ST_Dump(cut)).geom FROM ST_Subdivide(NEW.boundary, 64) AS cut;
  RETURN NULL;
END $$;

CREATE TRIGGER cut_new_area AFTER INSERT ON places_area FOR EACH ROW EXECUTE FUNCTION places_cut_area();
CREATE TRIGGER cut_changed_area AFTER UPDATE OF boundary, kind ON places_area FOR EACH ROW EXECUTE FUNCTION places_cut_area();

REVOKE INSERT, UPDATE ON places_areapiece FROM hereabouts_web;
GRANT SELECT ON places_area, places_areapiece TO hereabouts_public;
