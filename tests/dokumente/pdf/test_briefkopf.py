"""The letterhead of a Kreis and its trial letter, set by the background job."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.basis.fehler import NichtErlaubt
from kim.dokumente import permissions
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.domain.kreislogo import kreislogo_hochladen
from kim.dokumente.domain.pdf_auftrag import briefkopfprobe_beauftragen
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from kim.dokumente.pdf.briefkopf import STANDARDAKZENT, briefkopf
from kim.stammdaten.models import Kreis
from tests.dokumente import dateien
from tests.fabriken import KreisFactory
from tests.werkzeug.akteure import Probeakteur
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db


@pytest.fixture
def kreis() -> Kreis:
    return KreisFactory(
        name="Musterkreis",
        absenderzeile="Musterkreis, Am Markt 1, 12345 Musterstadt",
        anschrift="Der Landrat\nAm Markt 1\n\n12345 Musterstadt\n",
        telefon="01234 5678",
        email="kim@kreis.example",
        website="https://www.kreis.example/",
        fusszeile="Kommunales Integrationsmanagement",
        akzentfarbe="#7a1f5c",
    )


@pytest.fixture
def akteur(kreis: Kreis) -> Probeakteur:
    return Probeakteur(
        kreis.pk, frozenset({permissions.BRIEFKOPF_PRUEFEN, "stammdaten.kreis_einstellen"}), konto_id=7
    )


def beauftragt(kreis: Kreis, akteur: Probeakteur, schluessel: str = "a") -> Auftrag:
    nummer = briefkopfprobe_beauftragen(kreis_id=kreis.pk, schluessel=schluessel, akteur=akteur)
    auftrag_ausfuehren(auftrag_id=nummer)
    return Auftrag.objects.get(pk=nummer)


def text(pdf: bytes) -> str:
    return " ".join(" ".join(seite.extract_text().split()) for seite in PdfReader(io.BytesIO(pdf)).pages)


def probe(auftrag: Auftrag) -> bytes:
    return inhalt_von(Dokument.objects.get(kennung=auftrag.ergebnis["dokument"]))


def test_der_briefkopf_nimmt_die_einstellungen_des_kreises(kreis: Kreis) -> None:
    kopf = briefkopf(kreis.pk)
    assert kopf.anschriftzeilen == ("Der Landrat", "Am Markt 1", "12345 Musterstadt")
    assert kopf.kontaktzeilen == ("01234 5678", "kim@kreis.example", "www.kreis.example")
    assert kopf.akzent == "#7a1f5c"
    assert (kopf.logo, kopf.ressourcen) == (None, {})


def test_beginnt_die_anschrift_mit_dem_namen_steht_er_trotzdem_nur_einmal(kreis: Kreis) -> None:
    kreis.anschrift = "Musterkreis\nDer Landrat\n12345 Musterstadt"
    kreis.absenderzeile = ""
    kreis.save()
    kopf = briefkopf(kreis.pk)
    assert kopf.anschriftzeilen == ("Der Landrat", "12345 Musterstadt")
    assert kopf.absenderzeile == "Musterkreis, Der Landrat, 12345 Musterstadt"


def test_ein_kreis_ohne_einstellungen_hat_trotzdem_einen_briefkopf() -> None:
    kopf = briefkopf(KreisFactory(name="Leerkreis").pk)
    assert (kopf.absenderzeile, kopf.kontaktzeilen, kopf.akzent) == ("Leerkreis", (), STANDARDAKZENT)


def test_das_probeschreiben_entsteht_im_hintergrund(kreis: Kreis, akteur: Probeakteur) -> None:
    auftrag = beauftragt(kreis, akteur)
    assert (auftrag.stand, auftrag.fehler) == ("erledigt", "")
    dokument = Dokument.objects.get(kennung=auftrag.ergebnis["dokument"])
    assert (dokument.kreis_id, dokument.gehoert_zu_art, dokument.pruefung) == (
        kreis.pk,
        permissions.BRIEFKOPFPROBE,
        "selbst_erzeugt",
    )
    inhalt = text(probe(auftrag))
    for erwartet in (
        "Musterkreis, Am Markt 1, 12345 Musterstadt",
        "kim@kreis.example",
        "www.kreis.example",
        "Kommunales Integrationsmanagement",
        "#7a1f5c",
        "Seite 1 von 2",
        "Seite 2 von 2",
    ):
        assert erwartet in inhalt


def stellen(pdf: bytes, blatt: int = 0) -> list[tuple[str, float]]:
    """Each piece of text with its height above the lower edge of the paper, in millimetres."""
    gefunden: list[tuple[str, float]] = []

    def merken(stueck: str, lage: list[float], matrix: list[float], *_rest: object) -> None:
        if stueck.strip():
            gefunden.append((stueck.strip(), (matrix[5] * lage[3] + lage[5]) / 72 * 25.4))

    PdfReader(io.BytesIO(pdf)).pages[blatt].extract_text(visitor_text=merken)
    return gefunden


def test_auch_eine_lange_anschrift_laesst_den_fuss_auf_dem_papier(kreis: Kreis, akteur: Probeakteur) -> None:
    kreis.anschrift = "\n".join(
        (
            "Musterkreis",
            "Der Landrat",
            "Kommunales Integrationszentrum",
            "Haus B, 3. Etage",
            "Am Markt 1",
            "12345 Musterstadt",
        )
    )
    kreis.fusszeile = "Kommunales Integrationsmanagement\nDienstag und Donnerstag von 9 bis 12 Uhr"
    kreis.save()
    pdf = probe(beauftragt(kreis, akteur))
    for blatt in (0, 1):
        unterste = min(stellen(pdf, blatt), key=lambda stelle: stelle[1])
        assert unterste[1] >= 8, unterste


def test_im_infoblock_steht_die_angabe_auf_der_hoehe_ihrer_bezeichnung(
    kreis: Kreis, akteur: Probeakteur
) -> None:
    kreis.telefon = ""
    kreis.save()
    auf_hoehe = stellen(probe(beauftragt(kreis, akteur)))
    mail = max(hoehe for stueck, hoehe in auf_hoehe if "kim@kreis.example" in stueck)
    kontakt = max(hoehe for stueck, hoehe in auf_hoehe if "Kontakt" in stueck)
    assert abs(mail - kontakt) < 1


def test_das_logo_steht_im_briefkopf(kreis: Kreis, akteur: Probeakteur) -> None:
    datei = datei_pruefen(name="logo.png", inhalt=dateien.bild("PNG", "RGBA", (600, 200)))
    kreislogo_hochladen(kreis_id=kreis.pk, datei=datei, akteur=akteur)
    pdf = PdfReader(io.BytesIO(probe(beauftragt(kreis, akteur))))
    assert len(pdf.pages[0].images) == 1


def test_zweimal_geklickt_ist_ein_probeschreiben(kreis: Kreis, akteur: Probeakteur) -> None:
    assert beauftragt(kreis, akteur).pk == beauftragt(kreis, akteur).pk
    assert Dokument.objects.count() == 1
    assert beauftragt(kreis, akteur, "b").pk != beauftragt(kreis, akteur).pk


def test_ohne_recht_kein_probeschreiben(kreis: Kreis) -> None:
    with pytest.raises(NichtErlaubt):
        briefkopfprobe_beauftragen(kreis_id=kreis.pk, schluessel="a", akteur=Probeakteur(kreis.pk))


def test_ein_gescheitertes_pdf_ist_ein_sichtbarer_gescheiterter_auftrag(
    kreis: Kreis, akteur: Probeakteur
) -> None:
    kreis.absenderzeile = "Musterkreis \U000f1234"
    kreis.save()
    auftrag = beauftragt(kreis, akteur)
    assert auftrag.stand == "gescheitert"
    assert "Diese Zeichen kann das PDF nicht darstellen: \U000f1234" in auftrag.fehler
    assert not Dokument.objects.exists()


def test_ein_fehlendes_logo_laesst_das_pdf_scheitern_statt_es_ohne_logo_zu_drucken(
    kreis: Kreis, akteur: Probeakteur, ablage: object
) -> None:
    datei = datei_pruefen(name="logo.png", inhalt=dateien.bild("PNG"))
    logo = kreislogo_hochladen(kreis_id=kreis.pk, datei=datei, akteur=akteur)
    (ablage / logo.ablage).unlink()  # type: ignore[operator]
    assert "beschädigt oder fehlt" in beauftragt(kreis, akteur).fehler


@pytest.mark.pdfpruefung
def test_der_briefkopf_haelt_pdf_a_3u_und_pdf_ua_1(kreis: Kreis, akteur: Probeakteur) -> None:
    ohne_logo = probe(beauftragt(kreis, akteur))
    datei = datei_pruefen(name="logo.png", inhalt=dateien.bild("PNG", "RGBA", (600, 200)))
    kreislogo_hochladen(kreis_id=kreis.pk, datei=datei, akteur=akteur)
    mit_logo = probe(beauftragt(kreis, akteur, "b"))
    leer = KreisFactory()
    karg = probe(beauftragt(leer, Probeakteur(leer.pk, frozenset({permissions.BRIEFKOPF_PRUEFEN}))))
    assert verstoesse(ohne_logo, mit_logo, karg) == []
