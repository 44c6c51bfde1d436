"""The places and groups of Example Harbour, made of lists of words. The same seed makes the same ones."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from assets.models import Asset, Audience, Category, Determinant, Feature
from consortia.models import Organisation
from projects.demo.hours import hours

SOURCE = "Example Harbour (invented)"
CHECKERS = ["holder", "partner", "curator"]
DAYS_SINCE_CHECK = [5, 12, 20, 33, 47, 60, 88, 120, 150, 210, 290, 820, 1100]


def consent(item, agreed_on):
    return {f"{item}_is_public": True, f"{item}_agreed_on": agreed_on}


def ids_of(model):
    return dict(model.objects.values_list("code", "id"))


@dataclass
class Maker:
    """Makes assets that are not yet written."""

    plan: dict
    town: object
    organisations: dict
    consortium: object
    rng: random.Random = field(default_factory=lambda: random.Random(2027))  # noqa: S311 (no secret)
    names: set = field(default_factory=set)

    def __post_init__(self):
        self.categories = {category.code: category for category in Category.objects.all()}
        self.codes = {model: ids_of(model) for model in (Audience, Determinant, Feature)}
        self.today = timezone.localdate()

    def make_all(self):
        """Every kind of the plan, as many as it says, spread over the neighbourhoods."""
        spread = [(kind, number) for kind in self.plan["places"] for number in range(kind["count"])]
        return [self.make(kind, number, serial) for serial, (kind, number) in enumerate(spread, start=1)]

    def make(self, kind, number, serial):
        home = serial * 5 % len(self.town.neighbourhoods)
        neighbourhood = self.town.neighbourhoods[home]
        words = {name: self.rng.choice(self.plan["words"][name]) for name in ("street", "saint", "day", "hours")}
        variant = kind["variants"][number % len(kind["variants"])]
        name = self.name(variant, neighbourhood, words)
        return Asset(
            uid=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            name=name,
            summary=self.summary(kind, variant),
            consortium=self.consortium,
            organisation=self.holder(kind),
            location=self.town.somewhere_in(neighbourhood, self.rng),
            address=f"{self.rng.randint(1, 90)} {words['street']}",
            town=f"{neighbourhood}, Example Harbour",
            postcode=f"XH{home + 1} {serial % 8 + 1}{'ABDEFG'[serial % 6]}{'HJLNPQ'[number % 6]}",
            status=Asset.Status.PUBLISHED,
            source=SOURCE,
            source_id=f"example-{serial:04}",
            licence="ogl-3",
            attribution="Invented for the demonstration",
            **self.described(kind, variant),
            **self.open(kind, words, serial),
            **self.reached(name, serial),
            **self.checked(kind),
            **self.disclosed(kind),
        )

    def name(self, variant, neighbourhood, words):
        """A name that no other has yet."""
        candidates = [
            variant["name"].format(**words, word=word, area=neighbourhood)
            for word in self.rng.sample(self.plan["words"]["word"], 8)
        ]
        name = next((each for each in candidates if each not in self.names), f"New {candidates[0]}")
        self.names.add(name)
        return name

    def summary(self, kind, variant):
        endings = self.plan["words"]["endings"][kind["mode"]]
        return f"{self.rng.choice(variant['summaries'])} {self.rng.choice(endings)}".strip()

    def holder(self, kind) -> Organisation | None:
        return self.organisations[self.rng.choice(kind["partners"])] if kind["partners"] else None

    def described(self, kind, variant):
        category = self.categories[kind["category"]]
        features = self.rng.sample(self.plan["features"][kind["mode"]], 4)
        present, absent = features[: self.rng.randint(1, 3)], features[3 : 3 + self.rng.randint(0, 1)]
        return {
            "category_ids": [category.pk],
            "audience_ids": sorted(self.codes[Audience][code] for code in variant["audiences"]),
            "determinant_ids": sorted(self.codes[Determinant][code] for code in kind["determinants"]),
            "feature_ids": sorted(self.codes[Feature][code] for code in present),
            "absent_feature_ids": sorted(self.codes[Feature][code] for code in absent),
        }

    def open(self, kind, words, serial):
        youngest, oldest = kind.get("ages", [None, None])
        times = {
            "outdoors": "Open at all hours",
            "cabinet": "Open at all hours",
            "session": f"{words['day']}, {words['hours']}",
            "venue": self.rng.choice(self.plan["words"]["opening"]),
            "service": "Monday to Friday, 9am to 5pm",
        }
        cost = kind.get("cost", "")
        return {
            **hours(times[kind["mode"]] if self.rng.random() < 0.9 else "", serial, self.today),
            "is_free": self.rng.choice([True, True, True, None]) if not cost else False,
            "cost": cost,
            "referral": self.rng.choice(kind.get("referral", ["open", "open", "self", ""])),
            "taking": self.rng.choice(["open"] * 8 + ["full", "paused", "", ""]) if kind["mode"] == "session" else "",
            "age_from": youngest,
            "age_to": oldest,
            "languages": self.rng.choice([["en"], ["en"], ["en", "cy"], []]),
        }

    def reached(self, name, serial):
        """A telephone number of the range kept for drama, and addresses that can belong to nobody."""
        agreed, email = self.rng.random() < 0.7, f"hello@{slugify(name)[:40]}.example" if serial % 3 else ""
        agreed_on = self.today - timedelta(days=100)
        return {
            "contact_phone": f"01632 960{serial % 1000:03}",
            "contact_phone_whose": "the office",
            "contact_email": email,
            **(consent("contact_phone", agreed_on) if agreed else {}),
            **(consent("contact_email", agreed_on) if agreed and email and serial % 5 else {}),
            "website": f"https://{slugify(name)[:40]}.example/" if serial % 2 else "",
        }

    def checked(self, kind):
        interval = self.categories[kind["category"]].check_interval_days
        checked_on = self.today - timedelta(days=self.rng.choice(DAYS_SINCE_CHECK))
        return {
            "last_checked_on": checked_on,
            "next_check_on": checked_on + timedelta(days=interval),
            "checked_by_kind": self.rng.choice(CHECKERS),
            "checked_how": self.rng.choice(["Visited", "Telephoned", "Asked who runs it"]),
        }

    def disclosed(self, kind):
        if kind.get("withheld"):
            return {"disclosure": Asset.Disclosure.WITHHELD, "disclosure_reason": "People here could be followed."}
        if kind.get("sensitive") and self.rng.random() < 0.8:
            return {"disclosure": Asset.Disclosure.AREA, "disclosure_reason": "It meets in somebody's home."}
        return {}
