from .basis import Historienbasis, historie
from .lesezugriff import Kettenstand, Lesezugriff

__all__ = ["Historienbasis", "Kettenstand", "Lesezugriff", "historie"]
