"""Lesen: was ohne veröffentlichte Niederschrift nicht dastehen darf, weil ein Name darin steht oder stand.

Titel und Ort kommen von der bestätigten Tagesordnung; gelesen und freigegeben hat sie für die Öffentlichkeit
niemand. Darum zeigt die öffentliche Seite sie nur, wenn kein bekannter Name darin steht und wenn niemand sie
für eine Veröffentlichung geändert hat, die inzwischen zurückgezogen ist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kim.stammdaten.domain.queries.listen import personen_im_kreis
from lenkung.models import Anwesenheit, Gremienoeffentlichkeit, Punktgast, Sitzungsverlauf, Veroeffentlichung
from lenkung.regeln import oeffentliche_fassung
from lenkung.regeln.niederschriftsdaten import Niederschriftsdaten, aus_inhalt
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.niederschriftstext import ORT, angabe
from lenkung.regeln.oeffentliche_texte import namensmuster
from lenkung.regeln.teilnahme import Teilnahmerolle


class Vorbehalt:
    """Für Sitzungen, deren Niederschrift nicht gezeigt wird; für alle zusammen dieselben Abfragen."""

    def __init__(self, oeffentlichkeit: Gremienoeffentlichkeit, sitzung_ids: Sequence[int]) -> None:
        self._muster = _muster(oeffentlichkeit) if sitzung_ids else re.compile("")
        self._titel: set[tuple[int, int | None]] = set()
        self._orte: set[int] = set()
        for satz in Veroeffentlichung.objects.filter(niederschrift__sitzung__in=sitzung_ids).select_related(
            "niederschrift", "fassung"
        ):
            self._merken(satz)

    def _merken(self, satz: Veroeffentlichung) -> None:
        sitzung_id = satz.niederschrift.sitzung_id
        gezeigt, urtext = oeffentliche_fassung.aus_inhalt(satz.inhalt), aus_inhalt(satz.fassung.inhalt)
        titel = {punkt.punkt: punkt.titel for punkt in urtext.punkte}
        self._titel |= {
            (sitzung_id, punkt.punkt)
            for punkt in gezeigt.punkte
            if punkt.oeffentlich and punkt.titel != titel[punkt.punkt]
        }
        if dict(gezeigt.angaben).get(ORT, "") != _ort(urtext):
            self._orte.add(sitzung_id)

    def titel_frei(self, sitzung_id: int, position: int, titel: str) -> bool:
        return (sitzung_id, position) not in self._titel and self._muster.search(titel) is None

    def ort_frei(self, sitzung_id: int, ort: str) -> bool:
        return sitzung_id not in self._orte and self._muster.search(ort) is None


def _ort(daten: Niederschriftsdaten) -> str:
    kopf = next((satz.text for satz in daten.abschnitte if satz.art == Abschnittsart.KOPF.value), "")
    return angabe(kopf, ORT)


def _muster(oeffentlichkeit: Gremienoeffentlichkeit) -> re.Pattern[str]:
    """Gäste stehen nie mit Namen da; die anderen nur, wo der Kreis die Namen nennen will."""
    namen = list(_gaeste(oeffentlichkeit.gremium_id))
    if not oeffentlichkeit.namen:
        namen += _menschen(oeffentlichkeit)
    return namensmuster(namen)


def _gaeste(gremium_id: int) -> Iterator[str]:
    """Hinter dem Namen eines Gastes steht manchmal, woher er kommt."""
    eingeladene = Punktgast.objects.filter(punkt__sitzung__gremium=gremium_id)
    gekommene = Anwesenheit.objects.filter(sitzung__gremium=gremium_id, rolle=Teilnahmerolle.GAST.value)
    for menge in (eingeladene, gekommene):
        for name in menge.order_by("pk").values_list("name", flat=True):
            yield name.partition(",")[0]


def _menschen(oeffentlichkeit: Gremienoeffentlichkeit) -> Iterator[str]:
    personen = personen_im_kreis(oeffentlichkeit.kreis_id).order_by("pk")
    for vorname, nachname in personen.values_list("vorname", "nachname"):
        yield f"{vorname} {nachname}"
    leitungen = Sitzungsverlauf.objects.filter(sitzung__gremium=oeffentlichkeit.gremium_id)
    yield from leitungen.order_by("pk").values_list("leitung_name", flat=True)
