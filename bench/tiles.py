"""How quickly tiles of the map come over HTTP, beside what they ask of the database and beside what peers send."""

import sys
import time
from dataclasses import dataclass
from itertools import combinations, cycle, islice
from statistics import median
from threading import Barrier, Thread
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import Polygon
from django.db import connections
from django.db.models import TextField
from django.db.models.functions import MD5, Cast
from django.http import QueryDict

from assets.filters import AssetFilter
from assets.models import Audience, Category, Feature, PublicAsset
from assets.register import Register
from bench import geojson
from bench.web import KeptOpen, p95
from mapping.cells import Filtered, kept, standing_in
from mapping.clusters import cell, clusters_of
from mapping.tiles import Tile

SPOTS = 150  # entries, chosen as if by lot but the same each time, whose tiles are asked for
LOW, HIGH, FILTERED = [5, 8], [14], 8
SAID = ["category", "audience", "feature", "free", "referral"]  # filters, of which each three are asked for in turn
DEEP = 20  # a zoom whose columns and rows tell those of all others
OVER_ENGLAND = Tile(6, 31, 20)
TURNS, PEER_TURNS = 100, 15
CLIENTS, ROUNDS, ROUND_SECONDS = 4, 5, 1


@dataclass(frozen=True)
class Asked:
    """A tile and the query string of a filter."""

    tile: Tile
    query: str = ""

    @property
    def path(self):
        return f"/tiles/clusters/{self.tile.z}/{self.tile.x}/{self.tile.y}.json?{self.query}"

    def statements(self):
        """What `clusters_of` sends to the database for it."""
        register = Register(AnonymousUser())
        search = kept(QueryDict(self.query)) or self.filtered(register)
        return statements_of(lambda: clusters_of(register, search, self.tile))

    def statements_without_counts(self):
        """The same if no counts were kept."""
        register = Register(AnonymousUser())
        return statements_of(lambda: clusters_of(register, self.filtered(register), self.tile))

    def count(self):
        """A bare count of the same rows."""
        entries = self.filtered(Register(AnonymousUser())).found.using("public")
        return statements_of(entries.order_by().filter(standing_in([self.tile.box])).count)

    def filtered(self, register):
        return Filtered(AssetFilter(QueryDict(self.query), register.entries).qs)


def over_england():
    """A tile over HTTP, over the SQL alone that joins its places anew."""
    asked = Asked(OVER_ENGLAND)
    answers, alone = in_turns([asked] * TURNS, asked.statements_without_counts())
    return median(answers) / median(alone)


def low_seconds():
    """The time to the last byte that 95 of 100 answers keep, for everything and for one category."""
    connection = KeptOpen()
    return p95([connection.seconds(asked.path) for asked in plain(LOW)])


def low():
    """The p95 of tiles of wide view over that of their SQL alone."""
    return p95_over_sql(plain(LOW))


def high():
    """The same of tiles that show a town."""
    return p95_over_sql(plain(HIGH))


def filtered():
    """The same of tiles with three filters."""
    return p95_over_sql(with_three_filters())


def filtered_over_count():
    """The p95 of the SQL of tiles with three filters over that of a bare count of the same rows."""
    alone, counts = [], []
    for asked in with_three_filters():
        statements, count = asked.statements(), asked.count()
        alone.append(seconds_of(statements))
        counts.append(seconds_of(count))
    return stated("SQL of tiles with three filters", alone) / stated("bare counts of their rows", counts)


def p95_over_sql(asked):
    answers, alone = in_turns(asked)
    return stated("tiles over HTTP", answers) / stated("their SQL alone", alone)


def in_turns(tiles, peer=None):
    """The seconds of each tile over HTTP, and of the statements of a peer, or its own. Both find its rows in memory."""
    connection = KeptOpen()
    answers, alone = [], []
    for asked in tiles:
        statements = peer or asked.statements()
        answers.append(connection.seconds(asked.path))
        alone.append(seconds_of(statements))
    return answers, alone


def plain(zooms):
    """For each of some entries the tiles in which it stands, of everything and of its category or the kind above."""
    codes = dict(Category.objects.values_list("pk", "code"))
    above = dict(Category.objects.values_list("pk", "parent_id"))
    for turn, entry in enumerate(spots(SPOTS)):
        category = entry.category_ids[0]
        code = codes[(turn % 2 and above[category]) or category]
        for zoom in zooms:
            yield Asked(tile_of(entry, zoom))
            yield Asked(tile_of(entry, zoom), urlencode({"category": code}))


def with_three_filters():
    """For each of some entries the tiles in which it stands, with three filters that find it."""
    categories, audiences, features = (
        dict(model.objects.values_list("pk", "code")) for model in (Category, Audience, Feature)
    )
    known = PublicAsset.objects.exclude(audience_ids=[]).exclude(feature_ids=[]).exclude(referral="")
    threes = cycle(combinations(SAID, 3))
    for entry in spots(2 * SPOTS, known):
        says = {
            "category": categories[entry.category_ids[0]],
            "audience": audiences[entry.audience_ids[0]],
            "feature": features[entry.feature_ids[0]],
            "free": "yes" if entry.is_free else "no",
            "referral": entry.referral,
        }
        yield Asked(tile_of(entry, FILTERED), urlencode({name: says[name] for name in next(threes)}))


def spots(count, entries=None):
    """So many entries that show a place, the same ones each time: towns come up as often as they have entries."""
    entries = PublicAsset.objects.all() if entries is None else entries
    lots = MD5(Cast("id", TextField()))
    placed = entries.filter(public_location__isnull=False).order_by(lots)
    return list(placed.annotate(column=cell("world_column", DEEP), row=cell("world_row", DEEP))[:count])


def tile_of(entry, zoom):
    return Tile(zoom, entry.column >> (DEEP - zoom), entry.row >> (DEEP - zoom))


def statements_of(ask):
    """What is sent to the database of visitors, with its values."""
    statements = []

    def keep(execute, sql, values, many, context):
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connections["public"].execute_wrapper(keep):
        ask()
    return statements


def seconds_of(statements):
    started = time.perf_counter()
    with connections["public"].cursor() as cursor:
        for statement in statements:
            cursor.execute(*statement)
            cursor.fetchall()
    return time.perf_counter() - started


def stated(what, seconds):
    """The p95, which is printed with the median for whoever wants to know."""
    print(f"  {what}: p95 {1000 * p95(seconds):.2f} ms, median {1000 * median(seconds):.2f} ms", file=sys.stderr)
    return p95(seconds)


# ── What peers send ───────────────────────────────────────────────────────────────────────────────────────────────────
def times_quicker_than_geojson():
    """How many times longer every point of a tile takes as GeoJSON, made in this process, than the tile over HTTP."""
    answers, peers = [], []
    for entry in spots(PEER_TURNS):
        tile = tile_of(entry, LOW[-1])
        answers.append(KeptOpen().seconds(Asked(tile).path))  # the site closes what is idle while GeoJSON is made
        peers.append(geojson.seconds(Polygon.from_bbox(tile.box)))
    stated("tiles", answers)
    stated("the same as GeoJSON", peers)
    return median(peers) / median(answers)


# ── Asking again ──────────────────────────────────────────────────────────────────────────────────────────────────────
def cached():
    """How many tiles a second are answered to browsers that have them, over the rate of a page that does nothing."""
    paths = [asked.path for asked in islice(plain(LOW), 40)]
    etag = KeptOpen().ask(paths[0]).etag
    tiles, trivial = [], []
    for _ in range(ROUNDS):
        tiles.append(rate(paths, etag))
        trivial.append(rate(["/healthz"]))
    print(f"  tiles again {median(tiles):.0f} a second, /healthz {median(trivial):.0f}", file=sys.stderr)
    return median(tiles) / median(trivial)


def rate(paths, etag=""):
    """Answers a second to some browsers at once."""
    start = Barrier(CLIENTS)
    counts = []
    clients = [Thread(target=ask_again, args=(start, counts, paths, etag)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / ROUND_SECONDS


def ask_again(start, counts, paths, etag):
    connection, many = KeptOpen(), 0
    start.wait()
    until = time.perf_counter() + ROUND_SECONDS
    for path in cycle(paths):
        answer = connection.ask(path, etag)
        if etag and answer.status != 304:
            raise AssertionError(f"{path} was sent again.")
        many += 1
        if time.perf_counter() > until:
            break
    counts.append(many)
