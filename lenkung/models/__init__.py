from .abfrage import Abfrage, Abfragemeinung, Abfrageoption, Abfrageteilnahme
from .abstimmung import Abstimmung, Stimme
from .altniederschrift import Altniederschrift
from .amt import Amt
from .anlage import Anlage
from .arbeitsgruppe import AGBericht, AGMitglied, AGTreffen, Arbeitsgruppe
from .beschluss import Beschluss, Beschlussfolge, Folgebericht
from .besetzung import Besetzung
from .einstellung import Erinnerungsregel, Gremiumseinstellung
from .erinnerung import Erinnerung
from .genehmigung import Einwendung, Genehmigung
from .geraet import Stimmabgabe, Stimmgeraet
from .geschaeftsordnung import Bestimmung, Geschaeftsordnung
from .gremium import Gremium
from .kalenderabo import Kalenderabo
from .niederschrift import Niederschrift, Niederschriftsabschnitt, Textbaustein
from .niederschriftsfassung import Anmerkung, Niederschriftsfassung, Unterschrift
from .niederschriftsversand import (
    Niederschriftsbeilage,
    Niederschriftsempfaenger,
    Niederschriftsnachricht,
    Niederschriftsversand,
    Verteiler,
    Verteileradresse,
)
from .oparl import OParlObjekt
from .sendung import Sendung, Sendungsnachricht, Sendungsunterlage, Unterlagenzugang
from .sitz import Sitz
from .sitzung import Sitzung
from .sperrzeit import Sperrzeit
from .tagesordnung import Punktgast, Tagesordnung, Tagesordnungsfassung, Tagesordnungspunkt
from .teilnahme import Antwort, Teilnahme, Vorzimmer, Vorzimmerlink
from .umlauf import Umlaufstimme, Umlaufteilnahme, Umlaufverfahren
from .verlauf import Anwesenheit, Punktnotiz, Sitzungsereignis, Sitzungsverlauf, Wortlaut
from .veroeffentlichung import Gremienoeffentlichkeit, Veroeffentlichung
from .vorlage import Vorlage, Vorlagenfassung
from .vorschlag import Vorschlag, Vorschlagsschritt

__all__ = [
    "AGBericht",
    "AGMitglied",
    "AGTreffen",
    "Abfrage",
    "Abfragemeinung",
    "Abfrageoption",
    "Abfrageteilnahme",
    "Abstimmung",
    "Altniederschrift",
    "Amt",
    "Anlage",
    "Anmerkung",
    "Antwort",
    "Anwesenheit",
    "Arbeitsgruppe",
    "Beschluss",
    "Beschlussfolge",
    "Besetzung",
    "Bestimmung",
    "Einwendung",
    "Erinnerung",
    "Erinnerungsregel",
    "Folgebericht",
    "Genehmigung",
    "Geschaeftsordnung",
    "Gremienoeffentlichkeit",
    "Gremium",
    "Gremiumseinstellung",
    "Kalenderabo",
    "Niederschrift",
    "Niederschriftsabschnitt",
    "Niederschriftsbeilage",
    "Niederschriftsempfaenger",
    "Niederschriftsfassung",
    "Niederschriftsnachricht",
    "Niederschriftsversand",
    "OParlObjekt",
    "Punktgast",
    "Punktnotiz",
    "Sendung",
    "Sendungsnachricht",
    "Sendungsunterlage",
    "Sitz",
    "Sitzung",
    "Sitzungsereignis",
    "Sitzungsverlauf",
    "Sperrzeit",
    "Stimmabgabe",
    "Stimme",
    "Stimmgeraet",
    "Tagesordnung",
    "Tagesordnungsfassung",
    "Tagesordnungspunkt",
    "Teilnahme",
    "Textbaustein",
    "Umlaufstimme",
    "Umlaufteilnahme",
    "Umlaufverfahren",
    "Unterlagenzugang",
    "Unterschrift",
    "Veroeffentlichung",
    "Verteiler",
    "Verteileradresse",
    "Vorlage",
    "Vorlagenfassung",
    "Vorschlag",
    "Vorschlagsschritt",
    "Vorzimmer",
    "Vorzimmerlink",
    "Wortlaut",
]
