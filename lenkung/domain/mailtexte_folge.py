"""Was Verantwortlichen und der Geschäftsstelle zu Aufgaben geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_NAME = Platzhalter("name", "Name der angeschriebenen Person oder Stelle", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_BESCHLUSS = Platzhalter("beschluss", "Nummer und Tag des Beschlusses", "Beschluss 3/2023 vom 21.03.2023")
_AUFGABE = Platzhalter("aufgabe", "was zu tun ist", "Sprachkurse am Abend einrichten", pflicht=True)
_FRIST = Platzhalter("frist", "der Termin, in einem Satz", "Der Termin ist der 30.06.2023, also in 7 Tagen.")
_LINK = Platzhalter(
    "link", "der persönliche Link zum Bericht", "https://kim.example/a/…", pflicht=True, geheim=True
)
_LINK_TEXT = (
    "Bitte schreiben Sie in ein paar Sätzen, was daraus geworden ist:\n{link}\n\n"
    "Der Link gilt ohne Anmeldung und ist nur für Sie bestimmt."
)

FOLGE_ERBETEN = Mailtextart(
    schluessel="lenkung.folge_bericht_erbeten",
    titel="Bitte um Bericht zu einer Aufgabe",
    betreff="{gremium}: Bitte um Bericht zu einer Aufgabe",
    text=(
        "Guten Tag {name},\n\naus {beschluss} der Runde „{gremium}“ ist bei Ihnen diese Aufgabe:\n\n"
        "{aufgabe}\n\n{frist}\n\n" + _LINK_TEXT
    ),
    platzhalter=(_NAME, _GREMIUM, _BESCHLUSS, _AUFGABE, _FRIST, _LINK),
    anlass="Geht an die Verantwortlichen, wenn die Geschäftsstelle um einen Bericht bittet.",
)
FOLGE_ERINNERUNG = Mailtextart(
    schluessel="lenkung.folge_erinnerung",
    titel="Erinnerung: Aufgabe aus einem Beschluss",
    betreff="{gremium}: Erinnerung an eine Aufgabe",
    text=(
        "Guten Tag {name},\n\naus {beschluss} der Runde „{gremium}“ ist bei Ihnen diese Aufgabe:\n\n"
        "{aufgabe}\n\n{frist}\n\n" + _LINK_TEXT
    ),
    platzhalter=(_NAME, _GREMIUM, _BESCHLUSS, _AUFGABE, _FRIST, _LINK),
    anlass="Geht sieben Tage vor dem Termin und am Tag selbst an die Verantwortlichen, solange es offen ist.",
)
FOLGE_BERICHTET = Mailtextart(
    schluessel="lenkung.folge_berichtet",
    titel="Bericht zu einer Aufgabe eingegangen",
    betreff="{gremium}: Bericht zu {beschluss}",
    text=(
        "Guten Tag {name},\n\n{verantwortlich} hat über den persönlichen Link zu dieser Aufgabe aus "
        "{beschluss} berichtet:\n\n{aufgabe}\n\nStand: {stand}\n\n{bericht}\n\nZum Beschluss: {link}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _BESCHLUSS,
        _AUFGABE,
        Platzhalter("verantwortlich", "wer verantwortlich ist", "Volkshochschule"),
        Platzhalter("stand", "offen oder erledigt", "erledigt"),
        Platzhalter("bericht", "der Bericht", "Der erste Kurs beginnt am 08.05.", pflicht=True),
        Platzhalter("link", "Adresse des Beschlusses in KIM", "https://kim.example/lenkung/beschluesse/3/"),
    ),
    anlass="Geht an die Geschäftsstelle, wenn über den Link berichtet wurde.",
)
MAILTEXTE_DER_FOLGEN = (FOLGE_ERBETEN, FOLGE_ERINNERUNG, FOLGE_BERICHTET)
