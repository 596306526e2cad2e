"""Fields and constraints that the records of several rooms share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

telefonnummer = RegexValidator(
    r"^\+?[0-9 ()/\-]{3,40}\Z",
    _("Die Telefonnummer darf nur Ziffern, Leerzeichen und die Zeichen + ( ) / - enthalten."),
    code="telefon",
)
einzeilig = RegexValidator(
    r"^[^\x00-\x1f\x7f\u2028\u2029]*\Z",
    _("Bitte in einer Zeile und ohne Steuerzeichen schreiben."),
    code="mehrzeilig",
)


def einer_von(
    werte: Sequence[tuple[str, Any]], *, feld: str, name: str, leer: bool = False
) -> models.CheckConstraint:
    """Only the words of the list, also for whoever writes past the forms."""
    erlaubt = [wert for wert, _titel in werte] + ([""] if leer else [])
    return models.CheckConstraint(
        condition=Q(**{f"{feld}__in": erlaubt}),
        name=name,
        violation_error_message=_("Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen."),
        violation_error_code="auswahl",
    )


def nicht_leer(feld: str, *, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(**{feld: ""}),
        name=name,
        violation_error_message=_("Das Feld darf nicht leer sein."),
        violation_error_code="leer",
    )


class Laufzeit(models.Model):
    """Records are closed, never deleted: what refers to them stays readable."""

    aktiv_ab = models.DateField(
        _("aktiv ab"), null=True, blank=True, help_text=_("Leer lassen, wenn der Beginn nicht bekannt ist.")
    )
    aktiv_bis = models.DateField(_("aktiv bis"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(aktiv_ab__isnull=True)
                | Q(aktiv_bis__isnull=True)
                | Q(aktiv_bis__gte=F("aktiv_ab")),
                name="%(class)s_laufzeit",
                violation_error_message=_("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."),
                violation_error_code="laufzeit",
            ),
        ]

    def aktiv_am(self, tag: date) -> bool:
        return (self.aktiv_ab is None or self.aktiv_ab <= tag) and (
            self.aktiv_bis is None or tag <= self.aktiv_bis
        )

    @property
    def stillgelegt(self) -> bool:
        """Closed, be it today or on a day to come."""
        return self.aktiv_bis is not None


def verlange_denselben_kreis(kreis_id: int, **verweise: Any) -> None:
    """A record never refers to another Kreis; no database constraint can say this across tables."""
    fehler = {
        feld: ValidationError(_("Dieser Eintrag gehört zu einem anderen Kreis."), code="fremder_kreis")
        for feld, ziel in verweise.items()
        if ziel is not None and ziel.kreis_id != kreis_id
    }
    if fehler:
        raise ValidationError(fehler)
