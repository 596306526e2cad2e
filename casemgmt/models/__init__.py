from .fall import Fall, Fallperson, Fallzaehler
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .klient import Klient, Suchschluessel
from .termin import Arbeitstermin, Kopfzahl, Termin, Terminperson, Terminthema
from .vorort import Einwilligungsentwurf, Empfangsschluessel, Erfassungsgeraet, Uebertragung
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Arbeitstermin",
    "Einwilligungsentwurf",
    "Empfangsschluessel",
    "Erfassungsgeraet",
    "Fall",
    "Fallperson",
    "Fallvertretung",
    "Fallzaehler",
    "Haushalt",
    "Haushaltszugehoerigkeit",
    "Klient",
    "Kopfzahl",
    "Notzugriff",
    "Suchschluessel",
    "Termin",
    "Terminperson",
    "Terminthema",
    "Uebertragung",
]
