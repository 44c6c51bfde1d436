-- Counts for the map, beside the public copy of the register. Who changes the copy only adds rows to `mapping_cellchange`, and so waits
-- for nobody; readers add them to the cells; `fold_cells` moves them there now and then. All of it is public: it is made from the copy.

-- Where a place stands in Web Mercator, cut into 2^23 columns from the west and as many rows from the north. Bits taken off give wider
-- cells, and tiles: those of zoom z have 23 - z bits less.
-- One is added and taken again because radians() refuses numbers that are almost 0.
-- They are written into the statements that use them, as functions that are STRICT would not be.
CREATE FUNCTION world_column(place geometry) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN place IS NOT NULL THEN
    greatest(0, least(8388607, floor((ST_X(place) + 180) / 360 * 8388608)::int))
  END
$$;
CREATE FUNCTION world_row(place geometry) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN place IS NOT NULL THEN greatest(0, least(8388607,
    floor((0.5 - asinh(tan(radians(greatest(-89.9, least(89.9, ST_Y(place) + 1 - 1))))) / (2 * pi())) * 8388608)::int
  )) END
$$;

-- The kinds under which these categories are counted: each, the one above it, and 0 for every kind.
CREATE FUNCTION counted_categories(ids bigint[]) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT 0::bigint
  UNION SELECT id FROM assets_category WHERE id = ANY (ids)
  UNION SELECT parent_id FROM assets_category WHERE id = ANY (ids) AND parent_id IS NOT NULL
$$;

CREATE FUNCTION cells_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
DECLARE sign int := TG_ARGV[0];
BEGIN
  INSERT INTO mapping_cellchange (category_id, "column", "row", places, lon_sum, lat_sum)
  WITH stood AS MATERIALIZED (
    SELECT category_ids, world_column(public_location) >> 8 AS "column", world_row(public_location) >> 8 AS "row",
      sign * count(*) AS places, sign * sum(round(ST_X(public_location) * 1e7)::bigint) AS lon_sum,
      sign * sum(round(ST_Y(public_location) * 1e7)::bigint) AS lat_sum
    FROM changed_rows
    WHERE public_location IS NOT NULL
    GROUP BY 1, 2, 3
  )
  SELECT counted, "column", "row", sum(places), sum(lon_sum), sum(lat_sum)
  FROM (SELECT DISTINCT category_ids FROM stood) kinds, counted_categories(category_ids) counted, stood
  WHERE stood.category_ids = kinds.category_ids
  GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE TRIGGER z20_cells_of_new AFTER INSERT ON public_asset
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION cells_follow('1');
CREATE TRIGGER z20_cells_of_gone AFTER DELETE ON public_asset
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION cells_follow('-1');
CREATE TRIGGER z20_cells_before_change AFTER UPDATE ON public_asset
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION cells_follow('-1');
CREATE TRIGGER z20_cells_since_change AFTER UPDATE ON public_asset
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION cells_follow('1');

CREATE FUNCTION note_folding() RETURNS void LANGUAGE sql AS $$
  INSERT INTO mapping_folding AS folding (id, count) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = folding.count + 1
$$;

CREATE FUNCTION empty_cells() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM mapping_cellchange;  -- not TRUNCATE, which fails where one statement empties all of them
  DELETE FROM mapping_cell;
  PERFORM note_folding();
  RETURN NULL;
END $$;
CREATE TRIGGER z20_cells_emptied AFTER TRUNCATE ON public_asset FOR EACH STATEMENT EXECUTE FUNCTION empty_cells();

-- Moves the changes that are committed into the cells of every level, and returns how many there were. One at a time.
CREATE FUNCTION fold_cells() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
DECLARE
  folded bigint;
  emptied mapping_cell[];
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('cells of the map')) THEN RETURN 0; END IF;
  WITH taken AS (
    DELETE FROM mapping_cellchange RETURNING category_id, "column", "row", places, lon_sum, lat_sum
  ), summed AS (
    SELECT (15 - up)::smallint AS level, category_id, "column" >> up AS "column", "row" >> up AS "row",
      sum(places) AS places, sum(lon_sum) AS lon_sum, sum(lat_sum) AS lat_sum
    FROM taken, generate_series(0, 12) up
    GROUP BY 1, 2, 3, 4
  ), added AS (
    INSERT INTO mapping_cell AS cell (level, category_id, "column", "row", places, lon_sum, lat_sum)
    SELECT * FROM summed WHERE (places, lon_sum, lat_sum) <> (0, 0, 0)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (level, category_id, "column", "row") DO UPDATE SET places = cell.places + EXCLUDED.places,
      lon_sum = cell.lon_sum + EXCLUDED.lon_sum, lat_sum = cell.lat_sum + EXCLUDED.lat_sum
    RETURNING cell AS held, cell.places
  )
  SELECT (SELECT count(*) FROM taken), (SELECT array_agg(held) FROM added WHERE places = 0) INTO folded, emptied;
  IF folded > 0 THEN
    DELETE FROM mapping_cell cell USING unnest(emptied) gone
    WHERE (cell.level, cell.category_id, cell."column", cell."row") = (gone.level, gone.category_id, gone."column", gone."row");
    PERFORM note_folding();
  END IF;
  RETURN folded;
END $$;

-- All cells anew from the public copy. Who writes it waits, who reads does not.
CREATE FUNCTION rebuild_cells() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
DECLARE made bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('cells of the map'));
  LOCK TABLE public_asset IN SHARE MODE;
  DELETE FROM mapping_cellchange;
  DELETE FROM mapping_cell;
  INSERT INTO mapping_cell (level, category_id, "column", "row", places, lon_sum, lat_sum)
  WITH stood AS MATERIALIZED (
    SELECT category_ids, world_column(public_location) >> 8 AS "column", world_row(public_location) >> 8 AS "row",
      count(*) AS places, sum(round(ST_X(public_location) * 1e7)::bigint) AS lon_sum,
      sum(round(ST_Y(public_location) * 1e7)::bigint) AS lat_sum
    FROM public_asset
    WHERE public_location IS NOT NULL
    GROUP BY 1, 2, 3
  ), deepest AS MATERIALIZED (
    SELECT counted AS category_id, "column", "row", sum(places) AS places, sum(lon_sum) AS lon_sum, sum(lat_sum) AS lat_sum
    FROM (SELECT DISTINCT category_ids FROM stood) kinds, counted_categories(category_ids) counted, stood
    WHERE stood.category_ids = kinds.category_ids
    GROUP BY 1, 2, 3
  )
  SELECT (15 - up)::smallint, category_id, "column" >> up, "row" >> up, sum(places), sum(lon_sum), sum(lat_sum)
  FROM deepest, generate_series(0, 12) up
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2, 3, 4;
  GET DIAGNOSTICS made = ROW_COUNT;
  PERFORM note_folding();
  RETURN made;
END $$;

-- A kind that comes under another is counted there. A new name, which tiles show, is a change that counts nothing.
CREATE FUNCTION cells_follow_kinds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM new_rows category JOIN old_rows before USING (id) WHERE category.parent_id IS DISTINCT FROM before.parent_id
  ) THEN
    PERFORM rebuild_cells();
  ELSIF EXISTS (
    SELECT FROM new_rows category JOIN old_rows before USING (id) WHERE (category.code, category.name) <> (before.code, before.name)
  ) THEN
    INSERT INTO mapping_cellchange (category_id, "column", "row", places, lon_sum, lat_sum) VALUES (0, 0, 0, 0, 0, 0);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER z20_cells_of_kinds AFTER UPDATE ON assets_category
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION cells_follow_kinds();

-- A category that comes or goes counts nothing yet, but is known from then on.
CREATE FUNCTION note_kinds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO mapping_cellchange (category_id, "column", "row", places, lon_sum, lat_sum) VALUES (0, 0, 0, 0, 0, 0);
  RETURN NULL;
END $$;
CREATE TRIGGER z20_note_kinds AFTER INSERT OR DELETE ON assets_category FOR EACH STATEMENT EXECUTE FUNCTION note_kinds();

SELECT rebuild_cells();

REVOKE INSERT, UPDATE, DELETE ON mapping_cell, mapping_cellchange, mapping_folding FROM hereabouts_web;
GRANT SELECT ON mapping_cell, mapping_cellchange, mapping_folding TO hereabouts_public;
REVOKE EXECUTE ON FUNCTION fold_cells(), rebuild_cells(), note_folding() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_cells(), rebuild_cells() TO hereabouts_web;
