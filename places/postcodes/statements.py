"""The SQL of a load of postcodes, in the order in which it runs."""

STAGE = """
DROP TABLE IF EXISTS postcode_stage;
CREATE TEMP TABLE postcode_stage (
  place bigint GENERATED ALWAYS AS IDENTITY,
  code text, across float8, up float8, grid int, ended_on date, knows_end boolean
) ON COMMIT DROP
"""

STAGED = "postcode_stage (code, across, up, grid, ended_on, knows_end)"

# Of several rows with one code the last counts.
MERGE = """
WITH located AS (
  SELECT DISTINCT ON (code) code, ended_on, knows_end,
    ST_Transform(ST_SetSRID(ST_MakePoint(across, up), grid), 4326) AS point
  FROM postcode_stage ORDER BY code, place DESC
), wanted AS (
  SELECT located.code, located.point,
    CASE WHEN located.knows_end THEN located.ended_on ELSE standing.ended_on END AS ended_on
  FROM located LEFT JOIN places_postcode AS standing USING (code)
  WHERE standing.code IS NULL OR standing.point IS DISTINCT FROM located.point
    OR located.knows_end AND standing.ended_on IS DISTINCT FROM located.ended_on
), merged AS (
  INSERT INTO places_postcode AS standing (code, point, ended_on) SELECT code, point, ended_on FROM wanted
  ON CONFLICT (code) DO UPDATE SET point = excluded.point, ended_on = excluded.ended_on
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new), (SELECT count(*) FROM located) FROM merged
"""
