"""Where `manage.py demo` begins: in an empty register, the same each time, and never mixed with a real one unasked."""

import stat
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import User
from assets.models import Asset
from projects.management.commands.demo import password_file


def demo(*options):
    said = StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


def places():
    columns = ("uid", "name", "summary", "location", "status", "organisation__name", "opening_times")
    return list(Asset.objects.filter(consortium__is_example=True).order_by("uid").values_list(*columns))


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path):
    settings.BASE_DIR = tmp_path


@pytest.fixture(scope="module")
def made(taken_back, tmp_path_factory):
    """What an empty register got, and was taken back again."""
    with override_settings(BASE_DIR=tmp_path_factory.mktemp("demo")), taken_back():
        return SimpleNamespace(said=demo("--if-empty"), places=places(), kept=password_file())


def test_if_empty_makes_it_where_there_is_nothing(made):
    assert len(made.places) > 300


def test_if_empty_leaves_a_register_alone_that_has_entries(make_asset):
    make_asset()
    demo("--if-empty")
    assert Asset.objects.count() == 1


def test_it_refuses_to_mix_with_a_real_register(make_asset):
    make_asset()
    with pytest.raises(CommandError, match="not examples"):
        demo()


def test_when_it_is_forced_the_same_places_come_out_beside_a_real_one(made, make_asset):
    make_asset()
    demo("--force")
    assert places() == made.places
    assert Asset.objects.count() == len(made.places) + 1


def test_it_refuses_to_take_over_an_account():
    User.objects.create_user("curator@example.org", "harbour lights")
    with pytest.raises(CommandError, match="exist already"):
        demo()


def test_a_password_at_random_is_said_and_kept(made):
    assert made.kept.read_text() in made.said
    assert stat.S_IMODE(made.kept.stat().st_mode) == 0o600


def test_without_a_demonstration_there_are_no_accounts():
    assert "There are no demonstration accounts" in demo("--accounts")
