"""What is somebody's own, or theirs to decide on, is found by an index, however large the register is."""

import pytest
from django.db import connection

from assets.models import Asset, Duplicate

QUESTIONS = {
    "their places": Asset.objects.held_by,
    "what they may change": Asset.objects.editable_by,
    "what they see whole": Asset.objects.cared_for_by,
    "what they may suggest changes of": Asset.objects.suggestible_by,
    "what waits for them": lambda user: Asset.objects.reviewable_by(user).waiting(),
    "pairs that wait for them": lambda user: Duplicate.objects.visible_to(user).live().waiting(),
}


@pytest.mark.parametrize("role", ["contributor", "curator"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_leads_there(request, make_asset, role, question):
    make_asset()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # only where no index can be used the table is read whole
    plan = QUESTIONS[question](request.getfixturevalue(role)).explain()
    assert "Seq Scan on assets_asset" not in plan
