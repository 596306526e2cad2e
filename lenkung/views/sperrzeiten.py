"""The times in which the Kreis wants no sessions: a list and its acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from kim.web.tabelle import Spalte, Tabelle
from lenkung import permissions
from lenkung.domain.sperrzeit import sperrzeit_aendern, sperrzeit_eintragen, sperrzeit_loeschen
from lenkung.forms.sitzungen import SperrzeitForm
from lenkung.models import Sperrzeit
from lenkung.views.seiten import ausfuehren, formularseite
from lenkung.views.sitzungsseiten import krumen

TABELLE = Tabelle(
    spalten=[
        Spalte("bezeichnung", gettext_lazy("Bezeichnung"), ("bezeichnung", "von")),
        Spalte("von", gettext_lazy("erster Tag"), ("von",), art="datum"),
        Spalte("bis", gettext_lazy("letzter Tag"), ("bis",), art="datum"),
        Spalte("tun", gettext_lazy("Ändern"), art="aktion", titel_verborgen=True),
    ],
    standard_sortierung="-von",
    suche=("bezeichnung",),
    suche_titel=gettext_lazy("Bezeichnung"),
)


def _weg() -> list[tuple[Any, str]]:
    return [*krumen(), (_("Sperrzeiten"), reverse("lenkung:sperrzeit-liste"))]


def _zur_liste(satz: Any) -> str:
    return reverse("lenkung:sperrzeit-liste")


def liste(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    pflegen = permissions.darf_sperrzeiten_pflegen(request.akteur, kreis_id)
    return render(
        request,
        "lenkung/sperrzeit_liste.html",
        {
            "seite": TABELLE.seite(request, permissions.sichtbare_sperrzeiten(request.akteur)),
            "pflegen": pflegen,
            "neu_url": reverse("lenkung:sperrzeit-eintragen") if pflegen else "",
            "krumen": krumen(),
        },
    )


def eintragen(request: Anfrage) -> HttpResponse:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_sperrzeiten_pflegen(request.akteur, kreis_id))
    form = SperrzeitForm(
        *eingaben(request), instance=Sperrzeit(kreis_id=kreis_id), heute=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda zeit: _("„%(name)s“ ist eingetragen.") % {"name": zeit.bezeichnung},
            sperrzeit_eintragen,
            kreis_id=kreis_id,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Sperrzeit eintragen"),
        weg=_weg(),
        unterzeile=_("Vorschläge für Termine weichen ihr aus. Schon geplante Sitzungen bleiben."),
    )


def _sperrzeit(request: Anfrage, pk: int) -> Sperrzeit:
    sperrzeit = get_object_or_404(permissions.sichtbare_sperrzeiten(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_sperrzeiten_pflegen(request.akteur, sperrzeit.kreis_id))
    return sperrzeit


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    sperrzeit = _sperrzeit(request, pk)
    form = SperrzeitForm(
        *eingaben(request),
        instance=sperrzeit,
        heute=timezone.localdate(),
        initial={"stand": stand_von(sperrzeit)},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda zeit: _("„%(name)s“ ist gespeichert.") % {"name": zeit.bezeichnung},
            sperrzeit_aendern,
            sperrzeit_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Sperrzeit ändern"), weg=_weg())


def loeschen(request: Anfrage, pk: int) -> HttpResponse:
    sperrzeit = _sperrzeit(request, pk)
    if request.method == "POST":
        sperrzeit_loeschen(sperrzeit_id=pk, akteur=request.akteur)
        text = _("„%(name)s“ ist aus dem Kalender genommen.")
        messages.success(request, text % {"name": sperrzeit.bezeichnung})
        return redirect("lenkung:sperrzeit-liste")
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("„%(name)s“ löschen?") % {"name": sperrzeit.bezeichnung},
            "folgen": [
                _("Vorschläge für Termine weichen dieser Zeit nicht mehr aus."),
                _("Geplante Sitzungen bleiben, wie sie sind."),
            ],
            "knopf": _("Löschen"),
            "gefahr": True,
            "krumen": _weg(),
            "abbrechen_url": reverse("lenkung:sperrzeit-liste"),
        },
    )
