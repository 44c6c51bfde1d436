"""What a curator should look at twice."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Polygon
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, FloatField, OuterRef, Q, Value
from django.db.models.functions import Lower

from assets.giveaways import giveaways
from assets.models import Asset, Audience
from consortia.models import Consortium
from places.notation import is_in_the_uk

NEAR = 200  # metres within which a like name may be the same place
ALIKE = 0.3  # similarity of names by trigrams, 0 to 1
PER_METRE = 1 / 111_000, 1 / 55_000  # degrees of latitude, and of longitude at 60° north
CHILDREN = ["children", "young_people", "families"]


def with_risk(entries):
    """Each gets why it needs care, if it does: these come first, then the oldest."""
    known = Asset.objects.published().filter(organisation=OuterRef("organisation"))
    marked = entries.annotate(
        is_hidden=~Q(disclosure=Asset.Disclosure.EXACT),
        is_for_children=Q(audience_ids__overlap=ids_of_children()),
        is_of_new_partner=Q(organisation__isnull=False) & ~Exists(known),
        is_risky=Q(is_hidden=True) | Q(is_for_children=True) | Q(is_of_new_partner=True),
    )
    return marked.order_by("-is_risky", "submitted_at", "id")


def suggestions_with_risk(proposals):
    """Each suggested change gets whether it needs care: it would show or hide, or is of such an entry. First these."""
    hides = Q(after__has_any_keys=["disclosure", "visibility", "contact_is_public"])
    of_hidden = ~Q(asset__disclosure=Asset.Disclosure.EXACT) | Q(asset__audience_ids__overlap=ids_of_children())
    return proposals.annotate(is_risky=hides | of_hidden).order_by("-is_risky", "made_at", "id")


def ids_of_children():
    return list(Audience.objects.filter(code__in=CHILDREN).values_list("pk", flat=True))


def imported_drafts(user):
    """Drafts of imports into the consortia that this person curates. Nobody entered them, so nobody else sends them."""
    curated = Consortium.objects.curated_by(user)
    return Asset.objects.filter(consortium__in=curated, status=Asset.Status.DRAFT, created_by=None)


def box_around(point, metres):
    """A box that holds the circle, in degrees, anywhere in the United Kingdom."""
    north, east = (degrees * metres for degrees in PER_METRE)
    return Polygon.from_bbox((point.x - east, point.y - north, point.x + east, point.y + north))


def perhaps_the_same(asset, user):
    """Entries that `user` may know of, with a like name within 200 m, or with the same name in the consortium."""
    others = Asset.objects.visible_to(user).exclude(pk=asset.pk).exclude(status=Asset.Status.MERGED)
    others = others.annotate(
        alike=TrigramSimilarity(Lower("name"), asset.name.lower()), metres=distance_to(asset.location)
    )
    same_name = Q(name__iexact=asset.name, consortium=asset.consortium_id)
    if asset.location:
        theirs = Asset.objects.cared_for_by(user).values("id")
        box = box_around(asset.location, NEAR)
        is_near = Q(public_location__within=box) | Q(location__within=box, id__in=theirs)
        same_name |= is_near & Q(alike__gte=ALIKE)
    return others.filter(same_name).defer("boundary", "public_search").order_by("-alike", "id")[:5]


def distance_to(point):
    """Metres to the place as others see it; nothing where there is none."""
    return Distance("public_location", point) if point else Value(None, output_field=FloatField())


@dataclass
class Caution:
    """Something to look at before publishing, in words."""

    title: str
    words: str


def warnings(asset, shown):
    """What is unusual about an asset, given the row as others would see it."""
    found = []
    if asset.location is None and not asset.served_area_ids and not asset.area_served and not asset.address:
        found.append(Caution("It has no place", "Neither a pin nor an address nor an area that it serves."))
    if not asset.category_ids:
        found.append(Caution("It has no kind", "Nobody finds it by kind. Once it is sent, you can change the entry."))
    if asset.location is None and (asset.address or asset.postcode):
        found.append(Caution("It has no pin", "It is in the list, but not on the map and not in the lists of areas."))
    if asset.location and not is_in_the_uk(asset.location):
        found.append(Caution("It is outside the United Kingdom", "Check that the pin is where the address says."))
    if asset.disclosure == Asset.Disclosure.AREA and asset.location and shown.public_location is None:
        words = "We know no neighbourhood around the pin, so others will see no place at all."
        found.append(Caution("The neighbourhood is not known", words))
    told = giveaways(asset)
    if told:
        words = f"Others must not know where it is, but read {', '.join(map(str, told))}. Change these words first."
        found.append(Caution("Its words may tell where it is", words))
    if asset.contact_is_public and asset.contact_name:
        found.append(Caution("It names a person", "The contributor says that they agreed. Is it a person or a role?"))
    return found
