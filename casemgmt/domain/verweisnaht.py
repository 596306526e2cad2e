"""Die Naht zwischen dem, der verweist, und dem Ziel in KIM, das annimmt.

Das Ziel bekommt einen Schlüssel und keine Abschrift. Was es lesen darf, fragt es jedes Mal neu.
"""

from __future__ import annotations

from casemgmt import permissions
from casemgmt.domain.queries.verweise import absender
from casemgmt.models import Verweis
from kim.basis.akteur import Akteur
from kim.basis.verweisziel import VERWEISZIELE, Annahme, Verweiseingang

QUELLE = "casemgmt"


def annahme_von(verweis: Verweis) -> Annahme | None:
    """Was das Ziel mit angenommenen Verweisen tut; außerhalb von KIM nichts."""
    return VERWEISZIELE[verweis.ziel].annahme if verweis.ziel in VERWEISZIELE else None


def eroeffnen(verweis: Verweis, akteur: Akteur) -> None:
    annahme = annahme_von(verweis)
    if annahme is None or verweis.gesendet_am is None:
        return
    # Where a protected person is, the request does not say either.
    woher = verweis.kommune_id if permissions.sieht_ort_des_verweises(None, verweis) else None
    annahme.eroeffnen(
        Verweiseingang(
            QUELLE,
            verweis.kennung,
            verweis.kreis_id,
            verweis.ziel_kommune_id or woher,
            verweis.bereich,
            absender(verweis),
            verweis.gesendet_am,
        ),
        akteur,
    )


def zuruecknehmen(verweis: Verweis, akteur: Akteur) -> None:
    """Was beim Ziel noch wartet, endet mit dem Verweis."""
    if (annahme := annahme_von(verweis)) is not None:
        annahme.zuruecknehmen(QUELLE, verweis.kennung, akteur)


def seite_beim_ziel(verweis: Verweis, akteur: Akteur) -> str:
    annahme = annahme_von(verweis)
    return annahme.seite(QUELLE, verweis.kennung, akteur) if annahme is not None else ""
