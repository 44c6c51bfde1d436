"""Files as cameras make them, and photos in the list of an entry."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import ExifTags, Image

from assets.models import Photo
from assets.pictures import picture_of

SECRET = "Quillfeather"
RED, BLUE = (200, 30, 30), (30, 30, 200)
TURNED_RIGHT = 6


def photograph(kind="JPEG", size=(120, 80), colour=RED, **options):
    """A file of one colour whose lower half is blue, under a name that says nothing."""
    image = Image.new("RGB", size, colour)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return file_of(image, kind, **options)


def telling():
    """A file in which the camera wrote where it was, in each way that there is."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SECRET
    exif[ExifTags.Base.Artist] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = SECRET
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    return photograph(exif=exif.tobytes(), comment=SECRET.encode(), xmp=xmp, icc_profile=SECRET.encode())


def file_of(image, kind="JPEG", **options):
    content = BytesIO()
    image.save(content, kind, **options)
    return uploaded(content.getvalue())


def uploaded(content):
    return SimpleUploadedFile("../../evil.svg", content, "image/svg+xml")


@pytest.fixture
def add_photo():
    """Put a photo into the list of an entry, as if its uploader had described it."""

    def add(asset, by, alt="Tables and chairs", credit="", file=None):
        picture = picture_of(file or photograph())
        size = {"width": picture.width, "height": picture.height}
        agreed = {"agreed_on": timezone.localdate(), "wording": "photo 2026-11"}
        photo = Photo.objects.create(asset=asset, uploaded_by=by, byte_size=1, **size, **agreed)
        photo.write(picture.files)
        asset.photos = [*asset.photos, {"key": photo.key, "alt": alt, "credit": credit, **size}]
        asset.save(update_fields=["photos"])
        asset.refresh_from_db()
        return photo

    return add
