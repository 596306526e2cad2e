"""The course of a session: what was entered, when it happened, and who entered it. Only to read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from kim.web.anfrage import Anfrage, verlange_erlaubnis
from kim.web.tabelle import Filter, Spalte, Tabelle
from lenkung import permissions
from lenkung.models.auswahl import EREIGNISARTEN
from lenkung.views.sitzungsseiten import krumen, sitzung_holen

TABELLE = Tabelle(
    spalten=[
        Spalte("zeit", gettext_lazy("Zeit"), ("zeit", "pk"), art="datum"),
        Spalte("was", gettext_lazy("Was")),
        Spalte("punkt", gettext_lazy("Punkt")),
        Spalte("text", gettext_lazy("Worum es ging")),
        Spalte("wer", gettext_lazy("eingetragen durch")),
    ],
    standard_sortierung="zeit",
    filter=[Filter("was", gettext_lazy("Was"), EREIGNISARTEN, feld="art")],
)


def verlauf(request: Anfrage, pk: int) -> HttpResponse:
    """For those who run the Gremium, also long after the session; the notes are no part of it."""
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verlauf_sehen(request.akteur, sitzung))
    menge = permissions.sichtbare_ereignisse(request.akteur).filter(sitzung=sitzung).select_related("punkt")
    return render(
        request,
        "lenkung/sitzung_verlauf.html",
        {"sitzung": sitzung, "krumen": krumen(sitzung), "seite": TABELLE.seite(request, menge)},
    )
