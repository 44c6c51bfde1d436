"""What the form of an entry asks: the words of its questions, and those beyond the first three in groups."""

from assets.forms import contact

MORE = {
    "What happens there": ["summary", "story", "determinants"],
    "Other names, other languages": ["other_names", "translations"],
    "When it is open": ["sessions", "closed_dates", "opens_on_bank_holidays", "opening_times"],
    "Cost, and how to come": ["is_free", "cost", "referral", "taking", "is_online", "is_outreach", "directions"],
    "Ages and languages": ["age_from", "age_to", "languages"],
    "Contact": ["same_contact", "website", *contact.FIELDS],
}
LABELS = {
    "address": "Address",
    "town": "Town or village",
    "area_served": "In your own words",
    "eligibility": "Or say it in your own words",
    "disclosure": "Who may see where it is?",
    "disclosure_reason": "Why not everyone? (optional)",
    "visibility": "Who may see the entry at all?",
    "summary": "What happens there, in a sentence or two (optional)",
    "opening_times": "What days and times do not say (optional)",
    "story": "Why does it matter? (optional)",
    "cost": "What does it cost? (optional)",
    "directions": "How to get there or in (optional)",
    **contact.LABELS,
}
HELP_TEXTS = {
    **dict.fromkeys(contact.LABELS, ""),
    "address": "Building and street. Leave it empty if there is no fixed place.",
    "area_served": "Such as “all of Layfield” or “anyone in Wales, online”.",
    "eligibility": "Such as “women over 50” or “people who live on the estate”.",
    "disclosure_reason": "Only the people who look after the entry read this.",
    "opening_times": "Such as “dawn to dusk” or “every second Tuesday”.",
    "cost": "Such as “£2 a week, tea included”.",
    "story": "In the words of people who know it. A line that begins with “- ” is part of a list; **two "
    "stars** make words bold; [words](https://example.org) are a link.",
}


class Grouped:
    """A form that asks all these questions: those of a group stand together, behind its title."""

    @property
    def says_more(self):
        """Whether somebody answers a question beyond the first three."""
        return any(group["answered"] or group["is_open"] for group in self.more())

    def more(self):
        """The groups of further questions, each with how many are answered and whether somebody is at work there."""
        groups = {title: [self[name] for name in names if name in self.fields] for title, names in MORE.items()}
        groups["Getting in and around"] = [self[name] for name in self.features.values() if name in self.fields]
        return [
            {
                "title": title,
                "fields": fields,
                "answered": sum(bool(field.value()) for field in fields),
                "is_open": any(field.errors or (self.is_redrawn and field.name == "sessions") for field in fields),
            }
            for title, fields in groups.items()
        ]
