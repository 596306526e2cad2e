"""Eine Niederschrift im Entwurf, damit die Vorführung zeigt, wie sie entsteht."""

from __future__ import annotations

from datetime import date

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.models import Sitzung
from lenkung.regeln.sitzung import Sitzungsstand

KREIS, TAG = "rhein-sieg-kreis", date(2023, 9, 13)


def niederschrift_aufbauen(kreis: Vorfuehrungskreis) -> None:
    """Nicht unterzeichnet und nicht versandt: das bleibt denen, die es ausprobieren."""
    if kreis.kuerzel != KREIS:
        return
    geschlossene = Sitzung.objects.filter(
        gremium__kreis_id=kreis.kreis_id, stand=Sitzungsstand.GESCHLOSSEN.value
    )
    for sitzung in geschlossene.order_by("pk"):
        if sitzung.tag == TAG:
            niederschrift_beginnen(
                sitzung_id=sitzung.pk, akteur=SystemAkteur("Geschäftsstelle", kreis.kreis_id)
            )
