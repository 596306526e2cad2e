"""On site without a network: its pages in the menu, the tray on the start page, its history."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.views import einwilligungsentwurf, uebertragungen

    HISTORIENARTEN.eintragen(
        Historienart(
            "uebertragung",
            "Übertragung vom Gerät",
            permissions.sichtbare_uebertragungen_der_aufsicht,
            sensibel=True,
        )
    )
    for schluessel, titel, url_name, rang, symbol in (
        ("ohne_netz", _("Ohne Netz"), "casemgmt:ohne-netz", 15, "offline"),
        ("ablage", _("Nicht übertragen"), "casemgmt:ablage", 70, "eingang"),
    ):
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel=f"casemgmt.{schluessel}",
                titel=titel,
                url_name=url_name,
                gruppe=Gruppe.FALLARBEIT,
                recht=permissions.OEFFNEN.schluessel,
                modul=Modul.CASEMGMT,
                rang=rang,
                symbol=symbol,
            )
        )
    for schluessel, zeilen in (
        ("ablage", uebertragungen.auf_heute),
        ("einwilligungsentwuerfe", einwilligungsentwurf.entwuerfe_auf_heute),
    ):
        HEUTE.eintragen(
            Heutequelle(
                f"casemgmt.{schluessel}",
                zeilen,
                recht=permissions.OEFFNEN.schluessel,
                modul=Modul.CASEMGMT,
            )
        )
