"""Loads the code lists that describe an asset."""

import json
from pathlib import Path

from django.db import transaction

from assets.models import Audience, Category, Determinant, Feature, Licence

CODES = Path(__file__).parent / "fixtures" / "codes.json"
FLAT_LISTS = {"audiences": Audience, "determinants": Determinant, "features": Feature, "licences": Licence}


@transaction.atomic
def load_codes():
    """Write every code of `fixtures/codes.json`, new or changed; return how many there are. Codes are never deleted."""
    lists = json.loads(CODES.read_text())
    loaded = sum(save_list(model, lists[name]) for name, model in FLAT_LISTS.items())
    for position, kind in enumerate(lists["categories"]):
        finer = kind.pop("finer")
        parent = save_code(Category, kind, position=position)
        shared = {"parent": parent, "check_interval_days": kind["check_interval_days"]}
        loaded += 1 + save_list(Category, [{**shared, **entry} for entry in finer])
    return loaded


def save_list(model, entries):
    return len([save_code(model, entry, position=position) for position, entry in enumerate(entries)])


def save_code(model, entry, position):
    code, _ = model.objects.update_or_create(code=entry["code"], defaults={**entry, "position": position})
    return code
