"""Dispatch of a Niederschrift, objections to it, its approval, and the lists that get it."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIEN_SEHEN, GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import einwendung, genehmigung, niederschriftsversand, niederschriftsversand_verteiler

_LESEN, _SEHEN, _SCHREIBEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel, VORBEREITEN.schluessel
_AN = "sitzungen/<int:pk>/niederschrift/"
_PERSON = "sitzungen/niederschrift/empfang/<int:pk>/"
_EINWENDUNG = "sitzungen/niederschrift/einwendungen/<int:pk>/"
_EIGENE = "sitzungen/niederschriften/<int:pk>/"
_VERTEILER = "gremien/verteiler/<int:pk>/"
_LINK = "niederschrift/<str:token>/"

GENEHMIGUNG = [
    pfad(_LINK, einwendung.per_link, name="niederschrift-link", zugang=Zugang.OEFFENTLICH),
    pfad(f"{_LINK}neu/", einwendung.neuer_link, name="niederschrift-link-neu", zugang=Zugang.OEFFENTLICH),
    pfad(
        f"{_LINK}datei/<uuid:kennung>/",
        einwendung.datei_per_link,
        name="niederschrift-link-datei",
        zugang=Zugang.OEFFENTLICH,
    ),
    am_satz(_EIGENE, einwendung.angemeldet, "niederschrift-lesen", _LESEN),
    am_satz(f"{_EIGENE}datei/<uuid:kennung>/", einwendung.datei, "niederschrift-datei", _LESEN),
    am_satz(
        f"{_EIGENE}einwendung/<int:einwendung>/zurueckziehen/",
        einwendung.eigene_zurueckziehen,
        "eigene-einwendung-zurueckziehen",
        _LESEN,
    ),
    am_satz(f"{_AN}versand/", niederschriftsversand.seite, "niederschrift-versand", _SEHEN),
    am_satz(f"{_AN}nachsenden/", niederschriftsversand.nachsenden, "niederschrift-nachsenden", _SCHREIBEN),
    am_satz(f"{_PERSON}senden/", niederschriftsversand.nochmal, "niederschrift-nochmal", _SCHREIBEN),
    am_satz(f"{_PERSON}anders/", niederschriftsversand.anders, "niederschrift-anders", _SCHREIBEN),
    am_satz(f"{_AN}einwendung/", genehmigung.einwendung, "einwendung-eintragen", _SCHREIBEN),
    am_satz(f"{_EINWENDUNG}entscheiden/", genehmigung.entscheiden, "einwendung-entscheiden", _SEHEN),
    am_satz(
        f"{_EINWENDUNG}zurueckziehen/", genehmigung.zurueckziehen, "einwendung-zurueckziehen", _SCHREIBEN
    ),
    am_satz(f"{_AN}genehmigen/", genehmigung.genehmigen, "niederschrift-genehmigen", _SCHREIBEN),
    am_satz(
        f"{_AN}genehmigung-zuruecknehmen/", genehmigung.zuruecknehmen, "genehmigung-zuruecknehmen", _SCHREIBEN
    ),
    am_satz(
        "gremien/<int:pk>/verteiler/", niederschriftsversand_verteiler.liste, "verteiler-liste", _SCHREIBEN
    ),
    am_satz(
        "gremien/<int:pk>/verteiler/neu/",
        niederschriftsversand_verteiler.anlegen,
        "verteiler-anlegen",
        _SCHREIBEN,
    ),
    am_satz(_VERTEILER, niederschriftsversand_verteiler.bearbeiten, "verteiler-bearbeiten", _SCHREIBEN),
    am_satz(
        f"{_VERTEILER}loeschen/", niederschriftsversand_verteiler.loeschen, "verteiler-loeschen", _SCHREIBEN
    ),
]
