"""The second factor: allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as basis_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kim.konten.domain.einmalcode import als_benutzt_merken, schon_benutzt
from kim.konten.models import Konto
from kim.web.formulare import KernFormMixin


def _code_einkleiden(feld: forms.Field, beschriftung: Any, hilfe: Any) -> None:
    feld.label, feld.help_text = beschriftung, hilfe
    feld.widget.attrs.pop("placeholder", None)
    # A phone shows digits, and nothing is capitalised or completed.
    feld.widget.attrs.update({"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"})


class _Einmalig:
    """A code of the app that was used is not taken again while it is valid (domain/einmalcode.py)."""

    user: Konto
    authenticator: Authenticator

    def clean_code(self) -> str:
        eingabe = self.cleaned_data["code"]  # type: ignore[attr-defined]
        if schon_benutzt(self.user.pk, eingabe):
            # Counted like a wrong one: who repeats a code that he has seen gets no more tries by it.
            check_rate_limit(self.user)
            raise _benutzt()
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not als_benutzt_merken(self.user.pk, code):
            raise _benutzt()
        return code


def _benutzt() -> ValidationError:
    return ValidationError(
        _("Dieser Code ist schon benutzt. Bitte warten Sie, bis die App den nächsten zeigt."), code="benutzt"
    )


class CodeForm(_Einmalig, KernFormMixin, basis_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_einkleiden(
            self.fields["code"],
            _("Code"),
            _("Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."),
        )


class CodeBestaetigenForm(_Einmalig, KernFormMixin, basis_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_einkleiden(
            self.fields["code"],
            _("Code"),
            _("Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."),
        )


class AppEinrichtenForm(KernFormMixin, totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_einkleiden(
            self.fields["code"],
            _("Code aus der App"),
            _("Sechs Ziffern, wie die App sie jetzt gerade zeigt."),
        )


class SchluesselHinzufuegenForm(KernFormMixin, webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["name"]
        feld.label = _("Name des Schlüssels")
        feld.help_text = _(
            "Damit Sie ihn wiedererkennen, zum Beispiel „Schlüsselbund“ oder „Reserve im Schrank“."
        )
