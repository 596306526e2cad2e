"""The account: who signs in. What the person may do stands in the Rollenzuweisungen alone."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.modul import MODUL_TITEL
from kim.basis.rechte import RECHTE
from kim.konten.models.rollenzuweisung import Rollenzuweisung, getragene, getragene_aus, wirksame_des_kontos
from kim.konten.regeln.rollen import zweiter_faktor_noetig
from kim.protokoll.models import historie


def neue_sitzungsmarke() -> str:
    return secrets.token_hex(16)


class KontoManager(BaseUserManager["Konto"]):
    def create_user(self, email: str, password: str | None = None, **felder: Any) -> Konto:
        konto = self.model(email=email.strip().lower(), **felder)
        konto.set_password(password)
        konto.save(using=self._db)
        return konto

    def get_by_natural_key(self, username: str | None) -> Konto:
        return self.get(email=(username or "").strip().lower())


class Konto(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("E-Mail-Adresse"),
        unique=True,
        error_messages={"unique": _("Zu dieser E-Mail-Adresse gibt es schon ein Konto.")},
        help_text=_("Damit meldet sich die Person an."),
    )
    # None only for technical accounts, which hold no role.
    kreis = models.ForeignKey(
        "stammdaten.Kreis", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    person = models.ForeignKey(
        "stammdaten.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Person"),
        help_text=_("Verbindet das Konto mit dem Eintrag in den Stammdaten."),
    )
    name = models.CharField(
        _("Name"), max_length=200, help_text=_("So erscheint die Person in der Anwendung.")
    )
    is_active = models.BooleanField(_("aktiv"), default=True, editable=False)
    is_staff = models.BooleanField(_("technische Verwaltung"), default=False, editable=False)
    gesperrt_am = models.DateTimeField(_("gesperrt am"), null=True, blank=True, editable=False)
    sperrgrund = models.CharField(_("Grund der Sperre"), max_length=500, blank=True, editable=False)
    # Part of what a session is bound to: a new mark ends all sessions of the account.
    sitzungsmarke = models.CharField(max_length=32, default=neue_sitzungsmarke, editable=False)
    angelegt_am = models.DateTimeField(_("angelegt am"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = KontoManager()
    history = historie(excluded_fields=["password", "last_login", "sitzungsmarke"])

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))),
                name="konto_email_klein",
                violation_error_message=_("Die E-Mail-Adresse muss klein geschrieben sein."),
                violation_error_code="email",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="konto_name_nicht_leer",
                violation_error_message=_("Bitte einen Namen angeben."),
                violation_error_code="name",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True, gesperrt_am__isnull=True)
                | (Q(is_active=False, gesperrt_am__isnull=False) & ~Q(sperrgrund="")),
                name="konto_sperre_begruendet",
                violation_error_message=_("Eine Sperre braucht Zeitpunkt und Grund."),
                violation_error_code="sperre",
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="konto_eines_je_person",
                violation_error_message=_("Diese Person hat schon ein Konto."),
                violation_error_code="person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = self.email.strip().lower()
        if self.person is not None and self.person.kreis_id != self.kreis_id:
            raise ValidationError(
                {
                    "person": ValidationError(
                        _("Dieser Eintrag gehört zu einem anderen Kreis."), code="fremder_kreis"
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if set(kwargs.get("update_fields") or ()) & {"last_login", "password"}:
            # Signing in and re-hashing a password change nothing that the history tells.
            self.skip_history_when_saving = True
            try:
                super().save(*args, **kwargs)
            finally:
                del self.skip_history_when_saving
        else:
            super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Asked by Django for the current secret and for the older ones alike."""
        return salted_hmac(
            "kim.konten.sitzung", f"{self.password}:{self.sitzungsmarke}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # What kim.basis.akteur.Akteur asks for

    @property
    def akteur_name(self) -> str:
        return self.name

    @property
    def konto_id(self) -> int | None:
        return self.pk

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        if not self.is_active:
            return verweigert("Ihr Konto ist gesperrt.")
        if recht not in RECHTE:
            return verweigert("Dieses Recht gibt es nicht.")
        modul = RECHTE[recht].modul
        if modul is not None and not getattr(self.kreis, f"modul_{modul}", False):
            return verweigert(f"{MODUL_TITEL[modul]} ist in Ihrem Kreis nicht eingeschaltet.")
        if not self.__dict__.get("_fuer_eine_anfrage"):
            return self._aus_zuweisungen(recht, bereich)
        # A page asks the same thing a hundred times, and the roles are read once for it.
        gemerkt: dict[tuple[str, Bereich | None], Erlaubnis] = self.__dict__.setdefault("_antworten", {})
        if (recht, bereich) not in gemerkt:
            gemerkt[recht, bereich] = self._aus_zuweisungen(recht, bereich)
        return gemerkt[recht, bereich]

    def _aus_zuweisungen(self, recht: str, bereich: Bereich | None) -> Erlaubnis:
        passende = [z for z in self.wirksame_zuweisungen() if recht in z.angabe.rechte]
        if not passende:
            return verweigert(
                gettext(
                    "Dafür haben Sie keine Rolle. Brauchen Sie das für Ihre Arbeit, "
                    "wenden Sie sich an die Kontenverwaltung Ihres Kreises."
                )
            )
        for zuweisung in passende:
            if bereich is None or zuweisung.bereich in (bereich, Bereich.kreis(bereich.kreis_id)):
                return erlaubt(f"als {zuweisung}")
        return verweigert("Ihre Rolle gilt in einem anderen Bereich.")

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        if not self.hat_recht(recht):
            return frozenset()
        return frozenset(z.bereich for z in self.wirksame_zuweisungen() if recht in z.angabe.rechte)

    def wirksame_zuweisungen(self) -> list[Rollenzuweisung]:
        """What holds today. Only an instance that was loaded for one request remembers the answer."""
        gemerkt = self.__dict__.get("_zuweisungen")
        if gemerkt is not None:
            return list(gemerkt)
        # Plain queries cost a third of the one that asks guardian row by row (`getragen`), on every page.
        if self.pk is None or self.kreis_id is None:
            return []
        mitgebracht = self.__dict__.get("getragenes")
        getragen = getragene_aus("".join(getragene(self.pk)) if mitgebracht is None else mitgebracht)
        zuweisungen = wirksame_des_kontos(self.pk, self.kreis_id, timezone.localdate())
        liste = [z for z in zuweisungen if z.berechtigung in getragen]
        for zuweisung in liste:
            zuweisung.konto = self
        if self.__dict__.get("_fuer_eine_anfrage"):
            self.__dict__["_zuweisungen"] = liste
        return liste

    @property
    def braucht_zweiten_faktor(self) -> bool:
        # The technical tables name who failed to sign in, and from where.
        return self.is_staff or zweiter_faktor_noetig(frozenset(z.rolle for z in self.wirksame_zuweisungen()))
