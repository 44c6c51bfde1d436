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


def test_good_settings_start():
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("SECRET_KEY", None, "not set"),
        ("SECRET_KEY", "short", "at least 32 random characters"),
        ("DATABASE_URL", None, "not set"),
        ("DATABASE_URL", "somewhere", "database URL"),
        ("PUBLIC_DATABASE_URL", "somewhere", "database URL"),
        ("REDIS_URL", "localhost", "redis://localhost:6379/0"),
        ("SITE_URL", "example.org", "https://example.org"),
        ("SITE_URL", "https://example.org/path", "without a path"),
        ("EMAIL_URL", "mail.example.org", "smtp://user:password@host:port"),
        ("CONTROLLER_EMAIL", "nobody", "e-mail address"),
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
