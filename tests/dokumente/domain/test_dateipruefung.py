"""What is looked at before anything is stored."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFile
from pytest_django import Settings

from kim.basis.fehler import Fachfehler
from kim.dokumente.domain import bilder
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.regeln.dateityp import BILDER, Dateityp
from tests.dokumente import dateien
from tests.dokumente.scanner import clamd


def test_eine_gute_datei_kommt_durch() -> None:
    datei = datei_pruefen(name="../Merkblatt.pdf", inhalt=dateien.PDF)
    assert (datei.name, datei.typ, datei.inhalt, datei.auf_viren_geprueft) == (
        "Merkblatt.pdf",
        Dateityp.PDF,
        dateien.PDF,
        False,
    )


def test_genau_die_grenze_ist_erlaubt_ein_byte_mehr_nicht(settings: Settings) -> None:
    settings.KIM_UPLOAD_GRENZE = 2000
    assert datei_pruefen(name="a.txt", inhalt=b"x" * 2000)
    with pytest.raises(Fachfehler) as fehler:
        datei_pruefen(name="a.txt", inhalt=b"x" * 2001)
    assert (fehler.value.code, fehler.value.feld) == ("zu_gross", "datei")
    assert "2.001 Byte" in fehler.value.meldung
    assert "2.000 Byte" in fehler.value.meldung


@pytest.mark.parametrize(
    ("name", "inhalt", "code"),
    [
        ("a.pdf", b"", "leer"),
        ("a.exe", b"MZ\x90\x00", "unbekannt"),
        ("a.jpg", dateien.PDF, "endung"),
        ("a.pdf", dateien.PDF[:20], "beschaedigt"),
        ("a.docx", dateien.docx(dateien.DOCX_TYP, ("word/vbaProject.bin", "x")), "makros"),
    ],
    ids=dateien.benennen,
)
def test_jede_abweisung_sagt_was_zu_tun_ist(name: str, inhalt: bytes, code: str) -> None:
    with pytest.raises(Fachfehler) as fehler:
        datei_pruefen(name=name, inhalt=inhalt)
    assert (fehler.value.code, fehler.value.feld) == (code, "datei")
    assert "Bitte" in fehler.value.meldung or "Erlaubt sind" in fehler.value.meldung


def test_wo_nur_bilder_erlaubt_sind_wird_ein_pdf_abgewiesen() -> None:
    with pytest.raises(Fachfehler, match="Erlaubt sind: PNG, JPG") as fehler:
        datei_pruefen(name="a.pdf", inhalt=dateien.PDF, erlaubt=BILDER)
    assert fehler.value.code == "unbekannt"


def test_die_virenpruefung_steht_an_der_datei(settings: Settings) -> None:
    settings.KIM_VIRENSCANNER = "kim.dokumente.domain.clamd.pruefe"
    with clamd(b"stream: OK\0") as (settings.KIM_CLAMD, gesehen):
        assert datei_pruefen(name="a.pdf", inhalt=dateien.PDF).auf_viren_geprueft
    # the scanner sees what was uploaded, not what we made of it
    assert gesehen == [dateien.PDF]


def test_60_ein_foto_verliert_ort_geraet_und_urheber_und_bleibt_aufrecht() -> None:
    vorher = dateien.foto_mit_standort()
    assert Image.open(io.BytesIO(vorher)).getexif().get_ifd(0x8825)
    nachher = datei_pruefen(name="foto.jpg", inhalt=vorher).inhalt
    bild = Image.open(io.BytesIO(nachher))
    assert not bild.getexif()
    assert "comment" not in bild.info
    assert b"Petra Probe" not in nachher
    assert b"Musterphone" not in nachher
    # 40 × 20 lying on its side is 20 × 40 upright
    assert bild.size == (20, 40)


@pytest.mark.parametrize("modus", ["1", "L", "LA", "RGB", "RGBA", "P", "PA", "I;16"])
def test_png_aller_farbarten_werden_neu_geschrieben(modus: str) -> None:
    nachher = datei_pruefen(name="a.png", inhalt=_png(modus)).inhalt
    bild = Image.open(io.BytesIO(nachher))
    assert (bild.format, bild.size, bild.info.get("Urheber")) == ("PNG", (40, 20), None)


def _png(modus: str) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    angaben = PngInfo()
    angaben.add_text("Urheber", "Petra Probe")
    if modus == "PA":
        # PNG has no such mode; a palette with a transparent entry is read back as one
        return dateien.bild("PNG", "P", transparency=0, pnginfo=angaben)
    return dateien.bild("PNG", modus, pnginfo=angaben)


@pytest.mark.parametrize("modus", ["L", "RGB", "CMYK"])
def test_jpeg_aller_farbarten_werden_neu_geschrieben(modus: str) -> None:
    nachher = datei_pruefen(name="a.jpg", inhalt=dateien.bild("JPEG", modus)).inhalt
    assert Image.open(io.BytesIO(nachher)).mode == ("L" if modus == "L" else "RGB")


def test_die_durchsichtigkeit_eines_logos_bleibt() -> None:
    nachher = datei_pruefen(name="a.png", inhalt=_png("PA")).inhalt
    bild = Image.open(io.BytesIO(nachher)).convert("RGBA")
    assert bild.getpixel((0, 0))[3] == 0


def test_ein_bild_mit_zu_vielen_bildpunkten_wird_nicht_entpackt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bilder, "HOECHSTZAHL_BILDPUNKTE", 799)
    with pytest.raises(Fachfehler) as fehler:
        datei_pruefen(name="a.png", inhalt=dateien.bild("PNG"))
    assert fehler.value.code == "bild_zu_gross"


def test_eine_bildbombe_weist_auch_die_bibliothek_ab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(Fachfehler) as fehler:
        datei_pruefen(name="a.png", inhalt=dateien.bild("PNG"))
    assert fehler.value.code == "bild_zu_gross"


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_ein_abgeschnittenes_bild_wird_abgewiesen(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # as the PDF library sets it for the whole process
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    inhalt = dateien.bild(format_, groesse=(400, 400))
    with pytest.raises(Fachfehler) as fehler:
        datei_pruefen(name=f"a.{format_.lower()}", inhalt=inhalt[: len(inhalt) // 2])
    assert fehler.value.code == "beschaedigt"
