"""The SQL of a load of one indicator, in the order in which it runs."""

STAGE = """
DROP TABLE IF EXISTS measure_stage;
CREATE TEMP TABLE measure_stage (place int, code text, value float8, rank int, decile int) ON COMMIT DROP
"""

TWINS = """
SELECT code, array_to_string((array_agg(place ORDER BY place))[:3], ', ') FROM measure_stage
GROUP BY code HAVING count(*) > 1 ORDER BY code LIMIT 3
"""

# Rank 1 and decile 1 have the most of what is measured; deciles are tenths of the rows.
WORK_OUT = """
WITH ranked AS (
  SELECT code, coalesce(rank, CASE WHEN value IS NOT NULL THEN rank() OVER (
    PARTITION BY value IS NULL ORDER BY CASE WHEN %(high_is_more)s THEN -value ELSE value END) END) AS rank
  FROM measure_stage
), tenths AS (
  SELECT code, rank, ceil(rank * 10.0 / count(rank) OVER ())::int AS decile FROM ranked
)
UPDATE measure_stage AS stage
SET rank = tenths.rank, decile = coalesce(stage.decile, least(10, tenths.decile))
FROM tenths WHERE tenths.code = stage.code AND tenths.rank IS NOT NULL
"""

ELSEWHERE = """
SELECT area.kind, area.edition, count(*) FROM measure_stage AS stage JOIN places_area AS area USING (code)
WHERE (area.kind, area.edition) <> (%(kind)s, %(edition)s) AND NOT EXISTS (
  SELECT FROM places_area AS asked
  WHERE asked.code = stage.code AND asked.kind = %(kind)s AND asked.edition = %(edition)s)
GROUP BY 1, 2 ORDER BY count(*) DESC, area.edition DESC LIMIT 1
"""

UNKNOWN = """
SELECT count(*), (array_agg(stage.code ORDER BY stage.place))[:5] FROM measure_stage AS stage
WHERE NOT EXISTS (
  SELECT FROM places_area AS area WHERE area.code = stage.code AND area.kind = %(kind)s AND area.edition = %(edition)s)
"""

# `beginnings` are the letters with which the codes of a nation begin.
JOINED = """
SELECT count(stage.code) FILTER (WHERE num_nonnulls(stage.value, stage.rank, stage.decile) > 0),
  count(*) FILTER (WHERE left(area.code, 1) = ANY(%(beginnings)s)
    AND num_nonnulls(stage.value, stage.rank, stage.decile) = 0)
FROM places_area AS area LEFT JOIN measure_stage AS stage USING (code)
WHERE area.kind = %(kind)s AND area.edition = %(edition)s
"""

INDICATOR = """
INSERT INTO places_indicator AS standing (code, name, unit, direction, nation, year, area_kind, area_edition, source,
  source_url, licence, attribution)
VALUES (%(code)s, %(name)s, %(unit)s, %(direction)s, %(nation)s, %(year)s, %(kind)s, %(edition)s, %(source)s,
  %(source_url)s, %(licence)s, %(attribution)s)
ON CONFLICT (code) DO UPDATE SET
  name = excluded.name, unit = excluded.unit, direction = excluded.direction, nation = excluded.nation,
  year = excluded.year, area_kind = excluded.area_kind, area_edition = excluded.area_edition,
  source = excluded.source, source_url = excluded.source_url, licence = excluded.licence,
  attribution = excluded.attribution
RETURNING id
"""

# After a correction of the edition, values of the areas of the wrong one would stay behind.
FORGET_OTHER_EDITIONS = """
DELETE FROM places_indicatorvalue AS held USING places_area AS area
WHERE held.indicator_id = %(indicator)s AND area.id = held.area_id
  AND (area.kind, area.edition) <> (%(kind)s, %(edition)s)
"""

MERGE = """
WITH merged AS (
  INSERT INTO places_indicatorvalue AS standing (indicator_id, area_id, value, rank, decile)
  SELECT %(indicator)s, area.id, stage.value, stage.rank, stage.decile
  FROM measure_stage AS stage JOIN places_area AS area USING (code)
  WHERE area.kind = %(kind)s AND area.edition = %(edition)s
    AND num_nonnulls(stage.value, stage.rank, stage.decile) > 0
  ON CONFLICT (indicator_id, area_id) DO UPDATE
  SET value = excluded.value, rank = excluded.rank, decile = excluded.decile
  WHERE (standing.value, standing.rank, standing.decile)
    IS DISTINCT FROM (excluded.value, excluded.rank, excluded.decile)
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
"""
