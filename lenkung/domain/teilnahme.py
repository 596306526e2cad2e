"""Wer zu einer Sitzung eingeladen ist (GO RSK § 4 Abs. 5 und 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from lenkung.domain.queries.zusammensetzung import Sitzzeile, sitzzeilen_am
from lenkung.models import Besetzung, Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Teilnahmerolle


def einzuladende(zeilen: Iterable[Sitzzeile]) -> Iterator[tuple[Sitzzeile, Besetzung, Teilnahmerolle]]:
    """Jede Person einmal: wer irgendwo Mitglied ist, als Mitglied, auch wenn sie anderswo vertritt."""
    zeilen = list(zeilen)
    gesehen: set[int] = set()
    for rolle in (Teilnahmerolle.MITGLIED, Teilnahmerolle.STELLVERTRETUNG):
        for zeile in zeilen:
            ist_mitglied = rolle is Teilnahmerolle.MITGLIED
            besetzung = zeile.mitglied if ist_mitglied else zeile.stellvertretung
            if besetzung is not None and besetzung.person_id not in gesehen:
                gesehen.add(besetzung.person_id)
                yield zeile, besetzung, rolle


@transaction.atomic
def teilnahmen_anlegen(sitzung: Sitzung) -> list[Teilnahme]:
    """Mitglieder und Stellvertretungen des Sitzungstages, jede Person einmal; gefragt sind die Mitglieder
    und, wo ein Sitz frei ist, dessen Stellvertretung.

    Wer schon eingetragen ist, bleibt, wie er ist. Ob eingeladen werden darf, prüft der Vorgang, der ruft.
    """
    jetzt = timezone.now()
    vorhanden = set(Teilnahme.objects.filter(sitzung=sitzung).values_list("person_id", flat=True))
    zeilen = sitzzeilen_am([sitzung.gremium_id], sitzung.tag)
    Teilnahme.objects.bulk_create(
        Teilnahme(
            sitzung=sitzung,
            sitz=zeile.sitz,
            person=besetzung.person,
            rolle=rolle.value,
            name=str(besetzung.person),
            email=besetzung.person.email,
            # Without a member nobody else speaks for the seat: its deputy is asked at once.
            gefragt_am=jetzt if rolle is Teilnahmerolle.MITGLIED or zeile.mitglied is None else None,
            eingetragen_am=jetzt,
        )
        for zeile, besetzung, rolle in einzuladende(zeilen)
        if besetzung.person_id not in vorhanden
    )
    return list(Teilnahme.objects.filter(sitzung=sitzung).select_related("person", "sitz"))
