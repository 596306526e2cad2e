"""The rules by which a Gremium works."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.pdf import geschaeftsordnung
    from lenkung.views import anschluesse

    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="lenkung.geschaeftsordnung",
            titel="Geschäftsordnung",
            url_name="lenkung:go-liste",
            gruppe=Gruppe.LENKUNG,
            recht=permissions.GREMIUM_LESEN.schluessel,
            modul=Modul.LENKUNG,
            rang=40,
            symbol="buch",
        )
    )
    SUCHE.eintragen(
        Suchquelle(
            "lenkung.geschaeftsordnungen",
            "Geschäftsordnung",
            anschluesse.geschaeftsordnungen_suchen,
            recht=permissions.GREMIUM_LESEN.schluessel,
            modul=Modul.LENKUNG,
            rang=23,
        )
    )
    for art, bezeichnung, sichtbare in (
        ("geschaeftsordnung", "Geschäftsordnung", permissions.sichtbare_geschaeftsordnungen),
        ("bestimmung", "Bestimmung", permissions.sichtbare_bestimmungen),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
    DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.GO_DRUCK, permissions.darf_go_pdf_lesen))
    PDFARTEN.eintragen(geschaeftsordnung.PDFART)
