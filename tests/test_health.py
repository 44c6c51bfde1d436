"""`/healthz` and `/readyz`."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_known():
    cache.clear()


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"process": "ok"}


def test_without_a_worker_the_site_is_not_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "does not answer")


@pytest.mark.worker
def test_with_every_part_it_is_ready(client, worker):
    assert client.get("/readyz").json() == {"database": "ok", "redis": "ok", "worker": "ok"}


def test_while_the_workers_are_asked_others_hear_what_they_answered_last(client):
    cache.set("readyz:asked", True, 5)
    cache.set("readyz:worker", "ok", 5)
    assert client.get("/readyz").status_code == 200


def test_a_bad_answer_is_asked_for_again(client):
    client.get("/readyz")
    assert cache.get("readyz:asked") is None


@pytest.mark.worker
def test_a_good_answer_stands_for_a_while(client, worker):
    client.get("/readyz")
    assert cache.get("readyz:asked")
