"""Die Rollen: wer sie sein kann, worauf sie gelten und was sie erlauben.

Reine Daten. Ein Recht steht hier nur, wenn die Rolle es für ihre Arbeit braucht; der Grund steht daneben.
Rechte eines ausgeschalteten Moduls gelten nicht.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kim.basis.modul import Modul


class Rolle(StrEnum):
    GESCHAEFTSSTELLE = "geschaeftsstelle"
    LEITUNG_GESCHAEFTSSTELLE = "leitung_geschaeftsstelle"
    VORSITZ = "vorsitz"
    MITGLIED = "mitglied"
    STELLVERTRETUNG = "stellvertretung"
    CASE_MANAGEMENT = "case_management"
    CASE_MANAGEMENT_MUKIS = "case_management_mukis"
    KOORDINATION_CM = "koordination_cm"
    SACHBEARBEITUNG_ABH = "sachbearbeitung_abh"
    SACHBEARBEITUNG_EBH = "sachbearbeitung_ebh"
    KREIS_ADMINISTRATION = "kreis_administration"
    KOMMUNE = "kommune"
    DATENSCHUTZ = "datenschutz"
    SYSTEMADMINISTRATION = "systemadministration"


_VERGIBT = frozenset({"konten.verwalten", "konten.rolle_bestaetigen"})
"""Wer das allein bekäme, könnte sich über zwei selbst angelegte Konten jede andere Rolle verschaffen."""


@dataclass(frozen=True, slots=True)
class Rollenangabe:
    """`bereiche`: Schlüssel der Rollenbereiche, auf denen die Rolle erteilt werden kann; `ersatzbereich`:
    worauf, wenn es davon in diesem Kreis keinen gibt."""

    rolle: Rolle
    titel: str
    aufgabe: str
    bereiche: tuple[str, ...]
    rechte: frozenset[str] = frozenset()
    ersatzbereich: str = ""
    sieht_klientendaten: bool = False
    """Gilt erst, wenn eine zweite Person sie bestätigt hat."""
    sieht_personendaten: bool = False
    """Verlangt einen zweiten Faktor bei der Anmeldung."""
    anmeldelink: bool = False
    """Wer nur solche Rollen hat, darf sich mit einem Link aus einer E-Mail anmelden."""
    modul: Modul | None = None
    """Ist das Modul im Kreis ausgeschaltet, wird die Rolle nicht erteilt."""

    @property
    def braucht_zweite_person(self) -> bool:
        return self.sieht_klientendaten or not self.rechte.isdisjoint(_VERGIBT)

    @property
    def alle_bereiche(self) -> tuple[str, ...]:
        return (*self.bereiche, self.ersatzbereich) if self.ersatzbereich else self.bereiche


_ANGABEN = (
    Rollenangabe(
        Rolle.GESCHAEFTSSTELLE,
        "Geschäftsstelle",
        "bereitet Sitzungen vor, lädt ein, schreibt Niederschriften und pflegt die Stammdaten",
        ("kreis", "gremium"),
        # Sie pflegt Einrichtungen, Personen und die Besetzung der Sitze, verschickt und legt ab; sie sieht
        # nach, wer etwas geändert hat, und ob ein Versand noch läuft. Die Schalter des Kreises und die Konten
        # gehören anderen.
        frozenset(
            {
                "lenkung.oeffnen",
                "lenkung.gremium_lesen",
                "lenkung.gremien_sehen",
                "lenkung.gremien_verwalten",
                "lenkung.mitglieder_sehen",
                "lenkung.go_pflegen",
                "lenkung.sitzungen_planen",
                "lenkung.sitzungen_vorbereiten",
                "lenkung.punkte_vorschlagen",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "stammdaten.aendern",
                "stammdaten.importieren",
                "versand.postausgang_sehen",
                "versand.inhalt_sehen",
                "versand.texte_aendern",
                "dokumente.hochladen",
                "dokumente.briefkopf_pruefen",
                "protokoll.sehen",
                "auftraege.sehen",
            }
        ),
        sieht_personendaten=True,
    ),
    Rollenangabe(
        Rolle.LEITUNG_GESCHAEFTSSTELLE,
        "Leitung der Geschäftsstelle",
        "leitet die Geschäftsstelle und unterzeichnet als Zweite",
        ("kreis", "gremium"),
        # Wie die Geschäftsstelle: sie vertritt sie im Alltag. Und sie unterzeichnet (GO RSK § 7 Abs. 2).
        frozenset(
            {
                "lenkung.oeffnen",
                "lenkung.gremium_lesen",
                "lenkung.gremien_sehen",
                "lenkung.gremien_verwalten",
                "lenkung.mitglieder_sehen",
                "lenkung.go_pflegen",
                "lenkung.sitzungen_planen",
                "lenkung.sitzungen_vorbereiten",
                "lenkung.punkte_vorschlagen",
                "lenkung.niederschrift_unterzeichnen",
                "reporting.oeffnen",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "stammdaten.aendern",
                "stammdaten.importieren",
                "versand.postausgang_sehen",
                "versand.inhalt_sehen",
                "versand.texte_aendern",
                "dokumente.hochladen",
                "dokumente.briefkopf_pruefen",
                "protokoll.sehen",
                "auftraege.sehen",
            }
        ),
        sieht_personendaten=True,
    ),
    Rollenangabe(
        Rolle.VORSITZ,
        "Vorsitz",
        "bestimmt Art, Ort, Tag und Tagesordnung und stellt Ergebnisse fest",
        ("kreis", "gremium"),
        # Sieht, welche Einrichtungen mitwirken und wer auf welchem Sitz ist; legt Art, Ort und Termin fest
        # (GO RSK § 4 Abs. 3); Kontaktdaten und Versand sind Sache der Geschäftsstelle.
        frozenset(
            {
                "lenkung.oeffnen",
                "lenkung.gremium_lesen",
                "lenkung.gremien_sehen",
                "lenkung.sitzungen_planen",
                "lenkung.tagesordnung_bestaetigen",
                "lenkung.niederschrift_unterzeichnen",
                "lenkung.punkte_vorschlagen",
                "stammdaten.sehen",
            }
        ),
    ),
    Rollenangabe(
        Rolle.MITGLIED,
        "Mitglied",
        "wirkt in einem Gremium mit",
        ("gremium",),
        # Keine Listen von Personen oder Einrichtungen: nur die Zusammensetzung der eigenen Gremien.
        frozenset({"lenkung.oeffnen", "lenkung.gremium_lesen", "lenkung.punkte_vorschlagen"}),
        # Solange das Gremium noch nicht angelegt ist.
        ersatzbereich="kreis",
        anmeldelink=True,
    ),
    Rollenangabe(
        Rolle.STELLVERTRETUNG,
        "Stellvertretung",
        "vertritt ein Mitglied in einem Gremium",
        ("gremium",),
        frozenset({"lenkung.oeffnen", "lenkung.gremium_lesen", "lenkung.punkte_vorschlagen"}),
        # Solange das Gremium noch nicht angelegt ist.
        ersatzbereich="kreis",
        anmeldelink=True,
    ),
    Rollenangabe(
        Rolle.CASE_MANAGEMENT,
        "Case Managerin / Case Manager (lokal)",
        "berät vor Ort und führt Fälle einer Kommune",
        ("kommune",),
        # Braucht Ansprechpersonen für Verweise und legt unterschriebene Bögen ab; pflegt keine Stammdaten.
        frozenset(
            {
                "casemgmt.oeffnen",
                "casemgmt.faelle_fuehren",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "dokumente.hochladen",
            }
        ),
        # Kreisfreie Städte haben keine Kommunen unter sich.
        ersatzbereich="kreis",
        sieht_klientendaten=True,
        sieht_personendaten=True,
        modul=Modul.CASEMGMT,
    ),
    Rollenangabe(
        Rolle.CASE_MANAGEMENT_MUKIS,
        "Case Management MuKi-S",
        "berät Familien und Fachkräfte im ganzen Kreis",
        ("kreis",),
        frozenset(
            {
                "casemgmt.oeffnen",
                "casemgmt.mukis_fuehren",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "dokumente.hochladen",
            }
        ),
        sieht_klientendaten=True,
        sieht_personendaten=True,
        modul=Modul.CASEMGMT,
    ),
    Rollenangabe(
        Rolle.KOORDINATION_CM,
        "Koordination Case Management",
        "hat die Fachaufsicht über das Case Management",
        # Mehrere teilen sich die Aufsicht nach Kommunen.
        ("kreis", "kommune"),
        # Pflegt die Akteure mit, auf die verwiesen wird, und bestätigt als Fachaufsicht, wer Klientendaten
        # sehen soll.
        frozenset(
            {
                "casemgmt.oeffnen",
                "casemgmt.fachaufsicht",
                "casemgmt.akteure_pflegen",
                "casemgmt.texte_pflegen",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "stammdaten.aendern",
                "dokumente.hochladen",
                "protokoll.sehen",
                "konten.rolle_bestaetigen",
                "reporting.oeffnen",
            }
        ),
        sieht_klientendaten=True,
        sieht_personendaten=True,
        modul=Modul.CASEMGMT,
    ),
    Rollenangabe(
        Rolle.SACHBEARBEITUNG_ABH,
        "Sachbearbeitung ABH",
        "prüft Bleiberechte in einer Ausländerbehörde",
        ("einrichtung",),
        # Braucht Ansprechpersonen für die Übergabe an das Case Management; legt Unterlagen ab.
        frozenset(
            {
                "einbuergerung.oeffnen",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "dokumente.hochladen",
            }
        ),
        # Solange die Behörde nicht in den Stammdaten steht.
        ersatzbereich="kreis",
        sieht_klientendaten=True,
        sieht_personendaten=True,
        modul=Modul.EINBUERGERUNG,
    ),
    Rollenangabe(
        Rolle.SACHBEARBEITUNG_EBH,
        "Sachbearbeitung EBH",
        "bearbeitet Einbürgerungen in einer Einbürgerungsbehörde",
        ("einrichtung",),
        frozenset(
            {
                "einbuergerung.oeffnen",
                "stammdaten.sehen",
                "stammdaten.personen_sehen",
                "dokumente.hochladen",
            }
        ),
        # Solange die Behörde nicht in den Stammdaten steht.
        ersatzbereich="kreis",
        sieht_klientendaten=True,
        sieht_personendaten=True,
        modul=Modul.EINBUERGERUNG,
    ),
    Rollenangabe(
        Rolle.KREIS_ADMINISTRATION,
        "Kreis-Administration (Controlling)",
        "wertet aus, berichtet und stellt den Kreis ein",
        ("kreis",),
        # Sieht nie den Namen einer Klientin oder eines Klienten, auch keine Listen von Personen. Als zweite
        # Person bestätigt sie Rollen, die sie selbst nicht hat.
        frozenset(
            {
                "reporting.oeffnen",
                "stammdaten.sehen",
                "stammdaten.kreis_einstellen",
                "dokumente.briefkopf_pruefen",
                "konten.rolle_bestaetigen",
            }
        ),
        sieht_personendaten=True,
    ),
    Rollenangabe(
        Rolle.KOMMUNE,
        "Kommune",
        "bekommt Niederschriften und die Zahlen der eigenen Kommune",
        ("kommune",),
        # Wer wofür zuständig ist, steht auch öffentlich; keine Personen, keine Akten.
        frozenset(
            {
                "stammdaten.sehen",
                "lenkung.oeffnen",
                "reporting.oeffnen",
            }
        ),
    ),
    Rollenangabe(
        Rolle.DATENSCHUTZ,
        "Datenschutzbeauftragte / Datenschutzbeauftragter",
        "prüft, wer was geändert und gelesen hat",
        ("kreis",),
        frozenset({"protokoll.sehen", "protokoll.lesezugriffe_sehen", "stammdaten.sehen"}),
        sieht_personendaten=True,
    ),
    Rollenangabe(
        Rolle.SYSTEMADMINISTRATION,
        "Systemadministration des Kreises",
        "verwaltet Konten und Rollen und hält den Betrieb am Laufen",
        ("kreis",),
        # Keine Klientendaten und keine Fachinhalte: Konten, Einstellungen, Aufträge, Zustand des Versands.
        frozenset(
            {
                "konten.verwalten",
                "konten.rolle_bestaetigen",
                "auftraege.sehen",
                "auftraege.steuern",
                "versand.postausgang_sehen",
                "stammdaten.sehen",
                "stammdaten.kreis_einstellen",
                # Das Logo gehört zu den Einstellungen; hochgeladen wird es auf der Seite des Briefkopfs.
                "dokumente.briefkopf_pruefen",
                "protokoll.sehen",
            }
        ),
        sieht_personendaten=True,
    ),
)

ROLLEN: dict[Rolle, Rollenangabe] = {angabe.rolle: angabe for angabe in _ANGABEN}

BESTAETIGUNGSPFLICHTIG = frozenset(a.rolle for a in _ANGABEN if a.braucht_zweite_person)
MIT_ZWEITEM_FAKTOR = frozenset(a.rolle for a in _ANGABEN if a.sieht_personendaten)


def berechtigungsname(rolle: str) -> str:
    """Unter diesem Namen trägt guardian die Rolle auf dem Bereich."""
    return f"rolle_{rolle}"


def zweiter_faktor_noetig(rollen: frozenset[str]) -> bool:
    return not rollen.isdisjoint(MIT_ZWEITEM_FAKTOR)


def anmeldelink_moeglich(rollen: frozenset[str]) -> bool:
    """Nur wer ausschließlich Mitglied oder Stellvertretung ist: der Link ersetzt Passwort und zweiten
    Faktor."""
    return bool(rollen) and all(ROLLEN[Rolle(rolle)].anmeldelink for rolle in rollen)
