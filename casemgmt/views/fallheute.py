"""Lines of the start page: what awaits a person in her cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt.domain.queries.heute import Faelliges, faelliges
from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile


def _wiedervorlage(eintrag: Faelliges) -> tuple[str, str]:
    return (
        _("Wiedervorlage im Fall %(fall)s bearbeiten") % {"fall": eintrag.aktenzeichen},
        reverse("casemgmt:fall-detail", args=[eintrag.satz_id]),
    )


def _plan(eintrag: Faelliges) -> tuple[str, str]:
    return (
        _("Integrationsplan im Fall %(fall)s prüfen") % {"fall": eintrag.aktenzeichen},
        reverse("casemgmt:fall-plan", args=[eintrag.satz_id]),
    )


def _anfrage(eintrag: Faelliges) -> tuple[str, str]:
    return _("Anfrage beantworten, die zu lange wartet"), reverse(
        "casemgmt:anfrage-detail", args=[eintrag.satz_id]
    )


ARTEN: dict[str, Callable[[Faelliges], tuple[str, str]]] = {
    "wiedervorlage": _wiedervorlage,
    "plan": _plan,
    "anfrage": _anfrage,
}
"""How each kind of line reads and where it leads. Other areas add theirs."""


def heutezeilen(akteur: Akteur, heute: date) -> Iterable[Heutezeile]:
    for eintrag in faelliges(akteur, heute):
        text, url = ARTEN[eintrag.art](eintrag)
        # A request has no deadline of its own: it has been waiting since that day.
        frist = None if eintrag.art == "anfrage" else eintrag.tag
        yield Heutezeile(text, url, _dringlich(frist, heute), frist, hinweis=eintrag.text)


def _dringlich(frist: date | None, heute: date) -> Dringlichkeit:
    if frist is None or frist < heute:
        return Dringlichkeit.UEBERFAELLIG
    return Dringlichkeit.HEUTE if frist == heute else Dringlichkeit.BALD
