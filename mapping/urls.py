from django.urls import include, path, register_converter

from mapping.views import embed, layers, pages, printing, tiles, vector


class AreaCode:
    """Anything but a slash and a NUL, which PostgreSQL cannot be asked for."""

    regex = r"[^/\x00]+"

    def to_python(self, code):
        return code

    def to_url(self, code):
        return code


register_converter(AreaCode, "area")
areas = [
    path("", pages.area_list, name="list"),
    path("<area:code>/", pages.area, name="detail"),
    path("<area:code>/outline.json", pages.outline, name="outline"),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("areas/", include((areas, "areas"))),
    path("embed/", embed.embed, name="embed"),
    path("embed/code/", embed.embed_code, name="embed_code"),
    path("assets/print/", printing.print_page, name="print"),
    path("assets/map.svg", printing.map_svg, name="map_svg"),
    path("assets/map.png", printing.map_png, name="map_png"),
    path("tiles/clusters/<int:z>/<int:x>/<int:y>.json", tiles.clusters, name="clusters"),
    path("tiles/areas/<int:z>/<int:x>/<int:y>.json", tiles.area_tile, name="area_tile"),
    path("tiles/assets.json", vector.asset_tiles, name="asset_tiles"),
    path("tiles/assets/<int:z>/<int:x>/<int:y>.mvt", vector.asset_tile, name="asset_tile"),
    path("tiles/areas/<slug:kind>.json", vector.area_tiles, name="area_tiles"),
    path("tiles/areas/<slug:kind>/<int:z>/<int:x>/<int:y>.mvt", vector.area_mvt, name="area_mvt"),
    path("tiles/layers.json", layers.layer_list, name="layers"),
    path("tiles/layers/<slug:name>/<int:z>/<int:x>/<int:y>.json", layers.layer_tile, name="layer_tile"),
]
