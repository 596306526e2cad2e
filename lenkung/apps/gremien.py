"""Gremien, seats and members."""

from __future__ import annotations

from kim.basis.einspielart import EINSPIELARTEN
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.rollenbereich import ROLLENBEREICHE, Rollenbereich
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.einlesen import EINSPIELART
    from lenkung.domain.vorfuehrung import gremium_aufbauen, gremium_vorbereiten
    from lenkung.pdf import gremienliste
    from lenkung.views import anschluesse
    from lenkung.views.aufgabenzeilen import heute_zeilen

    ROLLENBEREICHE.eintragen(
        Rollenbereich(permissions.GREMIUM, "Gremium", "lenkung.Gremium", anschluesse.gremien_auswahl)
    )
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="lenkung.gremien",
            titel="Gremien",
            url_name="lenkung:gremium-liste",
            gruppe=Gruppe.LENKUNG,
            recht=permissions.GREMIEN_SEHEN.schluessel,
            modul=Modul.LENKUNG,
            rang=30,
            symbol="personen",
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "lenkung.gremien",
            heute_zeilen,
            recht=permissions.GREMIEN_VERWALTEN.schluessel,
            modul=Modul.LENKUNG,
        )
    )
    for schluessel, titel, suchen, recht, rang in (
        ("gremien", "Gremien", anschluesse.gremien_suchen, permissions.GREMIUM_LESEN, 20),
        ("sitze", "Sitze", anschluesse.sitze_suchen, permissions.GREMIEN_SEHEN, 21),
        ("mitglieder", "Mitglieder", anschluesse.mitglieder_suchen, permissions.MITGLIEDER_SEHEN, 22),
    ):
        SUCHE.eintragen(
            Suchquelle(
                f"lenkung.{schluessel}",
                titel,
                suchen,
                recht=recht.schluessel,
                modul=Modul.LENKUNG,
                rang=rang,
            )
        )
    for art, bezeichnung, sichtbare in (
        ("gremium", "Gremium", permissions.einsehbare_gremien),
        ("amt", "Amt", permissions.sichtbare_aemter),
        ("sitz", "Sitz", permissions.sichtbare_sitze),
        ("besetzung", "Besetzung", permissions.sichtbare_besetzungen),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
    DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.GREMIENLISTE, permissions.darf_gremienliste_lesen))
    PDFARTEN.eintragen(gremienliste.PDFART)
    EINSPIELARTEN.eintragen(EINSPIELART)
    VORFUEHRUNGSTEILE.eintragen(
        Vorfuehrungsteil("lenkung.gremien", gremium_aufbauen, vorbereiten=gremium_vorbereiten)
    )
