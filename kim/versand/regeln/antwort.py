"""Was ein Mailserver antwortet (RFC 5321, RFC 3463), in Worten, mit denen ein Mensch etwas anfangen kann."""

from __future__ import annotations

import re

_ADRESSE = re.compile(r"<?[^\s<>@]+@[^\s<>@,;:]+>?")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_HOECHSTLAENGE = 250

_GRUENDE = {
    "1.1": "Diese E-Mail-Adresse gibt es beim Empfänger nicht",
    "1.2": "Den Mailserver hinter dieser Adresse gibt es nicht",
    "1.3": "Die E-Mail-Adresse ist falsch geschrieben",
    "1.6": "Das Postfach ist umgezogen",
    "1.10": "Der Empfänger nimmt unter dieser Adresse keine E-Mails an",
    "2.0": "Das Postfach nimmt keine E-Mails an",
    "2.1": "Das Postfach ist abgeschaltet",
    "2.2": "Das Postfach ist voll",
    "2.3": "Die E-Mail ist für dieses Postfach zu groß",
    "3.1": "Beim Empfänger ist kein Platz mehr",
    "3.4": "Die E-Mail ist dem Mailserver zu groß",
    "4.1": "Der Mailserver des Empfängers antwortet nicht",
    "4.4": "Zu dieser Adresse findet sich kein Mailserver",
    "7.1": "Der Mailserver erlaubt die Zustellung nicht",
    "7.26": "Der Mailserver traut der Absenderadresse nicht (SPF, DKIM, DMARC)",
}
_NACH_CODE = {
    450: "Das Postfach ist gerade nicht erreichbar",
    451: "Der Mailserver hat gerade eine Störung oder bittet um einen zweiten Versuch",
    452: "Beim Mailserver ist kein Platz mehr",
    550: "Das Postfach gibt es nicht oder es nimmt keine E-Mails an",
    551: "Für diese Adresse ist der Mailserver nicht zuständig",
    552: "Das Postfach ist voll oder die E-Mail zu groß",
    553: "Die E-Mail-Adresse ist nicht zulässig",
    554: "Der Mailserver hat die E-Mail abgewiesen",
}


def bereinigt(text: str, *, name: str = "") -> str:
    """Die Antwort ohne Adressen und ohne den Namen der Person: mehr braucht auch kein Nachweis."""
    einzeilig = " ".join(text.split())
    ohne = _ADRESSE.sub("[Adresse]", einzeilig)
    for wort in name.split():
        if len(wort) > 2:
            ohne = re.sub(rf"\b{re.escape(wort)}\b", "[Name]", ohne, flags=re.IGNORECASE)
    return ohne[:_HOECHSTLAENGE]


def endgueltig(code: int) -> bool:
    """Nach 5xx ist ein zweiter Versuch zwecklos, nach allem anderen nicht (RFC 5321, 4.2.1)."""
    return 500 <= code < 600


def ablehnung_in_worten(code: int, text: str) -> str:
    """Der genauere Status (RFC 3463) geht vor; sonst entscheidet der dreistellige Code."""
    treffer = _STATUS.search(text)
    grund = _GRUENDE.get(treffer[1].split(".", 1)[1]) if treffer else None
    grund = grund or _NACH_CODE.get(code) or "Der Mailserver hat die E-Mail nicht angenommen"
    zusatz = treffer[1] if treffer else str(code)
    return f"{grund} ({zusatz})."
