from .anfrage import Anfrage, Falluebergabe
from .befangenheit import Befangenheit, Befangenheitshinweis
from .einspielung import Einspielung, Einspielzeile, Einspielzuordnung
from .einwilligung import (
    Einwilligung,
    Einwilligungseinstellung,
    Einwilligungsempfaenger,
    Einwilligungstext,
    Einwilligungsunterschrift,
)
from .fall import Fall, Fallperson, Fallzaehler
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .hinweis import Doppelhinweis, Zusammenfuehrung
from .klient import Klient, Suchschluessel
from .plan import Integrationsplan, Planpruefung, Planschritt, Planziel
from .termin import Arbeitstermin, Kopfzahl, Termin, Terminperson, Terminthema
from .themen import Kreisthema
from .vorort import Einwilligungsentwurf, Empfangsschluessel, Erfassungsgeraet, Uebertragung
from .weitergabe import Weitergabe, WeitergabeOhneEinwilligung
from .wiedervorlage import Wiedervorlage
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Anfrage",
    "Arbeitstermin",
    "Befangenheit",
    "Befangenheitshinweis",
    "Doppelhinweis",
    "Einspielung",
    "Einspielzeile",
    "Einspielzuordnung",
    "Einwilligung",
    "Einwilligungseinstellung",
    "Einwilligungsempfaenger",
    "Einwilligungsentwurf",
    "Einwilligungstext",
    "Einwilligungsunterschrift",
    "Empfangsschluessel",
    "Erfassungsgeraet",
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
    "Kreisthema",
    "Notzugriff",
    "Planpruefung",
    "Planschritt",
    "Planziel",
    "Suchschluessel",
    "Termin",
    "Terminperson",
    "Terminthema",
    "Uebertragung",
    "Weitergabe",
    "WeitergabeOhneEinwilligung",
    "Wiedervorlage",
    "Zusammenfuehrung",
]
