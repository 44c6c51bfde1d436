"""The programs of script/: what they refuse, in words, and what they keep to themselves."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
ADDRESS = re.compile(r"[a-z]+://(?!github\.com/sponsors|opencollective\.com/)[^\s\"]*")


def run(*command, **environment):
    return subprocess.run(
        command, check=False, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60
    )


def test_the_server_refuses_a_port_that_is_no_number():
    refused = run("script/server", PORT="eight")
    assert (refused.returncode, refused.stderr) == (1, "PORT must be a number, like 8000. It is: eight\n")


def test_setup_refuses_an_option_that_it_does_not_know():
    refused = run("script/setup", "--everything")
    assert refused.stderr == "setup knows two options, --tests and --bench, one at a time. It was given: --everything\n"


def test_keys_are_for_their_owner_alone(tmp_path):
    run("script/make-keys", str(tmp_path / "keys"))
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_keys_are_made_once(tmp_path):
    run("script/make-keys", str(tmp_path / "keys"))
    before = (tmp_path / "keys").read_text()
    run("script/make-keys", str(tmp_path / "keys"))
    assert (tmp_path / "keys").read_text() == before


def test_keys_come_with_the_addresses_that_they_open(tmp_path):
    run("script/make-keys", str(tmp_path / "keys"))
    shown = run("script/with-keys", str(tmp_path / "keys"), "printenv", "OWNER_DATABASE_URL", OWNER_DATABASE_URL="")
    assert re.fullmatch(r"postgis://hereabouts:[0-9a-f]{48}@database/hereabouts\n", shown.stdout)


def test_an_address_that_the_operator_names_wins(tmp_path):
    run("script/make-keys", str(tmp_path / "keys"))
    shown = run("script/with-keys", str(tmp_path / "keys"), "printenv", "REDIS_URL", REDIS_URL="redis://elsewhere/1")
    assert shown.stdout == "redis://elsewhere/1\n"


@pytest.mark.parametrize(
    "lock",
    [
        "requirements.txt",
        "requirements-test.txt",
        "requirements-node.txt",
        "requirements-bench.txt",
        "requirements-postcodes.txt",
        "package-lock.json",
    ],
)
def test_the_locks_name_no_host(lock):
    assert ADDRESS.findall((ROOT / lock).read_text()) == []


def test_commands_run_on_the_database_that_is_named():
    shown = run("script/manage", "diffsettings", DATABASE_URL="postgis://somebody@nowhere/elsewhere")
    assert "'HOST': 'nowhere'" in shown.stdout


def test_commands_read_files_from_where_they_are_called(tmp_path):
    asked = [ROOT / "script/manage", "shell", "--no-imports", "--command", "import os; print(os.getcwd())"]
    shown = subprocess.run(asked, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert shown.stdout == f"{tmp_path}\n"


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))], ids=lambda page: page.name)
def test_a_page_names_commands_that_are_there(page):
    named = set(re.findall(r"(?:script/manage|manage\.py) ([a-z_]+)", page.read_text()))
    assert named - get_commands().keys() == set()
