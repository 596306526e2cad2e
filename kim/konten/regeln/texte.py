"""Was das Haus einer Person zu ihrem Konto schreibt. Keine Inhalte, nur Konto und Zugang."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Anlass(StrEnum):
    EINLADUNG = "einladung"
    ANMELDELINK = "anmeldelink"
    PASSWORT_VERGESSEN = "passwort_vergessen"
    PASSWORT_GEAENDERT = "passwort_geaendert"
    FAKTOR_EINGERICHTET = "faktor_eingerichtet"
    FAKTOR_ENTFERNT = "faktor_entfernt"
    FAKTOR_ZURUECKGESETZT = "faktor_zurueckgesetzt"
    CODES_ERNEUERT = "codes_erneuert"
    VERZEICHNIS_VERBUNDEN = "verzeichnis_verbunden"
    VERZEICHNIS_GETRENNT = "verzeichnis_getrennt"
    ROLLE_ERTEILT = "rolle_erteilt"
    ROLLE_BEENDET = "rolle_beendet"


@dataclass(frozen=True, slots=True)
class Kontotext:
    """Platzhalter: {name}, {link}, {gueltig_bis}, {rolle}, {kreis}."""

    anlass: Anlass
    titel: str
    wann: str
    """Ergänzt „Geht hinaus, …“."""
    betreff: str
    text: str
    platzhalter: tuple[str, ...] = ("name", "kreis")
    link_geheim: bool = False
    """Wer den Link hat, kommt in das Konto."""

    @property
    def mailtext(self) -> str:
        return f"konten.{self.anlass}"


_NICHT_SIE = (
    "\n\nWaren Sie das nicht? Dann wenden Sie sich bitte gleich an die Kontenverwaltung Ihres Kreises."
)

TEXTE = {
    text.anlass: text
    for text in (
        Kontotext(
            Anlass.EINLADUNG,
            "Einladung, ein Passwort zu setzen",
            "wenn ein Konto angelegt oder neu eingeladen wird",
            "Ihr Zugang zu KIM",
            "Guten Tag {name},\n\nfür Sie ist ein Konto bei KIM angelegt ({kreis}). Bitte öffnen Sie "
            "diesen Link und "
            "setzen Sie Ihr Passwort:\n\n{link}\n\nDer Link gilt bis {gueltig_bis} und nur einmal. Danach "
            "können Sie "
            "auf derselben Seite einen neuen anfordern.",
            ("name", "kreis", "link", "gueltig_bis"),
            link_geheim=True,
        ),
        Kontotext(
            Anlass.ANMELDELINK,
            "Link zum Anmelden",
            "wenn ein Mitglied oder eine Stellvertretung einen Link zum Anmelden anfordert",
            "Ihr Link zum Anmelden",
            "Guten Tag {name},\n\nmit diesem Link melden Sie sich bei KIM an:\n\n{link}\n\nDer Link gilt bis "
            "{gueltig_bis} und nur einmal. Haben Sie ihn nicht angefordert, müssen Sie nichts tun.",
            ("name", "kreis", "link", "gueltig_bis"),
            link_geheim=True,
        ),
        Kontotext(
            Anlass.PASSWORT_VERGESSEN,
            "Link, um ein neues Passwort zu setzen",
            "wenn jemand ein neues Passwort anfordert",
            "Neues Passwort setzen",
            "Guten Tag {name},\n\nüber diesen Link setzen Sie ein neues Passwort:\n\n{link}\n\nDer Link "
            "gilt drei "
            "Stunden. Haben Sie ihn nicht angefordert, müssen Sie nichts tun: Ihr Passwort bleibt, wie es "
            "ist.",
            ("name", "kreis", "link"),
            link_geheim=True,
        ),
        Kontotext(
            Anlass.PASSWORT_GEAENDERT,
            "Passwort geändert",
            "wenn ein Passwort geändert wurde",
            "Ihr Passwort wurde geändert",
            "Guten Tag {name},\n\ndas Passwort Ihres Kontos wurde geändert. Auf anderen Geräten sind Sie "
            "jetzt "
            "abgemeldet." + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.FAKTOR_EINGERICHTET,
            "Zweiter Faktor eingerichtet",
            "wenn ein zweiter Faktor dazukommt",
            "Ein zweiter Faktor wurde eingerichtet",
            "Guten Tag {name},\n\nfür Ihr Konto wurde ein zweiter Faktor eingerichtet. Bewahren Sie die "
            "Wiederherstellungscodes an einem sicheren Ort auf." + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.FAKTOR_ENTFERNT,
            "Zweiter Faktor entfernt",
            "wenn ein zweiter Faktor entfernt wurde",
            "Ein zweiter Faktor wurde entfernt",
            "Guten Tag {name},\n\nein zweiter Faktor Ihres Kontos wurde entfernt." + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.FAKTOR_ZURUECKGESETZT,
            "Zweiter Faktor zurückgesetzt",
            "wenn die Kontenverwaltung einen zweiten Faktor zurücksetzt",
            "Ihr zweiter Faktor wurde zurückgesetzt",
            "Guten Tag {name},\n\ndie Kontenverwaltung Ihres Kreises hat Ihren zweiten Faktor "
            "zurückgesetzt. Sie sind "
            "überall abgemeldet. Bei der nächsten Anmeldung richten Sie einen neuen ein." + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.CODES_ERNEUERT,
            "Wiederherstellungscodes erneuert",
            "wenn Wiederherstellungscodes neu erzeugt wurden",
            "Neue Wiederherstellungscodes",
            "Guten Tag {name},\n\nfür Ihr Konto wurden neue Wiederherstellungscodes erzeugt. Die alten "
            "gelten nicht "
            "mehr." + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.VERZEICHNIS_VERBUNDEN,
            "Konto mit dem Verzeichnis verbunden",
            "wenn ein Konto mit der Anmeldung des Hauses verbunden wurde",
            "Ihr Konto ist mit dem Verzeichnis verbunden",
            "Guten Tag {name},\n\nSie können sich jetzt mit der Anmeldung Ihres Hauses bei KIM anmelden."
            + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.VERZEICHNIS_GETRENNT,
            "Verbindung zum Verzeichnis gelöst",
            "wenn diese Verbindung gelöst wurde",
            "Ihr Konto ist nicht mehr mit dem Verzeichnis verbunden",
            "Guten Tag {name},\n\nSie melden sich ab jetzt mit E-Mail-Adresse und Passwort bei KIM an."
            + _NICHT_SIE,
        ),
        Kontotext(
            Anlass.ROLLE_ERTEILT,
            "Neue Rolle",
            "wenn eine Rolle erteilt ist und gilt",
            "Ihre Rolle in KIM",
            "Guten Tag {name},\n\nSie haben in KIM eine Rolle bekommen: {rolle}. Was Sie damit dürfen, wo "
            "und bis "
            "wann, steht unter „Meine Rechte“:\n\n{link}",
            ("name", "kreis", "rolle", "link"),
        ),
        Kontotext(
            Anlass.ROLLE_BEENDET,
            "Rolle beendet",
            "wenn eine Rolle vorzeitig endet",
            "Ihre Rolle in KIM ist beendet",
            "Guten Tag {name},\n\nIhre Rolle {rolle} ist beendet. Was Sie weiterhin dürfen, steht unter "
            "„Meine "
            "Rechte“:\n\n{link}",
            ("name", "kreis", "rolle", "link"),
        ),
    )
}

ERKLAERUNGEN = {
    "name": ("Name der Person", "Karla Konto"),
    "kreis": ("Name des Kreises", "Musterkreis"),
    "link": ("persönlicher Link", "https://kim.example/…"),
    "gueltig_bis": ("bis wann der Link gilt", "28.03.2022, 14:00 Uhr"),
    "rolle": ("die Rolle und worauf sie gilt", "Geschäftsstelle, Musterkreis"),
}
