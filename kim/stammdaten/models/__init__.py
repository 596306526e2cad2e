from .einrichtung import Einrichtung
from .kommune import Kommune
from .kreis import Kreis
from .person import Person

__all__ = ["Einrichtung", "Kommune", "Kreis", "Person"]
