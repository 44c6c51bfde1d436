"""What somebody asks in the one box: words, a place, or both, and how it was understood."""

import re
from dataclasses import dataclass, field

from assets.filters.telephone import is_telephone
from assets.words import is_a_word_of_a_code
from places.finding import Found, NoSuchPart, NotFound, SeveralAreas, find, going_on_from, names_among
from places.grid import read_grid_reference
from places.models import Area
from places.notation import are_coordinates
from places.postcodes.written import beginnings

NEAR = ["near to", "nearby", "near", "close to", "next to", "around", "by"]
IN = ["within", "inside", "in", "at"]
LINK = re.compile(rf"(?<!\S)({'|'.join([*NEAR, *IN])})\s+(?=\S)", re.IGNORECASE)
SURELY_NEAR = re.compile(r"(?<!\S)(near to|nearby|near|close to|next to)\s+(?P<place>\S.*)", re.IGNORECASE)
KNOWN_BY_NAME = [kind for kind in Area.Kind if kind not in Area.CENSUS_KINDS]
QUOTED = re.compile(r'"[^"]*"?')
MOST_LINKS, MOST_WORDS = 3, 4  # of a place's name that stands beside other words
NEAR_ME = "We do not know where you are. Write a postcode or the name of a town in place of “me”."
UNKNOWN = "We do not know a place called “{}”, and searched for all the words."


@dataclass(frozen=True)
class Asked:
    """The words to search for, and where: in `place`, or around it.

    `choices` are the areas that may be meant; `words_beside` and `place_written` are the parts of the text.
    """

    text: str = ""
    words: str = ""
    place: Found | None = None
    is_near: bool = False
    choices: list = field(default_factory=list)
    note: str = ""
    words_beside: str = ""
    place_written: str = ""

    @property
    def area(self):
        """The area in which to search, if it is one."""
        return None if self.place is None or self.is_near else self.place.area

    @property
    def around(self):
        """The place around which to search, if that was asked."""
        return self.place if self.is_near else None

    @property
    def place_alone(self):
        """What to write in the box to ask for the place alone."""
        return f"near {self.place_written}" if self.is_near and self.place.area else self.place_written

    @property
    def words_alone(self):
        """What to write in the box so that all of it is read as words."""
        return " ".join(f'"{word}"' for word in self.text.replace('"', " ").split())


@dataclass(frozen=True)
class Reading:
    """One way to part a text into words and a place, and the word between them, if there is one."""

    words: str
    place: str
    link: str = ""

    @property
    def is_bare(self):
        """Whether the place merely stands beside other words."""
        return bool(self.words) and not self.link

    @property
    def all_words(self):
        return f"{self.words} {self.place}".strip()


def understand(text):
    """What is `Asked`. Three queries at most, and a few more where parts of postcodes are written."""
    written = " ".join(text.split())
    if is_telephone(written):
        return Asked(written, written)
    readings = [reading for reading in readings_of(written) if can_be_a_place(reading)]
    named = names_among({reading.place for reading in readings}) if readings else set()
    for reading in readings:
        if reading.place not in named and not has_the_shape_of_a_place(reading.place):
            continue
        if reading.is_bare and reading.place in named and is_a_word_of_a_code(reading.place):
            continue
        if asked := placed(written, reading):
            return asked
    return unplaced(written)


def readings_of(text):
    """Yield the readings of a text, likeliest first. What is quoted, or parted by "or", is words."""
    yield Reading("", text)
    without_quotes = QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    for link in [*LINK.finditer(without_quotes)][:MOST_LINKS]:
        yield Reading(text[: link.start()].strip(" ,;"), text[link.end() :], link[1].lower())
    tokens = text.split()
    if "or" in text.lower().split():
        return
    for count in range(min(MOST_WORDS, len(tokens) - 1), 0, -1):
        yield Reading(" ".join(tokens[:-count]).strip(" ,;"), " ".join(tokens[-count:]))
    for count in range(min(MOST_WORDS, len(tokens) - 1), 0, -1):
        yield Reading(" ".join(tokens[count:]), " ".join(tokens[:count]).strip(" ,;"))


def can_be_a_place(reading):
    letters = any(letter.isalnum() for letter in reading.place)
    left_out = reading.is_bare and reading.place.startswith("-")
    return letters and '"' not in reading.place and not left_out


def has_the_shape_of_a_place(text):
    """Whether this is written as a postcode, part of one, a grid reference or coordinates; bare numbers are not."""
    if not any(letter.isdigit() for letter in text):
        return False
    is_a_pair = are_coordinates(text) and ("." in text or "," in text)
    return is_a_pair or read_grid_reference(text) is not None or any(beginnings(text))


def placed(text, reading):
    """What is asked when the text is read so; None when it names no place that people would write so."""
    parts = {"words_beside": reading.words, "place_written": reading.place}
    try:
        place = find(reading.place)
    except SeveralAreas as several:
        if reading.is_bare and all(area.kind in Area.CENSUS_KINDS for area in several.areas):
            return None
        return Asked(text, reading.all_words, choices=several.areas, **parts)
    except NotFound as problem:
        if reading.is_bare and isinstance(problem, NoSuchPart):
            return None
        return Asked(text, reading.words or text, note=str(problem))
    if place is None or (reading.is_bare and place.area and place.area.kind in Area.CENSUS_KINDS):
        return None
    is_near = place.area is None or reading.link in NEAR
    return Asked(text, reading.words, place, is_near, note=place.note, **parts)


def unplaced(text):
    """All of it is words; areas whose name goes on from a part of it are offered.

    One who asked for what is near a place is told when we do not know it.
    """
    if '"' in text:
        return Asked(text, text)
    if asked := SURELY_NEAR.search(text):
        return unknown(text, text[: asked.start()].strip(" ,;"), asked["place"].strip(" ,;.?"))
    if links := [*LINK.finditer(text)]:
        before, place = text[: links[-1].start()].strip(" ,;"), text[links[-1].end() :]
        return Asked(text, text, choices=going_on_from(place, KNOWN_BY_NAME), words_beside=before)
    return Asked(text, text, choices=going_on_from(text, [Area.Kind.LOCAL_AUTHORITY]))


def unknown(text, before, place):
    """What is asked by one who wrote that it is near a place that we do not know."""
    if place.lower() == "me":
        return Asked(text, before, note=NEAR_ME)
    choices = going_on_from(place, KNOWN_BY_NAME)
    return Asked(text, f"{before} {place}".strip(), choices=choices, note=UNKNOWN.format(place), words_beside=before)
