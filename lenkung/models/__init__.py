from .abfrage import Abfrage, Abfragemeinung, Abfrageoption, Abfrageteilnahme
from .amt import Amt
from .anlage import Anlage
from .besetzung import Besetzung
from .einstellung import Erinnerungsregel, Gremiumseinstellung
from .erinnerung import Erinnerung
from .geschaeftsordnung import Bestimmung, Geschaeftsordnung
from .gremium import Gremium
from .kalenderabo import Kalenderabo
from .sendung import Sendung, Sendungsnachricht, Sendungsunterlage, Unterlagenzugang
from .sitz import Sitz
from .sitzung import Sitzung
from .sperrzeit import Sperrzeit
from .tagesordnung import Punktgast, Tagesordnung, Tagesordnungsfassung, Tagesordnungspunkt
from .teilnahme import Antwort, Teilnahme, Vorzimmer, Vorzimmerlink
from .vorlage import Vorlage, Vorlagenfassung
from .vorschlag import Vorschlag, Vorschlagsschritt

__all__ = [
    "Abfrage",
    "Abfragemeinung",
    "Abfrageoption",
    "Abfrageteilnahme",
    "Amt",
    "Anlage",
    "Antwort",
    "Besetzung",
    "Bestimmung",
    "Erinnerung",
    "Erinnerungsregel",
    "Geschaeftsordnung",
    "Gremium",
    "Gremiumseinstellung",
    "Kalenderabo",
    "Punktgast",
    "Sendung",
    "Sendungsnachricht",
    "Sendungsunterlage",
    "Sitz",
    "Sitzung",
    "Sperrzeit",
    "Tagesordnung",
    "Tagesordnungsfassung",
    "Tagesordnungspunkt",
    "Teilnahme",
    "Unterlagenzugang",
    "Vorlage",
    "Vorlagenfassung",
    "Vorschlag",
    "Vorschlagsschritt",
    "Vorzimmer",
    "Vorzimmerlink",
]
