"""What the start page says of consents: two queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt.domain.queries.einwilligungen import Einwilligungsbild, aufmerksam, kind_ist_fuenfzehn
from casemgmt.models import WeitergabeOhneEinwilligung
from casemgmt.permissions import FACHAUFSICHT, sichtbare_weitergaben_ohne
from casemgmt.regeln.einwilligungslage import Lage
from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile


def heute_zeilen(akteur: Akteur, tag: date) -> Iterable[Heutezeile]:
    """The Koordination decides on what goes without consent; the consents are with who counsels."""
    if akteur.hat_recht(FACHAUFSICHT.schluessel):
        offen = sichtbare_weitergaben_ohne(akteur).filter(zustand="beantragt")
        return [_antrag(a) for a in offen.exclude(beantragt_von_id=akteur.konto_id)]
    return [_einwilligung(b, tag) for b in aufmerksam(akteur, tag) if b.lage is not Lage.ENTWURF]


def _antrag(antrag: WeitergabeOhneEinwilligung) -> Heutezeile:
    return Heutezeile(
        text=_("Über eine Weitergabe ohne Einwilligung entscheiden"),
        url=reverse("casemgmt:weitergabe-ohne-detail", args=[antrag.pk]),
        dringlichkeit=Dringlichkeit.UEBERFAELLIG if antrag.dringend else Dringlichkeit.HEUTE,
        norm=antrag.norm,
        hinweis=_("Sie ist dringend und gilt schon.") if antrag.dringend else "",
    )


def _einwilligung(b: Einwilligungsbild, tag: date) -> Heutezeile:
    """Without the name: the start page stays open on a desk."""
    url = reverse("casemgmt:einwilligung-detail", args=[b.satz.pk])
    if kind_ist_fuenfzehn(b, tag):
        return Heutezeile(
            text=_("Eigene Unterschrift einholen: Das Kind ist jetzt 15"),
            url=url,
            dringlichkeit=Dringlichkeit.HEUTE,
            hinweis=_("Bis dahin trägt die Einwilligung nichts."),
        )
    if b.lage is Lage.GILT:
        return Heutezeile(
            text=_("Einwilligung erneuern"), url=url, dringlichkeit=Dringlichkeit.BALD, frist=b.satz.bis
        )
    return Heutezeile(
        text=_("Unterschrift zur Einwilligung einholen"),
        url=url,
        dringlichkeit=Dringlichkeit.HEUTE if b.lage is Lage.UNVOLLSTAENDIG else Dringlichkeit.BALD,
        frist=b.satz.muendlich_bis if b.lage is Lage.MUENDLICH else None,
        hinweis=_("Mündlich erteilt; danach verfällt sie.") if b.lage is Lage.MUENDLICH else "",
    )
