"""What the pages of Gremien, seats and members share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.akteur import Akteur
from kim.stammdaten.views.saetze import versuchen
from kim.web.anfrage import Anfrage
from lenkung.models import Gremium, Sitz

HISTORIE_SEHEN = "protokoll.sehen"
Krumen = Sequence[tuple[Any, str]]


def krumen(gremium: Gremium | None = None, sitz: Sitz | None = None) -> Krumen:
    """The way here, above the page itself."""
    weg: list[tuple[Any, str]] = [(_("Lenkung"), reverse("lenkung:uebersicht"))]
    if gremium is not None:
        weg.append((gremium.kurz, reverse("lenkung:gremium-detail", args=[gremium.pk])))
    if sitz is not None:
        weg.append((sitz, reverse("lenkung:sitz-detail", args=[sitz.pk])))
    return weg


def formularseite(
    request: Anfrage,
    *,
    form: Any,
    titel: str,
    weg: Krumen,
    knopf: str = "",
    unterzeile: str = "",
    person_anlegen: bool = False,
) -> HttpResponse:
    """One form, one button; back to where one came from."""
    return render(
        request,
        "lenkung/formular.html",
        {
            "form": form,
            "titel": titel,
            "krumen": weg,
            "knopf": knopf,
            "unterzeile": unterzeile,
            "abbrechen_url": weg[-1][1],
            "person_anlegen": person_anlegen,
        },
    )


def rueckfrage(
    request: Anfrage, *, form: Any, titel: str, folgen: list[str], knopf: str, weg: Krumen
) -> HttpResponse:
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "form": form,
            "titel": titel,
            "folgen": folgen,
            "knopf": knopf,
            "gefahr": True,
            "krumen": weg,
            "abbrechen_url": weg[-1][1],
        },
    )


def druckstand(akteur: Akteur, *, pdf: Any, schluessel: str, zurueck_url: str) -> dict[str, Any]:
    """A PDF if it is there, else how far its job is, for whoever may see the job."""
    if pdf is not None:
        return {"pdf": pdf}
    auftrag: Any = sichtbare_auftraege(akteur).filter(schluessel=schluessel).first()
    if auftrag is None:
        return {"pdf_in_arbeit": True}
    return {
        "auftrag": auftrag,
        "stand_url": reverse("lenkung:druck", args=[auftrag.pk]),
        "dokument": auftrag.ergebnis.get("dokument", ""),
        "wiederholen_url": reverse("lenkung:druck-wiederholen", args=[auftrag.pk])
        if darf_wiederholen(akteur, auftrag)
        else "",
        "zurueck_url": zurueck_url,
        "zurueck_text": _("Zurück"),
    }


def ausfuehren(request: Anfrage, form: Any, ziel: Any, meldung: Any, tun: Any, **angaben: Any) -> Any:
    """Calls the one domain function; on success the redirect, else None and the form shows why not.

    `meldung` and `ziel` may depend on what came out of it.
    """
    satz = versuchen(form, tun, akteur=request.akteur, **angaben)
    if satz is None:
        return None
    messages.success(request, meldung(satz))
    return redirect(ziel(satz) if callable(ziel) else ziel)
