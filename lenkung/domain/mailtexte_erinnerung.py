"""Woran per E-Mail erinnert wird; der Kreis darf es ändern."""

from __future__ import annotations

from collections.abc import Mapping

from kim.basis.mailtext import Mailtextart, Platzhalter
from lenkung.regeln.erinnerung import Erinnerungsart

_NAME = Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_TERMIN = Platzhalter(
    "termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True
)
_FRIST = Platzhalter(
    "frist", "wie viel Zeit noch bleibt, in einem Satz", "Noch 2 Tage, bis zum 06.03.2023.", pflicht=True
)
_LINK = Platzhalter(
    "link", "Adresse der Sitzung in KIM", "https://kim.example/lenkung/sitzungen/12/", pflicht=True
)
_NORM = Platzhalter("norm", "Stelle in der Geschäftsordnung", "GO § 4 Abs. 5")
_ZUR_SITZUNG = (_NAME, _GREMIUM, _TERMIN, _LINK)

VORSCHLAEGE = Mailtextart(
    schluessel="lenkung.erinnerung_vorschlaege",
    titel="Erinnerung: Vorschläge zur Tagesordnung",
    betreff="{gremium}: Vorschläge zur Sitzung am {termin}",
    text=(
        "Guten Tag {name},\n\nfür die Sitzung der Runde „{gremium}“ am {termin} werden Vorschläge zur "
        "Tagesordnung gesammelt ({norm}). {frist}\n\nSpätere Vorschläge werden angenommen und als verspätet "
        "gekennzeichnet.\n\nZur Sitzung: {link}"
    ),
    platzhalter=(*_ZUR_SITZUNG, _FRIST, _NORM),
    anlass="Geht hinaus, bevor die Zeit für Vorschläge endet, solange die Tagesordnung nicht festgelegt ist.",
)
TAGESORDNUNG = Mailtextart(
    schluessel="lenkung.erinnerung_tagesordnung",
    titel="Erinnerung: Tagesordnung festlegen",
    betreff="{gremium}: Tagesordnung für {termin} festlegen",
    text=(
        "Guten Tag {name},\n\ndie Tagesordnung der Sitzung „{gremium}“ am {termin} ist noch nicht "
        "festgelegt. {frist}\n\nOhne sie kann nicht eingeladen werden ({norm}).\n\nZur Sitzung: {link}"
    ),
    platzhalter=(*_ZUR_SITZUNG, _FRIST, _NORM),
    anlass="Geht an Vorsitz und Geschäftsstelle, solange die Tagesordnung nicht festgelegt ist.",
)
VERSAND = Mailtextart(
    schluessel="lenkung.erinnerung_versand",
    titel="Erinnerung: Einladung versenden",
    betreff="{gremium}: Einladung für {termin} versenden",
    text=(
        "Guten Tag {name},\n\nzur Sitzung „{gremium}“ am {termin} ist noch nicht eingeladen. Für die "
        "Ladungsfrist ({norm}): {frist}\n\nZur Sitzung: {link}"
    ),
    platzhalter=(*_ZUR_SITZUNG, _FRIST, _NORM),
    anlass="Geht an die Geschäftsstelle, solange zu einer Sitzung nicht eingeladen ist.",
)
ANTWORT = Mailtextart(
    schluessel="lenkung.erinnerung_antwort",
    titel="Erinnerung: Antwort auf die Einladung",
    betreff="{gremium}: Kommen Sie zur Sitzung am {termin}?",
    text=(
        "Guten Tag {name},\n\nzur Sitzung der Runde „{gremium}“ am {termin} fehlt noch Ihre Antwort. Bitte "
        "sagen Sie, ob Sie kommen; davon hängt ab, ob beschlossen werden kann.\n\nOrt: {ort}\n\n"
        "Antworten Sie mit dem Link in Ihrer Einladung oder hier: {link}"
    ),
    platzhalter=(
        *_ZUR_SITZUNG,
        Platzhalter("ort", "Ort oder Hinweis auf die digitale Teilnahme", "Kreishaus, Raum A 1.16"),
    ),
    anlass="Geht an alle, die um Antwort gebeten wurden und noch nicht geantwortet haben.",
)
SITZUNG = Mailtextart(
    schluessel="lenkung.erinnerung_sitzung",
    titel="Erinnerung: Sitzung steht bevor",
    betreff="{gremium}: Sitzung {wann}, {termin}",
    text=(
        "Guten Tag {name},\n\n{wann} tagt die Runde „{gremium}“.\n\nTermin: {termin}\nOrt: {ort}\n\n"
        "Tagesordnung und Unterlagen: {unterlagen}\nZur Sitzung: {link}"
    ),
    platzhalter=(
        *_ZUR_SITZUNG,
        Platzhalter("wann", "wann das ist, von heute aus", "morgen"),
        Platzhalter("ort", "Ort, bei digitaler Teilnahme der Link", "Kreishaus, Raum A 1.16"),
        Platzhalter(
            "unterlagen",
            "Adresse der Unterlagen in KIM",
            "https://kim.example/lenkung/sitzungen/12/unterlagen/",
        ),
    ),
    anlass="Geht an alle, die kommen oder noch nicht geantwortet haben.",
)
SITZ_FREI = Mailtextart(
    schluessel="lenkung.erinnerung_sitz_frei",
    titel="Erinnerung: Sitz nicht besetzt",
    betreff="{gremium}: Sitze sind nicht besetzt",
    text=(
        "Guten Tag {name},\n\nim Gremium „{gremium}“ sind diese Sitze nicht besetzt:\n\n{sitze}\n\n"
        "Freie stimmberechtigte Sitze zählen bei der Beschlussfähigkeit mit.\n\nZum Gremium: {link}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        Platzhalter("sitze", "die freien Sitze, einer je Zeile", "- Musterstadt", pflicht=True),
        Platzhalter("link", "Adresse des Gremiums in KIM", "https://kim.example/lenkung/gremien/3/"),
    ),
    anlass="Geht einmal im Monat an die Geschäftsstelle, solange ein Sitz frei ist.",
)
MAILTEXTE_DER_ERINNERUNGEN: Mapping[Erinnerungsart, Mailtextart] = {
    Erinnerungsart.VORSCHLAEGE: VORSCHLAEGE,
    Erinnerungsart.TAGESORDNUNG: TAGESORDNUNG,
    Erinnerungsart.VERSAND: VERSAND,
    Erinnerungsart.ANTWORT: ANTWORT,
    Erinnerungsart.SITZUNG: SITZUNG,
    Erinnerungsart.SITZ_FREI: SITZ_FREI,
}
