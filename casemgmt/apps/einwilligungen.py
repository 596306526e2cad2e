"""Consents: their histories, who may read the sheets, and the question just before something is sent."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.weitergabe import SENDEVORBEHALT
    from casemgmt.pdf import einwilligung
    from casemgmt.views.einwilligungsheute import heute_zeilen

    for art, bezeichnung, sichtbare in (
        ("einwilligung", "Einwilligung", permissions.sichtbare_einwilligungen),
        (
            "einwilligungsempfaenger",
            "Empfänger einer Einwilligung",
            permissions.sichtbare_einwilligungsempfaenger,
        ),
        (
            "einwilligungsunterschrift",
            "Unterschrift einer Einwilligung",
            permissions.sichtbare_einwilligungsunterschriften,
        ),
        ("weitergabe", "Weitergabe", permissions.sichtbare_weitergaben),
        (
            "einwilligungsentwurf",
            "Unterschrift vom Gerät",
            permissions.sichtbare_einwilligungsentwuerfe,
        ),
        (
            "weitergabeohneeinwilligung",
            "Weitergabe ohne Einwilligung",
            permissions.sichtbare_weitergaben_ohne,
        ),
        ("einwilligungstext", "Text der Einwilligung", permissions.sichtbare_einwilligungstexte),
        (
            "einwilligungseinstellung",
            "Einstellung der Einwilligung",
            permissions.sichtbare_einwilligungseinstellungen,
        ),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, sensibel=True))
    for dokumentart in (permissions.EINWILLIGUNG_BLATT, permissions.EINWILLIGUNG_UNTERSCHRIEBEN):
        DOKUMENTZUGRIFFE.eintragen(
            Dokumentzugriff(
                dokumentart,
                permissions.darf_einwilligungsdokument_lesen,
                permissions.sichtbare_einwilligungen,
            )
        )
    SENDEVORBEHALTE.eintragen(SENDEVORBEHALT)
    PDFARTEN.eintragen(einwilligung.PDFART)
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.einwilligungen",
            titel="Einwilligungen",
            url_name="casemgmt:einwilligung-uebersicht",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=60,
            symbol="schild",
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "casemgmt.einwilligungen",
            heute_zeilen,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
        )
    )
