"""How many entries a search would find with each value of a filter. All of it is counted in one statement.

A dimension is counted over what the search finds without its own choice; features, which must all be there, over what
it finds with them. Dimensions in which nothing is chosen are counted over the same rows, which are read once.
"""

from django.db import connections

from places.models import Area

# Rows with the same ids are put together first: there are many fewer of those than rows.
ARRAY = """
SELECT '{name}', code, sum(places) FROM (
  SELECT DISTINCT alike.*, {code} AS code
  FROM (SELECT {columns}, count(*) AS places FROM {{rows}} GROUP BY {columns}) alike
  LEFT JOIN LATERAL unnest({column}) one ON true {codes}
) coded GROUP BY code"""
PLAIN = "SELECT '{name}', {value}, count(*) FROM {{rows}} GROUP BY 2"
NOT_ABSENT = """
SELECT 'feature', code, (SELECT count(*) FROM {rows} WHERE NOT absent_feature_ids && ARRAY[feature.id])
FROM assets_feature feature"""

KINDS_TOO = (
    "JOIN assets_category finer ON finer.id = one "
    "JOIN assets_category category ON category.id IN (finer.id, finer.parent_id)"
)
KNOWN_TO_BE_THERE = "JOIN assets_feature feature ON feature.id = one AND one <> ALL (absent_feature_ids)"
OFFERED = "area.kind IN ({})".format(", ".join(f"'{kind}'" for kind in Area.OFFERED_KINDS))


def of_ids(name, column, codes, also=""):
    """The SQL that counts the codes of the ids in an array; `codes` joins the table of them, which is called `name`."""
    return ARRAY.format(name=name, column=column, columns=f"{column}{also}", code=f"{name}.code", codes=codes)


def of_words(name, column):
    return ARRAY.format(name=name, column=column, columns=column, code="coalesce(one, '')", codes="")


def of_yes_and_no(name, column):
    return PLAIN.format(name=name, value=f"CASE {column} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE '' END")


def of_word(name):
    return PLAIN.format(name=name, value=f"{name}::text")


COLUMNS = {
    "category": ["category_ids"],
    "audience": ["audience_ids"],
    "feature": ["feature_ids", "absent_feature_ids"],
    "determinant": ["determinant_ids"],
    "area": ["public_area_ids"],
    "free": ["is_free"],
    "referral": ["referral"],
    "taking": ["taking"],
    "online": ["is_online"],
    "language": ["languages"],
}
COUNTS = {
    "category": of_ids("category", "category_ids", KINDS_TOO),
    "audience": of_ids("audience", "audience_ids", "JOIN assets_audience audience ON audience.id = one"),
    "feature": of_ids("feature", "feature_ids", KNOWN_TO_BE_THERE, also=", absent_feature_ids"),
    "determinant": of_ids(
        "determinant", "determinant_ids", "JOIN assets_determinant determinant ON determinant.id = one"
    ),
    "area": of_ids("area", "public_area_ids", f"JOIN places_area area ON area.id = one AND {OFFERED}"),
    "free": of_yes_and_no("free", "is_free"),
    "referral": of_word("referral"),
    "taking": of_word("taking"),
    "online": of_yes_and_no("online", "is_online"),
    "language": of_words("language", "languages"),
}
# So many entries are read to be counted by their parts.
MOST_ANYWHERE = 10_000
MOST_IN_A_PLACE = 100_000

# The rows of a group, read once, and none of them when they are too many.
ROWS = """
{name}_all AS MATERIALIZED ({found}),
{name}_size AS MATERIALIZED (SELECT count(*) AS places FROM {name}_all),
{name} AS NOT MATERIALIZED (SELECT * FROM {name}_all WHERE (SELECT places FROM {name}_size) <= %s)"""
SIZE = "SELECT '{name}', NULL, places FROM {name}_size"


def facets_of(register, chosen, names=tuple(COUNTS)):
    """How many entries of the register are found with each value: {filter: {value: number}}.

    A filter is left out where more entries would have to be counted for it than `most_counted`.
    """
    groups = groups_of(chosen, names)
    counts = {name: {} for name in [*names, *groups]}
    for name, value, number in counted(register, chosen, groups):
        counts[name][value] = int(number)
    few = [group for group in groups if counts[group][None] <= most_counted(chosen, group)]
    return {name: with_unknown(chosen, name, counts[name]) for group in few for name in groups[group]}


def groups_of(chosen, names):
    """The filters that are counted over the same rows: {name of the rows: filters}.

    Areas are apart from a place that stands among the words, because an area that is chosen takes its place.
    """
    asked = {name for name in names if chosen.values.get(name)} | ({"area"} if chosen.asked.place else set())
    apart = [name for name in names if name != "feature" and name in asked]
    rest = [name for name in names if name not in apart]
    return ({"rest": rest} if rest else {}) | {f"but_{name}": [name] for name in apart}


def most_counted(chosen, group):
    """How many entries are counted for a group: more where the search looks in a place alone."""
    is_around = chosen.values.get("near") or chosen.values.get("bbox")
    is_somewhere = is_around if group == "but_area" else is_in_a_place(chosen)
    return MOST_IN_A_PLACE if is_somewhere else MOST_ANYWHERE


def is_in_a_place(chosen):
    """Whether the search looks in a place alone."""
    return bool(chosen.says_where or chosen.asked.place)


def counted(register, chosen, groups):
    """Filter, value and number; and how many rows there are in a group, under its name."""
    tables, counts, values = [], [], []
    for group, names in groups.items():
        narrow = [column for name in names for column in COLUMNS[name]]
        at_most = most_counted(chosen, group)
        found = chosen.found(without=group.removeprefix("but_")).values(*narrow)[: at_most + 1]
        query, found_values = found.query.sql_with_params()
        tables.append(ROWS.format(name=group, found=query))
        values += [*found_values, at_most]
        counts += [SIZE.format(name=group), *(count_of(chosen, name).format(rows=group) for name in names)]
    with connections[register.database].cursor() as cursor:
        cursor.execute(f"WITH {','.join(tables)}\n{' UNION ALL '.join(counts)}", values)
        return cursor.fetchall()


def count_of(chosen, name):
    return NOT_ABSENT if name == "feature" and chosen.shows_unknown else COUNTS[name]


def with_unknown(chosen, name, counts):
    """The number of each value, with the entries of which it is not known where the search asks for them too."""
    unknown = counts.pop("", 0)
    if not chosen.shows_unknown or not unknown:
        return counts
    return {value: counts.get(value, 0) + unknown for value, _ in chosen.form.fields[name].choices}
