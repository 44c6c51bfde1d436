"""Sends rows to a staging table by COPY, a few at a time: memory does not grow with the number of rows."""

from io import StringIO
from itertools import islice

ROWS_AT_ONCE = 1000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(cursor, table, rows):
    """Append `rows` (tuples of text, numbers and None, in the order of the columns) to `table`; return how many.

    For staging tables alone: COPY runs past the history's context. `table` may name its columns; it is not quoted.
    """
    rows, copied = iter(rows), 0
    while lines := [_line(row) for row in islice(rows, ROWS_AT_ONCE)]:
        cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO("".join(lines)))
        copied += len(lines)
    return copied


def _line(row):
    return "\t".join("\\N" if value is None else str(value).translate(ESCAPES) for value in row) + "\n"
