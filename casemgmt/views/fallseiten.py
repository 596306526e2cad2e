"""What the pages of cases share: fetching one, the way here, tabs, forms, and two who act at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt.domain.fallweg import gesehener_fall
from casemgmt.domain.queries.zustaendige import namen_der_konten
from casemgmt.models import Fall
from casemgmt.models.auswahl import PHASEN
from kim.basis.anzeige import zeitpunkt
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.web.anfrage import Anfrage

Krumen = list[tuple[Any, str]]


def fall_holen(request: Anfrage, pk: int) -> Fall:
    """404 for everyone who does not see it: this case does not exist for her."""
    fall = gesehener_fall(request.akteur, pk)
    if fall is None:
        raise Http404
    return fall


def adresse(fall: Fall) -> str:
    return reverse("casemgmt:fall-detail", args=[fall.pk])


def krumen(fall: Fall | None = None, *weitere: tuple[Any, str]) -> Krumen:
    weg: Krumen = [(_("Fälle"), reverse("casemgmt:fall-liste"))]
    if fall is not None:
        weg.append((fall.aktenzeichen, adresse(fall)))
    return [*weg, *weitere]


@dataclass(frozen=True, slots=True)
class Fallreiter:
    """A tab of the file. Other areas append theirs to `REITER`."""

    schluessel: str
    titel: str
    url_name: str
    anzahl: Callable[[Fall], int] | None = None


REITER: list[Fallreiter] = [
    Fallreiter("akte", "Akte", "casemgmt:fall-detail"),
    Fallreiter("plan", "Integrationsplan", "casemgmt:fall-plan"),
    Fallreiter("personen", "Personen", "casemgmt:fall-personen"),
]


def reiter(fall: Fall, aktuell: str) -> list[dict[str, Any]]:
    return [
        {
            "titel": r.titel,
            "url": reverse(r.url_name, args=[fall.pk]),
            "aktuell": r.schluessel == aktuell,
            "anzahl": r.anzahl(fall) if r.anzahl else "",
        }
        for r in REITER
    ]


def beratung_url(fall: Fall) -> str:
    """Where a consultation of this case is logged."""
    return f"{reverse('casemgmt:beratung')}?fall={fall.pk}"


def formularseite(
    request: Anfrage,
    *,
    form: Any,
    titel: str,
    weg: Krumen,
    knopf: str,
    unterzeile: str = "",
    folgen: list[str] | None = None,
    konflikt: list[tuple[Any, str, str]] | None = None,
    gefahr: bool = False,
    ziele: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """One form, one button; back to where one came from."""
    return render(
        request,
        "casemgmt/fall_formular.html",
        {
            "form": form,
            "titel": titel,
            "krumen": weg,
            "knopf": knopf,
            "unterzeile": unterzeile,
            "folgen": folgen,
            "konflikt": konflikt,
            "gefahr": gefahr,
            "ziele": ziele,
            "abbrechen_url": weg[-1][1],
        },
    )


def ausfuehren(request: Anfrage, form: Any, ziel: Any, meldung: str, tun: Any, **angaben: Any) -> Any:
    """Calls the one domain function; on success the redirect, else None and the form shows why not."""
    try:
        satz = tun(akteur=request.akteur, **angaben)
    except Fachfehler as fehler:
        if isinstance(fehler, Ueberholt):
            form.ueberholt = True
        form.fachfehler(fehler)
        return None
    except ValidationError as fehler:
        form.domaenenfehler(fehler)
        return None
    messages.success(request, meldung)
    return redirect(ziel(satz) if callable(ziel) else ziel)


def beide_staende(fall_id: int, form: Any) -> list[tuple[Any, str, str]] | None:
    """After an act on an older version: what she had before her and what is now, side by side."""
    if not getattr(form, "ueberholt", False):
        return None
    jetzt = Fall.objects.get(pk=fall_id)
    alt = Fall.history.filter(id=fall_id, stand=form.cleaned_data["stand"]).order_by("-history_id").first()
    neu = Fall.history.filter(id=fall_id).order_by("-history_id").first()
    form.auf_neuen_stand(jetzt.stand)
    namen = namen_der_konten({z.verantwortlich_id for z in (alt, neu) if z is not None})
    phasen = dict(PHASEN)

    def bild(zeile: Any, was: Callable[[Any], Any]) -> str:
        return "–" if zeile is None else str(was(zeile))

    return [
        (titel, bild(alt, was), bild(neu, was))
        for titel, was in (
            (_("Phase"), lambda z: phasen[z.phase]),
            (_("verantwortlich"), lambda z: namen.get(z.verantwortlich_id, "–")),
            (_("geändert von"), lambda z: z.akteur_name),
            (_("geändert am"), lambda z: zeitpunkt(z.history_date)),
        )
    ]
