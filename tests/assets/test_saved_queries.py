"""Searches that people keep: saved, renamed, run again and deleted, by their owner alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assets.models import SavedQuery
from assets.saved import LIMIT

SEARCHES, LIST = reverse("assets:searches"), reverse("assets:list")
GOOD = {"name": "Food in Layfield", "query": "category=food", "wants_alerts": "on"}


@pytest.fixture
def save(signed_in):
    """Send the form as this person."""

    def send(user, **answers):
        return signed_in(user).post(SEARCHES, {**GOOD, **answers})

    return send


@pytest.fixture
def search(partner):
    return partner.saved_queries.create(name="Food", query="category=food")


def address(name, search):
    return reverse(f"assets:{name}", args=[search.pk])


def test_a_search_is_saved(save, partner):
    save(partner)
    kept = SavedQuery.objects.get()
    assert (kept.user, kept.name, kept.query, kept.wants_alerts) == (partner, "Food in Layfield", "category=food", True)


def test_what_is_no_filter_is_left_out(save, partner):
    save(partner, query="category=food&after=12&q=&utm_source=x")
    assert SavedQuery.objects.get().query == "category=food"


@pytest.mark.parametrize("query", ["colour=red", "category=nothing"])
def test_a_bad_search_is_not_saved_and_it_is_said_why(save, partner, query):
    answer = save(partner, query=query)
    assert "This search cannot be saved" in answer.text
    assert not SavedQuery.objects.exists()


def test_a_search_needs_a_name(save, partner):
    assert "Give the search a name" in save(partner, name="").text


def test_a_name_counts_once_a_person(save, partner, search):
    assert "You have a saved search of this name" in save(partner, name="Food").text


def test_others_may_have_a_search_of_the_same_name(save, contributor, search):
    save(contributor, name="Food")
    assert SavedQuery.objects.filter(name="Food").count() == 2


def test_a_person_keeps_at_most_fifty(save, partner):
    SavedQuery.objects.bulk_create(SavedQuery(user=partner, name=f"Search {number}") for number in range(LIMIT))
    assert f"You have {LIMIT} saved searches" in save(partner).text


def test_the_page_leads_to_what_was_searched(signed_in, partner, search):
    assert f'<a href="{LIST}?category=food">Food</a>' in signed_in(partner).get(SEARCHES).text


def test_it_says_so_when_a_code_has_ended(signed_in, partner):
    partner.saved_queries.create(name="Old", query="category=ended")
    assert "Part of this search no longer works" in signed_in(partner).get(SEARCHES).text


def test_others_do_not_see_it(signed_in, contributor, search):
    assert "category=food" not in signed_in(contributor).get(SEARCHES).text


def test_a_search_is_renamed(signed_in, partner, search):
    signed_in(partner).post(address("search", search), {"name": "Lunch", "wants_alerts": "on"})
    search.refresh_from_db()
    assert (search.name, search.wants_alerts, search.query) == ("Lunch", True, "category=food")


def test_mails_switched_on_again_begin_anew(signed_in, partner, search):
    SavedQuery.objects.update(alerted_at=timezone.now())
    signed_in(partner).post(address("search", search), {"name": "Food", "wants_alerts": "on"})
    search.refresh_from_db()
    assert search.alerted_at is None


def test_another_name_changes_nothing_of_the_mails(signed_in, partner, search):
    SavedQuery.objects.update(alerted_at=timezone.now(), wants_alerts=True)
    signed_in(partner).post(address("search", search), {"name": "Lunch", "wants_alerts": "on"})
    search.refresh_from_db()
    assert search.alerted_at is not None


def test_a_search_is_deleted(signed_in, partner, search):
    signed_in(partner).post(address("delete_search", search))
    assert not SavedQuery.objects.exists()


def test_reading_deletes_nothing(signed_in, partner, search):
    assert signed_in(partner).get(address("delete_search", search)).status_code == 405


@pytest.mark.parametrize("name", ["search", "delete_search"])
@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_not_yours_is_not_found(signed_in, request, search, name, role):
    answer = signed_in(request.getfixturevalue(role)).post(address(name, search), {"name": "Mine"})
    assert answer.status_code == 404
    assert SavedQuery.objects.get().name == "Food"


@pytest.mark.parametrize("name", ["search", "delete_search"])
def test_visitors_go_to_the_sign_in(client, search, name):
    assert client.post(address(name, search))["Location"].startswith(reverse("account_login"))


def test_the_list_offers_to_save_to_who_has_signed_in(signed_in, partner, make_asset):
    make_asset()
    assert 'name="query" value="category=food"' in signed_in(partner).get(LIST, {"category": "food"}).text


def test_and_not_to_visitors(client, make_asset):
    make_asset()
    assert "Save this search" not in client.get(LIST, {"category": "food"}).text


@pytest.mark.django_db(databases=["default", "public"], transaction=True)
def test_one_name_sent_twice_at_once_is_saved_once(contributor):
    def save():
        browser = Client(raise_request_exception=False)
        browser.force_login(contributor)
        try:
            return browser.post(reverse("assets:searches"), {"name": "Choirs", "query": "q=choir"}).status_code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(lambda _: save(), range(4)))
    assert (answers, contributor.saved_queries.count()) == ([200, 200, 200, 302], 1)
