"""URLs of the room."""

from django.urls import URLPattern

app_name = "auftraege"
urlpatterns: list[URLPattern] = []
