"""Was andere Räume rufen."""

from kim.versand.domain.aktionslink import (
    LinkUngueltig,
    aktionslink_ausstellen,
    aktionslink_einloesen,
    aktionslinks_widerrufen,
)
from kim.versand.domain.verfassen import nachricht_aus_mailtext, nachricht_verfassen
from kim.versand.regeln.empfaenger import Empfaenger
from kim.versand.regeln.kalender import Kalenderangabe

__all__ = [
    "Empfaenger",
    "Kalenderangabe",
    "LinkUngueltig",
    "aktionslink_ausstellen",
    "aktionslink_einloesen",
    "aktionslinks_widerrufen",
    "nachricht_aus_mailtext",
    "nachricht_verfassen",
]
