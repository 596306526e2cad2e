"""The log of reads only grows, in one chain per Kreis, and the database itself holds to it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from kim.basis.akteur import SystemAkteur
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren, listenzugriff_protokollieren
from kim.protokoll.domain.queries.kette import kettenbrueche
from kim.protokoll.models import Kettenstand, Lesezugriff
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.akteure import Probeakteur
from tests.werkzeug.protokoll import ohne_ausloeser
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db


@pytest.fixture
def akteur() -> Probeakteur:
    return Probeakteur(1, konto_id=7, akteur_name="Petra Probe")


def test_ein_lesen_haelt_fest_wer_was_wozu_und_wo(akteur: Probeakteur) -> None:
    kommune = KommuneFactory()
    zugriff = lesezugriff_protokollieren(
        akteur=akteur, objekt=kommune, anlass="Fall geöffnet", ansicht="casemgmt:fall", kennzeichen="KIM-12"
    )
    zugriff.refresh_from_db()
    assert (
        zugriff.kreis_id,
        zugriff.nummer,
        zugriff.konto_id,
        zugriff.akteur_name,
        zugriff.art,
        zugriff.objekt_id,
        zugriff.kennzeichen,
        zugriff.anlass,
        zugriff.ansicht,
        zugriff.vorige,
    ) == (
        kommune.kreis_id,
        1,
        7,
        "Petra Probe",
        "stammdaten.kommune",
        kommune.pk,
        "KIM-12",
        "Fall geöffnet",
        "casemgmt:fall",
        "",
    )


def test_der_kreis_ist_sein_eigener_mandant(akteur: Probeakteur) -> None:
    kreis = KreisFactory()
    assert lesezugriff_protokollieren(akteur=akteur, objekt=kreis, anlass="gelesen").kreis_id == kreis.pk


def test_jeder_kreis_hat_eine_eigene_kette(akteur: Probeakteur) -> None:
    eine, andere = KommuneFactory(), KommuneFactory()
    nummern = [
        lesezugriff_protokollieren(akteur=akteur, objekt=kommune, anlass="gelesen").nummer
        for kommune in (eine, andere, eine)
    ]
    assert nummern == [1, 1, 2]
    assert kettenbrueche() == {}


def test_eine_liste_hat_keinen_einzelnen_satz(akteur: Probeakteur) -> None:
    kreis = KreisFactory()
    zugriff = listenzugriff_protokollieren(
        akteur=akteur, kreis_id=kreis.pk, art="protokoll.lesezugriff", anlass="gelesen"
    )
    assert (zugriff.art, zugriff.objekt_id) == ("protokoll.lesezugriff", None)


def test_ohne_anlass_wird_nichts_gelesen(akteur: Probeakteur) -> None:
    with pytest.raises(ValidationError):
        lesezugriff_protokollieren(akteur=akteur, objekt=KommuneFactory(), anlass="")


@pytest.mark.parametrize(
    "befehl", ["UPDATE protokoll_lesezugriff SET akteur_name = 'x'", "DELETE FROM protokoll_lesezugriff"]
)
def test_die_datenbank_weigert_sich_zu_aendern_und_zu_loeschen(akteur: Probeakteur, befehl: str) -> None:
    lesezugriff_protokollieren(akteur=akteur, objekt=KommuneFactory(), anlass="gelesen")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as zeiger,
    ):
        zeiger.execute(befehl)
    assert Lesezugriff.objects.get().akteur_name == "Petra Probe"


def test_auch_django_kann_keine_zeile_aendern_oder_loeschen(akteur: Probeakteur) -> None:
    zugriff = lesezugriff_protokollieren(akteur=akteur, objekt=KommuneFactory(), anlass="gelesen")
    with pytest.raises(DatabaseError), transaction.atomic():
        Lesezugriff.objects.update(akteur_name="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        zugriff.delete()


def test_wer_die_ausloeser_umgeht_bricht_die_kette(
    akteur: Probeakteur, capsys: pytest.CaptureFixture[str]
) -> None:
    kommune = KommuneFactory()
    for _nummer in range(3):
        lesezugriff_protokollieren(akteur=akteur, objekt=kommune, anlass="gelesen")
    call_command("lesezugriffe_pruefen")
    with ohne_ausloeser():
        Lesezugriff.objects.filter(nummer=2).update(akteur_name="Jemand anderes")
    assert kettenbrueche() == {kommune.kreis_id: 2}
    with pytest.raises(CommandError):
        call_command("lesezugriffe_pruefen")
    assert f"Kreis {kommune.kreis_id}: ab Zeile 2 unterbrochen." in capsys.readouterr().out


def test_ein_geloeschtes_ende_faellt_auf(akteur: Probeakteur) -> None:
    kommune = KommuneFactory()
    for _nummer in range(2):
        lesezugriff_protokollieren(akteur=akteur, objekt=kommune, anlass="gelesen")
    with ohne_ausloeser():
        Lesezugriff.objects.filter(nummer=2).delete()
    assert kettenbrueche() == {kommune.kreis_id: 2}


def test_ein_geloeschter_kettenstand_faellt_auf(akteur: Probeakteur) -> None:
    kommune = KommuneFactory()
    lesezugriff_protokollieren(akteur=akteur, objekt=kommune, anlass="gelesen")
    Kettenstand.objects.all().delete()
    assert kettenbrueche() == {kommune.kreis_id: 1}


@pytest.mark.django_db(transaction=True)
def test_zugleich_lesende_stehen_alle_in_einer_kette() -> None:
    kommune = KommuneFactory()

    def lesen(_nummer: int) -> list[int]:
        akteur = SystemAkteur("Probe")
        return [
            lesezugriff_protokollieren(akteur=akteur, objekt=kommune, anlass="gelesen").nummer
            for _mal in range(5)
        ]

    nummern = [nummer for gelesen in wettlauf(4, lesen).alle() for nummer in gelesen]
    assert sorted(nummern) == list(range(1, 21))
    assert kettenbrueche() == {}
