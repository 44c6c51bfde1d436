"""Reads polygons with a code and a name from GeoJSON and TopoJSON. GDAL decodes both, and joins TopoJSON's arcs."""

import re
from pathlib import Path
from typing import NamedTuple

from django.contrib.gis.gdal import DataSource, GDALException

FORMATS = {"GeoJSON", "TopoJSON"}
SHAPES = {"POLYGON", "MULTIPOLYGON"}
# `area_code`, `code`, `areacd`, or as the Office for National Statistics writes them: `WD23CD`, `msoa21_code`.
USUAL_COLUMNS = {
    "code": [r"area_?code", r"code", r"areacd", r"[a-z]+\d\d_?(cd|code)", r"id"],
    "name": [r"area_?name", r"name", r"areanm", r"[a-z]+\d\d_?(nm|name)"],
}


class BadAreaFile(Exception):
    """The file as a whole cannot be used; the words say what was expected."""


class Refusal(NamedTuple):
    """A feature that was left out. Features are counted from 1."""

    feature: int
    reason: str


def read_shapes(path, columns, layer):
    """Yield `(feature, code, name, boundary as hexadecimal WKB)`, or a Refusal, for each feature of the file."""
    shapes = _layer(path, layer)
    code, name = (_column(shapes, wanted, columns.get(wanted)) for wanted in ("code", "name"))
    for number, feature in enumerate(shapes, start=1):
        shape = _shape(feature)
        if trouble := _trouble(shape):
            yield Refusal(number, trouble)
        else:
            yield number, _text(feature, code), _text(feature, name), shape.hex.decode()


def _layer(path, name):
    path = Path(path)
    if not path.is_file():
        raise BadAreaFile(f"There is no file {path}.")
    try:
        source = DataSource(f"/vsigzip/{path.resolve()}" if path.suffix == ".gz" else str(path))
    except GDALException:
        raise BadAreaFile(f"{path.name} is not whole GeoJSON or TopoJSON (each may be gzipped).") from None
    if source.driver.name not in FORMATS:
        raise BadAreaFile(f"{path.name} is {source.driver.name}. Convert it: ogr2ogr areas.geojson YOUR_FILE")
    return _chosen(source, name)


def _chosen(source, name):
    names = [layer.name for layer in source]
    if name and name not in names:
        raise BadAreaFile(f"There is no object {name} in the file. It has: {', '.join(names)}.")
    if not name and len(names) > 1:
        raise BadAreaFile(f"The file has several objects. Choose one with --object: {', '.join(names)}.")
    layer = source[name or 0]
    if not len(layer):
        raise BadAreaFile("There are no features in the file.")
    return layer


def _column(layer, wanted, given):
    if given and given not in layer.fields:
        raise BadAreaFile(f"There is no column {given} in the file. It has: {', '.join(layer.fields)}.")
    patterns, fields = USUAL_COLUMNS[wanted], layer.fields
    usual = (column for pattern in patterns for column in fields if re.fullmatch(pattern, column, re.IGNORECASE))
    if not (column := given or next(usual, None)):
        raise BadAreaFile(f"Say which column holds the {wanted}, with --{wanted}. It has: {', '.join(layer.fields)}.")
    return column


def _shape(feature):
    try:
        return feature.geom
    except GDALException:  # how GDAL's wrapper says that there is none
        return None


def _trouble(shape):
    if shape is None or shape.empty:
        return "It has no boundary."
    if shape.geom_name not in SHAPES:
        return f"It is a {shape.geom_name.lower()}; a polygon or multipolygon is needed."
    polygons = [shape] if shape.geom_name == "POLYGON" else shape
    if any(ring.num_points < 4 for polygon in polygons for ring in polygon):
        return "It has a ring of fewer than four corners (the last must be the first again)."
    return ""


def _text(feature, column):
    value = feature.get(column)
    return "" if value is None else str(value).strip()
