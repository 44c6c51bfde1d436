-- The good rows in the register's own columns.
CREATE TEMP TABLE import_ready ON COMMIT DROP AS
WITH bad AS (
  SELECT row, array_agg(field) AS fields FROM import_problem WHERE done = 'left empty' GROUP BY row
), authority AS (
  SELECT DISTINCT ON (code) id, code, lower(name) AS name FROM places_area
  WHERE kind = 'local_authority' AND valid_to IS NULL ORDER BY code, edition DESC
), authority_name AS (
  SELECT name, min(id) AS id FROM authority GROUP BY name HAVING count(*) = 1
), good AS (
  SELECT r.*, coalesce(bad.fields, '{}') AS bad FROM import_row r LEFT JOIN bad USING (row)
  WHERE NOT EXISTS (SELECT FROM import_problem p WHERE p.row = r.row AND p.done = 'refused')
)
SELECT
  r.row, r.name,
  CASE WHEN r.summary = '' AND category.id IS NULL THEN r.kind ELSE r.summary END AS summary,
  array_remove(ARRAY[%(category)s, nullif(category.id, %(category)s)]::bigint[], NULL) AS category_ids,
  CASE WHEN 'address' = ANY (r.bad) THEN '' ELSE r.address END AS address,
  CASE WHEN 'town' = ANY (r.bad) THEN '' ELSE r.town END AS town,
  CASE WHEN 'postcode' = ANY (r.bad) THEN '' ELSE r.postcode END AS postcode,
  CASE WHEN 'phone' = ANY (r.bad) THEN '' ELSE r.phone END AS contact_phone,
  CASE WHEN 'email' = ANY (r.bad) THEN '' ELSE r.email END AS contact_email,
  CASE WHEN 'website' = ANY (r.bad) THEN '' ELSE r.website END AS website,
  CASE WHEN 'source_url' = ANY (r.bad) THEN '' ELSE r.source_url END AS source_url,
  r.opening_times, coalesce(nullif(r.sessions, '')::jsonb, '[]') AS sessions,
  nullif(r.bank_holidays, '')::boolean AS opens_on_bank_holidays, r.referral, r.eligibility,
  CASE WHEN 'age_from' = ANY (r.bad) THEN NULL ELSE nullif(r.age_from, '')::smallint END AS age_from,
  CASE WHEN 'age_to' = ANY (r.bad) THEN NULL ELSE nullif(r.age_to, '')::smallint END AS age_to,
  ARRAY(SELECT id FROM assets_feature WHERE code = ANY (string_to_array(r.features, ',')) ORDER BY id) AS feature_ids,
  ARRAY(
    SELECT id FROM assets_feature WHERE code = ANY (string_to_array(r.absent_features, ',')) ORDER BY id
  ) AS absent_feature_ids,
  ST_SetSRID(ST_Point(r.x, r.y), 4326) AS location,
  -- What has no place is found by the authority that the file names.
  CASE WHEN r.x IS NULL AND 'area_name' <> ALL (r.bad) THEN r.area_name ELSE '' END AS area_served,
  CASE WHEN r.x IS NULL THEN array_remove(ARRAY[coalesce(authority.id, authority_name.id)], NULL) ELSE '{}' END AS served_area_ids,
  -- An identifier that stands on several rows is none for a row alone.
  CASE
    WHEN r.source_id = '' OR 'source_id' = ANY (r.bad) THEN 'row-' || r.content
    WHEN count(*) OVER (PARTITION BY r.source_id) > 1 THEN r.source_id || '-' || left(r.content, 12)
    ELSE r.source_id
  END AS source_id
FROM good r
LEFT JOIN assets_category category ON category.code = lower(r.kind)
LEFT JOIN authority ON authority.code = r.area_code
LEFT JOIN authority_name ON authority_name.name = lower(r.area_name);

ANALYZE import_ready
