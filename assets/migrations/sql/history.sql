-- In which part somebody acted for a consortium on a day: as its curator, its coordinator, or for a partner organisation.
CREATE FUNCTION part_of(person bigint, consortium bigint, holder bigint, on_day date, OUT part text, OUT organisation_id bigint)
LANGUAGE sql STABLE AS $$
  SELECT acting.part, acting.organisation_id FROM (
    SELECT 1 AS place, 'source' AS part, NULL::bigint AS organisation_id WHERE person IS NULL
    UNION ALL
    SELECT CASE role WHEN 'curator' THEN 2 ELSE 5 END, role, NULL FROM consortia_appointment a
    WHERE a.user_id = person AND a.consortium_id = consortium AND role IN ('curator', 'coordinator')
      AND on_day >= a.started_on AND (on_day < a.ended_on OR a.ended_on IS NULL)
    UNION ALL
    SELECT CASE WHEN m.organisation_id = holder THEN 3 ELSE 4 END, 'partner', m.organisation_id
    FROM consortia_membership m
    WHERE m.user_id = person AND on_day >= m.started_on AND (on_day < m.ended_on OR m.ended_on IS NULL)
      AND (m.organisation_id = holder OR EXISTS (
        SELECT FROM consortia_partnership p
        WHERE p.organisation_id = m.organisation_id AND p.consortium_id = consortium
          AND (on_day >= p.joined_on OR p.joined_on IS NULL) AND (on_day < p.left_on OR p.left_on IS NULL)))
    UNION ALL
    SELECT 6, 'administrator', NULL FROM accounts_user WHERE id = person AND is_superuser
    UNION ALL
    SELECT 7, 'somebody', NULL
  ) acting ORDER BY place, organisation_id LIMIT 1
$$;

-- What visitors may read of the newest versions of an entry that they see, oldest first: when, in which part somebody changed
-- which columns, and by which step. No words of an earlier version, no person, nothing that today's disclosure hides.
-- It works with the rights of its owner, since visitors may read neither the history nor who belongs to whom.
CREATE FUNCTION public_history(wanted bigint, newest integer) RETURNS TABLE (
  version integer, made_at timestamptz, columns text[], step text, part text, organisation_id bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  today text := (SELECT disclosure FROM public_asset WHERE id = wanted);
  e assets_assetevent;
  was assets_asset;
  facts jsonb;
  before jsonb;
  place jsonb;
BEGIN
  FOR e IN
    SELECT * FROM (
      SELECT DISTINCT ON (version) * FROM assets_assetevent
      WHERE pgh_obj_id = wanted AND today IS NOT NULL AND status = 'published' AND visibility = 'public'
      ORDER BY version DESC, pgh_id DESC LIMIT newest
    ) latest ORDER BY version
  LOOP
    IF today <> 'exact' THEN e.disclosure := today; END IF;
    place := CASE e.disclosure WHEN 'exact'
      THEN jsonb_build_object('location', e.location::text, 'boundary', md5(e.boundary::text)) ELSE '{}' END;
    e.location := NULL;  -- an outline of thousands of corners takes long as JSON
    e.boundary := NULL;
    was := jsonb_populate_record(NULL::assets_asset, to_jsonb(e));
    facts := (SELECT to_jsonb(shown) || place FROM disclosed_row(was) shown);
    RETURN QUERY
      SELECT e.version, e.pgh_created_at, changed.columns, coalesce(taken.step, ''), acting.part, acting.organisation_id
      FROM (
        SELECT array_agg(key ORDER BY key) FROM jsonb_each(facts)
        WHERE before IS NOT NULL AND value IS DISTINCT FROM before -> key
      ) changed (columns)
      LEFT JOIN pghistory_context context ON context.id = e.pgh_context_id
      LEFT JOIN LATERAL (
        SELECT CASE WHEN d.made_by_id = p.made_by_id THEN 'edit' ELSE d.step END::text, p.made_by_id FROM assets_decision d LEFT JOIN assets_proposal p ON p.id = d.proposal_id
        WHERE d.asset_id = wanted AND d.version = e.version AND d.step IN ('publish', 'edit', 'accept', 'accept_part')
        ORDER BY d.id DESC LIMIT 1
      ) taken ON true
      CROSS JOIN LATERAL part_of(
        coalesce(taken.made_by_id, (context.metadata ->> 'user')::bigint), e.consortium_id, e.organisation_id,
        (e.pgh_created_at AT TIME ZONE 'Europe/London')::date
      ) acting;
    before := facts;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION public_history(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_history(bigint, integer) TO hereabouts_public;

-- Decisions that were made before they kept the version: the one that stood then.
ALTER TABLE assets_decision DISABLE TRIGGER USER;
UPDATE assets_decision d SET version = coalesce((
  SELECT e.version FROM assets_assetevent e
  WHERE e.pgh_obj_id = d.asset_id AND e.pgh_created_at <= d.made_at ORDER BY e.pgh_id DESC LIMIT 1
), 1);
ALTER TABLE assets_decision ENABLE TRIGGER USER;
