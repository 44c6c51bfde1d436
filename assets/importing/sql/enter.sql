WITH entered AS (
  INSERT INTO assets_asset (
    name, summary, category_ids, address, town, postcode, contact_phone, contact_email, contact_phone_is_public,
    contact_email_is_public, website,
    opening_times, sessions, opens_on_bank_holidays, referral, eligibility, age_from, age_to, feature_ids,
    absent_feature_ids, location, area_served,
    served_area_ids, source_id, source_url, source, licence, attribution, retrieved_on, consortium_id, organisation_id,
    status
  )
  SELECT
    name, summary, category_ids, address, town, postcode, contact_phone, contact_email,
    %(publishes_contacts)s AND contact_phone <> '', %(publishes_contacts)s AND contact_email <> '', website,
    opening_times, sessions, opens_on_bank_holidays, referral, eligibility, age_from, age_to, feature_ids,
    absent_feature_ids, location, area_served,
    served_area_ids, source_id, source_url, %(source)s, %(licence)s, %(attribution)s, %(retrieved_on)s,
    %(consortium)s, %(organisation)s, %(status)s
  FROM import_ready r
  WHERE NOT EXISTS (SELECT FROM import_known known WHERE known.row = r.row)
  ORDER BY row
  RETURNING id, location
), decided AS (
  INSERT INTO assets_decision (asset_id, step, made_by_id, note)
  SELECT id, 'publish', %(publisher)s, %(note)s FROM entered WHERE %(publisher)s::bigint IS NOT NULL
)
SELECT count(*), count(*) FILTER (WHERE location IS NULL) FROM entered
