from django.urls import path

from assets.views import (
    boundary,
    calendar,
    contribute,
    explore,
    export,
    feeds,
    history,
    keep,
    proposals,
    review,
    saved,
    suggest,
)

app_name = "assets"
urlpatterns = [
    path("assets/", explore.asset_list, name="list"),
    path("assets.atom", feeds.atom, name="atom"),
    path("assets.csv", export.csv, name="csv"),
    path("assets.ics", calendar.ics, name="ics"),
    path("assets/suggest/", suggest.suggest, name="suggest"),
    path("assets/add/", contribute.add, name="add"),
    path("start/", contribute.start, name="start"),
    path("assets/kept/", keep.kept, name="kept"),
    path("assets/searches/", saved.searches, name="searches"),
    path("assets/searches/<int:pk>/", saved.change_search, name="search"),
    path("assets/searches/<int:pk>/delete/", saved.delete_search, name="delete_search"),
    path("assets/searches/stop/<str:token>/", saved.stop_alerts, name="stop_alerts"),
    path("assets/mine/", contribute.mine, name="mine"),
    path("assets/changes/<int:pk>/", proposals.proposal, name="proposal"),
    path("assets/<int:pk>/edit/", contribute.edit, name="edit"),
    path("assets/<int:pk>/boundary/", boundary.boundary, name="boundary"),
    path("assets/<int:pk>/history/", history.history, name="history"),
    path("assets/<int:pk>/history/<int:version>/", history.version, name="version"),
    path("assets/<int:pk>/", explore.detail, name="short"),
    path("assets/<int:pk>-<slug:slug>/", explore.detail, name="detail"),
    path("review/", review.queue, name="review"),
    path("review/<int:pk>/", review.item, name="review_item"),
    path("data/", export.data, name="data"),
]
