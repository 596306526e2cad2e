"""Die öffentliche Seite der Lenkungsgruppe, damit die Vorführung zeigt, was ohne Anmeldung zu lesen ist."""

from __future__ import annotations

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.veroeffentlichung import oeffentlichkeit_einstellen
from lenkung.models import Gremium

KREIS = "rhein-sieg-kreis"


def oeffentlichkeit_aufbauen(kreis: Vorfuehrungskreis) -> None:
    """Nur hier: in den anderen Kreisen bleibt sie aus, wie nach jeder Einrichtung."""
    if kreis.kuerzel != KREIS:
        return
    for gremium in Gremium.objects.filter(kreis_id=kreis.kreis_id).order_by("pk"):
        oeffentlichkeit_einstellen(
            gremium_id=gremium.pk,
            eingeschaltet=True,
            namen=False,
            suchmaschinen=False,
            akteur=SystemAkteur("Geschäftsstelle", kreis.kreis_id),
        )
