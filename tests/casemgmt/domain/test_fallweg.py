"""A case on its way: each step, its end, opening it again, and two who act at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from casemgmt.domain.fallweg import (
    fall_abschliessen,
    fall_nicht_fortsetzen,
    fall_wieder_aufnehmen,
    phase_weiter,
)
from casemgmt.models import Fall
from casemgmt.regeln.werte import Ausgang, Endgrund, Phase
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from tests.casemgmt import faellebau, fallbau

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


def weiter(fall: Fall, nach: Phase, cm: Any, **angaben: Any) -> Fall:
    return phase_weiter(fall_id=fall.pk, nach=nach, stand=faellebau.frisch(fall).stand, akteur=cm, **angaben)


def scheitert(code: str, tun: Any, *args: Any, **angaben: Any) -> Fachfehler:
    with pytest.raises(Fachfehler) as fehler:
        tun(*args, **angaben)
    assert fehler.value.code == code
    return fehler.value


def test_langfristig_geht_es_erst_mit_termin_und_zustimmung(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    scheitert("ersttermin", weiter, fall, Phase.ASSESSMENT, cm, zugestimmt_am=faellebau.heute())
    fallbau.termin(cm, fall)
    fehler = scheitert("zustimmung", weiter, fall, Phase.ASSESSMENT, cm)
    assert fehler.feld == "zugestimmt_am"
    scheitert("zukunft", weiter, fall, Phase.ASSESSMENT, cm, zugestimmt_am=faellebau.in_tagen(1))
    fall = weiter(fall, Phase.ASSESSMENT, cm, zugestimmt_am=faellebau.heute())
    assert (fall.phase, fall.zugestimmt_am, fall.stand) == (Phase.ASSESSMENT, faellebau.heute(), 2)
    assert fall.history.latest().history_change_reason == "Langfristig begleiten"


def test_nicht_erschienen_zaehlt_nicht_als_ersttermin(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    fallbau.termin(cm, fall, stand="nicht_erschienen")
    scheitert("ersttermin", weiter, fall, Phase.ASSESSMENT, cm, zugestimmt_am=faellebau.heute())


def test_eine_phase_laesst_sich_nicht_ueberspringen(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    scheitert("schritt", weiter, fall, Phase.UMSETZUNG, cm)
    fall = weiter(fall, Phase.INTEGRATIONSPLAN, cm)
    scheitert("plan", weiter, fall, Phase.UMSETZUNG, cm)
    faellebau.vereinbart(cm, fall)
    assert weiter(fall, Phase.UMSETZUNG, cm).phase == Phase.UMSETZUNG


def test_der_ganze_weg_bis_zum_guten_ende(cm: Any, ort: Any) -> None:
    fall = faellebau.bis_phase(cm, faellebau.langfristig(cm, ort), Phase.EVALUATION)
    fall = fall_abschliessen(
        fall_id=fall.pk, stand=fall.stand, ausgang=Ausgang.POSITIV, notiz=" Hat Arbeit. ", akteur=cm
    )
    assert (fall.phase, fall.ausgang, fall.endgrund) == (Phase.ABGESCHLOSSEN, "positiv", "")
    assert (fall.beendet_am, fall.abschlussnotiz) == (faellebau.heute(), "Hat Arbeit.")
    scheitert("beendet", weiter, fall, Phase.ASSESSMENT, cm)


def test_ziele_erreicht_gibt_es_nicht_mitten_im_weg(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    angaben = {"fall_id": fall.pk, "stand": fall.stand, "akteur": cm}
    scheitert("ausgang", fall_abschliessen, ausgang=Ausgang.POSITIV, **angaben)
    fehler = scheitert("endgrund", fall_abschliessen, ausgang=Ausgang.ABGEBROCHEN, **angaben)
    assert fehler.feld == "endgrund"
    scheitert(
        "zukunft",
        fall_abschliessen,
        ausgang=Ausgang.ABGEBROCHEN,
        endgrund=Endgrund.ABGELEHNT,
        am=faellebau.in_tagen(1),
        **angaben,
    )
    fall = fall_abschliessen(ausgang=Ausgang.ABGEBROCHEN, endgrund=Endgrund.KEIN_KONTAKT, **angaben)
    assert (fall.ausgang, fall.endgrund) == ("abgebrochen", "kein_kontakt")


def test_ein_fall_endet_nicht_vor_seinem_beginn(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    with pytest.raises(ValidationError, match="vor seiner Eröffnung"):
        fall_nicht_fortsetzen(
            fall_id=fall.pk,
            stand=fall.stand,
            endgrund=Endgrund.ZUSTAENDIGKEIT,
            am=fallbau.gestern(),
            akteur=cm,
        )


def test_nicht_fortgesetzt_und_wieder_aufgenommen(cm: Any, ort: Any) -> None:
    fall = fallbau.fall(cm, ort)
    fall = fall_nicht_fortsetzen(
        fall_id=fall.pk, stand=fall.stand, endgrund=Endgrund.GERINGER_BEDARF, akteur=cm
    )
    assert (fall.phase, fall.endgrund) == (Phase.NICHT_FORTGESETZT, "geringer_bedarf")
    zeichen = fall.aktenzeichen
    fall = fall_wieder_aufnehmen(fall_id=fall.pk, stand=fall.stand, akteur=cm)
    assert (fall.phase, fall.endgrund, fall.beendet_am, fall.aktenzeichen) == ("klaerung", "", None, zeichen)
    assert [z.endgrund for z in fall.history.order_by("history_id")] == ["", "geringer_bedarf", ""]
    scheitert("laeuft", fall_wieder_aufnehmen, fall_id=fall.pk, stand=fall.stand, akteur=cm)


def test_ein_abgeschlossener_faengt_beim_assessment_wieder_an(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    fall = fall_abschliessen(
        fall_id=fall.pk,
        stand=fall.stand,
        ausgang=Ausgang.ABGEBROCHEN,
        endgrund=Endgrund.KEIN_KONTAKT,
        akteur=cm,
    )
    fall = fall_wieder_aufnehmen(fall_id=fall.pk, stand=fall.stand, akteur=cm)
    assert (fall.phase, fall.ausgang) == (Phase.ASSESSMENT, "")


def test_langfristig_begleitete_werden_nicht_nicht_fortgesetzt(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    scheitert(
        "phase",
        fall_nicht_fortsetzen,
        fall_id=fall.pk,
        stand=fall.stand,
        endgrund=Endgrund.ABGELEHNT,
        akteur=cm,
    )


def test_wer_auf_altem_stand_handelt_erfaehrt_es_und_nichts_geschieht(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    weiter(fall, Phase.INTEGRATIONSPLAN, cm)
    with pytest.raises(Ueberholt):
        fall_abschliessen(
            fall_id=fall.pk,
            stand=fall.stand,
            ausgang=Ausgang.ABGEBROCHEN,
            endgrund=Endgrund.KEIN_KONTAKT,
            akteur=cm,
        )
    assert faellebau.frisch(fall).phase == Phase.INTEGRATIONSPLAN


def test_fuehren_darf_nur_wer_im_gebiet_arbeitet(cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    for fremd in (
        fallbau.case_management(fallbau.kommune(ort.kreis)),
        fallbau.koordination(ort.kreis),
        fallbau.mukis(ort.kreis),
    ):
        with pytest.raises(NichtErlaubt):
            weiter(fall, Phase.INTEGRATIONSPLAN, fremd)
    fallbau.vertretung(cm, fremd, von=timezone.localdate() - timedelta(1), bis=timezone.localdate())
    assert weiter(fall, Phase.INTEGRATIONSPLAN, fremd).phase == Phase.INTEGRATIONSPLAN
