"""Lesen: Fallkonferenzen, wer gedeckt ist, und das Papier, wie es jetzt gezeigt werden darf."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.weitergabe import darf_weitergeben, empfaenger
from casemgmt.models import Fallkonferenz, Fallperson, Klient
from casemgmt.models.basis import am
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from casemgmt.regeln.fallkonferenz import (
    Beteiligtenbefund,
    Namensurteil,
    decknamen,
    namensurteil,
    ohne_namen,
)

PAPIERKLASSEN = (Datenklasse.STAMMDATEN, Datenklasse.BERATUNGSINHALT)
"""Wer den Namen erfährt, erfährt auch, was im Papier über die Person steht."""
_TAG = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b")


@dataclass(frozen=True, slots=True)
class Papier:
    """So, wie es in diesem Augenblick gezeigt werden darf."""

    frage: str
    text: str
    personen: tuple[str, ...]
    mit_namen: bool


def personen_des_falls(konferenz: Fallkonferenz) -> list[Klient]:
    saetze = Fallperson.objects.filter(am(timezone.localdate()), fall_id=konferenz.fall_id)
    return [satz.klient for satz in saetze.select_related("klient")]


def namen_erlaubt(konferenz: Fallkonferenz, zeitpunkt: datetime) -> Namensurteil:
    """Jede Person des Falls gegen alle Beteiligten. Wer die Akte ohnehin sieht, erfährt nichts Neues."""
    teilnahmen = list(konferenz.teilnahmen.select_related("konto", "einrichtung", "person"))
    befunde = []
    for klient in personen_des_falls(konferenz):
        for teilnahme in teilnahmen:
            if teilnahme.konto is not None:
                konto: Any = teilnahme.konto
                gedeckt = permissions.sichtbare_faelle(konto).filter(pk=konferenz.fall_id).exists()
            else:
                gedeckt = bool(
                    darf_weitergeben(
                        klient,
                        empfaenger(teilnahme.einrichtung, teilnahme.person),
                        Zweck.FALLKONFERENZ,
                        PAPIERKLASSEN,
                        zeitpunkt,
                        nur_bestaetigt=True,
                    )
                )
            befunde.append(Beteiligtenbefund(teilnahme.name, str(klient.pk), gedeckt))
    return namensurteil(befunde)


def papier(konferenz: Fallkonferenz) -> Papier:
    """Mit Namen nur, wenn es so gewollt ist und in diesem Augenblick alles gedeckt ist."""
    personen = personen_des_falls(konferenz)
    # The text may also name who has left the case: all who ever belonged to it get a letter.
    jetzige = {klient.pk for klient in personen}
    fruehere = Fallperson.objects.filter(fall_id=konferenz.fall_id).exclude(klient_id__in=jetzige)
    alle = [*personen, *(satz.klient for satz in fruehere.select_related("klient").order_by("pk"))]
    if konferenz.namentlich and bool(namen_erlaubt(konferenz, timezone.now())):
        return Papier(
            _ohne_schutzorte(konferenz.frage, konferenz, alle),
            _ohne_schutzorte(konferenz.papier, konferenz, alle),
            tuple(str(k) for k in personen),
            mit_namen=True,
        )
    decken = decknamen(len(alle))
    worte = [(deck, str(klient).split()) for deck, klient in zip(decken, alle, strict=True)]

    def neutral(text: str) -> str:
        text = ohne_namen(text.replace(konferenz.fall.aktenzeichen, _("(Aktenzeichen)")), worte)
        text = _ohne_kommune(text, konferenz)
        for klient in alle:
            text = _ohne_anschrift(text, klient)
        return _TAG.sub(_("(Tag)"), text)

    return Papier(
        neutral(konferenz.frage), neutral(konferenz.papier), tuple(decken[: len(personen)]), mit_namen=False
    )


def _ohne_kommune(text: str, konferenz: Fallkonferenz) -> str:
    kommune = konferenz.fall.kommune
    if kommune is None:
        return text
    return re.sub(rf"(?<!\w){re.escape(kommune.name)}(?!\w)", _("(Ort)"), text)


def _ohne_anschrift(text: str, klient: Klient) -> str:
    for zeile in klient.anschrift.splitlines():
        text = text.replace(zeile.strip(), _("(Anschrift)")) if len(zeile.strip()) > 3 else text
    return text


def _ohne_schutzorte(text: str, konferenz: Fallkonferenz, personen: Iterable[Klient]) -> str:
    """Auch mit Namen steht auf keinem Papier, wo eine Person mit Schutzadresse ist."""
    if permissions.sieht_ort(None, konferenz.fall, personen):
        return text
    for klient in personen:
        text = _ohne_anschrift(text, klient) if klient.schutzadresse else text
    return _ohne_kommune(text, konferenz)
