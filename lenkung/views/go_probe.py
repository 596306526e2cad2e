"""The GO-Probe: try a version before it is adopted. Numbers are set, and every verdict changes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.befund import Befund
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.zusammensetzung import zusammensetzung_am
from lenkung.forms.go_probe import GoProbeForm
from lenkung.models import Geschaeftsordnung
from lenkung.regeln.ausprobieren import Urteile, ausprobieren
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.worte import farbe, wort
from lenkung.views.go_seiten import fassung_holen, krumen

ANNAHME_OHNE_SITZE = 17
"""For a Gremium whose seats are not yet entered, as many as the GO RSK lists (§ 2 Abs. 1)."""


@dataclass(frozen=True, slots=True)
class Urteilszeile:
    titel: str
    befund: Befund

    @property
    def wort(self) -> str:
        return wort(self.befund.urteil)

    @property
    def art(self) -> str:
        return farbe(self.befund.urteil)


def probe(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_go_ausprobieren(request.akteur, satz))
    ordnung = ordnung_von(satz)
    if ordnung is None:
        messages.error(request, _("Der Entwurf widerspricht sich noch. Bitte zuerst bereinigen."))
        return redirect("lenkung:go-detail", pk)
    anfang = _anfang(satz, ordnung)
    form = GoProbeForm(_daten(request, anfang))
    urteile = ausprobieren(ordnung, form.annahmen()) if form.is_valid() else None
    return render(
        request,
        "lenkung/go_probe.html",
        {
            "go": satz,
            "krumen": krumen(satz),
            "form": form,
            "abschnitte": _abschnitte(form, urteile),
            "schwellen": [
                (s.vertretene, wort(s.urteil), farbe(s.urteil), s.noetige_ja) for s in urteile.schwellen
            ]
            if urteile
            else [],
        },
    )


def _anfang(satz: Geschaeftsordnung, ordnung: Ordnung) -> dict[str, Any]:
    sitze = zusammensetzung_am(satz.gremium_id, timezone.localdate()).mit_stimme
    stimmberechtigte = len(sitze) or ANNAHME_OHNE_SITZE
    # A deputy alone can represent the seat: for the rules it is filled, although a member is to be found.
    besetzte = sum(1 for zeile in sitze if zeile.mitglied or zeile.stellvertretung)
    return GoProbeForm.anfang(
        ordnung,
        heute=timezone.localdate(),
        stimmberechtigte=stimmberechtigte,
        besetzte=besetzte or stimmberechtigte,
    )


def _daten(request: HttpRequest, anfang: dict[str, Any]) -> QueryDict:
    """What was set, or the first case: either way the form is bound, and its page shows verdicts."""
    if "sitzungstag" in request.GET:
        return request.GET
    daten = QueryDict(mutable=True)
    form = GoProbeForm(initial=anfang)
    for name, wert in anfang.items():
        # Unticked boxes are not sent.
        if wert is not None and wert is not False:
            daten[name] = str(form[name].value() if not hasattr(wert, "isoformat") else f"{wert:%d.%m.%Y}")
    return daten


def _abschnitte(form: GoProbeForm, urteile: Urteile | None) -> list[dict[str, Any]]:
    zeilen: list[list[Urteilszeile]] = [[], [], [], []]
    if urteile is not None:
        zeilen[0].append(Urteilszeile(_("Einladung"), urteile.einladung))
        if urteile.vorschlag is not None:
            zeilen[0].append(Urteilszeile(_("Vorschlag"), urteile.vorschlag))
        zeilen[1].append(Urteilszeile(_("Beschlussfähigkeit"), urteile.faehigkeit.befund))
        zeilen[2].append(Urteilszeile(_("Beschluss"), urteile.abstimmung.befund))
        zeilen[3].append(Urteilszeile(_("Niederschrift"), urteile.niederschrift.befund))
    return [
        {
            "kennung": f"urteil-{nummer}",
            "titel": titel,
            "felder": felder,
            "zeilen": zeilen[nummer],
            "fristen": urteile.fristen if urteile and nummer == 0 else None,
            "fehler": [(feld.label, meldung) for feld in felder for meldung in feld.errors],
        }
        for nummer, (titel, felder) in enumerate(form.gruppen)
    ]
