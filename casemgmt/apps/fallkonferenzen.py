"""Conferences on cases: histories, what a revocation does to their papers, the entry in the menu."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.fallkonferenz import FOLGE
    from casemgmt.domain.widerruf import WIDERRUFSFOLGEN

    WIDERRUFSFOLGEN.eintragen(FOLGE)
    for art, bezeichnung, sichtbare in (
        ("fallkonferenz", "Fallkonferenz", permissions.sichtbare_fallkonferenzen),
        (
            "konferenzteilnahme",
            "Teilnahme an einer Fallkonferenz",
            permissions.sichtbare_konferenzteilnahmen,
        ),
        (
            "konferenzergebnis",
            "Ergebnis einer Fallkonferenz",
            permissions.sichtbare_konferenzergebnisse,
        ),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, sensibel=True))
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.fallkonferenzen",
            titel="Fallkonferenzen",
            url_name="casemgmt:konferenz-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=45,
            symbol="runde",
        )
    )
