from .amt import Amt
from .besetzung import Besetzung
from .geschaeftsordnung import Bestimmung, Geschaeftsordnung
from .gremium import Gremium
from .sitz import Sitz

__all__ = ["Amt", "Besetzung", "Bestimmung", "Geschaeftsordnung", "Gremium", "Sitz"]
