"""What a world needs around the wall of the room: a session that is on today, with a running vote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.abstimmung import abstimmung_beginnen
from lenkung.domain.sitzung_fuehren import punkt_aufrufen, sitzung_eroeffnen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import Sitzung, Tagesordnungspunkt
from lenkung.regeln.verlauf import Weise

Welt = Any


def _leinwandsitzung(welt: Welt) -> Any:
    """Made past the steps that lead to an invitation; from then on as the screen makes it."""
    beginn = timezone.localtime() - timedelta(minutes=10)
    satz = Sitzung.objects.create(
        gremium=welt["gremium"],
        beginn=beginn.replace(second=0, microsecond=0),
        stand="eingeladen",
        ort="Kreishaus",
        geschaeftsordnung=welt["geschaeftsordnung_in_kraft"],
    )
    punkte = [
        Tagesordnungspunkt.objects.create(sitzung=satz, position=nummer, art=art, titel=titel)
        for nummer, (art, titel) in enumerate(
            [("formalia", "Begrüßung"), ("beschluss", "Plätze in Kitas"), ("verschiedenes", "Verschiedenes")],
            1,
        )
    ]
    wer = welt.konten[Rolle.GESCHAEFTSSTELLE]

    def eintrag() -> Eintrag:
        return Eintrag(wer, uuid4())

    sitzung_eroeffnen(sitzung_id=satz.pk, leitung="Karla Vorsitz", eintrag=eintrag())
    punkt_aufrufen(sitzung_id=satz.pk, punkt_id=punkte[1].pk, eintrag=eintrag())
    abstimmung_beginnen(
        sitzung_id=satz.pk,
        punkt_id=punkte[1].pk,
        text="Die Lenkungsgruppe beschließt die Plätze.",
        weise=Weise.OFFEN,
        eintrag=eintrag(),
    )
    satz.refresh_from_db()
    return satz


LEINWAND: dict[str, Callable[[Welt], Any]] = {"leinwandsitzung": _leinwandsitzung}
