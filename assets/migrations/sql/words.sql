-- How words are read, in the register and in a search alike: however an apostrophe, a hyphen or an accent is typed.

-- Words as they are written, without case and accents, for spelling; `hereabouts` goes on to their stems.
CREATE TEXT SEARCH CONFIGURATION hereabouts_words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION hereabouts_words
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- Without apostrophes ("men's" is "mens"), initials together ("Y.M.C.A." is "YMCA."), other signs between letters as spaces.
CREATE FUNCTION plain_words(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(
      translate(normalize(written, NFC), '‐‑‒–—―−“”„«»' || '''’‘‛ʼʹʻ′`´＇' || chr(173), '-------"""""'),
      '(?<=\m\w)\.(?=\w\M)', '', 'g'
    ),
    '(?<=\w)[-./@_]+(?=\w)', ' ', 'g'
  )
$$;

CREATE FUNCTION words_as_written(written text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT tsvector_to_array(to_tsvector('hereabouts_words', plain_words(written)))
$$;

-- What a search asks for: all of its words, without `-these`, "these together", this `or` that. A hyphen that stands alone says nothing.
CREATE FUNCTION words_asked(written text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT websearch_to_tsquery('hereabouts', plain_words(regexp_replace(
    regexp_replace(translate(written, '‐‑–—', '--'), '(^|\s)-+(?=\s|$)', ' ', 'g'), '(^|\s)-(\w+(?:-\w+)+)', '\1-"\2"', 'g'
  )))
$$;

-- Words that begin so, where these weights have them: for what is still being typed.
CREATE FUNCTION words_begun(written text, weights text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(format('(%s:*%s | %s:*%s)', quote_literal(word), weights, quote_literal(stem), weights), ' & ')::tsquery
  FROM unnest(words_as_written(written)) word,
    LATERAL (SELECT (tsvector_to_array(to_tsvector('hereabouts', word)))[1] AS stem) stemmed
  WHERE stem IS NOT NULL
$$;

-- Weights: A its names, B what kind it is and for whom, C what it says of itself, what it helps with and who runs it, D where it is.
CREATE OR REPLACE FUNCTION asset_public_words(a assets_asset) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT setweight(to_tsvector('hereabouts', plain_words(
      concat_ws(' ', a.name, array_to_string(a.other_names, ' '), translated.names)
    )), 'A')
    || setweight(to_tsvector('hereabouts', plain_words(concat_ws(' ', (
      SELECT string_agg(concat_ws(' ', code.name, array_to_string(code.synonyms, ' ')), ' ')
      FROM assets_category code WHERE code.id = ANY (a.category_ids)
    ), (
      SELECT string_agg(concat_ws(' ', code.name, array_to_string(code.synonyms, ' ')), ' ')
      FROM assets_audience code WHERE code.id = ANY (a.audience_ids)
    )))), 'B')
    || setweight(to_tsvector('hereabouts', plain_words(concat_ws(' ', a.summary, translated.summaries, (
      SELECT string_agg(concat_ws(' ', code.name, array_to_string(code.synonyms, ' ')), ' ')
      FROM assets_determinant code WHERE code.id = ANY (a.determinant_ids)
    ), (
      SELECT concat_ws(' ', organisation.name, array_to_string(organisation.other_names, ' '))
      FROM consortia_organisation organisation WHERE organisation.id = a.organisation_id
    )))), 'C')
    || setweight(to_tsvector('hereabouts', plain_words(concat_ws(' ', a.area_served, (
      SELECT string_agg(concat_ws(' ', area.name, (SELECT string_agg(value, ' ') FROM jsonb_each_text(area.names))), ' ')
      FROM places_area area
      WHERE area.id = ANY (a.public_area_ids) AND area.kind NOT IN ('nation', 'msoa', 'lsoa')
    ), CASE WHEN a.disclosure = 'exact' THEN concat_ws(' ', a.address, a.town, a.postcode) END))), 'D')
  FROM (
    SELECT string_agg(translation.value ->> 'name', ' ') AS names, string_agg(translation.value ->> 'summary', ' ') AS summaries
    FROM jsonb_each(CASE jsonb_typeof(a.translations) WHEN 'object' THEN a.translations ELSE '{}' END) translation
  ) translated
$$;

-- The vocabulary anew, from what is public alone; only what differs is written.
CREATE FUNCTION refresh_words() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$
DECLARE known bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('refresh_words'));
  WITH fresh AS MATERIALIZED (
    SELECT counted.word, counted.ndoc AS entries, coalesce((tsvector_to_array(to_tsvector('hereabouts', counted.word)))[1], '') AS stem
    FROM ts_stat($words$
      SELECT to_tsvector('hereabouts_words', plain_words(written.words)) FROM (
        SELECT concat_ws(' ', name, array_to_string(other_names, ' '), town, (
          SELECT string_agg(translation.value ->> 'name', ' ')
          FROM jsonb_each(CASE jsonb_typeof(translations) WHEN 'object' THEN translations ELSE '{}' END) translation
        )) FROM public_asset
        UNION ALL SELECT concat_ws(' ', name, array_to_string(synonyms, ' ')) FROM assets_category
        UNION ALL SELECT concat_ws(' ', name, array_to_string(synonyms, ' ')) FROM assets_audience
        UNION ALL SELECT concat_ws(' ', name, array_to_string(synonyms, ' ')) FROM assets_determinant
        UNION ALL SELECT concat_ws(' ', name, array_to_string(synonyms, ' ')) FROM assets_feature
        UNION ALL SELECT concat_ws(' ', name, (SELECT string_agg(value, ' ') FROM jsonb_each_text(names)))
          FROM places_area WHERE kind NOT IN ('msoa', 'lsoa')
        UNION ALL SELECT concat_ws(' ', name, array_to_string(other_names, ' ')) FROM consortia_organisation
          WHERE id IN (SELECT organisation_id FROM public_asset)
      ) written (words)
    $words$) counted
    WHERE counted.word ~ '^[[:alpha:]]{2,40}$'
  ), gone AS (
    DELETE FROM public_word WHERE NOT EXISTS (SELECT FROM fresh WHERE fresh.word = public_word.word)
  ), written AS (
    INSERT INTO public_word AS kept (word, stem, entries) SELECT word, stem, entries FROM fresh
    ON CONFLICT (word) DO UPDATE SET stem = excluded.stem, entries = excluded.entries
      WHERE (kept.stem, kept.entries) IS DISTINCT FROM (excluded.stem, excluded.entries)
  )
  SELECT count(*) INTO known FROM fresh;
  RETURN known;
END $$;
REVOKE EXECUTE ON FUNCTION refresh_words() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_words() TO hereabouts_web;

SELECT assets_work_out_again(ARRAY(SELECT id FROM assets_asset));
