from django.urls import include, path

from mapping import views

areas = [
    path("", views.area_list, name="list"),
    path("<str:code>/", views.area, name="detail"),
    path("<str:code>/outline.json", views.outline, name="outline"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("areas/", include((areas, "areas"))),
    path("tiles/clusters/<int:z>/<int:x>/<int:y>.json", views.clusters, name="clusters"),
    path("tiles/areas/<int:z>/<int:x>/<int:y>.json", views.area_tile, name="area_tile"),
]
