"""Widerrufen: sofort, mit einem Zug; und was dadurch anhält.

Was auf einer Einwilligung ruht und angehalten werden muss (ein Verweis, ein Link, eine Unterlage), trägt
seine Folge in `WIDERRUFSFOLGEN` ein. Sie läuft unter der Sperre der Person, in der Transaktion des Widerrufs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligung import einwilligung_sperren
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Einwilligung
from casemgmt.regeln.einwilligung import Einwilligungsstand
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.register import Register
from kim.protokoll.domain.speichern import speichere


@dataclass(frozen=True, slots=True)
class Widerrufsfolge:
    """`anhalten` gibt zurück, was es angehalten hat: je ein Satz, ohne Namen der Person."""

    schluessel: str
    anhalten: Callable[[Einwilligung, Akteur], Sequence[str]]


WIDERRUFSFOLGEN: Register[Widerrufsfolge] = Register("Folgen eines Widerrufs")


@dataclass(frozen=True, slots=True)
class Widerruf:
    einwilligung: Einwilligung
    angehalten: tuple[str, ...]


@transaction.atomic
def einwilligung_widerrufen(*, einwilligung_id: int, weg: str, akteur: Akteur) -> Widerruf:
    """Braucht keinen Grund und fragt nach keinem älteren Stand: Wer widerruft, soll nie warten müssen."""
    satz = einwilligung_sperren(einwilligung_id)
    verlange(permissions.darf_einwilligung_widerrufen(akteur, satz))
    if satz.zustand == Einwilligungsstand.WIDERRUFEN:
        raise Fachfehler(_("Diese Einwilligung ist schon widerrufen."), code="schon_widerrufen")
    if satz.zustand != Einwilligungsstand.ERTEILT:
        raise Fachfehler(
            _("Diese Einwilligung ist noch nicht erteilt. Sie können den Entwurf verwerfen."), code="entwurf"
        )
    satz.zustand, satz.widerrufen_am = Einwilligungsstand.WIDERRUFEN.value, timezone.now()
    satz.widerruf_weg, satz.widerruf_erfasst_von_id = weg, konto_von(akteur)
    satz.stand += 1
    speichere(satz, akteur=akteur, grund=_("widerrufen"))
    angehalten = [text for folge in WIDERRUFSFOLGEN for text in folge.anhalten(satz, akteur)]
    return Widerruf(satz, tuple(angehalten))
