"""Fields that say in plain words what they expect."""

from itertools import groupby
from operator import attrgetter

from django import forms
from django.forms.models import ModelChoiceIterator

from assets.models import Category
from assets.widgets import KindRadios, PinWidget
from places.grid import read_grid_reference
from places.notation import is_in_the_uk, read_coordinates, read_postcode, write_coordinates

PLAIN_WORDS = {
    "invalid_choice": "Choose from the list.",
    "invalid_pk_value": "Choose from the list.",
    "invalid_list": "Choose from the list.",
    "max_length": "Use at most %(limit_value)d characters. There are %(show_value)d.",
    "null_characters_not_allowed": "There is a character here that cannot be kept. Type the words again.",
}


class PlainWords:
    """A form with one set of messages, and without an input that cuts off what is pasted into it without a word."""

    use_required_attribute = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **PLAIN_WORDS}
            field.widget.attrs.pop("maxlength", None)


class KnownField(forms.TypedChoiceField):
    """Yes, no, or not known, which is None."""

    default_error_messages = PLAIN_WORDS
    ANSWERS = {"yes": True, "no": False}

    def __init__(self, **options):
        choices = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
        super().__init__(
            choices=choices,
            coerce=self.ANSWERS.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **options,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


class PinField(forms.CharField):
    """A point, written as "latitude, longitude" or as a grid reference. EPSG:4326."""

    widget = PinWidget

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return read_coordinates(text) if text else None
        except ValueError as error:
            point = read_grid_reference(text)
            if point and is_in_the_uk(point):
                return point
            raise forms.ValidationError(str(error)) from None

    def run_validators(self, value):
        """Those of words do not fit a point, and what is not a point has been refused."""

    def has_changed(self, initial, data):
        return self.written(initial) != (data or "").strip()

    @staticmethod
    def written(value):
        return write_coordinates(value) if value else ""


class PostcodeField(forms.CharField):
    """A full UK postcode."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return read_postcode(text) if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class KindField(forms.ModelChoiceField):
    """One of the eight kinds."""

    def __init__(self, **options):
        super().__init__(Category.objects.kinds(), empty_label=None, required=False, widget=KindRadios, **options)


class UnderTheirKinds(ModelChoiceIterator):
    """Finer categories in groups named by their kind."""

    def __iter__(self):
        yield "", self.field.empty_label
        for kind, categories in groupby(self.queryset, attrgetter("parent")):
            yield kind.name, [self.choice(category) for category in categories]


class FinerField(forms.ModelChoiceField):
    """A category below one of the eight kinds."""

    iterator = UnderTheirKinds

    def __init__(self, **options):
        finer = Category.objects.exclude(parent=None).select_related("parent").order_by("parent__position", "position")
        super().__init__(finer, empty_label="Just the kind", required=False, **options)
