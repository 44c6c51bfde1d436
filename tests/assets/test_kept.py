"""The page of a list that somebody made: exactly these places, in this order, as far as the reader may know of them."""

import re

import pytest
from django.urls import reverse

from assets.keeping import LIMIT
from assets.models import Asset

KEPT = reverse("assets:kept")


@pytest.fixture
def kept_by(signed_in):
    """The names on the page of these ids for this reader."""

    def names(user, *ids):
        answer = signed_in(user).get(KEPT, {"ids": ",".join(map(str, ids))})
        return [entry.place.name for entry in answer.context["kept"].entries]

    return names


@pytest.fixture
def three(make_asset):
    return [make_asset(name) for name in ["Choir", "Allotment", "Boxing"]]


def get(client, ids, **query):
    return client.get(KEPT, {"ids": ids, **query})


def test_browsers_keep_as_many_as_an_address_may_ask_for(settings):
    assert f"const MOST = {LIMIT}\n" in (settings.BASE_DIR / "static/js/kept.js").read_text()


def test_the_order_is_that_of_the_address(kept_by, visitor, three):
    assert kept_by(visitor, *(asset.pk for asset in reversed(three))) == ["Boxing", "Allotment", "Choir"]


def test_a_place_named_twice_is_there_once(kept_by, visitor, three):
    assert kept_by(visitor, three[0].pk, three[0].pk) == ["Choir"]


def test_it_says_how_many_are_no_longer_listed_and_not_which(client, make_asset):
    gone = make_asset("Quiet Door", status=Asset.Status.CLOSED)
    page = get(client, f"{gone.pk},999999").text
    assert "2 places are no longer listed" in page
    assert "Quiet Door" not in page


def test_a_hidden_place_and_none_are_told_apart_by_nothing(client, make_asset):
    hidden = make_asset(visibility=Asset.Visibility.PRIVATE)
    answers = {re.sub(r'ids="?[0-9]+', "", get(client, number).text) for number in (hidden.pk, hidden.pk + 1)}
    assert len(answers) == 1


def test_partners_see_what_is_shared_with_them(kept_by, partner, make_asset):
    assert kept_by(partner, make_asset("Van", visibility=Asset.Visibility.CONSORTIUM).pk) == ["Van"]


@pytest.mark.real_roles
def test_visitors_do_not(kept_by, visitor, make_asset):
    assert kept_by(visitor, make_asset("Van", visibility=Asset.Visibility.CONSORTIUM).pk) == []


def test_even_who_cares_for_a_place_reads_no_more_than_it_discloses(signed_in, curator, make_asset):
    refuge = make_asset("Refuge", disclosure="withheld", address="7 Quillfeather Lane", contact_phone="01253 000000")
    assert "Quillfeather" not in get(signed_in(curator), refuge.pk).text


def test_a_list_holds_at_most_a_hundred(client):
    assert f"at most {LIMIT} places" in get(client, ",".join(map(str, range(1, LIMIT + 2)))).text


@pytest.mark.parametrize("ids", ["a", "1;2", "-4", "1.5", "9" * 40, "٣"])
def test_what_is_no_number_is_explained(client, ids):
    answer = get(client, ids)
    assert answer.status_code == 200
    assert "could not be read" in answer.text


def test_without_ids_it_says_what_a_list_is(client):
    page = client.get(KEPT).text
    assert "Nothing is in this list yet" in page
    assert "<noscript>" in page


def test_a_place_is_taken_out_and_moved_by_plain_links(client, three):
    first, second, third = (asset.pk for asset in three)
    rows = get(client, f"{first},{second},{third}").context["kept"].rows
    assert (rows[1].without, rows[1].up, rows[1].down) == (
        f"{first},{third}",
        f"{second},{first},{third}",
        f"{first},{third},{second}",
    )


def test_what_this_reader_does_not_see_stays_in_the_address(client, three):
    first, second, _ = (asset.pk for asset in three)
    rows = get(client, f"{first},999999,{second}").context["kept"].rows
    assert rows[1].up == f"{second},999999,{first}"


@pytest.mark.parametrize("size", ["large", "largest"])
def test_the_text_is_larger_on_demand(client, three, size):
    page = get(client, three[0].pk, size=size).text
    assert f'<body class="text-{size}' in page


def test_other_sizes_are_the_usual_one(client, three):
    assert '<body class=""' in get(client, three[0].pk, size='"><script>').text.replace("\n", "")


def test_a_list_with_a_refuge_offers_a_way_out(client, make_asset):
    assert 'id="way-out"' in get(client, make_asset(category="refuge").pk).text


def test_search_engines_leave_lists_alone(client):
    assert 'content="noindex"' in client.get(KEPT).text


def test_a_list_takes_a_fixed_number_of_queries(client, make_asset, django_assert_num_queries):
    ids = ",".join(str(make_asset(f"Place {number}").pk) for number in range(5))
    with django_assert_num_queries(3):
        get(client, ids)


def test_it_only_answers_reading(client):
    assert client.post(KEPT).status_code == 405
