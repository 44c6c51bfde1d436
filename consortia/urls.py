from django.urls import include, path

from consortia import views

organisations = [path("<slug:slug>/", views.organisation, name="detail")]
consortia = [
    path("", views.consortium_list, name="list"),
    path("<slug:slug>/", views.consortium, name="detail"),
]

urlpatterns = [
    path("organisations/", include((organisations, "organisations"))),
    path("consortia/", include((consortia, "consortia"))),
]
