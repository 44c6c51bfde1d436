"""What people without an account tell us, in as few questions as will do."""

from django import forms

from assets.forms.fields import PlainWords
from assets.forms.review import LONGEST
from assets.models import Report
from consortia.finding import around
from consortia.models import Consortium

WHOSE = "We do not know who looks after that part of the country. Choose below, and send it again."
E_MAIL = "Give your e-mail address, like name@example.org. We send you a link there."


class ReportForm(PlainWords, forms.ModelForm):
    """A report; `user` is asked who they are only if they have not signed in."""

    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 5}))
    how_known = forms.CharField(
        label="How do you know? (optional)",
        required=False,
        max_length=500,
        help_text="Such as “I was there on Tuesday” or “It is on their website”.",
    )
    name = forms.CharField(
        label="Your name (optional)",
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text="Only the curators see it.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="We send you a link to confirm, and later what came of it. Nobody else learns your address.",
        error_messages={"required": E_MAIL, "invalid": E_MAIL},
    )

    class Meta:
        model = Report
        fields = ["words", "how_known", "runs_it", "name", "email"]
        labels = {"runs_it": "I run it, or work or volunteer there"}

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        if user.is_authenticated:
            del self.fields["name"], self.fields["email"]

    @property
    def address(self):
        return self.cleaned_data.get("email", "")


class PlaceForm(ReportForm):
    """A place or group that is missing. Who looks after its part of the country is asked only where we cannot tell."""

    place = forms.CharField(
        label="What is it called?",
        max_length=200,
        error_messages={"required": "Give the name of the place or group."},
    )
    where = forms.CharField(
        label="Where is it, or whom does it serve?",
        max_length=300,
        help_text="A postcode is best. An address, or the name of a town or ward, will do.",
        error_messages={"required": "Say where it is, by postcode, address or the name of a town or ward."},
    )
    consortium = forms.ModelChoiceField(
        Consortium.objects.none(),
        label="Who looks after that part of the country?",
        required=False,
        empty_label="I do not know",
    )

    class Meta(ReportForm.Meta):
        fields = ["place", "where", "consortium", "words", "how_known", "runs_it", "name", "email"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["consortium"].queryset = Consortium.objects.running()
        self.fields["words"].label = "What happens there?"
        self.fields["words"].error_messages["required"] = "Say in a few words what happens there."

    @property
    def is_asked_whose(self):
        """Whether the question is on the page: once it was, an empty answer is one."""
        return "consortium" in self.data or "consortium" in self.errors

    def clean(self):
        answers = super().clean()
        where = answers.get("where")
        if where and not answers.get("consortium"):
            found = list(around(where))
            answers["consortium"] = found[0] if len(found) == 1 else None
            if len(found) != 1 and "consortium" not in self.data and self.fields["consortium"].queryset.exists():
                self.add_error("consortium", WHOSE)
        return answers


class EntryReportForm(ReportForm):
    """A change or a problem of a listed place or group."""

    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[choice for choice in Report.Kind.choices if choice[0] != Report.Kind.MISSING],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )

    class Meta(ReportForm.Meta):
        fields = ["kind", "words", "how_known", "runs_it", "name", "email"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["words"].label = "What should we know?"
        self.fields["words"].help_text = "Such as what it says now, and what is right."
        self.fields["words"].error_messages["required"] = "Say what is not right, or what has changed."


class OutcomeForm(PlainWords, forms.Form):
    """What a curator tells whoever told us."""

    outcome = forms.CharField(
        label="What do you tell them?",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="They get these words by e-mail, once. Nobody else reads them but the curators.",
        error_messages={"required": "Write what came of it. Whoever told us reads it."},
    )
