"""Empty signature fields: at the reserved place, tagged, and refused where the document does not fit."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pypdf import PdfReader

from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.felder import signaturfelder_anlegen
from kim.siegel.regeln.feld import Signaturfeld
from tests.siegel.bau import BEIDE, SCHRIFT, VORSITZ, gedruckt, platz, vorbereitet

MM = 72 / 25.4


def test_das_feld_liegt_genau_auf_dem_freigehaltenen_platz() -> None:
    pdf = signaturfelder_anlegen(gedruckt(platz(VORSITZ) + platz(SCHRIFT)), BEIDE)
    felder = PdfReader(io.BytesIO(pdf)).get_fields()
    assert felder is not None
    assert set(felder) == {"vorsitz", "schriftfuehrung"}
    links, unten, rechts, oben = (
        float(w) for w in felder["vorsitz"].indirect_reference.get_object()["/Rect"]
    )
    assert rechts - links == pytest.approx(84 * MM)
    assert oben - unten == pytest.approx(30 * MM)
    zweites = [float(w) for w in felder["schriftfuehrung"].indirect_reference.get_object()["/Rect"]]
    assert zweites[0] == pytest.approx(links)
    assert zweites[3] == pytest.approx(unten, abs=0.1), "directly under the first"


def test_ein_feld_auf_der_zweiten_seite() -> None:
    pdf = gedruckt(f'<h1>Eins</h1><div style="break-before: page">{platz(VORSITZ)}</div>')
    pdf = signaturfelder_anlegen(pdf, [VORSITZ])
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        assert "/Annots" not in datei.pages[0]
        (feld,) = datei.pages[1].Annots
        assert feld.FT == "/Sig"
        assert feld.P.objgen == datei.pages[1].obj.objgen
        assert feld.Lock.Action == "/All"


def test_jedes_feld_haengt_im_strukturbaum_und_wird_vorgelesen() -> None:
    with pikepdf.open(io.BytesIO(vorbereitet())) as datei:
        eltern = pikepdf.NumberTree(datei.Root.StructTreeRoot.ParentTree)
        for feld in datei.Root.AcroForm.Fields:
            element = eltern[int(feld.StructParent)]
            assert element.S == "/Form"
            assert element.K.Obj.objgen == feld.objgen
            assert str(element.Alt) == str(feld.TU)
        assert {str(feld.TU) for feld in datei.Root.AcroForm.Fields} == {
            "Unterschrift Vorsitz",
            "Unterschrift Schriftführung",
        }
        assert datei.pages[0].Tabs == "/S"
        naechster = int(datei.Root.StructTreeRoot.ParentTreeNextKey)
        assert naechster == max(eltern.keys()) + 1


def test_jedes_feld_sperrt_alles_ausser_den_anderen() -> None:
    with pikepdf.open(io.BytesIO(vorbereitet())) as datei:
        sperren = {str(f.T): [str(n) for n in f.Lock.Fields] for f in datei.Root.AcroForm.Fields}
        assert {str(f.Lock.Action) for f in datei.Root.AcroForm.Fields} == {"/Exclude"}
    assert sperren == {"vorsitz": ["schriftfuehrung"], "schriftfuehrung": ["vorsitz"]}


def test_dieselben_angaben_ergeben_dieselben_bytes() -> None:
    pdf = gedruckt()
    assert signaturfelder_anlegen(pdf, BEIDE) == signaturfelder_anlegen(pdf, BEIDE)


@pytest.mark.parametrize(
    ("inhalt", "felder", "code"),
    [
        ("<h1>Kein Platz</h1>", [VORSITZ], "platz_fehlt"),
        (platz(VORSITZ), [VORSITZ, Signaturfeld("zweites", VORSITZ.anker, "Zweites")], "platz_belegt"),
        (platz(VORSITZ), [Signaturfeld("vorsitz", VORSITZ.anker, "x", breite_mm=400)], "platz_zu_klein"),
        (platz(VORSITZ), [], "feldname"),
        (platz(VORSITZ), [VORSITZ, VORSITZ], "feldname"),
    ],
)
def test_was_nicht_passt_wird_benannt(inhalt: str, felder: list[Signaturfeld], code: str) -> None:
    with pytest.raises(SiegelFehler) as fehler:
        signaturfelder_anlegen(gedruckt(inhalt), felder)
    assert fehler.value.code == code


def test_eine_datei_mit_feldern_bekommt_keine_zweiten() -> None:
    with pytest.raises(SiegelFehler, match="schon Formularfelder"):
        signaturfelder_anlegen(vorbereitet(), BEIDE)


@pytest.mark.parametrize("ohne", ["/StructTreeRoot", "/Names"])
def test_ohne_auszeichnung_oder_ziele_gibt_es_keine_felder(ohne: str) -> None:
    with pikepdf.open(io.BytesIO(gedruckt())) as datei:
        del datei.Root[ohne]
        ausgabe = io.BytesIO()
        datei.save(ausgabe)
    with pytest.raises(SiegelFehler):
        signaturfelder_anlegen(ausgabe.getvalue(), BEIDE)


def test_ein_strukturbaum_mit_nur_einem_kind_oder_ohne_liste_geht_auch() -> None:
    """Other versions of the press write the root as one element, or a document with a single child."""
    with pikepdf.open(io.BytesIO(gedruckt())) as datei:
        baum = datei.Root.StructTreeRoot
        dokument = baum.K[0] if isinstance(baum.K, pikepdf.Array) else baum.K
        baum.K = pikepdf.Array([dokument])
        dokument.K = dokument.K[0]
        ausgabe = io.BytesIO()
        datei.save(ausgabe)
    with pikepdf.open(io.BytesIO(signaturfelder_anlegen(ausgabe.getvalue(), BEIDE))) as datei:
        assert [str(kind.S) for kind in datei.Root.StructTreeRoot.K[0].K][1:] == ["/Form", "/Form"]
