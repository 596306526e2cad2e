"""Was zu Beschlüssen im Umlauf geschrieben wird; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_NAME = Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_TITEL = Platzhalter("titel", "worum es geht", "Sprachkurse am Abend", pflicht=True)
_TEXT = Platzhalter(
    "text", "der Wortlaut, über den abgestimmt wird", "Die Lenkungsgruppe empfiehlt …", pflicht=True
)
_BIS = Platzhalter("bis", "bis wann geantwortet werden kann", "Montag, 16.05.2022, 12:00 Uhr", pflicht=True)
_SITZ = Platzhalter("sitz", "der Sitz, für den abgestimmt wird", "Jobcenter")
_NORM = Platzhalter(
    "rechtsgrund",
    "warum es im Umlauf geht, mit der Stelle",
    "„Geschäftsordnung vom 30.06.2021“ schließt Beschlüsse im Umlauf nicht aus, § 6.",
)
_LINK = Platzhalter(
    "link", "der persönliche Link zur Antwort", "https://kim.example/a/…", pflicht=True, geheim=True
)
_GRUND = Platzhalter("grund", "warum der Umlauf endet", "Ein Mitglied wünscht die Beratung.", pflicht=True)
_FRAGE = "{titel}\n\n{text}\n\n"
_ANTWORT = (
    "Bitte antworten Sie bis {bis} über diesen Link:\n{link}\n\n"
    "Sie können mit Ja oder Nein stimmen, sich enthalten oder dem Umlauf widersprechen; dann berät eine "
    "Sitzung darüber. Bis zur Frist lässt sich die Antwort ändern. Wer nicht antwortet, stimmt nicht ab.\n\n"
)

UMLAUF_GEFRAGT = Mailtextart(
    schluessel="lenkung.umlauf_gefragt",
    titel="Beschluss im Umlauf: Bitte um Ihre Stimme",
    betreff="{gremium}: Beschluss im Umlauf – {titel}",
    text=(
        "Guten Tag {name},\n\ndie Runde „{gremium}“ soll ohne Sitzung beschließen. Wir bitten um Ihre "
        "Stimme für den Sitz {sitz}.\n\n" + _FRAGE + _ANTWORT + "{rechtsgrund}"
    ),
    platzhalter=(_NAME, _GREMIUM, _TITEL, _TEXT, _BIS, _SITZ, _NORM, _LINK),
    anlass="Geht an die Mitglieder, wenn ein Beschluss im Umlauf beginnt.",
)
UMLAUF_VERTRETUNG = Mailtextart(
    schluessel="lenkung.umlauf_vertretung",
    titel="Beschluss im Umlauf: an die Stellvertretung",
    betreff="{gremium}: Beschluss im Umlauf – {titel}",
    text=(
        "Guten Tag {name},\n\ndie Runde „{gremium}“ soll ohne Sitzung beschließen. Sie vertreten den "
        "Sitz {sitz}. Bitte antworten Sie nur, wenn das Mitglied verhindert ist; antwortet das Mitglied, "
        "gilt dessen Stimme.\n\n" + _FRAGE + _ANTWORT + "{rechtsgrund}"
    ),
    platzhalter=(_NAME, _GREMIUM, _TITEL, _TEXT, _BIS, _SITZ, _NORM, _LINK),
    anlass="Geht an die Stellvertretungen, wenn ein Beschluss im Umlauf beginnt.",
)
UMLAUF_ERINNERUNG = Mailtextart(
    schluessel="lenkung.umlauf_erinnerung",
    titel="Erinnerung: Beschluss im Umlauf",
    betreff="{gremium}: Ihre Stimme fehlt noch – {titel}",
    text=(
        "Guten Tag {name},\n\nfür den Beschluss der Runde „{gremium}“ im Umlauf fehlt noch die Stimme des "
        "Sitzes {sitz}.\n\n" + _FRAGE + _ANTWORT
    ),
    platzhalter=(_NAME, _GREMIUM, _TITEL, _TEXT, _BIS, _SITZ, _LINK),
    anlass="Geht einmal, zwei Tage vor dem letzten Tag, an die, deren Sitz noch nicht geantwortet hat.",
)
UMLAUF_ERGEBNIS = Mailtextart(
    schluessel="lenkung.umlauf_ergebnis",
    titel="Beschluss im Umlauf: das Ergebnis",
    betreff="{gremium}: Ergebnis des Umlaufs – {titel}",
    text=(
        "Guten Tag {name},\n\nüber diesen Antrag hat die Runde „{gremium}“ im Umlauf abgestimmt:\n\n"
        + _FRAGE
        + "Ergebnis: {ergebnis}\n{rechnung}\n\nDas ist {beschluss}. Er steht in KIM unter „Beschlüsse“."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TITEL,
        _TEXT,
        Platzhalter("ergebnis", "angenommen oder abgelehnt", "angenommen", pflicht=True),
        Platzhalter("rechnung", "die Rechnung dazu", "12 Ja, 1 Nein, 0 Enthaltungen; 2·12 > 13 …"),
        Platzhalter("beschluss", "Nummer und Tag des Beschlusses", "Beschluss 3/2022 vom 16.05.2022"),
    ),
    anlass="Geht an alle Befragten, wenn der Vorsitz das Ergebnis feststellt.",
)
UMLAUF_BEENDET = Mailtextart(
    schluessel="lenkung.umlauf_beendet",
    titel="Beschluss im Umlauf: ohne Beschluss beendet",
    betreff="{gremium}: Umlauf ohne Beschluss beendet – {titel}",
    text=(
        "Guten Tag {name},\n\nder Umlauf der Runde „{gremium}“ ist ohne Beschluss beendet:\n\n{titel}\n\n"
        "Grund: {grund}\n\n{weiter}\n\nSie brauchen nicht mehr zu antworten."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TITEL,
        _GRUND,
        Platzhalter("weiter", "wie es weitergeht", "Der Punkt ist für die nächste Sitzung vorgeschlagen."),
    ),
    anlass="Geht an alle Befragten, wenn ein Umlauf durch Widerspruch oder durch den Vorsitz endet.",
)
UMLAUF_REIF = Mailtextart(
    schluessel="lenkung.umlauf_reif",
    titel="Beschluss im Umlauf: bereit zur Feststellung",
    betreff="{gremium}: Der Umlauf ist zu Ende – {titel}",
    text=(
        "Guten Tag {name},\n\nim Umlauf der Runde „{gremium}“ haben {antworten} Sitzen geantwortet. Die "
        "Frist ist vorbei, oder es fehlt niemand mehr.\n\n{titel}\n\n"
        "Nun stellt der Vorsitz das Ergebnis fest:\n{link}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TITEL,
        Platzhalter("antworten", "wie viele Sitze geantwortet haben", "12 von 17"),
        Platzhalter("link", "Adresse des Umlaufs in KIM", "https://kim.example/lenkung/…"),
    ),
    anlass="Geht an Vorsitz und Geschäftsstelle, sobald das Ergebnis festgestellt werden kann.",
)
MAILTEXTE_DES_UMLAUFS = (
    UMLAUF_GEFRAGT,
    UMLAUF_VERTRETUNG,
    UMLAUF_ERINNERUNG,
    UMLAUF_REIF,
    UMLAUF_ERGEBNIS,
    UMLAUF_BEENDET,
)
