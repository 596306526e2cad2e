"""Die mitgelieferten Geschäftsordnungen in ein Gremium laden; beliebig oft, ohne etwas zu verdoppeln."""

from __future__ import annotations

from django.db import transaction

from kim.basis.akteur import Akteur
from lenkung.domain.geschaeftsordnung import (
    Annahme,
    bestimmungen_uebernehmen,
    geschaeftsordnung_beschliessen,
    geschaeftsordnung_entwerfen,
)
from lenkung.domain.mitgeliefert import kennungen, mitgelieferte_fassung
from lenkung.models import Geschaeftsordnung, Gremium
from lenkung.regeln.go_datei import GoDatei


@transaction.atomic
def geschaeftsordnungen_laden(*, gremium_id: int, akteur: Akteur) -> list[Geschaeftsordnung]:
    """Lädt alle Fassungen des Kreises, die es noch nicht gibt; beschlossene mit ihrem Beschluss."""
    gremium = Gremium.objects.select_related("kreis").get(pk=gremium_id)
    vorhandene = set(Geschaeftsordnung.objects.values_list("kennung", flat=True))
    return [
        _laden(gremium, datei, akteur)
        for datei in map(mitgelieferte_fassung, kennungen())
        if datei.kreis == gremium.kreis.kuerzel and datei.kennung not in vorhandene
    ]


def _laden(gremium: Gremium, datei: GoDatei, akteur: Akteur) -> Geschaeftsordnung:
    satz = geschaeftsordnung_entwerfen(
        gremium_id=gremium.pk,
        akteur=akteur,
        angaben={"bezeichnung": datei.bezeichnung, "quelle": datei.quelle},
        kennung=datei.kennung,
        grund=datei.quelle,
    )
    bestimmungen_uebernehmen(satz, datei.bestimmungen, akteur=akteur, grund=datei.quelle)
    if datei.beschlossen_am is None or datei.in_kraft_ab is None:
        return satz
    return geschaeftsordnung_beschliessen(
        geschaeftsordnung_id=satz.pk,
        annahme=Annahme(
            am=datei.beschlossen_am,
            fundstelle=datei.quelle,
            in_kraft_ab=datei.in_kraft_ab,
            in_kraft_bis=datei.in_kraft_bis,
        ),
        akteur=akteur,
        grund=datei.quelle,
    )
