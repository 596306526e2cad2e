"""What a member reads: the own sessions and the bundle of their papers."""

from __future__ import annotations

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.zugriff import DOKUMENTZUGRIFFE, Dokumentzugriff


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.pdf import mappe
    from lenkung.views import portal

    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="lenkung.meine_sitzungen",
            titel="Meine Sitzungen",
            url_name="lenkung:meine-sitzungen",
            gruppe=Gruppe.LENKUNG,
            recht=permissions.GREMIUM_LESEN.schluessel,
            modul=Modul.LENKUNG,
            rang=3,
            symbol="person",
            wenn=portal.im_menue,
        )
    )
    DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.MAPPE_DRUCK, permissions.darf_mappe_lesen))
    PDFARTEN.eintragen(mappe.PDFART)
