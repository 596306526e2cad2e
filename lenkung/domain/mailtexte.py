"""Was den Mitgliedern und Stellvertretungen zu einer Sitzung geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_GEMEINSAM = (
    Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe"),
    Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM"),
    Platzhalter("termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True),
)
_ORT = Platzhalter("ort", "Ort oder Hinweis auf die digitale Teilnahme", "Kreishaus, Raum A 1.16")
_GRUND = Platzhalter("grund", "Grund, wie Sie ihn eingetragen haben", "Krankheit im Vorsitz", pflicht=True)

VERLEGT = Mailtextart(
    schluessel="lenkung.sitzung_verlegt",
    titel="Sitzung verlegt",
    betreff="{gremium}: Sitzung verlegt auf {termin}",
    text=(
        "Guten Tag {name},\n\ndie Sitzung der Runde „{gremium}“ ist verlegt.\n\nBisher: {bisher}\n"
        "Neu: {termin}\nOrt: {ort}\n\nGrund: {grund}\n\n"
        "Der angehängte Kalendereintrag ersetzt den bisherigen. Eine Antwort auf die Einladung galt für den "
        "bisherigen Termin: Sind Sie um Antwort gebeten, antworten Sie bitte noch einmal, mit demselben Link."
    ),
    platzhalter=(
        *_GEMEINSAM,
        Platzhalter("bisher", "Tag und Uhrzeit, die bisher galten", "Montag, 20.03.2023, 14:00 Uhr"),
        _ORT,
        _GRUND,
    ),
    anlass="Geht hinaus, wenn eine Sitzung verlegt wird, zu der schon eingeladen ist.",
)
GEAENDERT = Mailtextart(
    schluessel="lenkung.sitzung_geaendert",
    titel="Ort oder Art einer Sitzung geändert",
    betreff="{gremium}: Änderung zur Sitzung am {termin}",
    text=(
        "Guten Tag {name},\n\nzur Sitzung der Runde „{gremium}“ am {termin} hat sich etwas geändert.\n\n"
        "Ort: {ort}\nEnde: {ende}\n\nDer angehängte Kalendereintrag ersetzt den bisherigen."
    ),
    platzhalter=(*_GEMEINSAM, _ORT, Platzhalter("ende", "voraussichtliches Ende", "16:00 Uhr")),
    anlass="Geht hinaus, wenn sich Ort, Art oder Dauer einer Sitzung ändern, zu der schon eingeladen ist.",
)
ABGESAGT = Mailtextart(
    schluessel="lenkung.sitzung_abgesagt",
    titel="Sitzung abgesagt",
    betreff="{gremium}: Sitzung am {termin} fällt aus",
    text=(
        "Guten Tag {name},\n\ndie Sitzung der Runde „{gremium}“ am {termin} findet nicht statt.\n\n"
        "Grund: {grund}\n\nZur nächsten Sitzung laden wir Sie rechtzeitig ein."
    ),
    platzhalter=(*_GEMEINSAM, _GRUND),
    anlass="Geht an Mitglieder und Stellvertretungen hinaus, wenn eine Sitzung abgesagt wird.",
)
MAILTEXTE_DER_SITZUNG = (VERLEGT, GEAENDERT, ABGESAGT)
