"""Sessions: planning, calendar, deadlines."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.mailtexte import MAILTEXTE_DER_SITZUNG
    from lenkung.domain.vorfuehrung_sitzungen import sitzungen_aufbauen
    from lenkung.views import anschluesse, sitzungsseiten

    lesen = permissions.GREMIUM_LESEN.schluessel
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="lenkung.sitzungen",
            titel="Sitzungen",
            url_name="lenkung:sitzung-liste",
            gruppe=Gruppe.LENKUNG,
            recht=lesen,
            modul=Modul.LENKUNG,
            rang=5,
            symbol="kalender",
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "lenkung.sitzungen",
            mit_terminen=sitzungsseiten.auf_heute,
            recht=lesen,
            modul=Modul.LENKUNG,
        )
    )
    SUCHE.eintragen(
        Suchquelle(
            "lenkung.sitzungen",
            "Sitzungen",
            anschluesse.sitzungen_suchen,
            recht=lesen,
            modul=Modul.LENKUNG,
            rang=19,
        )
    )
    for art, bezeichnung, sichtbare in (
        ("sitzung", "Sitzung", permissions.einsehbare_sitzungen),
        ("sperrzeit", "Sperrzeit", permissions.einsehbare_sperrzeiten),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
    for text in MAILTEXTE_DER_SITZUNG:
        MAILTEXTE.eintragen(text)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.sitzungen", sitzungen_aufbauen))
