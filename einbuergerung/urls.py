"""URLs of the room."""

from django.urls import URLPattern

app_name = "einbuergerung"
urlpatterns: list[URLPattern] = []
