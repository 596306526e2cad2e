"""The sentences of the Niederschrift, as the Kreis words them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, Ueberholt
from kim.protokoll.permissions import SEHEN as HISTORIE_SEHEN
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.textbausteine import GeltenderSatz, geltende_saetze
from lenkung.domain.textbaustein import textbaustein_aendern, textbaustein_zuruecksetzen
from lenkung.forms.niederschrift import TextbausteinForm
from lenkung.regeln.textbausteine import mit_beispielen
from lenkung.views.seiten import krumen


def _saetze(request: Anfrage) -> list[GeltenderSatz]:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_textbausteine_aendern(request.akteur, kreis_id))
    return geltende_saetze(kreis_id)


def _satz(request: Anfrage, art: str) -> GeltenderSatz:
    satz = next((satz for satz in _saetze(request) if satz.baustein.art.value == art), None)
    if satz is None:
        raise Http404
    return satz


def liste(request: Anfrage) -> HttpResponse:
    saetze = [(satz, mit_beispielen(satz.baustein, satz.text)) for satz in _saetze(request)]
    return render(request, "lenkung/textbausteine.html", {"saetze": saetze, "krumen": krumen()})


def bearbeiten(request: Anfrage, art: str) -> HttpResponse:
    geltend = _satz(request, art)
    form = TextbausteinForm(*eingaben(request), initial={"text": geltend.text, "bisher": geltend.text})
    if request.method == "POST" and form.is_valid():
        try:
            textbaustein_aendern(
                kreis_id=kreis_id_von(request),
                art=geltend.baustein.art,
                text=form.cleaned_data["text"],
                bisher=form.cleaned_data["bisher"],
                akteur=request.akteur,
            )
        except Ueberholt as fehler:
            # The next attempt counts against what is stored now: the person has been told.
            angaben = request.POST.copy()
            angaben["bisher"] = geltend.text
            form.data = angaben
            form.fachfehler(fehler)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("„%(titel)s“ ist gespeichert.") % {"titel": geltend.baustein.titel})
            return redirect("lenkung:textbaustein-liste")
    gezeigt = form.cleaned_data.get("text", "") if form.is_bound and form.is_valid() else geltend.text
    return render(
        request,
        "lenkung/textbaustein.html",
        {
            "form": form,
            "geltend": geltend,
            "baustein": geltend.baustein,
            "beispiel": mit_beispielen(geltend.baustein, gezeigt),
            "krumen": [*krumen(), (_("Textbausteine"), reverse("lenkung:textbaustein-liste"))],
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def zuruecksetzen(request: Anfrage, art: str) -> HttpResponse:
    geltend = _satz(request, art)
    url = reverse("lenkung:textbaustein-bearbeiten", args=[art])
    if request.method == "POST":
        textbaustein_zuruecksetzen(
            kreis_id=kreis_id_von(request), art=geltend.baustein.art, akteur=request.akteur
        )
        messages.success(request, _("Es gilt wieder der Satz des Hauses."))
        return redirect(url)
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("„%(titel)s“ zurücksetzen?") % {"titel": geltend.baustein.titel},
            "folgen": [_("Es gilt wieder der Satz des Hauses."), _("Der Verlauf behält Ihren Satz.")],
            "knopf": _("Zurücksetzen"),
            "gefahr": True,
            "krumen": [*krumen(), (_("Textbausteine"), reverse("lenkung:textbaustein-liste"))],
            "abbrechen_url": url,
        },
    )
