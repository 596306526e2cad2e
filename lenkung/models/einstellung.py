"""How a Gremium wants its sessions prepared: who gets the invitation, of what it is reminded and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von
from lenkung.models.auswahl import ERINNERUNGSARTEN


class Gremiumseinstellung(models.Model):
    """Without a row the values here hold."""

    gremium = models.OneToOneField(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="einstellung", editable=False
    )
    einladung_an_stellvertretung = models.BooleanField(
        _("Einladung zur Kenntnis auch an die Stellvertretungen"), default=True
    )
    anhang_grenze_mb = models.PositiveSmallIntegerField(
        _("Unterlagen bis zu so viel Megabyte im Anhang"),
        default=10,
        help_text=_("Was größer ist, geht als persönlicher Link hinaus."),
    )
    link_tage = models.PositiveSmallIntegerField(
        _("Links zu Unterlagen gelten so viele Tage über die Sitzung hinaus"), default=30
    )

    history = historie()

    class Meta:
        verbose_name = _("Einstellung des Gremiums")
        verbose_name_plural = _("Einstellungen der Gremien")
        constraints = [
            models.CheckConstraint(
                condition=Q(anhang_grenze_mb__gte=1, anhang_grenze_mb__lte=15),
                name="gremiumseinstellung_anhang",
                violation_error_message=_("Bitte zwischen 1 und 15 Megabyte angeben."),
                violation_error_code="anhang_grenze_mb",
            ),
            models.CheckConstraint(
                condition=Q(link_tage__lte=365),
                name="gremiumseinstellung_link",
                violation_error_message=_("Bitte höchstens 365 Tage angeben."),
                violation_error_code="link_tage",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Einstellungen: %(gremium)s") % {"gremium": self.gremium})

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id


class Erinnerungsregel(models.Model):
    """Of what, how many days before, and whom. Without a row for a kind the house's own holds."""

    gremium = models.ForeignKey(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="erinnerungsregeln", editable=False
    )
    art = models.CharField(_("Erinnerung"), max_length=20, choices=ERINNERUNGSARTEN, editable=False)
    aktiv = models.BooleanField(_("erinnern"), default=True)
    tage = models.JSONField(
        _("Tage vorher"), default=list, blank=True, help_text=_("Zum Beispiel 5, 2, 1, 0: jeder Tag einmal.")
    )
    an = models.JSONField(_("an"), default=list, blank=True)

    history = historie()

    class Meta:
        verbose_name = _("Erinnerungsregel")
        verbose_name_plural = _("Erinnerungsregeln")
        ordering = ["gremium_id", "art"]
        constraints = [
            einer_von(ERINNERUNGSARTEN, feld="art", name="erinnerungsregel_art"),
            models.UniqueConstraint(fields=["gremium", "art"], name="erinnerungsregel_einmal"),
        ]

    def __str__(self) -> str:
        return self.get_art_display()

    @property
    def kreis_id(self) -> int:
        return self.gremium.kreis_id
