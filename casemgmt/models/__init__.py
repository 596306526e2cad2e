from .fall import Fall, Fallperson, Fallzaehler
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .klient import Klient, Suchschluessel
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Fall",
    "Fallperson",
    "Fallvertretung",
    "Fallzaehler",
    "Haushalt",
    "Haushaltszugehoerigkeit",
    "Klient",
    "Notzugriff",
    "Suchschluessel",
]
