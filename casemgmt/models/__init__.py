from .anfrage import Anfrage, Falluebergabe
from .befangenheit import Anfragesperre, Befangenheit, Befangenheitshinweis
from .einspielung import Einspielung, Einspielzeile, Einspielzuordnung
from .einwilligung import (
    Einwilligung,
    Einwilligungseinstellung,
    Einwilligungsempfaenger,
    Einwilligungstext,
    Einwilligungsunterschrift,
)
from .fall import Fall, Fallperson, Fallzaehler
from .fallkonferenz import Fallkonferenz, Konferenzergebnis, Konferenzteilnahme
from .haushalt import Haushalt, Haushaltszugehoerigkeit
from .hinweis import Doppelhinweis, Zusammenfuehrung
from .klient import Klient, Suchschluessel
from .netzwerk import Angebot, Kreiswabe, Netzwerkakteur
from .ohne_netz import Einwilligungsentwurf, Empfangsschluessel, Erfassungsgeraet, Uebertragung
from .plan import Integrationsplan, Planpruefung, Planschritt, Planunterschrift, Planziel
from .termin import Arbeitstermin, Kopfzahl, Termin, Terminperson, Terminthema
from .terminabo import Terminabo
from .themen import Kreisthema
from .verweis import Verweis, Verweiseinstellung, Verweisschritt, Verweiszugang
from .weitergabe import Weitergabe, WeitergabeOhneEinwilligung
from .wiedervorlage import Wiedervorlage
from .zugang import Aktensperre, Fallvertretung, Notzugriff

__all__ = [
    "Aktensperre",
    "Anfrage",
    "Anfragesperre",
    "Angebot",
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
    "Fallkonferenz",
    "Fallperson",
    "Falluebergabe",
    "Fallvertretung",
    "Fallzaehler",
    "Haushalt",
    "Haushaltszugehoerigkeit",
    "Integrationsplan",
    "Klient",
    "Konferenzergebnis",
    "Konferenzteilnahme",
    "Kopfzahl",
    "Kreisthema",
    "Kreiswabe",
    "Netzwerkakteur",
    "Notzugriff",
    "Planpruefung",
    "Planschritt",
    "Planunterschrift",
    "Planziel",
    "Suchschluessel",
    "Termin",
    "Terminabo",
    "Terminperson",
    "Terminthema",
    "Uebertragung",
    "Verweis",
    "Verweiseinstellung",
    "Verweisschritt",
    "Verweiszugang",
    "Weitergabe",
    "WeitergabeOhneEinwilligung",
    "Wiedervorlage",
    "Zusammenfuehrung",
]
