"""What a form was filled from, so that nobody overwrites what they have not seen."""

from hashlib import sha256


def fingerprint(row):
    """The same for the same name, boundary, place and last day; a row of any model that has some of these."""
    shapes = [getattr(row, name, None) for name in ("boundary", "location")]
    words = [getattr(row, name, None) for name in ("name", "valid_to")]
    parts = [bytes(shape.ewkb) if shape else b"" for shape in shapes] + [repr(word).encode() for word in words]
    return sha256(b"|".join(parts)).hexdigest()
