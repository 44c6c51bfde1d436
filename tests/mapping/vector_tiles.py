"""Reads vector tiles as another program does: with GDAL's MVT driver, from a file."""

from math import asinh, floor, pi, radians, tan

from django.contrib.gis.gdal import DataSource

PIXELS = 4096


def read(folder, content, z, x, y):
    """{layer: [{field: value, ..., "shape": geometry}]} of a tile. GDAL knows its place from the file's name."""
    path = folder / str(z) / str(x) / f"{y}.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {layer.name: [described(feature) for feature in layer] for layer in DataSource(path)}


def described(feature):
    """The fields of a feature, and its shape in degrees."""
    fields = {name: feature.get(name) for name in feature.fields}
    return fields | {"shape": feature.geom.transform("EPSG:4326", clone=True)}


def pixel(lon, lat, z):
    """Column and row of a place among the units of all tiles of a zoom."""
    across = 2**z * PIXELS
    return (lon + 180) / 360 * across, (0.5 - asinh(tan(radians(lat))) / (2 * pi)) * across


def tile_at(lon, lat, z):
    """z, x, y of the tile that holds a place."""
    column, row = pixel(lon, lat, z)
    return z, floor(column / PIXELS), floor(row / PIXELS)
