"""Pictures for the demonstration, drawn where a real register has photos."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from assets.forms.wording import PHOTO_VERSION
from assets.models import Asset, Photo
from assets.pictures import picture_of

CREDIT = "drawn for the demonstration"
WIDE, TALL, SCALE = (1200, 800), (800, 1200), 2  # pixels, drawn twice as large so that edges come out smooth
SKIES = ["#bcd9e8", "#f2d9b8", "#cfe3d4", "#e3d3e6"]
WALLS = ["#a5533f", "#d9c8a5", "#5f7f86", "#8b6f96", "#c08a3e"]
GRASS, EARTH, DOOR, GLASS, LEAVES = "#5d8a58", "#4f7449", "#2f4858", "#f6e7a8", "#3f6b4a"
ALTS = ["A drawing of a low house with a wide door, between two trees", "A drawing of a tall house under one tree"]


def add_photos(assets, rng, people):
    """Draw one or two for some of the places that everyone sees."""
    shown = [asset for asset in assets if is_shown(asset)]
    for asset in rng.sample(shown, min(8, len(shown))):
        sizes = [WIDE, TALL] if rng.random() < 0.4 else [WIDE]
        photos = [listed(asset, people["curator"], drawing(size, rng), ALTS[size == TALL]) for size in sizes]
        Asset.objects.filter(pk=asset.pk).update(photos=photos)


def is_shown(asset):
    return asset.is_public and asset.is_for_everyone


def listed(asset, by, file, alt):
    picture = picture_of(file)
    size = {"width": picture.width, "height": picture.height}
    agreed = {"agreed_on": timezone.localdate(), "wording": PHOTO_VERSION}
    byte_size = sum(map(len, picture.files.values()))
    photo = Photo.objects.create(asset=asset, uploaded_by=by, byte_size=byte_size, **size, **agreed)
    photo.write(picture.files)
    return {"key": photo.key, "alt": alt, "credit": CREDIT, **size}


def drawing(size, rng):
    """A house on a meadow, as a file that could have been uploaded."""
    width, height = (side * SCALE for side in size)
    image = Image.new("RGB", (width, height), rng.choice(SKIES))
    pen = ImageDraw.Draw(image)
    ground = int(height * 0.78)
    pen.ellipse((-width // 3, int(height * 0.55), width, height * 2), fill=GRASS)
    pen.rectangle((0, ground, width, height), fill=EARTH)
    for middle in (0.12, 0.88) if size == WIDE else (0.85,):
        tree(pen, int(width * middle), ground, height // 5)
    house(pen, (int(width * 0.25), int(height * 0.42), int(width * 0.75), ground), rng.choice(WALLS))
    content = BytesIO()
    image.resize(size).save(content, "PNG")
    return ContentFile(content.getvalue())


def tree(pen, middle, ground, size):
    pen.rectangle((middle - size // 12, ground - size, middle + size // 12, ground), fill="#5a4636")
    pen.ellipse((middle - size // 2, ground - 2 * size, middle + size // 2, ground - size // 2), fill=LEAVES)


def house(pen, box, wall):
    left, top, right, ground = box
    width, height = right - left, ground - top
    pen.rectangle(box, fill=wall)
    pen.polygon([(left - 40, top), ((left + right) // 2, top - height // 2), (right + 40, top)], fill="#3c4a52")
    pen.rectangle((left + width * 2 // 5, ground - height // 2, left + width * 3 // 5, ground), fill=DOOR)
    for middle in (0.2, 0.8):
        x, y = left + int(width * middle), top + height * 2 // 5
        pen.rectangle((x - width // 12, y - height // 8, x + width // 12, y + height // 8), fill=GLASS)
