"""The second factor: allauth's forms in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as basis_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernFormMixin


def _code_einkleiden(feld: forms.Field, beschriftung: Any, hilfe: Any) -> None:
    feld.label, feld.help_text = beschriftung, hilfe
    feld.widget.attrs.pop("placeholder", None)
    # A phone shows digits, and nothing is capitalised or completed.
    feld.widget.attrs.update({"inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"})


class CodeForm(KernFormMixin, basis_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_einkleiden(
            self.fields["code"],
            _("Code"),
            _("Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."),
        )


class CodeBestaetigenForm(KernFormMixin, basis_forms.ReauthenticateForm):
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
