"""Which entries may be the same place or group as one that is being entered, or that stands in the register.

Each has a score, 0 to 100, and its reasons in words. Of an entry that the reader does not look after only what it
discloses plays a part: its public place where that is exact, its telephone where that is public.
"""

from dataclasses import dataclass, field, replace

from django.contrib.gis.db.models import PointField
from django.contrib.gis.geos import Point, Polygon
from django.db.models import BooleanField, Case, FloatField, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from assets.models import Asset, Category, Duplicate
from assets.models.alike import NEAR, NamesAlike, Score, Telephone, Website
from assets.models.asset import cared_for
from assets.models.contact import IsAgreed
from assets.models.earth import is_within, metres_from
from assets.models.shared import FOLDED_NAME
from places.distance import KILOMETRES, in_words
from places.models import Folded, Postcode

ALIKE = 0.3  # below this, names are those of different groups, even in one hall with one telephone
LIKELY, WORTH_A_LOOK = 48, 40  # of 100: from here on people are asked, and curators shown
FAR = 10_000  # metres: what many are called tells nothing of another town
SHORTEST = 3  # letters of a name
MOST = 5
NEAREST, NAMED, SHARING = 200, 200, 50  # rows looked at, so that no search reads a whole town
SAME_SPOT = 10  # metres
PER_METRE = 1 / 111_000, 1 / 55_000  # degrees of latitude, and of longitude at 60° north
EXACT = Asset.Disclosure.EXACT


@dataclass(frozen=True)
class Sought:
    """What is known of the entry for which others are looked for. The point is EPSG:4326."""

    name: str
    point: Point | None = None
    telephone: str = ""
    website: str = ""
    consortia: tuple = ()
    pk: int | None = None
    is_rough: bool = False  # the point is only that of a postcode

    @classmethod
    def of(cls, asset):
        """An entry that stands in the register; without a pin, roughly where its postcode is."""
        consortia = (asset.consortium_id,) if asset.consortium_id else ()
        point = asset.location or Postcode.objects.middle_of(asset.postcode)
        shared = (asset.contact_phone, asset.website, consortia, asset.pk)
        return cls(asset.name, point, *shared, is_rough=asset.location is None)

    def filled_from(self, other):
        """The same, with what is not known of it yet from another."""
        place = other if self.point is None else self
        shared = {"telephone": self.telephone or other.telephone, "website": self.website or other.website}
        return replace(self, point=place.point, is_rough=place.is_rough, **shared)


@dataclass(frozen=True)
class Knowing:
    """The entries that somebody may know of, and a condition: of which of them they know all."""

    entries: QuerySet
    whole: Q


@dataclass
class Find:
    """An entry that may be the same, and why."""

    asset: Asset
    score: int
    reasons: list
    kind: Category | None = field(default=None)

    def __str__(self):
        return ", ".join(self.reasons)


def perhaps_the_same(sought, user, at_least=LIKELY):
    """At most five entries that `user` may know of and that may be the same, likeliest first.

    Those are left out of which somebody said that they are not the same.
    """
    known = Asset.objects.visible_to(user).exclude(Duplicate.objects.apart_from(sought.pk))
    found = alike(sought, Knowing(known, cared_for(user)), at_least)[:MOST]
    kinds = Category.objects.select_related("parent").in_bulk([pk for asset in found for pk in asset.category_ids[:1]])
    return [
        Find(asset, asset.score, reasons(asset, sought.is_rough), kinds.get(next(iter(asset.category_ids), None)))
        for asset in found
    ]


def reasons(compared, is_rough=False):
    """Why two entries may be the same, in words: of a row with `alike`, `metres` and what they have in common."""
    name = f"name alike {int(100 * compared.alike)} %" if compared.alike < 1 else "same name"
    told = [(True, name), (compared.metres is not None, distance(compared.metres, is_rough))]
    told += [(compared.same_telephone, "same telephone"), (compared.same_website, "same website")]
    return [words for is_so, words in told if is_so]


def distance(metres, is_rough):
    if metres is None or (metres < SAME_SPOT and not is_rough):
        return "in the same spot"
    return f"{'about ' if is_rough else ''}{in_words(metres, KILOMETRES)} away"


def alike(sought, knowing, at_least=LIKELY):
    """The entries of `knowing` that are likely the same, likeliest first; each has `score`, `alike`, `metres`,
    `same_telephone` and `same_website`."""
    others = Asset.objects.exclude(status=Asset.Status.MERGED).exclude(pk=sought.pk).order_by()
    if sum(map(str.isalnum, sought.name)) < SHORTEST:
        return others.none()
    first, *further = [some.values_list("pk", flat=True) for some in candidates(sought, others, knowing.whole)]
    # Who may know of them is asked once, of these few: in each of the searches it would take longer than they do.
    few = knowing.entries.filter(pk__in=list(first.union(*further))).annotate(is_whole=yes(knowing.whole))
    known = dict(few.values_list("pk", "is_whole"))
    whole = Q(pk__in=[pk for pk, is_whole in known.items() if is_whole])
    return compared(sought, others.filter(pk__in=known), whole).filter(score__gte=at_least)


def candidates(sought, others, whole):
    """The few rows worth comparing, each sort read from an index and bounded.

    What a row does not disclose finds it for those alone who know all of it: that it is found at all would tell.
    """
    named, theirs = others.alias(folded=FOLDED_NAME), {"consortium__in": sought.consortia}
    name = Folded(Value(sought.name))
    yield named.filter(folded=name)[:NAMED]
    yield named.filter(**theirs, folded__startswith=name)[:NAMED]
    if shorter := [Folded(Value(beginning)) for beginning in beginnings(sought.name)]:
        yield named.filter(**theirs, folded__in=shorter)[:NAMED]
    if sought.point:
        shown = others.filter(is_within(sought.point, NEAR), disclosure=EXACT)
        yield shown.order_by(metres_from(sought.point))[:NEAREST]
        yield others.filter(whole, ~Q(disclosure=EXACT), location__within=box_around(sought.point, NEAR))[:NEAREST]
    if sought.telephone:
        yield others.filter(has_telephone(sought.telephone), tells_telephone(whole))[:SHARING]
    if sought.website:
        yield others.filter(has_website(sought.website))[:SHARING]


def beginnings(name):
    """A name without its last words, as long as two are left: others may be called so in short."""
    words = name.split()
    return [" ".join(words[:count]) for count in range(2, len(words))]


def compared(sought, entries, whole):
    """These entries with what they have in common with the one sought, without those that are hardly the same."""
    cases = When(whole, then="location"), When(disclosure=EXACT, then="public_location")
    place = Case(*cases, output_field=PointField())
    measured = entries.alias(far=metres(Coalesce(place, "public_location"), sought.point)).annotate(
        alike=NamesAlike("name", Value(sought.name)),
        metres=metres(place, sought.point),
        same_telephone=yes(has_telephone(sought.telephone) & tells_telephone(whole)),
        same_website=yes(has_website(sought.website)),
    )
    in_reach = Q(metres__isnull=False) | Q(consortium__in=sought.consortia)
    return (
        measured.annotate(score=Score("alike", "metres", "same_telephone", "same_website"))
        .filter(in_reach | Q(same_telephone=True) | Q(same_website=True), alike__gte=ALIKE)
        .filter(Q(far=None) | Q(far__lte=FAR))
        .light()
        .order_by("-score", "id")
    )


def metres(place, point):
    """Metres on the sphere; nothing where there is no point."""
    if point is None:
        return Value(None, output_field=FloatField())
    return Func(place, Value(point, PointField()), function="ST_DistanceSphere", output_field=FloatField())


def yes(condition):
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def has_telephone(written):
    """A condition: the telephone is the same. Never true of one that is not given."""
    return ~Q(contact_phone="") & Q(is_same(Telephone("contact_phone"), Telephone(Value(written))))


def has_website(written):
    """A condition: the website is the same. Never true of one that is not given."""
    return ~Q(website="") & Q(is_same(Website("website"), Website(Value(written))))


def is_same(left, right):
    return Func(left, right, template="(%(expressions)s)", arg_joiner=" = ", output_field=BooleanField())


def tells_telephone(whole):
    """A condition: the telephone may play a part, because the reader looks after the entry or everyone may read it."""
    return whole | Q(IsAgreed("contact_phone"))


def box_around(point, metres):
    """A box that holds the circle, in degrees, anywhere in the United Kingdom."""
    north, east = (degrees * metres for degrees in PER_METRE)
    return Polygon.from_bbox((point.x - east, point.y - north, point.x + east, point.y + north))
