"""What is public: its PDF and histories, what keeps OParl up to date, and one site in the demo."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.pdfart import PDFARTEN
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from lenkung import permissions, tasks
    from lenkung.domain.vorfuehrung_veroeffentlichung import oeffentlichkeit_aufbauen
    from lenkung.pdf import oeffentlich
    from lenkung.views.oeffentlich_seiten import seite_des_satzes

    for art, bezeichnung, sichtbare in (
        ("veroeffentlichung", "Veröffentlichung", permissions.sichtbare_veroeffentlichungen),
        (
            "gremienoeffentlichkeit",
            "Öffentlichkeit eines Gremiums",
            permissions.sichtbare_gremienoeffentlichkeiten,
        ),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=seite_des_satzes))
    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(permissions.OEFFENTLICH_DRUCK, permissions.darf_oeffentliches_pdf_lesen)
    )
    PDFARTEN.eintragen(oeffentlich.PDFART)
    AUFTRAGSARTEN.eintragen(tasks.OPARL)
    ZEITPLAENE.eintragen(tasks.OPARL_PLAN)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.veroeffentlichung", oeffentlichkeit_aufbauen))
