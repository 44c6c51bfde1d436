"""Neighbourhoods that people draw have a history; areas that come from files have their editions instead."""

import pytest
from django.db import DatabaseError, connections, transaction

from consortia.models import ConsortiumAreaEvent
from places.models import Area


def test_who_drew_a_neighbourhood_anew_can_be_told(make_area):
    area = make_area("neighbourhood", "Layfield")
    Area.objects.filter(pk=area.pk).update(name="Lower Layfield")
    assert list(area.events.order_by("pgh_id").values_list("pgh_label", "name")) == [
        ("insert", "Layfield"),
        ("update", "Lower Layfield"),
    ]


def test_areas_from_files_have_none(make_area):
    area = make_area("ward")
    Area.objects.filter(pk=area.pk).update(name="Layfield")
    assert not area.events.exists()


def test_which_areas_a_consortium_had_can_be_told(make_area, consortium):
    area = make_area()
    consortium.areas.add(area)
    consortium.areas.remove(area)
    events = ConsortiumAreaEvent.objects
    assert list(events.order_by("pgh_id").values_list("pgh_label", "area")) == [
        ("insert", area.pk),
        ("delete", area.pk),
    ]


@pytest.mark.parametrize("table", ["places_areaevent", "consortia_consortiumareaevent"])
def test_the_site_only_adds_to_it(table):
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a name from the list above)
        transaction.set_rollback(True)
