"""Files: their histories, and the check that each personal field has a deletion rule."""

from __future__ import annotations

from typing import Any

from django.core import checks

from kim.basis.zugriff import HISTORIENARTEN, Historienart


def loeschregeln_pruefen(app_configs: Any, **_angaben: Any) -> list[checks.CheckMessage]:
    from casemgmt.domain.loeschregeln import fehlende_regeln

    return [
        checks.Error(fund, hint="casemgmt/daten/loeschregeln.toml", id="casemgmt.E001")
        for fund in fehlende_regeln()
    ]


def eintragen() -> None:
    from casemgmt import permissions

    checks.register(loeschregeln_pruefen)

    for art, bezeichnung, sichtbare in (
        ("haushalt", "Haushalt", permissions.sichtbare_haushalte),
        (
            "haushaltszugehoerigkeit",
            "Zugehörigkeit zu einem Haushalt",
            permissions.sichtbare_zugehoerigkeiten,
        ),
        ("fall", "Fall", permissions.sichtbare_faelle),
        ("fallperson", "Person in einem Fall", permissions.sichtbare_fallpersonen),
        ("fallvertretung", "Vertretung in Fällen", permissions.sichtbare_fallvertretungen),
        ("aktensperre", "Aktensperre", permissions.sichtbare_aktensperren),
        ("termin", "Termin", permissions.sichtbare_termine),
        ("arbeitstermin", "Arbeitstermin", permissions.sichtbare_arbeitstermine),
        ("kopfzahl", "Kopfzahl", permissions.sichtbare_kopfzahlen),
        ("notzugriff", "Notzugriff", permissions.sichtbare_notzugriffe),
    ):
        HISTORIENARTEN.eintragen(
            Historienart(
                art, bezeichnung, sichtbare, sensibel=True, ohne_felder=permissions.verborgene_felder
            )
        )
