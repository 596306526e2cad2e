"""What Verweise put on the start page: answers that are missing, and what came in. No name, no topic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt.domain.queries.verweise import ueberfaellige, zieltitel, zu_beantworten
from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.zeit import berliner_tag

HOECHSTENS = 10


def zeilen(akteur: Akteur, heute: date) -> Iterator[Heutezeile]:
    for verweis in ueberfaellige(akteur, heute)[:HOECHSTENS]:
        yield Heutezeile(
            text=_("Beim Empfänger nachfragen: auf einen Verweis fehlt die Antwort"),
            url=reverse("casemgmt:verweis-detail", args=[verweis.pk]),
            dringlichkeit=Dringlichkeit.UEBERFAELLIG,
            frist=verweis.antwort_bis,
            hinweis=zieltitel(verweis),
        )
    for verweis in zu_beantworten(akteur)[:HOECHSTENS]:
        faellig = verweis.antwort_bis is not None and verweis.antwort_bis < heute
        yield Heutezeile(
            text=_("Verweis annehmen oder ablehnen"),
            url=reverse("casemgmt:eingang-detail", args=[verweis.pk]),
            dringlichkeit=Dringlichkeit.UEBERFAELLIG if faellig else Dringlichkeit.BALD,
            frist=verweis.antwort_bis,
            hinweis=_("eingegangen am %(tag)s")
            % {"tag": f"{berliner_tag(verweis.gesendet_am or verweis.angelegt_am):%d.%m.%Y}"},
        )
