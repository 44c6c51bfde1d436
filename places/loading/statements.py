"""The SQL of a load, in the order in which it runs."""

STAGE = """
DROP TABLE IF EXISTS area_stage, area_proposed;
CREATE TEMP TABLE area_stage (
  feature int, code text, name text, names jsonb, valid_from date, valid_to date, boundary geometry
) ON COMMIT DROP
"""

FLIP = "UPDATE area_stage SET boundary = ST_FlipCoordinates(boundary)"

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

# The Northern Ireland among the regions, and the Northern Ireland among the nations.
REFUSE_OTHER_KINDS = """
DELETE FROM area_stage USING places_area area
WHERE area.code = area_stage.code AND area.edition = %(edition)s AND area.kind <> %(kind)s
RETURNING feature, format('Its code, %%s, is that of another kind of area in this edition: %%s.', area.code, area.name)
"""

FIRST_IN_METRES = """
SELECT feature, ST_XMin(boundary), ST_YMin(boundary) FROM area_stage
WHERE NOT boundary @ ST_MakeEnvelope(-180, -90, 180, 90) ORDER BY feature LIMIT 1
"""

# Those that are off the coast of Somalia, and in the United Kingdom when turned round.
FIRST_SWAPPED = """
SELECT feature, ST_XMin(boundary), ST_YMin(boundary)
FROM area_stage, (VALUES (ST_MakeEnvelope(-9, 49, 2.5, 61.5))) uk(box)
WHERE NOT boundary && box AND boundary @ ST_FlipCoordinates(box) ORDER BY feature LIMIT 1
"""

TWINS = """
SELECT code, array_to_string((array_agg(feature ORDER BY feature))[:5], ', '), count(*) OVER () FROM area_stage
GROUP BY code HAVING count(*) > 1 ORDER BY code LIMIT 5
"""

MEND = """
UPDATE area_stage SET boundary = ST_CollectionExtract(ST_MakeValid(boundary), 3) WHERE NOT ST_IsValid(boundary)
"""

REFUSE_EMPTY = """
DELETE FROM area_stage WHERE ST_IsEmpty(boundary) RETURNING feature, 'Its boundary encloses nothing.'
"""

# What is not said keeps what is known: a date, a source, a name in another language.
PROPOSE = """
ANALYZE area_stage;
CREATE TEMP TABLE area_proposed ON COMMIT DROP AS
SELECT proposed.*, area.id IS NULL AS is_new
FROM area_stage stage
LEFT JOIN places_area area ON area.code = stage.code AND area.edition = %(edition)s,
LATERAL (
  SELECT stage.code, stage.name, coalesce(area.names, '{}') || stage.names AS names,
    ST_Multi(ST_SetSRID(ST_Force2D(stage.boundary), 4326)) AS boundary,
    coalesce(%(valid_from)s::date, stage.valid_from, area.valid_from) AS valid_from,
    coalesce(%(valid_to)s::date, stage.valid_to, area.valid_to) AS valid_to,
    coalesce(nullif(%(source)s, ''), area.source, '') AS source,
    coalesce(nullif(%(licence)s, ''), area.licence, '') AS licence,
    coalesce(nullif(%(attribution)s, ''), area.attribution, '') AS attribution
) proposed
WHERE area.id IS NULL
  OR (area.name, area.names, area.boundary, area.valid_from, area.valid_to, area.source, area.licence, area.attribution)
    IS DISTINCT FROM (proposed.name, proposed.names, proposed.boundary, proposed.valid_from, proposed.valid_to,
      proposed.source, proposed.licence, proposed.attribution)
"""

COUNT_PROPOSED = "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM area_proposed"

MERGE = """
INSERT INTO places_area AS area
  (kind, code, name, names, boundary, label_point, edition, valid_from, valid_to, source, licence, attribution)
SELECT %(kind)s, code, name, names, boundary, ST_PointOnSurface(boundary), %(edition)s,
  valid_from, valid_to, source, licence, attribution
FROM area_proposed ORDER BY code
ON CONFLICT (code, edition) DO UPDATE SET
  name = excluded.name, names = excluded.names, boundary = excluded.boundary, label_point = excluded.label_point,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source,
  licence = excluded.licence, attribution = excluded.attribution
"""
