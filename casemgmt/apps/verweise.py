"""Verweise: targets inside the house, links and mails, what awaits whom, histories."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.verweisziel import VERWEISZIELE, Verweisziel
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.mailtexte_verweis import MAILTEXTE_DER_VERWEISE
    from casemgmt.domain.verweispost import VERWEISLINK, VORBEHALT, verweis_gilt_noch
    from casemgmt.domain.verweiswiderruf import FOLGE
    from casemgmt.domain.widerruf import WIDERRUFSFOLGEN
    from casemgmt.pdf.verweisbrief import PDFART
    from casemgmt.views.anschluesse_netzwerk import seite_des_verweises
    from casemgmt.views.verweis_heute import zeilen

    VERWEISZIELE.eintragen(
        Verweisziel("lokal", "Case Management vor Ort", permissions.gebiet_lokal, mit_kommune=True)
    )
    VERWEISZIELE.eintragen(Verweisziel("mukis", "MuKi-S", permissions.gebiet_mukis))
    LINKZWECKE.eintragen(VERWEISLINK)
    WIDERRUFSFOLGEN.eintragen(FOLGE)
    SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, verweis_gilt_noch))
    for text in MAILTEXTE_DER_VERWEISE:
        MAILTEXTE.eintragen(text)
    PDFARTEN.eintragen(PDFART)
    HISTORIENARTEN.eintragen(
        Historienart(
            "verweis",
            "Verweis",
            permissions.sichtbare_verweise,
            sensibel=True,
            url=seite_des_verweises,
            ohne_felder=permissions.verborgene_felder,
        )
    )
    HISTORIENARTEN.eintragen(
        Historienart(
            "verweiseinstellung",
            "Einstellung der Verweise",
            permissions.sichtbare_verweiseinstellungen,
            sensibel=True,
        )
    )
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.verweise",
            titel="Verweise",
            url_name="casemgmt:verweis-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
            rang=40,
            symbol="verweis",
        )
    )
    HEUTE.eintragen(
        Heutequelle("casemgmt.verweise", zeilen, recht=permissions.OEFFNEN.schluessel, modul=Modul.CASEMGMT)
    )
