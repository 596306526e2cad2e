"""Filing and removing documents: row and file come and go together."""

from __future__ import annotations

import hashlib
import io
import os
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.dokumente import permissions
from kim.dokumente.domain import speicher
from kim.dokumente.domain.dateipruefung import GepruefteDatei, datei_pruefen
from kim.dokumente.domain.dokument import (
    Zugehoerigkeit,
    aus_ablage_loeschen,
    datei_ablegen,
    erzeugtes_pdf_ablegen,
    in_ablage_hochladen,
)
from kim.dokumente.domain.kreislogo import kreislogo_entfernen, kreislogo_hochladen
from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.domain.queries.kreislogo import kreislogo
from kim.dokumente.models import Dokument
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, nachricht_verfassen
from tests.dokumente import dateien
from tests.fabriken import KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory()


@pytest.fixture
def akteur(kreis: Kreis) -> Probeakteur:
    return Probeakteur(
        kreis.pk, frozenset({permissions.HOCHLADEN, "stammdaten.kreis_einstellen"}), konto_id=7
    )


def pdf() -> GepruefteDatei:
    return datei_pruefen(name="Merkblatt.pdf", inhalt=dateien.PDF)


def liegende(ablage: Path) -> list[Path]:
    return [pfad for pfad in ablage.rglob("*") if pfad.is_file()]


def test_ein_dokument_kennt_seine_datei_und_seinen_urheber(kreis: Kreis, akteur: Probeakteur) -> None:
    dokument = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    dokument.refresh_from_db()
    assert (
        dokument.name,
        dokument.mime,
        dokument.groesse,
        dokument.sha256,
        dokument.gehoert_zu_art,
        dokument.pruefung,
        dokument.erzeugt_von_id,
        dokument.erzeugt_von_name,
        dokument.sensibel,
    ) == (
        "Merkblatt.pdf",
        "application/pdf",
        len(dateien.PDF),
        hashlib.sha256(dateien.PDF).hexdigest(),
        permissions.ABLAGE,
        Dokument.Pruefung.NICHT_GEPRUEFT,
        7,
        "Petra Probe",
        False,
    )
    assert inhalt_von(dokument) == dateien.PDF
    assert dokument.history.latest().akteur_name == "Petra Probe"


def test_eine_gepruefte_datei_heisst_geprueft(kreis: Kreis, akteur: Probeakteur) -> None:
    datei = GepruefteDatei("a.pdf", pdf().typ, dateien.PDF, auf_viren_geprueft=True)
    zu = Zugehoerigkeit(kreis.pk, "casemgmt.fall", 12, sensibel=True)
    dokument = datei_ablegen(datei=datei, gehoert_zu=zu, akteur=akteur)
    assert (dokument.pruefung, dokument.gehoert_zu_id, dokument.sensibel) == ("ohne_befund", 12, True)


def test_ohne_recht_wird_nichts_abgelegt(kreis: Kreis, ablage: Path) -> None:
    with pytest.raises(NichtErlaubt):
        in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=Probeakteur(kreis.pk))
    assert (Dokument.objects.count(), liegende(ablage)) == (0, [])


def test_scheitert_der_eintrag_bleibt_auch_keine_datei(akteur: Probeakteur, ablage: Path) -> None:
    with pytest.raises(ValidationError):
        datei_ablegen(datei=pdf(), gehoert_zu=Zugehoerigkeit(4711, permissions.ABLAGE), akteur=akteur)
    assert liegende(ablage) == []


def test_derselbe_auftrag_legt_nur_ein_pdf_ab(kreis: Kreis, ablage: Path) -> None:
    def ablegen() -> Dokument:
        return erzeugtes_pdf_ablegen(
            name="Probe: 1/2.pdf",
            inhalt=dateien.PDF,
            gehoert_zu=Zugehoerigkeit(kreis.pk, permissions.BRIEFKOPFPROBE),
            auftrag_schluessel="pdf:probe:1",
            akteur=SystemAkteur("PDF-Erstellung", kreis.pk),
        )

    erstes, zweites = ablegen(), ablegen()
    assert erstes == zweites
    assert (erstes.name, erstes.pruefung, len(liegende(ablage))) == ("2.pdf", "selbst_erzeugt", 1)


def test_die_datenbank_haelt_einen_auftrag_und_ein_dokument_zusammen(
    kreis: Kreis, akteur: Probeakteur
) -> None:
    erstes = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    erstes.auftrag_schluessel = "eins"
    erstes.save()
    zweites = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    zweites.auftrag_schluessel = "eins"
    with pytest.raises(IntegrityError), transaction.atomic():
        zweites.save()


def test_loeschen_nimmt_eintrag_und_datei_und_laesst_die_historie(
    kreis: Kreis,
    akteur: Probeakteur,
    ablage: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    dokument = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    with django_capture_on_commit_callbacks(execute=True):
        aus_ablage_loeschen(dokument_id=dokument.pk, akteur=akteur, grund="veraltet")
        # until the row is surely gone, the file stays
        assert len(liegende(ablage)) == 1
    assert (Dokument.objects.count(), liegende(ablage)) == (0, [])
    zeile = Dokument.history.filter(id=dokument.pk).latest()
    assert (zeile.history_type, zeile.history_change_reason) == ("-", "veraltet")


def test_was_an_einer_nachricht_haengt_bleibt_und_der_grund_steht_da(
    kreis: Kreis, akteur: Probeakteur, ablage: Path
) -> None:
    dokument = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    nachricht_verfassen(
        kreis_id=kreis.pk,
        akteur=SystemAkteur("Probe", kreis.pk),
        art="probe",
        betreff="Unterlagen",
        text="Anbei.",
        empfaenger=[Empfaenger("Petra Probe", "petra.probe@kreis.example")],
        anhaenge=[dokument.pk],
        schluessel="probe:anhang",
    )
    with pytest.raises(Fachfehler, match="hängt an einer Nachricht"):
        aus_ablage_loeschen(dokument_id=dokument.pk, akteur=akteur, grund="veraltet")
    assert (Dokument.objects.count(), len(liegende(ablage))) == (1, 1)


def test_was_nicht_in_der_ablage_liegt_wird_nicht_geloescht(kreis: Kreis, akteur: Probeakteur) -> None:
    zu = Zugehoerigkeit(kreis.pk, permissions.BRIEFKOPFPROBE)
    dokument = datei_ablegen(datei=pdf(), gehoert_zu=zu, akteur=akteur)
    with pytest.raises(NichtErlaubt, match="gemeinsamen Ablage"):
        aus_ablage_loeschen(dokument_id=dokument.pk, akteur=akteur, grund="weg")


def test_eine_veraenderte_datei_wird_nicht_ausgeliefert(
    kreis: Kreis, akteur: Probeakteur, ablage: Path
) -> None:
    dokument = in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)
    (ablage / dokument.ablage).write_bytes(b"etwas anderes")
    with pytest.raises(Beschaedigt):
        inhalt_von(dokument)
    speicher.entferne(dokument.ablage)
    with pytest.raises(Beschaedigt):
        inhalt_von(dokument)


def bild() -> GepruefteDatei:
    return datei_pruefen(name="logo.png", inhalt=dateien.bild("PNG"))


def test_das_logo_steht_am_kreis_und_ist_zu_lesen(kreis: Kreis, akteur: Probeakteur) -> None:
    dokument = kreislogo_hochladen(kreis_id=kreis.pk, datei=bild(), akteur=akteur)
    kreis.refresh_from_db()
    assert kreis.logo_kennung == str(dokument.kennung)
    logo = kreislogo(kreis.logo_kennung)
    assert logo is not None
    assert (logo.mime, logo.inhalt[:4], logo.sha256) == ("image/png", b"\x89PNG", dokument.sha256)
    kreislogo_entfernen(kreis_id=kreis.pk, akteur=akteur)
    kreis.refresh_from_db()
    assert kreis.logo_kennung == ""


def test_ein_anderes_dokument_ist_kein_logo(kreis: Kreis, akteur: Probeakteur) -> None:
    dokument = in_ablage_hochladen(kreis_id=kreis.pk, datei=bild(), akteur=akteur)
    assert kreislogo(dokument.kennung) is None
    assert kreislogo(uuid4()) is None


def test_ohne_recht_wird_kein_logo_gesetzt(kreis: Kreis, ablage: Path) -> None:
    with pytest.raises(NichtErlaubt):
        kreislogo_hochladen(
            kreis_id=kreis.pk, datei=bild(), akteur=Probeakteur(kreis.pk, frozenset({permissions.HOCHLADEN}))
        )
    assert liegende(ablage) == []


class TestBestand:
    @pytest.fixture
    def dokument(self, kreis: Kreis, akteur: Probeakteur) -> Dokument:
        return in_ablage_hochladen(kreis_id=kreis.pk, datei=pdf(), akteur=akteur)

    @staticmethod
    def pruefen(*angaben: str) -> str:
        ausgabe = io.StringIO()
        try:
            call_command("dokumente_pruefen", *angaben, stdout=ausgabe)
        except CommandError as fehler:
            return f"{ausgabe.getvalue()}FEHLER {fehler}"
        return ausgabe.getvalue()

    @pytest.mark.usefixtures("dokument")
    def test_ein_heiler_bestand_ist_in_ordnung(self) -> None:
        assert self.pruefen() == "1 Dokumente geprüft.\n"

    def test_eine_beschaedigte_datei_wird_genannt(self, dokument: Dokument, ablage: Path) -> None:
        (ablage / dokument.ablage).write_bytes(b"kaputt")
        ausgabe = self.pruefen()
        assert f"Dokument {dokument.pk}: Datei fehlt oder ist verändert." in ausgabe
        assert "FEHLER" in ausgabe

    @pytest.mark.usefixtures("dokument")
    def test_eine_datei_ohne_eintrag_wird_nach_einem_tag_genannt_und_auf_wunsch_geloescht(
        self, ablage: Path
    ) -> None:
        frisch, alt = speicher.schreibe(b"gerade im Gange"), speicher.schreibe(b"abgebrochen")
        os.utime(ablage / alt, (time.time() - 2 * 86400,) * 2)
        assert f"Datei ohne Eintrag: {alt}" in self.pruefen()
        assert (ablage / alt).exists()
        assert "FEHLER" not in self.pruefen("--verwaiste-loeschen")
        assert not (ablage / alt).exists()
        assert (ablage / frisch).exists()
