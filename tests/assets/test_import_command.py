"""`manage.py import_assets` says what it did, and where the list of problems is."""

import pytest
from django.core.management import CommandError, call_command

from assets.models import Asset
from tests.assets.importing import write_csv


@pytest.fixture
def run(consortium, capsys):
    def call(path, *options, slug=consortium.slug):
        given = ["--source=Harbour list", "--licence=ogl-3", f"--consortium={slug}", *options]
        call_command("import_assets", str(path), *given)
        return capsys.readouterr().out

    return call


def test_it_sums_up(run, tmp_path):
    out = run(write_csv(tmp_path, "Pantry,,,-2,53", "Choir,,,,", ",,,-2,53"), "--category=food_bank")
    assert (
        "2 new, 1 of them without a place; 0 unchanged; 0 changed in the file, which was not applied; 1 refused." in out
    )


def test_problems_are_listed_beside_the_file(run, tmp_path):
    out = run(write_csv(tmp_path, ",,,-2,53"))
    assert f"What to do about them is in {tmp_path / 'places.csv.errors.csv'}." in out
    assert (tmp_path / "places.csv.errors.csv").exists()


def test_problems_may_be_listed_elsewhere(run, tmp_path):
    run(write_csv(tmp_path, ",,,-2,53"), f"--report={tmp_path / 'list.csv'}")
    assert (tmp_path / "list.csv").exists()


def test_without_problems_there_is_no_list(run, tmp_path):
    run(write_csv(tmp_path, "Pantry,,,-2,53"))
    assert not (tmp_path / "places.csv.errors.csv").exists()


def test_a_list_that_cannot_be_written_stops_the_import(run, tmp_path):
    with pytest.raises(CommandError, match="The list of problems cannot be written"):
        run(write_csv(tmp_path, "Pantry,,,-2,53", ",,,-2,53"), f"--report={tmp_path / 'no folder' / 'list.csv'}")
    assert not Asset.objects.exists()


def test_the_licence_gives_the_attribution(run, tmp_path):
    run(write_csv(tmp_path, "Pantry,,,-2,53"))
    assert "Open Government Licence" in Asset.objects.get().attribution


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--category=pantry", "There is no category pantry. There are: "),
        ("--organisation=nobody", "There is no organisation nobody"),
        ("--licence=mine", r"There is no licence mine. There are: ogl-3"),
        ("--publish-as=nobody@example.org", "There is no person nobody@example.org."),
    ],
)
def test_a_name_that_is_not_known_is_refused(run, tmp_path, option, message):
    with pytest.raises(CommandError, match=message):
        run(write_csv(tmp_path, "Pantry,,,-2,53"), option)


def test_a_consortium_that_is_not_known_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match="There is no consortium elsewhere"):
        run(write_csv(tmp_path, "Pantry,,,-2,53"), slug="elsewhere")


def test_a_bad_file_is_refused_in_words(run, tmp_path):
    with pytest.raises(CommandError, match=r"Nothing was imported. There are no rows in places.csv."):
        run(write_csv(tmp_path))


def test_a_curator_of_another_consortium_cannot_publish(run, tmp_path, stranger):
    with pytest.raises(CommandError, match="is no curator of"):
        run(write_csv(tmp_path, "Pantry,,,-2,53"), f"--publish-as={stranger.email}")
