-- One import at a time: a second waits here, and then knows what the first entered.
SELECT pg_advisory_xact_lock(hashtext('import_assets'));

DROP TABLE IF EXISTS import_row, import_problem, import_heading, import_ready, import_known;

-- A row as the file has it. `x` and `y` are its place when both are numbers; `content` is one for rows that say the same.
CREATE TEMP TABLE import_row (
  row int PRIMARY KEY, trouble text, note text, shape text, name text, summary text, kind text, address text, town text,
  postcode text, phone text, email text, website text, opening_times text, referral text, eligibility text,
  source_id text, source_url text, lon text, lat text, area_code text, area_name text, age_from text, age_to text,
  closed text, features text, absent_features text, sessions text, bank_holidays text,
  x float8 GENERATED ALWAYS AS (
    CASE WHEN lon ~ '^[-+]?\d{1,9}(\.\d*)?([eE][-+]?\d{1,2})?$' AND lat ~ '^[-+]?\d{1,9}(\.\d*)?([eE][-+]?\d{1,2})?$'
    THEN lon::float8 END
  ) STORED,
  y float8 GENERATED ALWAYS AS (
    CASE WHEN lon ~ '^[-+]?\d{1,9}(\.\d*)?([eE][-+]?\d{1,2})?$' AND lat ~ '^[-+]?\d{1,9}(\.\d*)?([eE][-+]?\d{1,2})?$'
    THEN lat::float8 END
  ) STORED,
  content text GENERATED ALWAYS AS (
    md5(lower(name) || '|' || lower(address) || '|' || postcode || '|' || lon || '|' || lat || '|' || lower(kind))
  ) STORED
) ON COMMIT DROP;

-- What is wrong, and what was done: the row is refused, the cell left empty, kept as it is, or the change not applied.
CREATE TEMP TABLE import_problem (row int, field text, value text, trouble text, done text) ON COMMIT DROP;

-- What the file calls a field.
CREATE TEMP TABLE import_heading (field text PRIMARY KEY, heading text) ON COMMIT DROP
