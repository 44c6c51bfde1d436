from django.urls import path

from assets.views import calendar, contribute, explore, export, feeds, keep, review

app_name = "assets"
urlpatterns = [
    path("assets/", explore.asset_list, name="list"),
    path("assets.atom", feeds.atom, name="atom"),
    path("assets.csv", export.csv, name="csv"),
    path("assets.ics", calendar.ics, name="ics"),
    path("assets/add/", contribute.add, name="add"),
    path("start/", contribute.start, name="start"),
    path("assets/kept/", keep.kept, name="kept"),
    path("assets/mine/", contribute.mine, name="mine"),
    path("assets/<int:pk>/edit/", contribute.edit, name="edit"),
    path("assets/<int:pk>/", explore.detail, name="short"),
    path("assets/<int:pk>-<slug:slug>/", explore.detail, name="detail"),
    path("review/", review.queue, name="review"),
    path("review/<int:pk>/", review.item, name="review_item"),
    path("data/", export.data, name="data"),
]
