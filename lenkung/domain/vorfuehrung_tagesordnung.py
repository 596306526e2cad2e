"""Die nächste Tagesordnung der Vorführung: aufgestellt und dem Vorsitz vorgelegt."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.punktgaeste import gast_eintragen
from lenkung.domain.queries.tagesordnung import freigegebene_vorlagen
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.tagesordnung import punkt_anlegen
from lenkung.domain.tagesordnung_festlegen import tagesordnung_vorlegen
from lenkung.domain.tagesordnung_vorbereiten import tagesordnung_vorbereiten
from lenkung.domain.vorschlag import vorschlag_aufnehmen
from lenkung.models import Gremium, Tagesordnung, Vorschlag
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.vorschlag import Vorschlagsstand


def tagesordnung_aufbauen(kreis: Vorfuehrungskreis) -> None:
    """Nur wo es eine freigegebene Vorlage gibt; sonst bliebe eine Sitzung ohne etwas zu entscheiden."""
    gremium = Gremium.objects.get(kreis_id=kreis.kreis_id)
    sitzung = offene_sitzungen(Gremium.objects.filter(pk=gremium.pk), timezone.now()).first()
    vorlage: Any = freigegebene_vorlagen(gremium.pk).first()
    if sitzung is None or vorlage is None:
        return
    akteur = SystemAkteur("Geschäftsstelle", kreis.kreis_id)
    tagesordnung_vorbereiten(sitzung_id=sitzung.pk, akteur=akteur)
    punkt_anlegen(
        sitzung_id=sitzung.pk,
        akteur=akteur,
        angaben={
            "art": Punktart.BERICHT.value,
            "titel": "Bericht der Geschäftsstelle",
            "minuten": 15,
            "berichterstattung": "Geschäftsstelle",
        },
    )
    punkt = punkt_anlegen(
        sitzung_id=sitzung.pk,
        akteur=akteur,
        angaben={
            "art": Punktart.BESCHLUSS.value,
            "titel": vorlage.titel,
            "minuten": 25,
            "vorlage_id": vorlage.pk,
        },
    )
    gast_eintragen(
        punkt_id=punkt.pk,
        akteur=akteur,
        angaben={
            "name": "Käthe Birkenbusch",
            "einrichtung": "Trägerin einer Kindertagesstätte",
            "email": f"gast@{kreis.domain}",
            "grundlage": "Vorsitz",
        },
    )
    # The data of the demo hold exactly one such proposal for the next session.
    vorschlag = Vorschlag.objects.get(
        sitzung=sitzung, stand=Vorschlagsstand.EINGEGANGEN.value, art=Punktart.BERATUNG.value
    )
    vorschlag_aufnehmen(vorschlag_id=vorschlag.pk, sitzung_id=sitzung.pk, akteur=akteur)
    zaehler = Tagesordnung.objects.get(sitzung=sitzung).zaehler
    tagesordnung_vorlegen(sitzung_id=sitzung.pk, zaehler=zaehler, akteur=akteur)
