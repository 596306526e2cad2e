"""Objections: by the link, by an account, entered for somebody; withdrawn, decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.einwendung import (
    Eingetragen,
    Entscheidung,
    einwenden,
    einwenden_per_link,
    einwendung_eintragen,
    einwendung_entscheiden,
    einwendung_zurueckziehen,
    einwendung_zurueckziehen_per_link,
)
from lenkung.domain.queries.genehmigung import genehmigungslage
from lenkung.models import (
    Amt,
    Beschluss,
    Einwendung,
    Genehmigung,
    Niederschriftsempfaenger,
    Sitzung,
    Vorzimmer,
)
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    folgesitzung,
    geschlossen,
    nimm_an,
    token,
    uhr,
    unterzeichnet,
    versandt,
    wende_ein,
)

pytestmark = pytest.mark.django_db
HEUTE = date(2022, 5, 9)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


@pytest.fixture
def satz() -> Sitzung:
    satz = geschlossen(bau.lenkungsgruppe(2))
    unterzeichnet(satz)
    return satz


@pytest.fixture
def ergebnis(satz: Sitzung, zeit: Any) -> Any:
    gesendet = versandt(satz)
    nimm_an(gesendet, timezone.now() + timedelta(minutes=1))
    zeit.move_to(uhr(HEUTE, 10))
    return gesendet


def eintragen(satz: Sitzung, **felder: Any) -> Einwendung:
    angaben = {
        "von_name": "Petra Probe",
        "text": "TOP 2 fehlt.",
        "eingegangen_am": timezone.now(),
        "vermerk": "Brief vom 09.05.",
    }
    wer = felder.pop("akteur", None) or gobau.akteur(satz.gremium)
    return einwendung_eintragen(
        sitzung_id=satz.pk, angaben=Eingetragen(**{**angaben, **felder}), schluessel=uuid4(), akteur=wer
    )


def entscheide(einwendung: Einwendung, **felder: Any) -> Einwendung:
    wer = felder.pop("akteur", None) or gobau.akteur(einwendung.fassung.niederschrift.sitzung.gremium)
    angaben = {"angenommen": False, "begruendung": "So war es.", **felder}
    return einwendung_entscheiden(
        einwendung_id=einwendung.pk, entscheidung=Entscheidung(**angaben), akteur=wer
    )


def steinfurt() -> Any:
    gremium = bau.lenkungsgruppe(2, wie=None)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    satz = geschlossen(gremium)
    unterzeichnet(satz)
    return satz


# Brought forward --------------------------------------------------------------------------------------------


def test_ueber_den_link_mit_augenblick_und_sitz(ergebnis: Any) -> None:
    person = empfaenger(ergebnis)
    einwendung = wende_ein(person, "  TOP 2 fehlt.\r\nBitte nachtragen. ")
    assert einwendung.text == "TOP 2 fehlt.\nBitte nachtragen."
    assert (einwendung.eingegangen_am, einwendung.weg) == (timezone.now(), "link")
    assert (einwendung.von_name, einwendung.stelle) == (person.name, person.stelle)


def test_zweimal_abgeschickt_ist_eine(ergebnis: Any) -> None:
    schluessel, geheim = uuid4(), token(empfaenger(ergebnis))
    eine = einwenden_per_link(token=geheim, text="TOP 2.", schluessel=schluessel)
    assert einwenden_per_link(token=geheim, text="TOP 2.", schluessel=schluessel) == eine
    assert Einwendung.objects.count() == 1


def test_die_geschaeftsstelle_erfaehrt_es_ohne_den_wortlaut(satz: Sitzung, ergebnis: Any) -> None:
    Amt.objects.create(
        gremium=satz.gremium,
        art="vorsitz",
        person=PersonFactory(kreis=satz.gremium.kreis, email="vorsitz@kreis.example"),
        von=date(2020, 1, 1),
    )
    wende_ein(empfaenger(ergebnis), "Streng vertraulich.")
    nachricht = Nachricht.objects.get(art="lenkung.einwendung_da")
    assert "Streng vertraulich" not in nachricht.text
    assert nachricht.zustellungen.filter(adresse="vorsitz@kreis.example").exists()


def test_ist_niemand_zu_erreichen_geht_die_einwendung_trotzdem_ein(satz: Sitzung, ergebnis: Any) -> None:
    kreis = satz.gremium.kreis
    kreis.email = ""
    kreis.save()
    assert wende_ein(empfaenger(ergebnis)).pk
    assert not Nachricht.objects.filter(art="lenkung.einwendung_da").exists()


def test_angemeldet_nur_fuer_sich_selbst(satz: Sitzung, ergebnis: Any) -> None:
    person = empfaenger(ergebnis)
    wer = gobau.akteur(satz.gremium, "lenkung.gremium_lesen", person_id=person.person_id)
    einwendung = einwenden(empfaenger_id=person.pk, text="TOP 2.", schluessel=uuid4(), akteur=wer)
    assert einwendung.weg == "konto"
    for fremd in (gobau.akteur(satz.gremium, person_id=None), gobau.akteur(satz.gremium, person_id=10**6)):
        with pytest.raises(NichtErlaubt):
            einwenden(empfaenger_id=person.pk, text="TOP 2.", schluessel=uuid4(), akteur=fremd)


def test_ein_vorzimmer_liest_und_wendet_nicht_ein(satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    Vorzimmer.objects.create(gremium=satz.gremium, person=person, name="Vorzimmer", email="vz@kreis.example")
    with pytest.raises(NichtErlaubt):
        wende_ein(empfaenger(versandt(satz), "vorzimmer"))


def test_leer_ist_keine(ergebnis: Any) -> None:
    with pytest.raises(Fachfehler) as fehler:
        wende_ein(empfaenger(ergebnis), " \n ")
    assert fehler.value.code == "leer"


def test_gegen_eine_ersetzte_fassung_wendet_niemand_ein(satz: Sitzung, ergebnis: Any) -> None:
    unterzeichnet(satz)
    with pytest.raises(Fachfehler) as fehler:
        wende_ein(empfaenger(ergebnis))
    assert fehler.value.code == "gilt_nicht_mehr"


# Entered ----------------------------------------------------------------------------------------------------


def test_eingetragen_gilt_der_tag_des_eingangs(zeit: Any) -> None:
    satz = steinfurt()
    nimm_an(versandt(satz), timezone.now())
    zeit.move_to(uhr(date(2022, 5, 18), 9))
    rechtzeitig = eintragen(satz, eingegangen_am=uhr(date(2022, 5, 16), 23, 59, 30))
    verspaetet = eintragen(satz, eingegangen_am=uhr(date(2022, 5, 17), 0, 0, 10))
    lage = genehmigungslage(satz.niederschrift, timezone.now())
    assert lage is not None
    assert lage.je_einwendung == {rechtzeitig.pk: "rechtzeitig", verspaetet.pk: "verspaetet"}
    assert (rechtzeitig.weg, rechtzeitig.vermerk) == ("geschaeftsstelle", "Brief vom 09.05.")


@pytest.mark.parametrize(
    ("felder", "code"),
    [
        ({"eingegangen_am": uhr(HEUTE, 8, 59)}, "eingang"),
        ({"eingegangen_am": uhr(HEUTE, 10, 1)}, "eingang"),
        ({"vermerk": " "}, "ohne_vermerk"),
        ({"text": " "}, "leer"),
    ],
)
def test_was_beim_eintragen_fehlt(satz: Sitzung, ergebnis: Any, felder: Any, code: str) -> None:
    with pytest.raises(Fachfehler) as fehler:
        eintragen(satz, **felder)
    assert fehler.value.code == code


def test_vor_dem_versand_gibt_es_keine(satz: Sitzung) -> None:
    with pytest.raises(Fachfehler) as fehler:
        eintragen(satz)
    assert fehler.value.code == "nicht_versandt"


def test_eintragen_darf_nur_wer_vorbereitet(satz: Sitzung, ergebnis: Any) -> None:
    with pytest.raises(NichtErlaubt):
        eintragen(satz, akteur=gobau.akteur(satz.gremium, "lenkung.gremien_sehen"))


# Withdrawn --------------------------------------------------------------------------------------------------


def test_wer_eingewandt_hat_zieht_zurueck(satz: Sitzung, ergebnis: Any) -> None:
    person = empfaenger(ergebnis)
    einwendung = wende_ein(person)
    zurueck = einwendung_zurueckziehen_per_link(token=token(person), einwendung_id=einwendung.pk)
    assert (zurueck.stand, zurueck.erledigt_von_name) == ("zurueckgezogen", person.name)
    assert einwendung_zurueckziehen_per_link(token=token(person), einwendung_id=einwendung.pk) == zurueck
    with pytest.raises(Einwendung.DoesNotExist):
        einwendung_zurueckziehen_per_link(
            token=token(empfaenger(ergebnis, stelle=1)), einwendung_id=einwendung.pk
        )


def test_zurueckgezogen_hindert_sie_nicht_mehr(zeit: Any) -> None:
    satz = steinfurt()
    gesendet = versandt(satz)
    nimm_an(gesendet, timezone.now())
    einwendung = wende_ein(empfaenger(gesendet))
    zeit.move_to(uhr(date(2022, 5, 20), 9))
    assert not Genehmigung.objects.exists()
    einwendung_zurueckziehen(einwendung_id=einwendung.pk, akteur=gobau.akteur(satz.gremium))
    assert Genehmigung.objects.get().genehmigt_am == uhr(date(2022, 5, 20), 9)


def test_angemeldet_zieht_zurueck_wer_sie_vorbrachte_oder_die_geschaeftsstelle(
    satz: Sitzung, ergebnis: Any
) -> None:
    person = empfaenger(ergebnis)
    eine, andere = wende_ein(person), eintragen(satz)
    wer = gobau.akteur(satz.gremium, "lenkung.gremium_lesen", person_id=person.person_id)
    assert einwendung_zurueckziehen(einwendung_id=eine.pk, akteur=wer).stand == "zurueckgezogen"
    with pytest.raises(NichtErlaubt):
        einwendung_zurueckziehen(einwendung_id=andere.pk, akteur=wer)
    einwendung_zurueckziehen(einwendung_id=andere.pk, akteur=gobau.akteur(satz.gremium))


def test_was_entschieden_ist_zieht_niemand_zurueck(zeit: Any) -> None:
    satz = steinfurt()
    person = empfaenger(versandt(satz))
    einwendung = entscheide(wende_ein(person))
    with pytest.raises(Fachfehler) as fehler:
        einwendung_zurueckziehen(einwendung_id=einwendung.pk, akteur=gobau.akteur(satz.gremium))
    assert fehler.value.code == "entschieden"


# Decided ----------------------------------------------------------------------------------------------------


def test_entschieden_wird_mit_begruendung_und_sie_wird_mitgeteilt() -> None:
    satz = steinfurt()
    person = empfaenger(versandt(satz))
    einwendung = wende_ein(person)
    with pytest.raises(Fachfehler) as fehler:
        entscheide(einwendung, begruendung=" ")
    assert fehler.value.feld == "begruendung"
    entschieden = entscheide(einwendung, angenommen=True)
    assert (entschieden.stand, entschieden.sitzung) == ("angenommen", None)
    nachricht = Nachricht.objects.get(art="lenkung.einwendung_entschieden")
    assert "So war es." in nachricht.text
    assert nachricht.zustellungen.get().adresse == person.email
    with pytest.raises(NichtErlaubt):
        entscheide(einwendung)


def test_was_eingetragen_ist_wird_nicht_per_mail_mitgeteilt(zeit: Any) -> None:
    satz = steinfurt()
    gesendet = versandt(satz)
    entscheide(eintragen(satz))
    ohne = empfaenger(gesendet)
    einwendung = wende_ein(ohne)
    Niederschriftsempfaenger.objects.filter(pk=ohne.pk).update(email="")
    entscheide(einwendung)
    assert not Nachricht.objects.filter(art="lenkung.einwendung_entschieden").exists()


def test_nach_der_go_rsk_entscheidet_eine_sitzung(satz: Sitzung, ergebnis: Any, zeit: Any) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    geplant = folgesitzung(satz, date(2022, 9, 13))
    for sitzung_id, code in (
        (None, "ohne_sitzung"),
        (geplant.pk, "andere_sitzung"),
        (satz.pk, "andere_sitzung"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            entscheide(einwendung, sitzung_id=sitzung_id)
        assert (fehler.value.code, fehler.value.feld) == (code, "sitzung")
    geplant.stand = "geschlossen"
    geplant.save()
    assert entscheide(einwendung, sitzung_id=geplant.pk).sitzung == geplant


def test_der_beschluss_dazu_gehoert_zur_sitzung(satz: Sitzung, ergebnis: Any) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    dort = folgesitzung(satz, date(2022, 9, 13), "geschlossen")
    beschluesse = [
        Beschluss.objects.create(
            gremium=satz.gremium,
            jahr=2022,
            nummer=nummer,
            sitzung=sitzung,
            titel="Berichtigung",
            text="Die Niederschrift wird geändert.",
            weise="einvernehmlich",
            angenommen=True,
            nachgetragen=True,
            fundstelle="Protokoll",
            gefasst_am=sitzung.tag,
        )
        for nummer, sitzung in enumerate((satz, dort), start=1)
    ]
    with pytest.raises(Fachfehler) as fehler:
        entscheide(einwendung, sitzung_id=dort.pk, beschluss_id=beschluesse[0].pk)
    assert fehler.value.code == "anderer_beschluss"
    assert (
        entscheide(einwendung, sitzung_id=dort.pk, beschluss_id=beschluesse[1].pk).beschluss == beschluesse[1]
    )


def test_entscheiden_darf_auch_der_vorsitz(satz: Sitzung, ergebnis: Any) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    dort = folgesitzung(satz, date(2022, 9, 13), "geschlossen")
    with pytest.raises(NichtErlaubt):
        entscheide(einwendung, sitzung_id=dort.pk, akteur=gobau.akteur(satz.gremium, "lenkung.gremien_sehen"))
    vorsitz = gobau.akteur(satz.gremium, "lenkung.tagesordnung_bestaetigen")
    assert entscheide(einwendung, sitzung_id=dort.pk, akteur=vorsitz).stand == "zurueckgewiesen"


def test_keine_mail_steht_zweimal_im_postausgang(ergebnis: Any) -> None:
    wende_ein(empfaenger(ergebnis))
    assert Zustellung.objects.values("nachricht", "adresse").distinct().count() == Zustellung.objects.count()
