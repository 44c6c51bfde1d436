from django.urls import path

from places import views

app_name = "places"
urlpatterns = [
    path("distances/", views.distances, name="distances"),
    path("postcodes/", views.postcode, name="postcode"),
]
