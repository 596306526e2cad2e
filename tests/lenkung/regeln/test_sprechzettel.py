"""What the chair says: questions, formulas, and the required number in words, by Geschäftsordnung."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.regeln.ordnung import Genehmigungsregel, Ordnung
from lenkung.regeln.pruefen import ordnung_aus
from lenkung.regeln.sprechzettel import (
    KEIN_QUORUM,
    KEINE_MEHRHEIT,
    Mindestzahl,
    Punktlage,
    eroeffnung,
    formeln,
    mehrheit_in_worten,
    mindestzahl,
    noetige_mehrheit,
    schwellen,
)
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.werte import Genehmigung, Quorumsbasis


def _ordnung(kennung: str) -> Ordnung:
    fassung = mitgelieferte_fassung(kennung)
    return ordnung_aus(fassung.bezeichnung, fassung.bestimmungen)


RSK, STEINFURT, NEUSS = (
    _ordnung(kennung) for kennung in ("rsk-2022-03-24", "steinfurt-2021-06-30", "neuss-2021-01-27")
)
ZAHL = Mindestzahl(9, 17, "§ 6 Abs. 4", True)


def test_die_mehrheit_in_worten_nennt_ihre_norm() -> None:
    assert (
        mehrheit_in_worten(RSK)
        == "Angenommen ist, wofür mindestens zwei Drittel der Anwesenden stimmen (§ 6 Abs. 2)."
    )
    assert (
        mehrheit_in_worten(STEINFURT)
        == "Angenommen ist, was mehr Ja- als Nein-Stimmen bekommt; ein Gleichstand ist abgelehnt (§ 6)."
    )
    assert mehrheit_in_worten(NEUSS) == KEINE_MEHRHEIT


@pytest.mark.parametrize(
    ("ordnung", "vertretene", "ja", "fest"),
    [
        (RSK, 12, 8, True),  # 3·8 ≥ 2·12
        (RSK, 13, 9, True),
        (RSK, 0, None, True),
        (STEINFURT, 12, 7, False),  # 7 > 5
        (STEINFURT, 13, 7, False),
        (NEUSS, 12, None, False),
    ],
)
def test_wie_viele_ja_es_vor_der_abstimmung_braucht(
    ordnung: Ordnung, vertretene: int, ja: int | None, fest: bool
) -> None:
    noetig = noetige_mehrheit(ordnung, vertretene=vertretene, stimmberechtigte=17)
    assert (noetig.ja, noetig.fest) == (ja, fest)
    assert noetig.geregelt is (ordnung is not NEUSS)


def test_die_mindestzahl_kommt_aus_der_geschaeftsordnung() -> None:
    assert mindestzahl(RSK, stimmberechtigte=17, besetzte=15) == ZAHL
    # At least the majority of 19: 2·10 > 19.
    assert mindestzahl(STEINFURT, stimmberechtigte=19, besetzte=19) == Mindestzahl(10, 19, "§ 6")
    assert mindestzahl(NEUSS, stimmberechtigte=9, besetzte=9) == Mindestzahl(None, 9)
    assert RSK.quorum is not None
    nach_besetzten = replace(RSK, quorum=replace(RSK.quorum, basis=Quorumsbasis.BESETZTE_SITZE))
    assert mindestzahl(nach_besetzten, stimmberechtigte=17, besetzte=15).noetig == 8


def test_die_eroeffnung_stellt_die_beschlussfaehigkeit_fest() -> None:
    rsk = eroeffnung(ZAHL)
    assert rsk.auftakt == (
        "Ich eröffne die Sitzung.",
        "Ich stelle fest: Vertreten sind ____ von 17 stimmberechtigten Sitzen, nötig sind 9 (§ 6 Abs. 4). "
        "Wir sind beschlussfähig.",
    )
    assert "bis Sie das Gegenteil feststellen" in rsk.hinweise[0]
    steinfurt = eroeffnung(Mindestzahl(1, 1, "§ 6"))
    assert "nötig ist 1 (§ 6)" in steinfurt.auftakt[1]
    assert steinfurt.hinweise == ()
    assert eroeffnung(Mindestzahl(None, 9)).hinweise == (KEIN_QUORUM,)


def test_zu_einem_beschluss_erst_einvernehmen_dann_die_abstimmung() -> None:
    punkt = Punktlage(Punktart.BESCHLUSS, berichterstattung="Dezernat 5")
    rsk = formeln(punkt, RSK, ZAHL)
    assert rsk.fragen == ("Das Wort hat: Dezernat 5.", "Wer wünscht das Wort?", "Erhebt sich Widerspruch?")
    assert rsk.abstimmung[:3] == ("Wer stimmt zu?", "Wer ist dagegen?", "Wer enthält sich?")
    assert "____ Ja, ____ Nein, ____ Enthaltungen, nötig sind ____ Ja" in rsk.abstimmung[3]
    assert rsk.abstimmung[3].endswith("Der Beschluss ist angenommen / abgelehnt.")
    assert rsk.abstimmung[4] == mehrheit_in_worten(RSK)
    neuss = formeln(punkt, NEUSS, ZAHL)
    assert "nötig" not in neuss.abstimmung[3]
    assert neuss.abstimmung[4] == KEINE_MEHRHEIT
    assert rsk.hinweise == ()


def test_die_zweite_einberufung_steht_nur_wo_es_sie_gibt() -> None:
    punkt = Punktlage(Punktart.BESCHLUSS, zweite_einberufung=True)
    assert "ohne Rücksicht auf die Zahl" in formeln(punkt, RSK, ZAHL).hinweise[0]
    assert formeln(punkt, STEINFURT, ZAHL).hinweise == ()


def test_die_genehmigung_richtet_sich_nach_ihrer_regel() -> None:
    punkt = Punktlage(Punktart.GENEHMIGUNG, niederschrift_vom=date(2023, 3, 21))
    rsk = formeln(punkt, RSK, ZAHL)
    assert rsk.fragen == ("Gibt es Änderungswünsche zur Niederschrift vom 21.03.2023?",)
    assert rsk.ergebnis == ("Ich stelle fest: Die Niederschrift ist genehmigt (§ 7 Abs. 4).",)
    steinfurt = formeln(replace(punkt, niederschrift_vom=None), STEINFURT, ZAHL)
    assert "gilt als genehmigt (§ 7)" in steinfurt.ergebnis[0]
    assert STEINFURT.niederschrift is not None
    assert STEINFURT.niederschrift.genehmigung is Genehmigung.FRIST
    assert isinstance(RSK.niederschrift, Genehmigungsregel)
    assert "sagt nichts" in formeln(punkt, NEUSS, ZAHL).hinweise[0]


def test_der_erste_punkt_eroeffnet_und_der_letzte_schliesst() -> None:
    erster = formeln(Punktlage(Punktart.FORMALIA, erster=True), RSK, ZAHL)
    assert erster.auftakt[0] == "Ich eröffne die Sitzung."
    assert erster.fragen == ("Gibt es Anmerkungen zur Tagesordnung?",)
    letzter = formeln(Punktlage(Punktart.VERSCHIEDENES, letzter=True), RSK, ZAHL)
    assert letzter.fragen == ("Gibt es noch etwas?",)
    assert letzter.ergebnis == ("Die Sitzung ist um ____ Uhr geschlossen.",)


def test_bericht_und_beratung_haben_ihre_eigenen_fragen() -> None:
    bericht = formeln(Punktlage(Punktart.BERICHT, berichterstattung="Geschäftsstelle"), RSK, ZAHL)
    assert bericht.fragen == ("Das Wort hat: Geschäftsstelle.", "Gibt es Fragen dazu?")
    assert bericht.ergebnis == ("Der Bericht ist zur Kenntnis genommen.",)
    assert formeln(Punktlage(Punktart.BERATUNG), RSK, ZAHL).fragen == ("Wer wünscht das Wort?",)


def test_die_schwellen_beginnen_bei_der_mindestzahl() -> None:
    rsk = schwellen(RSK, stimmberechtigte=17, besetzte=17)
    assert [(zeile.vertretene, zeile.mehrheit.ja) for zeile in rsk] == [
        (9, 6),
        (10, 7),
        (11, 8),
        (12, 8),
        (13, 9),
        (14, 10),
        (15, 10),
        (16, 11),
        (17, 12),
    ]
    assert schwellen(NEUSS, stimmberechtigte=9, besetzte=9) == ()
    ohne_quorum = schwellen(replace(RSK, quorum=None), stimmberechtigte=3, besetzte=3)
    assert [zeile.vertretene for zeile in ohne_quorum] == [1, 2, 3]
