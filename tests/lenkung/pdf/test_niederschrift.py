"""The PDF of a fixed Niederschrift: what stands in it, and in which order."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.regeln.verlauf import Weise
from tests.lenkung import druckbau, fassungsbau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.druckbau import druck, gesetzt, seitenzahl, volltext
from tests.lenkung.niederschriftsbau import frisch
from tests.werkzeug.pdflesen import lesezeichen, vorgelesen

pytestmark = pytest.mark.django_db
MM = 72 / 25.4


@pytest.fixture
def satz() -> Sitzung:
    return druckbau.sitzung_mit_leitung()


# What stands in it, and in which order ---------------------------------------------------------------------


def test_lesezeichen_zu_jedem_abschnitt_und_jedem_beschluss(satz: Sitzung) -> None:
    assert lesezeichen(gesetzt(satz)) == [
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
    teile = vorgelesen(gesetzt(satz))
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
    assert [teil.rolle for teil in teile[punkt : punkt + 6]] == ["H2", "P", "P", "LI", "LI", "H3"]
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
    pdf = PdfReader(BytesIO(gesetzt(satz)))
    seiten = [" ".join(seite.extract_text().split()) for seite in pdf.pages]
    assert len(seiten) > 1
    for nummer, text in enumerate(seiten, 1):
        assert f"Seite {nummer} von {len(seiten)}" in text
    assert all("Niederschrift der Sitzung am 13.09.2023: Lenkungsgruppe KIM" in text for text in seiten[1:])
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Niederschrift der Sitzung am 13.09.2023: Lenkungsgruppe KIM"


def test_die_erste_fassung_nennt_keinen_anlass_die_zweite_ihren(satz: Sitzung) -> None:
    erste = fassungsbau.fassung(satz, fassungsbau.beispiel())
    assert "geändert" not in volltext(druck(erste))
    assert druckbau.inhalt(erste).dateiname == "Niederschrift Lenkungsgruppe KIM 2023-09-13.pdf"
    Niederschriftsfassung.objects.all().delete()
    zweite = fassungsbau.fassung(
        satz, fassungsbau.beispiel(), nummer=2, anlass="Geändert durch Beschluss 3/2024."
    )
    text = volltext(druck(zweite))
    assert "Fassung 2: Geändert durch Beschluss 3/2024." in text
    assert "Fassung 2, festgeschrieben am 14.09.2023, 10:30 Uhr." in text
    assert druckbau.inhalt(zweite).dateiname == "Niederschrift Lenkungsgruppe KIM 2023-09-13 Fassung 2.pdf"


def test_ein_kopf_von_hand_steht_als_text_da(satz: Sitzung) -> None:
    text = volltext(gesetzt(satz, fassungsbau.beispiel(kopf="Wir trafen uns im Keller.\n\nOrt: Keller")))
    assert "Wir trafen uns im Keller. Ort: Keller" in text


def test_ohne_beschluss_und_ohne_punkte(satz: Sitzung) -> None:
    daten = fassungsbau.beispiel(fassungsbau.PUNKTE[3])
    ohne_beschluss = volltext(gesetzt(satz, daten))
    assert "In dieser Sitzung wurde kein Beschluss gefasst." in ohne_beschluss
    Niederschriftsfassung.objects.all().delete()
    leer = replace(daten, abschnitte=tuple(a for a in daten.abschnitte if a.punkt is None))
    text = volltext(gesetzt(satz, leer))
    assert "Die Sitzung hatte keine Tagesordnungspunkte." in text
    assert "Nicht öffentlich" not in text


def test_sind_alle_punkte_nicht_oeffentlich_steht_es_nicht_bei_jedem(satz: Sitzung) -> None:
    punkte = [replace(punkt, oeffentlich=False) for punkt in fassungsbau.PUNKTE]
    assert "Nicht öffentlich" not in volltext(gesetzt(satz, fassungsbau.beispiel(*punkte)))


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
    texte = [teil.text for teil in vorgelesen(druck(fassung))]
    # The first one of each is the agenda.
    geheim, offen = (texte.index(f"TOP {n}: Vorhaben {n}", texte.index("Eröffnung")) for n in (1, 2))
    leute = [person["name"] for person in fassung.inhalt["anwesenheit"]]
    assert len(leute) == 3
    im_geheimen = " ".join(texte[geheim:offen])
    assert "geheim" in im_geheimen
    assert not any(name in im_geheimen for name in (*leute, *(sitz.name for sitz in sitze)))
    im_namentlichen = " ".join(texte[offen : texte.index("Schluss")])
    assert all(sitz.name in im_namentlichen for sitz in sitze[:3])


def test_nur_unsere_schrift_auch_am_trennstrich(satz: Sitzung) -> None:
    """The foot of a hyphenated line must not bring in a typeface of the machine."""
    wort = "Donaudampfschifffahrtsgesellschaftskapitänsmützenüberprüfungsverordnung "
    with pikepdf.open(BytesIO(gesetzt(satz, fassungsbau.beispiel(fassungsbau.punkt(1, wort * 20))))) as pdf:
        schriften = {
            str(s.BaseFont).split("+")[-1] for seite in pdf.pages for s in seite.Resources.Font.values()
        }
    assert schriften
    assert all(name.startswith("Kim") for name in schriften), schriften


def test_lange_worte_bleiben_auf_dem_blatt(satz: Sitzung) -> None:
    lang = "Überß" * 60
    breiten: list[float] = []

    def merken(stueck: str, _cm: Any, tm: Any, _schrift: Any, groesse: float) -> None:
        # Where a piece of text begins; the page is 210 mm wide, its right margin 20 mm.
        if stueck.strip():
            breiten.append(tm[4] / 96 * 25.4)

    punkt = fassungsbau.punkt(1, f"{lang}\n- {lang}", titel=lang[:200], erklaerung=lang)
    pdf = gesetzt(
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
    assert volltext(pdf).replace(" ", "").replace("-", "").count("Überß") >= 60 * 3


def test_vierzig_punkte_mit_langen_texten(satz: Sitzung) -> None:
    absatz = "Die Mitglieder erörtern die Übergänge zwischen den Stellen und bitten um eine Übersicht. " * 6
    punkte = [
        fassungsbau.punkt(n, "\n\n".join([absatz] * 2), (fassungsbau.beschluss(n), "Einvernehmlich gefasst."))
        for n in range(1, 41)
    ]
    pdf = gesetzt(satz, fassungsbau.beispiel(*punkte))
    text = volltext(pdf)
    seiten = seitenzahl(pdf)
    assert seiten > 15
    assert [titel for _tiefe, titel in lesezeichen(pdf)][-6:] == [
        *("TOP 40: Vorhaben 40", "Beschluss 40/2023", "Schluss"),
        *("Ergebnisse der Abstimmungen", "Unterschriften", "Echtheit prüfen"),
    ]
    assert text.count("Einvernehmlich gefasst.") == 40
    assert f"Seite {seiten} von {seiten}" in text
