"""OParl nachführen: was jetzt öffentlich ist, bekommt seine Adresse; was es nicht mehr ist, seinen Vermerk.

Es schreibt nur, was sich geändert hat, und ist beliebig oft zu wiederholen. Wer veröffentlicht, zurückzieht
oder die Seite schaltet, führt sofort nach; den Rest holt der Zeitplan.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kim.basis.zeit import berliner_tag
from kim.stammdaten.domain.saetze import kreis_sperren
from lenkung.domain.queries.oparl import objekte_des_kreises, sichtstand_der_sitzungen
from lenkung.models import Gremienoeffentlichkeit, OParlObjekt
from lenkung.regeln.oparl import (
    EINGEBETTET,
    LISTE,
    SEITE,
    VERWEIS,
    Bezug,
    Eingebettet,
    Liste,
    Objekt,
    Objektart,
    Seite,
    abdruck,
    eingebettete,
)


def zu_pruefende_kreise() -> list[int]:
    """Alle, in denen einmal eine öffentliche Seite eingestellt wurde."""
    kreise = Gremienoeffentlichkeit.objects.order_by("kreis_id").values_list("kreis_id", flat=True)
    return list(dict.fromkeys(kreise))


@transaction.atomic
def oparl_abgleichen(*, kreis_id: int, jetzt: datetime) -> int:
    """Gibt zurück, wie viele Objekte neu, geändert oder entfernt sind."""
    # One after the other: two at once would give the same object two addresses.
    kreis_sperren(kreis_id)
    jetzt = jetzt.replace(microsecond=0)
    soll = objekte_des_kreises(kreis_id, berliner_tag(jetzt))
    saetze = {
        Bezug(Objektart(satz.art), satz.bezug): satz for satz in OParlObjekt.objects.filter(kreis_id=kreis_id)
    }
    for objekt in soll:
        if objekt.bezug not in saetze:
            saetze[objekt.bezug] = _neuer_satz(kreis_id, objekt.bezug, jetzt)
    sichtstand = sichtstand_der_sitzungen(kreis_id)
    abdruecke = {str(satz.kennung): satz.abdruck for satz in saetze.values()}
    geaendert = sum([_nachfuehren(objekt, saetze, abdruecke, sichtstand, jetzt) for objekt in soll])
    oeffentlich = {objekt.bezug for objekt in soll}
    for bezug, satz in saetze.items():
        if bezug not in oeffentlich and not satz.entfernt:
            satz.entfernt, satz.inhalt, satz.abdruck, satz.geaendert_am = True, {}, "", jetzt
            satz.save()
            geaendert += 1
    return geaendert


def _neuer_satz(kreis_id: int, bezug: Bezug, jetzt: datetime) -> OParlObjekt:
    return OParlObjekt(
        kreis_id=kreis_id,
        art=bezug.art.value,
        kennung=uuid.uuid4(),
        bezug=bezug.schluessel,
        erzeugt_am=jetzt,
        geaendert_am=jetzt,
    )


def _nachfuehren(
    objekt: Objekt,
    saetze: Mapping[Bezug, OParlObjekt],
    abdruecke: dict[str, str],
    sichtstand: Mapping[int, str],
    jetzt: datetime,
) -> bool:
    """Ändert sich, was eingebettet ist, so hat sich auch geändert, worin es steht.

    `abdruecke` sind die Abdrücke nach Kennung; der eigene wird darin nachgeführt.
    """
    satz = saetze[objekt.bezug]
    inhalt = _aufgeloest(
        {name: wert for name, wert in objekt.inhalt.items() if wert is not None and wert != []}, saetze
    )
    neuer = abdruck({"inhalt": inhalt, "darin": [abdruecke[teil] for teil in eingebettete(inhalt)]})
    abdruecke[str(satz.kennung)] = neuer
    bekannt = sichtstand.get(objekt.sitzung, "") if objekt.sitzung else ""
    anders = satz.abdruck != neuer or satz.entfernt
    if anders:
        satz.inhalt, satz.abdruck, satz.geaendert_am, satz.entfernt = inhalt, neuer, jetzt, False
    if anders or (satz.sichtstand, satz.sitzung_nummer) != (bekannt, objekt.sitzung):
        satz.sichtstand, satz.sitzung_nummer = bekannt, objekt.sitzung
        satz.save()
    return anders


def _aufgeloest(wert: Any, saetze: Mapping[Bezug, OParlObjekt]) -> Any:
    """Statt des Bezugs die Kennung: nur sie wird je gesagt."""
    if isinstance(wert, Bezug):
        return {VERWEIS: [wert.art.value, str(saetze[wert].kennung)]}
    if isinstance(wert, Eingebettet):
        return {EINGEBETTET: [wert.bezug.art.value, str(saetze[wert.bezug].kennung)]}
    if isinstance(wert, Seite):
        return {SEITE: wert.weg}
    if isinstance(wert, Liste):
        return {LISTE: wert.name}
    if isinstance(wert, Mapping):
        return {name: _aufgeloest(teil, saetze) for name, teil in wert.items()}
    if isinstance(wert, list | tuple):
        return [_aufgeloest(teil, saetze) for teil in wert]
    return wert
