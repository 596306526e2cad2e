"""The public PDF: what stands on it, what lies in it, and that it keeps PDF/A-3u and PDF/UA-1."""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from kim.dokumente.domain.queries.inhalt import inhalt_von
from lenkung.domain.queries.oeffentlich import druck_der
from lenkung.pdf.oeffentlich import ergebnissatz
from lenkung.regeln.oeffentliche_fassung import OeffentlicherBeschluss, aus_inhalt
from tests.lenkung import oeffentlichbau as bau
from tests.werkzeug.pdfpruefung import verstoesse


@pytest.mark.django_db
@pytest.mark.pdfpruefung
def test_das_pdf_haelt_die_normen_und_traegt_die_oeffentlichen_daten() -> None:
    geheim = bau.sitzung_mit_geheimnissen()
    bau.eingeschaltet(geheim.gremium)
    satz = bau.veroeffentlicht(geheim.fassung, vorlaeufig=True, erklaerungen=frozenset({4}))
    bau.pdf_setzen()
    dokument = druck_der(satz)
    assert dokument is not None
    inhalt = inhalt_von(dokument)
    assert verstoesse(inhalt) == []
    leser = PdfReader(io.BytesIO(inhalt))
    text = " ".join(" ".join(seite.extract_text() for seite in leser.pages).split())
    for stueck in (
        "Öffentliche Fassung · noch nicht genehmigt",
        f"Niederschrift der Sitzung am {geheim.sitzung.tag:%d.%m.%Y}",
        "Ort: Kreishaus",
        "Verkehrswacht (1)",
        "TOP 2: Nicht öffentlicher Punkt",
        "Dieser Punkt ist nicht öffentlich.",
        f"Das {bau.OEFFENTLICHES} wird beschlossen.",
        "Einvernehmlich angenommen.",
        "Dazu ein nicht öffentlicher Beschluss.",
        "Erklaerungswort eines Mitglieds.",
        "Der Vorsitz eröffnet",
        "Namen durch Einrichtungen ersetzt",
    ):
        assert stueck in text, stueck
    (anlage,) = leser.attachments["niederschrift-oeffentlich.json"]
    assert json.loads(anlage) == satz.inhalt
    assert aus_inhalt(json.loads(anlage)).gremium == geheim.gremium.name


def _beschluss(**felder: object) -> OeffentlicherBeschluss:
    werte = {"zeichen": "1/2026", "titel": "T", "text": "W", "weise": "offen", "angenommen": True}
    return OeffentlicherBeschluss(**{**werte, **felder})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"weise": "einvernehmlich"}, "Einvernehmlich angenommen."),
        (
            {"ja": 9, "nein": 1, "enthaltung": 0},
            "Offen abgestimmt: angenommen mit 9 Ja-Stimmen, 1 Nein-Stimme und ohne Enthaltung.",
        ),
        (
            {"weise": "geheim", "ja": 2, "nein": 2, "enthaltung": 1, "stichentscheid": True},
            "Geheim abgestimmt: angenommen mit 2 Ja-Stimmen, 2 Nein-Stimmen und 1 Enthaltung. "
            "Es entschied die Stimme des Vorsitzes.",
        ),
        ({"weise": "", "angenommen": False}, "Abgelehnt."),
        ({"weise": "umlauf"}, "Angenommen."),
    ],
)
def test_das_ergebnis_steht_in_einem_satz(felder: dict[str, object], satz: str) -> None:
    assert ergebnissatz(_beschluss(**felder)) == satz
