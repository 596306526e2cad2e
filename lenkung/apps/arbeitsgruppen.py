"""Arbeitsgruppen: their histories, their papers, and the way of their results back to the Gremium."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.pdfart import PDFARTEN
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from lenkung import permissions, tasks
    from lenkung.domain.vorfuehrung_arbeitsgruppen import arbeitsgruppen_aufbauen
    from lenkung.pdf import gespraechsprotokoll
    from lenkung.views.anschluesse import seite_des_satzes

    for art, bezeichnung, sichtbare in (
        ("arbeitsgruppe", "Arbeitsgruppe", permissions.einsehbare_arbeitsgruppen),
        ("agmitglied", "Mitwirkende einer Arbeitsgruppe", permissions.einsehbare_ag_mitglieder),
        ("agtreffen", "Treffen einer Arbeitsgruppe", permissions.einsehbare_ag_treffen),
        ("agbericht", "Bericht einer Arbeitsgruppe", permissions.einsehbare_ag_berichte),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=seite_des_satzes))
    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(permissions.GESPRAECHSPROTOKOLL_DRUCK, permissions.darf_gespraechsprotokoll_lesen)
    )
    PDFARTEN.eintragen(gespraechsprotokoll.PDFART)
    AUFTRAGSARTEN.eintragen(tasks.BERICHTE)
    ZEITPLAENE.eintragen(tasks.BERICHTE_PLAN)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.arbeitsgruppen", arbeitsgruppen_aufbauen))
