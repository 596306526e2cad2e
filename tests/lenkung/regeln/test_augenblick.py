"""The moment of a vote: who counts in it, how many may leave before the quorum breaks, and that it stays."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.augenblick import (
    Augenblick,
    Sitzungslage,
    Voten,
    auswerten,
    faehigkeit,
    reserve,
    sitzungslage,
)
from lenkung.regeln.beschlussfaehigkeit import Ereignis
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung, Quorumsregel
from lenkung.regeln.vertretung import Anwesenheit, Sitz
from lenkung.regeln.werte import Anwesenheitsart, Feststellung, Quorumsbasis, Vergleich

RSK, STEINFURT = mitgelieferte_ordnung("rsk-2022-03-24"), mitgelieferte_ordnung("steinfurt-2021-06-30")
NEUSS = mitgelieferte_ordnung("neuss-2021-01-27")
TAG = date(2023, 3, 21)
ENDE = datetime(2023, 3, 22)


def um(stunde: int, minute: int = 0, sekunde: int = 0) -> datetime:
    return datetime(2023, 3, 21, stunde, minute, sekunde)


def _von(stimmberechtigte: int, vertretene: int, **anders: object) -> Augenblick:
    namen = frozenset(f"s{nummer}" for nummer in range(vertretene))
    return Augenblick(stimmberechtigte, stimmberechtigte, namen)._replace(**anders)  # type: ignore[arg-type]


def _sitz(nummer: int, **anders: object) -> Sitz:
    sitz = Sitz(f"s{nummer}", True, date(2021, 11, 25), None, f"m{nummer}", f"v{nummer}")
    return sitz._replace(**anders)  # type: ignore[arg-type]


def _lage(anwesenheit: list[Anwesenheit], ordnung: Ordnung = RSK, **mehr: object) -> Sitzungslage:
    """Four seats with a vote, one without."""
    sitze = [_sitz(1), _sitz(2), _sitz(3), _sitz(4), _sitz(5, stimmrecht=False)]
    return sitzungslage(
        ordnung=ordnung,
        tag=TAG,
        ende=ENDE,
        sitze=mehr.pop("sitze", sitze),  # type: ignore[arg-type]
        anwesenheit=anwesenheit,
        **mehr,  # type: ignore[arg-type]
    )


# How many may still leave -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stimmberechtigte", "vertretene", "uebrig"),
    [
        # At least half: 2·9 ≥ 17 holds, 2·8 ≥ 17 does not.
        (17, 17, 8),
        (17, 10, 1),
        (17, 9, 0),
        (17, 8, None),
        # An even number: exactly half is enough, 2·8 ≥ 16.
        (16, 9, 1),
        (16, 8, 0),
        (16, 7, None),
        (1, 1, 0),
        (17, 0, None),
        (0, 0, None),
    ],
)
def test_reserve_der_go_rsk(stimmberechtigte: int, vertretene: int, uebrig: int | None) -> None:
    assert reserve(RSK, _von(stimmberechtigte, vertretene)) == uebrig


@pytest.mark.parametrize(
    ("stimmberechtigte", "vertretene", "uebrig"),
    [
        # More than half: 2·10 > 19 holds, 2·9 > 19 does not.
        (19, 19, 9),
        (19, 11, 1),
        (19, 10, 0),
        (19, 9, None),
        # An even number: half is not enough, 2·9 > 18 fails.
        (18, 10, 0),
        (18, 9, None),
        (1, 1, 0),
    ],
)
def test_reserve_der_go_steinfurt(stimmberechtigte: int, vertretene: int, uebrig: int | None) -> None:
    assert reserve(STEINFURT, _von(stimmberechtigte, vertretene)) == uebrig


def test_der_letzte_der_die_reserve_ausmacht_ist_wirklich_der_letzte() -> None:
    """What `reserve` says and what the quorum says after so many departures is the same thing."""
    for ordnung, stimmberechtigte in ((RSK, 17), (RSK, 4), (STEINFURT, 19), (STEINFURT, 4)):
        for vertretene in range(1, stimmberechtigte + 1):
            uebrig = reserve(ordnung, _von(stimmberechtigte, vertretene))
            if uebrig is None:
                continue
            genug = faehigkeit(ordnung, _von(stimmberechtigte, vertretene - uebrig))
            zu_wenig = faehigkeit(ordnung, _von(stimmberechtigte, vertretene - uebrig - 1))
            assert genug.befund.urteil == "quorum"
            assert zu_wenig.befund.urteil != "quorum"


@pytest.mark.parametrize("ordnung", [NEUSS, Ordnung()])
def test_ohne_quorum_gibt_es_keine_reserve(ordnung: Ordnung) -> None:
    assert reserve(ordnung, _von(17, 17)) is None


def test_die_reserve_fragt_nur_nach_der_zahl() -> None:
    # Neither what the chair has established nor a second convening changes how many are there.
    assert reserve(RSK, _von(17, 10, unfaehig_festgestellt=True)) == 1
    assert reserve(RSK, _von(17, 8, zweite_einberufung=True)) is None


def test_wo_nur_besetzte_sitze_zaehlen_rechnet_auch_die_reserve_so() -> None:
    # 2·5 ≥ 10 holds, 2·4 ≥ 10 does not, whatever the 17 seats.
    besetzte = Ordnung(quorum=Quorumsregel(1, 2, Vergleich.MINDESTENS, Quorumsbasis.BESETZTE_SITZE, "§ 1"))
    assert reserve(besetzte, _von(17, 6, besetzte=10)) == 1
    assert reserve(besetzte, _von(17, 5, besetzte=10)) == 0


def test_mindestens_einer_muss_da_sein_auch_wenn_die_go_nichts_verlangt() -> None:
    keine_zahl = Ordnung(quorum=Quorumsregel(0, 1, Vergleich.MINDESTENS, Quorumsbasis.ALLE_SITZE, "§ 1"))
    assert reserve(keine_zahl, _von(17, 3)) == 2
    assert reserve(keine_zahl, _von(17, 0)) is None


# Who counts in a moment -------------------------------------------------------------------------------------


def test_der_beginn_zaehlt_mit_und_das_ende_nicht() -> None:
    lage = _lage([Anwesenheit("m1", um(14), um(15, 10)), Anwesenheit("v2", um(14, 30))])
    assert lage.augenblick(um(13, 59, 59)).vertretene == frozenset()
    assert lage.augenblick(um(14)).vertretene == {"s1"}
    assert lage.augenblick(um(14, 30)).vertretene == {"s1", "s2"}
    assert lage.augenblick(um(15, 9, 59)).vertretene == {"s1", "s2"}
    assert lage.augenblick(um(15, 10)).vertretene == {"s2"}
    assert lage.da(um(15)) == {"m1", "v2"}


def test_mitglied_und_stellvertretung_sind_ein_sitz_und_ohne_stimme_zaehlt_keiner() -> None:
    da = [Anwesenheit(person, um(14)) for person in ("m1", "v1", "m5", "gast")]
    augenblick = _lage(da).augenblick(um(14))
    assert augenblick == Augenblick(4, 4, frozenset({"s1"}))


def test_ob_vor_ort_oder_digital_ist_fuer_die_vertretung_gleich() -> None:
    # GO RSK § 6 Abs. 4: in presence or digitally.
    da = [
        Anwesenheit("m1", um(14), None, Anwesenheitsart.DIGITAL),
        Anwesenheit("m2", um(14), None, Anwesenheitsart.VOR_ORT),
    ]
    assert _lage(da).augenblick(um(14)).vertretene == {"s1", "s2"}


def test_ein_freier_sitz_zaehlt_zu_allen_und_nicht_zu_den_besetzten() -> None:
    frei = _sitz(2, mitglied=None, stellvertretung=None)
    nicht_mehr = _sitz(3, bis=date(2023, 3, 20))
    augenblick = _lage([], sitze=[_sitz(1), frei, nicht_mehr]).augenblick(um(14))
    assert (augenblick.stimmberechtigte, augenblick.besetzte) == (2, 1)


def test_die_zweite_einberufung_braucht_den_punkt_und_die_einladung() -> None:
    for wirksam in (True, False):
        lage = _lage([Anwesenheit("m1", um(14))], zweite_wirksam=wirksam)
        assert lage.augenblick(um(14), zweite_einberufung=True).zweite_einberufung is wirksam
        assert lage.augenblick(um(14)).zweite_einberufung is False


def test_eine_feststellung_gilt_von_ihrer_sekunde_an() -> None:
    ereignisse = [
        Ereignis(um(14, 30), Feststellung.BESCHLUSSUNFAEHIG),
        Ereignis(um(15), Feststellung.BESCHLUSSFAEHIG),
    ]
    lage = _lage([Anwesenheit("m1", um(14))], ereignisse=ereignisse)
    gilt = [
        lage.augenblick(zeit).unfaehig_festgestellt
        for zeit in (um(14, 29, 59), um(14, 30), um(14, 59, 59), um(15))
    ]
    assert gilt == [False, True, True, False]


# What was held fast -----------------------------------------------------------------------------------------


def test_ein_festgehaltener_augenblick_aendert_sich_nicht() -> None:
    """Two thirds of the three who were there are two: 3·2 ≥ 2·3. With four it would be refused: 6 < 8."""
    da = [Anwesenheit(person, um(14)) for person in ("m1", "m2", "m3")]
    lage = _lage(da)
    damals = lage.augenblick(um(14, 30))
    with pytest.raises(AttributeError):
        damals.stimmberechtigte = 17  # type: ignore[misc]
    berichtigt = _lage([*da, Anwesenheit("v4", um(14, 10))])
    voten = Voten(zahlen=Stimmen(2, 1, 0))
    urteil = auswerten(RSK, damals, voten, sitze=berichtigt.sitze, tag=TAG)
    assert urteil.befund.angenommen is True
    heute = auswerten(RSK, berichtigt.augenblick(um(14, 30)), voten, sitze=berichtigt.sitze, tag=TAG)
    assert heute.befund.angenommen is False


def test_namentlich_zaehlt_nach_sitzen_und_nennt_wer_nicht_durfte() -> None:
    lage = _lage([Anwesenheit(person, um(14)) for person in ("m1", "v2", "m3")])
    voten = Voten(ja=["s1", "s2"], nein=["s4"], enthaltung=["s5"])
    urteil = auswerten(RSK, lage.augenblick(um(14)), voten, sitze=lage.sitze, tag=TAG)
    assert urteil.befund.stimmen == Stimmen(2, 1, 1)
    assert [(m.code, m.sitz) for m in urteil.befund.maengel] == [
        ("sitz_nicht_vertreten", "s4"),
        ("sitz_ohne_stimmrecht", "s5"),
    ]
    assert urteil.befund.nicht_abgegeben == 1
    assert urteil.befund.gueltig is False


@pytest.mark.parametrize(("widerspruch", "angenommen"), [([], True), (["s1"], False)])
def test_einvernehmen_ist_wenn_niemand_widerspricht(widerspruch: list[str], angenommen: bool) -> None:
    lage = _lage([Anwesenheit("m1", um(14)), Anwesenheit("m2", um(14))])
    voten = Voten(widerspruch=widerspruch)
    urteil = auswerten(RSK, lage.augenblick(um(14)), voten, sitze=lage.sitze, tag=TAG)
    assert urteil.befund.gueltig is True
    assert urteil.befund.angenommen is angenommen
    assert urteil.befund.stimmen is None


def test_in_steinfurt_ist_ohne_die_mehrheit_der_sitze_nichts_gueltig() -> None:
    # 2·2 > 4 fails; the number is asked at every vote.
    lage = _lage([Anwesenheit("m1", um(14)), Anwesenheit("m2", um(14))], STEINFURT)
    voten = Voten(zahlen=Stimmen(2, 0, 0))
    faehig, befund = auswerten(STEINFURT, lage.augenblick(um(14)), voten, sitze=lage.sitze, tag=TAG)
    assert (faehig.faehig, faehig.befund.urteil) == (False, "nicht_erreicht")
    assert (befund.gueltig, befund.angenommen) == (False, False)
