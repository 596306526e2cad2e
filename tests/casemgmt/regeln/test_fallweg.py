"""The way of a case as the Fachmodell § 3 tells it."""

from __future__ import annotations

from datetime import date

import pytest

from casemgmt.regeln import fallweg
from casemgmt.regeln.fallweg import Bedarf, Lage
from casemgmt.regeln.werte import ENDEN, Ausgang, Endgrund, Phase

SEIT = date(2024, 3, 1)


def lage(phase: Phase, **angaben: object) -> Lage:
    return Lage(phase, SEIT, **angaben)  # type: ignore[arg-type]


def test_der_hauptweg_ist_der_des_fachmodells() -> None:
    """Klärung → Assessment → Integrationsplan → Umsetzung → Monitoring → Evaluation → closed."""
    vorwaerts = {(s.von, s.nach) for s in fallweg.SCHRITTE if not s.zurueck}
    paare = list(zip(fallweg.HAUPTWEG, fallweg.HAUPTWEG[1:], strict=False))
    # Closing is an act of its own: it says how the case ended.
    assert vorwaerts == set(paare) - {(Phase.EVALUATION, Phase.ABGESCHLOSSEN)}


def test_von_einem_ende_fuehrt_kein_schritt_weg() -> None:
    assert not [schritt for ende in ENDEN for schritt in fallweg.schritte_von(ende)]
    assert set(fallweg.WIEDERAUFNAHME) == ENDEN


def test_jede_laufende_phase_hat_eine_frist() -> None:
    assert set(fallweg.FRISTTAGE) == set(Phase) - ENDEN


@pytest.mark.parametrize(
    ("angaben", "fehlt"),
    [
        ({}, (Bedarf.ERSTTERMIN, Bedarf.ZUSTIMMUNG)),
        ({"gehaltene_termine": 1}, (Bedarf.ZUSTIMMUNG,)),
        ({"gehaltene_termine": 1, "zugestimmt": True}, ()),
    ],
)
def test_langfristig_braucht_einen_termin_und_die_zustimmung(
    angaben: dict[str, object], fehlt: tuple[Bedarf, ...]
) -> None:
    schritt = fallweg.schritt(Phase.KLAERUNG, Phase.ASSESSMENT)
    assert schritt is not None
    assert fallweg.es_fehlt(schritt, lage(Phase.KLAERUNG, **angaben)) == fehlt


@pytest.mark.parametrize(
    ("stand", "text", "nach"),
    [
        (lage(Phase.KLAERUNG), "Ersten Termin", None),
        (lage(Phase.KLAERUNG, gehaltene_termine=1), "Zweiten Termin", Phase.ASSESSMENT),
        (lage(Phase.KLAERUNG, gehaltene_termine=2), "Entscheiden", Phase.ASSESSMENT),
        (lage(Phase.ASSESSMENT), "Lage und Ziele", Phase.INTEGRATIONSPLAN),
        (lage(Phase.INTEGRATIONSPLAN), "vereinbaren", None),
        (lage(Phase.INTEGRATIONSPLAN, plan_vereinbart=True), "Umsetzung", Phase.UMSETZUNG),
        (lage(Phase.UMSETZUNG), "Monitoring", Phase.MONITORING),
        (lage(Phase.MONITORING), "Evaluation", Phase.EVALUATION),
        (lage(Phase.EVALUATION), "abschließen", None),
        (lage(Phase.ABGESCHLOSSEN), "wieder aufnehmen", None),
        (lage(Phase.NICHT_FORTGESETZT), "wieder aufnehmen", None),
    ],
)
def test_der_naechste_schritt_in_worten(stand: Lage, text: str, nach: Phase | None) -> None:
    naechstes = fallweg.naechstes(stand)
    assert text in naechstes.text
    assert naechstes.nach is nach


def test_bis_wann_zaehlt_vom_beginn_der_phase() -> None:
    """28 days after 1 March are 29 March; on that day it is not late yet."""
    naechstes = fallweg.naechstes(lage(Phase.ASSESSMENT))
    assert naechstes.bis == date(2024, 3, 29)
    assert not naechstes.ueberfaellig(date(2024, 3, 29))
    assert naechstes.ueberfaellig(date(2024, 3, 30))
    assert not fallweg.naechstes(lage(Phase.ABGESCHLOSSEN)).ueberfaellig(date(2099, 1, 1))


def test_ziele_erreicht_bescheinigt_erst_die_evaluation() -> None:
    assert fallweg.moegliche_ausgaenge(Phase.EVALUATION) == tuple(Ausgang)
    assert fallweg.moegliche_ausgaenge(Phase.UMSETZUNG) == (Ausgang.ABGEBROCHEN,)
    assert fallweg.moegliche_ausgaenge(Phase.KLAERUNG) == ()
    assert fallweg.moegliche_ausgaenge(Phase.ABGESCHLOSSEN) == ()
    assert [ausgang for ausgang in Ausgang if fallweg.grund_noetig(ausgang)] == [Ausgang.ABGEBROCHEN]


def test_nicht_fortgesetzt_wird_nur_aus_der_klaerung() -> None:
    assert [p for p in Phase if fallweg.darf_nicht_fortgesetzt_werden(p)] == [Phase.KLAERUNG]
    assert fallweg.vorschlag_endgrund(0) is Endgrund.KEIN_KONTAKT
    assert fallweg.vorschlag_endgrund(2) is None
