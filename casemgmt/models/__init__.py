from .einwilligung import (
    Einwilligung,
    Einwilligungseinstellung,
    Einwilligungsempfaenger,
    Einwilligungstext,
    Einwilligungsunterschrift,
)
from .fall import Fall, Fallperson, Fallzaehler
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .klient import Klient, Suchschluessel
from .termin import Arbeitstermin, Kopfzahl, Termin, Terminperson, Terminthema
from .themen import Kreisthema
from .weitergabe import Weitergabe, WeitergabeOhneEinwilligung
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Arbeitstermin",
    "Einwilligung",
    "Einwilligungseinstellung",
    "Einwilligungsempfaenger",
    "Einwilligungstext",
    "Einwilligungsunterschrift",
    "Fall",
    "Fallperson",
    "Fallvertretung",
    "Fallzaehler",
    "Haushalt",
    "Haushaltszugehoerigkeit",
    "Klient",
    "Kopfzahl",
    "Kreisthema",
    "Notzugriff",
    "Suchschluessel",
    "Termin",
    "Terminperson",
    "Terminthema",
    "Weitergabe",
    "WeitergabeOhneEinwilligung",
]
