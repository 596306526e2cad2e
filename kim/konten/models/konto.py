"""The account: who signs in. What the person may do stands in the Rollenzuweisungen alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Bereich
from kim.basis.erlaubnis import Erlaubnis, verweigert


class KontoManager(BaseUserManager["Konto"]):
    def create_user(self, email: str, password: str | None = None, **felder: Any) -> Konto:
        konto = self.model(email=self.normalize_email(email).lower(), **felder)
        konto.set_password(password)
        konto.save(using=self._db)
        return konto


class Konto(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("stammdaten.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("Name"), max_length=200)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = KontoManager()

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")

    def __str__(self) -> str:
        return self.name

    @property
    def akteur_name(self) -> str:
        return self.name

    @property
    def konto_id(self) -> int | None:
        return self.pk

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        return verweigert("Dafür haben Sie keine Rolle.")

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        return frozenset()
