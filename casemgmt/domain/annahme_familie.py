"""Eine neue Familie, ohne Netz aufgenommen: Personen, Haushalt und die Einwilligung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt.domain.einwilligungsentwurf import entwurf_festhalten
from casemgmt.domain.klient import KlientAngaben, klient_erfassen
from casemgmt.models import Haushalt, Haushaltszugehoerigkeit
from casemgmt.regeln.ohne_netz import Ablagegrund
from casemgmt.regeln.werte import Fallbereich, Haushaltsrolle
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.protokoll.domain.speichern import speichere

HOECHSTENS = 20


@transaction.atomic
def familie_festhalten(
    *,
    kreis_id: int,
    bereich: Fallbereich,
    kommune_id: int | None,
    hinweis_am: date,
    hinweis_sprache: str,
    personen: Sequence[Any],
    einwilligung: Any,
    akteur: Akteur,
) -> Haushalt:
    """Die erste Person unterschreibt. Ist alles da, gilt ihre Einwilligung; sonst wartet sie mit Grund."""
    if not 1 <= len(personen) <= HOECHSTENS or not all(isinstance(p, Mapping) for p in personen):
        raise Fachfehler(
            _("Bitte eine bis zwanzig Personen angeben."), code=Ablagegrund.UNGUELTIG, feld="personen"
        )
    haushalt = speichere(Haushalt(kreis_id=kreis_id), akteur=akteur)
    for nummer, person in enumerate(personen):
        klient = klient_erfassen(
            kreis_id=kreis_id,
            bereich=bereich,
            kommune_id=kommune_id,
            angaben=_angaben(person),
            akteur=akteur,
            datenschutzhinweis_am=hinweis_am,
            datenschutzhinweis_sprache=hinweis_sprache,
        )
        rolle = Haushaltsrolle.KIND if person.get("rolle") == "kind" else Haushaltsrolle.ERWACHSEN
        speichere(
            Haushaltszugehoerigkeit(
                kreis_id=kreis_id, haushalt=haushalt, klient=klient, rolle=rolle, von=hinweis_am
            ),
            akteur=akteur,
        )
        if nummer == 0 and isinstance(einwilligung, Mapping):
            entwurf_festhalten(klient=klient, angaben=einwilligung, akteur=akteur)
    return haushalt


def _angaben(person: Mapping[str, Any]) -> KlientAngaben:
    sprachen = person.get("sprachen")
    jahr = str(person.get("geburtsjahr") or "")
    return KlientAngaben(
        vorname=str(person.get("vorname") or "").strip(),
        nachname=str(person.get("nachname") or "").strip(),
        geburtsjahr=int(jahr) if jahr.isdecimal() else None,
        sprachen=[str(s) for s in sprachen] if isinstance(sprachen, list) else [],
    )
