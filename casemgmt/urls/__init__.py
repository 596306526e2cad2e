"""URLs of the module, one file per area."""

from django.urls import URLPattern

from casemgmt.urls import (
    akten,
    akteure,
    einwilligungen,
    faelle,
    fallkonferenzen,
    personen,
    verweise,
    vor_ort,
    vorort,
)

app_name = "casemgmt"
urlpatterns: list[URLPattern] = [
    *akten.urlpatterns,
    *personen.urlpatterns,
    *einwilligungen.urlpatterns,
    *faelle.urlpatterns,
    *vor_ort.urlpatterns,
    *vorort.urlpatterns,
    *akteure.urlpatterns,
    *verweise.urlpatterns,
    *fallkonferenzen.urlpatterns,
]
