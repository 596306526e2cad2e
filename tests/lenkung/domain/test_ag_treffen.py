"""Meetings of an Arbeitsgruppe and their Gesprächsprotokoll (GO RSK § 5 Abs. 4)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kim.auftraege.models import Auftrag
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.ag_treffen import (
    reiner,
    treffen_aendern,
    treffen_fertigstellen,
    treffen_oeffnen,
    treffen_verwerfen,
)
from lenkung.domain.arbeitsgruppe import arbeitsgruppe_beenden
from lenkung.models import AGTreffen, Arbeitsgruppe
from lenkung.regeln.reintext import ROH_HOECHSTENS
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung.agbau import BEGINN, PROTOKOLL, arbeitsgruppe, treffen
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import wann

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(HEUTE), tick=False):
        yield


@pytest.fixture
def ag() -> Arbeitsgruppe:
    return arbeitsgruppe(GremiumFactory())


def _wer(ag: Arbeitsgruppe) -> Any:
    return gobau.akteur(ag.gremium)


def _code(tat: Any, *args: Any, **felder: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tat(*args, **felder)
    return fehler.value.code


def test_ein_treffen_beginnt_als_entwurf(ag: Arbeitsgruppe) -> None:
    satz = treffen(
        ag, beginn=time(10), ende=time(11, 30), protokoll='<p onclick="x()">Gut.</p><script>1</script>'
    )
    assert (satz.stand, satz.protokoll, satz.kreis_id) == ("entwurf", "<p>Gut.</p>", ag.kreis_id)
    assert satz.history.get().akteur_name == "Petra Probe"


def test_zweimal_geklickt_ist_einmal_eingetragen(ag: Arbeitsgruppe) -> None:
    for _klick in range(2):
        satz = treffen(ag)
    assert (AGTreffen.objects.count(), satz.history.count()) == (1, 1)
    treffen(ag, beginn=time(10))
    assert AGTreffen.objects.count() == 2


@pytest.mark.parametrize(
    "angaben", [{"ort": ""}, {"beginn": time(11), "ende": time(11)}, {"beginn": time(11), "ende": time(10)}]
)
def test_was_nicht_stimmt_entsteht_nicht(ag: Arbeitsgruppe, angaben: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        treffen(ag, **angaben)
    assert AGTreffen.objects.count() == 0


def test_vor_ihrem_beginn_trifft_sie_sich_nicht(ag: Arbeitsgruppe) -> None:
    frueh = BEGINN - timedelta(days=1)
    assert _code(treffen, ag, tag=frueh) == "vor_beginn"
    satz = treffen(ag, tag=BEGINN)
    felder: dict[str, Any] = {"treffen_id": satz.pk, "akteur": _wer(ag)}
    assert _code(treffen_aendern, **felder, angaben={"tag": frueh}) == "vor_beginn"


def test_zu_viel_text_sagt_es_am_feld(ag: Arbeitsgruppe) -> None:
    with pytest.raises(Fachfehler) as fehler:
        reiner("x" * (ROH_HOECHSTENS + 1), "protokoll")
    assert (fehler.value.code, fehler.value.feld) == ("zu_lang", "protokoll")


def test_wer_auf_einem_alten_stand_schreibt_hoert_es(ag: Arbeitsgruppe) -> None:
    satz = treffen(ag)
    alt = satz.history.latest().pk
    angaben: Any = {"tag": satz.tag, "ort": "Rathaus", "protokoll": PROTOKOLL}
    felder: dict[str, Any] = {"treffen_id": satz.pk, "akteur": _wer(ag), "angaben": angaben}
    assert treffen_aendern(**felder, erwarteter_stand=alt).ort == "Rathaus"
    with pytest.raises(Ueberholt):
        treffen_aendern(**felder, erwarteter_stand=alt)
    treffen_aendern(**felder)
    assert satz.history.count() == 2


def test_fertig_ist_was_war_mit_anwesenden_und_text(ag: Arbeitsgruppe) -> None:
    felder: dict[str, Any] = {"akteur": _wer(ag)}
    kuenftig = treffen(ag, tag=HEUTE + timedelta(days=1))
    assert _code(treffen_fertigstellen, treffen_id=kuenftig.pk, **felder) == "zukunft"
    for tag, fehlt in ((BEGINN, {"anwesende": " "}), (HEUTE, {"protokoll": "<p> </p>"})):
        halb = treffen(ag, tag=tag, **fehlt)
        assert _code(treffen_fertigstellen, treffen_id=halb.pk, **felder) == "unvollstaendig"
    assert not Auftrag.objects.exists()
    satz = treffen(ag, fertig=True)
    assert (satz.ist_fertig, satz.fertig_von_name) == (True, "Petra Probe")
    auftrag = Auftrag.objects.get()
    assert auftrag.angaben["pdfart"] == "lenkung.gespraechsprotokoll"


def test_fertig_bleibt_es_bis_jemand_es_mit_grund_oeffnet(ag: Arbeitsgruppe) -> None:
    satz = treffen(ag, fertig=True)
    felder: dict[str, Any] = {"treffen_id": satz.pk, "akteur": _wer(ag)}
    with pytest.raises(NichtErlaubt, match="fertig"):
        treffen_aendern(**felder, angaben={"tag": HEUTE, "ort": "Rathaus"})
    with pytest.raises(NichtErlaubt, match="fertig"):
        treffen_verwerfen(**felder, grund="doppelt")
    with pytest.raises(NichtErlaubt, match="fertig"):
        treffen_fertigstellen(**felder)
    offen = treffen_oeffnen(**felder, grund="Ein Name fehlt")
    assert (offen.stand, offen.fertig_am, offen.fertig_von_name) == ("entwurf", None, "")
    assert satz.history.latest().history_change_reason == "Ein Name fehlt"
    with pytest.raises(NichtErlaubt, match="Entwurf"):
        treffen_oeffnen(**felder, grund="noch einmal")
    treffen_fertigstellen(**felder)
    # Each finishing has its own PDF.
    assert Auftrag.objects.count() == 2


def test_ein_entwurf_laesst_sich_loeschen_und_bleibt_im_verlauf(ag: Arbeitsgruppe) -> None:
    satz = treffen(ag)
    assert treffen_verwerfen(treffen_id=satz.pk, akteur=_wer(ag), grund="fiel aus") == ag
    assert AGTreffen.objects.count() == 0
    assert AGTreffen.history.latest().history_change_reason == "fiel aus"


def test_die_leitung_schreibt_ohne_weiteres_recht(ag: Arbeitsgruppe) -> None:
    leitung, anderes = (PersonFactory(kreis=ag.gremium.kreis) for _ in range(2))
    eigene = arbeitsgruppe(ag.gremium, leitung=leitung)
    lesen = "lenkung.gremium_lesen"
    wer = gobau.akteur(ag.gremium, lesen, person_id=leitung.pk)
    assert treffen(eigene, akteur=wer, fertig=True).ist_fertig
    fremde = (
        (ag, wer),
        (eigene, gobau.akteur(ag.gremium, lesen, person_id=anderes.pk)),
        (eigene, gobau.akteur(ag.gremium, "lenkung.punkte_vorschlagen", person_id=leitung.pk)),
        (eigene, gobau.akteur(GremiumFactory(), lesen, person_id=leitung.pk)),
    )
    for gruppe, jemand in fremde:
        with pytest.raises(NichtErlaubt):
            treffen(gruppe, akteur=jemand, tag=HEUTE)


def test_nach_dem_ende_wird_nichts_mehr_geschrieben(ag: Arbeitsgruppe) -> None:
    satz = treffen(ag)
    arbeitsgruppe_beenden(arbeitsgruppe_id=ag.pk, zum=HEUTE, akteur=_wer(ag), grund="Fertig")
    for tat in (lambda: treffen(ag), lambda: treffen_fertigstellen(treffen_id=satz.pk, akteur=_wer(ag))):
        with pytest.raises(NichtErlaubt, match="beendet"):
            tat()
