"""Mapbox Vector Tiles of the register and of areas, for other programs. docs/tiles.md is their contract."""

EXTENT = 4096  # units along each side of a tile
