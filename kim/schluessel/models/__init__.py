from .marke import Schluesselmarke

__all__ = ["Schluesselmarke"]
