"""What is logged holds no row of the database and no words of a search."""

import json
import logging

import pytest
import structlog
from django.db import DatabaseError, IntegrityError, connection, transaction

from assets.models import Asset

SECRET = "7 Quillfeather Lane\n\nBehind the mill"
logger = logging.getLogger("assets")


@pytest.fixture
def refused(make_asset):
    """What is raised for a withheld row that breaks a constraint: PostgreSQL names the whole row."""
    asset = make_asset("Refuge", disclosure="withheld", disclosure_reason="Safety", address=SECRET)
    with pytest.raises(IntegrityError, match="Quillfeather") as refusal, transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(age_from=9, age_to=1)
    return refusal.value


def without_secret(lines):
    return not any(word in lines for word in ["Quillfeather", "Behind the mill", "Safety"])


def test_a_traceback_holds_no_row(refused, logged):
    logger.error("Not kept", exc_info=refused)
    assert "violates check constraint" in logged.text
    assert without_secret(logged.text)


def test_a_traceback_still_says_where_it_came_from(refused, logged):
    logger.error("Not kept", exc_info=refused)
    assert "django.db.utils.IntegrityError" in json.loads(logged.text)["exception"]


@pytest.mark.parametrize("way", ["%s", "%r"])
def test_an_error_in_a_sentence_holds_no_row(refused, logged, way):
    logger.warning(f"Not kept: {way}", refused)  # noqa: G004 (the way to write it is what is tested)
    assert "violates check constraint" in logged.text
    assert without_secret(logged.text)


def test_our_own_events_hold_no_row(refused, logged):
    structlog.get_logger("assets").error("not_kept", error=str(refused), exc_info=refused)
    assert "violates check constraint" in logged.text
    assert without_secret(logged.text)


def test_the_statement_at_fault_is_left_out(logged):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s FROM nowhere", [SECRET])
    except DatabaseError as refusal:
        logger.error("Not read", exc_info=refusal)
    assert 'relation \\"nowhere\\" does not exist' in logged.text
    assert without_secret(logged.text)


def test_words_of_a_search_are_left_out(client, logged):
    client.get("/assets/", {"q": "Quillfeather"})
    assert "/assets/" in logged.text
    assert without_secret(logged.text)
