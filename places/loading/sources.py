"""Opens files of boundaries. GDAL decodes them, and joins the arcs of TopoJSON."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.contrib.gis.gdal import DataSource, GDALException

FORMATS = {"GeoJSON", "TopoJSON", "GPKG", "ESRI Shapefile"}
READABLE = (
    "GeoJSON or TopoJSON (each may be gzipped), GeoPackage, or Shapefile (.shp with its parts beside it, or .zip)"
)
IN_ARCHIVES = {".shp", ".gpkg", ".geojson", ".topojson", ".json"}


class BadAreaFile(Exception):
    """The file as a whole cannot be used; the words say what was expected."""


def open_layer(path, name=""):
    """The layer of this name of a file, or its only one. Raises BadAreaFile."""
    path = Path(path)
    if not path.is_file():
        raise BadAreaFile(f"There is no file {path}.")
    if path.suffix == ".zip":
        return _chosen(_opened(path, _in_archive(path, name)), "")
    address = f"/vsigzip/{path.resolve()}" if path.suffix == ".gz" else str(path)
    return _chosen(_opened(path, address), name)


def _opened(path, address):
    try:
        source = DataSource(address)
    except GDALException:
        raise BadAreaFile(f"{path.name} is not whole. Wanted: {READABLE}.") from None
    if source.driver.name not in FORMATS:
        raise BadAreaFile(f"{path.name} is {source.driver.name}. Wanted: {READABLE}.")
    return source


def _in_archive(path, name):
    """The one map file in a zip archive, as GDAL addresses it."""
    try:
        with ZipFile(path) as archive:
            members = [Path(member) for member in archive.namelist()]
    except BadZipFile:
        raise BadAreaFile(f"{path.name} is no zip archive that can be read. Download it again.") from None
    maps = sorted(
        member for member in members if member.suffix.lower() in IN_ARCHIVES and member.parts[0] != "__MACOSX"
    )
    wanted = [member for member in maps if name in ("", member.stem)]
    if len(wanted) == 1:
        return f"/vsizip/{path.resolve()}/{wanted[0]}"
    if not maps:
        raise BadAreaFile(f"There is no map file in {path.name}. Wanted in it: a Shapefile with all its parts.")
    raise _not_one("map file", name, [member.stem for member in maps])


def _chosen(source, name):
    names = [layer.name for layer in source]
    if not names:
        raise BadAreaFile("There are no features in the file.")
    if name not in names and (name or len(names) > 1):
        raise _not_one("layer", name, names)
    layer = source[name or 0]
    if not len(layer):
        raise BadAreaFile("There are no features in the file.")
    return layer


def _not_one(what, name, names):
    listed = ", ".join(names)
    if name:
        return BadAreaFile(f"There is no {what} {name} in the file. It has: {listed}.")
    return BadAreaFile(f"The file has several. Choose one {what} with --layer: {listed}.")
