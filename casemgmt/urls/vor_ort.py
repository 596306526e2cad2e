"""On site: today, the week, consultations, other work, head counts, topics."""

from django.urls import URLPattern

from casemgmt.permissions import OEFFNEN, TEXTE_PFLEGEN
from casemgmt.views import arbeit, beratung, kalender, kopfzahlen, terminzettel, themen, vor_ort
from kim.web.zugang import Zugang, pfad

_OEFFNEN, _TEXTE = OEFFNEN.schluessel, TEXTE_PFLEGEN.schluessel
_ORT = "vor-ort/"
_TERMIN = f"{_ORT}termin/<int:pk>/"
_ARBEIT = f"{_ORT}arbeitstermin/<int:pk>/"
_KOPFZAHL = f"{_ORT}kopfzahl/<int:pk>/"


def _offen(route: str, view: object, name: str, recht: str = _OEFFNEN) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.KREISWEIT, recht=recht)  # type: ignore[arg-type]


def _am_satz(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=_OEFFNEN)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    _offen(_ORT, vor_ort.heute, "vor-ort"),
    _offen(f"{_ORT}woche/", vor_ort.woche, "woche"),
    _offen(f"{_ORT}monat/", kalender.monat, "monat"),
    _offen(f"{_ORT}abo/", kalender.abo, "termin-abo"),
    _offen(f"{_ORT}abo/widerrufen/", kalender.abo_widerrufen, "termin-abo-widerrufen"),
    pfad(f"{_ORT}abo/<str:token>.ics", kalender.feed, name="termin-feed", zugang=Zugang.OEFFENTLICH),
    _offen(f"{_ORT}beratung/", beratung.festhalten, "beratung"),
    _offen(f"{_ORT}planen/", beratung.planen, "termin-planen"),
    _offen(f"{_ORT}arbeitstermin/", arbeit.neu, "arbeitstermin"),
    _offen(f"{_ORT}kopfzahl/", arbeit.kopfzahl, "kopfzahl"),
    _am_satz("fall/<int:pk>/beratung/", beratung.fuer_fall, "termin-erfassen-fall"),
    _am_satz(_TERMIN, vor_ort.detail, "termin-detail"),
    _am_satz(f"{_TERMIN}stand/", vor_ort.stand, "termin-stand"),
    _am_satz(f"{_TERMIN}gehalten/", beratung.gehalten, "termin-gehalten"),
    _am_satz(f"{_TERMIN}aendern/", beratung.aendern, "termin-aendern"),
    _am_satz(f"{_TERMIN}berichtigen/", beratung.berichtigen, "termin-berichtigen"),
    _am_satz(f"{_TERMIN}zum-fall/", beratung.anonym_zum_fall, "termin-zum-fall"),
    _am_satz(f"{_TERMIN}zettel/", terminzettel.drucken, "terminzettel-drucken"),
    _am_satz(f"{_ORT}zettel/<int:pk>/", terminzettel.stand, "terminzettel"),
    _am_satz(f"{_ORT}zettel/<int:pk>/wiederholen/", terminzettel.wiederholen, "terminzettel-wiederholen"),
    _am_satz(_ARBEIT, arbeit.aendern, "arbeitstermin-aendern"),
    _am_satz(f"{_ARBEIT}stand/", arbeit.stand, "arbeitstermin-stand"),
    _am_satz(f"{_ARBEIT}serie/", arbeit.serie, "arbeitstermin-serie"),
    _am_satz(_KOPFZAHL, kopfzahlen.aendern, "kopfzahl-aendern"),
    _am_satz(f"{_KOPFZAHL}berichtigen/", kopfzahlen.berichtigen, "kopfzahl-berichtigen"),
    _offen(f"{_ORT}themen/", themen.liste, "themen", _TEXTE),
    _offen(f"{_ORT}themen/neu/", themen.anlegen, "thema-anlegen", _TEXTE),
    _offen(f"{_ORT}themen/<str:schluessel>/", themen.bearbeiten, "thema-bearbeiten", _TEXTE),
]
