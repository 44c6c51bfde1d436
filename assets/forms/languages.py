"""Other names of a place or group, and its name and summary in further languages."""

from django import forms

from assets.forms.fields import PLAIN_WORDS
from assets.presentation import LANGUAGES

MOST_NAMES, LONGEST_NAME, LONGEST_SUMMARY = 20, 200, 1000  # names; characters
OURS = "en"  # what is asked elsewhere on the form
SAID = ("language", "name", "summary")
BLANK = {**dict.fromkeys(SAID, ""), "goes": False}
CHOICES = [(code, name) for code, name in LANGUAGES.items() if code not in (OURS, "bsl")]


class NamesField(forms.CharField):
    """Names, each on a line of its own."""

    widget = forms.Textarea({"rows": 2})

    def to_python(self, value):
        text = super().to_python(value)
        if "\x00" in text:
            raise forms.ValidationError(PLAIN_WORDS["null_characters_not_allowed"])
        names = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(f"Give at most {MOST_NAMES} names of at most {LONGEST_NAME} characters each.")
        return names

    def run_validators(self, value):
        """Those of words do not fit a list, and what is too long or cannot be kept has been refused."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(value or [])

    def has_changed(self, initial, data):
        return self.prepare_value(initial).split("\n") != [line.strip() for line in (data or "").split("\n")]


class TranslationsWidget(forms.Widget):
    """A row for each language, which can be ticked to be taken away, and an empty one for another."""

    template_name = "widgets/translations.html"
    use_fieldset = True
    choices = CHOICES

    def value_from_datadict(self, data, files, name):
        rows = (self.filled(data, f"{name}-{row}") for row in range(len(self.choices)))
        return [row for row in rows if any(row[said] for said in SAID)]

    def filled(self, data, prefix):
        """A row as it was filled in."""
        texts = {said: data.get(f"{prefix}-{said}", "").strip() for said in SAID}
        return {**texts, "goes": f"{prefix}-away" in data}

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-0-language" not in data

    def get_context(self, name, value, attrs):
        rows = [*(value or []), BLANK][: len(self.choices)]
        return {**super().get_context(name, None, attrs), "rows": rows, "languages": self.choices}


class TranslationsField(forms.Field):
    """Name and summary by the code of the language, as the register keeps them: {"cy": {"name": "…"}}."""

    widget = TranslationsWidget

    def offer(self, codes):
        """Offer these, too: an entry that came with other languages than ours can be saved with them."""
        others = [(code, LANGUAGES.get(code, code)) for code in codes if code not in dict(CHOICES)]
        self.widget.choices = [*CHOICES, *others]

    def clean(self, value):
        said, languages = {}, dict(self.widget.choices)
        for row in value or []:
            if row["goes"]:
                continue
            name = languages.get(row["language"])
            if name is None:
                raise forms.ValidationError(f"Choose the language of “{row['name'] or row['summary']}” from the list.")
            if row["language"] in said:
                raise forms.ValidationError(f"{name} is there twice. Keep one of them.")
            said[row["language"]] = words_of(row, name)
        return said

    def prepare_value(self, value):
        return rows_of(value) if isinstance(value, dict) else value

    def has_changed(self, initial, data):
        return rows_of(initial or {}) != (data or [])


def words_of(row, language):
    """What a row says, without what is empty. Raises ValidationError where it is nothing or too long."""
    words = {said: row[said] for said in ("name", "summary") if row[said]}
    if not words:
        raise forms.ValidationError(f"Give the name or the summary in {language}, or choose “None” as the language.")
    if len(row["name"]) > LONGEST_NAME or len(row["summary"]) > LONGEST_SUMMARY or "\x00" in "".join(words.values()):
        raise forms.ValidationError(
            f"In {language}: a name has at most {LONGEST_NAME} characters, a summary {LONGEST_SUMMARY}."
        )
    return words


def rows_of(translations):
    """The rows of the form that say the same."""
    return [{**BLANK, "language": code, **words} for code, words in translations.items()]
