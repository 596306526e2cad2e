"""A session that was held on paper, entered later: presence per item, Beschlüsse with the next number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung import permissions
from lenkung.domain.nachtrag import Anwesend, Nachbeschluss, Nachpunkt, Nachtrag
from lenkung.domain.nachtragen import verlauf_nachtragen
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.models import (
    Anwesenheit,
    Beschluss,
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Tagesordnung,
)
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gezaehlt
from tests.werkzeug.protokoll import ohne_ausloeser
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)
FUNDSTELLE = "Niederschrift der 7. Sitzung"
MITGLIED = Teilnahmerolle.MITGLIED


@pytest.fixture
def runde() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def zum_wettlauf(transactional_db: None) -> Iterator[None]:
    """SQLite flushes row by row, and refuses that for what has been established."""
    yield
    for tabelle in ("lenkung_beschluss", "lenkung_sitzungsereignis"):
        with ohne_ausloeser(tabelle), connection.cursor() as zeiger:
            zeiger.execute(f"DELETE FROM {tabelle}")


def _nachtrag(runde: Gremium, **anders: Any) -> Nachtrag:
    sitze = bau.sitze(runde)
    nachtrag = Nachtrag(
        leitung="Dr. Renate Vorsitz",
        punkte=[
            Nachpunkt("Begrüßung", Punktart.FORMALIA, 10),
            Nachpunkt(
                "Kitas",
                Punktart.BESCHLUSS,
                50,
                berichterstattung="Dezernat 5",
                beschluesse=(Nachbeschluss("Die Plätze werden geschaffen.", FUNDSTELLE),),
            ),
            Nachpunkt("Verschiedenes", Punktart.VERSCHIEDENES, 20),
        ],
        anwesend=[
            Anwesend(sitze[0].pk, MITGLIED),
            Anwesend(sitze[1].pk, Teilnahmerolle.STELLVERTRETUNG, punkte=frozenset({2})),
        ],
    )
    return replace(nachtrag, **anders)


def _trage_nach(satz: Sitzung, nachtrag: Nachtrag, **wer: Any) -> list[Beschluss]:
    akteur = wer.get("akteur") or gobau.akteur(satz.gremium)
    return verlauf_nachtragen(sitzung_id=satz.pk, nachtrag=nachtrag, akteur=akteur)


def test_verlauf_punkte_und_anwesenheit_sind_als_nachgetragen_zu_erkennen(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    _trage_nach(satz, _nachtrag(runde))
    satz.refresh_from_db()
    verlauf = Sitzungsverlauf.objects.get(sitzung=satz)
    assert verlauf.nachgetragen
    assert (verlauf.eroeffnet_am, verlauf.geschlossen_am) == (
        wann(TAG),
        wann(TAG) + timedelta(minutes=80),
    )
    assert verlauf.leitung_name == "Dr. Renate Vorsitz"
    assert satz.geschaeftsordnung is not None
    assert [(punkt.position, punkt.stand) for punkt in bau.punkte(satz)] == [
        (1, "behandelt"),
        (2, "behandelt"),
        (3, "behandelt"),
    ]
    assert Tagesordnung.objects.get(sitzung=satz).stand == "bestaetigt"
    ganz, zeitweise = Anwesenheit.objects.order_by("von")
    assert (ganz.von, ganz.bis) == (verlauf.eroeffnet_am, verlauf.geschlossen_am)
    assert (zeitweise.von, zeitweise.bis) == (
        wann(TAG) + timedelta(minutes=10),
        wann(TAG) + timedelta(minutes=60),
    )
    assert zeitweise.rolle == "stellvertretung"
    assert [e.art for e in Sitzungsereignis.objects.order_by("zeit", "pk")] == [
        "eroeffnet",
        "ergebnis_festgestellt",
        "geschlossen",
    ]
    # Everybody who asks later who was represented, gets an answer from it.
    mitten = verlaufsstand(satz, verlauf).augenblick(wann(TAG) + timedelta(minutes=30))
    assert len(mitten.vertretene) == 2


def test_der_beschluss_nennt_seine_fundstelle_und_braucht_keine_abstimmung(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    punkt = Nachpunkt(
        "Kitas",
        Punktart.BESCHLUSS,
        beschluesse=(
            Nachbeschluss("Erster.", FUNDSTELLE, titel="Plätze", weise=Weise.OFFEN, ergebnis="9 Ja, 2 Nein"),
            Nachbeschluss("Zweiter.", FUNDSTELLE, angenommen=False),
        ),
    )
    eins, zwei = _trage_nach(satz, _nachtrag(runde, punkte=[punkt]))
    assert (eins.zeichen, eins.titel, eins.weise, eins.rechnung) == (
        "1/2023",
        "Plätze",
        "offen",
        "9 Ja, 2 Nein",
    )
    assert (zwei.zeichen, zwei.titel, zwei.weise, zwei.angenommen) == ("2/2023", "Kitas", "", False)
    for beschluss in (eins, zwei):
        assert beschluss.nachgetragen
        assert beschluss.fundstelle == FUNDSTELLE
        assert beschluss.abstimmung is None
        assert beschluss.gefasst_am == TAG


def test_die_nummern_zaehlen_je_jahr_weiter(runde: Gremium) -> None:
    zeichen = [
        beschluss.zeichen
        for tag in (date(2022, 5, 18), TAG, date(2023, 9, 13))
        for beschluss in _trage_nach(sitzung(runde, tag, "geschlossen"), _nachtrag(runde))
    ]
    assert zeichen == ["1/2022", "1/2023", "2/2023"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("zum_wettlauf")
def test_zugleich_nachgetragen_bekommt_jeder_beschluss_seine_nummer(runde: Gremium) -> None:
    saetze = [sitzung(runde, TAG + timedelta(days=7 * n), "geschlossen") for n in range(4)]
    nachtrag = _nachtrag(runde)

    def lauf(satz: Sitzung) -> Callable[[], list[Beschluss]]:
        return lambda: _trage_nach(satz, nachtrag)

    ausgang = wettlauf_von([lauf(satz) for satz in saetze])
    assert ausgang.fehler == []
    assert sorted(Beschluss.objects.values_list("nummer", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("zum_wettlauf")
def test_wer_dieselbe_sitzung_zugleich_nachtraegt_erfaehrt_es(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    nachtrag = _nachtrag(runde)
    ausgang = wettlauf_von([lambda: _trage_nach(satz, nachtrag), lambda: _trage_nach(satz, nachtrag)])
    assert len(ausgang.gelungen) == 1
    assert [fehler.code for fehler in ausgang.fehler] == ["schon_eingetragen"]
    assert Beschluss.objects.count() == 1


def test_eine_eingeladene_sitzung_wird_dabei_geschlossen_und_behaelt_ihre_tagesordnung(
    runde: Gremium,
) -> None:
    satz = bau.eingeladene_sitzung(runde, timezone.localdate() - timedelta(days=3))
    eins, zwei = bau.punkte(satz)
    nachtrag = _nachtrag(runde, punkte=[Nachpunkt("Nachfrage"), Nachpunkt(punkt_id=eins.pk)])
    with pytest.raises(Fachfehler, match="jeden ihrer Punkte"):
        _trage_nach(satz, nachtrag)
    nachtrag = replace(nachtrag, punkte=[*nachtrag.punkte, Nachpunkt(punkt_id=zwei.pk)])
    _trage_nach(satz, nachtrag)
    satz.refresh_from_db()
    assert satz.stand == "geschlossen"
    assert [punkt.titel for punkt in bau.punkte(satz)] == ["Vorhaben 1", "Vorhaben 2", "Nachfrage"]


def test_die_festgestellte_beschlussfaehigkeit_rechnet_die_regel_nach(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    mit_zweien = [Anwesend(sitz.pk, MITGLIED) for sitz in bau.sitze(runde)[:2]]
    with pytest.raises(Fachfehler, match="1 von 4 stimmberechtigten Sitzen"):
        _trage_nach(satz, _nachtrag(runde, anwesend=mit_zweien[:1], beschlussfaehig=True))
    _trage_nach(satz, _nachtrag(runde, anwesend=mit_zweien, beschlussfaehig=True))
    ereignis = Sitzungsereignis.objects.get(art="beschlussfaehigkeit_festgestellt")
    assert ereignis.text.startswith("2 von 4 stimmberechtigten Sitzen vertreten; 2·2 ≥ 4")


def test_ohne_geschaeftsordnung_und_ohne_punkte_geht_es_auch() -> None:
    runde = bau.lenkungsgruppe(1, wie=None)
    satz = sitzung(runde, TAG, "geschlossen")
    assert _trage_nach(satz, Nachtrag("Vorsitz", punkte=[])) == []
    assert Sitzungsverlauf.objects.get(sitzung=satz).geschlossen_am == satz.ende
    satz.refresh_from_db()
    assert satz.geschaeftsordnung is None


def test_eigener_beginn_und_eigenes_ende_zaehlen(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    beginn, ende = wann(TAG) + timedelta(minutes=7), wann(TAG) + timedelta(minutes=200)
    _trage_nach(satz, _nachtrag(runde, beginn=beginn, ende=ende))
    verlauf = Sitzungsverlauf.objects.get(sitzung=satz)
    assert (verlauf.eroeffnet_am, verlauf.geschlossen_am) == (beginn, ende)


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"leitung": "  "}, "leitung"),
        ({"beginn": timezone.now() + timedelta(days=1)}, "kuenftig"),
        ({"ende": timezone.now() + timedelta(days=1)}, "kuenftig"),
        ({"ende": wann(TAG)}, "ende"),
        ({"punkte": [Nachpunkt("Kitas", beschluesse=(Nachbeschluss("Ja.", " "),))]}, "fundstelle"),
        ({"anwesend": [Anwesend(0, MITGLIED)]}, "niemand_benannt"),
    ],
)
def test_was_fehlt_oder_nicht_stimmt_wird_gesagt(runde: Gremium, anders: dict[str, Any], code: str) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    with pytest.raises(Fachfehler) as fehler:
        _trage_nach(satz, _nachtrag(runde, **anders))
    assert fehler.value.code == code
    assert not Sitzungsverlauf.objects.exists()
    assert not Beschluss.objects.exists()


def test_niemand_ist_zweimal_da(runde: Gremium) -> None:
    sitz = bau.sitze(runde)[0]
    with pytest.raises(Fachfehler, match="zweimal"):
        _trage_nach(
            sitzung(runde, TAG, "geschlossen"), _nachtrag(runde, anwesend=[Anwesend(sitz.pk, MITGLIED)] * 2)
        )


def test_was_am_bildschirm_begonnen_ist_wird_dort_zu_ende_gefuehrt(runde: Gremium) -> None:
    satz = bau.eingeladene_sitzung(runde)
    Sitzung.objects.filter(pk=satz.pk).update(beginn=timezone.now() - timedelta(minutes=5))
    bau.komme(satz, bau.sitze(runde)[0])
    with pytest.raises(Fachfehler, match="schon Anwesenheit eingetragen"):
        _trage_nach(satz, _nachtrag(runde))


def test_nur_wer_vorbereitet_und_nie_eine_abgesagte_oder_laufende(runde: Gremium) -> None:
    satz = sitzung(runde, TAG, "geschlossen")
    with pytest.raises(NichtErlaubt):
        _trage_nach(satz, _nachtrag(runde), akteur=gobau.akteur(runde, permissions.BESTAETIGEN.schluessel))
    for stand in ("abgesagt", "eroeffnet"):
        anderer = sitzung(runde, TAG + timedelta(days=len(stand)), stand)
        with pytest.raises(NichtErlaubt, match="nachzutragen ist da nichts"):
            _trage_nach(anderer, _nachtrag(runde))


def test_mehr_anwesende_kosten_nicht_mehr_abfragen() -> None:
    kosten = []
    for anzahl in (2, 8):
        runde = bau.lenkungsgruppe(anzahl)
        satz = sitzung(runde, TAG, "geschlossen")
        alle = [Anwesend(sitz.pk, MITGLIED) for sitz in bau.sitze(runde)]
        with gezaehlt() as abfragen:
            _trage_nach(satz, _nachtrag(runde, anwesend=alle))
        kosten.append(len(abfragen))
    assert kosten[0] == kosten[1]
