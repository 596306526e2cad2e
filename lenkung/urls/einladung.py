"""Invitations: preparing, sending, following up; and the public page of a personal link to papers."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import nachsenden, sendungen, unterlagenlink

_LESEN, _VORBEREITEN = GREMIUM_LESEN.schluessel, VORBEREITEN.schluessel
_SITZUNG = "sitzungen/<int:pk>/"

EINLADUNG = [
    am_satz(f"{_SITZUNG}einladung/", sendungen.einladung, "sitzung-einladung", _LESEN),
    am_satz(
        f"{_SITZUNG}einladung/vorbereiten/", sendungen.vorbereiten, "einladung-vorbereiten", _VORBEREITEN
    ),
    am_satz(f"{_SITZUNG}einladung/worte/", sendungen.worte, "einladung-worte", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/mail/", sendungen.mail, "einladung-mail", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/erneuern/", sendungen.erneuern, "einladung-erneuern", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/senden/", sendungen.senden, "einladung-senden", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/verwerfen/", sendungen.verwerfen, "einladung-verwerfen", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/nachsenden/", nachsenden.nachsenden, "einladung-nachsenden", _VORBEREITEN),
    am_satz(f"{_SITZUNG}einladung/aenderung/", nachsenden.aenderung, "einladung-aenderung", _VORBEREITEN),
    am_satz(
        f"{_SITZUNG}einladung/nachtraeglich/",
        nachsenden.nachtraeglich,
        "einladung-nachtraeglich",
        _VORBEREITEN,
    ),
    pfad(
        "unterlagen/<str:token>/",
        unterlagenlink.seite,
        name="unterlagen-link",
        zugang=Zugang.OEFFENTLICH,
    ),
    pfad(
        "unterlagen/<str:token>/<uuid:kennung>/",
        unterlagenlink.datei,
        name="unterlagen-link-datei",
        zugang=Zugang.OEFFENTLICH,
    ),
]
