"""Fixed Niederschriften for tests: of a session that was held, or with a content made up for the purpose."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lenkung.domain.queries.niederschrift import abschnitte_von, niederschrift_von, verlauf_der
from lenkung.domain.queries.niederschrift_bau import niederschrift_bauen
from lenkung.domain.queries.niederschriftsdaten import niederschriftsdaten
from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
    Sitzungsangabe,
    abdruck,
    als_inhalt,
)
from tests.lenkung.niederschriftsbau import entwurf

FEST_AM = datetime(2023, 9, 14, 8, 30, tzinfo=UTC)
BEGINN, ENDE = "2023-09-13T14:00:00+02:00", "2023-09-13T15:45:00+02:00"
SITZUNG = Sitzungsangabe(
    1, "2023-09-13", BEGINN, ENDE, "Kreishaus, großer Sitzungssaal", "hybrid", "Dr. Renate Vorsitz"
)
KOPF = (
    "Ort: Kreishaus, großer Sitzungssaal\nForm: hybrid\nTag: Mittwoch, 13.09.2023\nBeginn: 14:00 Uhr\n"
    "Ende: 15:45 Uhr\nLeitung: Dr. Renate Vorsitz"
)
LEUTE = (
    Personenangabe(
        "Dr. Renate Vorsitz", "Kreisverwaltung, Dezernat II", "mit_stimme", zeiten=((BEGINN, ""),)
    ),
    Personenangabe(
        "Jörg Müßig",
        "Agentur für Arbeit",
        "mit_stimme",
        stellvertretung=True,
        digital=True,
        zeiten=(("2023-09-13T14:20:00+02:00", ""),),
    ),
    Personenangabe("Ayşe Öztürk", "Gesundheitsamt", "ohne_stimme", zeiten=((BEGINN, ""),)),
    Personenangabe("Lena Gast", "", "gast", zeiten=((BEGINN, ENDE),), punkte=(2,)),
)
ANWESENHEIT = (
    "Mitglieder und Stellvertretungen:\n- Dr. Renate Vorsitz, Kreisverwaltung, Dezernat II\n"
    "- Jörg Müßig (Stellvertretung), Agentur für Arbeit, digital, ab 14:20 Uhr\n\n"
    "Ohne Stimme:\n- Ayşe Öztürk, Gesundheitsamt\n\nGäste:\n- Lena Gast, zu TOP 2\n\n"
    "Nicht vertreten:\n- Caritasverband, Kreisgruppe Süd"
)


def beschluss(nummer: int, weise: str = "einvernehmlich", **felder: Any) -> Beschlussangabe:
    return Beschlussangabe(
        **{
            "nummer": nummer,
            "zeichen": f"{nummer}/2023",
            "titel": f"Vorhaben {nummer}",
            "text": f"Die Lenkungsgruppe beschließt das Vorhaben {nummer}.",
            "weise": weise,
            "angenommen": True,
            "oeffentlich": True,
            **felder,
        }
    )


def festgestellt(*saetze: tuple[Beschlussangabe, str]) -> str:
    """As the draft joins them: number and wording, then what the text module says of the result."""
    return "\n\n".join(f"Beschluss {satz.zeichen}:\n{satz.text}\n\n{danach}" for satz, danach in saetze)


def punkt(
    nummer: int, text: str = "", *saetze: tuple[Beschlussangabe, str], **felder: Any
) -> Abschnittsangabe:
    return Abschnittsangabe(
        **{
            "art": "punkt",
            "text": text,
            "titel": f"Vorhaben {nummer}",
            "punkt": nummer,
            "punktart": "beschluss",
            "stand": "behandelt",
            "festgestellt": festgestellt(*saetze),
            "beschluesse": tuple(satz for satz, _danach in saetze),
            **felder,
        }
    )


EINVERNEHMLICH = (beschluss(1), "Der Beschluss ist einvernehmlich gefasst.")
NAMENTLICH = (
    beschluss(
        2,
        "namentlich",
        ja=1,
        nein=1,
        enthaltung=0,
        stichentscheid=True,
        rechnung="1 Ja, 1 Nein: Stichentscheid",
        namentlich=(
            ("Ja", ("Dr. Renate Vorsitz (Kreisverwaltung)",)),
            ("Nein", ("Jörg Müßig (Agentur für Arbeit)",)),
        ),
    ),
    "Der Beschluss ist in namentlicher Abstimmung angenommen. Die Stimme des Vorsitzes hat entschieden.\n\n"
    "Ja: Dr. Renate Vorsitz (Kreisverwaltung).\nNein: Jörg Müßig (Agentur für Arbeit).\n\n"
    "Rechnung: 1 Ja, 1 Nein: Stichentscheid.",
)
GEHEIM = (
    beschluss(3, "geheim", ja=0, nein=2, enthaltung=0, angenommen=False, rechnung="0 Ja von 2"),
    "Der Beschluss ist in geheimer Abstimmung mit 2 Nein-Stimmen abgelehnt.\n\nRechnung: 0 Ja von 2.",
)
PUNKTE = (
    punkt(1, "Es trägt vor: Amt für Integration.", EINVERNEHMLICH),
    punkt(
        2,
        "Die Lenkungsgruppe erörtert:\n- Förderschule\n- Sprachkurse",
        NAMENTLICH,
        oeffentlich=False,
        erklaerung="Herr Müßig erklärt, er habe dagegen gestimmt.",
    ),
    punkt(3, "", GEHEIM),
    punkt(4, "Der Bericht wird zur Kenntnis genommen.", punktart="bericht"),
)


def beispiel(*punkte: Abschnittsangabe, **felder: Any) -> Niederschriftsdaten:
    """Every manner of voting, a statement, a guest, an empty seat; or the items that are handed in."""
    anwesenheit = felder.pop("anwesenheitstext", ANWESENHEIT)
    kopf = felder.pop("kopf", KOPF)
    return Niederschriftsdaten(
        **{
            "kreis": "Musterkreis",
            "gremium": "Lenkungsgruppe KIM",
            "sitzung": SITZUNG,
            "abschnitte": (
                Abschnittsangabe("kopf", kopf),
                Abschnittsangabe("anwesenheit", anwesenheit),
                Abschnittsangabe("eroeffnung", "Dr. Renate Vorsitz eröffnet die Sitzung um 14:00 Uhr."),
                *(punkte or PUNKTE),
                Abschnittsangabe("schluss", "Dr. Renate Vorsitz schließt die Sitzung um 15:45 Uhr."),
            ),
            "anwesenheit": LEUTE,
            "nicht_vertreten": ("Caritasverband, Kreisgruppe Süd",),
            **felder,
        }
    )


def daten_der(satz: Sitzung) -> Niederschriftsdaten:
    """What its draft says now."""
    verlauf = verlauf_der(satz)
    niederschrift = niederschrift_von(satz)
    assert verlauf is not None
    assert niederschrift is not None
    return niederschriftsdaten(satz, abschnitte_von(niederschrift), niederschrift_bauen(satz, verlauf))


def fassung(satz: Sitzung, daten: Niederschriftsdaten | None = None, **felder: Any) -> Niederschriftsfassung:
    """Straight into the table, as the acts leave it."""
    niederschrift = niederschrift_von(satz) or entwurf(satz)
    inhalt = als_inhalt(daten or daten_der(satz))
    return Niederschriftsfassung.objects.create(
        **{
            "niederschrift": niederschrift,
            "nummer": 1,
            "inhalt": inhalt,
            "inhalt_hash": abdruck(inhalt),
            "pruefzeichen": "k7m2q9xw4t8bhd3vf6z5",
            "erstellt_am": FEST_AM,
            "erstellt_von_name": "Petra Probe",
            **felder,
        }
    )
