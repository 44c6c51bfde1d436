"""`/healthz` and `/readyz`."""

import pytest


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"process": "ok"}


def test_without_a_worker_the_site_is_not_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "does not answer")


@pytest.mark.worker
def test_with_every_part_it_is_ready(client, worker):
    assert client.get("/readyz").json() == {"database": "ok", "redis": "ok", "worker": "ok"}
