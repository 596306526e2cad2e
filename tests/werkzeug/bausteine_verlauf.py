"""What a world needs around a session that is being held: opened, people there, one Beschluss taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.abstimmung import einvernehmen_feststellen, ergebnis_feststellen
from lenkung.domain.anwesenheit import sitz_kommt
from lenkung.domain.notiz import notiz_schreiben
from lenkung.domain.sitzung_fuehren import punkt_aufrufen, sitzung_eroeffnen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import Anwesenheit, Sitzung, Tagesordnungspunkt
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.werte import Anwesenheitsart

Welt = Any


def _eroeffnet(welt: Welt) -> Sitzung:
    """As after the invitation and the opening; the second item is on."""
    wer = welt.konten[Rolle.GESCHAEFTSSTELLE]
    vorhin = (timezone.now() - timedelta(minutes=20)).replace(microsecond=0)
    satz = Sitzung.objects.create(gremium=welt["gremium"], beginn=vorhin, ort="Kreishaus", stand="eingeladen")
    for nummer, art in enumerate(("beschluss", "beratung"), start=1):
        Tagesordnungspunkt.objects.create(sitzung=satz, position=nummer, art=art, titel=f"Vorhaben {nummer}")
    eintrag = Eintrag(wer, zeit=vorhin)
    sitz_kommt(
        sitzung_id=satz.pk,
        sitz_id=welt["besetzung"].sitz_id,
        rolle=Teilnahmerolle(welt["besetzung"].art),
        art=Anwesenheitsart.VOR_ORT,
        eintrag=eintrag,
    )
    sitzung_eroeffnen(sitzung_id=satz.pk, leitung="Dr. Renate Vorsitz", eintrag=eintrag)
    erster, zweiter = Tagesordnungspunkt.objects.filter(sitzung=satz).order_by("position")
    punkt_aufrufen(sitzung_id=satz.pk, punkt_id=erster.pk, eintrag=eintrag)
    abstimmung = einvernehmen_feststellen(
        sitzung_id=satz.pk, punkt_id=erster.pk, text="Das Vorhaben beginnt.", widerspruch=(), eintrag=eintrag
    )
    assert abstimmung is not None
    ergebnis_feststellen(sitzung_id=satz.pk, abstimmung_id=abstimmung.pk, eintrag=eintrag)
    punkt_aufrufen(sitzung_id=satz.pk, punkt_id=zweiter.pk, eintrag=eintrag)
    notiz_schreiben(
        sitzung_id=satz.pk, punkt_id=zweiter.pk, text="Rege Aussprache.", zaehler=0, eintrag=eintrag
    )
    return Sitzung.objects.select_related("gremium").get(pk=satz.pk)


def _anwesenheit(welt: Welt) -> Anwesenheit:
    return Anwesenheit.objects.get(sitzung=welt["sitzung_eroeffnet"])


def _auf_papier(welt: Welt) -> Sitzung:
    """Two weeks ago, and nobody ran it here."""
    beginn = timezone.now() - timedelta(days=14)
    return Sitzung.objects.create(
        gremium=welt["gremium"], beginn=beginn, ort="Kreishaus", stand="geschlossen"
    )


VERLAUF: dict[str, Callable[[Welt], Any]] = {
    "sitzung_eroeffnet": _eroeffnet,
    "sitzung_auf_papier": _auf_papier,
    "anwesenheit": _anwesenheit,
}
