-- By what two entries are known to be the same place or group.

-- "+44 (0)1253 000000", "0044 1253 000000 ext 2" and "01253 000000" are one telephone. NULL where there are too few digits.
CREATE FUNCTION telephone_digits(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(substring(digits FROM '^\d{7,}$'), '^(00)?44(?=\d{9,10}$)', '0')
  FROM regexp_replace(lower(written), '\(0\)|ext.*|[^0-9]', '', 'g') digits
$$;

-- "https://www.Example.org/pantry/?from=map" is "example.org/pantry". NULL where there is none.
CREATE FUNCTION website_bare(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT nullif(regexp_replace(lower(written), '^\s*([a-z]+:)?/*(www\.)?|/*([?#].*)?\s*$', '', 'g'), '')
$$;

-- How alike two names are, 0 to 1: in words that may change places, or without spaces and signs, whichever is more.
CREATE FUNCTION names_alike(one text, other text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(similarity(one, other), similarity(places_folded(one), places_folded(other)))
$$;

-- How likely two entries are the same, of 100: at most 70 for their names; 15 for one spot, which falls to nothing at 300 m and
-- tells against it, by 30, from there to 3 km; 15 for the telephone, 10 for the website. What is not known counts nothing.
CREATE FUNCTION alike_score(alike real, metres float8, same_telephone boolean, same_website boolean) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(100, greatest(0, round(70 * alike
    + CASE WHEN metres <= 300 THEN 15 * (1 - metres / 300) WHEN metres > 300 THEN -30 * least(1, (metres - 300) / 2700) ELSE 0 END
    + CASE WHEN same_telephone THEN 15 ELSE 0 END + CASE WHEN same_website THEN 10 ELSE 0 END)))::int
$$;
