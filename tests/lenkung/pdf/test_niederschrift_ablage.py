"""Where the signatures go in the PDF of a Niederschrift, what lies inside it, and who gets it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from kim.auftraege.domain import auftrag_ausfuehren
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.dokumente.models import Dokument
from kim.stammdaten.models import Kreis
from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.pdf import niederschrift
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.niederschriftsdaten import kanonisch
from tests.lenkung import druckbau, fassungsbau, gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.druckbau import druck, gesetzt, volltext
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.niederschriftsbau import geschlossene_sitzung
from tests.werkzeug.pdflesen import vorgelesen
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db
MM = 72 / 25.4


@pytest.fixture
def satz() -> Sitzung:
    return druckbau.sitzung_mit_leitung()


# Signatures -------------------------------------------------------------------------------------------------


def _ziele(pdf: bytes) -> dict[str, tuple[int, float, float]]:
    """Page, left and upper edge of each named destination, in millimetres from above."""
    with pikepdf.open(BytesIO(pdf)) as datei:
        nummern = {seite.objgen: nummer for nummer, seite in enumerate(datei.pages)}
        namen = list(datei.Root.Names.Dests.Names)
        return {
            str(name): (nummern[ziel[0].objgen], float(ziel[2]) / MM, 297 - float(ziel[3]) / MM)
            for name, ziel in zip(namen[::2], namen[1::2], strict=True)
        }


def test_die_plaetze_der_unterschriften_haben_benannte_ziele(satz: Sitzung) -> None:
    ziele = _ziele(gesetzt(satz))
    seite, links, oben = ziele["unterschrift-vorsitz"]
    andere_seite, rechts, ebenso_oben = ziele["unterschrift-leitung_geschaeftsstelle"]
    assert seite == andere_seite
    assert oben == pytest.approx(ebenso_oben, abs=0.1)
    # Side by side: 25 mm margin, 80 mm wide, 5 mm between them; 26 mm high above the foot of the page.
    assert (links, rechts) == (pytest.approx(25, abs=0.1), pytest.approx(110, abs=0.1))
    assert oben + 26 < 297 - 34


def test_kein_platz_wird_ueber_seiten_geteilt(satz: Sitzung) -> None:
    """However far down the page the text ends."""
    for zeilen in range(0, 42, 3):
        punkt = fassungsbau.punkt(1, "\n".join(["Zeile"] * zeilen))
        pdf = gesetzt(satz, fassungsbau.beispiel(punkt))
        Niederschriftsfassung.objects.all().delete()
        plaetze = [ziel for name, ziel in _ziele(pdf).items() if name.startswith("unterschrift-")]
        assert len(plaetze) == 2
        assert len({seite for seite, _links, _oben in plaetze}) == 1
        text = " ".join(PdfReader(BytesIO(pdf)).pages[plaetze[0][0]].extract_text().split())
        # Heading, place, label and check mark stay together.
        assert "Unterzeichnet nach § 7 Abs. 2" in text
        assert "Leitung der Geschäftsstelle" in text
        assert "Echtheit prüfen" in text
        assert all(27 <= oben < oben + 26 + 10 <= 297 - 34 for _seite, _links, oben in plaetze), zeilen


def test_steinfurt_gibt_frei_und_unterzeichnet_nicht() -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    pdf = gesetzt(satz)
    assert [name for name in _ziele(pdf) if name.startswith("unterschrift-")] == ["unterschrift-vorsitz"]
    text = volltext(pdf)
    assert "Freigegeben nach § 7 der Geschäftsordnung durch" in text
    assert "wer sie freigegeben hat" in text
    assert "nterzeichne" not in text
    assert "Unterschrift" not in text


def test_ohne_regel_zeichnet_wer_die_sitzung_geleitet_hat() -> None:
    pdf = gesetzt(geschlossene_sitzung(bau.lenkungsgruppe(4, wie=None)))
    assert [name for name in _ziele(pdf) if name.startswith("unterschrift-")] == ["unterschrift-vorsitz"]
    assert "Unterschrift Unterzeichnet durch Dr. Renate Vorsitz Vorsitz Echtheit prüfen" in " ".join(
        teil.text for teil in vorgelesen(pdf)
    )


# What lies inside -------------------------------------------------------------------------------------------


def test_der_inhalt_liegt_maschinenlesbar_bei_und_hat_den_abdruck(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz)
    gelesen = Niederschriftsfassung.objects.get(pk=fassung.pk)
    with pikepdf.open(BytesIO(druck(gelesen))) as pdf:
        (anlage,) = pdf.attachments.values()
        datei = anlage.get_file()
        beigelegt = datei.read_bytes()
        assert (anlage.filename, datei.mime_type) == ("niederschrift.json", "application/json")
        assert {str(satz["/AFRelationship"]) for satz in pdf.Root["/AF"]} == {"/Supplement"}
    assert beigelegt == kanonisch(fassung.inhalt)
    assert hashlib.sha256(beigelegt).hexdigest() == fassung.inhalt_hash
    assert json.loads(beigelegt) == fassung.inhalt


@pytest.mark.parametrize("wo", ["auftrag", "inhalt", "zeile"])
def test_stimmt_die_pruefsumme_nicht_gibt_es_kein_pdf(satz: Sitzung, wo: str) -> None:
    fassung = fassungsbau.fassung(satz)
    angaben = {"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash}
    if wo == "auftrag":
        angaben["inhalt_hash"] = "0" * 64
    elif wo == "inhalt":
        Niederschriftsfassung.objects.update(inhalt={**fassung.inhalt, "gremium": "Andere"})
    else:
        Niederschriftsfassung.objects.update(inhalt_hash="0" * 64)
    with pytest.raises(Fachfehler, match="Prüfsumme"):
        niederschrift.inhalt(angaben)


def test_die_pruefseite_steht_als_verweis_als_code_und_als_zeichen_da(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz, pruefzeichen="abc23")
    adresse = "http://testserver/pruefen/abc23/"
    # The page that answers there.
    assert adresse.endswith(reverse("pruefen:pruefzeichen", args=["abc23"]))
    assert niederschrift.pruefadresse(fassung) == adresse
    pdf = druck(fassung)
    assert f"{adresse} Fassung 1" in volltext(pdf)
    assert "Prüfzeichen abc23." in volltext(pdf)
    with pikepdf.open(BytesIO(pdf)) as datei:
        verweise = [
            str(verweis.A.URI)
            for seite in datei.pages
            for verweis in seite.get("/Annots", [])
            if "/A" in verweis
        ]
        assert verweise == [adresse]
        beschreibungen = [
            str(o.Alt) for o in datei.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        ]
    assert f"QR-Code mit der Adresse der Prüfseite: {adresse}" in beschreibungen


def test_gleicher_inhalt_ergibt_gleiche_bytes(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz)
    erste = druck(fassung)
    with time_machine.travel(fassungsbau.FEST_AM + timedelta(days=900), tick=False):
        spaeter = Niederschriftsfassung.objects.get(pk=fassung.pk)
        assert druck(spaeter) == erste


def test_eine_berichtigte_sitzung_aendert_das_pdf_nicht(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz)
    erste = druck(fassung)
    satz.punkte.update(titel="Anders")
    type(satz.gremium).objects.update(name="Anderes Gremium")
    neue = Niederschriftsfassung.objects.get(pk=fassung.pk)
    assert druck(neue) == erste


@pytest.mark.pdfpruefung
def test_die_niederschrift_haelt_pdf_a_und_pdf_ua_ein(satz: Sitzung) -> None:
    voll = gesetzt(satz)
    Niederschriftsfassung.objects.all().delete()
    zweite = gesetzt(satz, fassungsbau.beispiel(fassungsbau.PUNKTE[3]), nummer=2, anlass="Berichtigt.")
    steinfurt = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    frei = gesetzt(steinfurt, pruefzeichen="anderes")
    aus_der_sitzung = druck(fassungsbau.fassung(geschlossene_sitzung(), pruefzeichen="drittes"))
    assert verstoesse(voll, zweite, frei, aus_der_sitzung) == []


# From the job to the file -----------------------------------------------------------------------------------


def test_vom_auftrag_zur_datei_die_nur_lesen_kann_wer_das_gremium_fuehrt(
    satz: Sitzung, anmelden: Any
) -> None:
    fassung = fassungsbau.fassung(satz)
    auftrag_id = pdf_beauftragen(
        pdfart=NIEDERSCHRIFT_DRUCK,
        angaben={"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash},
        kreis_id=fassung.kreis_id,
        schluessel=f"{fassung.pk}",
        akteur=gobau.akteur(satz.gremium),
    )
    auftrag_ausfuehren(auftrag_id=auftrag_id)
    dokument = Dokument.objects.get(gehoert_zu_art=NIEDERSCHRIFT_DRUCK, gehoert_zu_id=fassung.pk)
    adresse = reverse("dokumente:herunterladen", args=[dokument.kennung])
    erwartet = {
        anmelden(gobau.konto("geschaeftsstelle", satz.gremium)): 200,
        anmelden(gobau.konto("vorsitz", satz.gremium)): 200,
        anmelden(gobau.konto("mitglied", satz.gremium, mit_sitz=True)): 404,
        anmelden(gobau.konto("geschaeftsstelle", GremiumFactory())): 404,
    }
    assert Kreis.objects.count() == 2
    for client, status in erwartet.items():
        assert client.get(adresse).status_code == status
