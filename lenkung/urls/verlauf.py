"""Holding a session: the screen, and what it sends."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIEN_SEHEN, SITZUNGEN_PLANEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import anwesenheiten, eintraege, fuehren, nachtragen, sitzungsverlauf, stimmgeraet

_SEHEN = GREMIEN_SEHEN.schluessel
_AN = "sitzungen/<int:pk>/fuehren/"

VERLAUF = [
    pfad("stimme/", stimmgeraet.stimme, name="stimme", zugang=Zugang.OEFFENTLICH),
    pfad("stimme/abgeben/", stimmgeraet.abgeben, name="stimme-abgeben", zugang=Zugang.OEFFENTLICH),
    pfad("stimme/stand/", stimmgeraet.stand, name="stimme-stand", zugang=Zugang.OEFFENTLICH),
    am_satz(_AN, fuehren.fuehren, "sitzung-fuehren", _SEHEN),
    am_satz(f"{_AN}teile/", fuehren.teile, "fuehren-teile", _SEHEN),
    am_satz(f"{_AN}stand/", fuehren.stand, "fuehren-stand", _SEHEN),
    am_satz(f"{_AN}eintrag/", eintraege.eintragen, "fuehren-eintrag", _SEHEN),
    am_satz("sitzungen/<int:pk>/anwesenheit/", anwesenheiten.anwesenheit, "sitzung-anwesenheit", _SEHEN),
    am_satz("sitzungen/<int:pk>/verlauf/", sitzungsverlauf.verlauf, "sitzung-verlauf", _SEHEN),
    am_satz(
        "sitzungen/<int:pk>/anwesenheit/nachtragen/",
        anwesenheiten.nachtragen,
        "anwesenheit-nachtragen",
        VORBEREITEN.schluessel,
    ),
    am_satz(
        "sitzungen/anwesenheit/<int:pk>/berichtigen/",
        anwesenheiten.berichtigen,
        "anwesenheit-berichtigen",
        VORBEREITEN.schluessel,
    ),
    im_kreis("sitzungen/eintragen/", nachtragen.eintragen, "sitzung-eintragen", SITZUNGEN_PLANEN.schluessel),
    am_satz(
        "sitzungen/<int:pk>/nachtragen/",
        nachtragen.nachtragen,
        "verlauf-nachtragen",
        VORBEREITEN.schluessel,
    ),
]
