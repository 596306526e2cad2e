"""The start page: the next Termine, and those of which nobody has said what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casemgmt.domain.queries.heute import geplante
from casemgmt.domain.queries.orte import geschuetzt
from casemgmt.models import Termin
from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.heute import Termin as Kalendertermin
from kim.basis.zeit import tagesbeginn


def auf_heute(akteur: Akteur, tag: date) -> tuple[Iterable[Heutezeile], Iterable[Kalendertermin]]:
    termine = geplante(akteur, tag)
    offen = [termin for termin in termine if termin.beginn < tagesbeginn(tag)]
    jetzt = timezone.now()
    return _offene(offen), [_eintrag(termin) for termin in termine if not _vorbei(termin, jetzt)]


def _vorbei(termin: Termin, jetzt: datetime) -> bool:
    return termin.ende <= jetzt


def _offene(offen: list[Termin]) -> list[Heutezeile]:
    if not offen:
        return []
    text = ngettext(
        "Festhalten, was aus %(n)s Termin wurde", "Festhalten, was aus %(n)s Terminen wurde", len(offen)
    ) % {"n": len(offen)}
    return [
        Heutezeile(
            text,
            reverse("casemgmt:vor-ort"),
            Dringlichkeit.UEBERFAELLIG,
            timezone.localdate(offen[0].beginn),
            hinweis=_("Sie zählen erst, wenn sie festgehalten sind."),
        )
    ]


def _eintrag(termin: Any) -> Kalendertermin:
    """The file number and no name: the start page is what others see over the shoulder."""
    ort = termin.standort.name if termin.standort is not None else ""
    wer = str(termin.fall) if termin.fall is not None else _("ohne Namen")
    return Kalendertermin(
        termin.beginn,
        _("Beratung, %(wer)s") % {"wer": wer},
        reverse("casemgmt:termin-detail", args=[termin.pk]),
        ort=geschuetzt() if ort and termin.ort_geschuetzt else ort,
    )
