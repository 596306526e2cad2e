"""Papers of a session, to read on the screen, item by item, and all of them in one PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.mappe import mappe_erstellen
from lenkung.domain.queries.lesen import Lesepunkt, Lesestand, lesestand
from lenkung.domain.queries.mappe import mappenstand
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.models import Sitzung
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import krumen, sitzung_holen


def _zu_lesen(request: Anfrage, sitzung: Sitzung, stand: Lesestand) -> list[Lesepunkt]:
    """Members read what the chair has set; who runs the Gremium also what is being worked on."""
    hinten = permissions.darf_hinter_die_kulissen(request.akteur, sitzung)
    return stand.in_arbeit if hinten else stand.bestaetigt


def unterlagen(request: Anfrage, pk: int) -> HttpResponse:
    """Open to all who see the session: before the agenda is set, it says so."""
    sitzung = sitzung_holen(request, pk)
    darf = permissions.darf_entwuerfe_sehen(request.akteur, sitzung)
    stand = lesestand(sitzung) if darf else Lesestand([], [])
    return render(
        request,
        "lenkung/sitzung_unterlagen.html",
        {
            **rahmen(request, sitzung, "unterlagen"),
            "punkte": _zu_lesen(request, sitzung, stand),
            "steht_noch_aus": not darf,
            **_mappe(request, sitzung, stand),
        },
    )


def _mappe(request: Anfrage, sitzung: Sitzung, stand: Lesestand) -> dict[str, Any]:
    darf = permissions.darf_mappe_erstellen(request.akteur, sitzung)
    return {
        "mappe": mappenstand(sitzung, stand.bestaetigt) if darf else None,
        "mappe_spaeter": "" if darf else darf.grund,
        "mappe_url": reverse("lenkung:sitzung-mappe", args=[sitzung.pk]),
    }


def mappe(request: Anfrage, pk: int) -> HttpResponse:
    """POST has it made; GET is the part of the page that changes meanwhile."""
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_entwuerfe_sehen(request.akteur, sitzung))
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_mappe_erstellen(request.akteur, sitzung))
        mappe_erstellen(sitzung_id=pk, akteur=request.akteur)
    elif request.headers.get("HX-Request"):
        return render(request, "lenkung/mappe.html", _mappe(request, sitzung, lesestand(sitzung)))
    return redirect(f"{reverse('lenkung:sitzung-unterlagen', args=[pk])}#mappe")


def punkt(request: Anfrage, pk: int, punkt_pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    get_object_or_404(permissions.sichtbare_punkte(request.akteur), pk=punkt_pk, sitzung=sitzung)
    punkte = _zu_lesen(request, sitzung, lesestand(sitzung))
    stelle = next((n for n, satz in enumerate(punkte) if satz.pk == punkt_pk), None)
    if stelle is None:
        raise Http404
    satz = punkte[stelle]
    return render(
        request,
        "lenkung/sitzung_punkt.html",
        {
            "sitzung": sitzung,
            "punkt": satz,
            "abschnitte": _abschnitte(satz),
            "davor": punkte[stelle - 1] if stelle else None,
            "danach": punkte[stelle + 1] if stelle + 1 < len(punkte) else None,
            "anzahl": len(punkte),
            "krumen": [
                *krumen(sitzung),
                (_("Unterlagen"), reverse("lenkung:sitzung-unterlagen", args=[sitzung.pk])),
            ],
        },
    )


def _abschnitte(satz: Lesepunkt) -> list[tuple[str, Any]]:
    if satz.fassung is None:
        return []
    texte = (
        (_("Sachverhalt"), satz.fassung.sachverhalt),
        (_("Beschlussvorschlag"), satz.fassung.beschlussvorschlag),
        (_("Auswirkungen"), satz.fassung.auswirkungen),
    )
    return [(titel, gesetzt(text)) for titel, text in texte if text.strip()]
