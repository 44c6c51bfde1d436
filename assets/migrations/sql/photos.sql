-- A list of at most three photos, each with the key of its files, its words and the pixels of the larger file.
CREATE FUNCTION are_photos(photos jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_typeof(photos) = 'array' AND jsonb_array_length(photos) <= 3 AND photos = jsonb_path_query_array(photos, '$[*] ? (
    @.key like_regex "^[0-9a-f]{32}$" && @.alt.type() == "string" && @.alt != "" && @.credit.type() == "string"
    && @.width.type() == "number" && @.width > 0 && @.height.type() == "number" && @.height > 0
  )')
$$;
ALTER TABLE assets_asset ADD CONSTRAINT asset_photos_are_photos CHECK (photos = '[]' OR are_photos(photos));

-- A photo tells the place: where others do not see that, it is absent.
CREATE OR REPLACE FUNCTION disclosed_row(a assets_asset) RETURNS SETOF public_asset LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT
    a.uid, a.name, a.other_names, a.summary, a.story, a.translations,
    a.category_ids, a.audience_ids, a.determinant_ids, a.feature_ids, a.absent_feature_ids, a.project_ids,
    a.status, a.visibility, a.disclosure,
    CASE WHEN a.disclosure = 'exact' THEN a.boundary END,
    CASE WHEN a.disclosure = 'exact' THEN a.address ELSE '' END::varchar(300),
    CASE WHEN a.disclosure = 'exact' THEN a.town ELSE '' END::varchar(100),
    CASE WHEN a.disclosure = 'exact' THEN a.postcode ELSE '' END::varchar(10),
    CASE WHEN a.disclosure = 'exact' THEN a.directions ELSE '' END,
    a.area_served, asset_public_areas(
      a.served_area_ids, a.disclosure, CASE WHEN a.disclosure = 'area' THEN asset_neighbourhood(a.area_ids) END
    ),
    a.is_online, a.is_outreach, a.opening_times, a.is_free, a.cost, a.referral, a.eligibility, a.age_from, a.age_to,
    a.languages, a.taking, a.website,
    CASE WHEN may_publish_contact THEN a.contact_name ELSE '' END::varchar(120),
    CASE WHEN may_publish_contact THEN a.contact_phone ELSE '' END::varchar(60),
    CASE WHEN may_publish_contact THEN a.contact_email ELSE '' END::varchar(254),
    a.health_state, a.condition, a.source,
    CASE WHEN a.disclosure = 'exact' THEN a.source_id ELSE '' END::varchar(120),
    CASE WHEN a.disclosure = 'exact' THEN a.source_url ELSE '' END::varchar(500),
    a.licence, a.attribution, a.retrieved_on, a.last_checked_on, a.next_check_on, a.checked_by_kind,
    a.version, a.changed_at, a.public_location, a.public_area_ids, a.public_search,
    a.id, a.consortium_id, a.organisation_id,
    a.closed_dates, a.open_minutes, a.opens_on_bank_holidays, a.session_days, a.sessions, a.uncertain_minutes,
    CASE WHEN a.disclosure = 'exact' THEN a.photos ELSE '[]' END
  FROM (SELECT a.contact_is_public AND coalesce(a.contact_agreed_until >= (now() AT TIME ZONE 'Europe/London')::date, true) AS may_publish_contact) consent
$$;
