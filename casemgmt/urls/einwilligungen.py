"""Consents, passing on without one, their texts; and the state of a print."""

from django.urls import URLPattern

from casemgmt.permissions import OEFFNEN, TEXTE_PFLEGEN
from casemgmt.views import drucke, einwilligungen, einwilligungstaten, einwilligungstexte, weitergaben
from kim.web.zugang import Zugang, pfad

_OEFFNEN = OEFFNEN.schluessel
_EINE = "personen/einwilligungen/<int:pk>/"
_TEXTE = "einwilligungen/texte/"


def _am_satz(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=_OEFFNEN)  # type: ignore[arg-type]


def _kreisweit(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.KREISWEIT, recht=_OEFFNEN)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    _kreisweit("einwilligungen/", weitergaben.uebersicht, "einwilligung-uebersicht"),
    _kreisweit(_TEXTE, einwilligungstexte.texte, "einwilligungstexte"),
    _kreisweit(f"{_TEXTE}<slug:sprache>/", einwilligungstexte.text, "einwilligungstext"),
    _kreisweit(
        f"{_TEXTE}<slug:sprache>/<int:nummer>/", einwilligungstexte.fassung, "einwilligungstext-fassung"
    ),
    pfad(
        f"{_TEXTE}<slug:sprache>/bearbeiten/",
        einwilligungstexte.bearbeiten,
        name="einwilligungstext-bearbeiten",
        zugang=Zugang.KREISWEIT,
        recht=TEXTE_PFLEGEN.schluessel,
    ),
    _am_satz("personen/<int:pk>/einwilligungen/", einwilligungen.liste, "einwilligung-liste"),
    _am_satz("personen/<int:pk>/einwilligungen/neu/", einwilligungen.anlegen, "einwilligung-anlegen"),
    _am_satz(
        "personen/<int:pk>/weitergabe-ohne-einwilligung/",
        weitergaben.beantragen,
        "weitergabe-ohne-beantragen",
    ),
    _am_satz(
        "personen/weitergaben-ohne-einwilligung/<int:pk>/",
        weitergaben.antrag_detail,
        "weitergabe-ohne-detail",
    ),
    _am_satz(_EINE, einwilligungen.detail, "einwilligung-detail"),
    _am_satz(f"{_EINE}bearbeiten/", einwilligungen.bearbeiten, "einwilligung-bearbeiten"),
    *(
        _am_satz(f"{_EINE}{tat}/", getattr(einwilligungstaten, tat), f"einwilligung-{tat}")
        for tat in (
            *("unterschreiben", "handzeichen", "hochladen", "muendlich"),
            *("verwerfen", "widerrufen", "drucken"),
        )
    ),
    _am_satz("druck/<int:pk>/", drucke.stand, "druck"),
    _am_satz("druck/<int:pk>/wiederholen/", drucke.wiederholen, "druck-wiederholen"),
]
