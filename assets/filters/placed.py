"""Where a search looks: by its filters of place, or by the place that stands in the one box."""

import django_filters as filters
from django.utils.functional import cached_property

from assets.filters.asked import understand
from assets.filters.nearness import MOST, USUAL, near, within
from assets.filters.orders import ORDERS
from places.distance import in_both
from places.finding import in_words
from places.notation import write_coordinates

WHERE = ["near", "area", "bbox"]
GAVE_WAY = "“{}” was left out, because this search says otherwise where to look."
NO_WORD = "There is no word to look for in “{}”. Write what you need, a postcode or the name of a place."
NOT_NEAR = "Nearest first needs a place to start from: write a postcode or the name of a town in the box."


class AskedFilter(filters.CharFilter):
    """The one box, by its words. A place in it finds by itself, unless it gives way: `Placed.found`."""

    def filter(self, entries, text):
        return self.parent.with_words(entries) if self.parent.asked.words else entries


def usual_radius(place):
    """Metres: two miles, or as far as a wide place itself reaches."""
    return min(max(place.metres, USUAL), MOST)


class Placed:
    """The part of a FilterSet that knows where it looks."""

    @cached_property
    def asked(self):
        """What stands in the one box, as it is understood."""
        return understand(self.values.get("q") or "")

    @property
    def says_where(self):
        """Whether a filter says where to look, so that a place in the box gives way."""
        return any(self.values.get(name) for name in WHERE)

    def found(self, without="", widened=None):
        """As `Search.found`, where the place in the box is. It gives way to a filter of place that is left out, too."""
        entries = super().found(without, widened)
        if without in WHERE or self.says_where:
            return entries
        if self.area:
            return entries.filter(public_area_ids__overlap=[self.area.pk])
        return near(entries, self.point, self.radius_around(self.centre)) if self.centre else entries

    @property
    def centre(self):
        """The place `Found` around which is searched, or None."""
        return self.values.get("near") or (None if self.says_where else self.asked.around)

    @property
    def area(self):
        """The area that the box asks for, or None."""
        return None if self.says_where else self.asked.area

    @property
    def point(self):
        """Where distances are measured from, EPSG:4326, or None."""
        return self.centre and self.centre.point

    @property
    def reach(self):
        """How far around its centre it looks, in words."""
        return self.centre and within(self.radius_around(self.centre))

    def radius_around(self, place):
        """Metres: as asked, or as far as the place itself reaches."""
        return self.values.get("radius") or usual_radius(place)

    @property
    def usual_radius(self):
        """Metres around its centre, unless others are asked."""
        return usual_radius(self.centre)

    @property
    def possible_orders(self):
        """The orders that the search has something to go by, the usual one first."""
        return [*(["distance"] if self.centre else []), *(["relevance"] if self.asked.words else []), "name", "checked"]

    @property
    def order(self):
        """The order in use, by name: as asked, or else the usual one."""
        asked, possible = self.values.get("order"), self.possible_orders
        return asked if asked in possible else possible[0]

    @property
    def ordering(self):
        """The columns of the order, the id last, so that no two rows are equal."""
        return ORDERS[self.order]

    @property
    def notes(self):
        """What a reader should know of how the search was understood."""
        gave_way = self.asked.place and self.says_where
        said = [
            GAVE_WAY.format(self.asked.place.name) if gave_way else self.asked.note,
            self.values["near"].note if self.values.get("near") else "",
            NO_WORD.format(self.asked.words) if self.says_nothing else "",
            NOT_NEAR if self.values.get("order") == "distance" and not self.centre else "",
        ]
        return [note for note in said if note]

    @property
    def meant(self):
        """The areas that a name in the box may mean: [(area, what tells it apart, query string that asks it)]."""
        others = self.asked.place.others if self.area else []
        choices = [] if self.says_where else [(area, in_words(area)) for area in [*self.asked.choices, *others]]
        words = self.asked.words_beside
        return [(area, told, self.query(q=words, area=area.code)) for area, told in choices] + self.meant_near

    @property
    def meant_near(self):
        """Likewise the areas that the name in `near` may mean."""
        problems = self.form.errors.as_data().get("near", [])
        areas = [area for problem in problems for area in (problem.params or {}).get("areas", [])]
        return [(area, in_words(area), self.query(near=write_coordinates(area.label_point))) for area in areas]

    @property
    def place_instead(self):
        """The query string that looks where the box says, if it gave way; else nothing."""
        return self.query(near="", area="", bbox="") if self.asked.place and self.says_where else ""

    @property
    def words_alone(self):
        """The query string that takes all that stands in the box for words."""
        return self.query(q=self.asked.words_alone)

    @property
    def near_instead(self):
        """The query string that looks around the area in the box, not in it; none where it asks for no area."""
        return self.area and self.query(q=f"{self.asked.words_beside} near {self.asked.place_written}".strip())

    def chips(self, name):
        """What this filter asks, part by part: [(filter, value in words, query string without it)]."""
        if name == "q" and self.asked.text:
            return self.chips_of_the_box()
        chips = super().chips(name)
        if name == "near":
            return [(label, f"{self.centre.name}, {self.reach}", query) for label, _, query in chips]
        if name == "radius":
            return [(label, in_both(self.values[name]), query) for label, _, query in chips]
        return (
            [(label, "the part of the map searched", query) for label, _, query in chips] if name == "bbox" else chips
        )

    def chips_of_the_box(self):
        asked = self.asked
        place = None if self.says_where else asked.place
        words = [("Words", f"“{self.spelled.words}”", self.query(q=place and asked.place_alone))] if asked.words else []
        if not place:
            return words
        where = f"{place.name}, {self.reach}" if asked.is_near else place.name
        return [*words, ("Near" if asked.is_near else "In", where, self.query(q=asked.words))]
