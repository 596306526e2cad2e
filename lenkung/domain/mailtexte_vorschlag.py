"""Was der Person geschrieben wird, die einen Punkt vorgeschlagen hat; der Kreis darf es ändern."""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_GEMEINSAM = (
    Platzhalter("name", "Name der Person, die vorgeschlagen hat", "Petra Probe"),
    Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM"),
    Platzhalter("thema", "Thema des Vorschlags", "Wohnraum für anerkannte Geflüchtete", pflicht=True),
)
_SITZUNG = Platzhalter("sitzung", "für welche Sitzung", "Sitzung am 21.03.2023")
_STAND = "\n\nDen Stand Ihres Vorschlags sehen Sie jederzeit in KIM unter „Vorschläge“."

_FRIST = Platzhalter(
    "frist",
    "ob der Vorschlag rechtzeitig ist, mit der Rechnung",
    "Eingegangen am 20.02.2023; 21 Kalendertage vor dem 21.03.2023 ist der 28.02.2023: rechtzeitig.",
)

EINGEGANGEN = Mailtextart(
    schluessel="lenkung.vorschlag_eingegangen",
    titel="Vorschlag zur Tagesordnung eingegangen",
    betreff="{gremium}: Ihr Vorschlag „{thema}“ ist eingegangen",
    text=(
        "Guten Tag {name},\n\nIhr Vorschlag für die Tagesordnung der Runde „{gremium}“ ist eingegangen.\n\n"
        "Thema: {thema}\nVorgesehen für: {sitzung}\n{frist}\n\nDie Geschäftsstelle meldet sich bei Ihnen."
        + _STAND
    ),
    platzhalter=(*_GEMEINSAM, _SITZUNG, _FRIST),
    anlass="Geht an die Person, die einen Punkt vorgeschlagen hat, sobald der Vorschlag eingegangen ist.",
)
AUS_ARBEITSGRUPPE = Mailtextart(
    schluessel="lenkung.vorschlag_aus_arbeitsgruppe",
    titel="Ergebnis einer Arbeitsgruppe vorgeschlagen",
    betreff="{gremium}: „{thema}“ ist vorgeschlagen",
    text=(
        "Guten Tag {name},\n\nSie leiten die Arbeitsgruppe. Ihr Ergebnis ist nun von selbst ein Vorschlag "
        "für die Tagesordnung der Runde „{gremium}“, auch wenn noch kein Bericht vorliegt.\n\n"
        "Thema: {thema}\nVorgesehen für: {sitzung}\n{frist}\n\nDie Geschäftsstelle meldet sich bei Ihnen."
        + _STAND
    ),
    platzhalter=(*_GEMEINSAM, _SITZUNG, _FRIST),
    anlass="Geht an die Leitung einer Arbeitsgruppe, wenn der Bericht abgegeben oder sein Tag gekommen ist.",
)
NACHGEFRAGT = Mailtextart(
    schluessel="lenkung.vorschlag_rueckfrage",
    titel="Rückfrage zu einem Vorschlag",
    betreff="{gremium}: Rückfrage zu Ihrem Vorschlag „{thema}“",
    text=(
        "Guten Tag {name},\n\nzu Ihrem Vorschlag „{thema}“ haben wir eine Frage:\n\n{frage}\n\n"
        "Bitte antworten Sie in KIM unter „Vorschläge“ oder auf diese E-Mail."
    ),
    platzhalter=(
        *_GEMEINSAM,
        Platzhalter("frage", "die Frage der Geschäftsstelle", "Wer trägt vor?", pflicht=True),
    ),
    anlass="Geht an die Person, die einen Punkt vorgeschlagen hat, wenn die Geschäftsstelle nachfragt.",
)
VERSCHOBEN = Mailtextart(
    schluessel="lenkung.vorschlag_verschoben",
    titel="Vorschlag verschoben",
    betreff="{gremium}: Ihr Vorschlag „{thema}“ ist verschoben",
    text=(
        "Guten Tag {name},\n\nIhr Vorschlag „{thema}“ ist verschoben.\n\nNeu vorgesehen für: {sitzung}\n\n"
        "{antwort}" + _STAND
    ),
    platzhalter=(
        *_GEMEINSAM,
        _SITZUNG,
        Platzhalter(
            "antwort", "die Antwort der Geschäftsstelle", "Die Tagesordnung im März ist voll.", pflicht=True
        ),
    ),
    anlass="Geht an die Person, die einen Punkt vorgeschlagen hat, wenn er auf später verschoben wird.",
)
ABGELEHNT = Mailtextart(
    schluessel="lenkung.vorschlag_abgelehnt",
    titel="Vorschlag abgelehnt",
    betreff="{gremium}: Ihr Vorschlag „{thema}“",
    text=(
        "Guten Tag {name},\n\nIhr Vorschlag „{thema}“ kommt nicht auf die Tagesordnung.\n\n"
        "Grund: {grund}\n\nDer Vorschlag bleibt im Themenspeicher lesbar."
    ),
    platzhalter=(
        *_GEMEINSAM,
        Platzhalter(
            "grund", "der Grund, wie er eingetragen ist", "Zuständig ist der Kreistag.", pflicht=True
        ),
    ),
    anlass="Geht an die Person, die einen Punkt vorgeschlagen hat, wenn er abgelehnt wird.",
)
AUFGENOMMEN = Mailtextart(
    schluessel="lenkung.vorschlag_aufgenommen",
    titel="Vorschlag in die Tagesordnung aufgenommen",
    betreff="{gremium}: Ihr Vorschlag „{thema}“ ist aufgenommen",
    text=(
        "Guten Tag {name},\n\nIhr Vorschlag „{thema}“ ist aufgenommen.\n\n{sitzung}\n\n{antwort}\n\n"
        "Die Tagesordnung legt der Vorsitz fest." + _STAND
    ),
    platzhalter=(
        *_GEMEINSAM,
        _SITZUNG,
        Platzhalter("antwort", "was die Geschäftsstelle dazu schreibt", "Bitte bringen Sie die Zahlen mit."),
    ),
    anlass="Geht an die Person, die einen Punkt vorgeschlagen hat, wenn er auf eine Tagesordnung kommt.",
)
MAILTEXTE_DES_VORSCHLAGS = (EINGEGANGEN, AUS_ARBEITSGRUPPE, NACHGEFRAGT, VERSCHOBEN, ABGELEHNT, AUFGENOMMEN)
