from django import forms

from assets.filters import facts
from assets.filters.codes import CategoryFilter, CodesFilter, FeaturesFilter, OwnerFilter, ServesFilter
from assets.filters.knowable import UnknownFilter
from assets.filters.nearness import BoxFilter, NearFilter, RadiusFilter
from assets.filters.opening import OpeningFilter
from assets.filters.orders import OrderFilter
from assets.filters.placed import AskedFilter, Placed
from assets.filters.search import Search
from assets.filters.words import Worded
from assets.models import Audience, Category, Determinant, Feature, shared
from assets.presentation import LANGUAGES
from consortia.models import Consortium, Organisation
from places.models import Area


class AssetFilter(Worded, Placed, Search):
    """Serves `PublicAsset` and `Asset` alike: both have the columns that it reads."""

    q = AskedFilter(
        label="Words",
        max_length=200,
        error_messages={"max_length": "Write at most 200 characters: a few words and a place."},
        widget=forms.TextInput({"type": "search"}),
    )
    near = NearFilter(label="Near")
    radius = RadiusFilter(label="Within")
    bbox = BoxFilter(label="In")
    category = CategoryFilter(
        label="Kind of place or group",
        queryset=Category.objects.all(),
        column="category_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    audience = CodesFilter(
        label="Who it is for",
        queryset=Audience.objects.all(),
        column="audience_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    feature = FeaturesFilter(
        label="Getting in and around",
        queryset=Feature.objects.all(),
        column="feature_ids",
        widget=forms.CheckboxSelectMultiple,
        not_known="all that was asked about getting in and around",
    )
    determinant = CodesFilter(
        label="What it helps with",
        queryset=Determinant.objects.all(),
        column="determinant_ids",
        widget=forms.CheckboxSelectMultiple,
    )
    area = CodesFilter(label="Area", queryset=Area.objects.light(), column="public_area_ids")
    serves = ServesFilter(label="Serves", queryset=Area.objects.light(), column="served_area_ids")
    organisation = OwnerFilter(
        label="Run by", queryset=Organisation.objects.all(), column="organisation_id", key="slug"
    )
    consortium = OwnerFilter(label="Consortium", queryset=Consortium.objects.all(), column="consortium_id", key="slug")
    free = facts.YesNoFilter(
        label="Cost",
        column="is_free",
        choices=[("yes", "Free"), ("no", "Costs something")],
        not_known="whether it is free",
    )
    referral = facts.FactFilter(
        label="How people come", column="referral", choices=shared.Referral.choices, not_known="how people come to it"
    )
    age = facts.AgeFilter(label="Age", not_known="for which ages it is")
    language = facts.LanguageFilter(
        label="Language", column="languages", choices=[*LANGUAGES.items()], not_known="in which languages it is"
    )
    online = facts.YesNoFilter(
        label="Taking part online",
        column="is_online",
        choices=[("yes", "Online"), ("no", "Not online")],
        not_known="whether people can take part online",
    )
    taking = facts.FactFilter(
        label="Taking people", column="taking", choices=shared.Taking.choices, not_known="whether it takes new people"
    )
    day = OpeningFilter(label="When it is open", not_known="whether it is open then")
    checked_after = facts.CheckedAfterFilter(label="Checked since", not_known="whether anybody checked it")
    changed_after = facts.ChangedAfterFilter(label="Changed since")
    health_state = facts.OneOfFilter(
        label="As an asset for health", column="health_state", choices=shared.HealthState.choices
    )
    condition = facts.OneOfFilter(label="How it fares", column="condition", choices=shared.Condition.choices)
    unknown = UnknownFilter(label="Not known")
    order = OrderFilter(label="Order")
