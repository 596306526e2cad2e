"""Dispatch of a Niederschrift: to whom, with what, once; and what is done about those it did not reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, faellige_auftraege
from kim.basis.fehler import Fachfehler
from kim.versand.domain.aktionslink import LinkUngueltig, abgelaufenes_ziel
from kim.versand.models import Zustellung
from lenkung.domain.niederschriftsversand import (
    an_empfaenger_senden,
    anders_zustellen,
    neuen_link_anfordern,
    niederschriftslink_lesen,
)
from lenkung.domain.niederschriftsversand_verteiler import (
    Adresszeile,
    VerteilerAngaben,
    verteiler_anlegen,
)
from lenkung.domain.queries.genehmigung import empfaenge
from lenkung.domain.queries.niederschriftsversand import (
    empfangsbilder,
)
from lenkung.models import (
    Gremium,
    Gremiumseinstellung,
    Niederschriftsempfaenger,
    Sitzung,
)
from lenkung.regeln.genehmigung import Verteilerfassung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    geschlossen,
    lehne_ab,
    nimm_an,
    token,
    uhr,
    unterzeichnet,
    versandt,
)
from tests.versand.versandbau import laufender_mailserver

pytestmark = pytest.mark.django_db
HEUTE = date(2022, 5, 9)
ZEILEN = (
    Adresszeile("Sabine Sozial", "sozial@stadt.example", "Stadt Nord"),
    Adresszeile("Kai Kommune", "kai@stadt.example"),
)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


@pytest.fixture
def satz() -> Sitzung:
    return geschlossen(bau.lenkungsgruppe(2))


def wer(gremium: Gremium, *rechte: str) -> Any:
    return gobau.akteur(gremium, *rechte)


def verteiler(gremium: Gremium, umfang: Verteilerfassung = Verteilerfassung.VOLL, **felder: Any) -> Any:
    angaben = {"name": "Dezernate", "adressen": ZEILEN, "umfang": umfang, **felder}
    return verteiler_anlegen(gremium_id=gremium.pk, angaben=VerteilerAngaben(**angaben), akteur=wer(gremium))


# Who was not reached ----------------------------------------------------------------------------------------


def test_einer_von_siebzehn_wird_abgelehnt_und_sechzehn_bekommen_sie(settings: Any) -> None:
    satz = geschlossen(bau.lenkungsgruppe(17))
    Gremiumseinstellung.objects.create(gremium=satz.gremium, einladung_an_stellvertretung=False)
    unterzeichnet(satz)
    with laufender_mailserver() as server:
        settings.KIM_VERSANDWEG, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        ergebnis = versandt(satz)
        falsch = empfaenger(ergebnis, stelle=4)
        server.antwort_auf_empfaenger = lambda adresse: (
            "550 5.1.1 unbekannt" if adresse == falsch.email else ""
        )
        _abarbeiten()
        assert len(server.empfaenger) == 16
        bilder = empfangsbilder(ergebnis.versand)
        assert (bilder[0].person, bilder[0].zu_klaeren) == (falsch, True)
        assert not any(bild.zu_klaeren for bild in bilder[1:])
        assert all(bild.angenommen for bild in bilder[1:])
        an_empfaenger_senden(
            empfaenger_id=falsch.pk, email="richtig@kreis.example", lauf=1, akteur=wer(satz.gremium)
        )
        _abarbeiten()
        assert server.empfaenger[16:] == ["richtig@kreis.example"]
    erreicht = next(b for b in empfangsbilder(ergebnis.versand) if b.person == falsch)
    assert (erreicht.zu_klaeren, len(erreicht.mails)) == (False, 2)


def _abarbeiten() -> None:
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)


def test_der_zweite_klick_sendet_nicht_noch_einmal(satz: Sitzung) -> None:
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    lehne_ab(person)
    senden = {"empfaenger_id": person.pk, "email": " richtig@Kreis.example ", "lauf": 1}
    assert an_empfaenger_senden(**senden, akteur=wer(satz.gremium))
    assert not an_empfaenger_senden(**senden, akteur=wer(satz.gremium))
    with pytest.raises(Fachfehler) as fehler:
        an_empfaenger_senden(**{**senden, "lauf": 2}, akteur=wer(satz.gremium))
    assert fehler.value.code == "unterwegs"
    person.refresh_from_db()
    assert (person.email, person.mails) == ("richtig@kreis.example", 2)
    assert Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}").count() == 2


def test_wer_den_postausgang_liest_erledigt_die_alte_gleich_mit(satz: Sitzung) -> None:
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    lehne_ab(person)
    mit_postausgang = wer(
        satz.gremium, *gobau.ALLE_RECHTE, "versand.inhalt_sehen", "versand.postausgang_sehen"
    )
    an_empfaenger_senden(empfaenger_id=person.pk, email="neu@kreis.example", lauf=1, akteur=mit_postausgang)
    staende = Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}").order_by("pk")
    assert list(staende.values_list("stand", flat=True)) == ["erledigt", "wartet"]
    # The new one is still on its way: as long as it is, the period does not run.
    assert {e.sitz_id: e.anders_am for e in empfaenge(ergebnis.versand)}[person.sitz_id] is None


def test_wer_sie_schon_hat_bekommt_sie_auf_wunsch_noch_einmal(satz: Sitzung, zeit: Any) -> None:
    """Lost in the mailbox; the proof stays that of the first."""
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    erste = timezone.now()
    nimm_an(ergebnis, erste)
    assert an_empfaenger_senden(empfaenger_id=person.pk, email=person.email, lauf=1, akteur=wer(satz.gremium))
    zeit.move_to(uhr(date(2022, 5, 12), 9))
    nimm_an(ergebnis, timezone.now())
    assert {e.sitz_id: e.angenommen_am for e in empfaenge(ergebnis.versand)}[person.sitz_id] == erste


def test_eine_falsche_adresse_wird_nicht_angenommen(satz: Sitzung) -> None:
    unterzeichnet(satz)
    person = empfaenger(versandt(satz))
    lehne_ab(person)
    with pytest.raises(Fachfehler) as fehler:
        an_empfaenger_senden(empfaenger_id=person.pk, email="kein at", lauf=1, akteur=wer(satz.gremium))
    assert fehler.value.feld == "email"


def test_anders_zugestellt_zaehlt_mit_seinem_tag(satz: Sitzung, zeit: Any) -> None:
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    lehne_ab(person)
    zeit.move_to(uhr(date(2022, 5, 12), 9))
    anders_zustellen(empfaenger_id=person.pk, wie=" Brief ", am=date(2022, 5, 11), akteur=wer(satz.gremium))
    person.refresh_from_db()
    assert (person.anders_am, person.anders_wie) == (uhr(date(2022, 5, 11), 0), "Brief")
    assert not next(b for b in empfangsbilder(ergebnis.versand) if b.person == person).zu_klaeren
    anders_zustellen(empfaenger_id=person.pk, wie="Bote", am=HEUTE, akteur=wer(satz.gremium))
    person.refresh_from_db()
    assert person.anders_am == ergebnis.versand.abgeschickt_am


@pytest.mark.parametrize(
    ("wie", "am", "code"),
    [
        ("  ", HEUTE, "wie"),
        ("Brief", date(2022, 5, 8), "tag"),
        ("Brief", date(2022, 5, 10), "tag"),
    ],
)
def test_anders_zugestellt_braucht_weg_und_tag(satz: Sitzung, wie: str, am: date, code: str) -> None:
    unterzeichnet(satz)
    person = empfaenger(versandt(satz))
    with pytest.raises(Fachfehler) as fehler:
        anders_zustellen(empfaenger_id=person.pk, wie=wie, am=am, akteur=wer(satz.gremium))
    assert fehler.value.code == code


def test_im_postausgang_anders_erledigt_zaehlt_auch(satz: Sitzung) -> None:
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}").update(
        stand="erledigt", entschieden_am=timezone.now(), entschieden_von_name="GS", entscheidung="Brief"
    )
    nimm_an(ergebnis, timezone.now())
    assert {e.sitz_id: e.anders_am for e in empfaenge(ergebnis.versand)}[person.sitz_id] == timezone.now()


def test_an_einer_ersetzten_fassung_wird_nichts_mehr_gesendet(satz: Sitzung) -> None:
    unterzeichnet(satz)
    person = empfaenger(versandt(satz))
    unterzeichnet(satz)
    for versuch in (
        lambda: an_empfaenger_senden(
            empfaenger_id=person.pk, email="a@b.example", lauf=1, akteur=wer(satz.gremium)
        ),
        lambda: anders_zustellen(empfaenger_id=person.pk, wie="Brief", am=HEUTE, akteur=wer(satz.gremium)),
    ):
        with pytest.raises(Fachfehler) as fehler:
            versuch()
        assert fehler.value.code == "gilt_nicht_mehr"


# The link ---------------------------------------------------------------------------------------------------


def test_ein_abgelaufener_link_holt_einen_neuen_an_dieselbe_adresse(satz: Sitzung, zeit: Any) -> None:
    unterzeichnet(satz)
    person = empfaenger(versandt(satz))
    geheim = token(person)
    assert abgelaufenes_ziel(token=geheim, zweck="lenkung.niederschrift") is None
    with pytest.raises(LinkUngueltig):
        neuen_link_anfordern(token=geheim)
    zeit.move_to(uhr(HEUTE, 9) + timedelta(days=181))
    with pytest.raises(LinkUngueltig) as fehler:
        niederschriftslink_lesen(geheim)
    assert fehler.value.code == "abgelaufen"
    assert neuen_link_anfordern(token=geheim)
    assert neuen_link_anfordern(token=geheim)
    neue = Zustellung.objects.get(nachricht__art="lenkung.niederschrift_link")
    assert neue.adresse == person.email
    assert niederschriftslink_lesen(token(person)).person == person
    with pytest.raises(LinkUngueltig):
        neuen_link_anfordern(token="gibt es nicht")


def test_ohne_adresse_kommt_kein_neuer_link(satz: Sitzung, zeit: Any) -> None:
    unterzeichnet(satz)
    person = empfaenger(versandt(satz))
    geheim = token(person)
    Niederschriftsempfaenger.objects.filter(pk=person.pk).update(email="")
    zeit.move_to(uhr(HEUTE, 9) + timedelta(days=181))
    assert not neuen_link_anfordern(token=geheim)
