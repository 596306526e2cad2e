"""The PDF of a fixed Niederschrift: its order, the places for signatures, what lies inside."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
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
from kim.basis.pdfart import PDFARTEN
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.dokumente.models import Dokument
from kim.dokumente.pdf.satz import setze
from kim.stammdaten.models import Kreis
from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.pdf import niederschrift
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.niederschriftsdaten import kanonisch
from lenkung.regeln.verlauf import Weise
from tests.lenkung import fassungsbau, gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import AmtFactory, GremiumFactory
from tests.lenkung.niederschriftsbau import frisch, geschlossene_sitzung
from tests.werkzeug.pdflesen import lesezeichen, vorgelesen
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db
MM = 72 / 25.4


@pytest.fixture
def satz() -> Sitzung:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis__name="Musterkreis"))
    AmtFactory(gremium=satz.gremium, art="leitung_geschaeftsstelle")
    return satz


def _inhalt(fassung: Niederschriftsfassung) -> Any:
    return niederschrift.inhalt({"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash})


def _gesetzt(satz: Sitzung, daten: Any = None, **felder: Any) -> bytes:
    fassung = fassungsbau.fassung(satz, daten or fassungsbau.beispiel(), **felder)
    return setze(PDFARTEN[NIEDERSCHRIFT_DRUCK], _inhalt(fassung))


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(seite.extract_text() for seite in PdfReader(BytesIO(pdf)).pages).split())


def _seiten(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


# What stands in it, and in which order ---------------------------------------------------------------------


def test_lesezeichen_zu_jedem_abschnitt_und_jedem_beschluss(satz: Sitzung) -> None:
    assert lesezeichen(_gesetzt(satz)) == [
        (0, "Niederschrift der Sitzung am 13.09.2023"),
        (1, "Anwesenheit"),
        (1, "Tagesordnung"),
        (1, "Eröffnung"),
        (1, "TOP 1: Vorhaben 1"),
        (2, "Beschluss 1/2023"),
        (1, "TOP 2: Vorhaben 2"),
        (2, "Beschluss 2/2023"),
        (2, "Erklärung zu Protokoll"),
        (1, "TOP 3: Vorhaben 3"),
        (2, "Beschluss 3/2023"),
        (1, "TOP 4: Vorhaben 4"),
        (1, "Schluss"),
        (1, "Ergebnisse der Abstimmungen"),
        (1, "Unterschriften"),
        (1, "Echtheit prüfen"),
    ]


def test_vorgelesen_wird_in_der_folge_des_dokuments(satz: Sitzung) -> None:
    leitung = str(satz.gremium.aemter.get().person)
    teile = vorgelesen(_gesetzt(satz))
    texte = [teil.text for teil in teile]
    anfang = texte.index("Lenkungsgruppe KIM")
    assert teile[anfang + 1] == ("H1", "Niederschrift der Sitzung am 13.09.2023")
    assert texte[anfang + 2 : anfang + 16] == [
        *("Ort", "Kreishaus, großer Sitzungssaal", "Form", "hybrid", "Tag", "Mittwoch, 13.09.2023"),
        *("Beginn", "14:00 Uhr", "Ende", "15:45 Uhr", "Leitung", "Dr. Renate Vorsitz", "Unterschrift"),
        f"Dr. Renate Vorsitz, Vorsitz {leitung}, Leitung der Geschäftsstelle",
    ]
    assert texte[anfang + 16 : anfang + 27] == [
        *("Anwesenheit", "Mitglieder und Stellvertretungen", "Name", "Institution", "Vermerk"),
        *("Dr. Renate Vorsitz", "Kreisverwaltung, Dezernat II"),
        *("Jörg Müßig", "Agentur für Arbeit", "Stellvertretung, digital, ab 14:20 Uhr", "Ohne Stimme"),
    ]
    punkt = texte.index("TOP 2: Vorhaben 2")
    assert texte[punkt : punkt + 12] == [
        "TOP 2: Vorhaben 2",
        "Nicht öffentlich",
        "Die Lenkungsgruppe erörtert:",
        "• Förderschule",
        "• Sprachkurse",
        "Beschluss 2/2023",
        "Die Lenkungsgruppe beschließt das Vorhaben 2.",
        "Der Beschluss ist in namentlicher Abstimmung angenommen. Die Stimme des Vorsitzes hat entschieden.",
        "Ja: Dr. Renate Vorsitz (Kreisverwaltung). Nein: Jörg Müßig (Agentur für Arbeit).",
        "Rechnung: 1 Ja, 1 Nein: Stichentscheid.",
        "Erklärung zu Protokoll",
        "Herr Müßig erklärt, er habe dagegen gestimmt.",
    ]
    tafel = texte.index("Ergebnisse der Abstimmungen")
    assert " ".join(texte[tafel + 2 : tafel + 34]) == (
        "TOP Beschluss Gegenstand Weise Ja Nein Enth. Ergebnis "
        "1 1/2023 Vorhaben 1 einvernehmlich – – – angenommen "
        "2 2/2023 Vorhaben 2 namentlich 1 1 0 angenommen (Stichentscheid) "
        "3 3/2023 Vorhaben 3 geheim 0 2 0 abgelehnt"
    )
    assert texte[tafel + 34 : tafel + 41] == [
        "Unterschriften",
        "Unterzeichnet nach § 7 Abs. 2 der Geschäftsordnung durch",
        *("Dr. Renate Vorsitz", "Vorsitz", leitung, "Leitung der Geschäftsstelle"),
        "Echtheit prüfen",
    ]


def test_jede_seite_sagt_die_wievielte_sie_ist_und_wozu_sie_gehoert(satz: Sitzung) -> None:
    pdf = PdfReader(BytesIO(_gesetzt(satz)))
    seiten = [" ".join(seite.extract_text().split()) for seite in pdf.pages]
    assert len(seiten) > 1
    for nummer, text in enumerate(seiten, 1):
        assert f"Seite {nummer} von {len(seiten)}" in text
    assert all("Niederschrift der Sitzung am 13.09.2023: Lenkungsgruppe KIM" in text for text in seiten[1:])
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Niederschrift der Sitzung am 13.09.2023: Lenkungsgruppe KIM"


def test_die_erste_fassung_nennt_keinen_anlass_die_zweite_ihren(satz: Sitzung) -> None:
    erste = fassungsbau.fassung(satz, fassungsbau.beispiel())
    assert "geändert" not in _text(setze(niederschrift.PDFART, _inhalt(erste)))
    assert _inhalt(erste).dateiname == "Niederschrift Lenkungsgruppe KIM 2023-09-13.pdf"
    Niederschriftsfassung.objects.all().delete()
    zweite = fassungsbau.fassung(
        satz, fassungsbau.beispiel(), nummer=2, anlass="Geändert durch Beschluss 3/2024."
    )
    text = _text(setze(niederschrift.PDFART, _inhalt(zweite)))
    assert "Fassung 2: Geändert durch Beschluss 3/2024." in text
    assert "Fassung 2, festgeschrieben am 14.09.2023, 10:30 Uhr." in text
    assert _inhalt(zweite).dateiname == "Niederschrift Lenkungsgruppe KIM 2023-09-13 Fassung 2.pdf"


def test_ein_kopf_von_hand_steht_als_text_da(satz: Sitzung) -> None:
    text = _text(_gesetzt(satz, fassungsbau.beispiel(kopf="Wir trafen uns im Keller.\n\nOrt: Keller")))
    assert "Wir trafen uns im Keller. Ort: Keller" in text


def test_ohne_beschluss_und_ohne_punkte(satz: Sitzung) -> None:
    daten = fassungsbau.beispiel(fassungsbau.PUNKTE[3])
    ohne_beschluss = _text(_gesetzt(satz, daten))
    assert "In dieser Sitzung wurde kein Beschluss gefasst." in ohne_beschluss
    Niederschriftsfassung.objects.all().delete()
    leer = replace(daten, abschnitte=tuple(a for a in daten.abschnitte if a.punkt is None))
    text = _text(_gesetzt(satz, leer))
    assert "Die Sitzung hatte keine Tagesordnungspunkte." in text
    assert "Nicht öffentlich" not in text


def test_sind_alle_punkte_nicht_oeffentlich_steht_es_nicht_bei_jedem(satz: Sitzung) -> None:
    punkte = [replace(punkt, oeffentlich=False) for punkt in fassungsbau.PUNKTE]
    assert "Nicht öffentlich" not in _text(_gesetzt(satz, fassungsbau.beispiel(*punkte)))


def test_eine_geheime_abstimmung_nennt_keinen_namen_eine_namentliche_jeden() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3, punkte=2)
    erster, zweiter = bau.punkte(satz)
    sitze = bau.sitze(satz.gremium)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, erster, Weise.GEHEIM), 1, 2))
    bau.rufe_auf(satz, zweiter)
    namentlich = bau.beginne(satz, zweiter, Weise.NAMENTLICH)
    bau.zaehle_namentlich(namentlich, {sitze[0].pk: "ja", sitze[1].pk: "ja", sitze[2].pk: "nein"})
    namentlich.refresh_from_db()
    bau.stelle_fest(namentlich)
    bau.schliesse(satz)
    satz = frisch(satz)
    fassung = fassungsbau.fassung(satz)
    texte = [teil.text for teil in vorgelesen(setze(niederschrift.PDFART, _inhalt(fassung)))]
    # The first one of each is the agenda.
    geheim, offen = (texte.index(f"TOP {n}: Vorhaben {n}", texte.index("Eröffnung")) for n in (1, 2))
    leute = [person["name"] for person in fassung.inhalt["anwesenheit"]]
    assert len(leute) == 3
    im_geheimen = " ".join(texte[geheim:offen])
    assert "geheim" in im_geheimen
    assert not any(name in im_geheimen for name in (*leute, *(sitz.name for sitz in sitze)))
    im_namentlichen = " ".join(texte[offen : texte.index("Schluss")])
    assert all(sitz.name in im_namentlichen for sitz in sitze[:3])


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
    ziele = _ziele(_gesetzt(satz))
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
        pdf = _gesetzt(satz, fassungsbau.beispiel(punkt))
        Niederschriftsfassung.objects.all().delete()
        plaetze = [ziel for name, ziel in _ziele(pdf).items() if name.startswith("unterschrift-")]
        assert len(plaetze) == 2
        assert len({seite for seite, _links, _oben in plaetze}) == 1
        text = " ".join(PdfReader(BytesIO(pdf)).pages[plaetze[0][0]].extract_text().split())
        # Heading, place and label stay together.
        assert "Unterzeichnet nach § 7 Abs. 2" in text
        assert "Leitung der Geschäftsstelle" in text
        assert all(27 <= oben < oben + 26 + 10 <= 297 - 34 for _seite, _links, oben in plaetze), zeilen


def test_steinfurt_gibt_frei_und_unterzeichnet_nicht() -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    pdf = _gesetzt(satz)
    assert [name for name in _ziele(pdf) if name.startswith("unterschrift-")] == ["unterschrift-vorsitz"]
    text = _text(pdf)
    assert "Freigegeben nach § 7 der Geschäftsordnung durch" in text
    assert "wer sie freigegeben hat" in text
    assert "nterzeichne" not in text
    assert "Unterschrift" not in text


def test_ohne_regel_zeichnet_wer_die_sitzung_geleitet_hat() -> None:
    pdf = _gesetzt(geschlossene_sitzung(bau.lenkungsgruppe(4, wie=None)))
    assert [name for name in _ziele(pdf) if name.startswith("unterschrift-")] == ["unterschrift-vorsitz"]
    assert "Unterschrift Unterzeichnet durch Dr. Renate Vorsitz Vorsitz Echtheit prüfen" in " ".join(
        teil.text for teil in vorgelesen(pdf)
    )


# What lies inside -------------------------------------------------------------------------------------------


def test_der_inhalt_liegt_maschinenlesbar_bei_und_hat_den_abdruck(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz)
    gelesen = Niederschriftsfassung.objects.get(pk=fassung.pk)
    with pikepdf.open(BytesIO(setze(niederschrift.PDFART, _inhalt(gelesen)))) as pdf:
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
    assert niederschrift.pruefadresse(fassung) == adresse
    pdf = setze(niederschrift.PDFART, _inhalt(fassung))
    assert f"{adresse} Fassung 1" in _text(pdf)
    assert "Prüfzeichen abc23." in _text(pdf)
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
    erste = setze(niederschrift.PDFART, _inhalt(fassung))
    with time_machine.travel(fassungsbau.FEST_AM + timedelta(days=900), tick=False):
        spaeter = Niederschriftsfassung.objects.get(pk=fassung.pk)
        assert setze(niederschrift.PDFART, _inhalt(spaeter)) == erste


def test_eine_berichtigte_sitzung_aendert_das_pdf_nicht(satz: Sitzung) -> None:
    fassung = fassungsbau.fassung(satz)
    erste = setze(niederschrift.PDFART, _inhalt(fassung))
    satz.punkte.update(titel="Anders")
    type(satz.gremium).objects.update(name="Anderes Gremium")
    neue = Niederschriftsfassung.objects.get(pk=fassung.pk)
    assert setze(niederschrift.PDFART, _inhalt(neue)) == erste


def test_nur_unsere_schrift_auch_am_trennstrich(satz: Sitzung) -> None:
    """The foot of a hyphenated line must not bring in a typeface of the machine."""
    wort = "Donaudampfschifffahrtsgesellschaftskapitänsmützenüberprüfungsverordnung "
    with pikepdf.open(BytesIO(_gesetzt(satz, fassungsbau.beispiel(fassungsbau.punkt(1, wort * 20))))) as pdf:
        schriften = {
            str(s.BaseFont).split("+")[-1] for seite in pdf.pages for s in seite.Resources.Font.values()
        }
    assert schriften
    assert all(name.startswith("Kim") for name in schriften), schriften


def test_lange_worte_bleiben_auf_dem_blatt(satz: Sitzung) -> None:
    lang = "Überß" * 60
    breiten: list[float] = []

    def merken(text: str, _cm: Any, tm: Any, _schrift: Any, groesse: float) -> None:
        # Where a piece of text begins; the page is 210 mm wide, its right margin 20 mm.
        if text.strip():
            breiten.append(tm[4] / 96 * 25.4)

    punkt = fassungsbau.punkt(1, f"{lang}\n- {lang}", titel=lang[:200], erklaerung=lang)
    pdf = _gesetzt(
        satz,
        fassungsbau.beispiel(
            punkt, anwesenheitstext=f"Gäste:\n- {lang[:90]}, {lang[:90]}", gremium=lang[:90]
        ),
    )
    for seite in PdfReader(BytesIO(pdf)).pages:
        seite.extract_text(visitor_text=merken)
    assert max(breiten) < 190
    zeilen = [z for seite in PdfReader(BytesIO(pdf)).pages for z in seite.extract_text().splitlines()]
    # At 10.5 pt no line of 165 mm holds more than 110 of these letters; nothing runs off the edge.
    assert max(len(zeile) for zeile in zeilen if "Überß" in zeile) <= 110
    assert _text(pdf).replace(" ", "").replace("-", "").count("Überß") >= 60 * 3


def test_vierzig_punkte_mit_langen_texten(satz: Sitzung) -> None:
    absatz = "Die Mitglieder erörtern die Übergänge zwischen den Stellen und bitten um eine Übersicht. " * 6
    punkte = [
        fassungsbau.punkt(n, "\n\n".join([absatz] * 2), (fassungsbau.beschluss(n), "Einvernehmlich gefasst."))
        for n in range(1, 41)
    ]
    pdf = _gesetzt(satz, fassungsbau.beispiel(*punkte))
    text = _text(pdf)
    seiten = _seiten(pdf)
    assert seiten > 15
    assert [titel for _tiefe, titel in lesezeichen(pdf)][-6:] == [
        *("TOP 40: Vorhaben 40", "Beschluss 40/2023", "Schluss"),
        *("Ergebnisse der Abstimmungen", "Unterschriften", "Echtheit prüfen"),
    ]
    assert text.count("Einvernehmlich gefasst.") == 40
    assert f"Seite {seiten} von {seiten}" in text


@pytest.mark.pdfpruefung
def test_die_niederschrift_haelt_pdf_a_und_pdf_ua_ein(satz: Sitzung) -> None:
    voll = _gesetzt(satz)
    Niederschriftsfassung.objects.all().delete()
    zweite = _gesetzt(satz, fassungsbau.beispiel(fassungsbau.PUNKTE[3]), nummer=2, anlass="Berichtigt.")
    steinfurt = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    frei = _gesetzt(steinfurt, pruefzeichen="anderes")
    aus_der_sitzung = setze(
        niederschrift.PDFART, _inhalt(fassungsbau.fassung(geschlossene_sitzung(), pruefzeichen="drittes"))
    )
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
