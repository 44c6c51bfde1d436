-- One consent was for the whole contact. Each item that is there gets it; what others see stays as it is, so no trigger runs.
-- The columns of the phone are those of the one consent: a row that has a phone alone is not written again.
ALTER TABLE assets_asset DISABLE TRIGGER USER;
ALTER TABLE assets_assetevent DISABLE TRIGGER USER;
ALTER TABLE assets_proposal DISABLE TRIGGER USER;
DO $do$
DECLARE carried regclass;
BEGIN
  FOREACH carried IN ARRAY ARRAY['assets_asset', 'assets_assetevent'] LOOP
    EXECUTE format($sql$
      UPDATE %s SET
        contact_name_is_public = contact_phone_is_public AND contact_name <> '',
        contact_name_agreed_on = CASE WHEN contact_name <> '' THEN contact_phone_agreed_on END,
        contact_name_agreed_until = CASE WHEN contact_name <> '' THEN contact_phone_agreed_until END,
        contact_email_is_public = contact_phone_is_public AND contact_email <> '',
        contact_email_agreed_on = CASE WHEN contact_email <> '' THEN contact_phone_agreed_on END,
        contact_email_agreed_until = CASE WHEN contact_email <> '' THEN contact_phone_agreed_until END,
        contact_phone_is_public = contact_phone_is_public AND contact_phone <> '',
        contact_phone_agreed_on = CASE WHEN contact_phone <> '' THEN contact_phone_agreed_on END,
        contact_phone_agreed_until = CASE WHEN contact_phone <> '' THEN contact_phone_agreed_until END
      WHERE (contact_phone_is_public OR contact_phone_agreed_on IS NOT NULL OR contact_phone_agreed_until IS NOT NULL)
        AND (contact_name <> '' OR contact_email <> '' OR contact_phone = '')
    $sql$, carried);
  END LOOP;
END $do$;
ALTER TABLE assets_asset ENABLE TRIGGER USER;
ALTER TABLE assets_assetevent ENABLE TRIGGER USER;

-- The same of columns in JSON. Where they do not say whether an item is there, the entry does.
CREATE FUNCTION pg_temp.consent_of_each(said jsonb, a assets_asset) RETURNS jsonb LANGUAGE sql AS $$
  SELECT said - ARRAY['contact_is_public', 'contact_agreed_on', 'contact_agreed_until'] || coalesce(
    jsonb_object_agg(item || substr(key, length('contact') + 1), CASE
      WHEN coalesce(said ->> item, to_jsonb(a) ->> item) <> '' THEN value
      WHEN key = 'contact_is_public' THEN 'false' ELSE 'null'
    END), '{}'
  )
  FROM jsonb_each(said) consent (key, value), unnest(ARRAY['contact_name', 'contact_phone', 'contact_email']) item
  WHERE key IN ('contact_is_public', 'contact_agreed_on', 'contact_agreed_until')
$$;

CREATE FUNCTION pg_temp.columns_of_each(names varchar[]) RETURNS varchar[] LANGUAGE sql AS $$
  SELECT array_agg(coalesce(item || substr(name, length('contact') + 1), name) ORDER BY place, item)
  FROM unnest(names) WITH ORDINALITY listed (name, place)
  LEFT JOIN unnest(ARRAY['contact_name', 'contact_phone', 'contact_email']) item
    ON name IN ('contact_is_public', 'contact_agreed_on', 'contact_agreed_until')
$$;

UPDATE assets_proposal p SET
  before = pg_temp.consent_of_each(before, a), after = pg_temp.consent_of_each(after, a),
  accepted = coalesce(pg_temp.columns_of_each(accepted), '{}')
FROM assets_asset a
WHERE a.id = p.asset_id AND p.after ?| ARRAY['contact_is_public', 'contact_agreed_on', 'contact_agreed_until'];

UPDATE assets_merge m SET
  before = pg_temp.consent_of_each(before, a) || '{"contact_phone_whose": "", "contact_email_whose": ""}',
  after = pg_temp.consent_of_each(after, a) || '{"contact_phone_whose": "", "contact_email_whose": ""}',
  columns = coalesce(pg_temp.columns_of_each(columns), '{}')
FROM assets_asset a WHERE a.id = m.kept_id;

ALTER TABLE assets_proposal ENABLE TRIGGER USER;
DROP FUNCTION pg_temp.consent_of_each(jsonb, assets_asset), pg_temp.columns_of_each(varchar[]);
