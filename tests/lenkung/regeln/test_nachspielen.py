"""Past sessions under another Geschäftsordnung. What is expected is worked out here from the paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kim.basis.befund import Befund
from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.augenblick import Augenblick, Voten
from lenkung.regeln.einladung import Einladung
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.nachspielen import (
    Frage,
    Geladen,
    Gezaehlt,
    Vergangene,
    Vergleich,
    nachspielen,
)
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.versandnachweis import Nachweis
from lenkung.regeln.vertretung import Sitz
from lenkung.regeln.werte import Sitzungsart
from lenkung.regeln.worte import WORTE

RSK, STEINFURT = mitgelieferte_ordnung("rsk-2022-03-24"), mitgelieferte_ordnung("steinfurt-2021-06-30")
TAG = date(2023, 3, 21)
SITZE = {f"s{n}": Sitz(f"s{n}", True, date(2021, 11, 25), None, f"m{n}") for n in range(17)}
EINLADUNG = Einladung(None, "Kreishaus", True, True)


def _da(vertretene: int, sitze: int = 17, **anders: Any) -> Augenblick:
    return Augenblick(sitze, sitze, frozenset(f"s{n}" for n in range(vertretene)), **anders)


def _vergangene(ordnung: Ordnung = RSK, **anders: Any) -> Vergangene:
    return replace(Vergangene(ordnung, TAG, Sitzungsart.PRAESENZ, SITZE), **anders)


def _geladen(am: datetime, **anders: Any) -> Geladen:
    return Geladen(EINLADUNG._replace(**anders), Nachweis(17, 17, 0, am))


def _gezaehlt(augenblick: Augenblick, voten: Voten, angenommen: bool, **anders: Any) -> Gezaehlt:
    damals = Befund("angenommen" if angenommen else "abgelehnt")
    return Gezaehlt("Kitas", augenblick, voten, damals, angenommen, **anders)


def _anders(vergleiche: Sequence[Vergleich]) -> dict[Frage, tuple[str, str]]:
    for vergleich in vergleiche:
        assert {vergleich.damals.urteil, vergleich.entwurf.urteil} <= WORTE.keys()
    return {v.frage: (v.damals.urteil, v.entwurf.urteil) for v in vergleiche if v.anders}


@pytest.mark.parametrize("ordnung", [RSK, STEINFURT, Ordnung()])
def test_unter_derselben_geschaeftsordnung_aendert_sich_nichts(ordnung: Ordnung) -> None:
    """Twelve of 17 there, nobody objects; a consensus needs no rule of majority."""
    sitzung = _vergangene(
        ordnung,
        geladen=_geladen(datetime(2023, 3, 1, 12, tzinfo=UTC)),
        eroeffnet=_da(12),
        abstimmungen=[_gezaehlt(_da(12), Voten(widerspruch=()), True)],
    )
    vergleiche = nachspielen(sitzung, ordnung)
    assert [v.frage for v in vergleiche] == [
        Frage.LADUNG,
        Frage.EROEFFNUNG,
        Frage.FAEHIGKEIT,
        Frage.ERGEBNIS,
    ]
    assert _anders(vergleiche) == {}


def test_ohne_angaben_gibt_es_nichts_nachzuspielen() -> None:
    assert nachspielen(_vergangene(), STEINFURT) == ()


@pytest.mark.parametrize(
    ("stimmen", "rsk", "steinfurt"),
    [
        # 9 there. RSK § 6 Abs. 2: 3·yes ≥ 2·9 = 18, so 6 are needed. Steinfurt § 6: yes > no.
        (Stimmen(5, 3, 1), False, True),
        (Stimmen(6, 3, 0), True, True),
        (Stimmen(4, 5, 0), False, False),
        (Stimmen(5, 0, 4), False, True),
    ],
)
def test_die_mehrheit_entscheidet_nach_der_anderen_regel(
    stimmen: Stimmen, rsk: bool, steinfurt: bool
) -> None:
    voten = Voten(zahlen=stimmen)
    for damals, entwurf, alt, neu in ((RSK, STEINFURT, rsk, steinfurt), (STEINFURT, RSK, steinfurt, rsk)):
        sitzung = _vergangene(damals, abstimmungen=[_gezaehlt(_da(9), voten, alt)])
        unterschied = _anders(nachspielen(sitzung, entwurf))
        worte = ("angenommen" if alt else "abgelehnt", "angenommen" if neu else "abgelehnt")
        assert unterschied == ({Frage.ERGEBNIS: worte} if alt is not neu else {})


def test_genau_die_haelfte_genuegt_nur_dem_rhein_sieg_kreis() -> None:
    """8 of 16: 2·8 ≥ 16 (RSK § 6 Abs. 4), but not 2·8 > 16 (Steinfurt § 6)."""
    augenblick = _da(8, sitze=16)
    sitzung = _vergangene(
        eroeffnet=augenblick, abstimmungen=[_gezaehlt(augenblick, Voten(zahlen=Stimmen(8, 0, 0)), True)]
    )
    assert _anders(nachspielen(sitzung, STEINFURT)) == {
        Frage.EROEFFNUNG: ("quorum", "nicht_erreicht"),
        Frage.FAEHIGKEIT: ("quorum", "nicht_erreicht"),
        Frage.ERGEBNIS: ("angenommen", "ungueltig"),
    }


def test_gilt_als_beschlussfaehig_gibt_es_in_steinfurt_nicht() -> None:
    """8 of 17 are too few for both; in RSK it holds until the chair establishes the contrary."""
    assert _anders(nachspielen(_vergangene(eroeffnet=_da(8)), STEINFURT)) == {
        Frage.EROEFFNUNG: ("gilt_als", "nicht_erreicht")
    }
    # Quorate by number or as good as quorate: to the session it is the same.
    genug = replace(RSK, quorum=replace(RSK.quorum, zaehler=1, nenner=3))
    assert _anders(nachspielen(_vergangene(eroeffnet=_da(8)), genug)) == {}


def test_die_ladung_wird_an_der_anderen_frist_gemessen() -> None:
    """For the 21.03.2023 the last day of RSK is the 06.03. (§ 4 Abs. 5); Steinfurt has none."""
    knapp, spaet = (_geladen(datetime(2023, 3, tag, 12, tzinfo=UTC)) for tag in (6, 7))
    assert _anders(nachspielen(_vergangene(STEINFURT, geladen=knapp), RSK)) == {
        Frage.LADUNG: ("nicht_geregelt", "fristgerecht")
    }
    assert _anders(nachspielen(_vergangene(STEINFURT, geladen=spaet), RSK)) == {
        Frage.LADUNG: ("nicht_geregelt", "verspaetet")
    }
    kuerzer = replace(RSK, ladung=replace(RSK.ladung, frist=10))
    assert _anders(nachspielen(_vergangene(geladen=spaet), kuerzer)) == {
        Frage.LADUNG: ("verspaetet", "fristgerecht")
    }


def test_die_zweite_einberufung_traegt_nur_wo_sie_geregelt_und_fristgerecht_geladen_ist() -> None:
    """GO RSK § 6 Abs. 5: 3 of 17 decide an item that was put off; Steinfurt knows no such rule."""
    mit_hinweis = _geladen(datetime(2023, 3, 1, 12, tzinfo=UTC), hinweis_zweite_einberufung=True)
    wirksam = _vergangene(
        geladen=mit_hinweis,
        traegt_zweite=True,
        zweite_wirksam=True,
        abstimmungen=[
            _gezaehlt(
                _da(3, unfaehig_festgestellt=True, zweite_einberufung=True),
                Voten(zahlen=Stimmen(3, 0, 0)),
                True,
                traegt_zweite=True,
            )
        ],
    )
    assert _anders(nachspielen(wirksam, RSK)) == {}
    unterschied = _anders(nachspielen(wirksam, STEINFURT))
    assert unterschied[Frage.ZWEITE] == ("zweite_wirksam", "nicht_geregelt")
    assert unterschied[Frage.ERGEBNIS] == ("angenommen", "ungueltig")
    strenger = replace(RSK, ladung=replace(RSK.ladung, frist=28))
    assert _anders(nachspielen(wirksam, strenger))[Frage.ZWEITE] == ("zweite_wirksam", "zweite_unwirksam")
    # The other way round: what had no rule then, would have been decidable.
    ohne = replace(wirksam, ordnung=STEINFURT, zweite_wirksam=False, abstimmungen=[])
    assert _anders(nachspielen(ohne, RSK))[Frage.ZWEITE] == ("nicht_geregelt", "zweite_wirksam")
    ungeladen = replace(wirksam, geladen=None, zweite_wirksam=False)
    assert _anders(nachspielen(ungeladen, RSK)).get(Frage.ZWEITE) is None


def test_war_nach_dem_entwurf_genug_da_haette_der_vorsitz_nichts_festgestellt() -> None:
    """8 of 17: too few for a half (2·8 < 17), enough for a third (3·8 ≥ 17)."""
    sitzung = _vergangene(unfaehig=[_da(8, unfaehig_festgestellt=True)])
    assert _anders(nachspielen(sitzung, RSK)) == {}
    ein_drittel = replace(RSK, quorum=replace(RSK.quorum, zaehler=1, nenner=3))
    assert _anders(nachspielen(sitzung, ein_drittel)) == {Frage.UNFAEHIGKEIT: ("festgestellt", "quorum")}
    spaeter = _gezaehlt(_da(8, unfaehig_festgestellt=True), Voten(zahlen=Stimmen(8, 0, 0)), True)
    vergleiche = nachspielen(_vergangene(abstimmungen=[spaeter]), ein_drittel)
    assert vergleiche[-1].entwurf.urteil == "angenommen"


def test_ohne_mehrheitsregel_sagt_der_entwurf_nichts() -> None:
    """Then the chair would have had to say it: that is not the same as a result by rule."""
    sitzung = _vergangene(abstimmungen=[_gezaehlt(_da(9), Voten(zahlen=Stimmen(9, 0, 0)), True)])
    assert _anders(nachspielen(sitzung, replace(RSK, mehrheit=None))) == {
        Frage.ERGEBNIS: ("angenommen", "nicht_geregelt")
    }


def test_ungueltig_ist_etwas_anderes_als_abgelehnt() -> None:
    """4 of 8 in favour are too few for both; with 8 of 16 Steinfurt could not even have voted."""
    sitzung = _vergangene(abstimmungen=[_gezaehlt(_da(8, sitze=16), Voten(zahlen=Stimmen(4, 4, 0)), False)])
    assert _anders(nachspielen(sitzung, STEINFURT))[Frage.ERGEBNIS] == ("abgelehnt", "ungueltig")


def test_die_zweite_einberufung_traegt_nur_ihren_punkt() -> None:
    """GO RSK § 6 Abs. 5: only the item that was put off, not the others of the same session."""
    geladen = _geladen(datetime(2023, 3, 1, 12, tzinfo=UTC), hinweis_zweite_einberufung=True)
    anderer = _gezaehlt(_da(3, unfaehig_festgestellt=True), Voten(zahlen=Stimmen(3, 0, 0)), True)
    sitzung = _vergangene(geladen=geladen, traegt_zweite=True, zweite_wirksam=True, abstimmungen=[anderer])
    assert _anders(nachspielen(sitzung, RSK))[Frage.ERGEBNIS] == ("angenommen", "ungueltig")
