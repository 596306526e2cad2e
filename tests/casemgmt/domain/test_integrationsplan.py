"""The Integrationsplan: written as a draft, agreed, worked on, reviewed, replaced by the next version."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt.domain.integrationsplan import (
    plan_beginnen,
    plan_pruefen,
    plan_vereinbaren,
    schritt_schreiben,
    schritt_streichen,
    stand_setzen,
    ziel_schreiben,
    ziel_streichen,
)
from casemgmt.domain.plandruck import plan_drucken
from casemgmt.models import Planschritt, Planziel
from casemgmt.pdf import integrationsplan
from casemgmt.regeln.plan import Bestaetigung, Planstand, Planthema, Schrittstand, Wer, Zielstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import faellebau, fallbau

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def fall(cm: Any, ort: Any) -> Any:
    return faellebau.langfristig(cm, ort)


def code_von(tun: Any, **angaben: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(**angaben)
    return fehler.value.code


def vereinbaren(plan: Any, cm: Any, **angaben: Any) -> Any:
    return plan_vereinbaren(
        **{
            "plan_id": plan.pk,
            "vereinbart_am": faellebau.heute(),
            "bestaetigung": Bestaetigung.MUENDLICH,
            "akteur": cm,
            **angaben,
        }
    )


def test_der_entwurf_laesst_sich_schreiben_aendern_streichen(cm: Any, fall: Any) -> None:
    plan = faellebau.entwurf(cm, fall)
    assert plan_beginnen(fall_id=fall.pk, akteur=cm) == plan, "there is only one in writing"
    ziel = plan.ziele.get()
    ziel_schreiben(plan_id=plan.pk, ziel_id=ziel.pk, thema=Planthema.SPRACHE, worte=" B1 ", akteur=cm)
    schritt = ziel.schritte.get()
    schritt_schreiben(
        ziel_id=ziel.pk, schritt_id=schritt.pk, was="Kurs", wer=Wer.ANDERE, wer_genau=" VHS ", akteur=cm
    )
    schritt.refresh_from_db()
    ziel.refresh_from_db()
    assert (ziel.thema, ziel.worte) == ("sprache", "B1")
    assert (schritt.was, schritt.wer, schritt.wer_genau, schritt.bis) == ("Kurs", "andere", "VHS", None)
    schritt_streichen(schritt_id=schritt.pk, akteur=cm)
    schritt_schreiben(ziel_id=ziel.pk, was="Noch einer", wer=Wer.PERSON, akteur=cm)
    ziel_streichen(ziel_id=ziel.pk, akteur=cm)
    assert not Planziel.objects.exists()
    assert Planschritt.history.filter(history_type="-").count() == 2
    assert code_von(vereinbaren, plan=plan, cm=cm) == "ziele"


def test_vereinbart_bleibt_der_wortlaut_und_der_stand_bewegt_sich(cm: Any, fall: Any) -> None:
    plan = faellebau.vereinbart(cm, fall)
    assert plan.pruefung_am == faellebau.in_tagen(90)
    ziel = plan.ziele.get()
    schritt = ziel.schritte.get()
    angaben = {"thema": Planthema.ARBEIT, "worte": "anders", "akteur": cm}
    assert code_von(ziel_schreiben, plan_id=plan.pk, ziel_id=ziel.pk, **angaben) == "vereinbart"
    assert code_von(schritt_streichen, schritt_id=schritt.pk, akteur=cm) == "vereinbart"
    for _zweimal in range(2):
        stand_setzen(
            plan_id=plan.pk,
            ziele={ziel.pk: Zielstand.TEILWEISE},
            schritte={schritt.pk: Schrittstand.ERLEDIGT},
            akteur=cm,
        )
    ziel.refresh_from_db()
    schritt.refresh_from_db()
    assert (ziel.stand, schritt.stand) == ("teilweise", "erledigt")
    assert ziel.history.count() == 2, "saying the same again changes nothing"


def test_die_naechste_fassung_nimmt_das_offene_mit_und_loest_ab(cm: Any, fall: Any) -> None:
    erste = faellebau.vereinbart(cm, fall)
    ziel = erste.ziele.get()
    schritt_offen = ziel.schritte.get()
    fertig = Planschritt.objects.create(
        kreis=fall.kreis, ziel=ziel, was="war schon", wer="person", stand="erledigt"
    )
    Planziel.objects.create(kreis=fall.kreis, plan=erste, thema="sprache", worte="A2", stand="erreicht")
    zweite = plan_beginnen(fall_id=fall.pk, akteur=cm)
    assert (zweite.nummer, zweite.stand) == (2, Planstand.ENTWURF)
    kopie = zweite.ziele.get()
    assert (kopie.worte, [s.was for s in kopie.schritte.all()]) == (faellebau.WORTE, [schritt_offen.was])
    assert fertig.was not in [s.was for s in kopie.schritte.all()]
    vereinbaren(zweite, cm)
    erste.refresh_from_db()
    assert (erste.stand, erste.pruefung_am) == (Planstand.ABGELOEST, None)
    assert code_von(stand_setzen, plan_id=erste.pk, ziele={}, schritte={}, akteur=cm) == "stand"


def test_pruefen_setzt_die_naechste_pruefung(cm: Any, fall: Any) -> None:
    plan = faellebau.vereinbart(cm, fall)
    angaben = {"plan_id": plan.pk, "ergebnis": " läuft ", "akteur": cm}
    heute = faellebau.heute()
    satz = plan_pruefen(am=heute, naechste_am=faellebau.in_tagen(30), **angaben)
    plan.refresh_from_db()
    assert (satz.ergebnis, plan.pruefung_am) == ("läuft", faellebau.in_tagen(30))
    assert code_von(plan_pruefen, am=faellebau.in_tagen(1), naechste_am=None, **angaben) == "zukunft"
    assert code_von(plan_pruefen, am=heute, naechste_am=heute, **angaben) == "pruefung"


def test_vereinbart_wird_heute_oder_frueher_und_geprueft_spaeter(cm: Any, fall: Any) -> None:
    plan = faellebau.entwurf(cm, fall)
    assert code_von(vereinbaren, plan=plan, cm=cm, vereinbart_am=faellebau.in_tagen(1)) == "zukunft"
    assert code_von(vereinbaren, plan=plan, cm=cm, pruefung_am=faellebau.heute()) == "pruefung"


def test_nur_wer_den_fall_fuehrt(cm: Any, fall: Any, ort: Any) -> None:
    plan = faellebau.entwurf(cm, fall)
    for akteur in (fallbau.koordination(ort.kreis), fallbau.case_management(fallbau.kommune(ort.kreis))):
        with pytest.raises(NichtErlaubt):
            plan_beginnen(fall_id=fall.pk, akteur=akteur)
        with pytest.raises(NichtErlaubt):
            plan_drucken(plan_id=plan.pk, sprache="de", schluessel="x", akteur=akteur)
    assert code_von(plan_drucken, plan_id=plan.pk, sprache="tlh", schluessel="x", akteur=cm) == "sprache"


# On paper ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sprache", ["de", "ar"])
def test_auf_papier_stehen_die_worte_der_person_neben_beiden_sprachen(
    cm: Any, fall: Any, sprache: str
) -> None:
    plan = faellebau.vereinbart(cm, fall)
    Planschritt.objects.create(
        kreis=fall.kreis, ziel=plan.ziele.get(), was="gestrichen", wer="person", stand="entfallen"
    )
    inhalt = integrationsplan.inhalt({"plan_id": plan.pk, "sprache": sprache})
    assert (inhalt.sensibel, inhalt.gehoert_zu_id) == (True, plan.pk)
    assert "Haddad" not in inhalt.titel + inhalt.dateiname
    b = inhalt.kontext["blatt"]
    assert [eine.kennung for eine in b.sprachen] == (["de", "ar"] if sprache == "ar" else ["de"])
    for zelle, wer in zip(b.zeilen[1], ("ich", "أنا"), strict=False):
        assert faellebau.WORTE in zelle[1].text
        (schritt,) = zelle[2].punkte
        assert "Zeugnisse übersetzen lassen" in schritt
        assert wer in schritt
    assert inhalt.kontext["zu_pruefen"] is (sprache == "ar")
