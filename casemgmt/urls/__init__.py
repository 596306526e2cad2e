"""URLs of the module, one file per area."""

from django.urls import URLPattern

from casemgmt.urls import (
    akten,
    akteure,
    einwilligungen,
    faelle,
    fallkonferenzen,
    ohne_netz,
    personen,
    uebernahme,
    verweise,
    vor_ort,
)

app_name = "casemgmt"
urlpatterns: list[URLPattern] = [
    *akten.urlpatterns,
    *personen.urlpatterns,
    *einwilligungen.urlpatterns,
    *faelle.urlpatterns,
    *uebernahme.urlpatterns,
    *vor_ort.urlpatterns,
    *ohne_netz.urlpatterns,
    *akteure.urlpatterns,
    *verweise.urlpatterns,
    *fallkonferenzen.urlpatterns,
]
