"""Proposals, Vorlagen and their papers."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, Dokumentzugriff


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.mailtexte_vorschlag import MAILTEXTE_DES_VORSCHLAGS
    from lenkung.domain.vorfuehrung_vorschlaege import vorschlaege_aufbauen
    from lenkung.pdf import vorlage
    from lenkung.views import anschluesse, vorschlagsseiten

    for schluessel, titel, url_name, recht, rang, symbol in (
        ("vorschlaege", "Vorschläge", "lenkung:vorschlag-liste", permissions.VORSCHLAGEN, 10, "eingang"),
        ("vorlagen", "Vorlagen", "lenkung:vorlage-liste", permissions.GREMIEN_SEHEN, 15, "dokument"),
    ):
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel=f"lenkung.{schluessel}",
                titel=titel,
                url_name=url_name,
                gruppe=Gruppe.LENKUNG,
                recht=recht.schluessel,
                modul=Modul.LENKUNG,
                rang=rang,
                symbol=symbol,
            )
        )
    HEUTE.eintragen(
        Heutequelle(
            "lenkung.vorschlaege",
            vorschlagsseiten.rueckfragen_auf_heute,
            recht=permissions.VORSCHLAGEN.schluessel,
            modul=Modul.LENKUNG,
        )
    )
    for schluessel, titel, suchen, recht, rang in (
        ("vorschlaege", "Vorschläge", anschluesse.vorschlaege_suchen, permissions.VORSCHLAGEN, 24),
        ("vorlagen", "Vorlagen", anschluesse.vorlagen_suchen, permissions.GREMIEN_SEHEN, 25),
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
    for art, darf_lesen in (
        (permissions.ANLAGE_VORSCHLAG, permissions.darf_unterlage_lesen),
        (permissions.ANLAGE_FASSUNG, permissions.darf_unterlage_lesen),
        (permissions.ANLAGE_PUNKT, permissions.darf_unterlage_lesen),
        (permissions.VORLAGE_DRUCK, permissions.darf_vorlage_pdf_lesen),
    ):
        DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(art, darf_lesen))
    for text in MAILTEXTE_DES_VORSCHLAGS:
        MAILTEXTE.eintragen(text)
    PDFARTEN.eintragen(vorlage.PDFART)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.vorschlaege", vorschlaege_aufbauen))
