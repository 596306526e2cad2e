"""URLs of the room."""

from django.urls import URLPattern

app_name = "dokumente"
urlpatterns: list[URLPattern] = []
