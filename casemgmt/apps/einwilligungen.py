"""Consents: their histories, who may read the sheets, and the question just before something is sent."""

from __future__ import annotations

from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.domain.weitergabe import SENDEVORBEHALT

    for art, bezeichnung, sichtbare in (
        ("einwilligung", "Einwilligung", permissions.sichtbare_einwilligungen),
        (
            "einwilligungsempfaenger",
            "Empfänger einer Einwilligung",
            permissions.sichtbare_einwilligungsempfaenger,
        ),
        (
            "einwilligungsunterschrift",
            "Unterschrift einer Einwilligung",
            permissions.sichtbare_einwilligungsunterschriften,
        ),
        ("weitergabe", "Weitergabe", permissions.sichtbare_weitergaben),
        (
            "weitergabeohneeinwilligung",
            "Weitergabe ohne Einwilligung",
            permissions.sichtbare_weitergaben_ohne,
        ),
        ("einwilligungstext", "Text der Einwilligung", permissions.sichtbare_einwilligungstexte),
        (
            "einwilligungseinstellung",
            "Einstellung der Einwilligung",
            permissions.sichtbare_einwilligungseinstellungen,
        ),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, sensibel=True))
    for dokumentart in (permissions.EINWILLIGUNG_BLATT, permissions.EINWILLIGUNG_UNTERSCHRIEBEN):
        DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(dokumentart, permissions.darf_einwilligungsdokument_lesen))
    SENDEVORBEHALTE.eintragen(SENDEVORBEHALT)
