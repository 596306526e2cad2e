from .auftrag import Auftrag

__all__ = ["Auftrag"]
