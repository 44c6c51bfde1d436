from django.conf import settings
from django.utils.functional import cached_property

from assets.models import Asset, Proposal, Report
from consortia.models import Consortium


def service(request):
    """What every page says of the service and, lazily, of the reader's roles. (`site` is allauth's own word.)"""
    return {
        "service": {
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
            "controller_name": settings.CONTROLLER_NAME,
            "controller_email": settings.CONTROLLER_EMAIL,
            "way_out_url": settings.WAY_OUT_URL,
            "street_tiles": bool(settings.TILE_URL),
            "confirm_days": settings.REPORT_CONFIRM_DAYS,
            "report_days": settings.REPORT_DAYS,
            "concern_days": settings.CONCERN_DAYS,
            "concern_longest_days": settings.CONCERN_LONGEST_DAYS,
            "map_credits": settings.MAP_CREDITS,
        },
        "roles": Roles(request),
    }


class Roles:
    """What the reader may do, asked of the database only where a page shows it."""

    def __init__(self, request):
        self.user = getattr(request, "user", None)

    @cached_property
    def contributes(self):
        signed_in = self.user is not None and self.user.is_authenticated
        return signed_in and Consortium.objects.enterable_by(self.user).exists()

    @cached_property
    def reviews(self):
        signed_in = self.user is not None and self.user.is_authenticated
        return signed_in and Consortium.objects.curated_by(self.user).exists()

    @cached_property
    def waiting(self):
        """How many new entries, suggested changes and reports wait for this curator."""
        entries = Asset.objects.reviewable_by(self.user).waiting()
        return entries.count() + Proposal.objects.reviewable_by(self.user).waiting().count() + self.reports

    @cached_property
    def safeguards(self):
        return Consortium.objects.safeguarded_by(self.user).exists()

    @cached_property
    def reports(self):
        return Report.objects.reviewable_by(self.user).waiting().count()
