"""What is made of an upload: its pixels alone, upright, in two sizes. Anything else is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from assets.pictures import NotTaken, picture_of
from tests.photographs import BLUE, RED, SECRET, TURNED_RIGHT, file_of, photograph, telling, uploaded

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def opened(picture, size="large"):
    return Image.open(BytesIO(picture.files[size]))


def is_like(colour, other):
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def refusal(content):
    with pytest.raises(NotTaken) as refused:
        picture_of(uploaded(content))
    return str(refused.value)


def png_head(width, height):
    """A PNG that says how large it is, and holds hardly anything."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 100))]
    written = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_of_photo_becomes_a_jpeg(kind):
    assert opened(picture_of(photograph(kind))).format == "JPEG"


def test_of_a_file_of_several_photos_as_phones_write_them_the_first_is_taken():
    picture = picture_of(photograph("MPO", save_all=True, append_images=[Image.new("RGB", (60, 60))]))
    assert opened(picture).size == (120, 80)


def test_it_is_made_in_two_sizes():
    picture = picture_of(photograph(size=(2000, 1000)))
    assert (picture.width, picture.height) == (1600, 800)
    assert [opened(picture, size).size for size in ("large", "small")] == [(1600, 800), (640, 320)]


def test_a_small_one_is_not_blown_up():
    assert opened(picture_of(photograph(size=(120, 80)))).size == (120, 80)


def test_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = TURNED_RIGHT
    upright = opened(picture_of(photograph(exif=exif.tobytes())))
    assert upright.size == (80, 120)
    assert is_like(upright.getpixel((5, 60)), BLUE)
    assert is_like(upright.getpixel((75, 60)), RED)


@pytest.mark.parametrize("size", ["large", "small"])
def test_what_the_camera_wrote_is_gone(size):
    file = telling()
    assert file.read().count(SECRET.encode()) > 3
    file.seek(0)
    content = picture_of(file).files[size]
    assert SECRET.encode() not in content
    assert b"Exif" not in content
    assert not set(Image.open(BytesIO(content)).info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"} - {
        "progressive", "progression",
    }  # fmt: skip


def test_what_a_png_says_beside_its_pixels_is_gone():
    image = Image.new("RGB", (60, 60), RED)
    picture = picture_of(uploaded(file_of(image, "PNG").read() + SECRET.encode()))
    assert SECRET.encode() not in picture.files["large"]


def test_what_is_clear_becomes_white():
    picture = picture_of(file_of(Image.new("RGBA", (60, 60), (0, 0, 0, 0)), "PNG"))
    assert is_like(opened(picture).getpixel((30, 30)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK"])
def test_any_sort_of_colours_will_do(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(picture_of(file_of(Image.new(mode, (60, 60)), kind))).mode == "RGB"


def test_colours_of_a_profile_are_turned_into_those_of_browsers():
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"****").replace(b"bXYZ", b"rXYZ").replace(b"****", b"bXYZ")
    red, _, blue = opened(picture_of(photograph(icc_profile=swapped))).getpixel((60, 10))
    assert blue > 150 > red


def test_a_profile_that_is_none_does_no_harm():
    assert is_like(opened(picture_of(telling())).getpixel((60, 10)), RED)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"%PDF-1.7",
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
    ],
)
def test_anything_else_is_refused(content):
    assert refusal(content) == "This is no photo that we can take. Choose a JPEG, PNG or WebP file."


def test_of_heic_it_says_what_to_do():
    assert "Most Compatible" in refusal(HEIC)


def test_half_a_photo_is_refused():
    content = photograph(size=(400, 400)).read()
    assert "damaged" in refusal(content[: len(content) // 2])


def test_too_many_bytes_are_refused_before_they_are_read(settings):
    settings.PHOTO_LARGEST_BYTES = 100
    assert "larger than 100" in refusal(b"x" * 101)


@pytest.mark.parametrize(("width", "height"), [(5000, 5000), (12000, 12000), (50000, 50000), (1, 60_000_000)])
def test_a_bomb_is_known_by_its_head(width, height):
    assert "too many pixels" in refusal(png_head(width, height))
