from django.urls import include, path, register_converter

from mapping import views


class AreaCode:
    """Anything but a slash and a NUL, which PostgreSQL cannot be asked for."""

    regex = r"[^/\x00]+"

    def to_python(self, code):
        return code

    def to_url(self, code):
        return code


register_converter(AreaCode, "area")
areas = [
    path("", views.area_list, name="list"),
    path("<area:code>/", views.area, name="detail"),
    path("<area:code>/outline.json", views.outline, name="outline"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("areas/", include((areas, "areas"))),
    path("tiles/clusters/<int:z>/<int:x>/<int:y>.json", views.clusters, name="clusters"),
    path("tiles/areas/<int:z>/<int:x>/<int:y>.json", views.area_tile, name="area_tile"),
]
