"""What of a Gremium everyone may read: the switch of its public pages, and each published Niederschrift."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import nicht_leer


class Gremienoeffentlichkeit(models.Model):
    """Without a row nothing of the Gremium is public: somebody has to switch it on."""

    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+", editable=False)
    gremium = models.OneToOneField(
        "lenkung.Gremium", on_delete=models.PROTECT, related_name="oeffentlichkeit", editable=False
    )
    # Stands in public addresses that others link to; given once, from the short name.
    adresse = models.SlugField(_("Adresse"), max_length=60, editable=False)
    eingeschaltet = models.BooleanField(
        _("Öffentliche Seite eingeschaltet"),
        default=False,
        help_text=_("Ohne Anmeldung lesbar, auch für Programme (OParl)."),
    )
    namen = models.BooleanField(
        _("Namen in der öffentlichen Fassung"),
        default=False,
        help_text=_(
            "Nennt Mitglieder und Stellvertretungen mit Namen. Sonst stehen dort nur ihre Einrichtungen. "
            "Gäste stehen nie mit Namen da."
        ),
    )
    suchmaschinen = models.BooleanField(
        _("Suchmaschinen dürfen die Seite aufnehmen"),
        default=False,
        help_text=_("Was eine Suchmaschine einmal hat, bleibt dort oft lange nach einer Rücknahme."),
    )

    history = historie()

    class Meta:
        verbose_name = _("Öffentlichkeit eines Gremiums")
        verbose_name_plural = _("Öffentlichkeit der Gremien")
        constraints = [
            nicht_leer("adresse", name="gremienoeffentlichkeit_adresse"),
            models.UniqueConstraint(fields=["kreis", "adresse"], name="gremienoeffentlichkeit_je_kreis"),
        ]

    def __str__(self) -> str:
        return str(_("Öffentliche Seite: %(gremium)s") % {"gremium": self.gremium})


class Veroeffentlichung(models.Model):
    """A public version as it was read and published. Kept for ever; at most one is public.

    Its PDF is the document that belongs to it (`permissions.OEFFENTLICH_DRUCK`).
    """

    niederschrift = models.ForeignKey(
        "lenkung.Niederschrift", on_delete=models.PROTECT, related_name="veroeffentlichungen", editable=False
    )
    fassung = models.ForeignKey(
        "lenkung.Niederschriftsfassung",
        on_delete=models.PROTECT,
        related_name="veroeffentlichungen",
        editable=False,
    )
    # The public data and nothing else (lenkung.regeln.oeffentliche_fassung).
    inhalt = models.JSONField(editable=False)
    inhalt_hash = models.CharField(_("Prüfsumme des Inhalts"), max_length=64, editable=False)
    # Public before it was approved; says so on each page.
    vorlaeufig = models.BooleanField(_("noch nicht genehmigt"), default=False, editable=False)
    veroeffentlicht_am = models.DateTimeField(_("veröffentlicht am"), editable=False)
    veroeffentlicht_von_name = models.CharField(_("veröffentlicht durch"), max_length=200, editable=False)
    zurueckgezogen_am = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True, editable=False)
    zurueckgezogen_von_name = models.CharField(
        _("zurückgezogen durch"), max_length=200, blank=True, editable=False
    )
    zurueckgezogen_grund = models.CharField(_("Grund"), max_length=500, blank=True, editable=False)

    history = historie(excluded_fields=["inhalt"])

    class Meta:
        verbose_name = _("Veröffentlichung")
        verbose_name_plural = _("Veröffentlichungen")
        ordering = ["niederschrift_id", "pk"]
        constraints = [
            nicht_leer("veroeffentlicht_von_name", name="veroeffentlichung_durch"),
            models.UniqueConstraint(
                fields=["niederschrift"],
                condition=Q(zurueckgezogen_am__isnull=True),
                name="veroeffentlichung_eine_gueltig",
                violation_error_message=_("Diese Niederschrift ist schon veröffentlicht."),
                violation_error_code="doppelt",
            ),
            models.CheckConstraint(
                condition=Q(
                    zurueckgezogen_am__isnull=True, zurueckgezogen_von_name="", zurueckgezogen_grund=""
                )
                | Q(zurueckgezogen_am__isnull=False)
                & ~Q(zurueckgezogen_von_name="")
                & ~Q(zurueckgezogen_grund=""),
                name="veroeffentlichung_rueckzug_mit_grund",
                violation_error_message=_("Wer zurückzieht, nennt den Grund. Bitte angeben."),
                violation_error_code="grund",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Öffentliche Fassung: %(sitzung)s") % {"sitzung": self.niederschrift.sitzung})

    @property
    def kreis_id(self) -> int:
        return self.niederschrift.sitzung.gremium.kreis_id

    @property
    def ist_oeffentlich(self) -> bool:
        return self.zurueckgezogen_am is None
