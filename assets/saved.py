"""Searches that people keep under a name."""

from django import forms
from django.contrib.auth import get_user_model
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import PublicAsset, SavedQuery

LIMIT = 50


def chosen_by(query, entries=None):
    """The filter of a kept query string, over these entries; over those of the public register on demand."""
    return AssetFilter(QueryDict(query), PublicAsset.objects.all() if entries is None else entries)


def take_turns(user):
    """Let nobody else change this person's searches until the transaction ends: two tabs, or a button pressed twice."""
    get_user_model().objects.select_for_update().get(pk=user.pk)


class SearchForm(forms.ModelForm):
    """What may be changed of a saved search: its name, and whether we write when something is new."""

    class Meta:
        model = SavedQuery
        fields = ["name", "wants_alerts"]
        labels = {"name": "Name of the search", "wants_alerts": "E-mail me when something is new or changed"}
        help_texts = {"name": "Only you see it. Do not name a person."}
        error_messages = {"name": {"required": "Give the search a name, like “Lunch clubs in Layfield”."}}

    def _get_validation_exclusions(self):
        """The person is not in the form, but the rule that a name counts once is about theirs."""
        return super()._get_validation_exclusions() - {"user"}

    def save(self, commit=True):
        """Alerts that are switched on begin today: what changed before is no news."""
        if "wants_alerts" in self.changed_data:
            self.instance.alerted_at = None
        return super().save(commit)


class SaveForm(SearchForm):
    """A search to be kept, at most 50 a person."""

    class Meta(SearchForm.Meta):
        fields = ["name", "query", "wants_alerts"]
        widgets = {"query": forms.HiddenInput}

    def clean_query(self):
        chosen = chosen_by(self.cleaned_data["query"])
        if chosen.problems:
            raise forms.ValidationError(f"This search cannot be saved. {' '.join(chosen.problems.values())}")
        return chosen.query()

    def clean(self):
        if SavedQuery.objects.filter(user=self.instance.user).count() >= LIMIT:
            raise forms.ValidationError(f"You have {LIMIT} saved searches. Delete one to save another.")
        return super().clean()
