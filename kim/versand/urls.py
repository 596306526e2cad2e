"""URLs of the room."""

from kim.versand.permissions import INHALT_SEHEN, SEHEN, TEXTE_AENDERN
from kim.versand.views import link, mailtexte, postausgang
from kim.web.zugang import Zugang, pfad

app_name = "versand"
_BEREICH, _KREISWEIT = Zugang.BEREICH, Zugang.KREISWEIT
_SEHEN, _INHALT, _TEXTE = SEHEN.schluessel, INHALT_SEHEN.schluessel, TEXTE_AENDERN.schluessel

urlpatterns = [
    pfad("link/<str:token>/", link.aktionslink, name="aktionslink", zugang=Zugang.OEFFENTLICH),
    pfad("postausgang/", postausgang.liste, name="postausgang", zugang=_KREISWEIT, recht=_SEHEN),
    pfad("postausgang/<int:pk>/", postausgang.nachricht, name="nachricht", zugang=_BEREICH, recht=_SEHEN),
    pfad(
        "postausgang/<int:pk>/erneut-senden/",
        postausgang.alle_wiederholen,
        name="nachricht-wiederholen",
        zugang=_BEREICH,
        recht=_SEHEN,
    ),
    pfad("zustellungen/<int:pk>/", postausgang.zustellung, name="zustellung", zugang=_BEREICH, recht=_SEHEN),
    pfad(
        "zustellungen/<int:pk>/termin.ics",
        postausgang.kalenderdatei,
        name="zustellung-kalender",
        zugang=_BEREICH,
        recht=_SEHEN,
    ),
    pfad(
        "zustellungen/<int:pk>/erneut-senden/",
        postausgang.wiederholen,
        name="zustellung-wiederholen",
        zugang=_BEREICH,
        recht=_SEHEN,
    ),
    pfad(
        "zustellungen/<int:pk>/erledigen/",
        postausgang.erledigen,
        name="zustellung-erledigen",
        zugang=_BEREICH,
        recht=_INHALT,
    ),
    pfad("mailtexte/", mailtexte.liste, name="mailtext-liste", zugang=_KREISWEIT, recht=_TEXTE),
    pfad(
        "mailtexte/<str:art>/bearbeiten/",
        mailtexte.bearbeiten,
        name="mailtext-bearbeiten",
        zugang=_KREISWEIT,
        recht=_TEXTE,
    ),
    pfad(
        "mailtexte/<str:art>/zuruecksetzen/",
        mailtexte.zuruecksetzen,
        name="mailtext-zuruecksetzen",
        zugang=_KREISWEIT,
        recht=_TEXTE,
    ),
]
