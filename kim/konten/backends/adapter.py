"""What allauth asks the house: German words, mails through the outbox, passwords through the domain."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import SystemAkteur
from kim.konten.domain.konto import passwort_setzen, sicherheitsereignis_festhalten
from kim.konten.domain.nachrichten import konto_benachrichtigen
from kim.konten.models import Konto
from kim.konten.regeln.texte import Anlass
from kim.schluessel.domain.geheim import entschluesseln, verschluesseln

_ZWECK = "kim.konten.zweiter_faktor"
_ZU_OFT = _("Das waren zu viele Versuche. Bitte warten Sie 15 Minuten und versuchen Sie es dann noch einmal.")
_FALSCHER_CODE = _(
    "Dieser Code stimmt nicht oder ist abgelaufen. Bitte den Code eingeben, den die App jetzt gerade zeigt, "
    "oder einen Wiederherstellungscode."
)
_FALSCHES_PASSWORT = _("Dieses Passwort stimmt nicht. Bitte noch einmal eingeben.")


class Kontoadapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        # The same words for an unknown account and for a wrong password.
        "email_password_mismatch": _(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte beides prüfen und noch einmal "
            "versuchen."
        ),
        "enter_current_password": _FALSCHES_PASSWORT,
        "incorrect_password": _FALSCHES_PASSWORT,
        "incorrect_code": _FALSCHER_CODE,
        "invalid_password_reset": _("Dieser Link gilt nicht mehr. Bitte fordern Sie einen neuen an."),
        "too_many_login_attempts": _ZU_OFT,
        "rate_limited": _ZU_OFT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation alone."""
        return False

    def set_password(self, user: Konto, password: str) -> None:
        geaendert = passwort_setzen(konto_id=user.pk, passwort=password, akteur=user)
        # The caller goes on with its own instance, and binds the session to this password.
        user.password = geaendert.password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("konten:mein-konto")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Begins with the configured address: what a request claims as its host must not get into a mail."""
        uid, _strich, schluessel = key.partition("-")
        return settings.KIM_BASIS_URL + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": schluessel}
        )

    def send_password_reset_mail(self, user: Konto, email: str, context: dict[str, Any]) -> None:
        konto_benachrichtigen(
            konto=user,
            anlass=Anlass.PASSWORT_VERGESSEN,
            akteur=SystemAkteur("Passwort vergessen", user.kreis_id),
            link=context["password_reset_url"],
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Konto,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        ereignis = _EREIGNISSE[template_prefix]
        if ereignis is None:
            return
        anlass, grund = ereignis
        sicherheitsereignis_festhalten(konto_id=user.pk, anlass=anlass, grund=str(grund), akteur=user)


_EREIGNISSE: dict[str, tuple[Anlass, Any] | None] = {
    "account/email/password_changed": (Anlass.PASSWORT_GEAENDERT, _("Passwort geändert")),
    "account/email/password_reset": (Anlass.PASSWORT_GEAENDERT, _("Passwort über einen Link neu gesetzt")),
    # The page that sets it up has already told (views/faktor.py).
    "mfa/email/totp_activated": None,
    "mfa/email/totp_deactivated": (Anlass.FAKTOR_ENTFERNT, _("App als zweiter Faktor entfernt")),
    "mfa/email/webauthn_added": (Anlass.FAKTOR_EINGERICHTET, _("Sicherheitsschlüssel hinzugefügt")),
    "mfa/email/webauthn_removed": (Anlass.FAKTOR_ENTFERNT, _("Sicherheitsschlüssel entfernt")),
    "mfa/email/recovery_codes_generated": (Anlass.CODES_ERNEUERT, _("Wiederherstellungscodes erneuert")),
    "socialaccount/email/account_connected": (
        Anlass.VERZEICHNIS_VERBUNDEN,
        _("Mit dem Verzeichnis verbunden"),
    ),
}


class Faktoradapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _FALSCHER_CODE,
        "cannot_generate_recovery_codes": _("Bitte zuerst einen zweiten Faktor einrichten."),
        "cannot_delete_authenticator": _(
            "Ihre Rollen verlangen einen zweiten Faktor. Bitte zuerst einen anderen einrichten, dann "
            "diesen entfernen."
        ),
    }

    def encrypt(self, text: str) -> str:
        """The secrets of second factors lie encrypted: a copy of the database alone opens no account."""
        return verschluesseln(text, zweck=_ZWECK)

    def decrypt(self, encrypted_text: str) -> str:
        return entschluesseln(encrypted_text, zweck=_ZWECK)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        konto = allauth_context.request.user
        if not (settings.KIM_ZWEITER_FAKTOR_PFLICHT and konto.braucht_zweiten_faktor):
            return True
        weitere = Authenticator.objects.filter(user=konto).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return weitere.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Konto, type: Authenticator.Type) -> str:
        nummer = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Schlüssel %(nummer)s")) % {"nummer": nummer}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "KIM"}
