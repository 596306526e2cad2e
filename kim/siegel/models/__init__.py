from .zertifizierungsstelle import Zertifizierungsstelle

__all__ = ["Zertifizierungsstelle"]
