"""Nur für die Vorführung: ein bekannter zweiter Faktor, damit man ihn ohne Telefon ausprobieren kann."""

from __future__ import annotations

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.konten.domain.einmalcode import schon_benutzt
from kim.konten.domain.konto import konto_fuer_aenderung
from kim.konten.models import Konto
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def vorfuehrfaktor_setzen(*, konto_id: int, geheimnis: str, akteur: Akteur) -> None:
    """Richtet dem Konto die App mit einem bekannten Geheimnis ein. Im Betrieb unmöglich."""
    if not settings.KIM_DEMO:
        raise Fachfehler(_("Das gibt es nur in der Vorführung."), code="nur_vorfuehrung")
    konto = konto_fuer_aenderung(konto_id)
    Authenticator.objects.update_or_create(
        user=konto,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": get_adapter().encrypt(geheimnis)}},
    )
    speichere(konto, akteur=akteur, grund=_("Zweiter Faktor der Vorführung eingerichtet"))


@transaction.atomic
def vorfuehrfaktor_einrichten(*, konto_id: int, akteur: Akteur) -> None:
    """In einem Schritt, wo sonst eine App nötig wäre. Wer schon einen zweiten Faktor hat, behält ihn."""
    if not Authenticator.objects.filter(user_id=konto_id).exists():
        vorfuehrfaktor_setzen(konto_id=konto_id, geheimnis=generate_totp_secret(), akteur=akteur)


def vorfuehrcode(konto: Konto) -> str:
    """Der Code, den die App jetzt zeigen würde; leer, wo keine Vorführung läuft."""
    if not settings.KIM_DEMO:
        return ""
    faktor = Authenticator.objects.filter(user=konto, type=Authenticator.Type.TOTP).first()
    if faktor is None:
        return ""
    geheimnis = get_adapter().decrypt(faktor.data["secret"])
    zaehler = int(time.time()) // 30
    # One just used to sign in would be refused; those before and after it are taken as well.
    codes = [format_hotp_value(hotp_value(geheimnis, zaehler + versatz)) for versatz in (0, 1, -1)]
    return next((code for code in codes if not schon_benutzt(konto.pk, code)), codes[0])
