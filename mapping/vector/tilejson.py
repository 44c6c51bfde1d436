"""What vector tiles there are, as TileJSON 3.0.0: https://github.com/mapbox/tilejson-spec."""

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html

from mapping.vector import areas, register


def of_register(reader, search, query):
    """The TileJSON of what a search finds in a register; `query` is the query string that asks for it."""
    source = format_html(
        'Places and groups: <a href="{}{}">{}</a>', settings.SITE_URL, reverse("assets:data"), settings.SITE_NAME
    )
    return tilejson(
        name=f"{settings.SITE_NAME}: places and groups",
        description="Places, groups and services of the register. Sources and licences differ from entry to entry.",
        address=address("asset_tile", 0, 0, 0, query=query),
        zooms=(0, register.LAST),
        bounds=register.bounds_of(reader, search),
        attribution=source,
        layers=register.LAYERS,
    )


def of_areas(asked, query):
    """The TileJSON of the areas that are `asked` for; `query` is the query string that asks for them."""
    label = areas.Kind(asked.kind).label
    measured = f", {asked.measure}" if asked.measure else ""
    layer = {"id": asked.kind, "description": f"{label}{measured}", "fields": asked.fields_shown}
    return tilejson(
        name=f"{settings.SITE_NAME}: {label}{measured}",
        description="Boundaries, simplified to the zoom.",
        address=address("area_mvt", asked.kind, 0, 0, 0, query=query),
        zooms=(areas.FIRST[asked.kind], areas.LAST),
        bounds=areas.bounds_of(asked),
        attribution=escape(" ".join(areas.attributions_of(asked))),
        layers=[layer],
    )


def tilejson(name, description, address, zooms, bounds, attribution, layers):
    least, most = zooms
    answer = {
        "tilejson": "3.0.0",
        "name": name,
        "description": description,
        "tiles": [address],
        "minzoom": least,
        "maxzoom": most,
        "vector_layers": [{**layer, "minzoom": least, "maxzoom": most} for layer in layers],
    }
    # Viewers may put the attribution into their pages as HTML.
    given = {"bounds": bounds and [round(degrees, 6) for degrees in bounds], "attribution": attribution}
    return answer | {key: value for key, value in given.items() if value}


def address(name, *numbers, query):
    """The whole address of a tile, with places for its numbers."""
    path = reverse(name, args=numbers).replace("/0/0/0", "/{z}/{x}/{y}")
    return f"{settings.SITE_URL}{path}" + (f"?{query}" if query else "")
