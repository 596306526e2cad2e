"""Was zu Antworten und Abfragen geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_NAME = Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_TERMIN = Platzhalter(
    "termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True
)
_ORT = Platzhalter("ort", "Ort oder Hinweis auf die digitale Teilnahme", "Kreishaus, Raum A 1.16")
_FRAGE = Platzhalter("frage", "die Frage", "Soll die Sitzung am 19.06.2023 ausfallen?", pflicht=True)

ENTLASTET = Mailtextart(
    schluessel="lenkung.stellvertretung_entlastet",
    titel="Stellvertretung wird doch nicht gebraucht",
    betreff="{gremium}: Das Mitglied kommt doch, Sitzung am {termin}",
    text=(
        "Guten Tag {name},\n\nwir hatten Sie gebeten, zur Sitzung der Runde „{gremium}“ am {termin} "
        "zu vertreten. Das Mitglied Ihres Sitzes kommt nun doch; Sie brauchen nicht zu kommen und nicht "
        "zu antworten.\n\n"
        "Ort: {ort}\n\nDie Unterlagen bleiben zu Ihrer Information. Danke, dass Sie bereitstanden."
    ),
    platzhalter=(_NAME, _GREMIUM, _TERMIN, _ORT),
    anlass="Geht an eine Stellvertretung, die um Antwort gebeten war, wenn das Mitglied doch kommt.",
)
ABFRAGE = Mailtextart(
    schluessel="lenkung.abfrage",
    titel="Abfrage an die Mitglieder",
    betreff="{gremium}: {frage}",
    text=(
        "Guten Tag {name},\n\nfür die Runde „{gremium}“ bitten wir um Ihre Meinung:\n\n{frage}\n\n"
        "{erlaeuterung}\n\nMöglichkeiten:\n{optionen}\n\n"
        "Bitte antworten Sie bis {bis} über diesen Link:\n{link}\n\n"
        "Er ist nur für Sie bestimmt. Das ist eine Abfrage und kein Beschluss."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _FRAGE,
        Platzhalter("erlaeuterung", "Ihre Erläuterung", "Bisher liegt kein Punkt zur Entscheidung vor."),
        Platzhalter("optionen", "die Möglichkeiten, eine je Zeile", "– Ja, sie soll ausfallen"),
        Platzhalter("bis", "bis wann geantwortet werden kann", "Montag, 12.06.2023, 12:00 Uhr", pflicht=True),
        Platzhalter("link", "der persönliche Link zur Antwort", "https://kim.example/a/…", pflicht=True),
    ),
    anlass="Geht an die Mitglieder, wenn die Geschäftsstelle eine Abfrage stellt.",
)
ABFRAGE_ZURUECK = Mailtextart(
    schluessel="lenkung.abfrage_zurueckgenommen",
    titel="Abfrage zurückgenommen",
    betreff="{gremium}: Abfrage zurückgenommen",
    text=(
        "Guten Tag {name},\n\nunsere Abfrage für die Runde „{gremium}“ hat sich erledigt:\n\n{frage}\n\n"
        "Grund: {grund}\n\nSie brauchen nicht mehr zu antworten."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _FRAGE,
        Platzhalter("grund", "Grund, wie Sie ihn eingetragen haben", "Der Termin steht fest.", pflicht=True),
    ),
    anlass="Geht an alle Befragten, wenn die Geschäftsstelle eine Abfrage zurücknimmt.",
)
MAILTEXTE_DER_ANTWORTEN = (ENTLASTET, ABFRAGE, ABFRAGE_ZURUECK)
