"""Was eine Rolle erlaubt, und was jemand darf: wo, bis wann und warum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kim.basis.rechte import RECHTE
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.zuweisung import Zustand


@dataclass(frozen=True, slots=True)
class Rechtezeile:
    zuweisung: Rollenzuweisung
    zustand: Zustand
    rechte: tuple[str, ...]
    traegt: bool
    """Gilt sie wirklich? Nach dem Datum gültig und dennoch ohne Wirkung wäre ein Fehler, den man sehen
    muss."""


def rechte_in_worten(zuweisung: Rollenzuweisung) -> tuple[str, ...]:
    """Nur was es in diesem Kreis gibt: angemeldete Rechte eingeschalteter Module."""
    kreis = zuweisung.konto.kreis
    return tuple(
        recht.titel
        for recht in RECHTE
        if recht.schluessel in zuweisung.angabe.rechte
        and (recht.modul is None or getattr(kreis, f"modul_{recht.modul}", False))
    )


def rechtezeilen(konto: Konto, heute: date) -> list[Rechtezeile]:
    """Was gilt, wartet oder noch kommt; das Geltende zuerst."""
    wirksame = {zuweisung.pk for zuweisung in konto.wirksame_zuweisungen()}
    zeilen = []
    for zuweisung in konto.zuweisungen.laufend(heute).select_related("vertritt__konto").order_by("von", "pk"):
        zuweisung.konto = konto
        zeilen.append(
            Rechtezeile(
                zuweisung,
                zuweisung.zustand_am(heute),
                rechte_in_worten(zuweisung),
                traegt=zuweisung.pk in wirksame,
            )
        )
    reihenfolge = [Zustand.GILT, Zustand.WARTET, Zustand.GEPLANT]
    return sorted(zeilen, key=lambda zeile: reihenfolge.index(zeile.zustand))
