"""Good rows of a partner's file become entries of the register."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.db.models import Q

from assets.importing import NotACurator
from assets.models import Asset, Category, Decision, PublicAsset
from places.models import Area
from tests.assets.importing import run_import, write_csv, write_geojson

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def harbour(consortium, tmp_path, kind):
    """Import the sample file, copied so that nothing is written beside it."""

    def bring(name="harbour_places.csv", **fields):
        path = tmp_path / name
        path.write_bytes((DATA / name).read_bytes())
        return run_import(path, consortium, **{"category": kind("advice"), **fields})

    return bring


def listed(name):
    return Asset.objects.get(name=name)


def test_every_good_row_is_a_draft(harbour):
    outcome = harbour()
    assert (outcome.read, outcome.new, outcome.refused) == (3, 3, 0)
    assert set(Asset.objects.values_list("status", flat=True)) == {"draft"}


def test_the_usual_columns_are_read(harbour):
    harbour()
    pantry = listed("Seaholme Pantry")
    said = (pantry.address, pantry.town, pantry.postcode, pantry.contact_phone, pantry.website, pantry.opening_times)
    expected = (
        "12 Quay Street",
        "Seaholme",
        "ZZ99 1AA",
        "01632960001",
        "http://www.pantry.example",
        "Tuesday 10am to noon",
    )
    assert said == expected
    assert (pantry.referral, pantry.source_id, pantry.contact_email) == ("open", "H1", "hello@pantry.example")


def test_points_are_longitude_and_latitude(harbour):
    harbour()
    assert listed("Seaholme Pantry").location == Point(-2.0, 53.0, srid=4326)


def test_the_source_and_licence_are_written_to_every_row(harbour):
    harbour(attribution="Harbour Council")
    facts = {"source": "Harbour list", "licence": "ogl-3", "attribution": "Harbour Council"}
    assert Asset.objects.filter(**facts).exclude(retrieved_on=None).count() == 3


def test_what_is_not_known_stays_empty(harbour):
    harbour()
    choir = listed("Seaholme Choir")
    assert (choir.contact_phone, choir.website, choir.referral, choir.eligibility) == ("", "", "", "")


def test_a_type_that_is_a_code_of_ours_is_a_second_category(harbour, kind):
    harbour()
    assert listed("Seaholme Pantry").category_ids == [kind("advice").pk, kind("food_bank").pk]


def test_another_type_is_kept_in_words(consortium, tmp_path):
    run_import(write_csv(tmp_path, "Seaholme Choir,Community singing", header="name,type"), consortium)
    assert listed("Seaholme Choir").summary == "Community singing"


def test_yes_and_no_about_getting_in_are_features(harbour):
    harbour()
    assert (len(listed("Seaholme Pantry").feature_ids), len(listed("Seaholme Choir").absent_feature_ids)) == (1, 1)


def test_a_row_without_coordinates_goes_in_without_a_place(harbour):
    assert harbour().unplaced == 1
    assert listed("Seaholme Listening Line").location is None


def test_a_row_without_a_place_is_found_by_the_authority_that_it_names(consortium, tmp_path, make_area):
    area = make_area(kind=Area.Kind.LOCAL_AUTHORITY, name="Seaholme")
    run_import(write_csv(tmp_path, "Seaholme Library,Seaholme", header="name,authority"), consortium)
    assert listed("Seaholme Library").served_area_ids == [area.pk]


def test_a_place_is_put_into_its_areas(harbour, make_area):
    area = make_area()
    harbour()
    assert listed("Seaholme Pantry").area_ids == [area.pk]


def test_opening_times_a_day_are_put_together(consortium, tmp_path):
    header = "pharmacy_name,monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    run_import(write_csv(tmp_path, "Quay Pharmacy,9-5,9-5,9-5,9-5,9-5,CLOSED,", header=header), consortium)
    assert listed("Quay Pharmacy").opening_times.splitlines()[-2:] == ["Friday: 9-5", "Saturday: CLOSED"]


def test_a_geojson_file_gives_the_same(consortium, tmp_path, harbour):
    outcome = harbour("harbour_places.geojson")
    assert (outcome.new, outcome.unplaced) == (2, 1)
    pantry = listed("Seaholme Pantry")
    assert (pantry.location, pantry.source_id) == (Point(-2.0, 53.0, srid=4326), "1")


def test_features_may_have_different_properties(consortium, tmp_path):
    point = {"type": "Point", "coordinates": [-2, 53]}
    features = [({"name": "Seaholme Pantry"}, point), ({"name": "Seaholme Choir", "telephone": "01632 960002"}, point)]
    run_import(write_geojson(tmp_path, *features), consortium)
    assert listed("Seaholme Choir").contact_phone == "01632 960002"


def test_contacts_are_not_public_unless_asked(harbour):
    harbour()
    assert not Asset.objects.filter(Q(contact_phone_is_public=True) | Q(contact_email_is_public=True)).exists()


def test_contacts_are_public_when_asked(harbour, curator):
    harbour(publisher=curator, publishes_contacts=True)
    phones = PublicAsset.objects.exclude(contact_phone="").values_list("name", flat=True)
    assert list(phones) == ["Seaholme Listening Line", "Seaholme Pantry"]


# ── Publishing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_curator_publishes_the_rows(harbour, curator):
    harbour(publisher=curator)
    assert PublicAsset.objects.count() == 3


def test_each_published_row_has_a_decision(harbour, curator):
    harbour(publisher=curator)
    assert (
        Decision.objects.filter(step="publish", made_by=curator, note="Imported from harbour_places.csv.").count() == 3
    )


def test_drafts_have_no_decision(harbour):
    harbour()
    assert not Decision.objects.exists()


def test_an_administrator_may_publish(harbour, administrator):
    assert harbour(publisher=administrator).new == 3


@pytest.mark.parametrize("person", ["stranger", "contributor", "coordinator", "researcher"])
def test_nobody_else_may_publish(harbour, request, person):
    with pytest.raises(NotACurator):
        harbour(publisher=request.getfixturevalue(person))
    assert not Asset.objects.exists()


def test_a_row_of_no_kind_is_not_published(harbour, curator):
    assert (harbour(publisher=curator, category=None).refused, Asset.objects.count()) == (1, 2)


# ── Again ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_same_file_again_changes_nothing(harbour):
    harbour()
    again = harbour()
    assert (again.new, again.unchanged, again.changed, again.report) == (0, 3, 0, None)
    assert set(Asset.objects.values_list("version", flat=True)) == {1}


def test_a_row_without_an_identifier_is_known_again_by_what_it_says(consortium, tmp_path):
    path = write_csv(tmp_path, "Seaholme Pantry,12 Quay Street,ZZ99 1AA,-2.0,53.0")
    run_import(path, consortium)
    assert run_import(path, consortium).unchanged == 1


def test_a_changed_row_is_reported_and_not_applied(consortium, tmp_path):
    header = "ref,name,telephone"
    run_import(write_csv(tmp_path, "H1,Seaholme Pantry,01632 960001", header=header), consortium)
    again = run_import(write_csv(tmp_path, "H1,Seaholme Pantry,01632 960009", header=header), consortium)
    assert (again.changed, again.unchanged, listed("Seaholme Pantry").contact_phone) == (1, 0, "01632 960001")


def test_the_same_identifier_in_another_data_set_is_another_place(harbour):
    harbour()
    assert harbour(source="Another list").new == 3


def test_an_identifier_on_two_different_rows_is_none_for_a_row_alone(consortium, tmp_path):
    rows = ["S1,Seaholme Park,Tennis", "S1,Seaholme Park,Bowls"]
    path = write_csv(tmp_path, *rows, header="site_id,site_name,facility_type")
    assert (run_import(path, consortium).new, run_import(path, consortium).unchanged) == (2, 2)


# ── History ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_history_says_who_brought_the_rows_and_why(harbour, curator):
    harbour(publisher=curator)
    said = listed("Seaholme Choir").events.get().pgh_context.metadata
    why = {"command": "import_assets", "file": "harbour_places.csv", "source": "Harbour list"}
    assert said == {**why, "user": curator.pk}


def test_one_import_is_one_context(harbour):
    harbour()
    assert len({asset.events.get().pgh_context_id for asset in Asset.objects.all()}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_enter_each_row_once(consortium, tmp_path):
    path = write_csv(tmp_path, *(f"Place {number},Quay Street,,-2.0,53.0" for number in range(50)))

    def bring(_):
        try:
            return run_import(path, consortium, category=Category.objects.get(code="advice")).new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(bring, range(2))) == [0, 50]
