"""How people write the beginning of a postcode. O and 0, I and 1 are read as what must stand in their place."""

import re

DIGITS = str.maketrans("OIL", "011")
AREA = r"[A-Z]{1,2}"
DISTRICT = re.compile(rf"{AREA}\d[A-Z\d]?", re.ASCII)
UNIT = r"\d[ABD-HJLNP-UW-Z]{0,2}"  # its letters are none that look like another
INWARD = re.compile(rf"(?:{UNIT})?", re.ASCII)
BEGINNING = re.compile(rf"{AREA}(?:\d[A-Z\d]?(?:{UNIT})?)?", re.ASCII)


def squeezed(text):
    """`text` as a beginning of a postcode without space: "m13 9" is M139. Empty when no postcode can begin so."""
    start = "".join(text.split()).upper()
    if len(start) <= 7 and BEGINNING.fullmatch(start):
        return start
    return next((outward + inward for outward, inward in beginnings(text)), "")


def beginnings(text):
    """Yield the (outward, inward) parts that `text` may mean, likeliest first.

    A space says where the outward part ends: "M1 3" is not M13. Without one, M139 is sector 9 of M13 or of M1 39.
    """
    parts = text.upper().split()
    splits = [tuple(parts)] if len(parts) == 2 else []
    if len(parts) == 1:
        start = parts[0]
        splits = [(start[:end], start[end:]) for end in range(min(len(start), 4), 1, -1)]
    for outward, inward in splits:
        read = inward[:1].translate(DIGITS) + inward[1:]
        yield from ((district, read) for district in _districts(outward) if INWARD.fullmatch(read))


def _districts(written):
    """As written, then with look-alikes put right: "BSO" is BS0, "MI3" M13 and "S014" SO14."""
    readings = [
        written,
        written[:2] + written[2:].translate(DIGITS),
        written[:1] + written[1:].translate(DIGITS),
        written[:2].replace("0", "O") + written[2:],
    ]
    return [reading for reading in dict.fromkeys(readings) if DISTRICT.fullmatch(reading)]
