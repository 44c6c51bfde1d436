"""Photos: their files, and what an entry says of each."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from consortia.columns import text

MOST = 3  # photos of an entry
SIDES = {"large": 1600, "small": 640}  # pixels of the longer side of its files, at most
KEPT = timedelta(days=1)  # how long an upload waits for its description
FORGOTTEN = timedelta(days=2)  # later, so that none is deleted that somebody is describing


def small_width(photo):
    """How many pixels the smaller file of a photo is wide."""
    return round(photo.width * min(1, SIDES["small"] / max(photo.width, photo.height)))


@dataclass(frozen=True)
class Listed:
    """A photo in the list of an entry: the key of its files, its words, and the pixels of the larger file."""

    key: str
    alt: str
    credit: str
    width: int
    height: int

    @property
    def name(self):
        """What tells it from others in words."""
        return f"photo {self.key[:4]}"

    @property
    def small_width(self):
        """Pixels of the smaller file."""
        return small_width(self)


class PhotoQuerySet(models.QuerySet):
    def of_late(self, user):
        """What this person has uploaded within an hour."""
        return self.filter(uploaded_by=user, uploaded_at__gt=timezone.now() - timedelta(hours=1))

    def agreed(self):
        """Those that an entry or a suggestion lists, or once listed."""
        return self.exclude(agreed_on=None)

    def waiting(self):
        """Uploads that may still be described."""
        return self.filter(agreed_on=None, uploaded_at__gt=timezone.now() - KEPT)

    def forgotten(self):
        """Uploads that nobody described in time, so that no entry and no suggestion ever listed them."""
        return self.filter(agreed_on=None, uploaded_at__lt=timezone.now() - FORGOTTEN)


def new_key():
    return secrets.token_hex(16)


class Photo(models.Model):
    """The files of a photo that somebody uploaded for an entry, without what the camera wrote into it.

    The row is there before its files, so that none lies about unknown. An entry lists the photo by its key once
    whoever uploaded it agreed; before that nobody else sees it.
    """

    key = models.CharField(max_length=32, primary_key=True, default=new_key, editable=False)
    asset = models.ForeignKey("assets.Asset", models.PROTECT, related_name="uploads")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_size = models.PositiveIntegerField(help_text="Of its files together.")
    agreed_on = models.DateField(null=True, blank=True, help_text="That it may be shown. Until then it is not.")
    wording = text(40, help_text="The version of the words that were agreed to.")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "key"]
        indexes = [
            models.Index(fields=["uploaded_by", "uploaded_at"], name="photo_by_uploader"),
            models.Index(fields=["uploaded_at"], condition=models.Q(agreed_on=None), name="photo_waiting"),
        ]

    def __str__(self):
        return self.key

    @property
    def small_width(self):
        """Pixels of the smaller file."""
        return small_width(self)

    def write(self, files):
        """Keep the files, given as bytes by the name of their size."""
        for size, content in files.items():
            storages["photos"].save(file_name(self.key, size), ContentFile(content))

    def erase_files(self):
        """Delete what is there of the files."""
        for size in SIDES:
            storages["photos"].delete(file_name(self.key, size))


def file_name(key, size):
    """Where a file lies in the folder of photos, which is cut into 256."""
    return f"{key[:2]}/{key}-{size}.jpg"
