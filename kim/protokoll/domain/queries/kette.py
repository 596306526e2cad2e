"""Ist das Lesezugriffsprotokoll eines Kreises unversehrt?"""

from __future__ import annotations

from datetime import UTC

from kim.protokoll.models import Kettenstand, Lesezugriff
from kim.protokoll.regeln.kette import Glied, bruch


def angaben_von(zugriff: Lesezugriff) -> tuple[str, ...]:
    """Alles, was die Zeile aussagt, in fester Folge."""
    return (
        str(zugriff.kreis_id),
        zugriff.wann.astimezone(UTC).isoformat(timespec="microseconds"),
        "" if zugriff.konto_id is None else str(zugriff.konto_id),
        zugriff.akteur_name,
        zugriff.art,
        "" if zugriff.objekt_id is None else str(zugriff.objekt_id),
        zugriff.kennzeichen,
        zugriff.anlass,
        zugriff.ansicht,
    )


def kettenbrueche() -> dict[int, int]:
    """Kreis → erste Nummer, an der die Kette nicht stimmt. Leer: alles unversehrt."""
    brueche = {}
    enden = {ende.kreis_id: (ende.nummer, ende.pruefsumme) for ende in Kettenstand.objects.all()}
    for kreis_id in sorted({*enden, *Lesezugriff.objects.values_list("kreis_id", flat=True).distinct()}):
        zeilen = Lesezugriff.objects.filter(kreis_id=kreis_id).order_by("nummer").iterator()
        glieder = (Glied(z.nummer, angaben_von(z), z.vorige, z.pruefsumme) for z in zeilen)
        stelle = bruch(glieder, ende=enden.get(kreis_id, (0, "")))
        if stelle is not None:
            brueche[kreis_id] = stelle
    return brueche
