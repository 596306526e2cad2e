"""People: menu, search, what waits for the Koordination, histories."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.suchindex import SUCHINDEXE, Suchindex
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions, tasks
    from casemgmt.domain.suche import suchindex_erneuern
    from casemgmt.views import personenanschluesse as anschluesse

    AUFTRAGSARTEN.eintragen(tasks.NAMEN)
    oeffnen = permissions.OEFFNEN.schluessel
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.personen",
            titel="Personen",
            url_name="casemgmt:klient-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=oeffnen,
            modul=Modul.CASEMGMT,
            rang=20,
            symbol="personen",
        )
    )
    for schluessel, titel, suchen, rang in (
        ("casemgmt.faelle", "Fälle", anschluesse.faelle_finden, 9),
        ("casemgmt.personen", "Personen der Fallarbeit", anschluesse.personen_finden, 10),
    ):
        SUCHE.eintragen(Suchquelle(schluessel, titel, suchen, recht=oeffnen, modul=Modul.CASEMGMT, rang=rang))
    SUCHINDEXE.eintragen(Suchindex("casemgmt.klient", "Suchindex der Personen", suchindex_erneuern))
    for schluessel, zeilen, recht in (
        ("casemgmt.hinweise", anschluesse.hinweise_auf_heute, permissions.FACHAUFSICHT.schluessel),
        ("casemgmt.notzugriffe", anschluesse.notzugriffe_auf_heute, oeffnen),
    ):
        HEUTE.eintragen(Heutequelle(schluessel, zeilen, recht=recht, modul=Modul.CASEMGMT))
    for art, bezeichnung, sichtbare in (
        ("doppelhinweis", "Hinweis auf doppelt Erfasste", permissions.sichtbare_doppelhinweise),
        ("zusammenfuehrung", "Zusammenführung", permissions.sichtbare_zusammenfuehrungen),
        ("befangenheit", "Befangenheit", permissions.sichtbare_befangenheiten),
        ("befangenheitshinweis", "Hinweis auf Befangenheit", permissions.sichtbare_befangenheitshinweise),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, sensibel=True))
    HISTORIENARTEN.eintragen(
        Historienart(
            "klient",
            "Klientin oder Klient",
            # Earlier values of a protected address are as protected as today's.
            permissions.klienten_mit_lesbarer_historie,
            sensibel=True,
            url=anschluesse.seite_der_person,
        )
    )
