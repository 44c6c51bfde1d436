"""A worry about somebody's safety: as few questions as can be."""

from django import forms

from assets.forms.fields import PlainWords
from assets.models import Concern
from consortia.models import Consortium

LONGEST = 5000  # characters


class ConcernForm(PlainWords, forms.ModelForm):
    """What worries somebody, and how the lead may reach them if they like."""

    words = forms.CharField(
        label="What worries you?",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 7}),
        help_text="Who may not be safe, where, and what you saw or heard. Write what you know; you need no proof.",
        error_messages={"required": "Say in a few words what worries you."},
    )
    contact = forms.CharField(
        label="How can they reach you? (optional)",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="A telephone number or an e-mail address where it is safe to reach you. You may leave it empty.",
    )

    class Meta:
        model = Concern
        fields = ["words", "contact"]


class WhoseForm(forms.Form):
    """Which part of the country a worry is about: a place in words, or a consortium by its address."""

    where = forms.CharField(
        label="Where is it?",
        required=False,
        max_length=100,
        help_text="A postcode, or the name of a town or ward. It tells us whose safeguarding lead reads it.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    consortium = forms.ModelChoiceField(Consortium.objects.all(), required=False, to_field_name="slug")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["consortium"].queryset = Consortium.objects.running()
