"""The forms with which people add photos to an entry, describe them, order them and take them off."""

import json
from hashlib import sha256

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from assets.forms import wording
from assets.forms.fields import PlainWords
from assets.models import Photo
from assets.models.photo import MOST, Listed, new_key
from assets.pictures import NotTaken, picture_of

AN_HOUR = 30  # uploads of one person
TOO_OFTEN = f"You have uploaded {AN_HOUR} photos within an hour, which is as many as we take. Go on in an hour."
CHOOSE = "Choose a photo: a JPEG, PNG or WebP file."
DESCRIBE = "Describe the photo in a sentence. People who cannot see it hear this instead."
FULL = f"The entry has {MOST} photos, which is as many as we show. Take one off first."
AGAIN = dict.fromkeys(["required", "invalid"], "Open the page again, and add the photo there.")
TYPES = "image/jpeg,image/png,image/webp"  # so asked, phones give a photo in one of these and offer the camera


def fingerprint(photos):
    """The same for the same photos with the same words in the same order."""
    return sha256(json.dumps(photos, sort_keys=True).encode()).hexdigest()


class PhotoWords(PlainWords, forms.Form):
    """What is said of a photo."""

    alt = forms.CharField(
        label="Describe this for someone who cannot see it",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="In a sentence, such as “Volunteers sort vegetables at a long table”.",
        error_messages={"required": DESCRIBE},
    )
    credit = forms.CharField(
        label="Who took it? (optional)",
        required=False,
        max_length=100,
        help_text="It stands beside the photo.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data=None, files=None, *, asset, suggestion=0, **options):
        super().__init__(data, files, **options)
        self.asset, self.read = asset, suggestion

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in ("alt", "credit")}


class AddPhotoForm(PhotoWords):
    """One photo more. Where a word is missing its file is kept, so that nobody has to choose it again.

    Each form carries the key that its photo will have: sent twice, it adds one photo.
    """

    step = "add"

    key = forms.RegexField(r"^[0-9a-f]{32}\Z", initial=new_key, widget=forms.HiddenInput, error_messages=AGAIN)
    photo = forms.FileField(
        label="Photo",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": TYPES}),
        help_text="A JPEG, PNG or WebP file. What your camera wrote into it, such as the place, is taken out.",
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=wording.PHOTO_WORDING,
        error_messages={"required": "Tick this if it is so. Otherwise choose another photo."},
    )
    field_order = ["key", "photo", "kept", "alt", "credit", "agreed"]

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user, self.upload, self.came_twice = user, None, False

    @property
    def is_repeated(self):
        """Whether the photo of this form is in the list already, or is just being put there."""
        return self.came_twice or any(self.mine(name).agreed().exists() for name in ("key", "kept"))

    def mine(self, name):
        """What this person uploaded for this entry under the key in that field: one photo or none."""
        return Photo.objects.filter(uploaded_by=self.user, asset=self.asset, key=self.cleaned_data.get(name))

    def clean_photo(self):
        """A picture made of the file, if one was chosen."""
        file = self.cleaned_data["photo"]
        if not file or self.is_repeated:
            return None
        if Photo.objects.of_late(self.user).count() >= AN_HOUR:
            raise forms.ValidationError(TOO_OFTEN)
        try:
            return picture_of(file)
        except NotTaken as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        if self.is_repeated or self.errors.keys() & {"photo", "key"}:
            return
        picture = self.cleaned_data["photo"]
        self.upload = self.written(picture) if picture else self.mine("kept").waiting().first()
        if not self.upload and not self.came_twice:
            self.add_error("photo", CHOOSE)
        if len(self.asset.photos) >= MOST:
            self.add_error(None, FULL)

    def written(self, picture):
        """Keep a picture at once, for whoever uploaded it alone; None where the same form, sent twice, is doing so."""
        key = new_key() if self.mine("key").exists() else self.cleaned_data["key"]
        size = {"width": picture.width, "height": picture.height}
        size["byte_size"] = sum(map(len, picture.files.values()))
        try:
            with transaction.atomic():
                upload = Photo.objects.create(key=key, asset=self.asset, uploaded_by=self.user, **size)
        except IntegrityError:
            self.came_twice = True
            return None
        upload.write(picture.files)
        self.data = self.data.copy()
        self.data["kept"], self.data["key"] = upload.key, new_key()
        return upload

    def fill(self):
        """Put the photo at the end of the list of the entry, unsaved."""
        listed = {"key": self.upload.key, "width": self.upload.width, "height": self.upload.height, **self.words}
        self.asset.photos = [*self.asset.photos, listed]

    def keep_agreement(self):
        """Keep when and to which words they agreed: with what lists the photo, or not at all."""
        self.upload.agreed_on, self.upload.wording = timezone.localdate(), wording.PHOTO_VERSION
        self.upload.save(update_fields=["agreed_on", "wording"])


class ListedPhotoForm(PhotoWords):
    """One of the photos of an entry, as the reader saw them: its words change, it comes one earlier, or it goes."""

    STEPS = ["words", "earlier", "remove"]
    is_repeated = False

    key = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *args, photo, **options):
        initial = {**photo, "seen": fingerprint(options["asset"].photos)}
        super().__init__(data, *args, initial=initial, auto_id=f"id_{photo['key'][:8]}_%s", **options)
        self.photo, self.shown = photo, [Listed(**photo)]
        self.step = data and data.get("step")
        self.fields["alt"].required = self.step == "words"

    def clean(self):
        """Nothing is done to photos that somebody changed since the page was opened; what was typed stays."""
        if self.cleaned_data.get("seen") != self.initial["seen"]:
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            self.add_error(None, "Somebody changed the photos meanwhile. Nothing was done yet: look at them once more.")

    def fill(self):
        """Take the step on the list of the entry, unsaved."""
        photos = list(self.asset.photos)
        place = photos.index(self.photo)
        if self.step == "words":
            photos[place] = {**self.photo, **self.words}
        else:
            photos.remove(self.photo)
            if self.step == "earlier":
                photos.insert(max(place - 1, 0), self.photo)
        self.asset.photos = photos

    def keep_agreement(self):
        """The photo was agreed to when it was added."""
