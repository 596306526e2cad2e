"""Start page, search, help, legal pages."""

from django.urls import URLPattern

from kim.web.views.heute import heute
from kim.web.zugang import Zugang, pfad

app_name = "web"
urlpatterns: list[URLPattern] = [
    pfad("", heute, name="heute", zugang=Zugang.ANGEMELDET),
]
