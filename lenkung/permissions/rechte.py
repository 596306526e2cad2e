"""The rights of the module, and the names of what its documents belong to."""

from __future__ import annotations

from kim.basis.akteur import Bereich
from kim.basis.modul import Modul
from kim.basis.rechte import Recht
from lenkung.models import Gremium

OEFFNEN = Recht("lenkung.oeffnen", "den Bereich Lenkung öffnen", Modul.LENKUNG)
GREMIUM_LESEN = Recht(
    "lenkung.gremium_lesen",
    "die Zusammensetzung und die Geschäftsordnung der eigenen Gremien lesen",
    Modul.LENKUNG,
)
GREMIEN_SEHEN = Recht(
    "lenkung.gremien_sehen", "Gremien mit ihren Sitzen und deren Werdegang sehen", Modul.LENKUNG
)
GREMIEN_VERWALTEN = Recht(
    "lenkung.gremien_verwalten", "Gremien, Ämter, Sitze und ihre Besetzung pflegen", Modul.LENKUNG
)
MITGLIEDER_SEHEN = Recht(
    "lenkung.mitglieder_sehen", "die Mitglieder mit ihren dienstlichen Kontaktdaten sehen", Modul.LENKUNG
)
GO_PFLEGEN = Recht(
    "lenkung.go_pflegen", "Geschäftsordnungen entwerfen und ihren Beschluss eintragen", Modul.LENKUNG
)
SITZUNGEN_PLANEN = Recht("lenkung.sitzungen_planen", "Sitzungen planen, verlegen und absagen", Modul.LENKUNG)
VORSCHLAGEN = Recht("lenkung.punkte_vorschlagen", "Punkte zur Tagesordnung vorschlagen", Modul.LENKUNG)
VORBEREITEN = Recht(
    "lenkung.sitzungen_vorbereiten",
    "Vorschläge, Vorlagen und Tagesordnung bearbeiten, einladen und Antworten eintragen",
    Modul.LENKUNG,
)
BESTAETIGEN = Recht("lenkung.tagesordnung_bestaetigen", "Tagesordnungen festlegen", Modul.LENKUNG)
UNTERZEICHNEN = Recht(
    "lenkung.niederschrift_unterzeichnen",
    "Niederschriften vor der Unterschrift lesen, anmerken und unterzeichnen",
    Modul.LENKUNG,
)
RECHTE_DES_MODULS = (
    OEFFNEN,
    GREMIUM_LESEN,
    GREMIEN_SEHEN,
    GREMIEN_VERWALTEN,
    MITGLIEDER_SEHEN,
    GO_PFLEGEN,
    SITZUNGEN_PLANEN,
    VORSCHLAGEN,
    VORBEREITEN,
    BESTAETIGEN,
    UNTERZEICHNEN,
)

GREMIUM = "gremium"
"""The kind of scope on which a role can be held."""
GREMIENLISTE = "lenkung.gremienliste"
"""What a printed list of members belongs to."""
GO_DRUCK = "lenkung.geschaeftsordnung"
"""What a printed Geschäftsordnung belongs to."""
VORLAGE_DRUCK = "lenkung.vorlage"
"""What the PDF of a released version of a Vorlage belongs to."""
ANLAGE_VORSCHLAG, ANLAGE_FASSUNG, ANLAGE_PUNKT = (
    "lenkung.anlage_vorschlag",
    "lenkung.anlage_fassung",
    "lenkung.anlage_punkt",
)
"""What an uploaded paper belongs to."""
EINLADUNG_DRUCK = "lenkung.einladung"
"""What the PDF of an invitation belongs to: the Sendung."""
MAPPE_DRUCK = "lenkung.sitzungsmappe"
"""What the bundle of all papers belongs to: the session."""
ALTNIEDERSCHRIFT = "lenkung.altniederschrift"
"""What the file of a Niederschrift from before belongs to."""
NIEDERSCHRIFT_DRUCK = "lenkung.niederschrift"
"""What the PDF of a Niederschrift belongs to: the Fassung, unsigned and signed."""


def bereich_von(gremium: Gremium) -> Bereich:
    return Bereich(GREMIUM, gremium.pk, gremium.kreis_id)
