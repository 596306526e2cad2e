"""URLs of the room."""

from django.urls import URLPattern

app_name = "lenkung"
urlpatterns: list[URLPattern] = []
