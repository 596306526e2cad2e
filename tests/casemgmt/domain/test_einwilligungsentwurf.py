"""Signed without a network: it becomes one consent when it arrives, or waits with the reason."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt.domain import einwilligungsentwurf
from casemgmt.domain.einwilligungsentwurf import bild, entwurf_ablegen, entwurf_uebernehmen
from casemgmt.domain.einwilligungstexte import text_schreiben
from casemgmt.domain.queries.einwilligungen import bild as lage_von
from casemgmt.domain.queries.ohne_netz import blatt_des_geraets, offene_entwuerfe
from casemgmt.domain.uebertragung import annehmen
from casemgmt.models import Einwilligung, Einwilligungsentwurf
from casemgmt.regeln.einwilligungslage import Lage as Stand
from casemgmt.regeln.einwilligungstext import TEILE, aus_wert
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from tests.casemgmt import fallbau
from tests.casemgmt import ohnenetzbau as vb
from tests.casemgmt.einwilligungsbau import Lage, geprueft
from tests.casemgmt.regeln.test_einwilligungsentwurf import STRICHE

pytestmark = pytest.mark.django_db


@pytest.fixture
def lage() -> Lage:
    return Lage()


def angaben(lage: Lage, **anders: Any) -> dict[str, Any]:
    sprachen = blatt_des_geraets(lage.kreis.pk)["sprachen"]
    return {
        "empfaenger": ["jobcenter  musterkreis"],
        "datenklassen": ["stammdaten", "kontakt"],
        "zwecke": ["verweis"],
        "bis": (timezone.localdate() + timedelta(days=100)).isoformat(),
        "sprache": "fa",
        "texte": {sprache: sprachen[sprache]["sha256"] for sprache in ("de", "fa")},
        "dolmetschen": "Frau Omari",
        "zeuge": "",
        "unterschrieben_am": (timezone.now() - timedelta(hours=3)).isoformat(),
        "unterschrift": STRICHE,
        **anders,
    }


def geliefert(lage: Lage, kennung: uuid.UUID | None = None, **anders: Any) -> Einwilligungsentwurf:
    """A family as the device sends it, with a consent."""
    daten = {
        "hinweis_gegeben": True,
        "hinweis_am": timezone.localdate().isoformat(),
        "hinweis_sprache": "fa",
        "personen": [
            {"vorname": "Parwin", "nachname": "Amiri", "geburtsjahr": "1991", "sprachen": ["prs"]}
            | anders.pop("person", {})
        ],
        "einwilligung": angaben(lage, **anders),
    }
    antwort = annehmen(
        roh=vb.kasten(vb.geraet(lage.cm), vb.inhalt(daten, "familie", 2), kennung=kennung),
        geraet_jetzt=None,
        akteur=lage.cm,
    )
    assert antwort.stand == "angenommen", antwort
    return Einwilligungsentwurf.objects.latest("pk")


def ergaenzt(lage: Lage, entwurf: Einwilligungsentwurf, **anders: Any) -> Einwilligung:
    return entwurf_uebernehmen(
        **{
            "entwurf_id": entwurf.pk,
            "angaben": lage.angaben(sprache="fa"),
            "gelesen": False,
            "akteur": lage.cm,
            **anders,
        }
    )


def code(tun: Any, **angaben: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tun(**angaben)
    return fehler.value.code


def test_ist_alles_da_gilt_sie_mit_dem_ankommen(lage: Lage) -> None:
    entwurf = geliefert(lage)
    satz = entwurf.einwilligung
    assert satz is not None
    assert lage_von(satz, timezone.now()).lage is Stand.GILT
    assert [zeile.einrichtung for zeile in satz.empfaenger.all()] == [lage.jobcenter]
    assert (satz.sprache, satz.sprachmittlung) == ("fa", "Frau Omari")
    assert satz.wortlaut["spalten"][1]["sprache"] == "fa"
    assert satz.wortlaut["name"] == "Parwin Amiri"
    assert not entwurf.offen
    assert not offene_entwuerfe(lage.cm).exists()


def test_fall_34_die_uhr_des_servers_steht_neben_der_des_geraets(lage: Lage) -> None:
    entwurf = geliefert(lage)
    assert entwurf.einwilligung is not None
    unterschrift = entwurf.einwilligung.unterschriften.get()
    assert unterschrift.striche == STRICHE
    assert unterschrift.geraet_am is not None
    assert unterschrift.geraet_am.isoformat() == bild(entwurf).gelesen.unterschrieben_am.isoformat()  # type: ignore[union-attr]
    assert timedelta(hours=2) < unterschrift.am - unterschrift.geraet_am < timedelta(hours=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        entwurf.einwilligung.unterschriften.update(geraet_am=None)


def test_fall_25_es_zaehlt_der_wortlaut_der_auf_dem_geraet_stand(lage: Lage) -> None:
    """Read on the device was version 1; meanwhile there is a version 2."""
    erste = geprueft(lage, "fa")
    alt = angaben(lage)
    texte = {teil: dict(getattr(aus_wert(erste.inhalt), teil)) for teil in TEILE}
    texte["saetze"]["person"] = "نام کامل"
    text_schreiben(
        kreis_id=lage.kreis.pk, sprache="fa", auf=1, texte=texte, aenderung="", akteur=lage.koordination
    )
    geprueft(lage, "fa")
    satz = geliefert(lage, **alt).einwilligung
    assert satz is not None
    assert satz.text == erste
    assert satz.wortlaut["spalten"][1]["person"][0] == erste.inhalt["saetze"]["person"]


@pytest.mark.parametrize(
    ("anders", "grund"),
    [
        ({"empfaenger": ["Verein Ohnenamen"]}, "steht so nicht im Verzeichnis"),
        ({"zwecke": []}, "Es fehlt, wofür."),
        ({"texte": {"de": "0" * 64}}, "Welcher Wortlaut gelesen wurde"),
        ({"sprache": "tlh"}, "Welcher Wortlaut gelesen wurde"),
        ({"bis": "2000-01-01"}, "liegt vor heute"),
        ({"person": {"geburtsjahr": "2020"}}, "Sorgeberechtigten"),
        ({"unterschrift": [[[1, 1], [2, 2]]]}, "nicht zu lesen"),
    ],
)
def test_fehlt_etwas_wartet_sie_mit_dem_grund_und_erlaubt_nichts(
    lage: Lage, anders: dict[str, Any], grund: str
) -> None:
    entwurf = geliefert(lage, **anders)
    assert grund in entwurf.hindernis
    assert entwurf.offen
    assert not Einwilligung.objects.exists()
    assert list(offene_entwuerfe(lage.cm)) == [entwurf]
    assert list(offene_entwuerfe(lage.koordination)) == [entwurf]
    assert not offene_entwuerfe(fallbau.case_management(fallbau.kommune(lage.kreis))).exists()


def test_auch_was_das_modell_ablehnt_wartet(lage: Lage, monkeypatch: pytest.MonkeyPatch) -> None:
    def nein(**_angaben: Any) -> None:
        raise ValidationError("Das geht so nicht.")

    monkeypatch.setattr(einwilligungsentwurf, "einwilligung_anlegen", nein)
    assert geliefert(lage).hindernis == "Das geht so nicht."


def test_ein_handzeichen_bezeugt_die_zeugin(lage: Lage) -> None:
    satz = geliefert(lage, unterschrift=[], zeuge="Zora Zeugin").einwilligung
    assert satz is not None
    unterschrift = satz.unterschriften.get()
    assert (unterschrift.form, unterschrift.zeuge, unterschrift.striche) == (
        "handzeichen",
        "Zora Zeugin",
        None,
    )


def test_fall_27_zweimal_gesendet_ist_eine_einwilligung(lage: Lage) -> None:
    kennung = uuid.uuid4()
    for _mal in range(2):
        geliefert(lage, kennung)
    assert Einwilligung.objects.count() == Einwilligungsentwurf.objects.count() == 1


def test_mit_einem_zug_ergaenzt_wird_daraus_eine_einwilligung(lage: Lage) -> None:
    entwurf = geliefert(lage, empfaenger=["Verein Ohnenamen"])
    satz = ergaenzt(lage, entwurf)
    entwurf.refresh_from_db()
    assert (entwurf.einwilligung, entwurf.erledigt_von) == (satz, lage.cm)
    assert satz.zustand == "erteilt"
    assert satz.unterschriften.get().geraet_am is not None
    assert entwurf.angaben["empfaenger"] == ["Verein Ohnenamen"], "what arrived stays as the proof"
    with pytest.raises(Ueberholt):
        ergaenzt(lage, entwurf)


def test_nie_wird_still_zusammengelegt(lage: Lage) -> None:
    """There is one already that says the same: the new one stands beside it."""
    entwurf = geliefert(lage, zwecke=[])
    vorhanden = lage.unterschrieben(entwurf.klient, sprache="fa")
    satz = ergaenzt(lage, entwurf)
    assert satz != vorhanden
    assert Einwilligung.objects.filter(klient=entwurf.klient, zustand="erteilt").count() == 2


def test_ohne_bekannten_wortlaut_sagt_jemand_dass_gelesen_wurde(lage: Lage) -> None:
    entwurf = geliefert(lage, texte={})
    assert code(ergaenzt, lage=lage, entwurf=entwurf) == "gelesen"
    satz = ergaenzt(lage, entwurf, gelesen=True)
    assert satz.wortlaut["spalten"][1]["sprache"] == "fa"


def test_ein_kind_und_eine_unlesbare_unterschrift_brauchen_eine_neue(lage: Lage) -> None:
    assert code(ergaenzt, lage=lage, entwurf=geliefert(lage, person={"geburtsjahr": "2020"})) == "kind"
    assert code(ergaenzt, lage=lage, entwurf=geliefert(lage, unterschrift=[])) == "unterschrift"


def test_abgelegt_mit_grund_bleibt_er_lesbar(lage: Lage) -> None:
    entwurf = geliefert(lage, zwecke=[])
    assert code(entwurf_ablegen, entwurf_id=entwurf.pk, grund=" ", akteur=lage.cm) == "grund"
    with pytest.raises(NichtErlaubt):
        entwurf_ablegen(entwurf_id=entwurf.pk, grund="x", akteur=lage.koordination)
    satz = entwurf_ablegen(entwurf_id=entwurf.pk, grund="möchte  nicht", akteur=lage.cm)
    assert (satz.abgelegt_grund, satz.offen) == ("möchte nicht", False)
    with pytest.raises(Ueberholt):
        ergaenzt(lage, entwurf)
    with pytest.raises(IntegrityError), transaction.atomic():
        Einwilligungsentwurf.objects.filter(pk=entwurf.pk).update(abgelegt_grund="")
