-- Every rule about a row, in one reading of the file. Only the name and the place can cost a row; other bad cells are left empty.
INSERT INTO import_problem (row, field, value, trouble, done)
SELECT r.row, found.field, found.value, found.trouble, found.done
FROM import_row r
CROSS JOIN (SELECT ST_GeomFromText(%(uk)s) AS outline) uk
LEFT JOIN assets_category category ON category.code = lower(r.kind)
CROSS JOIN LATERAL (
  SELECT ST_Intersects(uk.outline, ST_Point(r.x, r.y)) AS in_the_uk, ST_Intersects(uk.outline, ST_Point(r.y, r.x)) AS swapped_in
) lies
CROSS JOIN LATERAL (VALUES
  ('', '', r.trouble, 'refused'),
  ('', '', r.note, 'kept'),
  ('name', r.name, CASE
    WHEN r.name = '' THEN 'The name is missing. Give every place a name.'
    WHEN length(r.name) > 200 THEN 'The name has ' || length(r.name) || ' characters. Use at most 200.'
  END, 'refused'),
  ('closed', r.closed, CASE WHEN lower(r.closed) NOT IN ('', 'no', 'n', 'false', '0') THEN
    'The file says that it has closed. Leave the cell empty if it is open.'
  END, 'refused'),
  ('kind', r.kind, CASE WHEN %(publishes)s AND %(category)s::bigint IS NULL AND category.id IS NULL THEN
    'What kind of place is it? Give --category, or one of our codes in this column.'
  END, 'refused'),
  ('lon', concat_ws(', ', nullif(r.lon, ''), nullif(r.lat, '')), CASE
    WHEN r.lon = '' AND r.lat = '' THEN CASE WHEN r.shape NOT IN ('', 'Point') THEN
      'The feature is a ' || r.shape || '. Only points can be imported: give its middle as a point.'
    END
    WHEN r.lon = '' OR r.lat = '' THEN 'Only one of longitude and latitude is there. Give both, or neither.'
    WHEN r.x IS NULL THEN 'Longitude and latitude must be numbers, like -2.2451 and 53.4794.'
    WHEN greatest(abs(r.x), abs(r.y)) < 0.01 THEN '0, 0 is in the sea off Africa. Give the real place, or leave both empty.'
    WHEN NOT lies.in_the_uk AND lies.swapped_in THEN 'Are they swapped? Longitude and latitude are the wrong way round.'
    WHEN abs(r.x) > 180 OR abs(r.y) > 90 THEN 'These are not degrees of longitude and latitude (EPSG:4326).'
  END, 'refused'),
  ('lon', concat_ws(', ', nullif(r.lon, ''), nullif(r.lat, '')), CASE
    WHEN abs(r.x) <= 180 AND abs(r.y) <= 90 AND greatest(abs(r.x), abs(r.y)) >= 0.01
      AND NOT lies.in_the_uk AND NOT lies.swapped_in
    THEN 'This is outside the UK. Please check.'
  END, 'kept'),
  ('postcode', r.postcode, CASE WHEN r.postcode <> '' AND length(r.postcode) <= 10
    AND replace(r.postcode, ' ', '') !~ ('^' || %(postcode)s || '$')
    THEN 'This does not look like a full UK postcode, such as M2 5DB. Please check.'
  END, 'kept'),
  ('postcode', r.postcode, CASE WHEN length(r.postcode) > 10 THEN 'A postcode has at most 10 characters.' END, 'left empty'),
  ('address', r.address, CASE WHEN length(r.address) > 300 THEN 'Use at most 300 characters.' END, 'left empty'),
  ('town', r.town, CASE WHEN length(r.town) > 100 THEN 'Use at most 100 characters.' END, 'left empty'),
  ('phone', r.phone, CASE WHEN length(r.phone) > 60 THEN 'Use at most 60 characters.' END, 'left empty'),
  ('email', r.email, CASE
    WHEN r.email <> '' AND (length(r.email) > 254 OR r.email !~ '^[^@\s<>",;]+@[^@\s<>",;]+\.[^@\s<>",;.]+$')
    THEN 'Write one e-mail address, like hello@example.org.'
  END, 'left empty'),
  ('website', r.website, CASE
    WHEN r.website <> '' AND (length(r.website) > 500 OR r.website !~* '^https?://[^\s/?#@:]+\.[^\s/?#@:.]+(:\d+)?([/?#]\S*)?$')
    THEN 'Write one address, like https://www.example.org.'
  END, 'left empty'),
  ('source_url', r.source_url, CASE
    WHEN r.source_url <> '' AND (length(r.source_url) > 500 OR r.source_url !~* '^https?://[^\s/]+\.\S+$')
    THEN 'Write one address, like https://www.example.org/record/1.'
  END, 'left empty'),
  ('source_id', r.source_id, CASE WHEN length(r.source_id) > 100 THEN 'Use at most 100 characters.' END, 'left empty'),
  ('area_name', r.area_name, CASE WHEN length(r.area_name) > 300 THEN 'Use at most 300 characters.' END, 'left empty'),
  ('age_from', r.age_from, CASE
    WHEN r.age_from !~ '^(\d{1,2}|1[01]\d|120)?$' THEN 'Write whole years, from 0 to 120.'
  END, 'left empty'),
  ('age_to', r.age_to, CASE
    WHEN r.age_to !~ '^(\d{1,2}|1[01]\d|120)?$' THEN 'Write whole years, from 0 to 120.'
    WHEN r.age_from ~ '^\d{1,3}$' AND r.age_to <> '' AND r.age_to::int < r.age_from::int
    THEN 'The oldest age is below the youngest.'
  END, 'left empty')
) found (field, value, trouble, done)
WHERE found.trouble <> '' AND (r.trouble = '' OR found.field = '');

ANALYZE import_problem;

-- A row that says the same as one before it.
INSERT INTO import_problem (row, field, value, trouble, done)
SELECT row, '', name, 'This is the same place as in row ' || first || '. It was imported once.', 'refused'
FROM (
  SELECT row, name, min(row) OVER (PARTITION BY source_id, content) AS first FROM import_row r
  WHERE NOT EXISTS (SELECT FROM import_problem p WHERE p.row = r.row AND p.done = 'refused')
) twin
WHERE row > first
