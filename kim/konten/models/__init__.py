from .konto import Konto, neue_sitzungsmarke
from .kontolink import Kontolink
from .rollenzuweisung import Rollenzuweisung

__all__ = ["Konto", "Kontolink", "Rollenzuweisung", "neue_sitzungsmarke"]
