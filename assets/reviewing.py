"""What a curator should look at twice."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from assets.giveaways import giveaways
from assets.models import Asset, Audience, Proposal
from assets.models.contact import ARE_PUBLIC
from consortia.models import Consortium, Membership
from places.distance import in_both, metres_between
from places.models import Postcode
from places.notation import is_in_the_uk

FAR_FROM_POSTCODE = 2000  # metres
OF_AGE = 18  # years
CHILDREN = ["children", "young_people", "families"]
CARES = ["disclosure", "visibility", *ARE_PUBLIC, "audience_ids", "age_from", "age_to"]  # columns of a suggestion


def with_risk(entries):
    """Each gets why it needs care, if it does: these come first, then the oldest."""
    known = Asset.objects.published().filter(organisation=OuterRef("organisation"))
    marked = entries.annotate(
        is_hidden=~Q(disclosure=Asset.Disclosure.EXACT),
        is_for_children=is_for_children(),
        is_of_new_partner=Q(organisation__isnull=False) & ~Exists(known),
        is_risky=Q(is_hidden=True) | Q(is_for_children=True) | Q(is_of_new_partner=True),
    )
    return marked.order_by("-is_risky", "submitted_at", "id")


def suggestions_with_risk(proposals):
    """Each suggested change gets whether it needs care: it would show or hide something or change for whom the entry
    is, or is of an entry that needs care. First these."""
    cares = Q(after__has_any_keys=CARES) | ~Q(asset__disclosure=Asset.Disclosure.EXACT) | is_for_children("asset__")
    return proposals.annotate(is_risky=cares).order_by("-is_risky", "made_at", "id")


def is_for_children(entry=""):
    """A condition: the entry is for children, young people or families. `entry` is the way to it, `asset__`."""
    audiences = Audience.objects.filter(code__in=CHILDREN).values_list("pk", flat=True)
    below = [Q(**{f"{entry}{age}__isnull": False, f"{entry}{age}__lt": OF_AGE}) for age in ("age_from", "age_to")]
    return Q(*below, _connector=Q.OR) | Q(**{f"{entry}audience_ids__overlap": list(audiences)})


def takes_part(author, asset, proposal=None):
    """Whether who entered it, or made this suggestion of it, may still know of it: they are told and asked."""
    belongs = Consortium.objects.known_to(author).filter(pk=asset.consortium_id).exists()
    sees_it = proposal is None or Proposal.objects.mine(author).contains(proposal)
    return author.is_active and belongs and sees_it


def is_answered(asset):
    """Whether somebody would read a question about it: who entered it, or a member of the organisation that runs it."""
    if asset.created_by and takes_part(asset.created_by, asset):
        return True
    members = Membership.objects.current().filter(organisation=asset.organisation_id, user__is_active=True)
    return members.exists() and Consortium.objects.joined_by(asset.organisation_id).contains(asset.consortium)


@dataclass
class Caution:
    """Something to look at before publishing, in words."""

    title: str
    words: str


def warnings(asset, shown):
    """What is unusual about an asset, given the row as others would see it."""
    found = []
    if not asset.says_where:
        found.append(Caution("It has no place", "No pin, no address or postcode, and no area that it serves."))
    if not asset.category_ids:
        found.append(Caution("It has no kind", "Nobody finds it by kind. Once it is sent, you can change the entry."))
    if asset.location is None and (asset.address or asset.postcode):
        found.append(Caution("It has no pin", "It is in the list, but not on the map and not in the lists of areas."))
    if asset.location and not is_in_the_uk(asset.location):
        found.append(Caution("It is outside the United Kingdom", "Check that the pin is where the address says."))
    away = metres_from_postcode(asset)
    if away and away > FAR_FROM_POSTCODE:
        words = f"{in_both(away)} from the middle of {asset.postcode}. One of the two may be wrong."
        found.append(Caution("The pin is far from its postcode", words))
    if asset.disclosure == Asset.Disclosure.AREA and asset.location and shown.public_location is None:
        words = "We know no neighbourhood around the pin, so others will see no place at all."
        found.append(Caution("The neighbourhood is not known", words))
    told = giveaways(asset)
    if told:
        words = f"Others must not know where it is, but read {', '.join(map(str, told))}. Change these words first."
        found.append(Caution("Its words may tell where it is", words))
    if asset.contact_name_is_public and asset.contact_name:
        found.append(
            Caution("It names a person", "Whoever entered it says that they agreed. Is it a person or a role?")
        )
    return found


def metres_from_postcode(asset):
    """How far the pin is from the middle of the postcode; None where we do not know one of them."""
    known = asset.location and asset.postcode and Postcode.objects.written_as(asset.postcode)
    return metres_between(asset.location, known.point) if known else None
