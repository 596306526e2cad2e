"""Who holds which role on what, from when until when. The truth about rights, read at each request."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Aggregate, CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import Case, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermission

from kim.basis.akteur import Bereich
from kim.basis.rollenbereich import ROLLENBEREICHE
from kim.konten.regeln.rollen import (
    BESTAETIGUNGSPFLICHTIG,
    ROLLEN,
    Rolle,
    Rollenangabe,
    berechtigungsname,
)
from kim.konten.regeln.zuweisung import Zustand, Zuweisungsart, zustand
from kim.protokoll.models import historie
from kim.web.feste_abfrage import feste_abfrage

ROLLENWAHL = [(angabe.rolle.value, angabe.titel) for angabe in ROLLEN.values()]
ARTEN = [(Zuweisungsart.EIGENE.value, _("eigene Rolle")), (Zuweisungsart.VERTRETUNG.value, _("Vertretung"))]


def _modellname(teil: int) -> Case:
    """App label (0) or model name (1) of the scope object, for comparing with guardian's content type."""
    return Case(
        *(
            When(bereich_art=bereich.schluessel, then=Value(bereich.modell.lower().split(".")[teil]))
            for bereich in ROLLENBEREICHE
        ),
        default=Value(""),
        output_field=CharField(),
    )


class RollenzuweisungQuerySet(models.QuerySet["Rollenzuweisung"]):
    def wirksam_am(self, tag: date) -> RollenzuweisungQuerySet:
        """In force by its dates, not ended, and confirmed where that is needed."""
        return self.filter(
            Q(bis__isnull=True) | Q(bis__gte=tag),
            Q(bestaetigt_am__isnull=False) | ~Q(rolle__in=BESTAETIGUNGSPFLICHTIG),
            von__lte=tag,
            beendet_am__isnull=True,
        )

    def getragen(self) -> RollenzuweisungQuerySet:
        """Only those whose permission guardian carries on the scope object: a second, independent bolt."""
        return self.annotate(_app=_modellname(0), _modell=_modellname(1)).filter(
            Exists(
                UserObjectPermission.objects.filter(
                    user=OuterRef("konto"),
                    object_pk=Cast(OuterRef("bereich_id"), CharField()),
                    permission__codename=Concat(Value("rolle_"), OuterRef("rolle")),
                    permission__content_type__app_label=OuterRef("_app"),
                    permission__content_type__model=OuterRef("_modell"),
                )
            )
        )

    def laufend(self, tag: date) -> RollenzuweisungQuerySet:
        """Neither ended nor over: in force, waiting or still to come."""
        return self.filter(Q(bis__isnull=True) | Q(bis__gte=tag), beendet_am__isnull=True)


class Rollenzuweisung(models.Model):
    konto = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, related_name="zuweisungen", verbose_name=_("Konto")
    )
    kreis = models.ForeignKey("stammdaten.Kreis", on_delete=models.PROTECT, related_name="+", editable=False)
    rolle = models.CharField(_("Rolle"), max_length=40, choices=ROLLENWAHL)
    bereich_art = models.CharField(_("Art des Bereichs"), max_length=30)
    bereich_id = models.BigIntegerField(_("Bereich"))
    bereich_name = models.CharField(_("Bereich"), max_length=200, editable=False)
    von = models.DateField(_("von"))
    bis = models.DateField(_("bis"), null=True, blank=True, help_text=_("Letzter Tag. Leer: ohne Ende."))
    art = models.CharField(_("Art"), max_length=20, choices=ARTEN, default=Zuweisungsart.EIGENE.value)
    vertritt = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="vertretungen", editable=False
    )
    grund = models.CharField(_("Begründung"), max_length=500)

    # None: granted from the shell, by the system.
    erteilt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    erteilt_von_name = models.CharField(_("erteilt durch"), max_length=200, editable=False)
    erteilt_am = models.DateTimeField(_("erteilt am"), editable=False)

    bestaetigt_von = models.ForeignKey(
        "konten.Konto", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    bestaetigt_von_name = models.CharField(_("bestätigt durch"), max_length=200, blank=True, editable=False)
    bestaetigt_am = models.DateTimeField(_("bestätigt am"), null=True, blank=True, editable=False)

    beendet_von_name = models.CharField(_("beendet durch"), max_length=200, blank=True, editable=False)
    beendet_am = models.DateTimeField(_("beendet am"), null=True, blank=True, editable=False)
    beendet_grund = models.CharField(_("Grund des Endes"), max_length=500, blank=True, editable=False)
    abgelehnt = models.BooleanField(_("abgelehnt"), default=False, editable=False)

    objects = RollenzuweisungQuerySet.as_manager()
    history = historie()

    class Meta:
        verbose_name = _("Rollenzuweisung")
        verbose_name_plural = _("Rollenzuweisungen")
        ordering = ["-von", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rolle__in=[rolle.value for rolle in Rolle]),
                name="zuweisung_rolle",
                violation_error_message=_("Diese Rolle gibt es nicht. Bitte eine aus der Liste wählen."),
                violation_error_code="rolle",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")),
                name="zuweisung_laufzeit",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="laufzeit",
            ),
            models.CheckConstraint(
                condition=Q(erteilt_von__isnull=True) | ~Q(erteilt_von=F("konto")),
                name="zuweisung_nicht_selbst_erteilt",
                violation_error_message=_("Niemand kann sich selbst eine Rolle erteilen."),
                violation_error_code="selbst_erteilt",
            ),
            models.CheckConstraint(
                condition=Q(bestaetigt_von__isnull=True)
                | (
                    ~Q(bestaetigt_von=F("konto"))
                    & (Q(erteilt_von__isnull=True) | ~Q(bestaetigt_von=F("erteilt_von")))
                ),
                name="zuweisung_zweite_person",
                violation_error_message=_(
                    "Bestätigen muss eine zweite Person: weder wer die Rolle bekommt, noch wer sie "
                    "erteilt hat."
                ),
                violation_error_code="zweite_person",
            ),
            models.CheckConstraint(
                # Without a person only what the shell has granted.
                condition=Q(bestaetigt_am__isnull=True, bestaetigt_von__isnull=True)
                | Q(bestaetigt_am__isnull=False, bestaetigt_von__isnull=False)
                | Q(bestaetigt_am__isnull=False, bestaetigt_von__isnull=True, erteilt_von__isnull=True),
                name="zuweisung_bestaetigung_ganz",
                violation_error_message=_("Eine Bestätigung braucht Person und Zeitpunkt."),
                violation_error_code="bestaetigung",
            ),
            models.CheckConstraint(
                condition=Q(art="eigene", vertritt__isnull=True)
                | Q(art="vertretung", vertritt__isnull=False, bis__isnull=False),
                name="zuweisung_vertretung",
                violation_error_message=_(
                    "Eine Vertretung braucht ein Ende und die Rolle, die vertreten wird."
                ),
                violation_error_code="vertretung",
            ),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True, beendet_grund="", abgelehnt=False)
                | (Q(beendet_am__isnull=False) & ~Q(beendet_grund="")),
                name="zuweisung_ende_begruendet",
                violation_error_message=_("Das Ende einer Rolle braucht eine Begründung."),
                violation_error_code="ende",
            ),
            models.UniqueConstraint(
                fields=["konto", "rolle", "bereich_art", "bereich_id"],
                condition=Q(beendet_am__isnull=True, bis__isnull=True),
                name="zuweisung_einmal_offen",
                violation_error_message=_("Diese Rolle hat das Konto dort schon ohne Ende."),
                violation_error_code="doppelt",
            ),
        ]
        indexes = [
            models.Index(fields=["kreis", "beendet_am"], name="zuweisung_kreis"),
            models.Index(fields=["bereich_art", "bereich_id"], name="zuweisung_bereich"),
        ]

    def __str__(self) -> str:
        return f"{self.angabe.titel}, {self.bereich_name}"

    @property
    def angabe(self) -> Rollenangabe:
        return ROLLEN[Rolle(self.rolle)]

    @property
    def bereich(self) -> Bereich:
        return Bereich(self.bereich_art, self.bereich_id, self.kreis_id)

    @property
    def berechtigung(self) -> tuple[str, str, str, str]:
        """What guardian must carry for this: codename, app, model, object."""
        app, modell = ROLLENBEREICHE[self.bereich_art].modell.lower().split(".")
        return berechtigungsname(self.rolle), app, modell, str(self.bereich_id)

    @property
    def braucht_bestaetigung(self) -> bool:
        return self.rolle in BESTAETIGUNGSPFLICHTIG and self.bestaetigt_am is None

    def zustand_am(self, tag: date) -> Zustand:
        return zustand(
            rolle=self.rolle,
            von=self.von,
            bis=self.bis,
            bestaetigt=self.bestaetigt_am is not None,
            beendet=self.beendet_am is not None,
            abgelehnt=self.abgelehnt,
            heute=tag,
        )


@feste_abfrage
def wirksame_des_kontos(konto_id: int, kreis_id: int, tag: date) -> QuerySet[Rollenzuweisung]:
    return (
        Rollenzuweisung.objects.filter(konto=konto_id, kreis=kreis_id).wirksam_am(tag).order_by("von", "pk")
    )


_TRENNER = "\x1f"


class _Zeilenweise(Aggregate):
    """All values of a column, one a line."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, CHR(10))"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(
            compiler,
            connection,
            function="GROUP_CONCAT",
            template="%(function)s(%(expressions)s, CHAR(10))",
            **extra,
        )


def getragene(konto: OuterRef | int) -> QuerySet[UserObjectPermission, str]:
    """Codename, app, model, object of each permission that guardian carries for the account, in one text.

    One text and not rows, so that the account of a request brings them along; none if it carries nothing.
    """
    teile = ("permission__codename", "content_type__app_label", "content_type__model", "object_pk")
    zeile: list[Any] = [teil for name in teile for teil in (Value(_TRENNER), F(name))][1:]
    menge = UserObjectPermission.objects.filter(user=konto).order_by().values("user")
    alle = _Zeilenweise(Concat(*zeile, output_field=TextField()), output_field=TextField())
    return menge.annotate(alle=alle).values_list("alle", flat=True)


def getragene_aus(text: str) -> set[tuple[str, ...]]:
    return {tuple(zeile.split(_TRENNER)) for zeile in text.splitlines()}
