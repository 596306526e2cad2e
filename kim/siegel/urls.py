"""URLs of the room."""

from django.urls import URLPattern

from kim.siegel.views import stelle
from kim.web.zugang import Zugang, pfad

app_name = "siegel"
urlpatterns: list[URLPattern] = [
    pfad(
        "zertifizierungsstelle.pem",
        stelle.zertifizierungsstelle,
        name="zertifizierungsstelle",
        zugang=Zugang.OEFFENTLICH,
    ),
]
