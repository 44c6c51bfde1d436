"""A bad setting stops the start, with the variable's name and what was expected."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOOD = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "postgis://site@localhost/hereabouts"}


def start(**variables):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **GOOD, **variables}
    given = {name: value for name, value in environment.items() if value is not None}
    asked = [sys.executable, "-c", "from django.conf import settings; settings.DATABASES"]
    return subprocess.run(asked, env=given, cwd=ROOT, capture_output=True, text=True, check=False)


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
def test_good_settings_start(more):
    assert start(**more).returncode == 0


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("SECRET_KEY", None, "not set"),
        ("PROXIES", "-1", "number of proxies"),
        ("REPORT_DAYS", "0", "a number of days"),
        ("REPORTS_AN_HOUR", "many", "REPORTS_AN_HOUR"),
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
    answer = start(**{variable: value})
    assert answer.returncode != 0
    assert variable in answer.stderr
    assert expected in answer.stderr


def test_all_bad_ones_are_named_at_once():
    answer = start(REDIS_URL="localhost", LOG_LEVEL="LOUD").stderr
    assert "REDIS_URL" in answer
    assert "LOG_LEVEL" in answer


@pytest.mark.parametrize("given", [{}, {"TILE_ATTRIBUTION": ""}])
def test_street_tiles_need_the_credit_of_their_provider(given):
    answer = start(TILE_URL=TILES["TILE_URL"], **given)
    assert answer.returncode != 0
    assert "TILE_ATTRIBUTION" in answer.stderr
