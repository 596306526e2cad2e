"""Signing in by e-mail address, and loading the account of a request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from kim.konten.models import Konto
from kim.konten.models.rollenzuweisung import getragene
from kim.web.feste_abfrage import feste_abfrage


@feste_abfrage
def _konto(pk: int) -> QuerySet[Konto]:
    faktoren = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return (
        Konto.objects.select_related("kreis")
        .annotate(
            hat_zweiten_faktor=Exists(faktoren),
            getragenes=Coalesce(Subquery(getragene(OuterRef("pk"))), Value(""), output_field=TextField()),
        )
        .filter(pk=pk, is_active=True)
        .order_by()
    )


class KontoBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> Konto | None:
        """Account, Kreis, second factor and permissions in one query a request. A locked account ends its
        sessions at once."""
        for konto in _konto(user_id):
            konto.__dict__["_fuer_eine_anfrage"] = True
            return konto
        return None
