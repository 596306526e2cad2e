from .aktionslink import Aktionslink
from .kalendereintrag import Kalendereintrag
from .mailtext import Mailtext
from .nachricht import Anhang, Nachricht
from .zustellung import Zustellung, Zustellversuch

__all__ = [
    "Aktionslink",
    "Anhang",
    "Kalendereintrag",
    "Mailtext",
    "Nachricht",
    "Zustellung",
    "Zustellversuch",
]
