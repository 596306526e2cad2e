"""Was mit einer Einladung und nach ihr geschrieben wird; der Kreis darf jeden Text ändern.

Was leer bleibt, etwa ohne persönliche Worte oder ohne große Unterlagen, hinterlässt keine Lücke.
"""

from __future__ import annotations

from kim.basis.mailtext import Mailtextart, Platzhalter

_NAME = Platzhalter("name", "Name der angeschriebenen Person", "Petra Probe")
_GREMIUM = Platzhalter("gremium", "Name des Gremiums", "Lenkungsgruppe KIM")
_TERMIN = Platzhalter(
    "termin", "Tag und Uhrzeit der Sitzung", "Dienstag, 21.03.2023, 14:00 Uhr", pflicht=True
)
_ORT = Platzhalter(
    "ort", "Ort und, bei digitaler Teilnahme, der Link", "Kreishaus, Raum A 1.16", pflicht=True
)
_WORTE = Platzhalter(
    "persoenliche_worte", "Ihre persönlichen Worte; darf leer sein", "Wir freuen uns auf Sie."
)
_TAGESORDNUNG = Platzhalter(
    "tagesordnung",
    "Punkte mit Uhrzeit",
    "1. Begrüßung (14:00 Uhr)\n2. Bericht der Geschäftsstelle (14:05 Uhr)",
    pflicht=True,
)
_HINWEIS = Platzhalter(
    "hinweis",
    "Begründung der Dringlichkeit und Hinweis auf die zweite Einberufung, wenn es sie gibt",
    "Hinweis nach § 6 Abs. 5: Über TOP 2 wird ohne Rücksicht auf die Zahl der Vertretenen beschlossen.",
    pflicht=True,
)
_UNTERLAGEN = Platzhalter(
    "unterlagen", "Welche Unterlagen dabei sind und auf welchem Weg", "Im Anhang: Einladung (PDF)"
)
_UNTERLAGENLINK = Platzhalter(
    "unterlagenlink",
    "persönlicher Link zu großen Unterlagen; leer, wenn es keine gibt",
    "https://kim.example/unterlagen/…",
    pflicht=True,
    geheim=True,
)
_ANTWORTLINK = Platzhalter(
    "antwortlink",
    "persönlicher Link zur Antwort",
    "https://kim.example/antwort/…",
    pflicht=True,
    geheim=True,
)
_MITGLIED = Platzhalter("mitglied", "Name des Mitglieds", "Olaf Muster", pflicht=True)

EINLADUNG = Mailtextart(
    schluessel="lenkung.einladung",
    titel="Einladung zur Sitzung",
    betreff="{gremium}: Einladung zur Sitzung am {termin}",
    text=(
        "Guten Tag {name},\n\nim Auftrag des Vorsitzes laden wir Sie zur Sitzung der Runde „{gremium}“ "
        "ein.\n\n"
        "Termin: {termin}\nOrt: {ort}\n\n{persoenliche_worte}\n\n{hinweis}\n\n"
        "Tagesordnung\n{tagesordnung}\n\n"
        "Bitte sagen Sie uns, ob Sie kommen; ein Klick genügt, ohne Anmeldung:\n{antwortlink}\n\n"
        "Sind Sie verhindert, bekommt Ihre Stellvertretung sofort die Einladung mit allen Unterlagen.\n\n"
        "{unterlagen}\n{unterlagenlink}\n\nDer angehängte Kalendereintrag trägt den Termin bei Ihnen ein."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TERMIN,
        _ORT,
        _WORTE,
        _HINWEIS,
        _TAGESORDNUNG,
        _ANTWORTLINK,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht an die Mitglieder, wenn Sie eine Einladung senden.",
)
ZUR_KENNTNIS = Mailtextart(
    schluessel="lenkung.einladung_kenntnis",
    titel="Einladung, zur Kenntnis an die Stellvertretung",
    betreff="{gremium}: Sitzung am {termin} (zur Kenntnis)",
    text=(
        "Guten Tag {name},\n\nSie vertreten ein Mitglied der Runde „{gremium}“. Zu Ihrer Kenntnis: Zu dieser "
        "Sitzung ist eingeladen.\n\nTermin: {termin}\nOrt: {ort}\n\n{persoenliche_worte}\n\n{hinweis}\n\n"
        "Tagesordnung\n{tagesordnung}\n\n"
        "Sie müssen nichts tun. Ist das Mitglied verhindert, fragen wir Sie mit einer eigenen E-Mail.\n\n"
        "{unterlagen}\n{unterlagenlink}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TERMIN,
        _ORT,
        _WORTE,
        _HINWEIS,
        _TAGESORDNUNG,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht mit der Einladung an die Stellvertretungen, wenn das Gremium es so eingestellt hat.",
)
VERTRETUNG = Mailtextart(
    schluessel="lenkung.einladung_vertretung",
    titel="Einladung an die Stellvertretung, wenn das Mitglied verhindert ist",
    betreff="{gremium}: Bitte vertreten Sie {mitglied} am {termin}",
    text=(
        "Guten Tag {name},\n\n{mitglied} kann zur Sitzung der Runde „{gremium}“ nicht kommen. Als "
        "Stellvertretung sind jetzt Sie eingeladen.\n\nTermin: {termin}\nOrt: {ort}\n\n{hinweis}\n\n"
        "Tagesordnung\n{tagesordnung}\n\n"
        "Bitte sagen Sie uns, ob Sie kommen; ein Klick genügt, ohne Anmeldung:\n{antwortlink}\n\n"
        "{unterlagen}\n{unterlagenlink}\n\nDer angehängte Kalendereintrag trägt den Termin bei Ihnen ein."
    ),
    platzhalter=(
        _NAME,
        _MITGLIED,
        _GREMIUM,
        _TERMIN,
        _ORT,
        _HINWEIS,
        _TAGESORDNUNG,
        _ANTWORTLINK,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht sofort an die Stellvertretung, wenn ein Mitglied absagt.",
)
VORZIMMER = Mailtextart(
    schluessel="lenkung.einladung_vorzimmer",
    titel="Kopie der Einladung an das Vorzimmer",
    betreff="{gremium}: Sitzung am {termin} ({mitglied})",
    text=(
        "Guten Tag {name},\n\n{mitglied} ist zur Sitzung der Runde „{gremium}“ eingeladen; Sie bekommen eine "
        "Kopie.\n\nTermin: {termin}\nOrt: {ort}\n\n{persoenliche_worte}\n\n{hinweis}\n\n"
        "Tagesordnung\n{tagesordnung}\n\n{antwortbitte}\n{antwortlink}\n\n{unterlagen}\n{unterlagenlink}"
    ),
    platzhalter=(
        _NAME,
        _MITGLIED,
        _GREMIUM,
        _TERMIN,
        _ORT,
        _WORTE,
        _HINWEIS,
        _TAGESORDNUNG,
        Platzhalter(
            "antwortbitte",
            "Bitte um die Antwort für das Mitglied; leer, wenn das Vorzimmer nicht antworten darf",
            "Sie können für das Mitglied antworten:",
        ),
        _ANTWORTLINK,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht mit der Einladung an das Vorzimmer eines Mitglieds.",
)
GAST = Mailtextart(
    schluessel="lenkung.einladung_gast",
    titel="Einladung an einen Gast",
    betreff="{gremium}: Einladung als Gast am {termin}",
    text=(
        "Guten Tag {name},\n\nzu einem Teil der Sitzung der Runde „{gremium}“ laden wir Sie als Gast ein.\n\n"
        "Termin: {termin}\nOrt: {ort}\n\n{hinweis}\n\nIhr Teil der Tagesordnung\n{tagesordnung}\n\n"
        "Die Uhrzeit ist ein Anhalt; bitte seien Sie etwas früher da.\n\n{unterlagen}\n{unterlagenlink}"
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TERMIN,
        _ORT,
        Platzhalter("hinweis", "Hinweis; meist leer", ""),
        _TAGESORDNUNG,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht mit der Einladung an Gäste; sie erfahren nur von ihrem Punkt (GO RSK § 2 Abs. 3).",
)
NACHVERSAND = Mailtextart(
    schluessel="lenkung.nachversand",
    titel="Unterlagen nachgereicht",
    betreff="{gremium}: Weitere Unterlagen zur Sitzung am {termin}",
    text=(
        "Guten Tag {name},\n\nzur Sitzung der Runde „{gremium}“ am {termin} bekommen Sie weitere "
        "Unterlagen.\n\n"
        "{persoenliche_worte}\n\n{unterlagen}\n{unterlagenlink}"
    ),
    platzhalter=(_NAME, _GREMIUM, _TERMIN, _WORTE, _UNTERLAGEN, _UNTERLAGENLINK),
    anlass="Geht an alle Eingeladenen, wenn Sie Unterlagen nachsenden.",
)
AENDERUNG = Mailtextart(
    schluessel="lenkung.tagesordnung_geaendert",
    titel="Tagesordnung geändert",
    betreff="{gremium}: Geänderte Tagesordnung für den {termin}",
    text=(
        "Guten Tag {name},\n\ndie Tagesordnung der Sitzung der Runde „{gremium}“ am {termin} ist "
        "geändert.\n\n"
        "Das ist neu\n{aenderungen}\n\n{persoenliche_worte}\n\nTagesordnung\n{tagesordnung}\n\nOrt: {ort}\n\n"
        "{unterlagen}\n{unterlagenlink}\n\nIhre Antwort auf die Einladung gilt weiter."
    ),
    platzhalter=(
        _NAME,
        _GREMIUM,
        _TERMIN,
        _ORT,
        _WORTE,
        Platzhalter("aenderungen", "was sich geändert hat", "Neu: 4. Haushalt", pflicht=True),
        _TAGESORDNUNG,
        _UNTERLAGEN,
        _UNTERLAGENLINK,
    ),
    anlass="Geht an alle Eingeladenen, wenn der Vorsitz nach der Einladung eine Änderung bestätigt hat.",
)
MAILTEXTE_DER_EINLADUNG = (
    EINLADUNG,
    ZUR_KENNTNIS,
    VERTRETUNG,
    VORZIMMER,
    GAST,
    NACHVERSAND,
    AENDERUNG,
)
