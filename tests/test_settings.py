"""A bad setting stops the start, with the variable's name and what was expected."""

import os
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest
from environs.exceptions import EnvValidationError

ROOT = Path(__file__).parent.parent
GOOD = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "postgis://site@localhost/hereabouts"}


def read(**variables):
    """The settings of an environment that holds these variables and no others; a good one for what is not given."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            patch.delenv(name)
        for name, value in (GOOD | variables).items():
            if value is not None:
                patch.setenv(name, value)
        return run_path(str(ROOT / "config" / "settings.py"))


def refused(**variables):
    """What is said of each variable of such an environment."""
    with pytest.raises(EnvValidationError) as caught:
        read(**variables)
    return {name: " ".join(said) for name, said in caught.value.error_messages.items()}


def start(**variables):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **GOOD, **variables}
    asked = [sys.executable, "-c", "from django.conf import settings; settings.DATABASES"]
    return subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


TILES = {"TILE_URL": "https://tiles.example.org/{z}/{x}/{y}.png", "TILE_ATTRIBUTION": "© Example"}


@pytest.mark.parametrize(
    "more",
    [
        {},
        TILES,
        TILES | {"TILE_URL": "https://{s}.tiles.example.org/{z}/{x}/{y}{r}.png?key=1"},
        TILES | {"TILE_URL": "http://localhost:8080/{z}/{x}/{y}"},
        {"TILE_URL": "", "TILE_ATTRIBUTION": ""},
        {"EMBED_HOSTS": ""},
        {"EMBED_HOSTS": "example.org,.example.net,localhost:3000,*"},
        {"ALLOWED_HOSTS": "example.org,.example.net,127.0.0.1,[::1]", "DEFAULT_LICENCE": "cc-by-4"},
    ],
)
def test_good_settings_are_taken(more):
    assert read(**more)["DATABASES"]


def test_good_settings_start():
    assert start().returncode == 0


def test_bad_ones_stop_the_start_and_all_are_named_at_once():
    answer = start(REDIS_URL="localhost", LOG_LEVEL="LOUD")
    assert answer.returncode != 0
    assert "REDIS_URL" in answer.stderr
    assert "redis://localhost:6379/0" in answer.stderr
    assert "LOG_LEVEL" in answer.stderr


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("SECRET_KEY", None, "not set"),
        ("PROXIES", "-1", "number of proxies"),
        ("REPORT_DAYS", "0", "a number of days"),
        ("REPORTS_AN_HOUR", "many", "integer"),
        ("CONCERN_DAYS", "9999", "a number of days"),
        ("SECRET_KEY", "short", "at least 32 random characters"),
        ("DATABASE_URL", None, "not set"),
        ("DATABASE_URL", "somewhere", "database URL"),
        ("PUBLIC_DATABASE_URL", "somewhere", "database URL"),
        ("REDIS_URL", "localhost", "redis://localhost:6379/0"),
        ("SITE_URL", "example.org", "https://example.org"),
        ("SITE_URL", "https://example.org/path", "without a path"),
        ("EMAIL_URL", "mail.example.org", "smtp://user:password@host:port"),
        ("CONTROLLER_EMAIL", "nobody", "e-mail address"),
        ("PHOTO_LARGEST_MB", "0", "whole megabytes, 1 to 100"),
        ("ALLOWED_HOSTS", "https://example.org", "without https://"),
        ("ALLOWED_HOSTS", "example.org:8000", "or a port"),
        ("ALLOWED_HOSTS", " ", "host names"),
        ("ALLOWED_HOSTS", "*", "host names"),
        ("EMBED_HOSTS", "https://example.org", "host names such as example.org"),
        ("EMBED_HOSTS", "example.org; script-src *", "or * for any"),
        ("EMBED_HOSTS", "*.example.org", ".example.org for all below it too"),
        ("EMBED_HOSTS", "'none'", "host names"),
        ("DEFAULT_LICENCE", "Open Government Licence", "code of a licence"),
        ("WAY_OUT_URL", "weather", "https://www.example.org/weather"),
        ("WAY_OUT_URL", "javascript:alert()", "https://www.example.org/weather"),
        ("TILE_URL", "javascript:{z}{x}{y}", "https://tiles.example.org"),
        ("TILE_URL", "http://tiles.example.org/{z}/{x}/{y}", "https://tiles.example.org"),
        ("TILE_URL", "https://tiles.example.org/{z}/{x}.png", "https://tiles.example.org"),
        ("TILE_URL", "https://tiles.example.org; script-src */{z}/{x}/{y}", "https://tiles.example.org"),
        ("TILE_URL", "https://tiles.example.org/{z}/{x}/{y}'", "https://tiles.example.org"),
        ("LOG_LEVEL", "LOUD", "Choose one of"),
        ("DEBUG", "perhaps", "boolean"),
    ],
)
def test_a_bad_one_is_named_with_what_was_expected(variable, value, expected):
    said = refused(**{variable: value})
    assert list(said) == [variable]
    assert expected in said[variable]


@pytest.mark.parametrize("given", [{}, {"TILE_ATTRIBUTION": ""}])
def test_street_tiles_need_the_credit_of_their_provider(given):
    assert list(refused(TILE_URL=TILES["TILE_URL"], **given)) == ["TILE_ATTRIBUTION"]
