"""Answering: by link, signed in, recorded by the Geschäftsstelle; and what follows for the deputy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.versand.models import Aktionslink, Nachricht
from lenkung.domain.antwort import Folge, antwort_eintragen, antworten
from lenkung.domain.antwortlink import antworten_per_link, antwortlink_lesen
from lenkung.domain.sitzung import sitzung_absagen, sitzung_verlegen
from lenkung.domain.vorzimmer import vorzimmer_aendern, vorzimmer_entfernen
from lenkung.models import Antwort, Gremium, Sitz, Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Zusage
from tests.lenkung.einladungsbau import (
    TAG,
    eingeladen,
    sitz,
    teilnahme,
    token,
    vorzimmer,
    vorzimmertoken,
)
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import wann

pytestmark = pytest.mark.django_db
VORHER = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


@pytest.fixture
def platz(gremium: Gremium) -> Sitz:
    return sitz(gremium)


@pytest.fixture
def sitzung(gremium: Gremium, platz: Sitz) -> Sitzung:
    return eingeladen(gremium, art="hybrid", link="https://konferenz.example/x")


@pytest.fixture
def mitglied(sitzung: Sitzung, platz: Sitz) -> Teilnahme:
    return teilnahme(sitzung, platz)


@pytest.fixture
def vertretung(sitzung: Sitzung, platz: Sitz) -> Teilnahme:
    return teilnahme(sitzung, platz, "stellvertretung")


def person(wer: Teilnahme) -> Any:
    """The account of the invited person."""
    return akteur(wer.sitzung.gremium, "lenkung.gremium_lesen", person_id=wer.person_id)


# By link ----------------------------------------------------------------------------------------------------


def test_der_link_antwortet_und_haelt_fest_wie(mitglied: Teilnahme) -> None:
    antworten_per_link(token=token(mitglied), zusage=Zusage.DIGITAL)
    mitglied.refresh_from_db()
    assert (mitglied.antwort, mitglied.beantwortet_am) == (Zusage.DIGITAL, VORHER)
    antwort = mitglied.antworten.get()
    assert (antwort.weg, antwort.von_name) == ("link", mitglied.name)


def test_wer_sich_anders_entscheidet_antwortet_noch_einmal_und_beides_bleibt(mitglied: Teilnahme) -> None:
    geheim = token(mitglied)
    for zusage in (Zusage.VOR_ORT, Zusage.DIGITAL, Zusage.VOR_ORT):
        antworten_per_link(token=geheim, zusage=zusage)
    assert [a.zusage for a in mitglied.antworten.all()] == ["vor_ort", "digital", "vor_ort"]


def test_derselbe_klick_zweimal_ist_eine_antwort(mitglied: Teilnahme) -> None:
    geheim = token(mitglied)
    antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    assert mitglied.antworten.count() == 1


def test_jeder_link_gilt_nur_fuer_seine_person(mitglied: Teilnahme, vertretung: Teilnahme) -> None:
    antworten_per_link(token=token(mitglied), zusage=Zusage.VERHINDERT)
    antworten_per_link(token=token(vertretung), zusage=Zusage.VOR_ORT)
    mitglied.refresh_from_db()
    assert mitglied.antwort is Zusage.VERHINDERT


def test_ein_erfundener_und_ein_fremder_link_gelten_nicht(mitglied: Teilnahme) -> None:
    with pytest.raises(LinkUngueltig) as fehler:
        antwortlink_lesen("erfunden")
    assert fehler.value.code == "unbekannt"
    geheim = token(mitglied)
    Aktionslink.objects.update(zweck="lenkung.abfrage")
    with pytest.raises(LinkUngueltig):
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    assert Antwort.objects.count() == 0


@pytest.mark.parametrize(("sekunden", "geht"), [(-1, True), (0, False), (1, False)])
def test_geantwortet_wird_bis_die_sitzung_beginnt(
    mitglied: Teilnahme, uhr: Any, sekunden: int, geht: bool
) -> None:
    geheim = token(mitglied)
    uhr.move_to(mitglied.sitzung.beginn + timedelta(seconds=sekunden))
    if geht:
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
        return
    with pytest.raises(LinkUngueltig) as fehler:
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    assert fehler.value.code == "abgelaufen"


@pytest.mark.parametrize("stand", ["eroeffnet", "geschlossen", "geplant", "tagesordnung_festgelegt"])
def test_nach_der_eroeffnung_und_vor_der_einladung_antwortet_niemand(mitglied: Teilnahme, stand: str) -> None:
    geheim = token(mitglied)
    Sitzung.objects.get(pk=mitglied.sitzung_id)
    sitzung = mitglied.sitzung
    sitzung.stand = stand
    sitzung.save()
    with pytest.raises(NichtErlaubt):
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)


def test_zu_einer_abgesagten_sitzung_antwortet_niemand(mitglied: Teilnahme, gremium: Gremium) -> None:
    geheim = token(mitglied)
    sitzung_absagen(sitzung_id=mitglied.sitzung_id, akteur=akteur(gremium), grund="Krankheit")
    with pytest.raises(NichtErlaubt, match="fällt aus"):
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)


@pytest.mark.parametrize(
    ("art", "unpassend"),
    [("praesenz", Zusage.DIGITAL), ("digital", Zusage.VOR_ORT), ("hybrid", Zusage.OFFEN)],
)
def test_nur_was_die_art_der_sitzung_anbietet(
    gremium: Gremium, platz: Sitz, art: str, unpassend: Zusage
) -> None:
    satz = eingeladen(gremium, art=art, link="https://konferenz.example/x")
    geheim = token(teilnahme(satz, platz))
    if unpassend is Zusage.OFFEN:
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    with pytest.raises(Fachfehler) as fehler:
        antworten_per_link(token=geheim, zusage=unpassend)
    assert fehler.value.code == "unpassend"


# Vorzimmer --------------------------------------------------------------------------------------------------


def test_das_vorzimmer_antwortet_fuer_das_mitglied(mitglied: Teilnahme) -> None:
    zimmer = vorzimmer(mitglied)
    antworten_per_link(token=vorzimmertoken(mitglied, zimmer), zusage=Zusage.VOR_ORT)
    antwort = mitglied.antworten.get()
    assert (antwort.weg, antwort.von_name) == ("vorzimmer", "Vorzimmer Nord")


def test_ein_vorzimmer_das_nicht_antworten_darf_bekommt_keinen_link(mitglied: Teilnahme) -> None:
    with pytest.raises(KeyError):
        vorzimmertoken(mitglied, vorzimmer(mitglied, darf_antworten=False))


@pytest.mark.parametrize("wie", ["entfernt", "gesperrt"])
def test_der_link_eines_frueheren_vorzimmers_gilt_nicht_mehr(mitglied: Teilnahme, wie: str) -> None:
    zimmer = vorzimmer(mitglied)
    geheim, wer = vorzimmertoken(mitglied, zimmer), akteur(mitglied.sitzung.gremium)
    if wie == "entfernt":
        vorzimmer_entfernen(vorzimmer_id=zimmer.pk, akteur=wer)
    else:
        vorzimmer_aendern(vorzimmer_id=zimmer.pk, akteur=wer, angaben={"darf_antworten": False})
    with pytest.raises(LinkUngueltig) as fehler:
        antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    assert fehler.value.code == "widerrufen"


# Signed in, and recorded ------------------------------------------------------------------------------------


def test_angemeldet_antwortet_man_fuer_sich_und_fuer_niemanden_sonst(
    mitglied: Teilnahme, vertretung: Teilnahme
) -> None:
    antworten(teilnahme_id=mitglied.pk, akteur=person(mitglied), zusage=Zusage.VOR_ORT)
    assert mitglied.antworten.get().weg == "konto"
    with pytest.raises(NichtErlaubt):
        antworten(teilnahme_id=mitglied.pk, akteur=person(vertretung), zusage=Zusage.VERHINDERT)
    with pytest.raises(NichtErlaubt):
        antworten(teilnahme_id=mitglied.pk, akteur=akteur(mitglied.sitzung.gremium), zusage=Zusage.VOR_ORT)


def test_die_geschaeftsstelle_traegt_ein_was_am_telefon_gesagt_wurde(mitglied: Teilnahme) -> None:
    wer = akteur(mitglied.sitzung.gremium)
    antwort_eintragen(
        teilnahme_id=mitglied.pk, akteur=wer, zusage=Zusage.VOR_ORT, vermerk="  Anruf\nam 27.05. "
    )
    antwort = mitglied.antworten.get()
    assert (antwort.weg, antwort.von_name, antwort.vermerk) == (
        "geschaeftsstelle",
        wer.akteur_name,
        "Anruf am 27.05.",
    )


def test_die_geschaeftsstelle_nimmt_eine_falsch_eingetragene_zurueck(mitglied: Teilnahme) -> None:
    wer = akteur(mitglied.sitzung.gremium)
    for zusage in (Zusage.VERHINDERT, Zusage.OFFEN):
        antwort_eintragen(teilnahme_id=mitglied.pk, akteur=wer, zusage=zusage)
    mitglied.refresh_from_db()
    assert (mitglied.antwort, mitglied.beantwortet_am) == (Zusage.OFFEN, None)
    assert mitglied.antworten.count() == 2


def test_eintragen_darf_nur_wer_vorbereitet(mitglied: Teilnahme) -> None:
    for wer in (
        person(mitglied),
        akteur(mitglied.sitzung.gremium, "lenkung.tagesordnung_bestaetigen"),
        akteur(GremiumFactory()),
    ):
        with pytest.raises(NichtErlaubt):
            antwort_eintragen(teilnahme_id=mitglied.pk, akteur=wer, zusage=Zusage.VOR_ORT)


# The deputy -------------------------------------------------------------------------------------------------


def test_ist_das_mitglied_verhindert_wird_die_stellvertretung_gefragt(
    mitglied: Teilnahme, vertretung: Teilnahme
) -> None:
    assert vertretung.gefragt_am is None
    beantwortet = antworten_per_link(token=token(mitglied), zusage=Zusage.VERHINDERT)
    vertretung.refresh_from_db()
    assert (beantwortet.folge, vertretung.gefragt_am) == (Folge.GEFRAGT, VORHER)


def test_wer_nicht_gefragt_ist_antwortet_nicht(vertretung: Teilnahme) -> None:
    with pytest.raises(NichtErlaubt, match="brauchen nicht zu antworten"):
        antworten_per_link(token=token(vertretung), zusage=Zusage.VOR_ORT)


def test_kommt_das_mitglied_doch_ist_die_stellvertretung_entlastet_und_erfaehrt_es(
    mitglied: Teilnahme, vertretung: Teilnahme
) -> None:
    geheim = token(mitglied)
    antworten_per_link(token=geheim, zusage=Zusage.VERHINDERT)
    antworten_per_link(token=token(vertretung), zusage=Zusage.VOR_ORT)
    beantwortet = antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    vertretung.refresh_from_db()
    assert (beantwortet.folge, vertretung.gefragt_am, vertretung.antwort) == (
        Folge.ENTLASTET,
        None,
        Zusage.OFFEN,
    )
    nachricht = Nachricht.objects.get(art="lenkung.stellvertretung_entlastet")
    assert [z.adresse for z in nachricht.zustellungen.all()] == [vertretung.email]
    assert [a.zusage for a in vertretung.antworten.all()] == ["vor_ort", "offen"]


def test_sagt_das_mitglied_wieder_ab_wird_neu_gefragt(mitglied: Teilnahme, vertretung: Teilnahme) -> None:
    geheim = token(mitglied)
    for zusage in (Zusage.VERHINDERT, Zusage.VOR_ORT, Zusage.VERHINDERT):
        beantwortet = antworten_per_link(token=geheim, zusage=zusage)
    vertretung.refresh_from_db()
    assert (beantwortet.folge, vertretung.gefragt_am) == (Folge.GEFRAGT, VORHER)


def test_ohne_stellvertretung_vertritt_niemand_den_sitz(gremium: Gremium) -> None:
    allein = sitz(gremium, stellvertretung=False)
    geheim = token(teilnahme(eingeladen(gremium), allein))
    assert antworten_per_link(token=geheim, zusage=Zusage.VERHINDERT).folge is Folge.FEHLT


def test_eine_stellvertretung_ohne_adresse_haelt_nichts_auf(
    mitglied: Teilnahme, vertretung: Teilnahme
) -> None:
    assert vertretung.person is not None
    vertretung.person.email = ""
    vertretung.person.save()
    geheim = token(mitglied)
    # Nobody can write to her: she is not asked, and the page of the Geschäftsstelle shows the empty seat.
    assert antworten_per_link(token=geheim, zusage=Zusage.VERHINDERT).folge is Folge.KEINE
    assert antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT).folge is Folge.KEINE
    assert Nachricht.objects.count() == 0


def test_auf_einem_freien_sitz_ist_die_stellvertretung_von_anfang_an_gefragt(gremium: Gremium) -> None:
    frei = sitz(gremium, mitglied=False)
    wer = teilnahme(eingeladen(gremium), frei, "stellvertretung")
    antworten_per_link(token=token(wer), zusage=Zusage.VOR_ORT)
    wer.refresh_from_db()
    assert wer.antwort is Zusage.VOR_ORT


# Moving the session -----------------------------------------------------------------------------------------


def test_eine_verlegte_sitzung_fragt_neu(
    mitglied: Teilnahme, vertretung: Teilnahme, gremium: Gremium
) -> None:
    geheim = token(mitglied)
    antworten_per_link(token=geheim, zusage=Zusage.VERHINDERT)
    antworten_per_link(token=token(vertretung), zusage=Zusage.VOR_ORT)
    neu = wann(TAG + timedelta(days=7))
    sitzung_verlegen(sitzung_id=mitglied.sitzung_id, akteur=akteur(gremium), beginn=neu, grund="Krankheit")
    for wer in (mitglied, vertretung):
        wer.refresh_from_db()
        assert (wer.antwort, wer.beantwortet_am) == (Zusage.OFFEN, None)
        letzte = wer.antworten.last()
        assert letzte is not None
        assert letzte.vermerk == "Vor der Verlegung geantwortet, für den 16.06.2026, 14:00 Uhr."
    assert (mitglied.gefragt_am is not None, vertretung.gefragt_am) == (True, None)
    assert mitglied.antworten.first().zusage == "verhindert"  # type: ignore[union-attr]


@pytest.mark.parametrize("tage", [7, -7])
def test_der_alte_link_gilt_bis_zum_neuen_beginn(
    mitglied: Teilnahme, gremium: Gremium, uhr: Any, tage: int
) -> None:
    geheim, neu = token(mitglied), wann(TAG + timedelta(days=tage))
    sitzung_verlegen(sitzung_id=mitglied.sitzung_id, akteur=akteur(gremium), beginn=neu, grund="Krankheit")
    uhr.move_to(neu - timedelta(seconds=1))
    antworten_per_link(token=geheim, zusage=Zusage.VOR_ORT)
    uhr.move_to(neu)
    with pytest.raises(LinkUngueltig):
        antworten_per_link(token=geheim, zusage=Zusage.DIGITAL)


def test_die_nachricht_von_der_verlegung_bittet_um_eine_neue_antwort(
    mitglied: Teilnahme, gremium: Gremium
) -> None:
    neu = wann(TAG + timedelta(days=7))
    sitzung_verlegen(sitzung_id=mitglied.sitzung_id, akteur=akteur(gremium), beginn=neu, grund="Krankheit")
    assert "noch einmal" in Nachricht.objects.get(art="lenkung.sitzung_verlegt").text


def test_wer_mitglied_und_auf_einem_anderen_sitz_stellvertretung_ist_wird_als_mitglied_eingeladen(
    gremium: Gremium,
) -> None:
    from lenkung.models import Besetzung
    from tests.lenkung.fabriken import besetzung_werte

    beratend = sitz(gremium, stellvertretung=False, stimmrecht=False)
    eigener = Besetzung.objects.get(sitz=beratend)
    anderer = sitz(gremium, stellvertretung=False)
    Besetzung.objects.create(**{**besetzung_werte(anderer, person=eigener.person), "art": "stellvertretung"})
    satz = eingeladen(gremium)
    assert Teilnahme.objects.get(sitzung=satz, person=eigener.person).rolle == "mitglied"
