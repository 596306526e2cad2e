"""A Verweis with data: only what is consented to, only as long as it is, and nothing left when it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.queries.verweise import zu_beantworten
from casemgmt.domain.verweis import Antwort
from casemgmt.domain.verweisdaten import angaben, datenurteil
from casemgmt.domain.verweiseingang import eingang_beantworten
from casemgmt.domain.verweislink import (
    Abgewiesen,
    Geoeffnet,
    code_erzeugen,
    link_erneuern,
    mit_code_oeffnen,
    per_link_antworten,
)
from casemgmt.domain.verweispost import adresse_des_empfaengers, verweis_gilt_noch
from casemgmt.domain.weitergabe_ohne import weitergabe_ohne_entscheiden
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Weitergabe
from casemgmt.pdf.verweisbrief import inhalt
from casemgmt.regeln.verweis import Verweisstand
from kim.basis.fehler import Fachfehler
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.versand.models import Zustellung
from tests.casemgmt import fallbau, netzwerkbau
from tests.casemgmt.verweisbau import Verweislage
from tests.fabriken import EinrichtungFactory
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def lage() -> Verweislage:
    return Verweislage()


def test_fall_13_ein_verweis_mit_daten_braucht_empfaenger_zweck_angaben_und_tag(lage: Verweislage) -> None:
    andere = netzwerkbau.stelle(lage.kreis)
    morgen = timezone.localdate() + timedelta(days=1)
    lage.unterschrieben(von=morgen)

    def fehlt(**felder: Any) -> set[str]:
        return set(datenurteil(lage.verweis(**felder), timezone.now()).codes)

    assert fehlt() == {"tag"}
    lage.unterschrieben()
    assert fehlt() == set()
    assert fehlt(einrichtung_id=andere.einrichtung_id) >= {"empfaenger"}
    assert fehlt(zweck="antrag") >= {"zweck"}
    assert set(datenurteil(lage.verweis("finanzen"), timezone.now()).codes) >= {"datenklasse"}
    with pytest.raises(Fachfehler, match="Zweck fehlt"):
        lage.gesendet(zweck="antrag")
    assert not Zustellung.objects.exists()


def test_fall_15_die_entbindung_fuer_eine_person_gilt_nicht_fuer_eine_andere(lage: Verweislage) -> None:
    lage.unterschrieben(
        art="schweigepflicht",
        empfaenger=[(lage.jobcenter.pk, lage.frau_a.pk)],
        datenklassen=["stammdaten", "beratungsinhalt"],
    )
    an_b = lage.verweis("beratungsinhalt", person_id=lage.herr_b.pk)
    assert "person" in datenurteil(an_b, timezone.now()).codes
    assert datenurteil(lage.verweis("beratungsinhalt", person_id=lage.frau_a.pk), timezone.now())


def test_gesendet_steht_fest_was_an_wen_ging(lage: Verweislage) -> None:
    lage.unterschrieben()
    verweis = lage.gesendet("stammdaten", "kontakt")
    weitergabe = Weitergabe.objects.get(klient=lage.klient)
    assert (weitergabe.einrichtung_id, weitergabe.weg) == (lage.jobcenter.pk, "link")
    assert (weitergabe.datenklassen, weitergabe.bezug) == (["stammdaten", "kontakt"], f"verweis:{verweis.pk}")


def test_hinter_dem_code_steht_genau_das_eingewilligte(lage: Verweislage) -> None:
    lage.unterschrieben()
    verweis = lage.gesendet("stammdaten")
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    offen = mit_code_oeffnen(token=netzwerkbau.token(verweis), code=code)
    assert isinstance(offen, Geoeffnet)
    assert offen.angaben == (("Name", "Amira Haddad"), ("geboren", "1988"))


def test_die_stelle_liest_sprachen_und_keine_kuerzel(lage: Verweislage) -> None:
    lage.klient.sprachen = ["ar", "uk"]
    assert dict(angaben(lage.klient, ["stammdaten"]))["Sprachen"] == "Arabisch, Ukrainisch"


def test_fall_42a_eine_schutzadresse_steht_in_keinem_verweis(lage: Verweislage) -> None:
    lage.klient.telefon, lage.klient.anschrift = "0170 1234567", "Birkenallee 3\n53700 Musterdorf"
    alle = ("stammdaten", "kontakt", "aufenthalt")
    assert dict(angaben(lage.klient, alle))["Anschrift"] == "Birkenallee 3\n53700 Musterdorf"
    lage.klient.schutzadresse = True
    assert "Birkenallee" not in str(angaben(lage.klient, alle))
    assert "0170" not in str(angaben(lage.klient, alle))


def test_fall_25a_dringend_traegt_keinen_verweis_und_bestaetigt_heisst_nicht_eingewilligt(
    lage: Verweislage, client: Any
) -> None:
    antrag = lage.antrag(datenklassen=["stammdaten"], dringend=True)
    with pytest.raises(Fachfehler):
        lage.gesendet()
    weitergabe_ohne_entscheiden(
        antrag_id=antrag.pk, bestaetigen=True, entscheidung="", akteur=lage.koordination
    )
    verweis = lage.gesendet()
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    adresse = reverse("casemgmt:verweis-link", args=[netzwerkbau.token(verweis)])
    seite = client.post(adresse, {"code": code}).content.decode()
    assert "Haddad" in seite
    assert "auch ohne Einwilligung" in seite
    assert "hat eingewilligt" not in seite
    brief = lage.gesendet(kanal="brief")
    kontext = {**inhalt({"verweis_id": brief.pk}).kontext, "stand": timezone.now()}
    assert kontext["ohne_einwilligung"] is True
    text = render_to_string("casemgmt/pdf/verweis.html", kontext)
    assert "auch ohne Einwilligung" in text
    assert "eingewilligt" not in text
    assert "widerrufen" not in text


def test_gilt_der_verweis_einer_person_geht_er_nie_ins_sammelpostfach(lage: Verweislage) -> None:
    lage.unterschrieben(empfaenger=[(lage.jobcenter.pk, lage.frau_a.pk)])
    lage.frau_a.email = ""
    lage.frau_a.save()
    with pytest.raises(Fachfehler) as fehler:
        lage.gesendet(person_id=lage.frau_a.pk)
    assert fehler.value.code == "adresse"
    lage.frau_a.email = "anna@jobcenter.example"
    lage.frau_a.save()
    verweis = lage.gesendet(person_id=lage.frau_a.pk)
    assert adresse_des_empfaengers(verweis) == "anna@jobcenter.example"


def test_der_brief_enthaelt_genau_das_eingewilligte(lage: Verweislage) -> None:
    lage.unterschrieben()
    verweis = lage.gesendet("stammdaten", kanal="brief")
    seite = inhalt({"verweis_id": verweis.pk})
    assert seite.kontext["angaben"] == [("Name", "Amira Haddad"), ("geboren", "1988")]
    assert seite.kontext["empfaenger"][0] == "Jobcenter Musterkreis"
    assert "Haddad" not in seite.titel + seite.dateiname
    einwilligung_widerrufen(
        einwilligung_id=lage.klient.einwilligungen.get().pk, weg="muendlich", akteur=lage.cm
    )
    with pytest.raises(Fachfehler, match="widerrufen"):
        inhalt({"verweis_id": verweis.pk})


def test_fall_16_nach_mitternacht_geht_nichts_mehr_hinaus_und_nichts_geht_mehr_auf(lage: Verweislage) -> None:
    heute = timezone.localdate()
    lage.unterschrieben(bis=heute)
    verweis = lage.gesendet()
    code = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm)
    token = netzwerkbau.token(verweis)
    nachricht = netzwerkbau.nachricht_zu(verweis)
    zustellung = Zustellung.objects.get(nachricht=nachricht)
    ende = datetime.combine(heute + timedelta(days=1), datetime.min.time(), BERLIN)
    with time_machine.travel(ende - timedelta(seconds=1)):
        assert verweis_gilt_noch(nachricht.pk, zustellung.pk)
    with time_machine.travel(ende):
        assert not verweis_gilt_noch(nachricht.pk, zustellung.pk)
        with pytest.raises(Fachfehler):
            link_erneuern(verweis_id=verweis.pk, akteur=lage.cm)
        ergebnis = mit_code_oeffnen(token=token, code=code)
    assert isinstance(ergebnis, Abgewiesen)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ZURUECKGEZOGEN


def test_fall_17_ein_widerruf_zieht_den_verweis_zurueck_und_schliesst_den_link(lage: Verweislage) -> None:
    einwilligung = lage.unterschrieben()
    verweis, anonym = (
        lage.gesendet(),
        netzwerkbau.gesendet(lage.cm, netzwerkbau.stelle(lage.kreis), ort=lage.ort),
    )
    code, token = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm), netzwerkbau.token(verweis)
    nachricht = netzwerkbau.nachricht_zu(verweis)
    widerruf = einwilligung_widerrufen(einwilligung_id=einwilligung.pk, weg="muendlich", akteur=lage.cm)
    assert [text for text in widerruf.angehalten if "Verweis" in text] == [
        "Der Verweis an Jobcenter Musterkreis ist zurückgezogen; der Link dorthin ist geschlossen."
    ]
    schritt = verweis.schritte.last()
    assert schritt is not None
    assert (schritt.stand, schritt.grund, schritt.weg) == ("zurueckgezogen", "widerruf", "system")
    with pytest.raises(LinkUngueltig):
        mit_code_oeffnen(token=token, code=code)
    assert not verweis_gilt_noch(nachricht.pk, Zustellung.objects.get(nachricht=nachricht).pk)
    assert netzwerkbau.frisch(anonym).lage is Verweisstand.GESENDET


def test_was_eine_zweite_einwilligung_traegt_bleibt(lage: Verweislage) -> None:
    erste, _zweite = lage.unterschrieben(), lage.unterschrieben()
    verweis = lage.gesendet()
    einwilligung_widerrufen(einwilligung_id=erste.pk, weg="muendlich", akteur=lage.cm)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.GESENDET


def test_in_kim_erfaehrt_das_ziel_nur_was_eingewilligt_ist(lage: Verweislage) -> None:
    mukis = fallbau.mukis(lage.kreis)
    with pytest.raises(Fachfehler, match="bei welcher Einrichtung"):
        lage.gesendet(an="mukis", einrichtung_id=None)
    kreishaus = EinrichtungFactory(kreis=lage.kreis, name="Kreishaus", art="kreisverwaltung")
    lage.unterschrieben(empfaenger=[(kreishaus.pk, None)])
    verweis = lage.gesendet(an="mukis", einrichtung_id=kreishaus.pk)
    assert list(zu_beantworten(mukis)) == [verweis]
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        antwort = Antwort(Verweisstand.ANGENOMMEN)
        neu = eingang_beantworten(verweis_id=verweis.pk, antwort=antwort, akteur=mukis)
    assert neu.lage is Verweisstand.ZURUECKGEZOGEN


def test_fall_13_in_kim_geht_nichts_an_jemanden_den_die_einwilligung_nicht_nennt(lage: Verweislage) -> None:
    """Neither the body of somebody else stands for the target, nor the Kommune next to it."""
    hier, dort = fallbau.kommune(lage.kreis), fallbau.kommune(lage.kreis)
    rathaus, fremd = (
        EinrichtungFactory(kreis=lage.kreis, name=f"Rathaus {ort.pk}", art="kommune", kommune=ort)
        for ort in (hier, dort)
    )
    lage.unterschrieben(empfaenger=[(e.pk, None) for e in (lage.jobcenter, rathaus, fremd)])
    for falsch in (lage.jobcenter, fremd):
        with pytest.raises(Fachfehler) as fehler:
            lage.verweis(an="lokal", ziel_kommune_id=hier.pk, einrichtung_id=falsch.pk)
        assert fehler.value.code == "einrichtung"
    with pytest.raises(Fachfehler):
        lage.verweis(an="mukis", einrichtung_id=rathaus.pk)
    verweis = lage.gesendet(an="lokal", ziel_kommune_id=hier.pk, einrichtung_id=rathaus.pk)
    # What was sent before, or the Einrichtung has changed since: asked again whenever it is opened.
    verweis.einrichtung = lage.jobcenter
    assert datenurteil(verweis, timezone.now()).codes == ("empfaenger",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.beide_datenbanken
def test_fall_17_annehmen_und_widerrufen_zugleich_haben_einen_ausgang() -> None:
    lage = Verweislage()
    einwilligung = lage.unterschrieben()
    verweis = lage.gesendet()
    code, token = code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm), netzwerkbau.token(verweis)

    def annehmen() -> Any:
        return per_link_antworten(token=token, code=code, antwort=Antwort(Verweisstand.ANGENOMMEN))

    def widerrufen() -> Any:
        return einwilligung_widerrufen(einwilligung_id=einwilligung.pk, weg="muendlich", akteur=lage.cm)

    ergebnis = wettlauf_von([annehmen, widerrufen])
    staende = list(verweis.schritte.values_list("stand", flat=True))
    # Whoever was first: in the end the consent is gone, and with it the Verweis.
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ZURUECKGEZOGEN
    assert staende in (
        ["entwurf", "gesendet", "zurueckgezogen"],
        ["entwurf", "gesendet", "angenommen", "zurueckgezogen"],
    )
    assert ergebnis is not None
