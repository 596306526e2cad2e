"""Verweise: targets inside the house, links and mails, what awaits whom, histories."""

from __future__ import annotations

from functools import partial

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.verweisziel import VERWEISQUELLEN, VERWEISZIELE, Annahme, Verweisziel
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.mailtexte_verweis import MAILTEXTE_DER_VERWEISE
    from casemgmt.domain.verweisanfrage import anfrage_eroeffnen, anfrage_zuruecknehmen
    from casemgmt.domain.verweiseingang import VERWEISQUELLE
    from casemgmt.domain.verweispost import VERWEISLINK, VORBEHALT, verweis_gilt_noch
    from casemgmt.domain.verweiswiderruf import FOLGE
    from casemgmt.domain.widerruf import WIDERRUFSFOLGEN
    from casemgmt.pdf.verweisbrief import PDFART
    from casemgmt.regeln.werte import Fallbereich
    from casemgmt.views.anschluesse_netzwerk import seite_der_anfrage, seite_des_verweises
    from casemgmt.views.verweis_heute import zeilen

    VERWEISQUELLEN.eintragen(VERWEISQUELLE)
    VERWEISZIELE.eintragen(
        Verweisziel(
            "lokal",
            "Case Management vor Ort",
            permissions.gebiet_lokal,
            mit_kommune=True,
            annahme=Annahme(
                partial(anfrage_eroeffnen, Fallbereich.LOKAL), anfrage_zuruecknehmen, seite_der_anfrage
            ),
        )
    )
    VERWEISZIELE.eintragen(
        Verweisziel(
            "mukis",
            "MuKi-S",
            permissions.gebiet_mukis,
            annahme=Annahme(
                partial(anfrage_eroeffnen, Fallbereich.MUKIS), anfrage_zuruecknehmen, seite_der_anfrage
            ),
        )
    )
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
