"""URLs of the room."""

from django.urls import URLPattern

app_name = "casemgmt"
urlpatterns: list[URLPattern] = []
