"""The marks of a session. The days of 21.03.2023 are those of the Fachmodell; the others are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.ordnung import Ladungsregel, Ordnung, Vorschlagsregel
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Zaehlung
from lenkung.regeln.zeitstrahl import Ampel, Lage, Marke, Markenart, Stand, naechste, zeitstrahl

RSK = mitgelieferte_ordnung("rsk-2022-03-24")
STEINFURT = mitgelieferte_ordnung("steinfurt-2021-06-30")
TAG = date(2023, 3, 21)
V, T, L, D, S = Markenart
GEPLANT, STEHT, GELADEN = (
    Stand(),
    Stand(Sitzungsstand.TAGESORDNUNG_FESTGELEGT),
    Stand(Sitzungsstand.EINGELADEN),
)


def marken(
    heute: date, stand: Stand = GEPLANT, *, tag: date = TAG, ordnung: Ordnung | None = RSK
) -> dict[Markenart, Marke]:
    strahl = zeitstrahl(sitzungstag=tag, ordnung=ordnung, stand=stand, heute=heute)
    return {marke.art: marke for marke in strahl}


def lagen(heute: date, stand: Stand = GEPLANT) -> tuple[Lage, ...]:
    strahl = marken(heute, stand)
    return tuple(strahl[art].lage for art in Markenart)


@pytest.mark.parametrize(
    ("sitzung", "tage"),
    [
        # Fachmodell, "Deadlines"
        (date(2023, 3, 21), ("2023-02-28", "2023-03-05", "2023-03-06", "2023-03-13")),
        # Month end and leap day: 15 days before 15 March 2024 is 29 February
        (date(2024, 3, 15), ("2024-02-23", "2024-02-28", "2024-02-29", "2024-03-07")),
        (date(2024, 3, 21), ("2024-02-29", "2024-03-05", "2024-03-06", "2024-03-13")),
        # Over the change to summer time (29 March 2026) and over the turn of a year
        (date(2026, 4, 7), ("2026-03-17", "2026-03-22", "2026-03-23", "2026-03-30")),
        (date(2026, 1, 5), ("2025-12-15", "2025-12-20", "2025-12-21", "2025-12-28")),
        # A dispatch day on a Sunday stays there: calendar days
        (date(2026, 6, 15), ("2026-05-25", "2026-05-30", "2026-05-31", "2026-06-07")),
    ],
)
def test_die_marken_liegen_wo_die_geschaeftsordnung_sie_hinlegt(sitzung: date, tage: tuple[str, ...]) -> None:
    strahl = zeitstrahl(sitzungstag=sitzung, ordnung=RSK, stand=GEPLANT, heute=date(2023, 1, 1))
    assert [marke.art for marke in strahl] == [V, T, L, D, S]
    assert tuple(str(marke.tag) for marke in strahl) == (*tage, str(sitzung))


def test_jede_marke_nennt_stelle_und_rechnung() -> None:
    strahl = marken(date(2023, 1, 1))
    assert strahl[V].norm == "§ 4 Abs. 4"
    assert strahl[V].rechnung.startswith("21.03.2023 minus 21 Kalendertage ist der 28.02.2023.")
    assert strahl[L].norm == "§ 4 Abs. 5"
    assert "14 Kalendertage" in strahl[L].rechnung
    assert strahl[L].rechnung.endswith("Letzter Versandtag ist der 06.03.2023.")
    assert "7 Kalendertage" in strahl[D].rechnung
    assert [art for art, marke in strahl.items() if marke.abgeleitet] == [T]
    assert strahl[S].rechnung == ""


W, B, H, E = Lage.OFFEN, Lage.BALD, Lage.HEUTE, Lage.ERLEDIGT
X, N, G = Lage.VERSAEUMT, Lage.NICHT_NOETIG, Lage.GESCHLOSSEN


@pytest.mark.parametrize(
    ("heute", "stand", "erwartet"),
    [
        (date(2023, 2, 20), GEPLANT, (W, W, W, N, W)),
        (date(2023, 2, 21), GEPLANT, (B, W, W, N, W)),
        (date(2023, 2, 28), GEPLANT, (H, B, B, N, W)),
        (date(2023, 3, 1), GEPLANT, (G, B, B, N, W)),
        (date(2023, 3, 5), GEPLANT, (G, H, B, N, W)),
        (date(2023, 3, 6), GEPLANT, (G, X, H, N, W)),
        (date(2023, 3, 6), STEHT, (G, E, H, N, W)),
        (date(2023, 3, 7), STEHT, (G, E, X, B, W)),
        (date(2023, 3, 13), STEHT, (G, E, X, H, W)),
        (date(2023, 3, 14), STEHT, (G, E, X, X, W)),
        (date(2023, 3, 14), GELADEN, (G, E, E, N, W)),
        (date(2023, 3, 21), GELADEN, (G, E, E, N, H)),
        (date(2023, 3, 22), GELADEN, (G, E, E, N, X)),
    ],
)
def test_der_stand_folgt_aus_heute_und_dem_was_geschah(
    heute: date, stand: Stand, erwartet: tuple[Lage, ...]
) -> None:
    assert lagen(heute, stand) == erwartet


@pytest.mark.parametrize(
    ("versandt", "regulaer", "dringlich"),
    [
        (date(2023, 3, 6), E, N),
        (date(2023, 3, 7), Lage.VERSPAETET, E),
        (date(2023, 3, 13), Lage.VERSPAETET, E),
        (date(2023, 3, 14), Lage.VERSPAETET, Lage.VERSPAETET),
    ],
)
def test_der_nachweis_des_versands_entscheidet(versandt: date, regulaer: Lage, dringlich: Lage) -> None:
    strahl = marken(date(2023, 3, 20), replace(GELADEN, versandt=versandt))
    assert (strahl[L].lage, strahl[D].lage) == (regulaer, dringlich)
    assert f"Versandt am {versandt:%d.%m.%Y}." in strahl[L].rechnung
    # The verdict stays after the session has been held.
    danach = marken(date(2023, 6, 1), Stand(Sitzungsstand.GESCHLOSSEN, versandt))
    assert (danach[L].lage, danach[S].lage) == (regulaer, E)


def test_nach_der_absage_zaehlt_keine_frist_mehr() -> None:
    assert lagen(date(2023, 3, 10), Stand(Sitzungsstand.ABGESAGT)) == (Lage.ENTFALLEN,) * 5


def test_ohne_nachweis_faellt_kein_urteil() -> None:
    vorbei = (Lage.VORBEI,) * 4
    assert lagen(date(2026, 1, 1), Stand(Sitzungsstand.GESCHLOSSEN)) == (*vorbei, E)


def test_die_farben_behalten_ihre_bedeutung() -> None:
    farben = {lage: Marke(S, TAG, lage).ampel for lage in Lage}
    assert {lage for lage, farbe in farben.items() if farbe is Ampel.GRUEN} == {W, E}
    assert {lage for lage, farbe in farben.items() if farbe is Ampel.GELB} == {B, H}
    assert {lage for lage, farbe in farben.items() if farbe is Ampel.ROT} == {X, Lage.VERSPAETET}


@pytest.mark.parametrize("ordnung", [STEINFURT, None])
def test_was_nicht_geregelt_ist_hat_keinen_tag(ordnung: Ordnung | None) -> None:
    strahl = marken(date(2023, 1, 1), ordnung=ordnung)
    assert {art for art, marke in strahl.items() if marke.lage is Lage.NICHT_GEREGELT} == {V, T, L, D}
    assert {art for art, marke in strahl.items() if marke.tag is None} == {V, T, L, D}
    assert strahl[S].tag == TAG


def test_arbeitstage_und_spaete_vorschlaege_ordnen_sich_nach_dem_tag() -> None:
    regel = Ladungsregel(5, Zaehlung.ARBEITSTAGE, frozenset(), "§ 3")
    ordnung = Ordnung(vorschlaege=Vorschlagsregel(2, "§ 2"), ladung=regel)
    strahl = zeitstrahl(sitzungstag=TAG, ordnung=ordnung, stand=GEPLANT, heute=date(2023, 1, 1))
    # Five working days lie between Monday 13 and Tuesday 21 March.
    assert [(m.art, m.tag) for m in strahl] == [
        (T, date(2023, 3, 12)),
        (L, date(2023, 3, 13)),
        (V, date(2023, 3, 19)),
        (S, TAG),
        (D, None),
    ]


@pytest.mark.parametrize(
    ("heute", "stand", "art"),
    [
        (date(2023, 1, 1), GEPLANT, V),
        (date(2023, 3, 2), GEPLANT, T),
        (date(2023, 3, 6), STEHT, L),
        (date(2023, 3, 6), GEPLANT, T),
        (date(2023, 3, 7), STEHT, D),
        (date(2023, 3, 14), STEHT, D),
        (date(2023, 3, 14), GELADEN, S),
        (date(2023, 3, 22), GELADEN, S),
        (date(2023, 3, 22), Stand(Sitzungsstand.GESCHLOSSEN), None),
        (date(2023, 3, 2), Stand(Sitzungsstand.ABGESAGT), None),
    ],
)
def test_als_naechstes_zaehlt_was_noch_hilft(heute: date, stand: Stand, art: Markenart | None) -> None:
    marke = naechste(zeitstrahl(sitzungstag=TAG, ordnung=RSK, stand=stand, heute=heute))
    assert (marke.art if marke else None) == art


def test_von_tag_zu_tag_wird_eine_marke_nie_wieder_gruen() -> None:
    rang = {Ampel.GRUEN: 0, Ampel.GELB: 1, Ampel.ROT: 2}
    folge = [marken(TAG - timedelta(days=n))[L].ampel for n in range(40, -1, -1)]
    assert [rang[a] for a in folge] == sorted(rang[a] for a in folge)
