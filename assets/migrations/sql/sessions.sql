-- What follows from the weekday rows of an entry. Minutes of the week run from Monday 00:00 = 0 to Sunday 24:00 = 10080; a session
-- that closes at or before it opens ends on the next day.
CREATE FUNCTION minutes_of_time(written text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT split_part(written, ':', 1)::int * 60 + split_part(written, ':', 2)::int
$$;

CREATE FUNCTION minutes_of_sessions(sessions jsonb, are_certain boolean) RETURNS int4multirange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    range_agg(int4range(starts, ends)) * int4multirange(int4range(0, 10080))
      + range_agg(int4range(greatest(starts - 10080, 0), greatest(ends - 10080, 0))),
    '{}'
  )
  FROM (
    SELECT day + opens AS starts, day + closes + CASE WHEN closes <= opens THEN 1440 ELSE 0 END AS ends
    FROM (
      SELECT ((session ->> 'weekday')::int - 1) * 1440 AS day,
        coalesce(minutes_of_time(session ->> 'opens'), 0) AS opens, coalesce(minutes_of_time(session ->> 'closes'), 1440) AS closes
      FROM jsonb_array_elements(sessions) session
      WHERE are_certain <> coalesce((session ->> 'term_time')::boolean OR (session ->> 'by_arrangement')::boolean, false)
    ) timed
  ) spans
$$;

CREATE FUNCTION days_of_sessions(sessions jsonb) RETURNS smallint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT DISTINCT (session ->> 'weekday')::smallint FROM jsonb_array_elements(sessions) session ORDER BY 1)
$$;

CREATE FUNCTION are_sessions(sessions jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_typeof(sessions) = 'array' AND sessions = jsonb_path_query_array(sessions, '$[*] ? (
    @.type() == "object" && @.weekday.type() == "number" && @.weekday >= 1 && @.weekday <= 7 && @.weekday.floor() == @.weekday
    && (@.opens like_regex "^([01][0-9]|2[0-3]):[0-5][0-9]$" && @.closes like_regex "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
      || @.by_arrangement == true && !exists(@.opens) && !exists(@.closes))
    && (!exists(@.term_time) || @.term_time.type() == "boolean")
    && (!exists(@.by_arrangement) || @.by_arrangement.type() == "boolean")
    && (!exists(@.note) || @.note.type() == "string")
  )')
$$;
ALTER TABLE assets_asset ADD CONSTRAINT asset_sessions_are_weekday_rows CHECK (are_sessions(sessions));

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
    a.closed_dates, a.open_minutes, a.opens_on_bank_holidays, a.session_days, a.sessions, a.uncertain_minutes
  FROM (SELECT a.contact_is_public AND coalesce(a.contact_agreed_until >= (now() AT TIME ZONE 'Europe/London')::date, true) AS may_publish_contact) consent
$$;

REVOKE UPDATE, DELETE ON public_word FROM hereabouts_web;
REVOKE INSERT ON public_word FROM hereabouts_web;
GRANT SELECT ON public_word TO hereabouts_public;
