"""The SQL of a load, in the order in which it runs."""

STAGE = """
DROP TABLE IF EXISTS area_stage;
CREATE TEMP TABLE area_stage (feature int, code text, name text, boundary geometry) ON COMMIT DROP
"""

REFUSE_WITHOUT_NAMES = """
DELETE FROM area_stage
WHERE code = '' OR name = '' OR length(code) > 40 OR length(name) > 200
RETURNING feature, CASE
  WHEN code = '' THEN 'It has no code.'
  WHEN name = '' THEN 'It has no name.'
  WHEN length(code) > 40 THEN 'Its code is longer than 40 characters.'
  ELSE 'Its name is longer than 200 characters.'
END
"""

FIRST_IN_METRES = """
SELECT feature, ST_XMin(boundary), ST_YMin(boundary) FROM area_stage
WHERE NOT boundary @ ST_MakeEnvelope(-180, -90, 180, 90) ORDER BY feature LIMIT 1
"""

TWINS = """
SELECT code, string_agg(feature::text, ', ' ORDER BY feature) FROM area_stage
GROUP BY code HAVING count(*) > 1 ORDER BY code LIMIT 5
"""

MEND = """
UPDATE area_stage SET boundary = ST_CollectionExtract(ST_MakeValid(boundary), 3) WHERE NOT ST_IsValid(boundary)
"""

REFUSE_EMPTY = """
DELETE FROM area_stage WHERE ST_IsEmpty(boundary) RETURNING feature, 'Its boundary encloses nothing.'
"""

MERGE = """
WITH merged AS (
  INSERT INTO places_area AS area
    (kind, code, name, boundary, label_point, edition, valid_from, source, licence, attribution)
  SELECT %(kind)s, code, name, shape, ST_PointOnSurface(shape), %(edition)s,
    %(valid_from)s::date, %(source)s, %(licence)s, %(attribution)s
  FROM area_stage, LATERAL ST_Multi(ST_SetSRID(ST_Force2D(boundary), 4326)) AS shape
  ORDER BY code
  ON CONFLICT (code, edition) DO UPDATE SET
    kind = excluded.kind, name = excluded.name, boundary = excluded.boundary, label_point = excluded.label_point,
    valid_from = excluded.valid_from, source = excluded.source, licence = excluded.licence,
    attribution = excluded.attribution
  WHERE (area.kind, area.name, area.boundary, area.valid_from, area.source, area.licence, area.attribution)
    IS DISTINCT FROM (excluded.kind, excluded.name, excluded.boundary, excluded.valid_from, excluded.source,
      excluded.licence, excluded.attribution)
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
"""
