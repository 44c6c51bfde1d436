"""Markers that would touch become one: the arithmetic, as the browser does it."""

from itertools import combinations
from random import Random

import pytest
from django.templatetags.static import static
from django.urls import reverse

pytestmark = pytest.mark.browser
GROUPS = """
async ([module, items, held]) => {
  const { joined } = await import(module)
  const sideOf = ({ count }) => (count < 10 ? 40 : 60)
  return joined(items, sideOf, held).map((group) => ({ ...group, items: group.items.map(({ key }) => key) }))
}
"""


@pytest.fixture
def joined(page, live_server):
    page.goto(live_server.url + reverse("about:privacy"))

    def groups(items, held=()):
        return page.evaluate(GROUPS, [static("js/map/joining.js"), items, list(held)])

    return groups


def item(key, x, y, count=1):
    return {"key": key, "x": x, "y": y, "count": count}


def are_apart(one, other):
    reach = (one["side"] + other["side"]) / 2
    return abs(one["x"] - other["x"]) >= reach or abs(one["y"] - other["y"]) >= reach


@pytest.fixture
def crowd():
    random = Random(4)
    return [item(str(n), random.uniform(0, 900), random.uniform(0, 700), random.randint(1, 30)) for n in range(400)]


def test_what_does_not_touch_stays_apart(joined):
    assert len(joined([item("a", 0, 0), item("b", 50, 0)])) == 2


def test_what_touches_is_one_at_the_mean(joined):
    (group,) = joined([item("small", 30, 0, 1), item("large", 0, 0, 2)])
    assert (group["count"], group["x"], group["y"]) == (3, 10, 0)


def test_what_grew_takes_in_what_it_touches_then(joined):
    groups = joined([item("a", 0, 0, 9), item("b", 10, 0, 1), item("c", 48, 0, 1)])
    assert [sorted(group["items"]) for group in groups] == [["a", "b", "c"]]


def test_nothing_in_a_crowd_touches(joined, crowd):
    groups = joined(crowd)
    assert len(groups) > 20
    assert all(are_apart(one, other) for one, other in combinations(groups, 2))


def test_a_crowd_keeps_its_count(joined, crowd):
    groups = joined(crowd)
    assert sum(group["count"] for group in groups) == sum(one["count"] for one in crowd)
    assert sorted(key for group in groups for key in group["items"]) == sorted(one["key"] for one in crowd)


def test_the_order_in_which_places_come_is_the_same_to_it(joined, crowd):
    assert joined(crowd) == joined(crowd[::-1])


def test_what_is_held_takes_nothing_in_and_has_room(joined, crowd):
    held = {"x": 450, "y": 350, "side": 40}
    groups = joined(crowd, [held])
    assert sum(group["count"] for group in groups) == sum(one["count"] for one in crowd)
    assert all(are_apart(group, held) for group in groups)
