"""Words for everyone that tell where a hidden place is."""

import re
from dataclasses import dataclass

from assets.models import Asset
from assets.sessions import sessions_of
from places.models import Area
from places.notation import postcodes_in

PUBLIC_WORDS = {
    "name": "the name",
    "other_names": "the other names",
    "summary": "what happens there",
    "story": "why it matters",
    "translations": "the translations",
    "eligibility": "who may come",
    "sessions": "the notes on days and times",
    "opening_times": "the opening times",
    "area_served": "whom it serves",
    "cost": "the cost",
    "website": "the website",
}
CONTACT_WORDS = {"contact_name": "the name of the contact", "contact_email": "the e-mail"}
AS_ONE_WORD = {PUBLIC_WORDS["website"], CONTACT_WORDS["contact_email"]}
HOUSE_NUMBER = re.compile(r"^(flat|unit|number|no\.?)?\W*\d+\w?([-/]\d+\w?)?\W+", re.IGNORECASE)
SHORTEST = 4  # letters of a street or a name that are looked for


@dataclass
class Giveaway:
    """A piece of the hidden place, and where it is said."""

    words: str
    where: str

    def __str__(self):
        return f"“{self.words}” ({self.where})"


def giveaways(asset):
    """What everyone may read of an entry that its disclosure hides: postcodes, its street or town, names of areas.

    The areas are those that the database has found, so the row must be as it was written.
    """
    if asset.disclosure == Asset.Disclosure.EXACT:
        return []
    hidden = hidden_names(asset)
    said = {where: words_of(getattr(asset, name)) for name, where in PUBLIC_WORDS.items()}
    said |= {
        where: getattr(asset, name) for name, where in CONTACT_WORDS.items() if getattr(asset, f"{name}_is_public")
    }
    said[PUBLIC_WORDS["sessions"]] = "\n".join(session.note for session in sessions_of(asset.sessions))
    return [
        Giveaway(words, where)
        for where, text in said.items()
        for words in [*postcodes_in(text), *(name for name in hidden if is_said(name, text, where))]
    ]


def words_of(value):
    """All that a column says, a text a line."""
    if isinstance(value, dict | list):
        return "\n".join(map(words_of, value.values() if isinstance(value, dict) else value))
    return value if isinstance(value, str) else ""


def hidden_names(asset):
    """Lines of the address without the number of the house, the town, and the areas in which others do not find it."""
    areas = dict(Area.objects.filter(id__in=[*asset.area_ids, *asset.public_area_ids]).values_list("id", "name"))
    shown = {areas.get(pk) for pk in asset.public_area_ids}
    lines = [HOUSE_NUMBER.sub("", line.strip()) for line in f"{asset.address},{asset.town}".split(",")]
    names = {*lines, *areas.values()} - shown
    return sorted(name for name in names if sum(map(str.isalpha, name)) >= SHORTEST)


def is_said(name, text, where):
    """Whether a text says a name in whole words, or an address of the web or of e-mail says it without spaces."""
    if where in AS_ONE_WORD:
        return squeezed(name) in squeezed(text)
    pattern = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"\b{pattern}\b", text, re.IGNORECASE) is not None


def squeezed(text):
    return re.sub(r"[\W_]", "", text).lower()
