"""Cases, requests, plans: navigation, histories, the start page, the printed plan."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.pdf import integrationsplan
    from casemgmt.views.fallheute import heutezeilen

    for art, bezeichnung, sichtbare in (
        ("anfrage", "Anfrage", permissions.sichtbare_anfragen),
        ("falluebergabe", "Fallübergabe", permissions.sichtbare_falluebergaben),
        ("wiedervorlage", "Wiedervorlage", permissions.sichtbare_wiedervorlagen),
        ("integrationsplan", "Integrationsplan", permissions.sichtbare_integrationsplaene),
        ("planziel", "Ziel eines Integrationsplans", permissions.sichtbare_planziele),
        ("planschritt", "Schritt eines Integrationsplans", permissions.sichtbare_planschritte),
        ("planpruefung", "Prüfung eines Integrationsplans", permissions.sichtbare_planpruefungen),
        ("planunterschrift", "Unterschrift unter einem Plan", permissions.sichtbare_planunterschriften),
    ):
        HISTORIENARTEN.eintragen(
            Historienart(
                art, bezeichnung, sichtbare, sensibel=True, ohne_felder=permissions.verborgene_felder
            )
        )
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.anfragen",
            titel="Anfragen",
            url_name="casemgmt:anfrage-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=30,
            symbol="anfrage",
        )
    )
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.kolleginnen",
            titel="Fachaufsicht",
            url_name="casemgmt:kolleginnen",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.FACHAUFSICHT.schluessel,
            modul=Modul.CASEMGMT,
            rang=80,
            symbol="auge",
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "casemgmt.faelle",
            zeilen=heutezeilen,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
        )
    )
    for dokumentart in (permissions.INTEGRATIONSPLAN_DRUCK, permissions.PLAN_UNTERSCHRIEBEN):
        DOKUMENTZUGRIFFE.eintragen(
            Dokumentzugriff(
                dokumentart, permissions.darf_plan_lesen, permissions.sichtbare_integrationsplaene
            )
        )
    PDFARTEN.eintragen(integrationsplan.PDFART)
