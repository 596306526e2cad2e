"""The part about publication on the page of a Niederschrift. Nothing while no version is signed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.oeffentlich import druck_der, oeffentlichkeit_von, widersprueche_von
from lenkung.domain.queries.veroeffentlichung import (
    hindernisse,
    ist_genehmigt,
    laufende_veroeffentlichung,
    oeffentlichkeitsregel,
    veroeffentlichungen_von,
)
from lenkung.models import Niederschrift, Veroeffentlichung
from lenkung.views.niederschriftsseiten import zur_niederschrift
from lenkung.views.seiten import druckstand


def veroeffentlichungsbild(request: Anfrage, niederschrift: Niederschrift) -> dict[str, Any]:
    """Empty while nothing is signed and nothing was ever published."""
    gueltige = geltende_fassung(niederschrift)
    alle = veroeffentlichungen_von(niederschrift)
    if gueltige is None and not alle:
        return {}
    laufende = laufende_veroeffentlichung(niederschrift)
    sitzung = niederschrift.sitzung
    bild = {
        "laufende": laufende,
        "veroeffentlichungen": alle,
        "regel": oeffentlichkeitsregel(sitzung),
        "hindernisse": hindernisse(niederschrift),
        "darf": permissions.darf_veroeffentlichen(request.akteur, sitzung),
        "neuere": laufende is not None and gueltige is not None and laufende.fassung_id != gueltige.pk,
    }
    if laufende is not None:
        genehmigt = ist_genehmigt(niederschrift)
        bild["vermerk_ueberholt"] = laufende.vorlaeufig and genehmigt
        # Of an older version than the one in force this says nothing: the approval of that one stands.
        gilt = gueltige is not None and laufende.fassung_id == gueltige.pk
        bild["vermerk_fehlt"] = gilt and not laufende.vorlaeufig and not genehmigt
    return {**bild, **_der_laufenden(request, laufende)} if laufende else bild


def _der_laufenden(request: Anfrage, laufende: Veroeffentlichung) -> dict[str, Any]:
    sitzung = laufende.niederschrift.sitzung
    satz = oeffentlichkeit_von(sitzung.gremium)
    widersprueche = widersprueche_von(laufende)
    sichtbar = (
        satz is not None
        and satz.eingeschaltet
        and not widersprueche
        and laufende.fassung.stand in ("unterzeichnet", "ersetzt")
    )
    return {
        "widersprueche": widersprueche,
        "sichtbar": sichtbar,
        "seite_url": reverse("oeffentlich:gremium", args=[sitzung.gremium.kreis.kuerzel, satz.adresse])
        if sichtbar and satz
        else "",
        **druckstand(
            request.akteur,
            pdf=druck_der(laufende),
            schluessel=f"pdf:{permissions.OEFFENTLICH_DRUCK}:{laufende.pk}",
            zurueck_url=zur_niederschrift(sitzung.pk),
        ),
    }
