"""After the dispatch: what became of each mail, what that means for the Ladung, what can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kim.versand.permissions import SEHEN as POSTAUSGANG_SEHEN
from kim.versand.regeln.stand import OFFEN, Stand
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.ladung import befund_der_ladung
from lenkung.domain.queries.nachweis import Belegzeile, belege, nachweis_aus, noch_ohne_einladung
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.domain.teilnahme import einzuladende
from lenkung.models import Sendung, Sitzung, Tagesordnungsfassung, Teilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.versand import Sendungsart
from lenkung.regeln.worte import farbe, wort
from lenkung.views.sitzungsrahmen import rahmen

STAENDE = {
    Stand.WARTET: ("hinweis", gettext_lazy("wartet")),
    Stand.IN_VERSAND: ("hinweis", gettext_lazy("wird gesendet")),
    Stand.GESENDET: ("gut", gettext_lazy("angenommen")),
    Stand.GESCHEITERT: ("schlecht", gettext_lazy("gescheitert")),
    Stand.ZURUECKGEHALTEN: ("achtung", gettext_lazy("zurückgehalten")),
    Stand.ERLEDIGT: ("neutral", gettext_lazy("anders erledigt")),
}
KREISE = {
    "mitglieder": gettext_lazy("Mitglied"),
    "stellvertretungen": gettext_lazy("Stellvertretung, zur Kenntnis"),
    "vorzimmer": gettext_lazy("Vorzimmer"),
    "gast": gettext_lazy("Gast"),
    "nachgeladen": gettext_lazy("Stellvertretung, gefragt"),
    "eingeladene": gettext_lazy("eingeladen"),
}


@dataclass(frozen=True, slots=True)
class Beleg:
    """One mail in words."""

    zeile: Belegzeile
    art: str
    wort: Any
    als: Any


def beleg(zeile: Belegzeile) -> Beleg:
    art, titel = STAENDE[zeile.stand]
    return Beleg(zeile, art, titel, KREISE.get(zeile.kreis, ""))


def nachweisseite(request: Anfrage, sitzung: Sitzung, sendungen: Sequence[Sendung]) -> HttpResponse:
    zeilen = belege(sitzung.pk)
    teilnahmen = list(Teilnahme.objects.filter(sitzung=sitzung).select_related("person", "sitz"))
    einladung = next(s for s in sendungen if s.sendungsart is Sendungsart.EINLADUNG)
    darf = permissions.darf_nachsenden(request.akteur, sitzung)
    return render(
        request,
        "lenkung/einladung_nachweis.html",
        {
            **rahmen(request, sitzung, "einladung"),
            "einladung": einladung,
            **_urteil(sitzung, einladung, teilnahmen, zeilen),
            "darf_postausgang": request.akteur.hat_recht(POSTAUSGANG_SEHEN.schluessel),
            "zu_klaeren": [beleg(zeile) for zeile in zeilen if zeile.zu_klaeren],
            "gruppen": [
                (satz, [beleg(zeile) for zeile in zeilen if zeile.sendung_id == satz.pk])
                for satz in sendungen
            ],
            "unterwegs": sum(zeile.stand in OFFEN for zeile in zeilen),
            "angenommen": sum(zeile.stand is Stand.GESENDET for zeile in zeilen),
            "alle": len(zeilen),
            "ohne_adresse": [
                t
                for t in noch_ohne_einladung(teilnahmen, zeilen)
                if t.rolle == Teilnahmerolle.MITGLIED and not (t.person and t.person.email)
            ],
            "nachtraeglich": _nachtraeglich(sitzung, teilnahmen, zeilen) if darf else [],
            "aenderung_moeglich": darf and _neue_fassung(sitzung, sendungen),
            "darf_nachsenden": darf and sitzung.beginn > timezone.now(),
            "darf_verlegen": permissions.darf_sitzung_aendern(request.akteur, sitzung),
        },
    )


def _urteil(
    sitzung: Sitzung, einladung: Sendung, teilnahmen: Sequence[Teilnahme], zeilen: Sequence[Belegzeile]
) -> dict[str, Any]:
    go = sitzung.geschaeftsordnung
    befund = befund_der_ladung(sitzung, einladung, nachweis_aus(sitzung, einladung, teilnahmen, zeilen))
    return {
        "befund": befund,
        "befund_art": farbe(befund.urteil),
        "befund_wort": wort(befund.urteil),
        "verspaetet": befund.urteil == "verspaetet",
        "norm_url": f"{reverse('lenkung:go-detail', args=[go.pk])}#ladung" if go and befund.norm else "",
    }


def _nachtraeglich(
    sitzung: Sitzung, teilnahmen: Sequence[Teilnahme], zeilen: Sequence[Belegzeile]
) -> list[str]:
    """Who sits there on the day and has an address, but got no invitation."""
    bezuege = {zeile.bezug for zeile in zeilen}
    erreicht = {t.person_id for t in teilnahmen if f"teilnahme:{t.pk}" in bezuege}
    vertretungen = einstellung_von(sitzung.gremium).einladung_an_stellvertretung
    return [
        str(besetzung.person)
        for _zeile, besetzung, rolle in einzuladende(sitzzeilen_am([sitzung.gremium_id], sitzung.tag))
        if besetzung.person_id not in erreicht
        and besetzung.person.email
        and (rolle is Teilnahmerolle.MITGLIED or vertretungen)
    ]


def _neue_fassung(sitzung: Sitzung, sendungen: Sequence[Sendung]) -> bool:
    letzte = max((satz.fassung.nummer for satz in sendungen if satz.fassung is not None), default=0)
    return Tagesordnungsfassung.objects.filter(sitzung=sitzung, nummer__gt=letzte).exists()
