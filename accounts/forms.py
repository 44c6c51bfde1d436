from django import forms

from accounts.models import User


class PreferencesForm(forms.ModelForm):
    """What people say of themselves."""

    class Meta:
        model = User
        fields = ["name", "wants_mail"]
        labels = {"name": "Your name", "wants_mail": "E-mail me about what I entered and about my saved searches"}
        help_texts = {
            "name": "People who work on the same entries see it. They never see your e-mail address.",
            "wants_mail": "Without it, you find the answers under “My places”. Each saved search has its own choice.",
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
