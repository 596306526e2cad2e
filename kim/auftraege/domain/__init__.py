"""Was andere Räume rufen."""

from .ausfuehren import auftrag_ausfuehren
from .erteilen import auftrag_erteilen
from .kehren import auftraege_aufraeumen, auftraege_kehren, auftraege_planen, faellige_auftraege
from .steuern import auftrag_verwerfen, auftrag_wiederholen

__all__ = [
    "auftraege_aufraeumen",
    "auftraege_kehren",
    "auftraege_planen",
    "auftrag_ausfuehren",
    "auftrag_erteilen",
    "auftrag_verwerfen",
    "auftrag_wiederholen",
    "faellige_auftraege",
]
