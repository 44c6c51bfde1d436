-- Rows that are in the register already. What differs is reported; people decide.
CREATE TEMP TABLE import_known ON COMMIT DROP AS
SELECT r.row, a.id FROM import_ready r JOIN assets_asset a ON a.source = %(source)s AND a.source_id = r.source_id;

INSERT INTO import_problem (row, field, value, trouble, done)
SELECT r.row, found.field, found.value, 'The register says something else. Change the entry there if the file is right.', 'not applied'
FROM import_known known
JOIN import_ready r USING (row)
JOIN assets_asset a USING (id)
CROSS JOIN LATERAL (VALUES
  ('name', r.name, r.name <> a.name),
  ('summary', r.summary, r.summary <> a.summary),
  ('kind', '', NOT r.category_ids <@ a.category_ids),
  ('address', r.address, r.address <> a.address),
  ('town', r.town, r.town <> a.town),
  ('postcode', r.postcode, r.postcode <> a.postcode),
  ('phone', r.contact_phone, r.contact_phone <> a.contact_phone),
  ('email', r.contact_email, r.contact_email <> a.contact_email),
  ('website', r.website, r.website <> a.website),
  ('opening_times', r.opening_times, r.opening_times <> a.opening_times),
  ('opening_times', '', r.opens_on_bank_holidays <> a.opens_on_bank_holidays),
  ('days', '', r.sessions <> '[]' AND r.sessions <> a.sessions),
  ('referral', r.referral, r.referral <> a.referral),
  ('eligibility', r.eligibility, r.eligibility <> a.eligibility),
  ('age_from', r.age_from::text, r.age_from IS DISTINCT FROM a.age_from),
  ('age_to', r.age_to::text, r.age_to IS DISTINCT FROM a.age_to),
  ('lon', ST_X(r.location) || ', ' || ST_Y(r.location), r.location IS DISTINCT FROM a.location)
) found (field, value, differs)
WHERE found.differs
