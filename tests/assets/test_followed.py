"""After many entries have followed a new area out of the queue, nothing of it is a change that people made."""

import pghistory
import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import call_command

from assets import following
from assets.models import Asset, PublicAsset
from places.models import Area
from tests.assets.crowd import MORE_THAN_A_FEW, make_many

ALL_OF_SEAHOLME = MultiPolygon(Polygon.from_bbox((-2.1, 52.9, -1.9, 53.1)), srid=4326)


@pytest.fixture(scope="module", autouse=True)
def followed(taken_back):
    """The entries that waited for a new neighbourhood and are in it now."""
    with taken_back():
        make_many()
        values = {"kind": Area.Kind.MSOA, "code": "E02000001", "name": "Seaholme", "edition": "2026"}
        Area.objects.create(boundary=ALL_OF_SEAHOLME, label_point=ALL_OF_SEAHOLME.centroid, **values)
        yield sorted(following.follow())


@pytest.fixture
def area():
    return Area.objects.get()


def test_those_that_waited_are_brought_up_to_date(followed, area):
    assert followed == sorted(Asset.objects.values_list("pk", flat=True))
    assert PublicAsset.objects.filter(public_area_ids=[area.pk]).count() == MORE_THAN_A_FEW
    assert following.waiting().count() == 0


def test_what_follows_is_no_version():
    assert set(Asset.objects.values_list("version", flat=True)) == {1}


def test_what_follows_is_no_history():
    assert not pghistory.models.Events.objects.tracks(*Asset.objects.all()[:3]).exclude(pgh_label="insert").exists()


def test_the_copy_equals_its_rebuild():
    before = list(PublicAsset.objects.order_by("pk").values())
    call_command("rebuild_public")
    assert list(PublicAsset.objects.order_by("pk").values()) == before


def test_an_area_that_stays_as_it_is_moves_nobody(area):
    Area.objects.filter(pk=area.pk).update(boundary=ALL_OF_SEAHOLME, source="Somebody else")
    assert following.waiting().count() == 0


def test_the_end_of_an_area_moves_nobody_but_who_hides_behind_it(area):
    Area.objects.filter(pk=area.pk).update(valid_to="2026-01-01")
    assert following.waiting().count() == 0
