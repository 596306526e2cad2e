"""HTML in, one PDF out; and loudly none where it would be less than promised."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from pytest_django import Settings

from kim.basis.pdfart import Pdfanlage
from kim.dokumente.pdf import druck
from kim.dokumente.pdf.druck import drucke
from kim.dokumente.pdf.fehler import PdfFehler
from kim.dokumente.pdf.ressource import Ressource
from kim.dokumente.regeln.dateityp import Dateityp
from tests.dokumente import dateien
from tests.werkzeug.pdfpruefung import verstoesse

STAND = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CSS = ['body { font-family: "Kim Sans"; }']


def seite(inhalt: str, sprache: str = ' lang="de"') -> str:
    return f"<!doctype html><html{sprache}><head><title>x</title></head><body>{inhalt}</body></html>"


def gedruckt(inhalt: str, **angaben: object) -> bytes:
    return drucke(
        seite(inhalt), **{"titel": "Größe", "kennung": "probe:1", "stand": STAND, "css": CSS, **angaben}
    )


def test_das_pdf_traegt_titel_sprache_urheber_zeit_und_lesezeichen() -> None:
    pdf = PdfReader(io.BytesIO(gedruckt("<h1>Eins</h1><h2>Zwei</h2><p>Text</p>", urheber="Musterkreis")))
    angaben = pdf.metadata
    assert angaben is not None
    assert (angaben.title, angaben.author, angaben.creator) == ("Größe", "Musterkreis", "KIM")
    assert angaben.creation_date == STAND
    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    eins, (zwei,) = pdf.outline
    assert (eins["/Title"], zwei["/Title"]) == ("Eins", "Zwei")
    assert len(pdf.pages) == 1


def test_gleiche_angaben_ergeben_gleiche_bytes_und_andere_kennungen_andere() -> None:
    assert gedruckt("<h1>Eins</h1>") == gedruckt("<h1>Eins</h1>")
    assert gedruckt("<h1>Eins</h1>") != gedruckt("<h1>Eins</h1>", kennung="probe:2")


ANLAGEN = (
    Pdfanlage("TOP 2 Übersicht.docx", Dateityp.DOCX.value, dateien.docx(), "Übersicht (TOP 2)"),
    Pdfanlage("TOP 1 Bericht.pdf", "application/pdf", dateien.PDF, "Bericht (TOP 1)"),
    Pdfanlage("TOP 3 Plan.png", "image/png", dateien.bild("PNG"), "Plan (TOP 3)"),
)


def test_anlagen_liegen_als_zugehoerige_dateien_im_pdf() -> None:
    inhalt = gedruckt("<h1>Eins</h1>", anlagen=ANLAGEN)
    with pikepdf.open(io.BytesIO(inhalt)) as pdf:
        dateien_im_pdf = {a.filename: a.get_file().read_bytes() for a in pdf.attachments.values()}
        assert dateien_im_pdf == {anlage.name: anlage.inhalt for anlage in ANLAGEN}
        assert {str(satz["/AFRelationship"]) for satz in pdf.Root["/AF"]} == {"/Supplement"}
        namen = [str(name) for name in pdf.Root["/Names"]["/EmbeddedFiles"]["/Names"]][::2]
        assert namen == ["TOP 1 Bericht.pdf", "TOP 2 Uebersicht.docx", "TOP 3 Plan.png"]
        (docx,) = [satz for satz in pdf.Root["/AF"] if str(satz["/UF"]).endswith("docx")][:1]
        assert str(docx["/EF"]["/F"]["/Subtype"]) == f"/{Dateityp.DOCX.value}"
        assert str(docx["/Desc"]) == "Übersicht (TOP 2)"
    assert inhalt == gedruckt("<h1>Eins</h1>", anlagen=ANLAGEN)


def test_zwei_anlagen_mit_demselben_namen_gibt_es_nicht() -> None:
    with pytest.raises(PdfFehler, match="denselben Namen"):
        gedruckt("<h1>Eins</h1>", anlagen=(ANLAGEN[0], ANLAGEN[0]))


@pytest.mark.pdfpruefung
def test_auch_mit_anlagen_haelt_das_pdf_beide_normen_ein() -> None:
    assert verstoesse(gedruckt("<h1>Eins</h1><p>Text</p>", anlagen=ANLAGEN)) == []


def test_nur_unsere_schrift_wird_eingebettet() -> None:
    pdf = PdfReader(io.BytesIO(gedruckt("<h1>Ağaoğlu</h1><p>Ковальчук, Nguyễn, 15.797,50 €</p>")))
    schriften = {
        str(schrift.get_object()["/BaseFont"]).split("+")[-1]
        for schrift in pdf.pages[0]["/Resources"]["/Font"].values()
    }
    assert len(schriften) == 2
    assert all(name.startswith("Kim") for name in schriften), schriften


def test_eine_uebergebene_ressource_wird_geladen() -> None:
    logo = Ressource("image/png", dateien.bild("PNG"))
    pdf = gedruckt('<img src="kim:logo" alt="Logo">', ressourcen={"logo": logo})
    assert len(PdfReader(io.BytesIO(pdf)).pages[0].images) == 1


@pytest.mark.parametrize(
    "inhalt",
    [
        '<img src="http://127.0.0.1:1/x.png" alt="x">',
        '<img src="https://kreis.example/x.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="/etc/passwd" alt="x">',
        '<img src="../bild.png" alt="x">',
        '<img src="ftp://127.0.0.1/x" alt="x">',
        '<img src="kim:unbekannt" alt="x">',
        '<img src="KIM:logo" alt="x">',
        '<link rel="stylesheet" href="fremd.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
        '<style>@import url("http://127.0.0.1:1/x.css");</style>',
        '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style><p>x</p>',
        '<div style="background-image: url(file:///etc/passwd)">x</div>',
    ],
)
def test_nichts_von_aussen_wird_geladen(inhalt: str) -> None:
    with pytest.raises(PdfFehler, match="nicht geladen werden darf"):
        gedruckt(inhalt)


def test_auch_eine_zeichnung_laedt_nichts_nach() -> None:
    with pytest.raises(PdfFehler):
        gedruckt(
            '<svg xmlns="http://www.w3.org/2000/svg">'
            '<image href="file:///etc/passwd" width="5" height="5"/></svg>'
        )


@pytest.mark.parametrize(
    ("inhalt", "meldung"),
    [
        ('<img src="data:image/png;base64,AAAA" alt="x">', "unvollständig"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">', "alt"),
        ("<p>Zeichen: \U000f1234</p>", r"\U000f1234 \(U\+F1234\)"),
    ],
)
def test_ein_unvollstaendiges_pdf_gibt_es_nicht(inhalt: str, meldung: str) -> None:
    with pytest.raises(PdfFehler, match=meldung):
        gedruckt(inhalt)


@pytest.mark.parametrize("sprache", ["", ' lang="en"'])
def test_ein_dokument_ist_deutsch_oder_gar_nicht(sprache: str) -> None:
    with pytest.raises(PdfFehler, match="deutsch"):
        drucke(seite("<p>x</p>", sprache), titel="x", kennung="x", stand=STAND)


def test_ohne_titel_gibt_es_kein_pdf() -> None:
    with pytest.raises(PdfFehler, match="Titel"):
        gedruckt("<p>x</p>", titel=" ")


def test_ein_fehler_der_bibliothek_wird_ein_pdffehler(monkeypatch: pytest.MonkeyPatch) -> None:
    def kaputt(*_angaben: object, **_mehr: object) -> None:
        raise RuntimeError("innen")

    monkeypatch.setattr(druck.HTML, "render", kaputt)
    with pytest.raises(PdfFehler, match="RuntimeError"):
        gedruckt("<p>x</p>")


@pytest.mark.parametrize("ergebnis", [b"", b"<html>"])
def test_leere_bytes_werden_nie_zurueckgegeben(monkeypatch: pytest.MonkeyPatch, ergebnis: bytes) -> None:
    monkeypatch.setattr("weasyprint.document.Document.write_pdf", lambda *_a, **_k: ergebnis)
    with pytest.raises(PdfFehler, match="leer"):
        gedruckt("<p>x</p>")


def test_fehlen_die_schriften_sagt_die_meldung_was_zu_tun_ist(settings: Settings, tmp_path: Path) -> None:
    settings.WURZEL = tmp_path
    druck._schriften.cache_clear()
    with pytest.raises(PdfFehler, match=r"oberflaeche_bauen\.py"):
        gedruckt("<p>x</p>")


@pytest.mark.pdfpruefung
def test_der_validator_findet_verstoesse() -> None:
    """Without it, no finding anywhere would mean nothing."""
    from weasyprint import HTML

    gewoehnlich = HTML(string=seite("<h1>x</h1>")).write_pdf()
    assert {verstoss.norm for verstoss in verstoesse(gewoehnlich)} == {"3u", "ua1"}


@pytest.mark.pdfpruefung
def test_bilder_listen_tabellen_und_verweise_halten_beide_normen() -> None:
    logo = Ressource("image/png", dateien.bild("PNG", "RGBA"))
    inhalt = """
        <h1>Eins</h1><p>Ein <a href="https://kreis.example">Verweis</a> und ein
        <a href="#zwei">Sprung</a>, <strong>fett</strong>, 15.797,50 €.</p>
        <img src="kim:logo" alt="Logo"><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol><li>x</li></ol>
        <dl><dt>Datum</dt><dd>24.03.2022</dd></dl>
        <h2 id="zwei">Zwei</h2><table><caption>Zahlen</caption><thead><tr><th scope="col">A</th>
        <th scope="col">B</th></tr></thead><tbody><tr><th scope="row">x</th><td>1</td></tr></tbody></table>
    """
    assert verstoesse(gedruckt(inhalt, ressourcen={"logo": logo})) == []
