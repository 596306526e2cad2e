from .nachricht import Nachricht

__all__ = ["Nachricht"]
