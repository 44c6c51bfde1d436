"""Puts the demonstration together: an invented town, its partners, places and projects, and accounts to try it with."""

import json
from pathlib import Path

import pghistory
from django.db import transaction

from assets.codes import load_codes
from assets.duplicates import find_all
from assets.models import Asset, Category
from projects.demo import lives, people, photos, studies
from projects.demo.places import Maker
from projects.demo.town import draw_town
from projects.loading import load_programme

PLAN = Path(__file__).parent.parent / "fixtures" / "demo.json"


@transaction.atomic
def make_demo(password):
    """Write Example Harbour and the facts of the programme. Return the number of places and groups made."""
    plan = json.loads(PLAN.read_text())
    if not Category.objects.exists():
        load_codes()
    with pghistory.context(command="demo", why="the demonstration"):
        town = draw_town(plan["town"])
        organisations = people.make_partners(plan["organisations"])
        areas = [town.whole, *town.neighbourhoods]
        consortium = people.make_consortium(plan["consortium"], plan["organisations"], organisations, areas)
        accounts = people.make_accounts(consortium, organisations, password)
        maker = Maker(plan, town, organisations, consortium)
        assets = maker.make_all()
        lives.give_lives(assets, maker.rng, accounts, organisations)
        Asset.objects.bulk_create(assets)
        photos.add_photos(assets, maker.rng, accounts)
        lives.record_decisions(assets, accounts)
        lives.suggest_change(assets, accounts, organisations)
        lives.tell(assets)
        studies.make_projects(plan["projects"], consortium, town, assets)
    find_all()
    load_programme()
    return len(assets)


def real_assets():
    """Places and groups that belong to no demonstration."""
    return Asset.objects.exclude(consortium__is_example=True)
