"""Wer zu einer Sitzung eingeladen ist (GO RSK § 4 Abs. 5 und 6)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle


@transaction.atomic
def teilnahmen_anlegen(sitzung: Sitzung) -> list[Teilnahme]:
    """Mitglieder und Stellvertretungen des Sitzungstages, jede Person einmal; gefragt sind die Mitglieder
    und, wo ein Sitz frei ist, dessen Stellvertretung.

    Wer schon eingetragen ist, bleibt, wie er ist. Ob eingeladen werden darf, prüft der Vorgang, der ruft.
    """
    jetzt = timezone.now()
    vorhanden = set(Teilnahme.objects.filter(sitzung=sitzung).values_list("person_id", flat=True))
    neue: dict[int, Teilnahme] = {}
    zeilen = sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    # Who is a member of one seat and a deputy of another is invited as a member.
    plaetze = [(zeile, zeile.mitglied, Teilnahmerolle.MITGLIED) for zeile in zeilen]
    plaetze += [(zeile, zeile.stellvertretung, Teilnahmerolle.STELLVERTRETUNG) for zeile in zeilen]
    for zeile, besetzung, rolle in plaetze:
        if besetzung is None or besetzung.person_id in vorhanden:
            continue
        # Without a member nobody else speaks for the seat: its deputy is asked at once.
        gefragt = rolle is Teilnahmerolle.MITGLIED or zeile.mitglied is None
        neue.setdefault(
            besetzung.person_id,
            Teilnahme(
                sitzung=sitzung,
                sitz=zeile.sitz,
                person=besetzung.person,
                rolle=rolle.value,
                name=str(besetzung.person),
                email=besetzung.person.email,
                gefragt_am=jetzt if gefragt else None,
                eingetragen_am=jetzt,
            ),
        )
    Teilnahme.objects.bulk_create(neue.values())
    return list(Teilnahme.objects.filter(sitzung=sitzung).select_related("person", "sitz"))
