"""Outlines and routes as people type, paste or draw them: read, checked, and mended where that can be offered.

EPSG:4326. WKT and GeoJSON put longitude first, people latitude. Everything here ends in bounded time and memory.
"""

from places.shapes.checking import LARGEST, read_shape
from places.shapes.measures import holds, in_words, square_km
from places.shapes.reading import LONGEST, MOST_CORNERS
from places.shapes.trouble import ShapeTrouble

__all__ = [
    "LARGEST",
    "LONGEST",
    "MOST_CORNERS",
    "ShapeTrouble",
    "holds",
    "in_words",
    "read_shape",
    "square_km",
]
