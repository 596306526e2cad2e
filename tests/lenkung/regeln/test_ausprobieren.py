"""The GO-Probe without its page: the numbers of the issue, and each knob that can be turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.ausprobieren import Annahmen, ausprobieren, noetige_ja
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Mehrheitsregel, Ordnung
from lenkung.regeln.werte import Mehrheitsbasis, Sitzungsart, Vergleich
from lenkung.regeln.worte import WORTE, farbe, wort

RSK, STEINFURT, NEUSS = (
    mitgelieferte_ordnung(kennung)
    for kennung in ("rsk-2022-03-24", "steinfurt-2021-06-30", "neuss-2021-01-27")
)
LAGE = Annahmen(
    sitzungstag=date(2023, 3, 21),
    sitzungsart=Sitzungsart.PRAESENZ,
    versandt=date(2023, 3, 6),
    dringlich=False,
    begruendet=False,
    mit_ort=True,
    mit_tagesordnung=True,
    vorschlag_am=date(2023, 2, 28),
    stimmberechtigte=17,
    besetzte=17,
    vertretene=9,
    unfaehig_festgestellt=False,
    zweite_einberufung=False,
    stimmen=Stimmen(6, 3, 0),
    widersprueche=0,
    stichentscheid=False,
    niederschrift_versandt=date(2023, 3, 31),
    naechste_sitzung=date(2023, 9, 13),
    einwendung_am=None,
    stichtag=date(2023, 9, 13),
)


def _faehig(ordnung: Ordnung, **anders: object) -> str:
    return ausprobieren(ordnung, replace(LAGE, **anders)).faehigkeit.befund.urteil  # type: ignore[arg-type]


def _beschluss(ordnung: Ordnung, **anders: object) -> str:
    return ausprobieren(ordnung, replace(LAGE, **anders)).abstimmung.befund.urteil  # type: ignore[arg-type]


def test_im_rhein_sieg_kreis_erreichen_neun_von_siebzehn_die_zahl_und_acht_gelten_bis_zur_feststellung() -> (
    None
):
    assert _faehig(RSK, vertretene=9) == "quorum"
    assert _faehig(RSK, vertretene=8) == "gilt_als"
    assert _faehig(RSK, vertretene=8, unfaehig_festgestellt=True) == "festgestellt"
    assert _faehig(RSK, vertretene=0) == "nicht_erreicht"


def test_in_steinfurt_sind_zehn_von_neunzehn_beschlussfaehig_und_neun_nicht() -> None:
    assert _faehig(STEINFURT, stimmberechtigte=19, besetzte=19, vertretene=10) == "quorum"
    assert _faehig(STEINFURT, stimmberechtigte=19, besetzte=19, vertretene=9) == "nicht_erreicht"


def test_mit_neun_vertretenen_tragen_sechs_ja_und_fuenf_nicht() -> None:
    assert _beschluss(RSK, stimmen=Stimmen(6, 3, 0)) == "angenommen"
    assert _beschluss(RSK, stimmen=Stimmen(5, 0, 0)) == "abgelehnt"
    assert _beschluss(RSK, stimmen=Stimmen(6, 4, 0)) == "ungueltig"
    assert _beschluss(
        STEINFURT, stimmberechtigte=19, besetzte=19, vertretene=10, stimmen=Stimmen(3, 3, 4)
    ) == ("abgelehnt")


def test_einvernehmlich_ist_angenommen_wem_niemand_widerspricht() -> None:
    assert _beschluss(RSK, stimmen=None) == "angenommen"
    assert _beschluss(RSK, stimmen=None, widersprueche=1) == "abgelehnt"
    assert _beschluss(NEUSS, stimmen=None) == "angenommen"
    assert _beschluss(NEUSS) == "nicht_geregelt"


@pytest.mark.parametrize(
    ("anders", "urteil"),
    [
        ({}, "fristgerecht"),
        ({"versandt": date(2023, 3, 7)}, "verspaetet"),
        ({"versandt": None}, "verspaetet"),
        ({"versandt": date(2023, 3, 13), "dringlich": True, "begruendet": True}, "dringlich_fristgerecht"),
        ({"versandt": date(2023, 3, 13), "dringlich": True}, "verspaetet"),
        ({"versandt": date(2023, 3, 14), "dringlich": True, "begruendet": True}, "verspaetet"),
        ({"mit_ort": False}, "unvollstaendig"),
        ({"mit_ort": False, "sitzungsart": Sitzungsart.DIGITAL}, "fristgerecht"),
        ({"mit_tagesordnung": False}, "unvollstaendig"),
    ],
)
def test_die_einladung_aendert_ihr_urteil(anders: dict[str, object], urteil: str) -> None:
    assert ausprobieren(RSK, replace(LAGE, **anders)).einladung.urteil == urteil  # type: ignore[arg-type]
    assert ausprobieren(NEUSS, replace(LAGE, **anders)).einladung.urteil == "nicht_geregelt"  # type: ignore[arg-type]


def test_die_zweite_einberufung_hilft_nur_mit_der_vollen_frist() -> None:
    festgestellt = {"vertretene": 3, "unfaehig_festgestellt": True, "zweite_einberufung": True}
    assert _faehig(RSK, **festgestellt) == "zweite_einberufung"
    dringlich = {"versandt": date(2023, 3, 13), "dringlich": True, "begruendet": True}
    assert _faehig(RSK, **festgestellt, **dringlich) == "festgestellt"
    # Steinfurt has no such rule.
    neunzehn = {"stimmberechtigte": 19, "besetzte": 19, "vertretene": 9, "zweite_einberufung": True}
    assert _faehig(STEINFURT, **neunzehn) == "nicht_erreicht"


def test_vorschlag_fristen_und_niederschrift() -> None:
    urteile = ausprobieren(RSK, LAGE)
    assert urteile.vorschlag is not None
    assert urteile.vorschlag.urteil == "rechtzeitig"
    assert urteile.fristen.versand_dringlich_bis == date(2023, 3, 13)
    assert urteile.niederschrift.genehmigt_am == date(2023, 9, 13)
    assert ausprobieren(RSK, replace(LAGE, vorschlag_am=None)).vorschlag is None
    frueh = ausprobieren(RSK, replace(LAGE, einwendung_am=date(2023, 9, 12))).niederschrift
    assert frueh.befund.urteil == "eingewandt"
    ohne = replace(LAGE, niederschrift_versandt=None, naechste_sitzung=None)
    assert ausprobieren(RSK, ohne).niederschrift.befund.urteil == "offen"
    assert ausprobieren(STEINFURT, ohne).niederschrift.befund.urteil == "offen"


def test_die_schwellen_zeigen_jede_zahl_und_wie_viele_ja_sie_braucht() -> None:
    schwellen = {s.vertretene: (s.urteil, s.noetige_ja) for s in ausprobieren(RSK, LAGE).schwellen}
    assert list(schwellen) == list(range(17, -1, -1))
    # Two thirds of 17, 12, 9, 8 and 1, rounded up
    assert [schwellen[zahl] for zahl in (17, 12, 9, 8, 1, 0)] == [
        ("quorum", 12),
        ("quorum", 8),
        ("quorum", 6),
        ("gilt_als", 6),
        ("gilt_als", 1),
        ("nicht_erreicht", None),
    ]
    assert len(ausprobieren(RSK, replace(LAGE, besetzte=12, vertretene=9)).schwellen) == 13


@pytest.mark.parametrize(
    ("regel", "vertretene", "ja"),
    [
        # Yes against no, all voting: more than half of ten is six, of eleven six
        (Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.JA_NEIN, "§ 6"), 10, 6),
        (Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.JA_NEIN, "§ 6"), 11, 6),
        # Three quarters of the votes cast: of 6 at least 4.5
        (Mehrheitsregel(3, 4, Vergleich.MINDESTENS, Mehrheitsbasis.ABGEGEBENE, "§ 1"), 6, 5),
        # More than half of all 17 seats: nine, which eight cannot reach
        (Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.ALLE_SITZE, "§ 1"), 9, 9),
        (Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.ALLE_SITZE, "§ 1"), 8, None),
        (None, 9, None),
    ],
)
def test_noetig_ist_die_kleinste_zahl_die_traegt(
    regel: Mehrheitsregel | None, vertretene: int, ja: int | None
) -> None:
    assert noetige_ja(Ordnung(mehrheit=regel), vertretene=vertretene, stimmberechtigte=17) == ja


def test_der_stichentscheid_hilft_nur_wo_es_ihn_gibt() -> None:
    mit = Ordnung(mehrheit=Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.JA_NEIN, "§ 6", True))
    gleichstand = {"stimmen": Stimmen(4, 4, 1)}
    assert _beschluss(mit, **gleichstand, stichentscheid=True) == "angenommen"
    assert _beschluss(mit, **gleichstand, stichentscheid=False) == "abgelehnt"
    assert _beschluss(STEINFURT, **gleichstand, stimmberechtigte=17, stichentscheid=True) == "abgelehnt"


def test_jedes_urteil_hat_ein_wort_und_eine_farbe() -> None:
    assert (wort("gilt_als"), farbe("gilt_als")) == ("gilt als beschlussfähig", "achtung")
    assert len({text for text, _farbe in WORTE.values()}) == len(WORTE)
    assert {farbe for _text, farbe in WORTE.values()} <= {"gut", "achtung", "schlecht", "neutral", "hinweis"}
