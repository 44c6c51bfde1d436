"""Who decides on one suggested change does not hold up who answers about another of the same entry."""

import psycopg2
import pytest
from django.db import connection, transaction

from assets import workflow

pytestmark = pytest.mark.django_db(transaction=True)
# What an answer writes; that its entry is there is looked up when it is kept.
ANSWER = "INSERT INTO assets_decision (asset_id, proposal_id, step, made_by_id) VALUES (%s, %s, 'reply', %s)"


@pytest.fixture
def somebody():
    """A second session, which waits for no lock."""
    session = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    session.cursor().execute("SET lock_timeout = '100ms'")
    yield session
    session.close()


def test_an_answer_is_kept_while_a_curator_decides(somebody, make_asset, contributor, coordinator, curator):
    asset = make_asset()
    one, other = (workflow.suggest(asset, by, {"cost": ""}, {"cost": "£2"}) for by in (contributor, coordinator))
    with transaction.atomic():
        workflow.decide(one, curator, asset, [], "We asked there")
        somebody.cursor().execute(ANSWER, [asset.pk, other.pk, coordinator.pk])
        somebody.commit()
    assert other.decisions.filter(step="reply").exists()
