"""The directory of the network: its entry in the menu, its histories, what the search finds."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.vorfuehrung_leben import leben_aufbauen
    from casemgmt.domain.vorfuehrung_netzwerk import netzwerk_aufbauen
    from casemgmt.views.anschluesse_netzwerk import seite_des_akteurs, seite_des_angebots

    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.akteure",
            titel="Akteure",
            url_name="casemgmt:akteur-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=50,
            symbol="gebaeude",
        )
    )
    for art, bezeichnung, sichtbare, url in (
        ("netzwerkakteur", "Akteur", permissions.sichtbare_netzwerkakteure, seite_des_akteurs),
        ("angebot", "Angebot", permissions.sichtbare_angebote, seite_des_angebots),
        ("kreiswabe", "Wabe", permissions.sichtbare_kreiswaben, None),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, sensibel=True, url=url))
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("casemgmt.akteure", netzwerk_aufbauen))
    # Last of all: what happens in a few files needs people, cases and the directory.
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("casemgmt.leben", leben_aufbauen))
