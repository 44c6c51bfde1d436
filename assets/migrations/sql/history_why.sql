-- What visitors may read of the newest versions of an entry that they see, oldest first: when, in which part somebody changed
-- which columns, by which step, and whether that made it as an earlier one of these versions. No words of an earlier version, no
-- person, nothing that today's disclosure hides; of a merge only where everyone saw the other entry, which leads here now.
-- It works with the rights of its owner, since visitors may read neither the history nor who belongs to whom.
DROP FUNCTION public_history(bigint, integer);

CREATE FUNCTION public_history(wanted bigint, newest integer) RETURNS TABLE (
  version integer, made_at timestamptz, columns text[], step text, is_back boolean, part text, organisation_id bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  today text := (SELECT disclosure FROM public_asset WHERE id = wanted);
  e assets_assetevent;
  was assets_asset;
  facts jsonb;
  before jsonb;
  said text;
  seen text[] := '{}';
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
    said := md5((facts - ARRAY['version', 'changed_at', 'retrieved_on', 'last_checked_on', 'next_check_on', 'checked_by_kind'])::text);
    RETURN QUERY
      SELECT e.version, e.pgh_created_at, changed.columns, coalesce(taken.step, ''), said = ANY (seen), acting.part, acting.organisation_id
      FROM (
        SELECT array_agg(key ORDER BY key) FROM jsonb_each(facts)
        WHERE before IS NOT NULL AND value IS DISTINCT FROM before -> key
      ) changed (columns)
      LEFT JOIN pghistory_context context ON context.id = e.pgh_context_id
      LEFT JOIN LATERAL (
        SELECT
          CASE
            WHEN d.step IN ('undo', 'unmerge') THEN 'undo'
            WHEN d.step = 'take_in' AND (
              SELECT m.loser_status = 'published' AND l.visibility = 'public'
              FROM assets_merge m JOIN assets_asset l ON l.id = m.loser_id
              WHERE m.kept_id = wanted AND m.made_at <= d.made_at ORDER BY m.id DESC LIMIT 1
            ) THEN 'take_in'
            WHEN d.step = 'take_in' OR d.made_by_id = p.made_by_id THEN 'edit'
            ELSE d.step
          END::text,
          CASE WHEN d.step <> 'undo' THEN p.made_by_id END
        FROM assets_decision d LEFT JOIN assets_proposal p ON p.id = d.proposal_id
        WHERE d.asset_id = wanted AND d.version = e.version AND (
          d.step IN ('publish', 'edit', 'accept', 'accept_part')
          OR d.step IN ('undo', 'unmerge', 'take_in') AND d.made_by_id = (context.metadata ->> 'user')::bigint
        )
        ORDER BY d.step IN ('undo', 'unmerge', 'take_in'), d.id DESC LIMIT 1
      ) taken (step, made_by_id) ON true
      CROSS JOIN LATERAL part_of(
        coalesce(taken.made_by_id, (context.metadata ->> 'user')::bigint), e.consortium_id, e.organisation_id,
        (e.pgh_created_at AT TIME ZONE 'Europe/London')::date
      ) acting;
    before := facts;
    seen := seen || said;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION public_history(bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_history(bigint, integer) TO hereabouts_public;
