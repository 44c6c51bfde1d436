"""What the answers of the form must say together, and what the entry keeps of them."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from assets.forms import wording
from assets.models import Asset, Category, Licence
from assets.models.asset import AGES_IN_ORDER
from consortia.models import Consortium, Organisation
from places.models import Postcode
from places.notation import is_in_the_uk, write_coordinates
from places.shapes import holds

Status = Asset.Status
NOT_SENT = [Status.DRAFT, Status.DECLINED]
HERE = "Entered on this site"
ONE_OF_WHERE = "Say where it is, by address, postcode or pin, or say below which area it serves."
ONE_OF_WHO = "Choose who may come, “Everyone” if so, or say it in your own words."
LISTS = {"audiences": "audience_ids", "determinants": "determinant_ids", "served_areas": "served_area_ids"}
# Fields one of which answers the question that the first of them asks.
ANSWERED_BY = {
    "kind": ["kind", "finer"],
    "address": ["address", "postcode", "location", "served_areas", "area_served"],
    "audiences": ["audiences", "eligibility"],
}


def evened(value):
    """A value of a column with the ends of lines of all its texts written in one way."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, list):
        return [evened(one) for one in value]
    return {name: evened(one) for name, one in value.items()} if isinstance(value, dict) else value


def not_joined(organisation, consortium):
    """What to say where the organisation is no partner of the consortium, and so runs none of its entries; else ""."""
    if not organisation or not consortium:
        return ""
    joined = Consortium.objects.joined_by(organisation)
    names = ", ".join(map(str, joined)) or "no consortium today"
    return "" if consortium in joined else f"{organisation} has not joined {consortium}. It has joined: {names}."


class Answers:
    """The checks of AssetForm that take more than one answer."""

    is_outside = False
    is_part = False
    is_at_postcode = False

    @property
    def is_past_sending(self):
        return self.instance.status not in NOT_SENT

    @property
    def stays_draft(self):
        """Whether it is put aside to be finished later: then nothing but a name is asked."""
        return not self.is_past_sending and (self.is_part or "draft" in self.data)

    def ask_only(self, names, sends=False):
        """Ask these questions and no others, what was answered before stays. It `sends` a draft, or keeps it one."""
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.is_part = not sends

    def clean(self):
        super().clean()
        self.take_over()
        if not self.stays_draft and not self.is_past_sending:
            self.ask_agreements()
        self.check_kind()
        self.check_pin()
        self.check_partnership()
        self.check_ages()
        self.check_contact()
        self.keep_sessions()
        self.keep_ends_of_lines()
        self.keep_lists()
        self.keep_agreements()
        if not self.is_past_sending:
            self.keep_check()
        return self.cleaned_data

    def ask(self, name, words):
        """Ask for an answer that is missing and has no error of its own."""
        if name in self.fields and not self.errors.get(name) and not self.cleaned_data.get(name):
            self.add_error(name, words)

    def _post_clean(self):
        """Once the entry says what was answered, ask for what it must say before others see it."""
        super()._post_clean()
        for name, words in self.needed().items():
            if not any(self.errors.get(other) for other in ANSWERED_BY.get(name, [name])):
                self.add_error(name if name in self.fields else None, words)

    def needed(self):
        """What is missing now: of a draft that stays one nothing, of what was declined who looks after it."""
        if not self.stays_draft:
            return self.missing()
        if self.instance.status == Status.DRAFT:
            return {}
        return {name: words for name, words in self.missing().items() if name in ("organisation", "consortium")}

    def missing(self):
        """What the entry does not say yet and must: words that ask for it, by the name of a field."""
        asset = self.instance
        says_who = asset.audience_ids or asset.eligibility or asset.status == Status.PUBLISHED
        names_organisation = asset.organisation_id or not self.must_name_organisation
        asked = [
            (asset.category_ids, "kind", "Choose what kind of place or group it is."),
            (asset.says_where, "address", ONE_OF_WHERE),
            (says_who, "audiences", ONE_OF_WHO),
            (names_organisation, "organisation", "Choose the organisation that runs it."),
            (asset.consortium_id, "consortium", "Choose the consortium that looks after the entry."),
        ]
        return {name: words for is_said, name, words in asked if not is_said}

    def ask_agreements(self):
        self.ask("licence_agreed", "Tick that you agree to the licence. Without it we may not show the entry.")
        self.ask("people_agreed", "Tick that the people named agreed, or take their names out first.")

    def check_kind(self):
        kind, finer = self.cleaned_data.get("kind"), self.cleaned_data.get("finer")
        if kind and finer and finer.parent_id != kind.pk:
            self.add_error(
                "finer", f"“{finer}” belongs to “{finer.parent}”. Choose one under “{kind}”, or “Just the kind”."
            )

    def check_pin(self):
        if "location" not in self.fields:
            return
        self.put_pin_at_postcode()
        is_set = self.is_at_postcode or "location" in {*self.changed_data, *self.taken}
        if not is_set:  # six decimals do not say all of what an import brought
            self.cleaned_data["location"] = self.instance.location
            return
        location = self.cleaned_data.get("location")
        self.is_outside = location is not None and not is_in_the_uk(location)
        if self.is_outside:
            where = f"The pin is outside the United Kingdom, at {write_coordinates(location)}."
            self.ask("outside_confirmed", f"{where} Move it, or tick that it is right.")
        self.keep_pin_in_boundary(location)

    def put_pin_at_postcode(self):
        answers = self.cleaned_data
        if not answers.get("pin_at_postcode") or answers.get("location") or {"location", "postcode"} & set(self.errors):
            return
        written = answers.get("postcode")
        answers["location"] = Postcode.objects.middle_of(written)
        self.is_at_postcode = answers["location"] is not None
        if not self.is_at_postcode:
            words = f"We do not know where {written} is: set the pin yourself" if written else "Give the postcode"
            self.add_error("pin_at_postcode", f"{words}, or take this tick away.")

    def keep_pin_in_boundary(self, location):
        boundary = self.instance.boundary
        if boundary and location is None:
            self.ask("location", "The entry has a boundary on the map, so it needs a pin inside it.")
        elif boundary and not holds(boundary, location):
            self.add_error("location", "The pin is outside the outline or route of the entry. Draw that anew first.")

    def check_partnership(self):
        organisation = self.cleaned_data.get("organisation") or self.instance.organisation
        consortium = self.cleaned_data.get("consortium") or self.instance.consortium
        words = not_joined(organisation, consortium)
        if words and {"organisation", "consortium"} & set(self.changed_data):
            self.add_error("consortium" if "consortium" in self.fields else "organisation", words)

    def check_ages(self):
        youngest, oldest = self.cleaned_data.get("age_from"), self.cleaned_data.get("age_to")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_to", AGES_IN_ORDER)

    def keep_sessions(self):
        """Rows that say what the entry says already stay as they are written there."""
        if "sessions" in self.fields and "sessions" not in self.changed_data:
            self.cleaned_data["sessions"] = self.instance.sessions

    def keep_ends_of_lines(self):
        """Browsers write them in their own way: texts that say the same otherwise stay as they are written there."""
        texts = {name: said for name, said in self.cleaned_data.items() if isinstance(said, str | dict)}
        for name in texts.keys() & {*self._meta.fields}:
            kept = getattr(self.instance, name)
            if evened(texts[name]) == evened(kept):
                self.cleaned_data[name] = kept

    def keep_lists(self):
        """Fill the columns of ids. Categories beyond the first, which the form does not ask, stay."""
        answers, asset = self.cleaned_data, self.instance
        if "kind" in self.fields:
            category = answers.get("finer") or answers.get("kind")
            first = [category.pk] if category else []
            asset.category_ids = first + [pk for pk in asset.category_ids[1:] if pk not in first]
        for name in LISTS.keys() & self.fields.keys():
            setattr(asset, LISTS[name], ids(answers.get(name)))
        known = {pk: answers.get(name) for pk, name in self.features.items() if name in self.fields}
        if known:
            asset.feature_ids = [pk for pk, answer in known.items() if answer is True]
            asset.absent_feature_ids = [pk for pk, answer in known.items() if answer is False]

    def keep_agreements(self):
        """Keep when and to which words somebody agreed. While they type, a tick can be taken away again."""
        self.keep_consent()
        if "typed" in self.data:
            return
        answers, asset, today = self.cleaned_data, self.instance, timezone.localdate()
        if answers.get("licence_agreed"):
            asset.licence = settings.DEFAULT_LICENCE
            asset.licence_agreed_on, asset.licence_wording = today, wording.LICENCE_VERSION
        if answers.get("people_agreed"):
            asset.people_agreed_on, asset.people_wording = today, wording.PEOPLE_VERSION

    def keep_check(self):
        """A draft is checked whenever its contributor saves it; when it is due again, its kind says.

        How stays as it was said first, unless somebody who enters for others says how they learned of it.
        """
        asset, today = self.instance, timezone.localdate()
        asset.retrieved_on = asset.last_checked_on = today
        asset.checked_by_kind = self.kind_of_checker()
        asset.checked_how = self.cleaned_data.get("learned_how") or asset.checked_how or HERE
        category = Category.objects.filter(id__in=asset.category_ids[:1]).first()
        asset.next_check_on = today + timedelta(days=category.check_interval_days) if category else None

    def kind_of_checker(self):
        organisation = self.cleaned_data.get("organisation") or self.instance.organisation
        acts = organisation and Organisation.objects.with_member(self.user).contains(organisation)
        return Asset.Checker.HOLDER if acts else Asset.Checker.CURATOR

    def enter(self, uid):
        """Save a new entry as a draft, with who entered it and from where it comes."""
        asset = self.instance
        asset.uid, asset.created_by = uid, self.user
        asset.source = str(asset.organisation or asset.consortium or settings.SITE_NAME)
        return self.save()

    @staticmethod
    def licence():
        """The licence under which entries of this site are given."""
        code = settings.DEFAULT_LICENCE
        return Licence.objects.filter(code=code).first() or Licence(code=code, name=code)


def ids(chosen):
    return [choice.pk for choice in chosen or []]
