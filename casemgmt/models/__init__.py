from .anfrage import Anfrage, Falluebergabe
from .fall import Fall, Fallperson, Fallzaehler
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .klient import Klient, Suchschluessel
from .plan import Integrationsplan, Planpruefung, Planschritt, Planziel
from .termin import Arbeitstermin, Kopfzahl, Termin, Terminperson, Terminthema
from .wiedervorlage import Wiedervorlage
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Anfrage",
    "Arbeitstermin",
    "Fall",
    "Fallperson",
    "Falluebergabe",
    "Fallvertretung",
    "Fallzaehler",
    "Haushalt",
    "Haushaltszugehoerigkeit",
    "Integrationsplan",
    "Klient",
    "Kopfzahl",
    "Notzugriff",
    "Planpruefung",
    "Planschritt",
    "Planziel",
    "Suchschluessel",
    "Termin",
    "Terminperson",
    "Terminthema",
    "Wiedervorlage",
]
