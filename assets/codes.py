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
    kinds = lists.pop("categories")
    finer = {kind["code"]: in_order(kind.pop("finer")) for kind in kinds}
    parents = saved(Category, in_order(kinds))
    children = [
        {"parent": parent, "check_interval_days": parent.check_interval_days, **entry}
        for parent in parents
        for entry in finer[parent.code]
    ]
    flat = [saved(model, in_order(lists[name])) for name, model in FLAT_LISTS.items()]
    return sum(map(len, [parents, saved(Category, children), *flat]))


def in_order(entries):
    return [{**entry, "position": position} for position, entry in enumerate(entries)]


def saved(model, entries):
    """The codes of these entries, in their order; what an entry does not say of a code that exists stays as it is."""
    known = model.objects.in_bulk([entry["code"] for entry in entries], field_name="code")
    codes = [written(known.get(entry["code"]) or model(), entry) for entry in entries]
    model.objects.bulk_create(code for code in codes if code.pk is None)
    for code in known.values():
        code.save()
    return codes


def written(code, entry):
    for field, value in entry.items():
        setattr(code, field, value)
    return code
