"""The register as a CSV file. PostgreSQL writes it: rows do not pass through Python one by one."""

from django.db import connections

from assets import columns, dictionary
from assets.copying import Copy

# A spreadsheet runs a cell as a formula when it begins so, white space before it or not. An apostrophe in front makes
# it plain words. Words that begin with apostrophes and then such a sign get one more, so that taking one off such a
# cell always gives the words as they were. The last four signs are the full-width ones.
SPACE = r"[\s\u00A0\u2000-\u200F\u2028-\u202F\u2060\u3000\uFEFF]"
RUNS_AS_FORMULA = rf"^'*([\t\r\n]|{SPACE}*[=+@\-\uFF1D\uFF0B\uFF0D\uFF20])"

CODES = """
LEFT JOIN LATERAL (
  SELECT
    string_agg(code, '; ' ORDER BY position, code) AS codes,
    string_agg(name, '; ' ORDER BY position, code) AS labels
  FROM assets_{name} WHERE id = ANY (row.{name}_ids)
) {name} ON true"""
FEATURES = """
LEFT JOIN LATERAL (
  SELECT
    string_agg(code, '; ' ORDER BY position, code) FILTER (WHERE id = ANY (row.feature_ids)) AS present,
    string_agg(code, '; ' ORDER BY position, code) FILTER (WHERE id = ANY (row.absent_feature_ids)) AS absent
  FROM assets_feature WHERE id = ANY (row.feature_ids || row.absent_feature_ids)
) feature ON true"""
OWNERS = """
LEFT JOIN consortia_organisation organisation ON organisation.id = row.organisation_id
LEFT JOIN consortia_consortium consortium ON consortium.id = row.consortium_id
LEFT JOIN assets_licence licence ON licence.code = row.licence"""
AREAS = """
LEFT JOIN LATERAL (
  SELECT
    string_agg(code || '@' || edition, '; ') AS codes,
    string_agg(code || '@' || edition, '; ') FILTER (WHERE id = ANY (row.served_area_ids)) AS served,
    string_agg(code, '; ') FILTER (WHERE kind = 'local_authority' AND in_force) AS local_authority_codes,
    string_agg(name, '; ') FILTER (WHERE kind = 'local_authority' AND in_force) AS local_authority_names,
    string_agg(code, '; ') FILTER (WHERE kind = 'ward' AND in_force) AS ward_codes,
    string_agg(name, '; ') FILTER (WHERE kind = 'ward' AND in_force) AS ward_names,
    string_agg(code, '; ') FILTER (WHERE kind = 'msoa' AND in_force) AS msoa_codes,
    string_agg(name, '; ') FILTER (WHERE kind = 'msoa' AND in_force) AS msoa_names
  FROM (
    SELECT id, kind, code, name, edition,
      valid_to IS NULL AND edition = max(edition) OVER (PARTITION BY code) AS in_force
    FROM places_area WHERE id = ANY (row.public_area_ids) ORDER BY kind, code, edition
  ) within
) area ON true"""
CODE_LISTS = [{"name": name} for name in ("category", "audience", "determinant")]
JOINS = "".join([OWNERS, *map(CODES.format_map, CODE_LISTS), FEATURES, AREAS])

# Most words begin with a letter, which is quicker to see than that they do not begin as a formula.
WORDS = f"""CASE
  WHEN {{0}} = '' THEN NULL
  WHEN {{0}} COLLATE "C" BETWEEN 'A' AND '~' THEN {{0}}
  WHEN {{0}} ~ $${RUNS_AS_FORMULA}$$ THEN $$'$$ || {{0}}
  ELSE {{0}}
END"""
WRITTEN = {
    **dict.fromkeys(columns.WORDS, WORDS),
    columns.YES_NO: "({0})::text",
    columns.TIME: """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
}


def csv_of(register, chosen):
    """The bytes of the rows of this register that the filter finds, as an iterator to be closed."""
    # One field more than the header has, so that programs stumble over it too.
    torn = '"NOT COMPLETE: the download was cut off. Please start it again."' + "," * len(dictionary.columns()) + "\n"
    return Copy(register.database, copy_statement(register, chosen), torn.encode())


def copy_statement(register, chosen):
    """What PostgreSQL is asked, complete with the values of the filter."""
    cells = ",\n".join(f"{cell(column)} AS {column.name}" for column in dictionary.columns())
    found, order = found_by(chosen)
    query, values = found.query.sql_with_params()
    with connections[register.database].cursor() as cursor:
        rows = cursor.mogrify(query, values).decode()
    tables = f"FROM ({rows}) found JOIN {register.table} row ON row.id = found.pk {JOINS}"
    return f"COPY (SELECT\n{cells}\n{tables}\nORDER BY {order}\n) TO STDOUT WITH (FORMAT csv, HEADER)"


def found_by(chosen):
    """The ids found, each with what an order goes by, and the order in SQL; by id where none is asked."""
    if not chosen.values.get("order"):
        return chosen.found().values("pk"), "row.id"
    by = chosen.ordering[0].removeprefix("-")
    direction = "DESC" if chosen.ordering[0].startswith("-") else "ASC"
    return chosen.qs.order_by().values("pk", by), f'found."{by}" {direction}, row.id'


def cell(column):
    """SQL: the column as it stands in the file."""
    return WRITTEN.get(column.kind, "{0}").format(column.sql)
