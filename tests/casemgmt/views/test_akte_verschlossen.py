"""On the pages, in a session that is open already: what has ended, is refused, or was changed by others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.verweislink import code_erzeugen
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Fallvertretung, Weitergabe
from casemgmt.regeln.verweis import Verweisstand
from kim.basis.akteur import Bereich
from kim.konten.models import Rollenzuweisung
from kim.konten.regeln.rollen import Rolle
from kim.versand.models import Zustellung
from tests.casemgmt import faellebau, fallbau, netzwerkbau, terminbau
from tests.casemgmt.personenbau import Kreisbild
from tests.casemgmt.verweisbau import Verweislage
from tests.fabriken import zuweisung
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]
HTMX = {"HX-Request": "true"}
NIEMANDES = 999_999


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


@pytest.fixture
def lage() -> Verweislage:
    return Verweislage()


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def wechselt_nach(konto: Any, kommune: Any) -> None:
    gestern = timezone.localdate() - timedelta(days=1)
    Rollenzuweisung.objects.filter(konto=konto).update(bis=gestern)
    zuweisung(konto, Rolle.CASE_MANAGEMENT, bereich=Bereich("kommune", kommune.pk, kommune.kreis_id))


def test_fall_8_mit_dem_wechsel_von_a_nach_b_endet_auch_die_offene_sitzung(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    """She is still responsible on paper, and the page is still open before her."""
    person = bild.person()
    fall, dort = bild.fall(person), bild.fall(bild.person("Sara", "Karimi", in_b=True), in_b=True)
    client = anmelden(bild.cm_a)
    seiten = [("fall-detail", fall.pk), ("fall-weiter", fall.pk), ("klient-detail", person.pk)]
    assert [client.get(url(*seite)).status_code for seite in seiten] == [200] * 3
    wechselt_nach(bild.cm_a, bild.b)
    for name, pk in seiten:
        for tun in (client.get, client.post, lambda wo: client.get(wo, headers=HTMX)):
            with gezaehlt() as verborgen:
                antwort = tun(url(name, pk))
            with gezaehlt() as keine:
                tun(url(name, NIEMANDES))
            assert antwort.status_code == 404
            assert len(verborgen) == len(keine), name
    for antwort in (
        client.get(url("fall-liste") + "?stand=alle"),
        client.post(reverse("web:suche"), {"q": "Amira"}),
    ):
        assert "Haddad" not in text(antwort)
    assert client.get(url("fall-detail", dort.pk)).status_code == 200, "in B she begins at once"


def test_fall_9_ausserhalb_ihrer_tage_liest_und_schreibt_die_vertretung_nichts(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    fall, heute = bild.fall(bild.person()), timezone.localdate()
    client = anmelden(bild.cm_b)
    satz = fallbau.vertretung(bild.cm_a, bild.cm_b, von=heute)
    angaben = {"text": "Anrufen", "faellig_am": f"{heute + timedelta(days=9):%d.%m.%Y}"}
    for von, bis, erwartet in (
        (1, 5, (404, 404)),
        (-1, 0, (200, 302)),
        (0, 1, (200, 302)),
        (-5, -1, (404, 404)),
    ):
        Fallvertretung.objects.filter(pk=satz.pk).update(
            von=heute + timedelta(days=von), bis=heute + timedelta(days=bis)
        )
        gelesen = client.get(url("fall-detail", fall.pk)).status_code
        geschrieben = client.post(url("fall-wiedervorlage", fall.pk), angaben).status_code
        assert (gelesen, geschrieben) == erwartet, (von, bis)


def test_fall_16_nach_mitternacht_oeffnet_auch_der_link_nichts_mehr(
    lage: Verweislage, client: Client
) -> None:
    heute = timezone.localdate()
    lage.unterschrieben(bis=heute)
    verweis = lage.gesendet()
    adresse, code = (
        url("verweis-link", netzwerkbau.token(verweis)),
        code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm),
    )
    mitternacht = timezone.make_aware(datetime.combine(heute + timedelta(days=1), time()))
    with time_machine.travel(mitternacht - timedelta(seconds=2), tick=False):
        assert "Haddad" in text(client.post(adresse, {"code": code}))
    with time_machine.travel(mitternacht, tick=False):
        for antwort in (client.post(adresse, {"code": code}), client.get(adresse)):
            assert "Haddad" not in text(antwort)


def test_fall_18_wer_abgelehnt_hat_liest_auch_in_kim_nichts_mehr(
    lage: Verweislage, anmelden: Anmelden
) -> None:
    verweis = netzwerkbau.gesendet(lage.cm, "mukis", fall=lage.fall)
    mukis = anmelden(fallbau.mukis(lage.kreis))
    adresse = url("eingang-detail", verweis.pk)
    assert "drei Kindern" in text(mukis.get(adresse))
    mukis.post(adresse, {"stand": "abgelehnt", "grund": "keine_plaetze"})
    for seite in (adresse, url("eingang-liste"), reverse("web:heute")):
        assert "drei Kindern" not in text(mukis.get(seite))
    historie = reverse("protokoll:historie", args=["verweis", verweis.pk])
    assert mukis.get(historie).status_code == 404


def test_fall_18_nach_der_ablehnung_zeigt_der_link_nichts(lage: Verweislage, client: Client) -> None:
    lage.unterschrieben()
    verweis = lage.gesendet()
    adresse, code = (
        url("verweis-link", netzwerkbau.token(verweis)),
        code_erzeugen(verweis_id=verweis.pk, akteur=lage.cm),
    )
    assert "Haddad" in text(client.post(adresse, {"code": code}))
    antwort = client.post(adresse, {"code": code, "stand": "abgelehnt", "grund": "keine_plaetze"})
    for danach in (antwort, client.post(adresse, {"code": code}), client.get(adresse)):
        assert "Haddad" not in text(danach)


def test_fall_25_vier_jahre_spaeter_zeigt_die_seite_den_text_von_damals(
    lage: Verweislage, anmelden: Anmelden
) -> None:
    """In both languages, with the name that the body had then, and unharmed."""
    satz = lage.unterschrieben(sprache="ar")
    deutsch, arabisch = satz.wortlaut["spalten"]
    lage.jobcenter.name = "Agentur Neu"
    lage.jobcenter.save()
    with time_machine.travel(timezone.now() + timedelta(days=4 * 365), tick=False):
        seite = unescape(text(anmelden(lage.cm).get(url("einwilligung-detail", satz.pk))))
    for spalte in (deutsch, arabisch):
        assert " ".join(spalte["einleitung"][0].split()) in seite
    assert "Jobcenter Musterkreis" in seite
    assert "Was unterschrieben wurde" in seite
    assert "beschädigt" not in seite


def test_fall_32_der_widerruf_zwischen_schreiben_und_senden_haelt_den_verweis_an(
    lage: Verweislage, anmelden: Anmelden
) -> None:
    """Written while the consent held, sent from a page that was open then: it stays, and does not go."""
    einwilligung = lage.unterschrieben()
    verweis = lage.verweis()
    client = anmelden(lage.cm)
    assert "Haddad" in text(client.get(url("verweis-detail", verweis.pk)))
    einwilligung_widerrufen(einwilligung_id=einwilligung.pk, weg="muendlich", akteur=lage.cm)
    antwort = client.post(url("verweis-senden", verweis.pk), follow=True)
    assert "widerrufen" in text(antwort)
    verweis.refresh_from_db()
    assert verweis.lage is Verweisstand.ENTWURF, "stored"
    assert not Weitergabe.objects.exists(), "not passed on"
    assert not Zustellung.objects.exists()


def test_fall_33_beim_stand_des_falls_sieht_die_zweite_beide_fassungen(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    """One ends the case, the other has its next phase before her: both read, nothing merged."""
    fall = bild.fall(bild.person())
    fallbau.termin(bild.cm_a, fall)
    kollegin = anmelden(fallbau.case_management(bild.a, name="Berta Berg"))
    heute = f"{timezone.localdate():%d.%m.%Y}"
    ende = {"stand": "1", "endgrund": "abgelehnt", "am": heute, "notiz": ""}
    kollegin.post(url("fall-nicht-fortsetzen", fall.pk), ende)
    weiter = {"stand": "1", "nach": "assessment", "zugestimmt": "on", "zugestimmt_am": heute}
    antwort = anmelden(bild.cm_a).post(url("fall-weiter", fall.pk), weiter)
    assert antwort.context["konflikt"][0][1:] == ("Klärungsphase", "nicht fortgesetzt")
    assert antwort.context["konflikt"][2][2] == "Berta Berg"
    assert "Sie hatten vor sich" in text(antwort)
    assert faellebau.frisch(fall).endgrund == "abgelehnt"


def test_fall_33_beim_stand_eines_termins_stehen_beide_da(bild: Kreisbild, anmelden: Anmelden) -> None:
    """One cancels it, the other notes that nobody came."""
    fall = bild.fall(bild.person())
    termin = terminbau.geplant(bild.cm_a, fall, beginn=timezone.now() - timedelta(hours=1))
    anmelden(fallbau.case_management(bild.a)).post(url("termin-stand", termin.pk), {"neu": "abgesagt"})
    antwort = anmelden(bild.cm_a).post(
        url("termin-stand", termin.pk), {"neu": "nicht_erschienen"}, follow=True
    )
    assert "Sie wollten „nicht erschienen“ festhalten" in text(antwort)
    assert "Der Termin ist inzwischen „abgesagt“" in text(antwort)
    termin.refresh_from_db()
    assert termin.stand == "abgesagt"
