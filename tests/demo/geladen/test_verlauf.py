"""The sessions of the demo: what the sources tell of them, and that what is invented says so."""

from __future__ import annotations

import csv
from datetime import date

from kim.stammdaten.domain.queries.listen import kreis_mit_kuerzel
from lenkung.models import (
    Anwesenheit,
    Beschluss,
    Beschlussfolge,
    Niederschrift,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
)
from tests.lenkung.sitzungsbau import wann

# The number of each session, its day, its state and how many Beschlüsse the sources name.
SITZUNGEN = """
1;2021-11-25;geschlossen;1
2;2022-02-08;geschlossen;1
3;2022-03-24;geschlossen;2
4;2022-04-28;geschlossen;2
5;2022-05-18;geschlossen;1
6;2022-11-23;geschlossen;3
7;2023-03-21;geschlossen;0
;2023-06-19;abgesagt;0
8;2023-09-13;geschlossen;1
9;2023-12-04;geschlossen;0
"""


def test_die_neun_sitzungen_stehen_mit_tagesordnung_anwesenheit_und_beschluessen_da(demo) -> None:
    kreis = kreis_mit_kuerzel("rhein-sieg-kreis")
    zeilen = list(csv.reader(SITZUNGEN.strip().splitlines(), delimiter=";"))
    gehalten = Sitzung.objects.filter(gremium__kreis=kreis, beginn__lt=wann(date(2024, 1, 1))).order_by(
        "beginn"
    )
    assert [(satz.tag.isoformat(), satz.stand, satz.beschluesse.count()) for satz in gehalten] == [
        (tag, stand, int(anzahl)) for _nummer, tag, stand, anzahl in zeilen
    ]
    for satz in gehalten:
        if satz.stand == "abgesagt":
            assert satz.absage_grund.startswith("Fehlende Tagesordnungspunkte zur Entscheidung")
            continue
        verlauf = Sitzungsverlauf.objects.get(sitzung=satz)
        assert verlauf.nachgetragen
        anwesende = Anwesenheit.objects.filter(sitzung=satz).values("sitz").distinct().count()
        herkunft = satz.punkte.get(position=1).erlaeuterung
        assert herkunft.startswith("Nachgetragen nach: E")
        if satz.tag < date(2022, 3, 24):
            # There were no seats before the Geschäftsordnung, and no source names who came.
            assert anwesende == 0
            assert "nennt keine Quelle" in herkunft
        else:
            # At least half of the seventeen seats.
            assert anwesende >= 9
            assert "Die Anwesenheit ist erfunden." in herkunft
        assert satz.punkte.exclude(stand="behandelt").count() == 0
    vierte = next(satz for satz in gehalten if satz.tag == date(2022, 4, 28))
    assert "Der Tag dieser Sitzung ist erfunden" in vierte.punkte.get(position=1).erlaeuterung
    assert all("der Tag ist erfunden" in satz.fundstelle for satz in vierte.beschluesse.all())
    _beschluesse()


def _beschluesse() -> None:
    # One draft to try out; nothing of it is signed or sent.
    niederschrift = Niederschrift.objects.get()
    assert niederschrift.sitzung.tag == date(2023, 9, 13)
    assert "DELFIN4" in niederschrift.abschnitte.get(punkt__position=2).festgestellt
    beschluesse = Beschluss.objects.order_by("jahr", "nummer")
    assert [satz.zeichen for satz in beschluesse] == [
        "1/2021",
        *(f"{nummer}/2022" for nummer in range(1, 10)),
        "1/2023",
    ]
    for satz in beschluesse:
        assert satz.nachgetragen
        assert "Wortlaut sinngemäß" in satz.fundstelle
    assert Beschluss.objects.get(jahr=2023).rechnung == "einstimmig"
    # As long as there was no Geschäftsordnung, nobody established a quorum.
    festgestellt = Sitzungsereignis.objects.filter(art="beschlussfaehigkeit_festgestellt")
    assert festgestellt.count() == 7
    assert set(Beschlussfolge.objects.values_list("stand", flat=True)) == {"offen", "erledigt"}
