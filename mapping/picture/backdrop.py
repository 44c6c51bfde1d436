"""What lies below the places of a picture: sea, land, areas and their names. No street tiles: their terms forbid it."""

import json
from functools import lru_cache
from pathlib import Path

from django.contrib.gis.db.models.functions import AsGeoJSON, PointOnSurface
from django.contrib.gis.geos import Polygon
from django.contrib.staticfiles import finders
from django.db.models import F

from mapping.outlines import FIRST, FROM_FAR, FROM_NEAR, WARDS_FROM, Clipped, Coarse
from mapping.picture.frame import across, down
from mapping.picture.room import Box, Room
from mapping.picture.svg import INK_2, LAND, SEA, element, text, width_of
from places.models import Area

BEYOND = 8  # pixels around the picture that are drawn too, so that nobody sees where shapes are cut
FINEST = 0.5  # pixels: points closer together are one
MOST_AREAS = 1000
NAME_SIZE = 13  # pixels
COAST, BORDER = "#9aa09a", "#a9a595"


@lru_cache(maxsize=1)
def land():
    """The rings of the land around the United Kingdom, as points of the world, 0 to 1 east and south."""
    found = json.loads(Path(finders.find("uk-land.json")).read_text())
    return [ring for feature in found["features"] for ring in rings(feature["geometry"])]


def rings(geometry):
    """The rings of what is polygons in a GeoJSON geometry, as points of the world."""
    if geometry["type"] == "GeometryCollection":  # where a shape was cut, a line may be left of a part of it
        return [ring for part in geometry["geometries"] for ring in rings(part)]
    parts = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])
    return [[(across(lon), down(lat)) for lon, lat in ring] for polygon in parts for ring in polygon]


def areas_in(frame):
    """The current areas in view: none from very far away, wards from near.

    Each has its shape as it is `drawn`, GeoJSON, and a point `within` what is in view of it.
    """
    if frame.zoom < FIRST:
        return []
    is_near = frame.zoom >= WARDS_FROM
    kinds, shape = (FROM_NEAR, "boundary") if is_near else (FROM_FAR, "outline")
    west, south, east, north = frame.box
    pixel = (east - west) / frame.width
    more = BEYOND * pixel
    view, wider = boxes = (
        Polygon.from_bbox((west, south, east, north)),
        Polygon.from_bbox((west - more, south - more, east + more, north + more)),
    )
    for box in boxes:
        box.srid = 4326
    areas = Area.objects.current().light().filter(kind__in=kinds, boundary__bboverlaps=view)
    areas = areas.annotate(
        drawn=AsGeoJSON(Coarse(Clipped(F(shape), wider), FINEST * pixel), precision=6),
        within=PointOnSurface(Clipped(F(shape), view)),
    )
    return [area for area in areas.order_by("code")[:MOST_AREAS] if area.drawn]


def shapes(frame, areas):
    """Sea, land and outlines of areas."""
    wide, narrow = (
        [ring for area in areas if (area.kind in FROM_FAR) is is_wide for ring in rings(json.loads(area.drawn))]
        for is_wide in (True, False)
    )
    return [
        element("rect", width=frame.width, height=frame.height, fill=SEA),
        element("path", d=path(frame, land()), fill=LAND, fill_rule="evenodd", stroke=COAST),
        element("path", d=path(frame, wide), fill=LAND, fill_rule="evenodd", stroke=BORDER, stroke_width=1.5),
        element("path", d=path(frame, narrow), fill="none", stroke=BORDER),
    ]


def path(frame, shapes):
    """The outlines of rings as far as they are in view."""
    drawn = (outline([frame.pixel(x, y) for x, y in ring], frame.width, frame.height) for ring in shapes)
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}Z" for ring in drawn if len(ring) > 2)


def outline(ring, width, height):
    """A ring cut to the picture, side by side (Sutherland and Hodgman), without points that nobody can tell apart."""
    for axis, edge, sign in ((0, -BEYOND, 1), (0, width + BEYOND, -1), (1, -BEYOND, 1), (1, height + BEYOND, -1)):
        if all((point[axis] - edge) * sign >= 0 for point in ring):
            continue
        ring = cut(ring, axis, edge, sign)
    kept = ring[:1]
    for x, y in ring[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return kept


def cut(ring, axis, edge, sign):
    """What of a ring lies on one side of a line along the other axis."""
    kept = []
    for before, point in zip([*ring[-1:], *ring], ring, strict=False):
        was_in, is_in = ((end[axis] - edge) * sign >= 0 for end in (before, point))
        if was_in != is_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            kept.append(tuple(start + share * (end - start) for start, end in zip(before, point, strict=True)))
        if is_in:
            kept.append(point)
    return kept


def names(frame, areas, taken):
    """Names of the smallest areas in view, where they cover neither boxes that are taken nor one another."""
    room = Room(taken)
    smaller = [area for area in areas if area.kind not in FROM_FAR]
    drawn = []
    for area in smaller or areas:
        wide = width_of(area.name, NAME_SIZE, bold=True) + 4
        spots = [frame.spot(*point.coords) for point in (area.label_point, area.within) if point]
        boxes = [Box.around(*spot, wide, NAME_SIZE + 4) for spot in spots]
        free = next((box for box in boxes if frame.holds(box) and not room.in_the_way(box)), None)
        if free:
            room.take(free)
            drawn.append(name(area.name, free.left + wide / 2, free.top + NAME_SIZE / 2 + 2))
    return drawn


def name(words, x, y):
    """A name with its middle at a spot, legible on whatever lies below."""
    halo = {"paint_order": "stroke", "stroke": LAND, "stroke_width": 3, "stroke_linejoin": "round"}
    return text(words, x, y + NAME_SIZE * 0.35, NAME_SIZE, bold=True, fill=INK_2, text_anchor="middle", **halo)
