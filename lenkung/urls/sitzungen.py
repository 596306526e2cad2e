"""Sessions: planning, calendar, closed times."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIUM_LESEN, SITZUNGEN_PLANEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import sitzungen, sitzungsjahr, sitzungskalender, sitzungsliste, sperrzeiten

_LESEN = GREMIUM_LESEN.schluessel
_PLANEN = SITZUNGEN_PLANEN.schluessel


SITZUNGEN = [
    im_kreis("sitzungen/", sitzungsliste.liste, "sitzung-liste", _LESEN),
    im_kreis("sitzungen/neu/", sitzungen.planen, "sitzung-planen", _PLANEN),
    im_kreis("sitzungen/jahr/", sitzungsjahr.jahr, "sitzung-jahr", _PLANEN),
    im_kreis("sitzungen/kalender/", sitzungskalender.kalender, "sitzung-kalender", _LESEN),
    im_kreis("sitzungen/abo/", sitzungskalender.abo, "kalender-abo", _LESEN),
    im_kreis("sitzungen/abo/widerrufen/", sitzungskalender.abo_widerrufen, "kalender-abo-widerrufen", _LESEN),
    pfad(
        "sitzungen/abo/<str:token>.ics",
        sitzungskalender.feed,
        name="kalender-feed",
        zugang=Zugang.OEFFENTLICH,
    ),
    im_kreis("sitzungen/sperrzeiten/", sperrzeiten.liste, "sperrzeit-liste", _PLANEN),
    im_kreis("sitzungen/sperrzeiten/neu/", sperrzeiten.eintragen, "sperrzeit-eintragen", _PLANEN),
    am_satz(
        "sitzungen/sperrzeiten/<int:pk>/bearbeiten/", sperrzeiten.bearbeiten, "sperrzeit-bearbeiten", _PLANEN
    ),
    am_satz("sitzungen/sperrzeiten/<int:pk>/loeschen/", sperrzeiten.loeschen, "sperrzeit-loeschen", _PLANEN),
    am_satz("sitzungen/<int:pk>/", sitzungen.detail, "sitzung-detail", _LESEN),
    am_satz("sitzungen/<int:pk>/verlegen/", sitzungen.verlegen, "sitzung-verlegen", _PLANEN),
    am_satz("sitzungen/<int:pk>/aendern/", sitzungen.aendern, "sitzung-aendern", _PLANEN),
    am_satz("sitzungen/<int:pk>/absagen/", sitzungen.absagen, "sitzung-absagen", _PLANEN),
]
