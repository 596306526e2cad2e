"""What a world needs around circular decisions: a draft, one that runs, one to establish, one that was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from kim.versand.models import Zustellung
from lenkung.domain.umlauf import umlauf_anlegen, umlauf_beginnen, umlauf_feststellen
from lenkung.domain.umlaufantwort import Umlaufantwort, umlaufantwort_eintragen
from lenkung.models import Umlaufteilnahme
from lenkung.regeln.umlauf import Umlaufwert

Welt = Any


def _entwurf(welt: Welt, titel: str = "Kurse am Abend") -> Any:
    assert welt["geschaeftsordnung_in_kraft"]
    return umlauf_anlegen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "titel": titel,
            "text": "Die Lenkungsgruppe empfiehlt, die Kurse am Abend fortzuführen.",
            "frist": timezone.now() + timedelta(days=10),
            "oeffentlich": True,
            "fassung_id": None,
        },
    )


def _laufend(welt: Welt, titel: str = "Räume für Kurse") -> Any:
    return umlauf_beginnen(
        umlauf_id=_entwurf(welt, titel).pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    ).umlauf


def _reif(welt: Welt) -> Any:
    """Every seat has answered."""
    umlauf = _laufend(welt, "Lehrkräfte für Kurse")
    for stimme in umlauf.stimmen.all():
        wer = stimme.teilnahmen.order_by("rolle").first()
        if wer is not None:
            umlaufantwort_eintragen(
                teilnahme_id=wer.pk,
                akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
                antwort=Umlaufantwort(Umlaufwert.JA),
                eingegangen_am=timezone.now(),
                vermerk="Anruf",
            )
    return umlauf


def _festgestellt(welt: Welt) -> Any:
    return umlauf_feststellen(umlauf_id=_reif(welt).pk, akteur=welt.konten[Rolle.VORSITZ])


def _teilnahme(welt: Welt) -> Any:
    return Umlaufteilnahme.objects.get(
        stimme__umlauf=welt["umlauf"], person=welt.konten[Rolle.MITGLIED].person
    )


def _link(welt: Welt) -> str:
    zustellung = Zustellung.objects.get(bezug=f"umlauf:{welt['umlaufteilnahme'].pk}")
    treffer = re.search(r"/umlauf/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


UMLAUF: dict[str, Callable[[Welt], Any]] = {
    "umlauf_entwurf": _entwurf,
    "umlauf": _laufend,
    "umlauf_reif": _reif,
    "umlaufbeschluss": _festgestellt,
    "umlaufteilnahme": _teilnahme,
    "umlaufstimme": lambda welt: welt["umlaufteilnahme"].stimme,
    "umlauflink": _link,
}
