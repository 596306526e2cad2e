"""URLs of the room."""

from django.urls import URLPattern

app_name = "versand"
urlpatterns: list[URLPattern] = []
