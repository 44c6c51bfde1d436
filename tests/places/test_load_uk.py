"""script/load-uk loads what is in its folder, says what is not, and each step can be run alone."""

import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from places.models import Postcode

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def load_uk(tmp_path):
    def run(*words):
        settings = connection.settings_dict
        user, host = f"{settings['USER']}:{settings['PASSWORD']}", f"{settings['HOST']}:{settings['PORT']}"
        address = f"postgis://{user}@{host}/{settings['NAME']}"
        return subprocess.run(
            [ROOT / "script/load-uk", *words],
            check=False,
            cwd=tmp_path,
            env=os.environ | {"DATABASE_URL": address},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_a_folder_is_needed(load_uk):
    refused = load_uk("no-such-folder")
    assert (refused.returncode, refused.stderr.startswith("Name the folder with the files")) == (1, True)


def test_files_that_are_not_there_are_left_out_and_said(load_uk):
    loaded = load_uk(".", "health boards")
    assert loaded.returncode == 0
    assert "health boards, Wales: not there, left out (boundaries/uk/wales_lhb_2022.geojson)" in loaded.stdout


@pytest.mark.django_db(transaction=True)
def test_files_that_are_there_are_loaded_and_counted(load_uk, tmp_path):
    (tmp_path / "postcodes").mkdir()
    directory = "pcds,lat,long,doterm\nM13 9PL,53,-2,\nM13 9PA,53,-2,199606\n"
    (tmp_path / "postcodes/ONSPD_NOV_2025_UK.csv").write_text(directory)
    loaded = load_uk(".", "postcodes")
    assert "postcodes: 2 read: 2 new, 0 changed, 0 unchanged, 0 refused." in loaded.stdout
    assert Postcode.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_step_that_fails_is_said_and_the_rest_goes_on(load_uk, tmp_path):
    (tmp_path / "boundaries/southampton").mkdir(parents=True)
    (tmp_path / "boundaries/southampton/ward21_bsc.geojson").write_text("half a file")
    loaded = load_uk(".", "wards, ")
    assert loaded.returncode == 1
    assert "wards, southampton: CommandError: ward21_bsc.geojson" in loaded.stdout
    assert "wards, dundee: not there, left out" in loaded.stdout


def test_a_word_that_no_step_has_is_said(load_uk):
    assert "No step has “deprivatoin” in its title." in load_uk(".", "deprivatoin").stderr
