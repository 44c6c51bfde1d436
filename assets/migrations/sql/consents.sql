-- Whether the consent to publish an item of the contact holds today. The one place that says so.
CREATE FUNCTION is_agreed(is_public boolean, agreed_until date) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT is_public AND coalesce(agreed_until >= (now() AT TIME ZONE 'Europe/London')::date, true)
$$;

-- What others read of a contact.
CREATE FUNCTION public_contact(a assets_asset) RETURNS TABLE (name varchar, phone varchar, email varchar)
LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT
    CASE WHEN is_agreed(a.contact_name_is_public, a.contact_name_agreed_until) THEN a.contact_name ELSE '' END,
    CASE WHEN is_agreed(a.contact_phone_is_public, a.contact_phone_agreed_until) THEN a.contact_phone ELSE '' END,
    CASE WHEN is_agreed(a.contact_email_is_public, a.contact_email_agreed_until) THEN a.contact_email ELSE '' END
$$;
REVOKE EXECUTE ON FUNCTION public_contact(assets_asset) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_contact(assets_asset) TO hereabouts_web;

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
    contact.name::varchar(120), contact.phone::varchar(60), contact.email::varchar(254),
    a.health_state, a.condition, a.source,
    CASE WHEN a.disclosure = 'exact' THEN a.source_id ELSE '' END::varchar(120),
    CASE WHEN a.disclosure = 'exact' THEN a.source_url ELSE '' END::varchar(500),
    a.licence, a.attribution, a.retrieved_on, a.last_checked_on, a.next_check_on, a.checked_by_kind,
    a.version, a.changed_at, a.public_location, a.public_area_ids, a.public_search,
    a.id, a.consortium_id, a.organisation_id,
    a.closed_dates, a.open_minutes, a.opens_on_bank_holidays, a.session_days, a.sessions, a.uncertain_minutes,
    CASE WHEN a.disclosure = 'exact' THEN a.photos ELSE '[]' END
  FROM public_contact(a) contact
$$;
