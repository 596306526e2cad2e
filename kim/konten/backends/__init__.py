"""How people sign in: what allauth and axes call back."""

from .anmeldung import KontoBackend

__all__ = ["KontoBackend"]
