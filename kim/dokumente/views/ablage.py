"""The shared filing of a Kreis: list, upload, remove."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.basis.fehler import Fachfehler
from kim.dokumente import permissions
from kim.dokumente.domain.dokument import aus_ablage_loeschen, in_ablage_hochladen
from kim.dokumente.forms.hochladen import HochladenForm
from kim.dokumente.forms.loeschen import LoeschenForm
from kim.dokumente.regeln.dateityp import TITEL
from kim.web.tabelle import Filter, Spalte, Tabelle

TABELLE = Tabelle(
    spalten=[
        Spalte("name", gettext_lazy("Name"), ("name",)),
        Spalte("typ", gettext_lazy("Dateityp"), ("mime",)),
        Spalte("groesse", gettext_lazy("Größe"), ("groesse",), art="zahl"),
        Spalte("abgelegt", gettext_lazy("Abgelegt"), ("erzeugt_am",), art="datum"),
        Spalte("pruefung", gettext_lazy("Virenprüfung")),
        Spalte("aktion", gettext_lazy("Was Sie tun können"), art="aktion", titel_verborgen=True),
    ],
    filter=[
        Filter("typ", gettext_lazy("Dateityp"), [(typ.value, titel) for typ, titel in TITEL.items()], "mime")
    ],
    suche=["name"],
    standard_sortierung="-abgelegt",
)


class Anfrage(HttpRequest):
    """After the middleware every request carries its actor."""

    akteur: Akteur


def verlange_erlaubnis(erlaubnis: Erlaubnis) -> None:
    if not erlaubnis:
        raise PermissionDenied(erlaubnis.grund)


def kreis_id_von(request: Anfrage) -> int:
    if request.akteur.kreis_id is None:
        raise Http404
    return request.akteur.kreis_id


def ablage(request: Anfrage) -> HttpResponse:
    seite = TABELLE.seite(request, permissions.sichtbare_ablage(request.akteur))
    return render(
        request,
        "dokumente/ablage.html",
        {
            "seite": seite,
            "zeilen": [
                (
                    dokument,
                    TITEL.get(dokument.mime, dokument.mime),
                    permissions.darf_loeschen(request.akteur, dokument),
                )
                for dokument in seite.zeilen
            ],
            "darf_ablegen": permissions.darf_ablegen(request.akteur, kreis_id_von(request)),
        },
    )


def hochladen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_ablegen(request.akteur, kreis_id))
    form = HochladenForm(request.POST, request.FILES) if request.method == "POST" else HochladenForm()
    if form.is_valid():
        try:
            dokument = in_ablage_hochladen(kreis_id=kreis_id, datei=form.geprueft, akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("„%s“ liegt jetzt in der Ablage.") % dokument.name)
            return redirect("dokumente:ablage")
    return render(request, "dokumente/hochladen.html", {"form": form})


def loeschen(request: Anfrage, kennung: UUID) -> HttpResponse:
    dokument = get_object_or_404(permissions.sichtbare_ablage(request.akteur), kennung=kennung)
    verlange_erlaubnis(permissions.darf_loeschen(request.akteur, dokument))
    form = LoeschenForm(request.POST) if request.method == "POST" else LoeschenForm()
    if form.is_valid():
        try:
            aus_ablage_loeschen(
                dokument_id=dokument.pk, akteur=request.akteur, grund=form.cleaned_data["grund"]
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("„%s“ ist gelöscht.") % dokument.name)
            return redirect("dokumente:ablage")
    return render(
        request,
        "dokumente/loeschen.html",
        {
            "titel": _("„%s“ löschen") % dokument.name,
            "folgen": [
                _("Die Datei wird vom Server gelöscht und lässt sich hier nicht wiederherstellen."),
                _("Festgehalten bleibt, wer sie wann und warum gelöscht hat."),
            ],
            "form": form,
            "knopf": _("Löschen"),
            "gefahr": True,
            "abbrechen_url": reverse("dokumente:ablage"),
        },
    )
