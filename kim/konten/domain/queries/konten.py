"""Stand eines Kontos, in einem Blick."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import gettext as _

from kim.konten.models import Konto
from kim.konten.regeln.anbieter import Anbieter


@dataclass(frozen=True, slots=True)
class Kontostand:
    art: str
    """Wie `status` es zeigt: gut, achtung, schlecht, neutral."""
    text: str


def kontostand(konto: Konto) -> Kontostand:
    if not konto.is_active:
        return Kontostand("schlecht", _("gesperrt"))
    if konto.last_login is None:
        return Kontostand("neutral", _("noch nie angemeldet"))
    return Kontostand("gut", _("aktiv"))


def hat_zweiten_faktor(konto: Konto) -> bool:
    """Wer für eine Anfrage geladen ist, weiß es schon; sonst wird nachgesehen."""
    bekannt = getattr(konto, "hat_zweiten_faktor", None)
    if bekannt is not None:
        return bool(bekannt)
    return Authenticator.objects.filter(user=konto).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def verzeichnisse_des_kreises(konto: Konto) -> list[Anbieter]:
    if konto.kreis is None:
        return []
    return [anbieter for anbieter in settings.KIM_OIDC_ANBIETER if anbieter.kreis == konto.kreis.kuerzel]


def verbindungen(konto: Konto) -> dict[str, int]:
    """Kennung des Verzeichnisses → Nummer der Verbindung."""
    return dict(SocialAccount.objects.filter(user=konto).values_list("provider", "pk"))


def adresse_des_kontos(konto_id: int | None) -> str:
    """Wohin ein anderer Raum diesem Konto schreibt; leer, wenn es gesperrt ist oder nicht mehr besteht."""
    if konto_id is None:
        return ""
    adresse = Konto.objects.filter(pk=konto_id, is_active=True).values_list("email", flat=True).first()
    return adresse or ""
