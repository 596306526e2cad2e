"""URLs of the room."""

from django.urls import URLPattern

app_name = "konten"
urlpatterns: list[URLPattern] = []
