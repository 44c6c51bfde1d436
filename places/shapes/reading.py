"""From text to corners: WKT, GeoJSON, or a list of "latitude, longitude", one a line."""

import json
import math
import re
from dataclasses import dataclass
from itertools import chain

from places.notation import COORDINATES, signed
from places.shapes.trouble import ShapeTrouble

LONGEST = 2_000_000  # characters
MOST_CORNERS = 10_000
MOST_RINGS = 500  # comparing each with each takes a second or so
HOW_TO_WRITE = (
    "Write WKT such as POLYGON ((-3.05 53.81, -3.04 53.81, -3.04 53.82, -3.05 53.81)), GeoJSON, or one corner a line "
    "like 53.81, -3.05."
)
DEPTHS = {"LINESTRING": 1, "POLYGON": 2, "MULTILINESTRING": 2, "MULTIPOLYGON": 3}
DEGREES = {"4326", "CRS84", "4258"}
# Written so that a search goes over each character once, whatever is sent.
NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?"
POSITION = re.compile(rf"(?<![\w.+-])({NUMBER})\s+({NUMBER})(?:\s+{NUMBER}){{0,2}}(?![\w.])", re.ASCII)
WKT = re.compile(r"(?:SRID\s*=\s*(\d{1,6})\s*;)?\s*([A-Z]+)\s*(?:ZM|Z|M)?\s*(EMPTY|\(.*\))\s*;?", re.I | re.S | re.A)
BEGINS_LIKE_WKT = re.compile(r"\s*(SRID|[A-Z]+\s*(ZM|Z|M)?\s*(\(|EMPTY))", re.IGNORECASE)


@dataclass
class Drawn:
    """Parts as they were drawn, nothing checked: polygons as lists of rings, or lines. Positions are (lon, lat).

    `is_list` says that it was typed corner by corner, so that nothing tells an outline from a line.
    """

    polygons: list
    lines: list
    is_list: bool = False

    @property
    def rings(self):
        """The rings of all polygons, and the lines."""
        return [*chain.from_iterable(self.polygons), *self.lines]

    @property
    def positions(self):
        return list(chain.from_iterable(self.rings))

    def moved(self, move):
        """The same with each of its rings and lines put through `move`."""
        return Drawn([[move(ring) for ring in rings] for rings in self.polygons], [move(line) for line in self.lines])

    @property
    def wkt(self):
        if self.polygons:
            return f"MULTIPOLYGON ({', '.join(bracketed(map(written, rings)) for rings in self.polygons)})"
        return f"MULTILINESTRING {bracketed(map(written, self.lines))}"


def written(ring):
    return bracketed(f"{longitude!r} {latitude!r}" for longitude, latitude in ring)


def bracketed(parts):
    return f"({', '.join(parts)})"


def read(text):
    """What a text draws. Raises ShapeTrouble."""
    text = text.strip().lstrip("\ufeff")
    if len(text) > LONGEST:
        raise ShapeTrouble(
            f"This is too long: {len(text):,} characters. Use at most {LONGEST:,}: fewer corners will do."
        )
    if text.startswith(("{", "[")):
        return drawn(geometries_of(loaded(text)))
    if BEGINS_LIKE_WKT.match(text):
        return drawn([wkt_of(text)])
    return listed(text)


# ── GeoJSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def loaded(text):
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}"
        raise ShapeTrouble(
            f"This GeoJSON cannot be read: something is wrong at {where}. Copy all of it again."
        ) from None
    except (ValueError, RecursionError):
        raise ShapeTrouble("This GeoJSON cannot be read. Copy all of it again.") from None
    if not isinstance(found, dict):
        raise ShapeTrouble(f"This is a list of numbers and does not say what they are. {HOW_TO_WRITE}")
    return found


def geometries_of(found):
    """(type, coordinates) of each geometry in a GeoJSON object."""
    waiting, geometries = [found], []
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict):
            raise ShapeTrouble("This GeoJSON has a part that is no geometry. Copy all of it again.")
        refuse_other_systems(part.get("crs"))
        inner = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(part.get("type"))
        if inner:
            parts = part.get(inner)
            if not isinstance(parts, list):
                raise ShapeTrouble(f"This GeoJSON lacks its list of {inner}. Copy all of it again.")
            waiting += reversed(parts)
        elif part.get("type") == "Feature":
            waiting.append(part.get("geometry"))
        else:
            geometries.append((str(part.get("type", "")).upper(), part.get("coordinates")))
    return geometries


def refuse_other_systems(crs):
    name = re.split(r"[:/]", str(crs["properties"].get("name", "")))[-1] if has_name(crs) else "CRS84"
    if name not in DEGREES:
        refuse_system(name)


def has_name(crs):
    return isinstance(crs, dict) and isinstance(crs.get("properties"), dict)


def refuse_system(name):
    raise ShapeTrouble(f"This is in the coordinate system {name[:40]}. Save it in degrees (WGS 84, EPSG:4326) first.")


# ── WKT ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def wkt_of(text):
    """(type, coordinates) of well-known text."""
    found = WKT.fullmatch(text)
    if not found:
        raise ShapeTrouble("This WKT stops before its end, or goes on after it. Copy all of it again.")
    system, name, body = found.groups()
    if system and system not in DEGREES:
        refuse_system(f"EPSG:{system}")
    if body.upper() == "EMPTY":
        return name.upper(), []
    if name.upper() not in DEPTHS:
        return name.upper(), None
    as_lists = POSITION.sub(position, body).translate(str.maketrans("()", "[]"))
    try:
        return name.upper(), json.loads(as_lists)
    except json.JSONDecodeError as error:
        excerpt = as_lists[max(0, error.pos - 15) : error.pos + 15].translate(str.maketrans("[]", "()"))
        raise ShapeTrouble(f"The numbers or brackets of this WKT do not fit together near “{excerpt}”.") from None
    except (ValueError, RecursionError):
        raise ShapeTrouble("The brackets of this WKT do not fit together. Copy all of it again.") from None


def position(found):
    """Two numbers as JSON. A height is left out."""
    longitude, latitude = float(found[1]), float(found[2])
    if not math.isfinite(longitude) or not math.isfinite(latitude):
        raise ShapeTrouble(f"“{found[0][:40]}” is no place on Earth.")
    return f"[{longitude!r},{latitude!r}]"


# ── One corner a line ─────────────────────────────────────────────────────────────────────────────────────────────────


def listed(text):
    """The line through "latitude, longitude", one corner a line of the text."""
    ring = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = len(line) < 100 and COORDINATES.fullmatch(line.strip())
        if not found:
            where = f"Line {number} is no corner: “{line.strip()[:40]}”."
            raise ShapeTrouble(f"{where if ring else 'We cannot read this as a shape.'} {HOW_TO_WRITE}")
        before, latitude, after, east, longitude, west = found.groups()
        ring.append((signed(longitude, east or west), signed(latitude, before or after)))
    return Drawn([], [ring], is_list=True)


# ── What both hold ────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(geometries):
    """The Drawn of (type, coordinates) pairs. Raises ShapeTrouble for what is neither outline nor route."""
    polygons, lines = [], []
    for name, coordinates in geometries:
        if name in {"POINT", "MULTIPOINT"}:
            raise ShapeTrouble("This is a point. Give an outline: the corners all the way around.")
        if name not in DEPTHS:
            raise ShapeTrouble(f"“{name[:40]}” is no shape that we can keep. {HOW_TO_WRITE}")
        parts = nested(coordinates, DEPTHS[name])
        if name.endswith("POLYGON"):
            polygons += parts if name.startswith("MULTI") else [parts]
        else:
            lines += parts if name.startswith("MULTI") else [parts]
    return Drawn([rings for rings in polygons if rings], [line for line in lines if line])


def nested(coordinates, depth):
    """Lists of lists of positions, as deep as the type says. Raises ShapeTrouble."""
    if not isinstance(coordinates, list):
        raise ShapeTrouble("A part of this shape has no corners. Copy all of it again.")
    if depth:
        return [nested(part, depth - 1) for part in coordinates]
    if len(coordinates) < 2 or not all(is_number(value) for value in coordinates[:2]):
        raise ShapeTrouble("Each corner must be two numbers: longitude, then latitude.")
    return float(coordinates[0]), float(coordinates[1])


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e9
