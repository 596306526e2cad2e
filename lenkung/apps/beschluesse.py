"""Beschlüsse and what became of them: register, Beschlusskontrolle, reports."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from lenkung import permissions, tasks
    from lenkung.domain.beschlussfolge import FOLGE_BERICHT
    from lenkung.domain.folgelink import VORBEHALT, folge_noch_offen
    from lenkung.domain.mailtexte_folge import MAILTEXTE_DER_FOLGEN
    from lenkung.views import anschluesse, beschlusskontrolle

    lesen = permissions.GREMIUM_LESEN.schluessel
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="lenkung.beschluesse",
            titel="Beschlüsse",
            url_name="lenkung:beschluss-liste",
            gruppe=Gruppe.LENKUNG,
            recht=lesen,
            modul=Modul.LENKUNG,
            rang=7,
            symbol="haken",
        )
    )
    SUCHE.eintragen(
        Suchquelle(
            "lenkung.beschluesse",
            "Beschlüsse",
            anschluesse.beschluesse_suchen,
            recht=lesen,
            modul=Modul.LENKUNG,
            rang=20,
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "lenkung.beschlusskontrolle",
            beschlusskontrolle.kontrolle_auf_heute,
            recht=permissions.VORBEREITEN.schluessel,
            modul=Modul.LENKUNG,
        )
    )
    for art, bezeichnung, sichtbare in (
        ("beschluss", "Beschluss", permissions.einsehbare_beschluesse),
        ("folge", "Folge eines Beschlusses", permissions.einsehbare_folgen),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
    LINKZWECKE.eintragen(FOLGE_BERICHT)
    SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, folge_noch_offen))
    for text in MAILTEXTE_DER_FOLGEN:
        MAILTEXTE.eintragen(text)
    AUFTRAGSARTEN.eintragen(tasks.FOLGEN)
    ZEITPLAENE.eintragen(tasks.FOLGEN_PLAN)
