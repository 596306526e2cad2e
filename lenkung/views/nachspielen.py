"""Past sessions played against a version of the Geschäftsordnung: what would have come out differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.nachspielen import Fruehere, fruehere_sitzungen
from lenkung.regeln.nachspielen import Frage, Vergleich
from lenkung.regeln.nachspielen import nachspielen as regeln_nachspielen
from lenkung.views.go_probe import Urteilszeile
from lenkung.views.go_seiten import fassung_holen, krumen

FRAGEN: dict[Frage, Any] = {
    Frage.LADUNG: gettext_lazy("Ladung"),
    Frage.ZWEITE: gettext_lazy("Zweite Einberufung"),
    Frage.EROEFFNUNG: gettext_lazy("Beschlussfähigkeit zu Beginn"),
    Frage.UNFAEHIGKEIT: gettext_lazy("Als die Beschlussunfähigkeit festgestellt wurde"),
    Frage.FAEHIGKEIT: gettext_lazy("Beschlussfähigkeit bei der Abstimmung"),
    Frage.ERGEBNIS: gettext_lazy("Ergebnis"),
}


@dataclass(frozen=True, slots=True)
class Zeile:
    worum: str
    damals: Urteilszeile
    entwurf: Urteilszeile

    @classmethod
    def aus(cls, vergleich: Vergleich) -> Zeile:
        titel = FRAGEN[vergleich.frage]
        return cls(
            vergleich.worum, Urteilszeile(titel, vergleich.damals), Urteilszeile(titel, vergleich.entwurf)
        )


@dataclass(frozen=True, slots=True)
class Sitzungszeile:
    fruehere: Fruehere
    anders: list[Zeile]
    gleich: list[Zeile]


def nachspielen(request: Anfrage, pk: int) -> HttpResponse:
    satz = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_go_ausprobieren(request.akteur, satz))
    ordnung = ordnung_von(satz)
    if ordnung is None:
        messages.error(request, _("Der Entwurf widerspricht sich noch. Bitte zuerst bereinigen."))
        return redirect("lenkung:go-detail", pk)
    zeilen = []
    for fruehere in fruehere_sitzungen(satz.gremium_id):
        vergleiche = regeln_nachspielen(fruehere.vergangene, ordnung)
        anders = [Zeile.aus(vergleich) for vergleich in vergleiche if vergleich.anders]
        gleich = [Zeile.aus(vergleich) for vergleich in vergleiche if not vergleich.anders]
        zeilen.append(Sitzungszeile(fruehere, anders, gleich))
    # What would be different comes first; within both, the latest session.
    zeilen.sort(key=lambda zeile: not zeile.anders)
    return render(
        request,
        "lenkung/nachspielen.html",
        {
            "go": satz,
            "krumen": krumen(satz),
            "zeilen": zeilen,
            "anders": sum(1 for zeile in zeilen if zeile.anders),
            "nachgespielt": sum(1 for zeile in zeilen if zeile.anders or zeile.gleich),
        },
    )
