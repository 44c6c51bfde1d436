"""Drafts of an import are found, sent and published by curators, since nobody entered them."""

import pytest
from django.urls import reverse

from assets.models import Asset, Decision, PublicAsset
from tests.assets.importing import run_import, write_csv

QUEUE = reverse("assets:review")


@pytest.fixture
def imported(consortium, tmp_path):
    run_import(write_csv(tmp_path, "Seaholme Pantry,12 Quay Street,ZZ99 1AA,-2.0,53.0"), consortium)
    return Asset.objects.get()


def address(asset):
    return reverse("assets:review_item", args=[asset.pk])


def take(client, asset, step):
    version = Asset.objects.get(pk=asset.pk).version
    return client.post(address(asset), {"step": step, f"{step}-version": version})


def test_the_queue_says_how_many_imported_entries_wait(signed_in, curator, imported):
    assert "1 imported entry waits to be sent" in signed_in(curator).get(QUEUE).text


def test_the_queue_says_nothing_where_none_waits(signed_in, curator):
    assert "to be sent" not in signed_in(curator).get(QUEUE).text


def test_they_are_listed_with_their_source(signed_in, curator, imported):
    html = signed_in(curator).get(QUEUE, {"imported": "1"}).text
    assert address(imported) in html
    assert "From Harbour list" in html


def test_the_queue_itself_holds_only_what_was_sent(signed_in, curator, imported):
    assert address(imported) not in signed_in(curator).get(QUEUE).text


def test_a_draft_of_somebody_is_not_among_them(signed_in, curator, contributor, make_asset):
    make_asset(status=Asset.Status.DRAFT, created_by=contributor)
    assert signed_in(curator).get(QUEUE, {"imported": "1"}).context["total"] == 0


def test_a_draft_of_somebody_is_not_found_in_review(signed_in, curator, contributor, make_asset):
    draft = make_asset(status=Asset.Status.DRAFT, created_by=contributor)
    assert signed_in(curator).get(address(draft)).status_code == 404


def test_an_imported_draft_is_sent_and_stays_before_the_curator(signed_in, curator, imported):
    answer = take(signed_in(curator), imported, "submit")
    assert answer.url == address(imported)
    imported.refresh_from_db()
    assert imported.status == Asset.Status.SUBMITTED


def test_sending_is_recorded_with_who_did_it(signed_in, curator, imported):
    take(signed_in(curator), imported, "submit")
    decision = imported.decisions.get()
    assert (decision.step, decision.made_by) == (Decision.Step.SUBMIT, curator)


def test_an_imported_draft_is_published_without_the_admin(signed_in, curator, imported):
    client = signed_in(curator)
    take(client, imported, "submit")
    take(client, imported, "publish")
    assert PublicAsset.objects.filter(pk=imported.pk).exists()


def test_a_draft_is_not_published_before_it_is_sent(signed_in, curator, imported):
    take(signed_in(curator), imported, "publish")
    assert not PublicAsset.objects.exists()


@pytest.mark.parametrize(("person", "answer"), [("stranger", 404), ("contributor", 403), ("coordinator", 403)])
def test_others_do_not_send_it(signed_in, request, imported, person, answer):
    assert take(signed_in(request.getfixturevalue(person)), imported, "submit").status_code == answer


def test_an_entry_without_a_kind_is_pointed_out(signed_in, curator, imported):
    assert "It has no kind" in signed_in(curator).get(address(imported)).text
