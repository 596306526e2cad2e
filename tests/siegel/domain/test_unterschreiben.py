"""Signing: two signatures, judged by OpenSSL and by the structure of the file; and what is refused."""

from __future__ import annotations

import gc
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
import pytest
import time_machine
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pypdf import PdfReader

from kim.siegel.domain import unterschreiben as modul
from kim.siegel.domain.fehler import SiegelFehler
from kim.siegel.domain.felder import signaturfelder_anlegen
from kim.siegel.domain.technik import schrift as schriftmodul
from kim.siegel.domain.unterschreiben import unterschreiben
from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate, zertifizierungsstelle
from kim.siegel.models import Zertifizierungsstelle
from tests.siegel.bau import (
    BEIDE,
    VORSITZ,
    bereiche,
    erste,
    gedruckt,
    openssl_gilt,
    platz,
    vorbereitet,
    zweite,
)

pytestmark = pytest.mark.django_db


def cms_der(pdf: bytes, nummer: int) -> cms.SignedData:
    a, b, c, _d = bereiche(pdf)[nummer]
    inhalt: cms.SignedData = cms.ContentInfo.load(bytes.fromhex(pdf[a + b : c].strip(b"<>").decode()))[
        "content"
    ]
    return inhalt


def unterschriften(pdf: bytes) -> dict[str, Any]:
    return {
        name: feld["/V"].get_object()
        for name, feld in (PdfReader(io.BytesIO(pdf)).get_fields() or {}).items()
        if "/V" in feld
    }


def test_zwei_unterschriften_gelten_auch_fuer_openssl() -> None:
    eins = erste().pdf
    zwei = zweite(eins).pdf
    stelle = alle_zertifikate()

    assert openssl_gilt(eins, bereiche(eins)[0], stelle)
    erster, zweiter = bereiche(zwei)
    assert openssl_gilt(zwei, erster, stelle), "the second keeps the first valid"
    assert openssl_gilt(zwei, zweiter, stelle)
    # Each covers everything up to itself, save for the place of the signature.
    assert erster[2] + erster[3] == len(eins)
    assert zweiter[2] + zweiter[3] == len(zwei)
    assert erster[0] == zweiter[0] == 0


def test_angehaengt_wird_und_nichts_ueberschrieben() -> None:
    eins = erste().pdf
    assert eins.startswith(vorbereitet())
    assert zweite(eins).pdf.startswith(eins)


def test_openssl_lehnt_eine_fremde_stelle_ab() -> None:
    eins = erste().pdf
    Zertifizierungsstelle.objects.all().delete()
    zertifizierungsstelle()
    assert not openssl_gilt(eins, bereiche(eins)[0], alle_zertifikate())


def test_in_der_datei_steht_wer_wann_wo_und_warum() -> None:
    wann = datetime(2026, 11, 28, 13, 5, 9, tzinfo=UTC)
    with time_machine.travel(wann):
        angaben = unterschriften(erste(wann=wann).pdf)["vorsitz"]
    assert angaben["/Name"] == "Wanda Vorsitz"
    assert angaben["/Reason"] == "Niederschrift unterzeichnet"
    assert angaben["/Location"] == "Musterstadt"
    assert angaben["/M"] == "D:20261128140509+01'00'"
    assert angaben["/SubFilter"] == "/ETSI.CAdES.detached"


def test_die_erste_laesst_nur_noch_unterschriften_zu() -> None:
    """ISO 32000-1, 12.8.2.2: P = 2 allows filling in and signing; 12.8.2.4: FieldMDP locks the rest."""
    felder = unterschriften(zweite(erste().pdf).pdf)
    methoden = {
        name: {ref["/TransformMethod"]: ref["/TransformParams"] for ref in v["/Reference"]}
        for name, v in felder.items()
    }
    assert methoden["vorsitz"]["/DocMDP"]["/P"] == 2
    assert "/DocMDP" not in methoden["schriftfuehrung"]
    for name, anderes in (("vorsitz", "schriftfuehrung"), ("schriftfuehrung", "vorsitz")):
        sperre = methoden[name]["/FieldMDP"]
        assert (sperre["/Action"], list(sperre["/Fields"])) == ("/Exclude", [anderes])


def test_pades_verlangt_das_zertifikat_im_signierten_teil_und_keine_zeit() -> None:
    """ETSI EN 319 142-1, 5.3: signing-certificate-v2 yes, signing-time no; the chain lies in the file."""
    daten = cms_der(erste().pdf, 0)
    (unterzeichner,) = daten["signer_infos"]
    arten = {attribut["type"].native for attribut in unterzeichner["signed_attrs"]}
    assert "signing_certificate_v2" in arten
    assert "signing_time" not in arten
    namen = {zertifikat.chosen.subject.native["common_name"] for zertifikat in daten["certificates"]}
    assert namen == {"Wanda Vorsitz", "Eigene Zertifizierungsstelle dieser Installation"}


def test_zurueck_kommt_woran_man_das_zertifikat_erkennt() -> None:
    ergebnis = erste()
    (eigenes,) = [
        z.chosen
        for z in cms_der(ergebnis.pdf, 0)["certificates"]
        if not z.chosen.basic_constraints_value["ca"].native
    ]
    assert ergebnis.fingerabdruck == eigenes.sha256.hex()
    assert int(ergebnis.seriennummer, 16) == eigenes.serial_number
    assert "CN=Wanda Vorsitz" in ergebnis.inhaber
    assert "O=Musterkreis" in ergebnis.inhaber
    assert "CN=Eigene Zertifizierungsstelle dieser Installation" in ergebnis.aussteller
    assert "OU=keine qualifizierte Signatur" in ergebnis.aussteller


def test_jede_unterschrift_hat_einen_eigenen_schluessel_der_nirgends_bleibt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zertifizierungsstelle()
    gemacht: list[int] = []
    oeffentliche = []
    original = ec.generate_private_key

    def merken(kurve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
        schluessel = original(kurve)
        gemacht.append(schluessel.private_numbers().private_value)
        oeffentliche.append(schluessel.public_key().public_numbers())
        return schluessel

    monkeypatch.setattr(ec, "generate_private_key", merken)
    eins = erste().pdf
    zwei = zweite(eins).pdf
    gc.collect()

    assert len(gemacht) == 2
    assert oeffentliche[0] != oeffentliche[1]
    for geheim in gemacht:
        bytes_ = geheim.to_bytes(32, "big")
        assert bytes_ not in zwei
        assert bytes_.hex().encode() not in zwei.lower()
        assert not [o for o in gc.get_objects() if isinstance(o, (bytes, bytearray)) and bytes_ in o]
    assert Zertifizierungsstelle.objects.count() == 1


def test_der_stempel_nennt_name_funktion_berliner_zeit_und_dass_es_keine_qualifizierte_ist() -> None:
    wann = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    with time_machine.travel(wann):
        pdf = erste(wann=wann).pdf
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        (feld,) = [f for f in datei.Root.AcroForm.Fields if str(f.T) == "vorsitz"]
        bild = feld.AP.N
        seite = datei.add_blank_page(page_size=(300, 100))
        seite.Contents = datei.make_stream(bild.read_bytes())
        seite.Resources = bild.Resources
        ausgabe = io.BytesIO()
        datei.save(ausgabe)
    text = " ".join(PdfReader(ausgabe).pages[-1].extract_text().split())
    assert text == (
        "Wanda Vorsitz Vorsitzende der Lenkungsgruppe am 02.07.2026 um 00:30 Uhr elektronisch "
        "unterzeichnet mit "
        "einem Zertifikat der eigenen Zertifizierungsstelle dieser Installation; keine qualifizierte Signatur"
    )


def test_ein_langer_name_macht_den_stempel_kleiner() -> None:
    lang = "Prof. Dr. Maximiliane-Friederike von und zu Hohenstein-Wittgenau-Sonnenberg"
    zertifikat = erste(name=lang, funktion="Vorsitzende der " + "Steuerungs- und Lenkungsgruppe " * 2).inhaber
    assert (
        x509.Name.from_rfc4514_string(zertifikat).get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        == lang[:64].strip()
    )


@pytest.mark.parametrize(
    ("angaben", "code"),
    [
        ({"name": "X" * 300}, "stempel_zu_lang"),
        ({"name": "Wort " * 60}, "stempel_zu_lang"),
        ({"name": "王小明"}, "schrift"),
        ({"funktion": "Vorsitz \U0001f600"}, "schrift"),
    ],
)
def test_was_der_stempel_nicht_zeigen_kann_wird_nicht_unterschrieben(angaben: Any, code: str) -> None:
    with pytest.raises(SiegelFehler) as fehler:
        erste(**angaben)
    assert fehler.value.code == code


def test_ohne_funktion_und_organisation_geht_es_auch() -> None:
    ergebnis = erste(funktion="", organisation="", grund="", ort="")
    assert ergebnis.inhaber == "CN=Wanda Vorsitz,C=DE"
    assert "/Reason" not in unterschriften(ergebnis.pdf)["vorsitz"]


def test_zweimal_an_derselben_stelle_geht_nicht() -> None:
    with pytest.raises(SiegelFehler, match="schon unterschrieben"):
        erste(erste().pdf)


def test_ein_feld_das_es_nicht_gibt() -> None:
    with pytest.raises(SiegelFehler) as fehler:
        unterschreiben(vorbereitet(), "landrat", name="L", funktion="", wann=datetime.now(UTC))
    assert fehler.value.code == "feld_fehlt"


def test_ein_einziges_feld() -> None:
    pdf = erste(signaturfelder_anlegen(gedruckt(platz(VORSITZ)), [VORSITZ])).pdf
    assert openssl_gilt(pdf, bereiche(pdf)[0], alle_zertifikate())


@pytest.mark.parametrize("inhalt", [b"", b"kein pdf", b"%PDF-1.7\n%%EOF"])
def test_was_kein_pdf_ist_wird_nicht_unterschrieben(inhalt: bytes) -> None:
    with pytest.raises(SiegelFehler) as fehler:
        erste(inhalt or b" ")
    assert fehler.value.code == "nicht_lesbar"


def test_zu_grosses_wird_nicht_unterschrieben(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "GRENZE", 100)
    with pytest.raises(SiegelFehler) as fehler:
        erste()
    assert fehler.value.code == "zu_gross"


@pytest.mark.parametrize("art", ["gekippt", "angehaengt", "zerstoert"])
def test_auf_eine_veraenderte_datei_kommt_keine_zweite_unterschrift(art: str) -> None:
    pdf = bytearray(erste().pdf)
    if art == "gekippt":
        stelle = pdf.index(b"/Unterschrift") if b"/Unterschrift" in pdf else pdf.index(b"/Location") + 12
        pdf[stelle] ^= 1
    elif art == "zerstoert":
        _a, b, _c, _d = bereiche(bytes(pdf))[0]
        pdf[b + 1 : b + 9] = b"ffffffff"
    else:
        from tests.siegel.domain.test_pruefen import geaendert

        pdf = bytearray(geaendert(bytes(pdf)))
    with pytest.raises(SiegelFehler) as fehler:
        zweite(bytes(pdf))
    assert fehler.value.code == "vorherige_ungueltig"


@pytest.mark.parametrize(
    ("versatz", "code"),
    [
        (timedelta(days=40 * 366), "zertifikat_abgelaufen"),
        (timedelta(days=-30), "zertifikat_noch_nicht_gueltig"),
    ],
)
def test_eine_stelle_die_nicht_gilt_unterschreibt_nicht(versatz: timedelta, code: str) -> None:
    zertifizierungsstelle()
    with pytest.raises(SiegelFehler, match="Unterschrieben wurde nichts") as fehler:
        erste(wann=datetime.now(UTC) + versatz)
    assert fehler.value.code == code


def test_ohne_schriften_sagt_es_was_zu_tun_ist(settings: Any, tmp_path: Any) -> None:
    schriftmodul.schrift.cache_clear()
    settings.WURZEL = tmp_path
    with pytest.raises(SiegelFehler, match="oberflaeche_bauen"):
        erste()
    schriftmodul.schrift.cache_clear()


def test_eine_schrift_mit_anderen_massen_wird_nicht_genommen() -> None:
    """PDF/A compares widths in thousandths: with 2048 units per em they would not be whole numbers."""
    from fontTools.fontBuilder import FontBuilder

    bau = FontBuilder(2048, isTTF=True)
    bau.setupGlyphOrder([".notdef"])
    bau.setupCharacterMap({})
    bau.setupGlyf({".notdef": __import__("fontTools.ttLib.tables._g_l_y_f", fromlist=["Glyph"]).Glyph()})
    bau.setupHorizontalMetrics({".notdef": (2048, 0)})
    bau.setupHorizontalHeader()
    ausgabe = io.BytesIO()
    bau.font.save(ausgabe)
    with pytest.raises(SiegelFehler, match="PDF/A"):
        schriftmodul.Schrift(ausgabe.getvalue(), "Fremd")


def test_reihenfolge_ist_gleich() -> None:
    """Whoever comes first opens, whoever comes second closes."""
    eins = zweite(vorbereitet()).pdf
    zwei = erste(eins).pdf
    assert [openssl_gilt(zwei, b, alle_zertifikate()) for b in bereiche(zwei)] == [True, True]
    assert len(BEIDE) == 2
