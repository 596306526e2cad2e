from .einrichtung import Einrichtung
from .importvorschau import Importvorschau
from .kommune import Kommune
from .kreis import Kreis
from .person import Funktion, Person
from .standort import Standort

__all__ = ["Einrichtung", "Funktion", "Importvorschau", "Kommune", "Kreis", "Person", "Standort"]
