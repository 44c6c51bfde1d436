"""What is found by a telephone number: somebody has a helpline on a card and wants to know whose it is."""

import re

from assets.alike import has_telephone, tells_telephone
from assets.models import Asset
from assets.models.asset import NONE

# As people write British numbers: "01253 000000", "+44 (0)1253 000000", "0800 000 000".
WRITTEN = re.compile(r"(?:\+44|0044|0)[\s()-]*(?:\d[\s()-]*){8,11}", re.ASCII)


def is_telephone(text):
    """Whether this is a telephone number and nothing else."""
    return WRITTEN.fullmatch(text.strip()) is not None


def with_telephone(entries, written):
    """Those whose public telephone is this number, however it is written."""
    same = has_telephone(written)
    if entries.model is Asset:  # the public copy has public telephones alone
        same &= tells_telephone(NONE)
    return entries.filter(same)
