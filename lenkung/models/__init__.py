from .amt import Amt
from .besetzung import Besetzung
from .gremium import Gremium
from .sitz import Sitz

__all__ = ["Amt", "Besetzung", "Gremium", "Sitz"]
