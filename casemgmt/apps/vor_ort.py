"""On site: the entry in the navigation, the list of topics, the sheet for a Termin."""

from __future__ import annotations

from kim.basis.akteur import Akteur
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.pdf import terminzettel
    from casemgmt.views.vor_ort_heute import auf_heute

    def beraet(akteur: Akteur) -> bool:
        return permissions.beraet(akteur)

    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.vor_ort",
            titel="Vor Ort",
            url_name="casemgmt:vor-ort",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=5,
            symbol="ort",
            wenn=beraet,
        )
    )
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.themen",
            titel="Themen der Beratung",
            url_name="casemgmt:themen",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.TEXTE_PFLEGEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=90,
            symbol="liste",
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "casemgmt.termine",
            mit_terminen=auf_heute,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
        )
    )
    HISTORIENARTEN.eintragen(
        Historienart("kreisthema", "Thema der Beratung", permissions.sichtbare_kreisthemen)
    )
    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(
            permissions.TERMINZETTEL, permissions.darf_terminzettel_lesen, permissions.sichtbare_termine
        )
    )
    PDFARTEN.eintragen(terminzettel.PDFART)
