"""With what each address is called. A new address with parameters needs a line here, else the sweeps fail.

Each entry turns a world into the arguments of the address. `FREI` names addresses whose arguments belong to
no Kreis.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from kim.basis.mailtext import MAILTEXTE
from tests.werkzeug.adressen import Adresse
from tests.werkzeug.parameter_einwilligungen import EINWILLIGUNGEN
from tests.werkzeug.parameter_faelle import FAELLE
from tests.werkzeug.parameter_genehmigung import GENEHMIGUNG, GENEHMIGUNG_MIT_LINK
from tests.werkzeug.parameter_netzwerk import NETZWERK, NETZWERK_MIT_LINK
from tests.werkzeug.parameter_oeffentlich import OEFFENTLICH
from tests.werkzeug.parameter_personen import PERSONEN
from tests.werkzeug.parameter_vor_ort import VOR_ORT
from tests.werkzeug.welt import Welt


def von(objekt: str, attribut: str = "pk", als: str = "pk") -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {als: getattr(welt[objekt], attribut)}


_MAILTEXT = next(text.schluessel for text in MAILTEXTE)

FREI: dict[str, dict[str, Any]] = {
    "casemgmt:einwilligungstext": {"sprache": "ar"},
    "casemgmt:einwilligungstext-bearbeiten": {"sprache": "ar"},
    "casemgmt:einwilligungstext-fassung": {"sprache": "ar", "nummer": 0},
    "web:hilfe-seite": {"kennung": "erste-schritte"},
    "web:akzent": {"farbe": "1b4f8f"},
    "casemgmt:uebernahme-datei": {"art": "personen"},
    "stammdaten:import-hochladen": {"mehrzahl": "einrichtungen"},
    "stammdaten:import-vorlage-csv": {"mehrzahl": "einrichtungen"},
    "stammdaten:import-vorlage-xlsx": {"mehrzahl": "einrichtungen"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abgelaufen"},
    "openid_connect_login": {"provider_id": "verzeichnis"},
    "openid_connect_callback": {"provider_id": "verzeichnis"},
    "konten:verzeichnis-abgelehnt": {"grund": "unbekannt"},
    "technik:app_list": {"app_label": "axes"},
    "versand:aktionslink": {"token": "abgelaufen"},
    "versand:mailtext-bearbeiten": {"art": _MAILTEXT},
    "versand:mailtext-zuruecksetzen": {"art": _MAILTEXT},
    "casemgmt:wabe-bearbeiten": {"schluessel": "wohnen"},
    "lenkung:textbaustein-bearbeiten": {"art": "schluss"},
    "lenkung:textbaustein-zuruecksetzen": {"art": "schluss"},
    "oparl:unbekannt": {"rest": "v1.0/system"},
}

_TECHNIK = ("sessions_session", "axes_accessattempt", "contenttypes_contenttype", "migrations_migration")
FREI |= {
    f"technik:{t}_{seite}": {"object_id": "1"} for t in _TECHNIK for seite in ("change", "delete", "history")
}

PARAMETER: dict[str, Callable[[Welt], dict[str, Any]]] = {
    **VOR_ORT,
    **{f"casemgmt:{seite}": von(satz) for seite, satz in FAELLE.items()},
    **{
        f"stammdaten:{art}-{seite}": von(art)
        for art in ("kommune", "einrichtung", "person", "standort")
        for seite in ("detail", "bearbeiten", "stilllegen")
    },
    **{
        f"stammdaten:{art}-wieder-aufnehmen": von(f"{art}_stillgelegt")
        for art in ("kommune", "einrichtung", "person", "standort")
    },
    "stammdaten:funktion-anlegen": von("person"),
    "stammdaten:funktion-bearbeiten": von("funktion"),
    **{f"casemgmt:uebernahme-{was}": von("einspielung") for was in ("detail", "uebernehmen", "verwerfen")},
    "casemgmt:uebernahme-zuruecknehmen": von("einspielung_uebernommen"),
    "stammdaten:import-vorschau": von("importvorschau"),
    "stammdaten:import-verwerfen": von("importvorschau"),
    "dokumente:herunterladen": von("dokument", "kennung", "kennung"),
    "dokumente:loeschen": von("dokument", "kennung", "kennung"),
    "dokumente:briefkopf-probe": lambda welt: {"pk": welt["briefkopfprobe"]},
    "dokumente:briefkopf-probe-wiederholen": lambda welt: {"pk": welt["briefkopfprobe"]},
    "konten:konto": von("konto"),
    "konten:bearbeiten": von("konto"),
    "konten:sperren": von("konto"),
    "konten:entsperren": von("konto_gesperrt"),
    "konten:faktor-zuruecksetzen": von("konto"),
    "konten:einladen": von("konto"),
    "konten:rolle-erteilen": von("konto"),
    "konten:vertretung": von("zuweisung"),
    "konten:rolle-beenden": von("zuweisung"),
    "konten:entscheiden": von("zuweisung_wartet"),
    "konten:verbindung-loesen": von("verbindung"),
    "mfa_remove_webauthn": von("sicherheitsschluessel"),
    "auftraege:auftrag": von("auftrag"),
    "auftraege:auftrag-wiederholen": von("auftrag"),
    "auftraege:auftrag-verwerfen": von("auftrag"),
    "versand:nachricht": von("nachricht"),
    "versand:nachricht-wiederholen": von("nachricht"),
    "versand:zustellung": von("zustellung"),
    "versand:zustellung-kalender": von("zustellung"),
    "versand:zustellung-wiederholen": von("zustellung"),
    "versand:zustellung-erledigen": von("zustellung"),
    **{
        f"lenkung:{seite}": von("gremium")
        for seite in (
            "gremium-detail",
            "gremium-bearbeiten",
            "gremium-schliessen",
            "amt-vergeben",
            "sitz-einrichten",
            "zusammensetzung-waehlen",
            "einlesen",
            "einlesen-vorlage-csv",
            "einlesen-vorlage-xlsx",
        )
    },
    **{f"lenkung:sitz-{seite}": von("sitz") for seite in ("detail", "berichtigen", "beenden", "besetzen")},
    **{f"lenkung:besetzung-{seite}": von("besetzung") for seite in ("nachfolge", "berichtigen", "beenden")},
    **{f"lenkung:amt-{seite}": von("amt") for seite in ("berichtigen", "beenden")},
    "lenkung:mitglied-detail": von("person"),
    **{f"lenkung:einlesen-{seite}": von("mitgliedervorschau") for seite in ("vorschau", "verwerfen")},
    **{
        f"lenkung:alt{was}{seite}": von(satz)
        for was in ("sitzungen", "beschluesse")
        for satz, seiten in (
            ("gremium", ("", "-vorlage-csv", "-vorlage-xlsx")),
            (f"alt{was}", ("-vorschau", "-verwerfen")),
        )
        for seite in seiten
    },
    **{
        f"lenkung:go-{seite}": von("geschaeftsordnung_in_kraft")
        for seite in ("detail", "vergleich", "probe", "nachspielen", "drucken", "enden")
    },
    **{
        f"lenkung:go-{seite}": von("geschaeftsordnung") for seite in ("benennen", "beschliessen", "verwerfen")
    },
    **{
        f"lenkung:bestimmung{seite}": lambda welt: {"pk": welt["geschaeftsordnung"].pk, "art": "quorum"}
        for seite in ("", "-satz", "-streichen")
    },
    **{f"lenkung:sitzung-{seite}": von("sitzung") for seite in ("detail", "verlegen", "aendern", "absagen")},
    "lenkung:sitzung-rueckmeldungen": von("sitzung_eingeladen"),
    **{f"lenkung:teilnahme-{seite}": von("teilnahme") for seite in ("antworten", "eintragen")},
    **{
        f"lenkung:{seite}": von("gremium")
        for seite in ("vorzimmer-liste", "vorzimmer-eintragen", "abfrage-liste", "abfrage-stellen")
    },
    **{f"lenkung:vorzimmer-{seite}": von("vorzimmer") for seite in ("bearbeiten", "entfernen")},
    "lenkung:abfrage-antworten": von("abfrageteilnahme"),
    **{f"lenkung:umlauf-{seite}": von("gremium") for seite in ("liste", "anlegen")},
    **{f"lenkung:umlauf-{seite}": von("umlauf_entwurf") for seite in ("bearbeiten", "beginnen", "abbrechen")},
    "lenkung:umlauf-detail": von("umlauf"),
    "lenkung:umlauf-feststellen": von("umlauf_reif"),
    "lenkung:umlauf-antworten": von("umlaufteilnahme"),
    "lenkung:umlaufstimme-eintragen": von("umlaufstimme"),
    **{f"lenkung:abfrage-{seite}": von("abfrage") for seite in ("detail", "beenden", "zuruecknehmen")},
    **{
        f"lenkung:{seite}": von("sitzung")
        for seite in (
            "sitzung-tagesordnung",
            "sitzung-bestaetigen",
            "tagesordnung-aufstellen",
            "tagesordnung-ordnen",
            "tagesordnung-fassungen",
            "tagesordnung-eintragen",
            "tagesordnung-belassen",
            "punkt-anlegen",
        )
    },
    "lenkung:tagesordnung-aendern": von("sitzung_festgelegt"),
    "lenkung:tagesordnung-vorlegen": von("sitzung_ohne_punkte"),
    **{
        f"lenkung:{seite}": von("punkt")
        for seite in (
            "punkt-detail",
            "punkt-bearbeiten",
            "punkt-absetzen",
            "gast-eintragen",
            "punktanlage-ablegen",
        )
    },
    "lenkung:gast-entfernen": von("punktgast"),
    "lenkung:punktanlage-entfernen": von("punktanlage"),
    **{
        f"lenkung:{seite}": von("sitzung_einzuladen")
        for seite in (
            "sitzung-einladung",
            "einladung-vorbereiten",
            "einladung-worte",
            "einladung-mail",
            "einladung-erneuern",
            "einladung-senden",
            "einladung-verwerfen",
        )
    },
    **{
        f"lenkung:einladung-{seite}": von("sitzung_eingeladen")
        for seite in ("nachsenden", "aenderung", "nachtraeglich")
    },
    **{
        f"lenkung:{seite}": von("sitzung_eroeffnet")
        for seite in (
            "sitzung-fuehren",
            "fuehren-teile",
            "fuehren-stand",
            "fuehren-eintrag",
            "sitzung-anwesenheit",
            "anwesenheit-nachtragen",
            "sitzung-verlauf",
        )
    },
    "lenkung:verlauf-nachtragen": von("sitzung_auf_papier"),
    **{
        f"lenkung:{seite}": von("sitzung_geschlossen")
        for seite in (
            "sitzung-niederschrift",
            "niederschrift-beginnen",
            "niederschrift-nachziehen",
            "niederschrift-erklaerungen",
            "niederschrift-vorlegen",
            "niederschrift-festschreiben",
            "niederschrift-unterschriften",
            "niederschrift-neue-fassung",
        )
    },
    **{
        f"lenkung:abschnitt-{seite}": von("niederschriftsabschnitt")
        for seite in ("bearbeiten", "unterschied")
    },
    "lenkung:niederschrift-liste": von("gremium"),
    "lenkung:altniederschrift-aufnehmen": von("gremium"),
    "lenkung:altniederschrift-aendern": von("altniederschrift"),
    "lenkung:anmerkung-schreiben": von("niederschriftsabschnitt"),
    **{f"lenkung:anmerkung-{seite}": von("anmerkung") for seite in ("uebernehmen", "ablehnen")},
    **{
        f"lenkung:niederschrift-{seite}": von("niederschriftsfassung")
        for seite in ("unterzeichnen", "papier", "widerrufen")
    },
    "lenkung:gremium-oeffentlichkeit": von("gremium"),
    **{
        f"lenkung:niederschrift-{seite}": von("sitzung_veroeffentlicht")
        for seite in ("veroeffentlichen", "zurueckziehen")
    },
    **GENEHMIGUNG,
    **PERSONEN,
    **NETZWERK,
    "lenkung:anwesenheit-berichtigen": von("anwesenheit"),
    **{f"lenkung:{seite}": von("sitzung_eroeffnet") for seite in ("sitzung-leinwand", "leinwand-stand")},
    **{
        f"lenkung:{seite}": von("sitzung_eroeffnet")
        for seite in ("sitzung-sprechzettel", "sprechzettel-drucken")
    },
    "lenkung:gremium-einstellungen": von("gremium"),
    **{f"lenkung:sitzung-{seite}": von("lesesitzung") for seite in ("unterlagen", "mappe")},
    "lenkung:sitzung-punkt": lambda welt: {
        "pk": welt["lesesitzung"].pk,
        "punkt_pk": welt["lesepunkt"].pk,
    },
    **{f"lenkung:sperrzeit-{seite}": von("sperrzeit") for seite in ("bearbeiten", "loeschen")},
    **{
        f"lenkung:vorschlag-{seite}": von("vorschlag")
        for seite in (
            "detail",
            "nachfragen",
            "verschieben",
            "aufnehmen",
            "ablehnen",
            "zurueckziehen",
            "anlagen",
            "vorlage",
        )
    },
    "lenkung:vorschlag-antworten": von("vorschlag_rueckfrage"),
    **{f"lenkung:vorlage-{seite}": von("vorlage") for seite in ("detail", "neue-fassung")},
    **{
        f"lenkung:fassung-{seite}": von("vorlagenfassung")
        for seite in ("detail", "bearbeiten", "freigeben", "anlagen")
    },
    **{f"lenkung:anlage-{seite}": von("anlage") for seite in ("umbenennen", "entfernen")},
    **{
        f"lenkung:{seite}": von("beschluss")
        for seite in ("beschluss-detail", "beschluss-oeffentlichkeit", "folge-anlegen")
    },
    **{
        f"lenkung:folge-{seite}": von("folge")
        for seite in ("bearbeiten", "abschliessen", "berichten", "erbitten", "vorschlagen")
    },
    "lenkung:folge-oeffnen": von("folge_abgeschlossen"),
    "lenkung:sitzung-folgen": von("sitzung_gehalten"),
    **{f"lenkung:arbeitsgruppe-{seite}": von("gremium") for seite in ("liste", "einsetzen")},
    **{
        f"lenkung:{seite}": von("arbeitsgruppe")
        for seite in (
            "arbeitsgruppe-detail",
            "arbeitsgruppe-bearbeiten",
            "arbeitsgruppe-termin",
            "arbeitsgruppe-beenden",
            "agmitglied-aufnehmen",
            "agleitung-eintragen",
            "agtreffen-eintragen",
        )
    },
    "lenkung:agmitglied-verabschieden": von("agmitglied"),
    **{
        f"lenkung:agtreffen-{seite}": von("agtreffen")
        for seite in ("bearbeiten", "fertigstellen", "verwerfen")
    },
    **{f"lenkung:agtreffen-{seite}": von("agtreffen_fertig") for seite in ("detail", "oeffnen")},
    "lenkung:agbericht-schreiben": von("arbeitsgruppe_ohne_bericht"),
    **{f"lenkung:agbericht-{seite}": von("agbericht") for seite in ("detail", "abgeben")},
    **EINWILLIGUNGEN,
    "lenkung:druck": lambda welt: {"pk": welt["druck"]},
    "lenkung:druck-wiederholen": lambda welt: {"pk": welt["druck"]},
    **{
        f"lenkung:{seite}": lambda welt: {"pk": welt["gremium"].pk, "tag": "2026-03-24"}
        for seite in (
            "zusammensetzung",
            "zusammensetzung-csv",
            "zusammensetzung-xlsx",
            "gremienliste-erstellen",
        )
    },
    "protokoll:historie": lambda welt: {"art": "einrichtung", "pk": welt["einrichtung"].pk},
}


# Whoever has the link has the right: the address is the secret, and the same for every Kreis.
MIT_SCHLUESSEL: dict[str, Callable[[Welt], dict[str, Any]]] = {
    "konten:einladung": lambda welt: {"token": welt["einladung"]},
    "konten:einladung-neu": lambda welt: {"token": welt["einladung"]},
    "konten:einladung-verzeichnis": lambda welt: {"token": welt["einladung"], "kennung": "verzeichnis"},
    "konten:anmeldelink-einloesen": lambda welt: {"token": welt["anmeldelink"]},
    "lenkung:antwort": lambda welt: {"token": welt["antwortlink"]},
    "lenkung:abfrage-antwort": lambda welt: {"token": welt["abfragelink"]},
    "lenkung:umlauf-antwort": lambda welt: {"token": welt["umlauflink"]},
    **GENEHMIGUNG_MIT_LINK,
    **NETZWERK_MIT_LINK,
    "lenkung:folgebericht": lambda welt: {"token": welt["folgelink"]},
    "lenkung:kalender-feed": lambda welt: {"token": welt["kalenderabo"]},
    "casemgmt:termin-feed": lambda welt: {"token": welt["terminabo"]},
    "lenkung:unterlagen-link": lambda welt: {"token": welt["unterlagenlink"]},
    "lenkung:unterlagen-link-datei": lambda welt: {
        "token": welt["unterlagenlink"],
        "kennung": welt["unterlage"].kennung,
    },
    **OEFFENTLICH,
    # Stands in the head of pages that nobody has to sign in for.
    "dokumente:kreislogo": von("kreislogo", "kennung", "kennung"),
}


def fehlende(adressen: list[Adresse]) -> list[str]:
    bekannt = {*PARAMETER, *MIT_SCHLUESSEL, *FREI}
    return [a.name for a in adressen if a.parameter and a.name not in bekannt]


def parameter(adresse: Adresse, welt: Welt) -> dict[str, Any]:
    if not adresse.parameter:
        return {}
    if adresse.name in FREI:
        return FREI[adresse.name]
    try:
        return (PARAMETER | MIT_SCHLUESSEL)[adresse.name](welt)
    except KeyError as fehler:
        raise AssertionError(
            f"{adresse.name}: no arguments known, add them to {__name__} ({fehler})"
        ) from None


def url(adresse: Adresse, welt: Welt) -> str:
    return adresse.url(**parameter(adresse, welt))


def nennt_objekt(adresse: Adresse) -> bool:
    """Does the address name a record, which may belong to another Kreis?"""
    return adresse.name in PARAMETER


def unbekannt(werte: dict[str, Any]) -> dict[str, Any]:
    """The same kind of arguments, but of a record that does not exist."""
    return {name: _unbekannter(wert) for name, wert in werte.items()}


def _unbekannter(wert: Any) -> Any:
    """As long as the known one, so that a page that repeats the address is as long as well."""
    if isinstance(wert, int):
        return int("9" * len(str(wert)))
    if isinstance(wert, uuid.UUID):
        return uuid.UUID(int=0)
    return wert
