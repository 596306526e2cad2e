"""Taking over a former database."""

from django.urls import URLPattern

from casemgmt.permissions import FACHAUFSICHT
from casemgmt.views import uebernahme
from lenkung.urls.bausteine import am_satz, im_kreis

_AUFSICHT, _LAUF = FACHAUFSICHT.schluessel, "uebernahme/<int:pk>/"

urlpatterns: list[URLPattern] = [
    im_kreis("uebernahme/", uebernahme.liste, "uebernahme-liste", _AUFSICHT),
    im_kreis("uebernahme/neu/<slug:art>/", uebernahme.datei, "uebernahme-datei", _AUFSICHT),
    am_satz(_LAUF, uebernahme.detail, "uebernahme-detail", _AUFSICHT),
    am_satz(f"{_LAUF}uebernehmen/", uebernahme.uebernehmen, "uebernahme-uebernehmen", _AUFSICHT),
    am_satz(f"{_LAUF}verwerfen/", uebernahme.verwerfen, "uebernahme-verwerfen", _AUFSICHT),
    am_satz(f"{_LAUF}zuruecknehmen/", uebernahme.zuruecknehmen, "uebernahme-zuruecknehmen", _AUFSICHT),
]
