"""Was zwischen Geschäftsstelle und Vorsitz zur Tagesordnung geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_GEMEINSAM = (
    Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe"),
    Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM"),
    Platzhalter("termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True),
    Platzhalter(
        "link", "Weg zur Seite in KIM", "https://kim.example/lenkung/sitzungen/1/tagesordnung/", pflicht=True
    ),
)

VORGELEGT = Mailtextart(
    schluessel="lenkung.tagesordnung_vorgelegt",
    titel="Tagesordnung zur Bestätigung",
    betreff="{gremium}: Bitte die Tagesordnung für {termin} bestätigen",
    text=(
        "Guten Tag {name},\n\ndie Tagesordnung für die Sitzung der Runde „{gremium}“ am {termin} liegt Ihnen "
        "zur Bestätigung vor. Sie können sie bestätigen oder mit einer Bemerkung zurückgeben:\n\n{link}"
    ),
    platzhalter=_GEMEINSAM,
    anlass="Geht an den Vorsitz, wenn ihm eine Tagesordnung vorgelegt wird.",
)
ZURUECKGEGEBEN = Mailtextart(
    schluessel="lenkung.tagesordnung_zurueckgegeben",
    titel="Tagesordnung vom Vorsitz zurückgegeben",
    betreff="{gremium}: Tagesordnung für {termin} zurückgegeben",
    text=(
        "Guten Tag {name},\n\nder Vorsitz hat die Tagesordnung für die Sitzung der Runde „{gremium}“ am "
        "{termin} mit dieser Bemerkung zurückgegeben:\n\n{bemerkung}\n\nHier arbeiten Sie weiter:\n{link}"
    ),
    platzhalter=(
        *_GEMEINSAM,
        Platzhalter(
            "bemerkung", "was geändert werden soll", "Bitte TOP 4 vor TOP 3 behandeln.", pflicht=True
        ),
    ),
    anlass="Geht an die Geschäftsstelle, wenn der Vorsitz eine Tagesordnung zurückgibt.",
)
MAILTEXTE_DER_TAGESORDNUNG = (VORGELEGT, ZURUECKGEGEBEN)
