"""A search as a picture: what it asks, a map of what it finds, what the signs mean, credits and the date."""

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma

from assets.counting import total_of
from mapping.clusters import clusters_of
from mapping.picture import backdrop, told
from mapping.picture.frame import Frame
from mapping.picture.legend import Legend
from mapping.picture.marks import apart, drawn, marks_of
from mapping.picture.svg import BRAND, INK_2, PAPER, Words, element, picture
from mapping.tiles import Tile

WORLD = Tile(0, 0, 0)
UNITED_KINGDOM = settings.LEAFLET_CONFIG["SPATIAL_EXTENT"]  # is shown where nothing is found
MARGIN = 40  # pixels between the places and the edges of the map
NEAREST_USUAL, NEAREST = 14, 17  # zooms of tiles: how near the map comes by itself, and in a box that was asked for
LEAST_HIGH = 160  # pixels: rather than be less high, a map has no legend
EDGE = 14  # pixels beside what is written


def map_picture(register, search, chosen, width, height):
    """The picture as SVG. `search` is what `clusters_of` takes; `chosen` is the filter that says the same in words."""
    title = Words.fitted(told.title_of(chosen), 20, width - 2 * EDGE, most=2, bold=True)
    credit = Words.fitted(told.credits_of_picture(), 11, width - 2 * EDGE, most=9, fill=INK_2)
    top = EDGE + title.height + Words(["about it"], 14).height + EDGE / 2
    room = int(height - top - credit.height - EDGE)

    box, nearest = view_of(register, search, chosen)
    frame = Frame.around(box, width, room, MARGIN, nearest)
    tiles = [clusters_of(register, search, tile) for tile in frame.tiles()]
    marks = apart(marks_of(frame, tiles), frame)
    legend = Legend.of(marks, EDGE, width - 2 * EDGE)
    # The legend takes room from the map, on which there may then be signs of which it does not speak yet.
    while LEAST_HIGH <= room - legend.height < frame.height:
        frame = Frame.around(box, width, room - legend.height, MARGIN, nearest)
        marks = apart(marks_of(frame, tiles), frame)
        legend = Legend.of(marks, EDGE, width - 2 * EDGE)

    bottom = top + frame.height
    about = f"{found_in_words(chosen, marks)} · {told.site()} · {told.today()}"
    return picture(
        width,
        height,
        f"Map: {told.title_of(chosen)}",
        f"{about}. The same as a list: {told.address_of(chosen)}",
        map_of(frame, marks, top, chosen.values.get("bbox")),
        # What of the map reaches beyond its frame is covered: to cut it off would take as long again.
        element("rect", width=width, height=top, fill=PAPER),
        element("rect", y=bottom, width=width, height=height - bottom, fill=PAPER),
        *title.drawn(EDGE, EDGE),
        *Words.fitted(about, 14, width - 2 * EDGE, most=1).drawn(EDGE, EDGE + title.height),
        *(legend.drawn(bottom) if frame.height + legend.height <= room else []),
        *credit.drawn(EDGE, height - credit.height - EDGE / 2),
    )


def view_of(register, search, chosen):
    """The box of degrees that is shown, and the zoom of tiles beyond which it is not enlarged."""
    asked = chosen.values.get("bbox")
    return (asked.extent, NEAREST) if asked else (bounds_of(register, search), NEAREST_USUAL)


def bounds_of(register, search):
    """West, south, east, north of all that a search finds, or of the country."""
    return clusters_of(register, search, WORLD)["bounds"] or UNITED_KINGDOM


def map_of(frame, marks, top, asked):
    """The map alone, so many pixels below the upper edge of the picture, with a line around the box that is `asked`."""
    areas = backdrop.areas_in(frame)
    return element(
        "g",
        *backdrop.shapes(frame, areas),
        *([box_of(frame, asked)] if asked else []),
        *backdrop.names(frame, areas, [mark.box for mark in marks]),
        *(drawn(mark) for mark in marks),
        transform=f"translate(0 {top:.1f})",
    )


def box_of(frame, asked):
    """A line around a part of the map: beyond it there may be places that the picture does not show."""
    west, south, east, north = asked.extent
    (left, top), (right, bottom) = frame.spot(west, north), frame.spot(east, south)
    size = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return element("rect", **size, fill="none", stroke=BRAND, stroke_width=2, stroke_dasharray="8 6")


def found_in_words(chosen, marks):
    """How many places the map shows, and how many it cannot."""
    shown, total = sum(mark.count for mark in marks), total_of(chosen.found())
    said = f"{intcomma(shown)} {'place or group' if shown == 1 else 'places and groups'}"
    hidden = total.number - shown if total.is_exact else 0
    return f"{said} on this map, {intcomma(hidden)} more without a place that may be shown" if hidden > 0 else said
