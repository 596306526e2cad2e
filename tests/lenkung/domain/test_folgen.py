"""What follows from a Beschluss: entered, changed, reported on, finished."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.beschlussfolge import (
    FolgeAngaben,
    bericht_eintragen,
    folge_abschliessen,
    folge_aendern,
    folge_anlegen,
)
from lenkung.models import Beschluss, Beschlussfolge
from lenkung.regeln.verlauf import Folgenstand, Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def beschluss() -> Beschluss:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    return bau.stelle_fest(bau.einvernehmlich(satz, punkt))


@pytest.fixture
def folge(beschluss: Beschluss) -> Beschlussfolge:
    return _lege_an(beschluss)


def _lege_an(beschluss: Beschluss, **mehr: Any) -> Beschlussfolge:
    wer = mehr.pop("akteur", None) or gobau.akteur(beschluss.gremium)
    angaben: FolgeAngaben = {
        "art": "aufgabe",
        "text": "Kurse zählen",
        "verantwortlich": "Jugendamt",
        "bis": timezone.localdate() + timedelta(days=60),
        **mehr,  # type: ignore[typeddict-item]
    }
    return folge_anlegen(beschluss_id=beschluss.pk, akteur=wer, angaben=angaben)


def _wer(folge: Beschlussfolge) -> Any:
    return gobau.akteur(folge.beschluss.gremium)


def _schliesse(folge: Beschlussfolge, stand: str, bemerkung: str = "") -> Beschlussfolge:
    return folge_abschliessen(
        folge_id=folge.pk,
        akteur=_wer(folge),
        stand=Folgenstand(stand),
        am=timezone.localdate(),
        bemerkung=bemerkung,
    )


def test_eine_folge_hat_verantwortung_und_werdegang(folge: Beschlussfolge) -> None:
    assert (folge.stand, folge.erledigt_am, folge.verantwortlich) == ("offen", None, "Jugendamt")
    assert folge.history.get().akteur_name == "Petra Probe"
    with pytest.raises(ValidationError):
        _lege_an(folge.beschluss, verantwortlich="")


def test_aus_abgelehntem_folgt_nichts() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abgelehnt = bau.stelle_fest(bau.zaehle(bau.beginne(satz, punkt, Weise.OFFEN), 0, 2))
    assert abgelehnt.angenommen is False
    with pytest.raises(Fachfehler) as fehler:
        _lege_an(abgelehnt)
    assert fehler.value.code == "abgelehnt"


def test_wer_auf_einem_alten_stand_aendert_hoert_es(folge: Beschlussfolge) -> None:
    alt = folge.history.latest().pk
    felder: dict[str, Any] = {"folge_id": folge.pk, "akteur": _wer(folge)}
    assert folge_aendern(**felder, angaben={"text": "Kurse planen"}, erwarteter_stand=alt).text == (
        "Kurse planen"
    )
    with pytest.raises(Ueberholt):
        folge_aendern(**felder, angaben={"text": "Kurse streichen"}, erwarteter_stand=alt)
    # The same again is no change.
    folge_aendern(**felder, angaben={"text": "Kurse planen"})
    assert folge.history.count() == 2


def test_erledigt_entfallen_und_wieder_offen(folge: Beschlussfolge) -> None:
    erledigt = _schliesse(folge, "erledigt", " Liste liegt vor. ")
    assert (erledigt.stand, erledigt.erledigt_am) == ("erledigt", timezone.localdate())
    bericht = folge.berichte.get()
    assert (bericht.text, bericht.erledigt, bericht.ueber_link) == ("Liste liegt vor.", True, False)
    offen = _schliesse(folge, "offen")
    assert (offen.stand, offen.erledigt_am) == ("offen", None)
    entfallen = _schliesse(folge, "entfallen", "Förderung gestrichen")
    assert (entfallen.stand, folge.berichte.latest("pk").erledigt) == ("entfallen", False)


def test_wer_meldet_dass_es_erledigt_ist_schliesst_damit_ab(folge: Beschlussfolge) -> None:
    wer = _wer(folge)
    erster = bericht_eintragen(folge_id=folge.pk, akteur=wer, text="In Arbeit", erledigt=False)
    folge.refresh_from_db()
    assert (folge.stand, erster.von_name) == ("offen", "Petra Probe")
    bericht_eintragen(folge_id=folge.pk, akteur=wer, text="Fertig", erledigt=True)
    folge.refresh_from_db()
    assert (folge.stand, folge.erledigt_am) == ("erledigt", timezone.localdate())
    with pytest.raises(Fachfehler, match="schon erledigt") as fehler:
        bericht_eintragen(folge_id=folge.pk, akteur=wer, text="Noch etwas", erledigt=False)
    assert fehler.value.code == "abgeschlossen"
    _schliesse(folge, "offen")
    with pytest.raises(ValidationError):
        bericht_eintragen(folge_id=folge.pk, akteur=wer, text=" ", erledigt=False)


def test_ein_mitglied_und_ein_anderer_kreis_pflegen_nichts(folge: Beschlussfolge) -> None:
    gremium = folge.beschluss.gremium
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(gremium, "lenkung.gremium_lesen")):
        with pytest.raises(NichtErlaubt):
            _lege_an(folge.beschluss, akteur=wer)
        with pytest.raises(NichtErlaubt):
            folge_aendern(folge_id=folge.pk, akteur=wer, angaben={"text": "Anders"})
        with pytest.raises(NichtErlaubt):
            folge_abschliessen(
                folge_id=folge.pk, akteur=wer, stand=Folgenstand.ENTFALLEN, am=date(2026, 1, 1)
            )
        with pytest.raises(NichtErlaubt):
            bericht_eintragen(folge_id=folge.pk, akteur=wer, text="Fertig", erledigt=True)
