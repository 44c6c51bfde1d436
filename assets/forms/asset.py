"""The form with which people enter a place or group and change it: what it asks and in which words."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils.html import format_html

from assets.forms import choices, contact, wording
from assets.forms.answers import Answers
from assets.forms.contact import ContactAnswers
from assets.forms.fields import FinerField, KindField, KnownField, PinField, PlainWords, PostcodeField
from assets.forms.languages import NamesField, TranslationsField
from assets.forms.questions import HELP_TEXTS, LABELS, MORE, Grouped
from assets.forms.same import SameAsOrganisation
from assets.forms.sessions import DatesField, Redrawn, SessionsField
from assets.models import Asset, Audience, Category, Determinant, Feature
from assets.presentation import LANGUAGES
from consortia.models import Consortium, Organisation
from places.models import Area

NOT_KNOWN = ("", "Not known")
LEARNED = [
    "From the place itself, on paper",
    "From the place itself, by telephone",
    "From the place itself, in person",
    "On a visit",
    "From its website",
    "In another way",
]
LONGEST = {"story": 5000, "summary": 1000}
LONGEST_OTHERS = 2000  # characters


class AssetForm(PlainWords, Redrawn, Grouped, Answers, SameAsOrganisation, ContactAnswers, forms.ModelForm):
    """What a person may say of a place or group; it offers only what `user` may choose."""

    field_order = [  # as on the page, so that the summary of errors runs downwards; the others follow
        "name", "kind", "finer", "address", "town", "postcode", "location", "pin_at_postcode",
        "same_place", "outside_confirmed", "disclosure", "disclosure_reason", "served_areas", "area_served",
        "audiences", "eligibility",
        *(name for names in MORE.values() for name in names),
    ]  # fmt: skip

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Which organisation runs it?", required=False
    )
    consortium = forms.ModelChoiceField(
        Consortium.objects.none(), label="Which consortium looks after the entry?", required=False
    )
    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Give the name of the place or group."}
    )
    kind = KindField(label="What kind of place or group is it?")
    finer = FinerField(label="More exactly (optional)")
    other_names = NamesField(
        label="Other names (optional)",
        required=False,
        help_text="What people call it, too, one a line. It is found by each of them.",
    )
    translations = TranslationsField(
        label="In further languages (optional)",
        required=False,
        help_text="People read them on its page, and find it by them.",
    )
    postcode = PostcodeField(
        label="Postcode",
        required=False,
        max_length=40,
        widget=forms.TextInput({"class": "w-10", "autocomplete": "off"}),
    )
    location = PinField(
        label="Pin on the map",
        required=False,
        help_text="Press the map, drag the pin, move it by the buttons, or type the two numbers.",
    )
    pin_at_postcode = forms.BooleanField(
        label="Put the pin in the middle of the postcode",
        required=False,
        help_text="Where you set no pin. The entrance is better, the postcode better than nothing.",
    )
    outside_confirmed = forms.BooleanField(label="Yes, it is outside the United Kingdom", required=False)
    served_areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="Areas that it serves", required=False, widget=forms.CheckboxSelectMultiple
    )
    audiences = forms.ModelMultipleChoiceField(
        Audience.objects.all(), label="Who is it for?", required=False, widget=forms.CheckboxSelectMultiple
    )
    determinants = forms.ModelMultipleChoiceField(
        Determinant.objects.all(),
        label="What it helps with (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sessions = SessionsField(
        label="Days and times (optional)",
        required=False,
        help_text="Write times like 9:30am, 1pm or 13:00. Where days differ, add a row. What stays empty is left out.",
    )
    closed_dates = DatesField(
        label="Days on which it is closed (optional)",
        required=False,
        help_text="One a line, with the year, like 25/12/2026.",
    )
    opens_on_bank_holidays = KnownField(label="Does it open on bank holidays?")
    is_free = KnownField(label="Is it free?")
    is_online = KnownField(label="Can people join online?")
    is_outreach = KnownField(label="Does it come to people, at home or out and about?")
    referral = forms.ChoiceField(
        label="How do people come?",
        required=False,
        choices=[NOT_KNOWN, *Asset.Referral.choices],
        widget=forms.RadioSelect,
    )
    taking = forms.ChoiceField(
        label="Is there room?", required=False, choices=[NOT_KNOWN, *Asset.Taking.choices], widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label="Languages spoken", required=False, choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )
    age_from = forms.IntegerField(
        label="Youngest age (optional)",
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.TextInput({"class": "w-5"}),
    )
    age_to = forms.IntegerField(
        label="Oldest age (optional)",
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.TextInput({"class": "w-5"}),
    )
    website = forms.URLField(
        label="Website (optional)",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Like https://example.org",
    )
    learned_how = forms.ChoiceField(
        label="How did you learn of it?",
        required=False,
        choices=[("", "Choose, if you enter it for somebody"), *((words, words) for words in LEARNED)],
        help_text="Only the people who look after the entry read this.",
    )
    licence_agreed = forms.BooleanField(required=False)
    people_agreed = forms.BooleanField(label=wording.PEOPLE_WORDING, required=False)

    class Meta:
        model = Asset
        fields = [
            "organisation", "consortium", "name", "address", "town", "postcode", "location", "area_served",
            "eligibility",
            "disclosure", "disclosure_reason", "visibility", "summary", "other_names", "translations",
            "sessions", "closed_dates",
            "opens_on_bank_holidays", "opening_times", "website", "story", "is_free",
            "cost", "referral", "taking", "is_online", "is_outreach", "directions", "age_from", "age_to", "languages",
            *contact.FIELDS,
        ]  # fmt: skip
        labels = LABELS
        help_texts = HELP_TEXTS
        widgets = {
            "disclosure": forms.RadioSelect,
            "visibility": forms.RadioSelect,
            "address": forms.TextInput({"autocomplete": "off"}),
            "contact_phone": forms.TextInput({"type": "tel", "class": "w-20", "autocomplete": "off"}),
        }
        error_messages = {"contact_email": {"invalid": "Give an e-mail address like name@example.org."}}

    def __init__(self, *args, user, instance=None, **options):
        asset = Asset() if instance is None else instance
        options["initial"] = {**answers_of(asset), **options.get("initial", {})}
        super().__init__(*args, instance=asset, **options)
        self.user = user
        features = Feature.objects.all()
        self.features = {feature.pk: feature_name(feature) for feature in features}
        self.fields |= {feature_name(feature): KnownField(label=feature.name) for feature in features}
        self.offer_theirs()
        self.offer_the_same()
        self.say_agreements()
        self.say_limits()

    def offer_theirs(self):
        """Offer what this person may choose, and what the entry has already; settle what leaves no choice."""
        consortia = Consortium.objects.enterable_by(self.user)
        self.fields["translations"].offer(self.instance.translations)
        self.offer("organisation", Organisation.objects.enterable_by(self.user))
        theirs = choices.consortia_to_move_to(self.user, self.instance) if self.is_past_sending else consortia
        self.offer("consortium", theirs)
        self.fields["served_areas"].queryset = choices.areas_for(consortia, self.instance.served_area_ids)
        pin = self.fields["location"].widget
        pin.bounds, pin.landmarks = choices.surroundings(consortia)
        self.must_name_organisation = not choices.acts_for_all(self.user)
        if self.must_name_organisation or self.is_past_sending:
            del self.fields["learned_how"]
        if self.must_name_organisation:
            self.settle("organisation")
        else:
            self.fields["organisation"].empty_label = "None of these, or not known"
        self.settle("consortium")

    def offer(self, name, theirs):
        chosen = getattr(self.instance, f"{name}_id")
        self.fields[name].queryset = theirs.model.objects.filter(Q(id__in=theirs.values("id")) | Q(id=chosen))

    def settle(self, name):
        """Do not ask what can be answered in one way only."""
        options = list(self.fields[name].queryset[:2])
        if len(options) == 1:
            setattr(self.instance, name, options[0])
            del self.fields[name]

    def say_agreements(self):
        """Ask for what has not been agreed to yet in today's words."""
        licence = self.licence()
        link = format_html('<a href="{}">{}</a>', licence.url, licence.name)
        self.fields["licence_agreed"].label = format_html(wording.LICENCE_WORDING, licence=link)
        if self.instance.licence_wording == wording.LICENCE_VERSION or self.is_past_sending:
            del self.fields["licence_agreed"]
        if self.instance.people_wording == wording.PEOPLE_VERSION or self.is_past_sending:
            del self.fields["people_agreed"]

    def say_limits(self):
        """How long an answer may be; and what is expected, where a message of the field would not say it."""
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.validators.append(MaxLengthValidator(LONGEST.get(name, LONGEST_OTHERS)))
        for name in ("age_from", "age_to"):
            years = "Give a whole number of years, from 0 to 120."
            self.fields[name].error_messages |= dict.fromkeys(["invalid", "min_value", "max_value"], years)
        self.fields["website"].error_messages["invalid"] = "Give a web address like https://example.org."


def feature_name(feature):
    return f"feature_{feature.pk}"


def answers_of(asset):
    """What the entry says in answer to the questions that are not columns of their own."""
    category = Category.objects.filter(id__in=asset.category_ids[:1]).first()
    return {
        "kind": category and (category.parent_id or category.pk),
        "finer": category and category.parent_id and category.pk,
        "audiences": asset.audience_ids,
        "determinants": asset.determinant_ids,
        "served_areas": asset.served_area_ids,
        "learned_how": asset.checked_how if asset.checked_how in LEARNED else "",
        **{f"feature_{pk}": True for pk in asset.feature_ids},
        **{f"feature_{pk}": False for pk in asset.absent_feature_ids},
    }
