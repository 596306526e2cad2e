"""Loads the account together with its Kreis: one query a request instead of two."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from kim.konten.models import Konto


class KontoBackend(ModelBackend):
    def get_user(self, user_id: int) -> Konto | None:
        konto = Konto.objects.select_related("kreis").filter(pk=user_id).first()
        return konto if konto is not None and self.user_can_authenticate(konto) else None
