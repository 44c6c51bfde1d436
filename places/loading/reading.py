"""Reads polygons with a code and names, in lon/lat (EPSG:4326), from a file of boundaries."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.contrib.gis.gdal import CoordTransform, GDALException, SpatialReference, SRSException

from places.loading.columns import LANGUAGES, NoSuchColumn, column_for, listed, needed_column
from places.loading.sources import BadAreaFile, open_layer

SHAPES = {"POLYGON", "MULTIPOLYGON"}
DEGREES = "WGS_1984"
YEAR = re.compile(r"(\d{4})(\.0)?")
NEEDED, TIMES = ["code", "name"], ["start", "end"]
FIRST_DAY, LAST_DAY = (1, 1), (12, 31)


class Refusal(NamedTuple):
    """A feature that was left out. Features are counted from 1."""

    feature: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """How to read a file.

    `columns` may name those of code, name, cy, gd, ga, start and end; others are guessed, the last two when needed.
    `crs` is the coordinate system of a file that does not state it or states it wrongly, `latitude_first` that its axes
    are swapped. Of several years, `only_year` reads the areas that there were in that one.
    """

    kind: str
    columns: dict = field(default_factory=dict)
    layer: str = ""
    crs: str = ""
    latitude_first: bool = False
    only_year: int | None = None

    def shapes(self, path, progress):
        """Yield `(feature, code, name, names as JSON, start, end, boundary as hexadecimal WKB)` or a Refusal for each.

        Raises BadAreaFile.
        """
        layer = open_layer(path, self.layer)
        columns = self._chosen(layer.fields)
        to_degrees = _to_degrees(layer, self.crs)
        for number, feature in enumerate(progress.each(layer, "Reading", len(layer)), start=1):
            try:
                start, end = _times(feature, columns)
                if self._wants(start, end):
                    yield number, *_names(feature, columns), start, end, _boundary(feature, to_degrees)
            except UnicodeDecodeError:
                yield Refusal(number, "Its text is not UTF-8. Save the file as UTF-8.")
            except ValueError as trouble:
                yield Refusal(number, str(trouble))

    def _chosen(self, fields):
        times = [name for name in TIMES if self.only_year or self.columns.get(name)]
        try:
            needed = {name: self._column(needed_column, name, fields) for name in NEEDED}
            others = {name: self._column(column_for, name, fields) for name in [*LANGUAGES, *times]}
        except NoSuchColumn as problem:
            raise BadAreaFile(str(problem)) from None
        if self.only_year and not any(others[name] for name in TIMES):
            raise BadAreaFile(
                f"No column says when areas began or ended. Name it with --start or --end. {listed(fields)}"
            )
        return needed | others

    def _column(self, find, name, fields):
        return find(name, fields, given=self.columns.get(name), kind=self.kind)

    def _wants(self, start, end):
        year = self.only_year
        return not year or ((start is None or start.year <= year) and (end is None or end.year >= year))


def _to_degrees(layer, given):
    """The way from the file's coordinates to degrees; None where they are degrees or nothing is known of them."""
    try:
        system = SpatialReference(given) if given else layer.srs
        if system is None or system.local or (system.geographic and system["datum"] == DEGREES):
            return None
        return CoordTransform(system, SpatialReference(4326))
    except (GDALException, SRSException):
        asked = given or "of the file"
        raise BadAreaFile(f"The coordinate system {asked} is not known. Give it like --crs EPSG:27700.") from None


def _times(feature, columns):
    return _day(feature, columns.get("start"), FIRST_DAY), _day(feature, columns.get("end"), LAST_DAY)


def _day(feature, column, month_and_day):
    """The day that a date or a year stands for. Raises ValueError."""
    if not column or not (written := _text(feature, column)):
        return None
    try:
        year = YEAR.fullmatch(written)
        return date(int(year[1]), *month_and_day) if year else date.fromisoformat(written[:10])
    except ValueError:
        raise ValueError(f"Its {column} is “{written}”; a year or a date like 2023-04-01 is needed.") from None


def _names(feature, columns):
    """Code, name, and the names in other languages as JSON."""
    code, name = _text(feature, columns["code"]), _text(feature, columns["name"])
    others = {language: _text(feature, columns[language]) for language in LANGUAGES if columns[language]}
    return code, name, json.dumps({language: other for language, other in others.items() if other not in ("", name)})


def _text(feature, column):
    value = feature.get(column)
    return "" if value is None else str(value).strip()


def _boundary(feature, to_degrees):
    """A boundary in degrees as hexadecimal WKB. Raises ValueError in words."""
    shape = _shape(feature)
    if shape is None or shape.empty:
        raise ValueError("It has no boundary.")
    if shape.has_curve:
        shape = shape.get_linear_geometry()
    if shape.geom_name not in SHAPES:
        raise ValueError(f"It is a {shape.geom_name.lower()}; a polygon or multipolygon is needed.")
    polygons = [shape] if shape.geom_name == "POLYGON" else shape
    if any(ring.num_points < 4 for polygon in polygons for ring in polygon):
        raise ValueError("It has a ring of fewer than four corners (the last must be the first again).")
    return (_moved(shape, to_degrees) if to_degrees else shape).hex.decode()


def _shape(feature):
    try:
        return feature.geom
    except GDALException:  # how GDAL's wrapper says that there is none
        return None


def _moved(shape, to_degrees):
    try:
        return shape.transform(to_degrees, clone=True)
    except GDALException:
        raise ValueError("Its corners lie outside the coordinate system of the file.") from None
