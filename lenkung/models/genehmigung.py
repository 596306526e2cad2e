"""Objections to a Niederschrift, and its approval: one at most for each version, whoever records it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kim.protokoll.models import historie
from kim.web.felder import einer_von, einzeilig, nicht_leer
from lenkung.models.genehmigungsauswahl import EINWENDUNGSSTAENDE, EINWENDUNGSWEGE, GENEHMIGUNGSWEGE
from lenkung.regeln.genehmigung import Einwendungsstand, Einwendungsweg, Genehmigungsweg

_ENTSCHIEDEN = [Einwendungsstand.ANGENOMMEN.value, Einwendungsstand.ZURUECKGEWIESEN.value]
_ZURUECKGEZOGEN = Einwendungsstand.ZURUECKGEZOGEN.value


class Einwendung(models.Model):
    """Taken in at any time; whether it came in time is judged, not stored."""

    # The version that it is about: a later one may have met it.
    fassung = models.ForeignKey(
        "lenkung.Niederschriftsfassung",
        on_delete=models.PROTECT,
        related_name="einwendungen",
        editable=False,
    )
    # Whose link or account it came by; empty when the Geschäftsstelle entered it.
    empfaenger = models.ForeignKey(
        "lenkung.Niederschriftsempfaenger",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="einwendungen",
        editable=False,
    )
    von_name = models.CharField(_("Von"), max_length=200, validators=[einzeilig])
    stelle = models.CharField(_("Einrichtung"), max_length=200, blank=True, validators=[einzeilig])
    text = models.TextField(_("Was soll geändert werden?"), max_length=10000)
    weg = models.CharField(_("wie"), max_length=20, choices=EINWENDUNGSWEGE, editable=False)
    vermerk = models.CharField(
        _("Fundstelle oder Vermerk"), max_length=300, blank=True, validators=[einzeilig]
    )
    # When it came in, also if somebody of the Geschäftsstelle entered it later.
    eingegangen_am = models.DateTimeField(_("eingegangen am"))
    eingetragen_am = models.DateTimeField(_("eingetragen am"), editable=False)
    eingetragen_von_name = models.CharField(_("eingetragen durch"), max_length=200, editable=False)
    # A form sent twice makes one objection.
    schluessel = models.UUIDField(unique=True, editable=False)
    stand = models.CharField(
        _("Stand"),
        max_length=20,
        choices=EINWENDUNGSSTAENDE,
        default=Einwendungsstand.OFFEN.value,
        editable=False,
    )
    begruendung = models.TextField(_("Begründung"), max_length=2000, blank=True)
    # The session that decided; where a period runs, the chair may decide without one.
    sitzung = models.ForeignKey(
        "lenkung.Sitzung", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    beschluss = models.ForeignKey(
        "lenkung.Beschluss", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    erledigt_am = models.DateTimeField(
        _("entschieden oder zurückgezogen am"), null=True, blank=True, editable=False
    )
    erledigt_von_name = models.CharField(_("durch"), max_length=200, blank=True, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Einwendung")
        verbose_name_plural = _("Einwendungen")
        ordering = ["eingegangen_am", "pk"]
        constraints = [
            einer_von(EINWENDUNGSWEGE, feld="weg", name="einwendung_weg"),
            einer_von(EINWENDUNGSSTAENDE, feld="stand", name="einwendung_stand"),
            nicht_leer("von_name", name="einwendung_von"),
            nicht_leer("text", name="einwendung_text"),
            models.CheckConstraint(
                condition=Q(weg=Einwendungsweg.GESCHAEFTSSTELLE.value, empfaenger__isnull=True)
                & ~Q(vermerk="")
                | ~Q(weg=Einwendungsweg.GESCHAEFTSSTELLE.value) & Q(empfaenger__isnull=False, vermerk=""),
                name="einwendung_von_wem",
                violation_error_message=_("Bitte angeben, woher die Einwendung stammt."),
                violation_error_code="vermerk",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=_ENTSCHIEDEN, erledigt_am__isnull=False)
                & ~Q(erledigt_von_name="")
                & ~Q(begruendung="")
                | Q(stand=_ZURUECKGEZOGEN, erledigt_am__isnull=False, begruendung="")
                & Q(sitzung__isnull=True, beschluss__isnull=True)
                & ~Q(erledigt_von_name="")
                | Q(
                    stand=Einwendungsstand.OFFEN.value,
                    erledigt_am__isnull=True,
                    erledigt_von_name="",
                    begruendung="",
                    sitzung__isnull=True,
                    beschluss__isnull=True,
                ),
                name="einwendung_entschieden_mit_grund",
                violation_error_message=_("Bitte begründen, wie entschieden wurde."),
                violation_error_code="begruendung",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Einwendung von %(name)s") % {"name": self.von_name})

    @property
    def kreis_id(self) -> int:
        return self.fassung.niederschrift.sitzung.gremium.kreis_id

    @property
    def lage(self) -> Einwendungsstand:
        return Einwendungsstand(self.stand)


class Genehmigung(models.Model):
    """Of one version, and of none after it. The moment is that of the law, whenever it was recorded."""

    niederschrift = models.ForeignKey(
        "lenkung.Niederschrift", on_delete=models.PROTECT, related_name="genehmigungen", editable=False
    )
    fassung = models.OneToOneField(
        "lenkung.Niederschriftsfassung", on_delete=models.PROTECT, related_name="genehmigung", editable=False
    )
    weg = models.CharField(_("wie"), max_length=20, choices=GENEHMIGUNGSWEGE, editable=False)
    genehmigt_am = models.DateTimeField(_("genehmigt am"))
    # The session in which it was established.
    sitzung = models.ForeignKey(
        "lenkung.Sitzung",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="genehmigungen",
        editable=False,
    )
    norm = models.CharField(_("Norm"), max_length=100, blank=True, editable=False)
    rechnung = models.CharField(_("Rechnung"), max_length=1000, blank=True, editable=False)
    grund = models.CharField(_("Grund"), max_length=500, blank=True)
    festgehalten_am = models.DateTimeField(_("festgehalten am"), editable=False)
    festgehalten_von_name = models.CharField(_("festgehalten durch"), max_length=200, editable=False)

    history = historie()

    class Meta:
        verbose_name = _("Genehmigung einer Niederschrift")
        verbose_name_plural = _("Genehmigungen von Niederschriften")
        ordering = ["genehmigt_am", "pk"]
        constraints = [
            einer_von(GENEHMIGUNGSWEGE, feld="weg", name="genehmigung_weg"),
            models.CheckConstraint(
                condition=Q(genehmigt_am__lte=models.F("festgehalten_am")),
                name="genehmigung_nicht_voraus",
                violation_error_message=_("Dieser Tag liegt in der Zukunft."),
                violation_error_code="zukunft",
            ),
            # By hand: why. By the rule: by which, and how it was reckoned.
            models.CheckConstraint(
                condition=Q(weg=Genehmigungsweg.VON_HAND.value, norm="", rechnung="") & ~Q(grund="")
                | ~Q(weg=Genehmigungsweg.VON_HAND.value) & ~Q(norm="") & ~Q(rechnung="") & Q(grund=""),
                name="genehmigung_begruendet",
                violation_error_message=_("Bitte angeben, warum die Niederschrift als genehmigt gilt."),
                violation_error_code="grund",
            ),
            models.CheckConstraint(
                condition=Q(weg=Genehmigungsweg.NAECHSTE_SITZUNG.value, sitzung__isnull=False)
                | ~Q(weg=Genehmigungsweg.NAECHSTE_SITZUNG.value) & Q(sitzung__isnull=True),
                name="genehmigung_in_einer_sitzung",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Genehmigung: %(niederschrift)s") % {"niederschrift": self.niederschrift})

    @property
    def kreis_id(self) -> int:
        return self.niederschrift.sitzung.gremium.kreis_id
