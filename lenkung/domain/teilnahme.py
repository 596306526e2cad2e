"""Wer zu einer Sitzung eingeladen ist (GO RSK § 4 Abs. 5 und 6)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle


@transaction.atomic
def teilnahmen_anlegen(sitzung: Sitzung) -> list[Teilnahme]:
    """Mitglieder und Stellvertretungen des Sitzungstages, jede Person einmal; gefragt sind die Mitglieder.

    Wer schon eingetragen ist, bleibt, wie er ist. Ob eingeladen werden darf, prüft der Vorgang, der ruft.
    """
    jetzt = timezone.now()
    vorhanden = set(Teilnahme.objects.filter(sitzung=sitzung).values_list("person_id", flat=True))
    neue: dict[int, Teilnahme] = {}
    for zeile in sitzzeilen_am([sitzung.gremium_id], sitzung.tag):
        for besetzung, rolle in (
            (zeile.mitglied, Teilnahmerolle.MITGLIED),
            (zeile.stellvertretung, Teilnahmerolle.STELLVERTRETUNG),
        ):
            if besetzung is None or besetzung.person_id in vorhanden:
                continue
            neue.setdefault(
                besetzung.person_id,
                Teilnahme(
                    sitzung=sitzung,
                    sitz=zeile.sitz,
                    person=besetzung.person,
                    rolle=rolle.value,
                    name=str(besetzung.person),
                    email=besetzung.person.email,
                    gefragt_am=jetzt if rolle is Teilnahmerolle.MITGLIED else None,
                    eingetragen_am=jetzt,
                ),
            )
    Teilnahme.objects.bulk_create(neue.values())
    return list(Teilnahme.objects.filter(sitzung=sitzung).select_related("person", "sitz"))
