from .konto import Konto
from .rollenzuweisung import Rollenzuweisung

__all__ = ["Konto", "Rollenzuweisung"]
