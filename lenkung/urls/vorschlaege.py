"""Proposals, Vorlagen and their papers."""

from lenkung.permissions import GREMIEN_SEHEN, GREMIUM_LESEN, VORBEREITEN, VORSCHLAGEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import anlagen, vorlagen, vorschlaege, vorschlagstaten

_LESEN, _SEHEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel
_VORSCHLAGEN, _VORBEREITEN = VORSCHLAGEN.schluessel, VORBEREITEN.schluessel
_VORSCHLAG = "vorschlaege/<int:pk>/"
_FASSUNG = "vorlagen/fassungen/<int:pk>/"

VORSCHLAEGE = [
    im_kreis("vorschlaege/", vorschlaege.liste, "vorschlag-liste", _VORSCHLAGEN),
    im_kreis("vorschlaege/neu/", vorschlaege.vorschlagen, "vorschlagen", _VORSCHLAGEN),
    am_satz(_VORSCHLAG, vorschlaege.detail, "vorschlag-detail", _VORSCHLAGEN),
    am_satz(f"{_VORSCHLAG}nachfragen/", vorschlagstaten.nachfragen, "vorschlag-nachfragen", _VORBEREITEN),
    am_satz(f"{_VORSCHLAG}antworten/", vorschlagstaten.antworten, "vorschlag-antworten", _VORSCHLAGEN),
    am_satz(f"{_VORSCHLAG}verschieben/", vorschlagstaten.verschieben, "vorschlag-verschieben", _VORBEREITEN),
    am_satz(f"{_VORSCHLAG}aufnehmen/", vorschlagstaten.aufnehmen, "vorschlag-aufnehmen", _VORBEREITEN),
    am_satz(f"{_VORSCHLAG}ablehnen/", vorschlagstaten.ablehnen, "vorschlag-ablehnen", _VORBEREITEN),
    am_satz(
        f"{_VORSCHLAG}zurueckziehen/", vorschlagstaten.zurueckziehen, "vorschlag-zurueckziehen", _VORSCHLAGEN
    ),
    am_satz(f"{_VORSCHLAG}anlagen/", anlagen.zum_vorschlag, "vorschlag-anlagen", _VORSCHLAGEN),
    am_satz(f"{_VORSCHLAG}vorlage/", vorlagen.zum_vorschlag, "vorschlag-vorlage", _VORBEREITEN),
]

VORLAGEN = [
    im_kreis("vorlagen/", vorlagen.liste, "vorlage-liste", _SEHEN),
    im_kreis("vorlagen/neu/", vorlagen.schreiben, "vorlage-schreiben", _VORBEREITEN),
    am_satz("vorlagen/<int:pk>/", vorlagen.vorlage, "vorlage-detail", _SEHEN),
    am_satz("vorlagen/<int:pk>/neue-fassung/", vorlagen.neue_fassung, "vorlage-neue-fassung", _VORBEREITEN),
    am_satz(_FASSUNG, vorlagen.fassung, "fassung-detail", _LESEN),
    am_satz(f"{_FASSUNG}bearbeiten/", vorlagen.bearbeiten, "fassung-bearbeiten", _VORBEREITEN),
    am_satz(f"{_FASSUNG}freigeben/", vorlagen.freigeben, "fassung-freigeben", _VORBEREITEN),
    am_satz(f"{_FASSUNG}anlagen/", anlagen.zur_fassung, "fassung-anlagen", _VORBEREITEN),
    am_satz("anlagen/<int:pk>/umbenennen/", anlagen.umbenennen, "anlage-umbenennen", _VORSCHLAGEN),
    am_satz("anlagen/<int:pk>/entfernen/", anlagen.entfernen, "anlage-entfernen", _VORSCHLAGEN),
]
