"""How long a visitor waits for the list around a place, nearest first."""

from bench import web

PATH = "/assets/?near={},{}&order=distance"
TOWNS = [(53.48, -2.24), (51.51, -0.13), (52.48, -1.9), (55.86, -4.25), (51.48, -3.18), (54.6, -5.93), (50.72, -3.53)]
TURNS = 6


def p95_seconds():
    """The time to the last byte that 95 of 100 answers keep, over towns of each nation."""
    paths = [PATH.format(latitude, longitude) for latitude, longitude in TOWNS]
    return web.p95_seconds(paths, TURNS)
