"""List, count, choices, file and map agree on what any search finds, for every reader."""

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets import counting, facets
from assets.counting import total_of
from assets.filters import AssetFilter, words
from assets.register import Register
from mapping.cells import Filtered
from mapping.clusters import clusters_of
from mapping.tiles import Tile
from tests.searches import entered, ids_of_list, queries, rows, rows_of_file, take_back

EVERYWHERE = Tile(0, 0, 0)
FACETS = ["category", "audience", "feature", "determinant", "area", "free", "referral", "taking", "online", "language"]


def agree(register, query):
    chosen = AssetFilter(QueryDict(query), register.entries)
    listed = ids_of_list(chosen)
    placed = chosen.qs.filter(public_location__isnull=False).count()
    total = total_of(chosen.found())
    assert len(listed) == len(set(listed))
    assert total.number == len(listed) if total.is_exact else total.number < len(listed)
    assert sorted(int(row["id"]) for row in rows_of_file(register, chosen)) == sorted(listed)
    assert sorted(entry.pk for entry in register.shown(chosen.qs)) == sorted(listed)
    assert clusters_of(register, Filtered(chosen.qs), EVERYWHERE)["total"] == placed
    return chosen


def choices_agree(register, chosen, name):
    """Each number beside a choice is what the search finds with it."""
    for value, number in facets.facets_of(register, chosen).get(name, {}).items():
        data = QueryDict(chosen.query(), mutable=True)
        data.setlist(name, [*data.getlist(name), value] if name == "feature" else [value])
        assert (value, number) == (value, AssetFilter(data, register.entries).found().count())


def holds(ground, readers, examples):
    """All agree on searches of a few rows, one of which is withheld though it serves a ward."""
    hidden = {"disclosure": "withheld", "visibility": "public", "status": "published", "place": (-2.0, 53.0)}
    hidden |= {"served_area_ids": [ground["ward_id"]], "name": "Pantry"}
    register_rows = st.tuples(
        rows(ground).map(lambda fields: fields | hidden), st.lists(rows(ground), min_size=3, max_size=7)
    ).map(lambda drawn: [drawn[0], *drawn[1]])

    @settings(max_examples=examples, database=None, print_blob=True, suppress_health_check=list(HealthCheck))
    @given(register_rows, st.lists(queries(ground), min_size=2, max_size=3), st.data())
    def agreed(register_rows, asked, data):
        def work():
            for fields in register_rows:
                entered(dict(fields))
            for reader in data.draw(st.permutations(readers))[:3]:
                register = Register(reader)
                for query in asked:
                    chosen = agree(register, query)
                    choices_agree(register, chosen, data.draw(st.sampled_from(FACETS)))

        take_back(work)

    agreed()


def test_list_count_choices_file_and_map_agree(ground, readers):
    holds(ground, readers, examples=20)


def test_they_agree_where_more_is_found_than_is_ranked_or_counted(ground, readers, monkeypatch):
    monkeypatch.setattr(words, "MOST_RANKED", 3)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 4)
    monkeypatch.setattr(facets, "MOST_ANYWHERE", 2)
    monkeypatch.setattr(facets, "MOST_IN_A_PLACE", 4)
    holds(ground, readers, examples=10)
