from .dokument import Dokument

__all__ = ["Dokument"]
