"""Circular decisions: what the Geschäftsordnungen say, whose answer counts, what comes of it.

The three Geschäftsordnungen: Steinfurt § 6 decides "in der Regel" in sessions and so does not exclude it;
Rhein-Sieg and Neuss say nothing (shared domain model, row "manner").
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.ordnung import Mehrheitsregel, Ordnung, Quorumsregel
from lenkung.regeln.pruefen import ordnung_aus
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.umlauf import (
    Eingang,
    Umlaufstand,
    Umlaufwert,
    darf_werden,
    ergebnis_des_umlaufs,
    erinnern_faellig,
    geht_vor,
    laeuft,
    ordnung_im_umlauf,
    rechtzeitig,
    reif,
    zulassung,
)
from lenkung.regeln.vertretung import Sitz
from lenkung.regeln.werte import Mehrheitsbasis, Quorumsbasis, Vergleich

JA, NEIN, ENTHALTUNG = Umlaufwert.JA, Umlaufwert.NEIN, Umlaufwert.ENTHALTUNG
TAG = date(2022, 5, 2)
FRIST = datetime(2022, 5, 16, 10, tzinfo=UTC)
BEGINN = datetime(2022, 5, 2, 8, tzinfo=UTC)
MITGLIED, VERTRETUNG = Teilnahmerolle.MITGLIED, Teilnahmerolle.STELLVERTRETUNG


def _verfahren(umlauf: str) -> Bestimmung:
    return Bestimmung("§ 6", {"konsens_zuerst": True, "offen": True, "umlauf": umlauf})


@pytest.mark.parametrize(
    ("kennung", "zulaessig", "urteil", "normen", "satz"),
    [
        ("steinfurt-2021-06-30", True, "zulaessig", ("§ 6",), "nicht aus, § 6."),
        ("rsk-2022-03-24", False, "nicht_geregelt", ("§ 6 Abs. 1",), "sagt nichts"),
        ("neuss-2021-01-27", False, "nicht_geregelt", (), "sagt nichts"),
    ],
)
def test_was_die_drei_geschaeftsordnungen_sagen(
    kennung: str, zulaessig: bool, urteil: str, normen: tuple[str, ...], satz: str
) -> None:
    fassung = mitgelieferte_fassung(kennung)
    befund = zulassung(fassung.bezeichnung, fassung.bestimmungen.get("verfahren"))
    assert (befund.zulaessig, befund.befund.urteil, befund.befund.normen) == (zulaessig, urteil, normen)
    assert satz in befund.befund.rechnung


@pytest.mark.parametrize(
    ("bezeichnung", "verfahren", "zulaessig", "urteil"),
    [
        ("GO", _verfahren("erlaubt"), True, "zulaessig"),
        ("GO", _verfahren("ausgeschlossen"), False, "ausgeschlossen"),
        ("GO", _verfahren("offen"), False, "nicht_geregelt"),
        ("", None, False, "nicht_geregelt"),
    ],
)
def test_erlaubt_ausgeschlossen_offen_oder_gar_keine(
    bezeichnung: str, verfahren: Bestimmung | None, zulaessig: bool, urteil: str
) -> None:
    befund = zulassung(bezeichnung, verfahren)
    assert (befund.zulaessig, befund.befund.urteil) == (zulaessig, urteil)


def test_ein_umlauf_laeuft_bis_zur_frist_und_diese_zaehlt_nicht_mehr() -> None:
    eben = FRIST - timedelta(microseconds=1)
    assert laeuft(stand=Umlaufstand.LAEUFT, frist=FRIST, jetzt=eben)
    assert not laeuft(stand=Umlaufstand.LAEUFT, frist=FRIST, jetzt=FRIST)
    assert not laeuft(stand=Umlaufstand.ENTWURF, frist=FRIST, jetzt=eben)
    assert rechtzeitig(eben, begonnen=BEGINN, frist=FRIST)
    assert rechtzeitig(BEGINN, begonnen=BEGINN, frist=FRIST)
    assert not rechtzeitig(FRIST, begonnen=BEGINN, frist=FRIST)
    assert not rechtzeitig(BEGINN - timedelta(seconds=1), begonnen=BEGINN, frist=FRIST)


def test_festgestelltes_und_abgebrochenes_bleibt() -> None:
    assert {(von, nach) for von in Umlaufstand for nach in Umlaufstand if darf_werden(von, nach)} == {
        (Umlaufstand.ENTWURF, Umlaufstand.LAEUFT),
        (Umlaufstand.ENTWURF, Umlaufstand.ABGEBROCHEN),
        (Umlaufstand.LAEUFT, Umlaufstand.FESTGESTELLT),
        (Umlaufstand.LAEUFT, Umlaufstand.ABGEBROCHEN),
    }


def test_das_mitglied_geht_vor_und_sonst_gilt_die_letzte_antwort() -> None:
    spaeter = BEGINN + timedelta(hours=1)
    assert geht_vor(Eingang(VERTRETUNG, BEGINN), None)
    assert geht_vor(Eingang(MITGLIED, spaeter), Eingang(MITGLIED, BEGINN))
    assert geht_vor(Eingang(MITGLIED, BEGINN), Eingang(MITGLIED, BEGINN))
    assert not geht_vor(Eingang(MITGLIED, BEGINN), Eingang(MITGLIED, spaeter))
    assert not geht_vor(Eingang(VERTRETUNG, spaeter), Eingang(MITGLIED, BEGINN))
    assert geht_vor(Eingang(MITGLIED, BEGINN), Eingang(VERTRETUNG, spaeter))


def test_feststellen_laesst_es_sich_nach_der_frist_oder_wenn_alle_geantwortet_haben() -> None:
    eben = FRIST - timedelta(seconds=1)
    assert not reif(frist=FRIST, jetzt=eben, offene=1)
    assert reif(frist=FRIST, jetzt=eben, offene=0)
    assert reif(frist=FRIST, jetzt=FRIST, offene=5)


@pytest.mark.parametrize(("heute", "faellig"), [(13, False), (14, True), (15, True), (16, True), (17, False)])
def test_zwei_tage_vor_dem_letzten_wird_erinnert(heute: int, faellig: bool) -> None:
    letzter = date(2022, 5, 16)
    assert erinnern_faellig(begonnen=TAG, letzter_tag=letzter, heute=date(2022, 5, heute)) is faellig


def test_an_einen_kurzen_umlauf_wird_nicht_erinnert() -> None:
    letzter = date(2022, 5, 4)
    assert not any(
        erinnern_faellig(begonnen=TAG, letzter_tag=letzter, heute=TAG + timedelta(days=n)) for n in range(4)
    )


# The result -------------------------------------------------------------------------------------------------


def _sitze(anzahl: int, *, besetzt: int | None = None, ohne_stimme: int = 0) -> list[Sitz]:
    besetzt = anzahl if besetzt is None else besetzt
    sitze = [
        Sitz(str(n), True, date(2021, 1, 1), mitglied=f"p{n}" if n < besetzt else None) for n in range(anzahl)
    ]
    return sitze + [Sitz(f"ohne{n}", False, date(2021, 1, 1), mitglied=f"o{n}") for n in range(ohne_stimme)]


def _stimmen(ja: int, nein: int = 0, enthaltung: int = 0) -> dict[str, Umlaufwert]:
    werte = [JA] * ja + [NEIN] * nein + [ENTHALTUNG] * enthaltung
    return {str(n): wert for n, wert in enumerate(werte)}


def _steinfurt() -> Ordnung:
    fassung = mitgelieferte_fassung("steinfurt-2021-06-30")
    return ordnung_aus(fassung.bezeichnung, fassung.bestimmungen)


@pytest.mark.parametrize(
    ("stimmen", "gueltig", "angenommen"),
    [
        # 19 seats with a vote: more than half are 10 (2·10 > 19); yes > no.
        (_stimmen(6, 4), True, True),
        (_stimmen(5, 5), True, False),
        (_stimmen(1, 0, 9), True, True),
        (_stimmen(9), False, False),
        ({}, False, False),
    ],
)
def test_steinfurt_mit_19_sitzen(stimmen: dict[str, Umlaufwert], gueltig: bool, angenommen: bool) -> None:
    augenblick, urteil = ergebnis_des_umlaufs(_steinfurt(), sitze=_sitze(19), tag=TAG, stimmen=stimmen)
    assert (augenblick.stimmberechtigte, augenblick.vertretene) == (19, frozenset(stimmen))
    assert (urteil.befund.gueltig, urteil.befund.angenommen) == (gueltig, angenommen)


def test_wer_schweigt_ist_nicht_vertreten_und_freie_sitze_zaehlen_mit() -> None:
    augenblick, urteil = ergebnis_des_umlaufs(
        _steinfurt(), sitze=_sitze(4, besetzt=2), tag=TAG, stimmen=_stimmen(2)
    )
    assert (augenblick.stimmberechtigte, augenblick.besetzte, len(augenblick.vertretene)) == (4, 2, 2)
    # 2·2 > 4 is false: two of four are not the majority.
    assert not urteil.befund.gueltig


def test_ein_sitz_ohne_stimme_macht_es_ungueltig_und_zaehlt_nicht_als_vertreten() -> None:
    stimmen = {**_stimmen(3), "ohne0": JA}
    augenblick, urteil = ergebnis_des_umlaufs(
        _steinfurt(), sitze=_sitze(4, ohne_stimme=1), tag=TAG, stimmen=stimmen
    )
    assert "ohne0" not in augenblick.vertretene
    assert [(m.code, m.sitz) for m in urteil.befund.maengel] == [("sitz_ohne_stimmrecht", "ohne0")]


def _ordnung(**felder: Any) -> Ordnung:
    quorum = Quorumsregel(
        1, 2, Vergleich.MINDESTENS, Quorumsbasis.ALLE_SITZE, "§ 6 Abs. 4", gilt_bis_feststellung=True
    )
    return Ordnung("GO", quorum=quorum, **felder)


def test_die_vermutung_der_beschlussfaehigkeit_gilt_nur_im_saal() -> None:
    mehrheit = Mehrheitsregel(2, 3, Vergleich.MINDESTENS, Mehrheitsbasis.ANWESENDE, "§ 6 Abs. 2")
    ordnung = _ordnung(mehrheit=mehrheit)
    zu_wenige = ergebnis_des_umlaufs(ordnung, sitze=_sitze(17), tag=TAG, stimmen=_stimmen(8))[1]
    assert (zu_wenige.faehigkeit.faehig, zu_wenige.befund.gueltig) == (False, False)
    # 2·9 ≥ 17, and two thirds of the nine that answered are six.
    genug = ergebnis_des_umlaufs(ordnung, sitze=_sitze(17), tag=TAG, stimmen=_stimmen(6, 3))[1]
    assert (genug.befund.gueltig, genug.befund.angenommen, genug.befund.erforderlich) == (True, True, 6)


def test_ohne_quorum_bleibt_die_ordnung_wie_sie_ist() -> None:
    ohne = Ordnung("GO")
    assert ordnung_im_umlauf(ohne) is ohne
    urteil = ergebnis_des_umlaufs(ohne, sitze=_sitze(3), tag=TAG, stimmen=_stimmen(1))[1]
    assert (urteil.befund.gueltig, urteil.befund.angenommen) == (True, None)


def test_bei_gleichstand_entscheidet_der_vorsitz_nur_wo_es_vorgesehen_ist() -> None:
    regel = Mehrheitsregel(1, 2, Vergleich.MEHR_ALS, Mehrheitsbasis.JA_NEIN, "§ 6", stichentscheid=True)
    urteile = [
        ergebnis_des_umlaufs(
            _ordnung(mehrheit=regel), sitze=_sitze(4), tag=TAG, stimmen=_stimmen(2, 2), stichentscheid=ja
        )[1].befund.angenommen
        for ja in (False, True)
    ]
    assert urteile == [False, True]
