"""What the tests of the import share."""

import csv
import json

from assets.importing import Batch, import_assets

HEADER = "name,address,postcode,lon,lat"


def run_import(path, consortium, **fields):
    """Import a file as the data set `Harbour list`; problems go beside it."""
    values = {"source": "Harbour list", "licence": "ogl-3", **fields}
    return import_assets(path, Batch(consortium=consortium, **values), path.parent / f"{path.name}.errors.csv")


def write_csv(folder, *rows, header=HEADER):
    path = folder / "places.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def write_geojson(folder, *features):
    """Features are `(properties, geometry)`."""
    path = folder / "places.geojson"
    listed = [{"type": "Feature", "properties": facts, "geometry": shape} for facts, shape in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    return path


def problems(outcome):
    """What the list of problems says: `(row, column, value, what to do, what was done)`."""
    with outcome.report.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]
