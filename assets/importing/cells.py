"""What the cells of a row say, in the words of the register. Whether it can be right is asked in `sql/check.sql`."""

import json
import re

from assets.importing.headings import DAYS, columns_of, feature_columns
from assets.importing.hours import sessions_of_days
from assets.opening_hours import read_opening_hours
from places.notation import read_postcode

EMPTY = {"", "-", "--", ".", "na", "n/a", "#n/a", "nan", "null", "none", "unknown", "not known", "not applicable"}
REFERRALS = {
    **dict.fromkeys(["open", "open access", "open door", "drop in", "drop-in", "no referral needed"], "open"),
    **dict.fromkeys(["self", "self-referral", "self referral", "self-refer"], "self"),
    **dict.fromkeys(["professional", "referral", "referral only", "by referral", "agency referral"], "professional"),
}
YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0"}
# A phone number that a spreadsheet took for a number and cut the 0 from.
CUT_PHONE = re.compile(r"[1-9]\d{9}")
BARE_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?", re.ASCII)
# The order of the staging table.
FIELDS = [
    *["row", "trouble", "note", "shape", "name", "summary", "kind", "address", "town", "postcode", "phone", "email"],
    *["website", "opening_times", "referral", "eligibility", "source_id", "source_url", "lon", "lat", "area_code"],
    *["area_name", "age_from", "age_to", "closed", "features", "absent_features", "sessions"],
    *["bank_holidays"],
]


def staged(row):
    """The row as a tuple in the order of FIELDS, all text but the number."""
    headings = tuple(row.cells)
    columns = columns_of(headings)
    said = {field: known(row.cells[found[0]]) if found else "" for field, found in columns.items()}
    said |= {"row": row.number, "trouble": row.trouble, "note": row.note, "shape": row.shape}
    said["address"] = address([known(row.cells[heading]) for heading in columns["address"]])
    said["sessions"], by_days = hours([known(row.cells[heading]) for heading in columns["days"]])
    said |= {"bank_holidays": ""} if said["sessions"] else in_one_cell(said["opening_times"])
    said["opening_times"] = said["opening_times"] or by_days
    said["postcode"] = spaced(said["postcode"])
    said["phone"] = CUT_PHONE.sub(lambda cut: f"0{cut[0]}", said["phone"]) if said["phone"].isdigit() else said["phone"]
    said["website"] = f"http://{said['website']}" if BARE_DOMAIN.fullmatch(said["website"]) else said["website"]
    said["referral"], words = referral(said["referral"])
    said["eligibility"] = said["eligibility"] or words
    said["features"], said["absent_features"] = features(row.cells, headings)
    return tuple(said[field] for field in FIELDS)


def known(cell):
    """The cell without white space around it; empty when it says that nothing is known."""
    cell = cell.strip()
    return "" if cell.lower() in EMPTY else cell


def address(lines):
    """The lines in one; a bare house number stays with its street."""
    return re.sub(r"(^|, )(\d+[A-Za-z]?), ", r"\1\2 ", ", ".join(filter(None, lines)))


def hours(cells):
    """Opening times of seven days as sessions, or else in the file's words: `(sessions as JSON, words)`."""
    if len(cells) != len(DAYS):
        return "", ""
    sessions = sessions_of_days(cells)
    return sessions, "" if sessions else by_day(cells)


def in_one_cell(words):
    """Opening times in one cell, as OpenStreetMap writes them, as sessions; else the file's words."""
    try:
        said = read_opening_hours(words)
    except ValueError:
        return {"sessions": "", "opening_times": words, "bank_holidays": ""}
    holidays = {None: "", True: "true", False: "false"}[said.opens_on_bank_holidays]
    return {"sessions": json.dumps(said.rows), "opening_times": "", "bank_holidays": holidays}


def by_day(cells):
    """Opening times a day on a line each; closed days are said, too."""
    return "\n".join(f"{day.title()}: {times}" for day, times in zip(DAYS, cells, strict=True) if times)


def spaced(postcode):
    try:
        return read_postcode(postcode)
    except ValueError:
        return postcode


def referral(words):
    """How to come, as our code or else in the file's words: `(code, words)`."""
    code = REFERRALS.get(words.lower(), "")
    return code, "" if code else words


def features(cells, headings):
    """The codes of what is there and of what is not, with commas between."""
    answers = {code: cells[heading].strip().lower() for code, heading in feature_columns(headings).items()}
    present = [code for code, answer in answers.items() if answer in YES]
    absent = [code for code, answer in answers.items() if answer in NO]
    return ",".join(present), ",".join(absent)
