"""The agenda of a session: its items, their order, guests and papers, and how the chair sets it."""

from lenkung.permissions import BESTAETIGEN, GREMIEN_SEHEN, GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import tagesordnung, tagesordnung_festlegen, tagesordnungspunkte

_LESEN, _VORBEREITEN = GREMIUM_LESEN.schluessel, VORBEREITEN.schluessel
_AN = "sitzungen/<int:pk>/tagesordnung/"
_PUNKT = "sitzungen/punkte/<int:pk>/"

TAGESORDNUNG = [
    am_satz(_AN, tagesordnung.tagesordnung, "sitzung-tagesordnung", _LESEN),
    am_satz(f"{_AN}aufstellen/", tagesordnung.aufstellen, "tagesordnung-aufstellen", _VORBEREITEN),
    am_satz(f"{_AN}ordnen/", tagesordnung.ordnen, "tagesordnung-ordnen", _VORBEREITEN),
    am_satz(f"{_AN}fassungen/", tagesordnung_festlegen.fassungen, "tagesordnung-fassungen", _LESEN),
    am_satz(f"{_AN}vorlegen/", tagesordnung_festlegen.vorlegen, "tagesordnung-vorlegen", _VORBEREITEN),
    am_satz(f"{_AN}eintragen/", tagesordnung_festlegen.eintragen, "tagesordnung-eintragen", _VORBEREITEN),
    am_satz(f"{_AN}aendern/", tagesordnung_festlegen.aendern, "tagesordnung-aendern", _VORBEREITEN),
    am_satz(f"{_AN}belassen/", tagesordnung_festlegen.belassen, "tagesordnung-belassen", _VORBEREITEN),
    am_satz(
        f"{_AN}bestaetigen/",
        tagesordnung_festlegen.bestaetigen,
        "sitzung-bestaetigen",
        BESTAETIGEN.schluessel,
    ),
    am_satz(f"{_AN}punkte/neu/", tagesordnungspunkte.anlegen, "punkt-anlegen", _VORBEREITEN),
    am_satz(_PUNKT, tagesordnungspunkte.detail, "punkt-detail", GREMIEN_SEHEN.schluessel),
    am_satz(f"{_PUNKT}bearbeiten/", tagesordnungspunkte.bearbeiten, "punkt-bearbeiten", _VORBEREITEN),
    am_satz(f"{_PUNKT}absetzen/", tagesordnungspunkte.absetzen, "punkt-absetzen", _VORBEREITEN),
    am_satz(f"{_PUNKT}gaeste/neu/", tagesordnungspunkte.gast_eintragen, "gast-eintragen", _VORBEREITEN),
    am_satz(
        f"{_PUNKT}unterlagen/neu/", tagesordnungspunkte.anlage_ablegen, "punktanlage-ablegen", _VORBEREITEN
    ),
    am_satz(
        "sitzungen/gaeste/<int:pk>/entfernen/",
        tagesordnungspunkte.gast_entfernen,
        "gast-entfernen",
        _VORBEREITEN,
    ),
    am_satz(
        "sitzungen/punktanlagen/<int:pk>/entfernen/",
        tagesordnungspunkte.anlage_entfernen,
        "punktanlage-entfernen",
        _VORBEREITEN,
    ),
]
