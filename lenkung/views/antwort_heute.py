"""What a person still has to answer, on her start page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.zeit import berliner_tag
from lenkung import permissions
from lenkung.domain.queries.eigene_antworten import EINLADUNG, OffeneAntwort, offene_antworten

BALD = timedelta(days=7)


def heute_zeilen(akteur: Akteur, heute: date) -> Iterable[Heutezeile]:
    """One query; none without a person. Those who prepare sessions read their own invitations with them."""
    if akteur.hat_recht(permissions.VORBEREITEN.schluessel):
        return []
    return [antwortzeile(offen, heute) for offen in offene_antworten(akteur)]


def einladungszeile(sitzung: Any, heute: date) -> Heutezeile | None:
    """For those who run the Gremium and sit in it: their sessions were read with the own answer."""
    if sitzung.offene_antwort is None or sitzung.beginn <= timezone.now():
        return None
    return antwortzeile(
        OffeneAntwort(EINLADUNG, sitzung.offene_antwort, sitzung.gremium.kurz, sitzung.beginn, ""), heute
    )


def antwortzeile(offen: OffeneAntwort, heute: date) -> Heutezeile:
    tag = berliner_tag(offen.wann)
    dringlichkeit = Dringlichkeit.HEUTE if tag <= heute + BALD else Dringlichkeit.BALD
    if offen.art == EINLADUNG:
        return Heutezeile(
            _("Einladung beantworten: %(gremium)s, %(termin)s")
            % {"gremium": offen.gremium, "termin": zeitpunkt(offen.wann)},
            reverse("lenkung:teilnahme-antworten", args=[offen.pk]),
            dringlichkeit=dringlichkeit,
            frist=tag,
        )
    return Heutezeile(
        _("Abfrage beantworten: %(frage)s") % {"frage": offen.frage},
        reverse("lenkung:abfrage-antworten", args=[offen.pk]),
        dringlichkeit=dringlichkeit,
        frist=tag,
        hinweis=_("%(gremium)s, bis %(wann)s") % {"gremium": offen.gremium, "wann": zeitpunkt(offen.wann)},
    )
