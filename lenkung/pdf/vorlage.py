"""A released version of a Vorlage on paper, with the letterhead of the Kreis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kim.basis.anzeige import datum
from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.queries.vorlagen import anlagen_von, gesetzt
from lenkung.models import Vorlagenfassung
from lenkung.permissions import VORLAGE_DRUCK


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    fassung = Vorlagenfassung.objects.select_related("vorlage__gremium").get(pk=int(angaben["fassung_id"]))
    # Only what was released leaves the house.
    assert fassung.freigegeben_am is not None
    gremium = fassung.vorlage.gremium
    return Pdfinhalt(
        kreis_id=gremium.kreis_id,
        titel=fassung.titel,
        dateiname=_("Vorlage %(titel)s.pdf") % {"titel": fassung.titel[:80]},
        stand=fassung.freigegeben_am,
        gehoert_zu_art=VORLAGE_DRUCK,
        gehoert_zu_id=fassung.pk,
        kontext={
            "fassung": fassung,
            "angaben": [
                (_("Gremium"), gremium.name),
                (_("Verfasst von"), fassung.verfasser),
                (
                    _("Fassung"),
                    _("%(n)s, freigegeben am %(tag)s")
                    % {"n": fassung.nummer, "tag": datum(fassung.freigegeben_am)},
                ),
            ],
            "abschnitte": [
                (titel, gesetzt(text))
                for titel, text in (
                    (_("Sachverhalt"), fassung.sachverhalt),
                    (_("Beschlussvorschlag"), fassung.beschlussvorschlag),
                    (_("Auswirkungen"), fassung.auswirkungen),
                )
                if text
            ],
            "anlagen": anlagen_von(fassung),
        },
    )


PDFART = Pdfart(VORLAGE_DRUCK, "Vorlage für ein Gremium", "lenkung/pdf/vorlage.html", inhalt)
