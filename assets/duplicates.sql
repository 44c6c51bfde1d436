-- All pairs of entries that may be the same, compared as `assets/alike.py` compares one entry with others: two of one consortium
-- by all that they say, others by what they disclose, and only where one of them is public.
DROP TABLE IF EXISTS pg_temp.alike_entry;

CREATE TEMPORARY TABLE alike_entry ON COMMIT DROP AS
SELECT id, version, consortium_id, name, places_folded(name) AS folded, location AS place,
  disclosure = 'exact' AS is_exact, status = 'published' AND visibility = 'public' AS is_public,
  telephone_digits(contact_phone) AS telephone, website_bare(website) AS website,
  is_agreed(contact_phone_is_public, contact_phone_agreed_until) AS tells_telephone
FROM assets_asset WHERE status IN ('submitted', 'published');

CREATE INDEX ON alike_entry (id);
ANALYZE alike_entry;

-- The planner takes a third of all neighbours for alike, which are too many to be handed over by what reads in parallel.
SET LOCAL parallel_tuple_cost = 0;

-- Neighbours whose names may be alike enough, read in parallel: neither a temporary table nor what inserts is. What folding makes
-- alike is a little alike as it is written.
DROP TABLE IF EXISTS pg_temp.alike_near;

CREATE TEMPORARY TABLE alike_near ON COMMIT DROP AS
SELECT one.id AS lower, other.id AS upper FROM assets_asset one JOIN assets_asset other
  ON other.location && ST_Expand(one.location, %(east)s, %(north)s) AND one.id < other.id
  AND (one.consortium_id = other.consortium_id OR one.disclosure = 'exact' AND other.disclosure = 'exact')
  AND similarity(one.name, other.name) >= %(hint)s
WHERE one.status IN ('submitted', 'published') AND other.status IN ('submitted', 'published');

WITH common AS (  -- what many share says nothing
  SELECT array_agg(id) AS ids FROM alike_entry GROUP BY folded HAVING count(*) BETWEEN 2 AND %(few)s
  UNION ALL
  SELECT array_agg(id) FROM alike_entry GROUP BY telephone HAVING telephone IS NOT NULL AND count(*) BETWEEN 2 AND %(few)s
  UNION ALL
  SELECT array_agg(id) FROM alike_entry GROUP BY website HAVING website IS NOT NULL AND count(*) BETWEEN 2 AND %(few)s
), pair AS (
  SELECT lower, upper FROM alike_near
  UNION
  SELECT lower, upper FROM common, unnest(ids) lower, unnest(ids) upper WHERE lower < upper
  UNION
  SELECT lower_id, upper_id FROM assets_duplicate WHERE state = 'waiting'
), compared AS (
  SELECT one.id AS lower, other.id AS upper, one.version AS lower_version, other.version AS upper_version, are_together,
    greatest(similarity(one.name, other.name), similarity(one.folded, other.folded)) AS alike,
    CASE WHEN are_together OR one.is_exact AND other.is_exact THEN ST_DistanceSphere(one.place, other.place) END AS metres,
    coalesce(
      one.telephone = other.telephone AND (are_together OR one.tells_telephone AND other.tells_telephone), false
    ) AS same_telephone,
    coalesce(one.website = other.website, false) AS same_website
  FROM pair
  JOIN alike_entry one ON one.id = pair.lower
  JOIN alike_entry other ON other.id = pair.upper,
  LATERAL (SELECT one.consortium_id = other.consortium_id AS are_together) consortia
  WHERE are_together OR one.is_public OR other.is_public
)
INSERT INTO assets_duplicate (
  lower_id, upper_id, lower_version, upper_version, score, alike, metres, same_telephone, same_website, found_at
)
SELECT lower, upper, lower_version, upper_version, score, alike, metres, same_telephone, same_website, %(now)s
FROM compared, alike_score(alike, metres, same_telephone, same_website) score
WHERE alike >= %(alike)s AND score >= %(likely)s AND coalesce(metres <= %(far)s, true)
  AND (metres IS NOT NULL OR are_together OR same_telephone OR same_website)
ON CONFLICT (lower_id, upper_id) DO UPDATE SET
  lower_version = excluded.lower_version, upper_version = excluded.upper_version, score = excluded.score,
  alike = excluded.alike, metres = excluded.metres, same_telephone = excluded.same_telephone,
  same_website = excluded.same_website, found_at = excluded.found_at;

DELETE FROM assets_duplicate WHERE state = 'waiting' AND found_at < %(now)s
