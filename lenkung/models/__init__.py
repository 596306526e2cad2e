from .amt import Amt
from .besetzung import Besetzung
from .geschaeftsordnung import Bestimmung, Geschaeftsordnung
from .gremium import Gremium
from .kalenderabo import Kalenderabo
from .sitz import Sitz
from .sitzung import Sitzung
from .sperrzeit import Sperrzeit

__all__ = [
    "Amt",
    "Besetzung",
    "Bestimmung",
    "Geschaeftsordnung",
    "Gremium",
    "Kalenderabo",
    "Sitz",
    "Sitzung",
    "Sperrzeit",
]
