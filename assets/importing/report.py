"""The list of what is wrong in a file, as a CSV that its owner opens beside it."""

from assets.export import WORDS

# No word from outside is in the statement.
REPORT = f"""
COPY (
  SELECT problem.row AS "Row", {WORDS.format("coalesce(heading.heading, problem.field)")} AS "Column",
    {WORDS.format("left(problem.value, 300)")} AS "Value", problem.trouble AS "What to do",
    CASE problem.done
      WHEN 'refused' THEN 'the row was left out' WHEN 'left empty' THEN 'the cell was left empty'
      WHEN 'not applied' THEN 'the entry was not changed' ELSE 'it was entered as it is'
    END AS "What was done"
  FROM import_problem problem LEFT JOIN import_heading heading USING (field)
  ORDER BY problem.row, problem.done, problem.field
) TO STDOUT WITH (FORMAT csv, HEADER)
"""  # noqa: S608


def write_report(cursor, path):
    """Write the problems of the running import to `path`, and return it. Spreadsheets see UTF-8 by its first bytes."""
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        cursor.copy_expert(REPORT, file)
    return path
