"""Signing in by e-mail address, and loading the account of a request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from kim.konten.models import Konto


class KontoBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> Konto | None:
        """Account, Kreis and second factor in one query a request. A locked account ends its sessions at
        once."""
        konto = (
            Konto.objects.select_related("kreis")
            .annotate(
                hat_zweiten_faktor=Exists(
                    Authenticator.objects.filter(user=OuterRef("pk")).exclude(
                        type=Authenticator.Type.RECOVERY_CODES
                    )
                )
            )
            .filter(pk=user_id, is_active=True)
            .first()
        )
        if konto is not None:
            konto.__dict__["_fuer_eine_anfrage"] = True
        return konto
