"""One provision of a draft: regulate it, see at once what it says, or strike it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler, Ueberholt
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben
from lenkung.domain.geschaeftsordnung import bestimmung_regeln, bestimmung_streichen
from lenkung.forms.geschaeftsordnung import BestimmungForm, StandForm
from lenkung.models import Bestimmung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmungsart
from lenkung.views.go_seiten import entwurf_holen, krumen


def _art(schluessel: str) -> Bestimmungsart:
    art = BESTIMMUNGEN.get(schluessel)
    if art is None:
        raise Http404
    return art


def regeln(request: Anfrage, pk: int, art: str) -> HttpResponse:
    entwurf, bestimmungsart = entwurf_holen(request, pk), _art(art)
    satz = entwurf.bestimmungen.filter(art=art).first()
    form = BestimmungForm(
        *eingaben(request),
        art=bestimmungsart,
        initial={
            **BestimmungForm.anfang(satz.angabe if satz else None),
            "stand": _stand(satz),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            bestimmung_regeln(
                geschaeftsordnung_id=pk,
                art=art,
                bestimmung=form.bestimmung(),
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            )
        except Ueberholt as fehler:
            form.fachfehler(fehler)
            _neuer_stand(form, entwurf.bestimmungen.filter(art=art).first())
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            _melden(request, bestimmungsart.titel, form, satz)
            return redirect(f"{reverse('lenkung:go-detail', args=[pk])}#{art}")
    return render(
        request,
        "lenkung/bestimmung.html",
        {
            "form": form,
            "art": bestimmungsart,
            "go": entwurf,
            "satz": form.satz() if form.is_bound else _satz(bestimmungsart, satz),
            "streichform": StandForm(initial={"stand": stand_von(satz)}, auto_id="streichen_%s")
            if satz
            else None,
            "krumen": krumen(entwurf),
            "zurueck_url": f"{reverse('lenkung:go-detail', args=[pk])}#{art}",
            "satz_url": reverse("lenkung:bestimmung-satz", args=[pk, art]),
            "streichen_url": reverse("lenkung:bestimmung-streichen", args=[pk, art]),
        },
    )


@require_POST
def satz(request: Anfrage, pk: int, art: str) -> HttpResponse:
    """What the values of the form say, while they are still being chosen. Stores nothing."""
    entwurf_holen(request, pk)
    form = BestimmungForm(request.POST, art=_art(art))
    return render(request, "lenkung/bestimmung_satz.html", {"satz": form.satz()})


@require_POST
def streichen(request: Anfrage, pk: int, art: str) -> HttpResponse:
    entwurf_holen(request, pk)
    titel = _art(art).titel
    try:
        bestimmung_streichen(
            geschaeftsordnung_id=pk,
            art=art,
            akteur=request.akteur,
            erwarteter_stand=StandForm(request.POST).gelesen(),
        )
    except Ueberholt as fehler:
        messages.warning(request, fehler.meldung)
        return redirect("lenkung:bestimmung", pk, art)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("„%(titel)s“ ist jetzt nicht geregelt.") % {"titel": titel})
    return redirect(f"{reverse('lenkung:go-detail', args=[pk])}#{art}")


def _melden(request: Anfrage, titel: str, form: BestimmungForm, bisher: Bestimmung | None) -> None:
    """A wording that was taken over and contradicts the new values would be adopted with them."""
    neu = form.bestimmung()
    if bisher is not None and neu.wortlaut and neu.wortlaut == bisher.wortlaut and neu.werte != bisher.werte:
        messages.warning(
            request,
            _(
                "„%(titel)s“ ist gespeichert. Der Wortlaut ist der alte geblieben: Bitte prüfen, ob er noch "
                "passt."
            )
            % {"titel": titel},
        )
    else:
        messages.success(request, _("„%(titel)s“ ist gespeichert.") % {"titel": titel})


def _neuer_stand(form: BestimmungForm, satz: Bestimmung | None) -> None:
    """The next attempt counts against what is stored now: the person has been told to compare."""
    daten: Any = form.data
    daten = daten.copy()
    daten["stand"] = str(_stand(satz))
    form.data = daten


def _stand(satz: Bestimmung | None) -> int:
    """0: not regulated."""
    return stand_von(satz) if satz else 0


def _satz(art: Bestimmungsart, satz: Bestimmung | None) -> str:
    return art.satz(satz.werte) if satz else ""
