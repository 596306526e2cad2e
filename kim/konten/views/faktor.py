"""Setting up the app: the entry in the history and the mail share the transaction of the act."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kim.konten.domain.konto import sicherheitsereignis_festhalten
from kim.konten.models import Konto
from kim.konten.regeln.texte import Anlass


class AppEinrichten(ActivateTOTPView):
    """allauth would tell the house only after the commit, and a crash in between would lose it."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        antwort = super().form_valid(form)
        konto = self.request.user
        assert isinstance(konto, Konto)
        sicherheitsereignis_festhalten(
            konto_id=konto.pk,
            anlass=Anlass.FAKTOR_EINGERICHTET,
            grund=_("App als zweiter Faktor eingerichtet"),
            akteur=konto,
        )
        return antwort


app_einrichten = AppEinrichten.as_view()
