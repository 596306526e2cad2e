"""The Integrationsplan on paper: plain German beside the person's language, her goals as she said them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.plantexte import plantexte
from casemgmt.models import Integrationsplan
from casemgmt.permissions import INTEGRATIONSPLAN_DRUCK
from casemgmt.regeln.plan import Schrittstand
from kim.basis.pdfart import Pdfart, Pdfinhalt


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    plan = Integrationsplan.objects.select_related("fall").get(pk=int(angaben["plan_id"]))
    alle = plantexte()
    deutsch, andere = alle["de"], alle[str(angaben["sprache"])]
    zwei = andere.sprache != "de"
    personen = plan.fall.personen.filter(bis__isnull=True).select_related("klient")
    ziele = [
        {
            "nummer": nummer,
            "thema": deutsch.themen[ziel.thema],
            "thema_andere": andere.themen[ziel.thema] if zwei else "",
            "worte": ziel.worte,
            "schritte": [
                {
                    "was": schritt.was,
                    "wer": schritt.wer_genau or deutsch.wer[schritt.wer],
                    "wer_andere": andere.wer[schritt.wer] if zwei and not schritt.wer_genau else "",
                    "bis": schritt.bis,
                    "erledigt": schritt.stand == Schrittstand.ERLEDIGT,
                }
                for schritt in ziel.schritte.all()
                if schritt.stand != Schrittstand.ENTFALLEN
            ],
        }
        for nummer, ziel in enumerate(plan.ziele.prefetch_related("schritte"), start=1)
    ]
    return Pdfinhalt(
        kreis_id=plan.kreis_id,
        titel=_("Integrationsplan %(fall)s") % {"fall": plan.fall.aktenzeichen},
        dateiname=f"Integrationsplan {plan.fall.aktenzeichen} {plan.nummer}.pdf",
        stand=timezone.now(),
        gehoert_zu_art=INTEGRATIONSPLAN_DRUCK,
        gehoert_zu_id=plan.pk,
        sensibel=True,
        kontext={
            "plan": plan,
            "fall": plan.fall,
            "namen": ", ".join(str(satz.klient) for satz in personen),
            "ziele": ziele,
            "de": deutsch.texte,
            "andere": andere.texte if zwei else {},
            "sprache": andere.sprache,
            "richtung": andere.richtung,
            "zu_pruefen": zwei and not andere.geprueft,
        },
    )


PDFART = Pdfart(INTEGRATIONSPLAN_DRUCK, "Integrationsplan", "casemgmt/pdf/integrationsplan.html", inhalt)
