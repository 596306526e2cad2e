"""The settings of a Gremium, with what they would mean for the next session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.einstellungen import einstellungen_aendern
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.erinnerungen import (
    Regeln,
    Vorschauzeile,
    abdruck_der_einstellungen,
    regeln_von,
    vorschau,
)
from lenkung.forms.einstellungen import ZIELWORTE, EinstellungenForm
from lenkung.models import Gremium
from lenkung.models.auswahl import ERINNERUNGSARTEN
from lenkung.views.seiten import ausfuehren, krumen


@dataclass(frozen=True, slots=True)
class Satz:
    """One reminder in a sentence."""

    titel: Any
    text: str
    ruht: bool = False


def einstellungen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = get_object_or_404(permissions.vorbereitete_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_einstellen(request.akteur, gremium))
    geltende = regeln_von([pk])[pk]
    form = EinstellungenForm(
        *eingaben(request),
        einstellung=einstellung_von(gremium),
        regeln=geltende,
        abdruck=abdruck_der_einstellungen(gremium),
    )
    nur_ansehen = "vorschau" in request.POST
    if request.method == "POST" and form.is_valid() and not nur_ansehen:
        weiter = ausfuehren(
            request,
            form,
            reverse("lenkung:gremium-einstellungen", args=[pk]),
            lambda _gremium: _("Die Einstellungen sind gespeichert."),
            einstellungen_aendern,
            gremium_id=pk,
            angaben=form.angaben(),
            regeln=form.regeln,
            erwarteter_abdruck=form.cleaned_data["abdruck"],
        )
        if weiter:
            return weiter
        gremium.refresh_from_db()
        form.neuer_abdruck(abdruck_der_einstellungen(gremium))
    gezeigte = {**geltende, **form.regeln} if form.is_bound and form.is_valid() else geltende
    return render(
        request,
        "lenkung/gremium_einstellungen.html",
        {
            "form": form,
            "gremium": gremium,
            "krumen": krumen(gremium),
            "nur_ansehen": nur_ansehen and form.is_valid(),
            "abbrechen_url": reverse("lenkung:gremium-detail", args=[pk]),
            "darf_textbausteine": permissions.darf_textbausteine_aendern(request.akteur, gremium.kreis_id),
            **_vorschau(gremium, gezeigte),
        },
    )


def _vorschau(gremium: Gremium, regeln: Regeln) -> dict[str, Any]:
    sitzung, zeilen = vorschau(gremium, regeln, timezone.now())
    return {"naechste": sitzung, "saetze": [_satz(zeile) for zeile in zeilen]}


def _satz(zeile: Vorschauzeile) -> Satz:
    titel = dict(ERINNERUNGSARTEN)[zeile.art.value]
    if not zeile.regel.aktiv:
        return Satz(titel, _("ausgeschaltet"), ruht=True)
    if zeile.bezugstag is None:
        return Satz(titel, _("nicht geregelt, deshalb keine Erinnerung"), ruht=True)
    tage = ", ".join(datum(tag)[:6] for tag in zeile.tage)
    an = ", ".join(str(ZIELWORTE[ziel]) for ziel in zeile.regel.an)
    return Satz(titel, _("%(tage)s an %(an)s") % {"tage": tage, "an": an})
