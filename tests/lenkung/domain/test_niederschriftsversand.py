"""Dispatch of a Niederschrift: to whom, with what, once; and what is done about those it did not reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.niederschriftsversand import (
    an_empfaenger_senden,
    anders_zustellen,
    hinter_dem_link,
    niederschrift_nachsenden,
    niederschrift_versenden,
    niederschriftslink_lesen,
)
from lenkung.domain.niederschriftsversand_post import niederschrift_gilt_noch, vorschau
from lenkung.domain.niederschriftsversand_verteiler import (
    Adresszeile,
    VerteilerAngaben,
    verteiler_anlegen,
)
from lenkung.domain.queries.niederschriftsversand import (
    beilagen,
    empfangsbilder,
    empfangskreis,
    moegliche_anlagen,
    nicht_oeffentliche_punkte,
    noch_nicht_bedacht,
)
from lenkung.models import (
    Gremium,
    Gremiumseinstellung,
    Niederschriftsversand,
    Sitzung,
    Veroeffentlichung,
    Vorzimmer,
)
from lenkung.regeln.genehmigung import Verteilerfassung
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.einladungsbau import sitz
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    geschlossen,
    token,
    uhr,
    unterzeichnet,
    veroeffentliche,
    versandt,
)
from tests.lenkung.sendungsbau import punkt
from tests.lenkung.unterlagenbau import anlage

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


# To whom ----------------------------------------------------------------------------------------------------


def test_sie_geht_an_mitglieder_stellvertretungen_vorzimmer_und_verteiler(satz: Sitzung) -> None:
    gremium = satz.gremium
    person = bau.sitze(gremium)[0].besetzungen.get(art="mitglied").person
    Vorzimmer.objects.create(gremium=gremium, person=person, name="Vorzimmer Nord", email="vz@kreis.example")
    verteiler(gremium)
    unterzeichnet(satz)
    ergebnis = versandt(satz, anschreiben="Vielen Dank.")
    arten = sorted(ergebnis.versand.empfaenger.values_list("art", flat=True))
    assert arten == ["mitglied"] * 2 + ["stellvertretung"] * 2 + ["verteiler"] * 2 + ["vorzimmer"]
    assert (ergebnis.erreicht, ergebnis.ohne_adresse, ergebnis.neu) == (7, (), True)
    texte = dict(Zustellung.objects.values_list("bezug", "nachricht__art"))
    je_art = {p.art: texte[f"niederschrift:{p.pk}"] for p in ergebnis.versand.empfaenger.all()}
    assert je_art == {
        "mitglied": "lenkung.niederschrift",
        "stellvertretung": "lenkung.niederschrift",
        "vorzimmer": "lenkung.niederschrift_kenntnis",
        "verteiler": "lenkung.niederschrift_kenntnis",
    }
    text = Nachricht.objects.get(art="lenkung.niederschrift").text
    assert "Vielen Dank." in text
    assert "zu Beginn der nächsten Sitzung" in text


def test_die_stellvertretung_bekommt_sie_nur_wenn_das_gremium_es_will_oder_der_sitz_frei_ist() -> None:
    gremium = bau.lenkungsgruppe(1)
    sitz(gremium, mitglied=False)
    Gremiumseinstellung.objects.create(gremium=gremium, einladung_an_stellvertretung=False)
    kreis = empfangskreis(gremium, HEUTE)
    assert [(p.art.value, p.zaehlt) for p in kreis] == [("mitglied", True), ("stellvertretung", True)]


def test_wer_schon_mitglied_ist_bekommt_sie_nicht_noch_einmal_vom_verteiler(satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    verteiler(satz.gremium, adressen=(Adresszeile("Anders geschrieben", person.email.upper()),))
    assert [p.art.value for p in empfangskreis(satz.gremium, HEUTE)].count("verteiler") == 0


def test_auf_zwei_verteilern_geht_die_ganze_vor(satz: Sitzung) -> None:
    verteiler(satz.gremium, Verteilerfassung.OEFFENTLICH, name="A")
    verteiler(satz.gremium, name="B")
    vom_verteiler = [p for p in empfangskreis(satz.gremium, HEUTE) if p.art.value == "verteiler"]
    assert [(p.kreis, p.nur_oeffentlich) for p in vom_verteiler] == [("B", False)] * 2


def test_ein_verteiler_der_gerade_nichts_bekommt(satz: Sitzung) -> None:
    verteiler(satz.gremium, jede_niederschrift=False)
    assert len(empfangskreis(satz.gremium, HEUTE)) == 4


def test_zwei_mit_demselben_postfach_bekommen_je_ihre_eigene(satz: Sitzung) -> None:
    for platz in bau.sitze(satz.gremium):
        person = platz.besetzungen.get(art="mitglied").person
        Vorzimmer.objects.create(
            gremium=satz.gremium, person=person, name=f"Für {person}", email="Vorzimmer@kreis.example"
        )
    unterzeichnet(satz)
    assert versandt(satz).erreicht == 6
    namen = Zustellung.objects.filter(adresse="Vorzimmer@kreis.example").values_list(
        "empfaenger_name", flat=True
    )
    assert len(set(namen)) == 2


def test_ohne_adresse_steht_die_person_da_und_wird_genannt(satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    person.email = ""
    person.save()
    unterzeichnet(satz)
    ergebnis = versandt(satz)
    assert (ergebnis.erreicht, ergebnis.ohne_adresse) == (3, (str(person),))
    erstes = empfangsbilder(ergebnis.versand)[0]
    assert (erstes.person.name, erstes.zu_klaeren, erstes.letzte) == (str(person), True, None)


def test_hat_niemand_eine_adresse_geht_nichts_hinaus() -> None:
    satz = geschlossen(bau.lenkungsgruppe(0))
    unterzeichnet(satz)
    with pytest.raises(Fachfehler) as fehler:
        versandt(satz)
    assert fehler.value.code == "niemand"


# Once, and only what is signed ------------------------------------------------------------------------------


def test_zweimal_geklickt_ist_einmal_versandt(satz: Sitzung) -> None:
    unterzeichnet(satz)
    erst, dann = versandt(satz), versandt(satz)
    assert (dann.versand, dann.neu, dann.erreicht) == (erst.versand, False, 0)
    assert Zustellung.objects.count() == 4


def test_ohne_unterschrift_geht_nichts_hinaus(satz: Sitzung) -> None:
    for versuch in (niederschrift_versenden, niederschrift_nachsenden):
        with pytest.raises(Fachfehler) as fehler:
            versuch(sitzung_id=satz.pk, akteur=wer(satz.gremium))
        assert fehler.value.code == "nicht_unterzeichnet"
    fassung = unterzeichnet(satz)
    fassung.stand, fassung.widerrufen_am = "widerrufen", timezone.now()
    fassung.widerrufsgrund, fassung.widerrufen_von_name = "Irrtum", "Test"
    fassung.save()
    with pytest.raises(Fachfehler):
        versandt(satz)
    assert not Niederschriftsversand.objects.exists()


def test_ohne_datei_geht_nichts_hinaus(satz: Sitzung) -> None:
    fassung = unterzeichnet(satz)
    fassung.unterzeichnetes_pdf = None
    fassung.save()
    with pytest.raises(Fachfehler) as fehler:
        versandt(satz)
    assert fehler.value.code == "ohne_pdf"


def test_versenden_darf_nur_wer_vorbereitet(satz: Sitzung) -> None:
    unterzeichnet(satz)
    fremd = wer(satz.gremium, "lenkung.gremien_sehen")
    with pytest.raises(NichtErlaubt):
        versandt(satz, akteur=fremd)
    ergebnis = versandt(satz)
    person = empfaenger(ergebnis)
    for versuch in (
        lambda: niederschrift_nachsenden(sitzung_id=satz.pk, akteur=fremd),
        lambda: an_empfaenger_senden(empfaenger_id=person.pk, email="a@b.example", lauf=1, akteur=fremd),
        lambda: anders_zustellen(empfaenger_id=person.pk, wie="Brief", am=HEUTE, akteur=fremd),
    ):
        with pytest.raises(NichtErlaubt):
            versuch()


def test_was_widerrufen_ist_verlaesst_das_haus_nicht_mehr(satz: Sitzung) -> None:
    fassung = unterzeichnet(satz)
    versandt(satz)
    zustellung = Zustellung.objects.first()
    assert zustellung is not None
    assert niederschrift_gilt_noch(zustellung.nachricht_id, zustellung.pk)
    unterzeichnet(satz)
    fassung.refresh_from_db()
    assert fassung.stand == "ersetzt"
    assert not niederschrift_gilt_noch(zustellung.nachricht_id, zustellung.pk)
    assert not niederschrift_gilt_noch(zustellung.nachricht_id, 0)


def test_eine_neue_fassung_wird_neu_versandt(satz: Sitzung) -> None:
    unterzeichnet(satz)
    versandt(satz)
    unterzeichnet(satz)
    assert versandt(satz).neu
    assert Niederschriftsversand.objects.count() == 2


# With what --------------------------------------------------------------------------------------------------


def test_ein_grosses_pdf_geht_als_link(satz: Sitzung) -> None:
    """GO RSK § 7 Abs. 3; the Gremium takes at most 1 MB as an attachment."""
    Gremiumseinstellung.objects.create(gremium=satz.gremium, anhang_grenze_mb=1)
    fassung = unterzeichnet(satz, groesse=1024 * 1024)
    ergebnis = versandt(satz)
    nachricht = Nachricht.objects.first()
    assert nachricht is not None
    assert not nachricht.anhaenge.exists()
    assert "für einen Anhang zu groß; sie liegt hinter dem Link" in nachricht.text
    geoeffnet = niederschriftslink_lesen(token(empfaenger(ergebnis)))
    assert [d for _titel, d in hinter_dem_link(geoeffnet.person)] == [fassung.unterzeichnetes_pdf]
    assert geoeffnet.gueltig_bis == timezone.now() + timedelta(days=180)
    assert "05.11.2022" in nachricht.text


def test_ein_kleines_haengt_an_und_gewaehlte_unterlagen_gehen_mit(satz: Sitzung) -> None:
    eine = anlage(punkt(satz, "Kita"), "Zahlen der Kitas")
    andere = anlage(punkt(satz, "Arbeit"), "Zahlen der Arbeit")
    assert [titel for _pk, titel, _groesse in moegliche_anlagen(satz)] == [
        "Zahlen der Kitas",
        "Zahlen der Arbeit",
    ]
    fassung = unterzeichnet(satz)
    versandt(satz, anlagen=[andere.dokument_id])
    nachricht = Nachricht.objects.first()
    assert nachricht is not None
    anhaenge = list(nachricht.anhaenge.values_list("dokument_id", flat=True))
    assert anhaenge == [fassung.unterzeichnetes_pdf_id, andere.dokument_id]
    assert "- Zahlen der Arbeit (14 Byte, im Anhang)" in nachricht.text
    assert eine.dokument_id not in anhaenge


def test_was_zusammen_zu_gross_ist_geht_zum_teil_als_link(satz: Sitzung) -> None:
    Gremiumseinstellung.objects.create(gremium=satz.gremium, anhang_grenze_mb=1)
    grosse = anlage(punkt(satz, "Kita"), "Karten", b"%PDF-1.7 " + b"x" * 1024 * 1024)
    fassung = unterzeichnet(satz)
    dateien = beilagen(fassung, [grosse.dokument_id], satz.gremium)
    assert [datei.als_link for datei in dateien] == [False, True]
    assert "(1,0 MB, hinter dem Link)" in vorschau(satz, dateien, "", None)[1]


def test_die_vorschau_liest_sich_wie_die_mail(satz: Sitzung) -> None:
    fassung = unterzeichnet(satz)
    betreff, text = vorschau(satz, beilagen(fassung, (), satz.gremium), "Vielen Dank.", None)
    assert betreff.endswith("Niederschrift der Sitzung vom 02.05.2022")
    assert "Vielen Dank." in text
    assert "\n\n\n" not in text


def test_wie_viele_punkte_nicht_oeffentlich_sind(satz: Sitzung) -> None:
    assert nicht_oeffentliche_punkte(unterzeichnet(satz, nicht_oeffentlich=2)) == 2


# The public version -----------------------------------------------------------------------------------------


def test_wer_nur_die_oeffentliche_fassung_bekommt_wartet_auf_sie(satz: Sitzung) -> None:
    verteiler(satz.gremium, Verteilerfassung.OEFFENTLICH)
    fassung = unterzeichnet(satz)
    ergebnis = versandt(satz, anschreiben="Nur für uns.")
    assert (ergebnis.erreicht, ergebnis.warten) == (4, 2)
    assert not ergebnis.versand.empfaenger.filter(art="verteiler").exists()
    oeffentliche = veroeffentliche(fassung)
    nach = niederschrift_nachsenden(sitzung_id=satz.pk, akteur=wer(satz.gremium))
    assert (nach.erreicht, nach.warten) == (2, 0)
    person = empfaenger(ergebnis, "verteiler")
    nachricht = Zustellung.objects.get(bezug=f"niederschrift:{person.pk}").nachricht
    assert list(nachricht.anhaenge.values_list("dokument_id", flat=True)) == [oeffentliche.pk]
    assert "Nur für uns." not in nachricht.text
    assert "öffentliche Fassung der Niederschrift hängt an" in nachricht.text
    assert [d for _titel, d in hinter_dem_link(person)] == [oeffentliche]
    # Withdrawn: then nothing lies behind the link, least of all the whole.
    bekannt = Veroeffentlichung.objects.get()
    bekannt.zurueckgezogen_am = timezone.now()
    bekannt.zurueckgezogen_von_name, bekannt.zurueckgezogen_grund = "Test", "Irrtum"
    bekannt.save()
    assert hinter_dem_link(person) == []


def test_nachgesandt_wird_nur_wer_dazukam(satz: Sitzung) -> None:
    unterzeichnet(satz)
    with pytest.raises(Fachfehler) as fehler:
        niederschrift_nachsenden(sitzung_id=satz.pk, akteur=wer(satz.gremium))
    assert fehler.value.code == "nicht_versandt"
    ergebnis = versandt(satz)
    verteiler(satz.gremium)
    fehlende = noch_nicht_bedacht(ergebnis.versand, empfangskreis(satz.gremium, HEUTE))
    assert [p.name for p in fehlende] == ["Sabine Sozial", "Kai Kommune"]
    assert niederschrift_nachsenden(sitzung_id=satz.pk, akteur=wer(satz.gremium)).erreicht == 2
    assert niederschrift_nachsenden(sitzung_id=satz.pk, akteur=wer(satz.gremium)).erreicht == 0
    assert empfaenger(ergebnis, "verteiler").stelle == "Dezernate: Stadt Nord"
