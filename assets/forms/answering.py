"""The form of an entry about which a curator has asked, or that was not added."""

from django import forms

from assets.forms.asset import AssetForm


class AnsweringForm(AssetForm):
    """An entry that came back with `question`, or with the reason why not: words to the curators go with it."""

    field_order = ["note", *AssetForm.field_order]
    note = forms.CharField(  # named as in the form of a suggestion, which takes its place if the entry is published
        label="Your answer (optional)",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="The people who look after the entry read it once you send it. It is kept until you sign out.",
    )

    def __init__(self, *args, question, **options):
        super().__init__(*args, **options)
        self.question = question
