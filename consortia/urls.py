from django.urls import include, path

from consortia.views import areas, pages

organisations = [path("<slug:slug>/", pages.organisation, name="detail")]
consortia = [
    path("", pages.consortium_list, name="list"),
    path("<slug:slug>/", pages.consortium, name="detail"),
    path("<slug:slug>/areas/", areas.areas, name="areas"),
    path("<slug:slug>/areas/draw/", areas.draw, name="draw"),
    path("<slug:slug>/areas/<int:pk>/draw/", areas.draw, name="redraw"),
    path("<slug:slug>/areas/<int:pk>/end/", areas.end_area, name="end_area"),
    path("<slug:slug>/areas/<int:pk>/remove/", areas.remove_area, name="remove_area"),
]

urlpatterns = [
    path("organisations/", include((organisations, "organisations"))),
    path("consortia/", include((consortia, "consortia"))),
]
