"""A Vorlage: cleaned, released, frozen, carried forward; and who reads its papers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.dokumente.models import Dokument
from kim.dokumente.permissions import darf_lesen
from lenkung.domain.anlage import (
    HOECHSTENS,
    anlage_entfernen,
    anlage_umbenennen,
    anlagen_zum_vorschlag,
    anlagen_zur_fassung,
)
from lenkung.domain.queries.unterlagen import unterlagen_je_punkt
from lenkung.domain.queries.vorlagen import maengel
from lenkung.domain.vorlage import fassung_aendern, fassung_beginnen, fassung_freigeben, vorlage_anlegen
from lenkung.models import Gremium, Tagesordnungspunkt, Vorlagenfassung
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import mitglied, sitzung
from tests.lenkung.vorschlagsbau import datei, einreichen, vorlage

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory(name="Lenkungsgruppe KIM", kurzname="LG KIM")


def _freigeben(fassung: Vorlagenfassung) -> Vorlagenfassung:
    return fassung_freigeben(fassung_id=fassung.pk, akteur=gobau.akteur(fassung.vorlage.gremium))


def test_gespeichert_wird_nur_gereinigtes(gremium: Gremium) -> None:
    fassung = vorlage(
        gremium,
        titel="  Zwei   Zeilen ",
        sachverhalt="<h1 onclick=x>Lage</h1><script>alert(1)</script><p style='color:red'>Text</p>",
    )
    assert fassung.titel == "Zwei Zeilen"
    assert fassung.sachverhalt == "<h3>Lage</h3><p>Text</p>"
    fassung_aendern(
        fassung_id=fassung.pk,
        akteur=gobau.akteur(gremium),
        angaben={"sachverhalt": "<img src=x onerror=y>neu"},
    )
    fassung.refresh_from_db()
    assert fassung.sachverhalt == "<p>neu</p>"


def test_zu_umfangreiches_wird_am_feld_abgelehnt(gremium: Gremium) -> None:
    with pytest.raises(Fachfehler) as fehler:
        vorlage(gremium, auswirkungen="<p>ab</p>" * 120_000)
    assert fehler.value.feld == "auswirkungen"


def test_ohne_sachverhalt_keine_freigabe_alles_andere_ist_ein_hinweis(gremium: Gremium) -> None:
    fassung = vorlage(gremium, sachverhalt="", beschlussvorschlag="", auswirkungen="<p> </p>")
    assert [mangel.noetig for mangel in maengel(fassung)] == [True, False, False]
    with pytest.raises(Fachfehler, match="Ohne Sachverhalt"):
        _freigeben(fassung)
    assert not Auftrag.objects.exists()
    assert maengel(vorlage(gremium)) == []


def test_mit_der_freigabe_ist_sie_unveraenderlich_und_ihr_pdf_beauftragt(gremium: Gremium) -> None:
    fassung = _freigeben(vorlage(gremium))
    assert fassung.freigegeben_von_name == "Petra Probe"
    assert Auftrag.objects.get().schluessel == f"pdf:lenkung.vorlage:{fassung.pk}"
    for tat in (
        lambda: fassung_aendern(
            fassung_id=fassung.pk, akteur=gobau.akteur(gremium), angaben={"titel": "Neu"}
        ),
        lambda: _freigeben(fassung),
        lambda: anlagen_zur_fassung(fassung_id=fassung.pk, dateien=[datei()], akteur=gobau.akteur(gremium)),
    ):
        with pytest.raises(NichtErlaubt, match="freigegeben"):
            tat()


@pytest.mark.parametrize(
    "werte",
    [
        {"titel": "x"},
        {"sachverhalt": "x"},
        {"nummer": 7},
        {"freigegeben_am": None, "freigegeben_von_name": ""},
    ],
)
def test_auch_an_der_software_vorbei_bleibt_sie_wie_sie_ist(gremium: Gremium, werte: dict[str, Any]) -> None:
    fassung = _freigeben(vorlage(gremium))
    saetze = Vorlagenfassung.objects.filter(pk=fassung.pk)
    for tat in (lambda: saetze.update(**werte), saetze.delete):
        with pytest.raises(IntegrityError, match="vorlagenfassung_freigegeben"), transaction.atomic():
            tat()


def test_ein_entwurf_laesst_sich_auch_dort_aendern(gremium: Gremium) -> None:
    assert Vorlagenfassung.objects.filter(pk=vorlage(gremium).pk).update(titel="x") == 1


def test_die_naechste_fassung_beginnt_mit_wortlaut_und_anlagen_der_letzten(gremium: Gremium) -> None:
    akteur = gobau.akteur(gremium)
    erste = vorlage(gremium)
    alte, fort = anlagen_zur_fassung(
        fassung_id=erste.pk, dateien=[datei("Plan.txt"), datei("Weg.txt")], akteur=akteur
    )
    anlage_entfernen(anlage_id=fort.pk, akteur=akteur)
    _freigeben(erste)
    zweite = fassung_beginnen(vorlage_id=erste.vorlage_id, akteur=akteur)
    assert (zweite.nummer, zweite.sachverhalt) == (2, erste.sachverhalt)
    assert [(a.titel, a.dokument_id) for a in zweite.anlagen.all()] == [("Plan", alte.dokument_id)]
    assert fassung_beginnen(vorlage_id=erste.vorlage_id, akteur=akteur) == zweite
    assert Vorlagenfassung.objects.count() == 2


def test_zweimal_geklickt_ist_eine_vorlage(gremium: Gremium) -> None:
    schluessel = uuid4()
    angaben = {"titel": "T", "verfasser": "V", "sachverhalt": ""}
    erste, zweite = (
        vorlage_anlegen(
            gremium_id=gremium.pk, akteur=gobau.akteur(gremium), angaben=angaben, schluessel=schluessel
        )
        for _ in range(2)
    )
    assert erste == zweite


def test_zu_einem_fremden_vorschlag_gibt_es_keine_vorlage(gremium: Gremium) -> None:
    fremder = einreichen(GremiumFactory(kreis=gremium.kreis)).vorschlag
    with pytest.raises(Fachfehler, match="anderen Gremium"):
        vorlage(gremium, vorschlag_id=fremder.pk)


# Papers -----------------------------------------------------------------------------------------------------


def test_anlagen_umbenennen_und_entfernen_die_datei_bleibt(gremium: Gremium) -> None:
    akteur = gobau.akteur(gremium)
    vorschlag = einreichen(gremium, dateien=[datei()]).vorschlag
    anlage = vorschlag.anlagen.get()
    assert anlage_umbenennen(anlage_id=anlage.pk, titel=" Kurse  2023 ", akteur=akteur).titel == "Kurse 2023"
    anlage_entfernen(anlage_id=anlage.pk, akteur=akteur)
    assert not vorschlag.anlagen.filter(entfernt_am__isnull=True).exists()
    assert Dokument.objects.filter(pk=anlage.dokument_id).exists()


def test_mehr_als_genug_anlagen_werden_abgelehnt(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    with pytest.raises(Fachfehler, match="zu viele Dateien"):
        anlagen_zum_vorschlag(
            vorschlag_id=vorschlag.pk, dateien=[datei()] * (HOECHSTENS + 1), akteur=gobau.akteur(gremium)
        )
    assert not Dokument.objects.exists()


def test_unterlagen_liest_wer_hinter_die_kulissen_sieht_und_wer_vorgeschlagen_hat(gremium: Gremium) -> None:
    eigenes = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    anderes = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    amt = konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)
    fremd = konto_mit_rolle("geschaeftsstelle")
    vorschlag = einreichen(gremium, eigenes, dateien=[datei()]).vorschlag
    dokument = vorschlag.anlagen.get().dokument
    assert [bool(darf_lesen(k, dokument)) for k in (eigenes, amt, anderes, fremd)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("stand", "lesbar"), [("geplant", False), ("tagesordnung_festgelegt", True)])
def test_mitglieder_lesen_die_unterlagen_eines_punktes_sobald_die_tagesordnung_feststeht(
    gremium: Gremium, stand: str, lesbar: bool
) -> None:
    konto = konto_mit_rolle("mitglied", kreis=gremium.kreis, person=mitglied(gremium).person)
    fassung = vorlage(gremium)
    anlagen_zur_fassung(fassung_id=fassung.pk, dateien=[datei()], akteur=gobau.akteur(gremium))
    _freigeben(fassung)
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    vorschlag = einreichen(gremium, dateien=[datei("Zahlen.txt")]).vorschlag
    punkt = Tagesordnungspunkt.objects.create(
        sitzung=sitzung(gremium, date(2030, 3, 21), stand),
        position=1,
        art="beschluss",
        titel="Bildung",
        vorlage=fassung.vorlage,
        vorschlag=vorschlag,
    )
    assert Dokument.objects.count() == 3
    assert {bool(darf_lesen(konto, dokument)) for dokument in Dokument.objects.all()} == {lesbar}
    titel = [unterlage.titel for unterlage in unterlagen_je_punkt([punkt])[punkt.pk]]
    assert titel == [fassung.titel, "Liste", "Zahlen"]
    # What was taken off again is read by those behind the scenes alone.
    anlage_entfernen(anlage_id=vorschlag.anlagen.get().pk, akteur=gobau.akteur(gremium))
    assert not darf_lesen(konto, vorschlag.anlagen.get().dokument)


def test_ein_entwurf_verlaesst_das_haus_nicht(gremium: Gremium) -> None:
    fassung = vorlage(gremium)
    punkt = Tagesordnungspunkt.objects.create(
        sitzung=sitzung(gremium, date(2030, 3, 21)),
        position=1,
        art="beschluss",
        titel="x",
        vorlage=fassung.vorlage,
    )
    assert unterlagen_je_punkt([punkt]) == {punkt.pk: []}
