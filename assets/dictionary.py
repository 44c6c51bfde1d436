"""The data dictionary: every column of the CSV, once. The header, the SELECT, the page and the tests come from here.

`row` in the SQL is a row as it may be shown (`assets/register.py`); the other names are joins of `assets/export.py`.
"""

from assets.columns import (
    CODE,
    DATE,
    IDENTIFIER,
    LIST,
    NEVER,
    NONE_KNOWN,
    NOT_SHOWN,
    NUMBER,
    TIME,
    WEB,
    YES_NO,
    Column,
    Group,
    area_columns,
    code_columns,
    optional,
    session_columns,
)
from assets.models import shared

GROUPS = [
    Group(
        "Which entry",
        [
            Column("uid", "row.uid", "The lasting identifier (UUID). Join and cite by this.", IDENTIFIER, NEVER),
            Column(
                "id",
                "row.id",
                "The number in the entry’s address on this site, /assets/<id>/.",
                IDENTIFIER,
                NEVER,
            ),
            Column("name", "row.name", "What the place, group or service is called.", empty=NEVER),
            Column(
                "other_names",
                "array_to_string(row.other_names, '; ')",
                "Former names, short names, other spellings.",
                LIST,
                NONE_KNOWN,
            ),
            optional("summary", "What it is, in a sentence or two."),
            optional("story", "Why it matters, in the words of people who know it. Markdown: lists, links, stress."),
            Column(
                "example",
                "coalesce(consortium.is_example, organisation.is_example, false)",
                "true for entries invented to show how the site works. Leave them out of research.",
                YES_NO,
                NEVER,
            ),
        ],
    ),
    Group(
        "What it is and who it is for",
        [
            *code_columns("category", "What kind of place or group it is", "Kinds", "category"),
            *code_columns("audience", "Who it is for", "Who it is for", "audience"),
            *code_columns("determinant", "What it helps with", "What it helps with", "determinant"),
            Column(
                "features_yes",
                "feature.present",
                "Facts about getting in and around that are so, as codes.",
                LIST,
                "no fact is known to be so.",
                code_list="feature",
            ),
            Column(
                "features_no",
                "feature.absent",
                "Facts about getting in and around that are not so, as codes. What is in neither column is not known.",
                LIST,
                "no fact is known not to be so.",
                code_list="feature",
            ),
            optional(
                "health_state",
                "How far it is seen as an asset for health.",
                kind=CODE,
                empty=NEVER,
                choices=shared.HealthState,
            ),
            optional("condition", "How it fares.", kind=CODE, empty=NEVER, choices=shared.Condition),
        ],
    ),
    Group(
        "Who runs it and keeps it up to date",
        [
            Column("organisation", "organisation.name", "The organisation that runs it."),
            Column(
                "organisation_slug",
                "organisation.slug",
                "The same, as in /organisations/<slug>/ and in the filter.",
                CODE,
            ),
            Column("consortium", "consortium.name", "The consortium that keeps the entry up to date."),
            Column("consortium_slug", "consortium.slug", "The same, as in /consortia/<slug>/ and in the filter.", CODE),
        ],
    ),
    Group(
        "Where it is",
        [
            Column(
                "lon",
                "round(st_x(row.public_location)::numeric, 6)",
                "Longitude, WGS 84 (EPSG:4326).",
                NUMBER,
                NOT_SHOWN,
                "degrees east",
            ),
            Column(
                "lat",
                "round(st_y(row.public_location)::numeric, 6)",
                "Latitude, WGS 84 (EPSG:4326).",
                NUMBER,
                NOT_SHOWN,
                "degrees north",
            ),
            Column(
                "location_precision",
                "CASE WHEN row.public_location IS NULL THEN 'none' WHEN row.disclosure = 'exact' THEN 'exact' "
                "ELSE 'area' END",
                "exact: the point is the place. area: it is the label point of the neighbourhood (MSOA, intermediate "
                "zone or super data zone), the same for every entry there. none: no point is given.",
                CODE,
                NEVER,
            ),
            optional(
                "disclosure",
                "How much of the place others may see.",
                kind=CODE,
                empty=NEVER,
                choices=shared.Disclosure,
            ),
            optional("address", "Street address.", empty=NOT_SHOWN),
            optional("town", "Town or village.", empty=NOT_SHOWN),
            optional("postcode", "Postcode.", empty=NOT_SHOWN),
            optional("directions", "How to find the door.", empty=NOT_SHOWN),
            *area_columns("local_authority", "The local authorities in which it lies or which it serves"),
            *area_columns("ward", "The wards in which it lies or which it serves"),
            *area_columns(
                "msoa",
                "The neighbourhoods (MSOA, intermediate zone or super data zone) in which it lies or which it serves",
            ),
            Column(
                "area_codes",
                "area.codes",
                "All areas in which it lies or which it serves, of every kind and edition, written "
                "code@edition. The edition is the year of the boundary set.",
                LIST,
                NOT_SHOWN,
            ),
            Column(
                "served_area_codes",
                "area.served",
                "Those of area_codes that it says it serves, written code@edition.",
                LIST,
                "it names none.",
            ),
            optional("area_served", "The area that it serves, in words."),
            Column("online", "row.is_online", "Whether people can take part online.", YES_NO),
            Column("outreach", "row.is_outreach", "Whether it comes to people, at home or out and about.", YES_NO),
        ],
    ),
    Group(
        "When it is open, what it costs and how to come",
        [
            *session_columns(),
            optional("opening_times", "When it is open or meets, in words: what sessions cannot say."),
            Column("free", "row.is_free", "Whether it costs nothing.", YES_NO),
            optional("cost", "What it costs, in words."),
            optional("referral", "How people come to it.", kind=CODE, choices=shared.Referral),
            optional("eligibility", "Who may come, in words."),
            Column("age_from", "row.age_from", "The youngest age.", NUMBER, "no lower limit is known.", "years"),
            Column("age_to", "row.age_to", "The oldest age.", NUMBER, "no upper limit is known.", "years"),
            Column(
                "languages",
                "array_to_string(row.languages, '; ')",
                "Languages in which people can take part, as codes of BCP 47.",
                LIST,
            ),
            optional("taking", "Whether it takes new people.", kind=CODE, choices=shared.Taking),
            optional("website", "Its own pages.", kind=WEB),
            Column(
                "photos",
                "jsonb_array_length(row.photos)",
                "How many photos its page shows: at most three, and none where the exact place is not shown.",
                NUMBER,
                NEVER,
            ),
            optional(
                "contact_name",
                "Whom to ask, where that person agreed to be named.",
                empty="not known, or not agreed to.",
            ),
            optional("contact_phone", "Telephone, where agreed.", empty="not known, or not agreed to."),
            optional("contact_email", "E-mail, where agreed.", empty="not known, or not agreed to."),
        ],
    ),
    Group(
        "The record: its source, licence and age",
        [
            optional(
                "status",
                "Where the entry is in its life. A file holds published entries alone.",
                kind=CODE,
                empty=NEVER,
                choices=shared.Status,
            ),
            optional(
                "visibility",
                "Who may know of the entry. Visitors get public entries alone.",
                kind=CODE,
                empty=NEVER,
                choices=shared.Visibility,
            ),
            optional("source", "Where the entry came from."),
            optional("source_id", "Its identifier in that source.", empty=NOT_SHOWN),
            optional("source_url", "Its page in that source.", kind=WEB, empty=NOT_SHOWN),
            optional("licence", "The terms of reuse, as a code of the list Licences.", kind=CODE, code_list="licence"),
            Column("licence_url", "licence.url", "The same, as the address of its words.", WEB),
            optional("attribution", "What to say when you use this entry.", empty="nothing is asked for."),
            optional("retrieved_on", "When it was taken from its source.", kind=DATE),
            optional(
                "last_checked_on",
                "When somebody last looked whether it is still right.",
                kind=DATE,
                empty="nobody has looked yet.",
            ),
            optional("checked_by_kind", "Who looked.", kind=CODE, choices=shared.Checker),
            optional("next_check_on", "When it should be looked at again.", kind=DATE, empty="no date is set."),
            Column("version", "row.version", "How often the entry has been written; 1 is new.", NUMBER, NEVER),
            Column("changed_at", "row.changed_at", "When the entry was last changed.", TIME, NEVER),
        ],
    ),
]

FILTERS = {
    "q": (
        "words",
        "Words in the names, kind, summary, place or organisation. “-word” leaves out, quotes keep together.",
    ),
    "category": (
        "codes of the list Kinds",
        "Its kind. A kind finds the finer ones below it too; beside one of those it is narrowed to it.",
    ),
    "audience": ("codes of the list Who it is for", "Who it is for."),
    "feature": ("codes of the list Getting in and around", "Facts all of which are known to be so."),
    "determinant": ("codes of the list What it helps with", "What it helps with."),
    "area": ("area codes, such as E08000001", "Where it lies, or which area it serves."),
    "serves": ("area codes", "Which area it says that it serves, wherever it is."),
    "near": ("a postcode, a grid reference, or latitude and longitude", "How far it is from there: see radius."),
    "radius": ("metres, 100 to 100000", "How far near looks: 3000 unless it says otherwise."),
    "bbox": ("west,south,east,north in degrees", "Whether its place is in this part of the map."),
    "organisation": ("slugs, as in /organisations/<slug>/", "Who runs it."),
    "consortium": ("slugs, as in /consortia/<slug>/", "Which consortium keeps the entry up to date."),
    "project": ("slugs, as in /projects/<slug>/", "Which project worked with it."),
    "day": (
        "now, today, monday to sunday, or a date such as 2026-12-25",
        "What is known to be open then: see the columns sessions, closed_dates and opens_on_bank_holidays.",
    ),
    "free": ("yes or no", "Whether it costs nothing."),
    "referral": ("open, self or professional", "How people come to it."),
    "age": ("a number of years, 0 to 120", "For whom it is: neither below its youngest nor above its oldest age."),
    "language": ("codes of BCP 47, such as cy or bsl", "A language in which people can take part."),
    "online": ("yes or no", "Whether people can take part online."),
    "taking": ("open, full or paused", "Whether it takes new people."),
    "checked_after": ("a date, as 2026-11-25", "When somebody last looked whether it is right: then or later."),
    "changed_after": ("a date or a time, as 2026-11-25T14:30", "When the entry was last changed: then or later."),
    "health_state": ("community, becoming or recognised", "How far it is seen as an asset for health."),
    "condition": ("existing, strengthened, new, at_risk or lost", "How it fares."),
    "unknown": ("show", "Finds entries too of which something that is filtered by is not known."),
    "order": (
        "relevance, distance, name or checked",
        "The order of a list. A file is in the order of id unless this asks for another.",
    ),
}


def add(title, column):
    """Let an app above this one add a column of its own to the group of this title."""
    next(group for group in GROUPS if group.title == title).columns.append(column)


def columns():
    """All columns in the order of the file."""
    return [column for group in GROUPS for column in group.columns]
