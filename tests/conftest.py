"""People named by their part, and makers of rows. Geography is in round numbers around (-2, 53)."""

import logging
import os
from contextlib import contextmanager
from itertools import count
from time import monotonic

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import connections, transaction
from django.test import TransactionTestCase, override_settings

from accounts.models import User
from assets.codes import load_codes
from assets.models import Asset, Category
from config.logs import JsonLines
from consortia.models import Appointment, Consortium, Membership, Organisation, Partnership
from mapping.cells import kept_categories
from places.models import Area
from projects.models import Project
from tests.emptying import empty_tables, remember_codes

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the tests
pytest_plugins = ["tests.browser", "tests.celery_worker", "tests.photographs", "tests.planted", "tests.searches"]
hypothesis.settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of what is tested
hypothesis.settings.load_profile("unhurried")
LONGEST = ("test_pages", "test_leaks")
REAL_CONNECTIONS = {"browser", "real_roles", "worker"}
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
numbers = count(1)
AT_WORK = """
SELECT count(*) > 0 FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


def pytest_collection_modifyitems(items):
    """Every test may use the database; those that connect a second time commit what they write.

    They come last: each empties the tables, and who comes after may have the code lists to load. Of them the longest
    come first, so that none is left to one process at the end.
    """
    for item in items:
        databases = ["default", "public"]
        item.add_marker(pytest.mark.django_db(databases=databases, transaction=commits(item)), append=False)
    items.sort(key=lambda item: (commits(item), not item.path.name.startswith(LONGEST)))


def commits(item):
    return any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db")) or any(
        map(item.get_closest_marker, REAL_CONNECTIONS)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Where `script/test` has migrated a database already, each process copies it."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The code lists are loaded once; only tests that commit lose them, and load them again.

    Threads of the live server may still hold connections at the end, when the database is to be dropped.
    """
    with django_db_blocker.unblock():
        load_codes()
        remember_codes()
    TransactionTestCase._fixture_teardown = empty_tables
    yield
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(END_OTHERS)


@pytest.fixture(scope="session")
def taken_back(django_db_setup, django_db_blocker):
    """For a module whose tests all go on from the same rows: what is written in it goes when the module ends.

    Meanwhile each test is a savepoint. Not for tests that commit: they would not see it, and empty the tables.
    """

    @contextmanager
    def go_back():
        with override_settings(PASSWORD_HASHERS=QUICK), django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return go_back


@pytest.fixture(scope="session", autouse=True)
def _photos_lie_apart(tmp_path_factory):
    """No test writes into the folder of the photos of an installation."""
    folder = str(tmp_path_factory.mktemp("photos"))
    photos = {**settings.STORAGES["photos"], "OPTIONS": {**settings.STORAGES["photos"]["OPTIONS"], "location": folder}}
    with override_settings(STORAGES={**settings.STORAGES, "photos": photos}):
        yield


@pytest.fixture(autouse=True)
def _ground(request, db, settings):
    """The code lists are there; the alias `public` shares the connection unless the test wants the real role."""
    settings.MAP_REVISION_SECONDS = 0
    settings.ENTRIES_AN_HOUR = settings.COMPARISONS_AN_HOUR = 1_000_000
    settings.REPORTS_AN_HOUR = settings.REPORTS_A_DAY = 1_000_000  # Redis counts on from one run to the next
    settings.WHITENOISE_AUTOREFRESH = True  # or each client of a test would read all static files when it starts
    kept_categories.cache_clear()
    settings.PASSWORD_HASHERS = QUICK
    real = connections["public"]
    if not request.node.get_closest_marker("real_roles"):
        connections["public"] = connections["default"]
    if not Category.objects.exists():
        load_codes()
        remember_codes()
    yield
    connections["public"] = real
    real.close()
    if request.node.get_closest_marker("browser"):
        let_the_server_finish()


def let_the_server_finish():
    """What a page still asked for when it was left is answered before the tables are emptied, so that neither waits."""
    with connections["default"].cursor() as cursor:
        latest = monotonic() + 5
        cursor.execute(AT_WORK)
        while cursor.fetchone() == (True,) and monotonic() < latest:
            cursor.execute(AT_WORK)


@pytest.fixture
def visitor():
    return AnonymousUser()


@pytest.fixture
def make_user():
    def make(name="Sam", **fields):
        return User.objects.create_user(
            f"{name.lower()}{next(numbers)}@example.org", "let me in please", name=name, **fields
        )

    return make


@pytest.fixture
def make_organisation():
    def make(name="Seaholme Trust", consortium=None, **fields):
        values = {"slug": f"organisation-{next(numbers)}", "sector": Organisation.Sector.VOLUNTARY, **fields}
        organisation = Organisation.objects.create(name=name, **values)
        if consortium:
            Partnership.objects.create(organisation=organisation, consortium=consortium)
        return organisation

    return make


@pytest.fixture
def make_consortium():
    def make(name="Seaholme Coalition", **fields):
        return Consortium.objects.create(name=name, **{"slug": f"consortium-{next(numbers)}", **fields})

    return make


@pytest.fixture
def consortium(make_consortium):
    return make_consortium()


@pytest.fixture
def organisation(make_organisation, consortium):
    return make_organisation(consortium=consortium)


@pytest.fixture
def make_member(make_user):
    def make(organisation, name="Amina"):
        user = make_user(name)
        Membership.objects.create(user=user, organisation=organisation)
        return user

    return make


@pytest.fixture
def make_appointee(make_user):
    def make(consortium, role, name="Chris"):
        user = make_user(name)
        Appointment.objects.create(user=user, consortium=consortium, role=role)
        return user

    return make


@pytest.fixture
def contributor(make_member, organisation):
    return make_member(organisation)


@pytest.fixture
def curator(make_appointee, consortium):
    return make_appointee(consortium, Appointment.Role.CURATOR, "Curator")


@pytest.fixture
def coordinator(make_appointee, consortium):
    return make_appointee(consortium, Appointment.Role.COORDINATOR, "Coordinator")


@pytest.fixture
def lead(make_appointee, consortium):
    """The safeguarding lead."""
    return make_appointee(consortium, Appointment.Role.SAFEGUARDING, "Lead")


@pytest.fixture
def researcher(make_appointee, consortium):
    return make_appointee(consortium, Appointment.Role.RESEARCHER, "Researcher")


@pytest.fixture
def partner(make_member, make_organisation, consortium):
    """A member of another partner organisation of the same consortium."""
    return make_member(make_organisation("Harbour Friends", consortium), "Partner")


@pytest.fixture
def stranger(make_appointee, make_consortium):
    """A curator of another consortium."""
    return make_appointee(make_consortium("Elsewhere Alliance"), Appointment.Role.CURATOR, "Stranger")


@pytest.fixture
def administrator(make_user):
    return make_user("Administrator", is_staff=True, is_superuser=True)


@pytest.fixture
def signed_in(client):
    """A test client for this person; for a visitor, one that has not signed in."""

    def sign_in(user):
        client.logout()
        if user.is_authenticated:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def logged(caplog):
    """What the configured formatter writes: `logged.text`."""
    written = [handler.formatter for handler in logging.getLogger().handlers]
    caplog.handler.setFormatter(next(formatter for formatter in written if isinstance(formatter, JsonLines)))
    return caplog


@pytest.fixture
def make_area():
    def make(kind=Area.Kind.LOCAL_AUTHORITY, name="Seaholme", box=(-2.1, 52.9, -1.9, 53.1), **fields):
        shape = Polygon.from_bbox(box)
        values = {"code": f"T{next(numbers):08}", "edition": "2026", "label_point": shape.centroid, **fields}
        return Area.objects.create(kind=kind, name=name, boundary=MultiPolygon(shape, srid=4326), **values)

    return make


@pytest.fixture
def kind():
    """The category of a code: `kind("library")`."""
    return lambda code: Category.objects.get(code=code)


@pytest.fixture
def make_asset(consortium):
    """A published, public asset with an exact place, unless the fields say otherwise."""

    def make(name="Seaholme Pantry", category="food_bank", lon=-2.0, lat=53.0, **fields):
        values = {
            "category_ids": [Category.objects.get(code=category).pk],
            "consortium": consortium,
            "location": None if lon is None else Point(lon, lat, srid=4326),
            "status": Asset.Status.PUBLISHED,
            "source": "Test",
            **fields,
        }
        asset = Asset.objects.create(name=name, **values)
        asset.refresh_from_db()
        return asset

    return make


@pytest.fixture
def make_project(consortium):
    def make(title="Pathways to Seaholme", **fields):
        values = {"slug": f"project-{next(numbers)}", "phase": 2, "consortium": consortium, **fields}
        return Project.objects.create(title=title, **values)

    return make
