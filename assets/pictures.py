"""What is made of a photo that somebody uploads: two JPEG files that hold its pixels and nothing else."""

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageCms, ImageOps

from assets.models.photo import SIDES

FORMATS = ["JPEG", "PNG", "WEBP"]
MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}  # a JPEG is read in part
QUALITY = 82
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
PLAIN_MODES = {"RGB", "RGBA", "L", "LA", "CMYK"}  # the others are no colours that can be mixed
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error, ArithmeticError)
one_at_a_time = Lock()  # a photo that is read takes up to 400 MB of memory

UNKNOWN = "This is no photo that we can take. Choose a JPEG, PNG or WebP file."
DAMAGED = "The photo is damaged or not complete. Choose it again, or choose another."
HEIC = (
    "This photo is in the format HEIC, which many browsers cannot show. On an iPhone choose Settings, Camera, Formats, "
    "“Most Compatible” and take it again, or save it as JPEG and choose that."
)
TOO_MANY_PIXELS = (
    "The photo has too many pixels: 50 million are the most for a JPEG, 24 million for others. Make it smaller, then "
    "choose it again."
)


class NotTaken(Exception):
    """A file of which no photo is made, and why, in words for who chose it."""


@dataclass
class Picture:
    """A photo as it is kept: the pixels of its larger file, and the bytes of both by the name of their size."""

    width: int
    height: int
    files: dict


def picture_of(file):
    """Make a picture of an uploaded file. What it is, its content says; its name is not looked at. Raises NotTaken.

    The size in pixels is known from the head of the file, before any of them is read.
    """
    if file.size > settings.PHOTO_LARGEST_BYTES:
        most = filesizeformat(settings.PHOTO_LARGEST_BYTES)
        raise NotTaken(f"The photo is larger than {most}. Make it smaller, or choose another.")
    refuse_heic(file)
    try:
        with one_at_a_time, opened(file) as photo:
            return written(on_white(in_srgb(upright(photo))))
    except BROKEN as error:
        raise NotTaken(DAMAGED) from error


def refuse_heic(file):
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise NotTaken(HEIC)


def opened(file):
    """The photo, none of whose pixels is read yet."""
    try:
        photo = Image.open(file, formats=FORMATS)
    except Image.UnidentifiedImageError as error:
        raise NotTaken(UNKNOWN) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotTaken(TOO_MANY_PIXELS) from error
    if photo.width * photo.height > MOST_PIXELS[photo.format]:
        photo.close()
        raise NotTaken(TOO_MANY_PIXELS)
    return photo


def upright(photo):
    """The photo as it was held, no larger than the larger file. Reading a JPEG at a part of its size spares memory."""
    if photo.mode not in PLAIN_MODES:
        photo = photo.convert("RGBA")
    photo.thumbnail((SIDES["large"], SIDES["large"]))
    return ImageOps.exif_transpose(photo)


def in_srgb(photo):
    """Its colours as browsers take them where no profile says otherwise."""
    profile = photo.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that does not fit the photo
            mode = "RGBA" if photo.mode == "RGBA" else "RGB"
            return ImageCms.profileToProfile(photo, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, outputMode=mode)
    return photo


def on_white(photo):
    """Its pixels alone, on a new sheet: what else the file said, such as where it was taken, stays behind."""
    sheet = Image.new("RGB", photo.size, "white")
    if photo.has_transparency_data:
        photo = photo.convert("RGBA")
        sheet.paste(photo, mask=photo)
    else:
        sheet.paste(photo.convert("RGB"))
    return sheet


def written(sheet):
    files = {}
    for size, side in SIDES.items():
        copy = sheet.copy()
        copy.thumbnail((side, side))
        content = BytesIO()
        copy.save(content, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        files[size] = content.getvalue()
    return Picture(*sheet.size, files)
