from .konto import Konto

__all__ = ["Konto"]
