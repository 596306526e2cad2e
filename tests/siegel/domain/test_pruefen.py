"""Genuine or not, with a reason; and nothing that is thrown at the checker brings it down."""

from __future__ import annotations

import io
import json
import runpy
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from pyhanko.pdf_utils.generic import TextStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from kim.siegel.domain import pruefen as modul
from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.pruefen import pruefen
from kim.siegel.domain.technik import pruefer
from kim.siegel.domain.technik.pruefer import Unlesbar, pruefe
from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate, zertifizierungsstelle_erneuern
from kim.siegel.models import Zertifizierungsstelle
from kim.siegel.regeln.befund import Danach, Deckung, Urteil
from tests.siegel.bau import befund, bereiche, erste, satz, vorbereitet, zweite

pytestmark = pytest.mark.django_db
ERWARTETE = ("vorsitz", "schriftfuehrung")


def geaendert(pdf: bytes) -> bytes:
    """An update behind the signature, as an editor would append it: another title."""
    schreiber = IncrementalPdfFileWriter(io.BytesIO(pdf))
    schreiber.root["/KimTitel"] = TextStringObject("Etwas ganz anderes")
    schreiber.update_root()
    ausgabe = io.BytesIO()
    schreiber.write(ausgabe)
    return ausgabe.getvalue()


def umgemalt(pdf: bytes) -> bytes:
    """DocMDP would let a form be filled in: the empty field gets a picture without anyone having signed."""
    schreiber = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for verweis in schreiber.root["/AcroForm"]["/Fields"]:
        feld = verweis.get_object()
        if feld["/T"] == "schriftfuehrung":
            feld[pdf_name("/TU")] = TextStringObject("Unterschrieben von Fritz Feder")
            schreiber.mark_update(verweis.reference)
    ausgabe = io.BytesIO()
    schreiber.write(ausgabe)
    return ausgabe.getvalue()


def test_zwei_unterschriften_sind_echt_und_stehen_mit_allem_da() -> None:
    zwei = zweite(erste().pdf).pdf

    ergebnis = pruefen(zwei, erwartete=ERWARTETE)

    assert ergebnis.echt, ergebnis
    vorsitz, schrift = ergebnis.unterschriften
    assert (vorsitz.feld, vorsitz.name, vorsitz.funktion) == (
        "vorsitz",
        "Wanda Vorsitz",
        "Vorsitzende der Lenkungsgruppe",
    )
    assert (vorsitz.organisation, vorsitz.grund, vorsitz.ort) == (
        "Musterkreis",
        "Niederschrift unterzeichnet",
        "Musterstadt",
    )
    assert (vorsitz.deckung, vorsitz.danach) == (Deckung.FASSUNG, Danach.UNTERSCHRIFT)
    assert (schrift.deckung, schrift.danach) == (Deckung.GANZE_DATEI, Danach.NICHTS)
    assert vorsitz.vertraut
    assert not vorsitz.zeitstempel
    assert "Wanda Vorsitz am " in ergebnis.grund


def test_eine_abgeschnittene_unterschrift_faellt_auf() -> None:
    eins = erste().pdf
    zwei = zweite(eins).pdf
    abgeschnitten = zwei[: len(eins)]
    for angaben in ({"erwartete": ERWARTETE}, {}):
        ergebnis = pruefen(abgeschnitten, **angaben)
        assert ergebnis.urteil is Urteil.UNVOLLSTAENDIG
        assert ergebnis.fehlend == ("schriftfuehrung",)
        assert [u.in_ordnung for u in ergebnis.unterschriften] == [True]
        assert not ergebnis.echt
    assert pruefen(zwei[: len(eins) + 200]).urteil is Urteil.UNGUELTIG


def test_eine_datei_ohne_unterschrift() -> None:
    ergebnis = pruefen(vorbereitet())
    assert ergebnis.urteil is Urteil.NICHT_UNTERSCHRIEBEN
    assert set(ergebnis.fehlend) == set(ERWARTETE)


@pytest.mark.parametrize("aenderung", [geaendert, umgemalt, lambda pdf: pdf + b"\n% nur ein Kommentar\n"])
@pytest.mark.parametrize("welche", ["einmal", "zweimal"])
def test_was_nach_der_unterschrift_angehaengt_wird_faellt_auf(aenderung: Any, welche: str) -> None:
    pdf = getattr(satz(), welche)
    ergebnis = befund(aenderung(pdf), satz().stelle)
    assert ergebnis.urteil is Urteil.UNGUELTIG, ergebnis
    assert "Nach der Unterschrift" in ergebnis.grund or "lässt sich nicht prüfen" in ergebnis.grund


def test_neu_gespeichert_gilt_keine_unterschrift_mehr() -> None:
    with pikepdf.open(io.BytesIO(satz().zweimal)) as datei:
        ausgabe = io.BytesIO()
        datei.save(ausgabe)
    assert befund(ausgabe.getvalue(), satz().stelle).urteil is Urteil.UNGUELTIG


def test_im_platz_der_unterschrift_laesst_sich_nichts_verstecken() -> None:
    pdf = bytearray(satz().zweimal)
    _a, b, c, _d = bereiche(bytes(pdf))[1]
    assert pdf[c - 9 : c] == b"00000000>"
    pdf[c - 9 : c - 1] = b"deadbeef"
    ergebnis = befund(bytes(pdf), satz().stelle)
    assert ergebnis.urteil is Urteil.UNGUELTIG
    assert "deckt nicht den ganzen Inhalt" in ergebnis.grund
    assert b > 0


def test_einer_fremden_stelle_wird_nicht_vertraut() -> None:
    eins = erste().pdf
    Zertifizierungsstelle.objects.all().delete()
    for vorbereiten in (lambda: None, zertifizierungsstelle_erneuern):
        vorbereiten()
        ergebnis = pruefen(eins)
        assert ergebnis.urteil is Urteil.UNGUELTIG
        assert "nicht vertraut" in ergebnis.grund
        assert ergebnis.unterschriften[0].unversehrt


def test_was_eine_fruehere_stelle_unterschrieben_hat_bleibt_echt() -> None:
    eins = erste().pdf
    zertifizierungsstelle_erneuern()
    zwei = zweite(eins).pdf
    assert pruefen(zwei, erwartete=ERWARTETE).echt


def test_wurzeln_aus_den_einstellungen(settings: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    eins = zweite(erste().pdf).pdf
    (tmp_path / "wurzeln.pem").write_text(alle_zertifikate())
    Zertifizierungsstelle.objects.all().delete()
    settings.KIM_SIEGEL = replace(settings.KIM_SIEGEL, vertrauen=str(tmp_path / "wurzeln.pem"))
    assert pruefen(eins).echt

    (tmp_path / "wurzeln.pem").write_text("kein Zertifikat")
    with pytest.raises(SiegelFehler, match="lässt sich nicht lesen"):
        pruefen(eins)


# Hostile files ---------------------------------------------------------------------------------------------


def pdf_mit(koerper: bytes) -> bytes:
    kopf = b"%PDF-1.7\n1 0 obj\n" + koerper + b"\nendobj\n"
    tabelle = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    return kopf + tabelle + b"trailer <</Size 2/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(kopf)


def im_kreis() -> bytes:
    felder = b"<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>\nendobj\n2 0 obj\n<</T(a)/Kids[2 0 R]>>"
    return pdf_mit(felder)


BOMBE = zlib.compress(b"0" * 300_000_000, 9)


@pytest.mark.parametrize(
    "inhalt",
    [
        b"",
        b"%PDF-1.7",
        b"\x00" * 1000,
        pdf_mit(b"[" * 100_000),
        pdf_mit(b"<</A" * 50_000),
        pdf_mit(b"<</Type/Catalog/AcroForm 1 0 R/Fields[1 0 R]>>"),
        im_kreis(),
        pdf_mit(b"<</Type/XRef/Length %d/Filter/FlateDecode>>stream\n" % len(BOMBE) + BOMBE + b"\nendstream"),
        b"%PDF-1.7\nstartxref\n9\n%%EOF",
    ],
    ids=["leer", "kopf", "nullen", "tief", "tiefer", "selbst", "kreis", "bombe", "ohne-tabelle"],
)
def test_boese_dateien_sind_ungueltig_und_sonst_nichts(inhalt: bytes) -> None:
    ergebnis = pruefen(inhalt)
    assert ergebnis.urteil in (Urteil.UNGUELTIG, Urteil.NICHT_UNTERSCHRIEBEN)
    assert not ergebnis.echt


def test_ein_verschluesseltes_pdf_wird_nicht_geprueft() -> None:
    with pikepdf.open(io.BytesIO(vorbereitet())) as datei:
        ausgabe = io.BytesIO()
        datei.save(ausgabe, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unlesbar, match="encrypted"):
        pruefe(ausgabe.getvalue())


@pytest.mark.parametrize(
    ("grenze", "wert"),
    [("GRENZE", 10), ("HOECHSTENS_FASSUNGEN", 1), ("HOECHSTENS_UNTERSCHRIFTEN", 1)],
)
def test_mehr_als_sinnvoll_wird_nicht_geprueft(
    monkeypatch: pytest.MonkeyPatch, grenze: str, wert: int
) -> None:
    pdf = satz().zweimal
    monkeypatch.setattr(pruefer, grenze, wert)
    with pytest.raises(Unlesbar):
        pruefe(pdf)


def test_eine_unterschrift_ohne_feld_oder_von_anderer_art(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = satz().zweimal
    monkeypatch.setattr(pruefer, "enumerate_sig_fields", lambda leser: iter([]))
    with pytest.raises(Unlesbar, match="no field"):
        pruefe(pdf)
    monkeypatch.undo()
    monkeypatch.setattr(pruefer.EmbeddedPdfSignature, "sig_object_type", "/DocTimeStamp")
    with pytest.raises(Unlesbar, match="person"):
        pruefe(pdf)


def test_zu_grosses_wird_nicht_gelesen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "GRENZE", 10)
    monkeypatch.setattr(modul.subprocess, "run", lambda *a, **k: pytest.fail("read"))
    assert "50 MB" in pruefen(satz().einmal).grund


def test_was_zu_lange_dauert_ist_ungueltig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "LAENGSTENS", 0.01)
    assert pruefen(satz().einmal).urteil is Urteil.UNGUELTIG


def test_mehr_als_zwei_zugleich_warten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "WARTEN", 0.01)
    assert modul.ZUGLEICH.acquire()
    assert modul.ZUGLEICH.acquire()
    try:
        with pytest.raises(SiegelFehler, match="gleich noch einmal"):
            pruefen(satz().einmal)
    finally:
        modul.ZUGLEICH.release()
        modul.ZUGLEICH.release()
    assert pruefen(vorbereitet()).urteil is Urteil.NICHT_UNTERSCHRIEBEN


def test_der_prozess_bekommt_grenzen_und_kennt_keine_geheimnisse(monkeypatch: pytest.MonkeyPatch) -> None:
    gerufen: dict[str, Any] = {}
    original = subprocess.run

    def mitlesen(*args: Any, **kwargs: Any) -> Any:
        gerufen.update(kwargs)
        return original(*args, **kwargs)

    monkeypatch.setenv("KIM_SIEGEL_PASSWORT", "geheim")
    monkeypatch.setattr(modul.subprocess, "run", mitlesen)
    pruefen(vorbereitet())
    assert set(gerufen["env"]) == {"PATH", "LANG", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.filterwarnings("ignore:.*found in sys.modules")
def test_das_programm_liest_wurzeln_und_datei(monkeypatch: pytest.MonkeyPatch) -> None:
    grenzen: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr("resource.setrlimit", lambda was, wieviel: grenzen.update({was: wieviel}))
    for wurzeln in (satz().stelle.encode(), b""):
        eingabe = io.BytesIO(b"%d\n" % len(wurzeln) + wurzeln + satz().einmal)
        ausgabe = io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(eingabe))
        monkeypatch.setattr(sys, "stdout", ausgabe)
        with pytest.raises(SystemExit) as ende:
            runpy.run_module("kim.siegel.domain.technik.pruefer", run_name="__main__")
        monkeypatch.undo()
        monkeypatch.setattr("resource.setrlimit", lambda was, wieviel: grenzen.update({was: wieviel}))
        assert ende.value.code == 0
        gelesen = json.loads(ausgabe.getvalue())
        assert gelesen["leere_felder"] == ["schriftfuehrung"]
        assert gelesen["unterschriften"][0]["vertraut"] is bool(wurzeln)
    import resource

    assert grenzen[resource.RLIMIT_CPU][0] <= 30
    assert grenzen[resource.RLIMIT_AS][0] <= 2**31


def test_hin_und_zurueck_bleibt_alles_gleich() -> None:
    gelesen = pruefe(satz().zweimal, x509.load_pem_x509_certificates(satz().stelle.encode()))
    assert pruefer.aus_json(pruefer.als_json(gelesen)) == gelesen


def test_ohne_zeit_vertraut_niemand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruefer.EmbeddedPdfSignature, "self_reported_timestamp", None)
    gelesen = pruefe(satz().einmal, x509.load_pem_x509_certificates(satz().stelle.encode()))
    assert not gelesen.unterschriften[0].vertraut
    assert pruefer.aus_json(pruefer.als_json(gelesen)) == gelesen
