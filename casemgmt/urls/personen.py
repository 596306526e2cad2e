"""People, their households, and what the Koordination decides about them."""

from django.urls import URLPattern

from casemgmt.permissions import FACHAUFSICHT, OEFFNEN
from casemgmt.views import befangenheit, doppelt, fall_neu, haushalte, notzugriff, personen
from lenkung.urls.bausteine import am_satz, im_kreis

_OEFFNEN, _AUFSICHT = OEFFNEN.schluessel, FACHAUFSICHT.schluessel
_PERSON, _HAUSHALT = "personen/<int:pk>/", "haushalte/<int:pk>/"

urlpatterns: list[URLPattern] = [
    im_kreis("personen/", personen.liste, "klient-liste", _OEFFNEN),
    im_kreis("personen/neu/", personen.anlegen, "klient-anlegen", _OEFFNEN),
    am_satz(_PERSON, personen.detail, "klient-detail", _OEFFNEN),
    am_satz(f"{_PERSON}bearbeiten/", personen.bearbeiten, "klient-bearbeiten", _OEFFNEN),
    am_satz(f"{_PERSON}eigene-sicht/", personen.eigene, "klient-eigene-sicht", _OEFFNEN),
    am_satz(f"{_PERSON}haushalt/", haushalte.anlegen, "haushalt-anlegen", _OEFFNEN),
    am_satz(f"{_HAUSHALT}aufnehmen/", haushalte.aufnehmen, "haushalt-aufnehmen", _OEFFNEN),
    am_satz(f"{_HAUSHALT}teilen/", haushalte.teilen, "haushalt-teilen", _OEFFNEN),
    am_satz("haushalte/auszug/<int:pk>/", haushalte.beenden, "zugehoerigkeit-beenden", _OEFFNEN),
    im_kreis("faelle/neu/", fall_neu.eroeffnen, "fall-eroeffnen", _OEFFNEN),
    im_kreis("doppelt/", doppelt.liste, "doppelhinweis-liste", _AUFSICHT),
    am_satz("doppelt/<int:pk>/", doppelt.detail, "doppelhinweis-detail", _AUFSICHT),
    am_satz("doppelt/<int:pk>/verwerfen/", doppelt.verwerfen, "doppelhinweis-verwerfen", _AUFSICHT),
    am_satz(
        "zusammenfuehrungen/<int:pk>/zuruecknehmen/",
        doppelt.zuruecknehmen,
        "zusammenfuehrung-zuruecknehmen",
        _AUFSICHT,
    ),
    im_kreis("befangenheit/", befangenheit.eigene, "befangenheit", _OEFFNEN),
    am_satz(
        "befangenheit/<int:pk>/zurueckziehen/",
        befangenheit.zurueckziehen,
        "befangenheit-zurueckziehen",
        _OEFFNEN,
    ),
    im_kreis("befangenheit/kreis/", befangenheit.im_kreis, "befangenheit-kreis", _AUFSICHT),
    am_satz("befangenheit/hinweise/<int:pk>/", befangenheit.hinweis, "befangenheitshinweis", _AUFSICHT),
    am_satz("befangenheit/sperren/<int:pk>/", befangenheit.aufheben, "aktensperre-aufheben", _AUFSICHT),
    im_kreis("notzugriff/", notzugriff.nehmen, "notzugriff", _OEFFNEN),
    im_kreis("notzugriffe/", notzugriff.liste, "notzugriff-liste", _OEFFNEN),
    am_satz("notzugriffe/<int:pk>/beenden/", notzugriff.beenden, "notzugriff-beenden", _OEFFNEN),
    am_satz("notzugriffe/<int:pk>/gesehen/", notzugriff.gesehen, "notzugriff-gesehen", _AUFSICHT),
]
