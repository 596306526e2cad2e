"""Arbeitsgruppen of a Gremium, their people, meetings and reports."""

from lenkung.permissions import GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import ag_berichte, ag_mitglieder, ag_treffen, arbeitsgruppen

# Whoever leads an Arbeitsgruppe writes its meetings and its report: the record decides.
_LESEN, _VORBEREITEN = GREMIUM_LESEN.schluessel, VORBEREITEN.schluessel
_AM_GREMIUM = "gremien/<int:pk>/arbeitsgruppen/"
_AG = "arbeitsgruppen/<int:pk>/"
_TREFFEN = "arbeitsgruppen/treffen/<int:pk>/"
_BERICHT = "arbeitsgruppen/berichte/<int:pk>/"
_MITGLIED = "arbeitsgruppen/mitwirkende/<int:pk>/"

ARBEITSGRUPPEN = [
    am_satz(_AM_GREMIUM, arbeitsgruppen.liste, "arbeitsgruppe-liste", _LESEN),
    am_satz(f"{_AM_GREMIUM}neu/", arbeitsgruppen.einsetzen, "arbeitsgruppe-einsetzen", _VORBEREITEN),
    am_satz(_AG, arbeitsgruppen.detail, "arbeitsgruppe-detail", _LESEN),
    am_satz(f"{_AG}bearbeiten/", arbeitsgruppen.bearbeiten, "arbeitsgruppe-bearbeiten", _VORBEREITEN),
    am_satz(f"{_AG}termin/", arbeitsgruppen.termin, "arbeitsgruppe-termin", _VORBEREITEN),
    am_satz(f"{_AG}beenden/", arbeitsgruppen.beenden, "arbeitsgruppe-beenden", _VORBEREITEN),
    am_satz(f"{_AG}mitwirkende/neu/", ag_mitglieder.aufnehmen, "agmitglied-aufnehmen", _VORBEREITEN),
    am_satz(f"{_AG}leitung/", ag_mitglieder.leitung, "agleitung-eintragen", _VORBEREITEN),
    am_satz(
        f"{_MITGLIED}verabschieden/", ag_mitglieder.verabschieden, "agmitglied-verabschieden", _VORBEREITEN
    ),
    am_satz(f"{_AG}treffen/neu/", ag_treffen.eintragen, "agtreffen-eintragen", _LESEN),
    am_satz(_TREFFEN, ag_treffen.detail, "agtreffen-detail", _LESEN),
    am_satz(f"{_TREFFEN}bearbeiten/", ag_treffen.bearbeiten, "agtreffen-bearbeiten", _LESEN),
    am_satz(f"{_TREFFEN}fertigstellen/", ag_treffen.fertigstellen, "agtreffen-fertigstellen", _LESEN),
    am_satz(f"{_TREFFEN}oeffnen/", ag_treffen.oeffnen, "agtreffen-oeffnen", _LESEN),
    am_satz(f"{_TREFFEN}verwerfen/", ag_treffen.verwerfen, "agtreffen-verwerfen", _LESEN),
    am_satz(f"{_AG}bericht/", ag_berichte.schreiben, "agbericht-schreiben", _LESEN),
    am_satz(_BERICHT, ag_berichte.detail, "agbericht-detail", _LESEN),
    am_satz(f"{_BERICHT}abgeben/", ag_berichte.abgeben, "agbericht-abgeben", _LESEN),
]
