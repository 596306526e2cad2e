"""The Niederschrift: its histories, its PDF, and in the demo one draft."""

from __future__ import annotations

from kim.basis.mailtext import MAILTEXTE
from kim.basis.pdfart import PDFARTEN
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.mailtexte_niederschrift import MAILTEXTE_DER_NIEDERSCHRIFT
    from lenkung.domain.vorfuehrung_niederschrift import niederschrift_aufbauen
    from lenkung.pdf import niederschrift
    from lenkung.views.niederschriftsseiten import seite_der_niederschrift

    for art, bezeichnung, sichtbare in (
        ("niederschrift", "Niederschrift", permissions.sichtbare_niederschriften),
        ("niederschriftsabschnitt", "Abschnitt einer Niederschrift", permissions.sichtbare_abschnitte),
        (
            "niederschriftsfassung",
            "Fassung einer Niederschrift",
            permissions.sichtbare_niederschriftsfassungen,
        ),
        ("unterschrift", "Unterschrift", permissions.sichtbare_unterschriften),
        ("anmerkung", "Anmerkung zu einer Niederschrift", permissions.sichtbare_anmerkungen),
        ("altniederschrift", "frühere Niederschrift", permissions.sichtbare_altniederschriften),
        ("textbaustein", "Textbaustein", permissions.sichtbare_textbausteine),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=seite_der_niederschrift))
    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(permissions.NIEDERSCHRIFT_DRUCK, permissions.darf_niederschrift_pdf_lesen)
    )
    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(permissions.ALTNIEDERSCHRIFT, permissions.darf_altniederschrift_lesen)
    )
    for text in MAILTEXTE_DER_NIEDERSCHRIFT:
        MAILTEXTE.eintragen(text)
    PDFARTEN.eintragen(niederschrift.PDFART)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.niederschrift", niederschrift_aufbauen))
