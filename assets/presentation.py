"""Rows of the register in words: names of kinds, areas and features, found in a fixed number of queries."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property

from assets import sessions
from assets.models import Audience, Category, Determinant, Feature, PublicAsset
from assets.opening import opening
from places.distance import metres_between
from places.holidays import nation_of
from places.models import Area

NEAREST_FIRST = [Area.Kind.NEIGHBOURHOOD, Area.Kind.WARD, Area.Kind.MSOA, Area.Kind.LOCAL_AUTHORITY]
LANGUAGES = {
    "en": "English", "cy": "Welsh", "gd": "Scottish Gaelic", "ga": "Irish", "bsl": "British Sign Language",
    "ar": "Arabic", "bn": "Bengali", "zh": "Chinese", "nl": "Dutch", "fa": "Farsi or Dari", "fr": "French",
    "de": "German", "gu": "Gujarati", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ku": "Kurdish",
    "lt": "Lithuanian", "ps": "Pashto", "pl": "Polish", "pt": "Portuguese", "pa": "Punjabi", "ro": "Romanian",
    "ru": "Russian", "sco": "Scots", "sk": "Slovak", "so": "Somali", "es": "Spanish", "ta": "Tamil", "ti": "Tigrinya",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba",
}  # fmt: skip


@dataclass
class Entry:
    """One place or group as others see it, with its codes in words."""

    place: PublicAsset
    categories: list = field(default_factory=list)
    audiences: list = field(default_factory=list)
    determinants: list = field(default_factory=list)
    features: list = field(default_factory=list)
    absent_features: list = field(default_factory=list)
    areas: list = field(default_factory=list)
    unknown: list = field(default_factory=list)  # of what a search asks, in words, after "We do not know …"
    nations: list = field(default_factory=list)
    metres: float | None = None

    @property
    def kind(self):
        """The top kind of its first category, which gives colour, shape and icon."""
        return (self.categories[0].parent or self.categories[0]) if self.categories else None

    @property
    def kind_code(self):
        """The code of the kind; `community` where it is not known, so that a pin has a look."""
        return self.kind.code if self.kind else "community"

    @property
    def where(self):
        """The smallest area that may be named, then the local authority."""
        ranked = sorted(self.areas, key=lambda area: NEAREST_FIRST.index(area.kind))
        widest = ranked[-1:] if ranked and ranked[-1].kind == Area.Kind.LOCAL_AUTHORITY else []
        return list(dict.fromkeys(area.name for area in [*ranked[:1], *widest]))

    @property
    def languages(self):
        """The names of the languages; a code that we do not know stands as it is."""
        return [LANGUAGES.get(code, code) for code in self.place.languages]

    @property
    def in_languages(self):
        """Its name and summary in further languages, each with its code and the name of the language."""
        said = self.place.translations
        return [{"code": code, "language": LANGUAGES.get(code, code), **words} for code, words in said.items()]

    @cached_property
    def opening(self):
        """Whether it is open now or when it opens next, as far as that is known."""
        return opening(self.place, {nation_of(nation) for nation in self.nations} - {None})

    @property
    def sessions(self):
        """When it is open, in as few lines as can be."""
        return sessions.lines(self.place.sessions)

    @property
    def closed(self):
        """The days to come on which it is closed, in words."""
        return sessions.closed_in_words(day for day in self.place.closed_dates if day >= timezone.localdate())

    @property
    def is_stale(self):
        """Whether it should have been checked again by today."""
        due = self.place.next_check_on
        return due is not None and due < timezone.localdate()

    def map_points(self):
        """For the map of one place: a list of at most one point."""
        if self.place.public_location is None:
            return []
        lon, lat = self.place.public_location.coords
        place = {"id": self.place.pk, "name": self.place.name, "kind": self.kind_code}
        return [{**place, "lon": lon, "lat": lat, "precision": self.place.location_precision}]


def described(places, whole=False):
    """An `Entry` for each place, in order. Three queries, five when `whole`: what only its own page says."""
    categories = Category.objects.select_related("parent").in_bulk(all_ids(places, "category_ids"))
    features = Feature.objects.in_bulk(all_ids(places, "feature_ids") | all_ids(places, "absent_feature_ids"))
    kinds = [*NEAREST_FIRST, Area.Kind.NATION]
    found = Area.objects.current().light().filter(kind__in=kinds).in_bulk(all_ids(places, "public_area_ids"))
    nations = {pk: found.pop(pk) for pk, area in list(found.items()) if area.kind == Area.Kind.NATION}
    audiences = Audience.objects.in_bulk(all_ids(places, "audience_ids")) if whole else {}
    determinants = Determinant.objects.in_bulk(all_ids(places, "determinant_ids")) if whole else {}
    return [
        Entry(
            place,
            categories=named(place.category_ids, categories),
            audiences=named(place.audience_ids, audiences),
            determinants=named(place.determinant_ids, determinants),
            features=named(place.feature_ids, features),
            absent_features=named(place.absent_feature_ids, features),
            areas=named(place.public_area_ids, found),
            nations=named(place.public_area_ids, nations),
        )
        for place in places
    ]


def with_distances(entries, point):
    """The entries, each with how far its public place is from a point; without where there is no point."""
    for entry in entries:
        if point and entry.place.public_location:
            entry.metres = metres_between(point, entry.place.public_location)
    return entries


def all_ids(places, column):
    """The ids that any of the places has in this column."""
    return {identifier for place in places for identifier in getattr(place, column)}


def named(ids, codes):
    """The codes of these ids, in their order."""
    return [codes[identifier] for identifier in ids if identifier in codes]
