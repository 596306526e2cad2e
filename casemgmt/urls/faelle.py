"""Cases: the list, the file, its acts; requests; plans."""

from django.urls import URLPattern

from casemgmt.permissions import FACHAUFSICHT, OEFFNEN
from casemgmt.views import (
    anfragen,
    faelle,
    fallfuehrung,
    fallpersonen,
    falltaten,
    plan,
    plandruck,
    planunterschrift,
)
from kim.web.zugang import Zugang, pfad

_RECHT = OEFFNEN.schluessel


def _am_satz(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=_RECHT)  # type: ignore[arg-type]


def _im_kreis(route: str, view: object, name: str, recht: str = _RECHT) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.KREISWEIT, recht=recht)  # type: ignore[arg-type]


_FALL = "faelle/<int:pk>/"
urlpatterns: list[URLPattern] = [
    _im_kreis("faelle/", faelle.liste, "fall-liste"),
    _im_kreis("vertretungen/", fallfuehrung.vertretungen, "vertretungen"),
    _im_kreis("uebergeben/", fallfuehrung.uebergeben, "faelle-uebergeben"),
    _im_kreis("kolleginnen/", fallfuehrung.kolleginnen_liste, "kolleginnen", FACHAUFSICHT.schluessel),
    _am_satz("vertretungen/<int:pk>/beenden/", fallfuehrung.vertretung_enden, "vertretung-beenden"),
    _am_satz(_FALL, faelle.detail, "fall-detail"),
    _am_satz(f"{_FALL}weiter/", falltaten.weiter, "fall-weiter"),
    _am_satz(f"{_FALL}abschliessen/", falltaten.abschliessen, "fall-abschliessen"),
    _am_satz(f"{_FALL}nicht-fortsetzen/", falltaten.nicht_fortsetzen, "fall-nicht-fortsetzen"),
    _am_satz(f"{_FALL}wieder-aufnehmen/", falltaten.wieder_aufnehmen, "fall-wieder-aufnehmen"),
    _am_satz(f"{_FALL}verantwortung/", fallfuehrung.verantwortung, "fall-verantwortung"),
    _am_satz(f"{_FALL}umziehen/", fallfuehrung.umziehen, "fall-umziehen"),
    _am_satz(f"{_FALL}vertretung/", fallfuehrung.vertretung, "fall-vertretung"),
    _am_satz(f"{_FALL}uebergabe/", falltaten.uebergabe, "fall-uebergabe"),
    _am_satz(f"{_FALL}wiedervorlage/", falltaten.wiedervorlage, "fall-wiedervorlage"),
    _am_satz("wiedervorlagen/<int:pk>/erledigt/", falltaten.wiedervorlage_abhaken, "wiedervorlage-erledigt"),
    _am_satz(f"{_FALL}personen/", fallpersonen.personen, "fall-personen"),
    _am_satz("fallpersonen/<int:pk>/beenden/", fallpersonen.beenden, "fallperson-beenden"),
    _am_satz("fallpersonen/<int:pk>/hauptperson/", fallpersonen.hauptperson, "fallperson-hauptperson"),
    # Requests
    _im_kreis("anfragen/", anfragen.liste, "anfrage-liste"),
    _im_kreis("anfragen/neu/", anfragen.neu, "anfrage-neu"),
    _am_satz("anfragen/<int:pk>/", anfragen.detail, "anfrage-detail"),
    _am_satz("anfragen/<int:pk>/uebernehmen/", anfragen.uebernehmen, "anfrage-uebernehmen"),
    _am_satz("anfragen/<int:pk>/zuordnen/", anfragen.zuordnen, "anfrage-zuordnen"),
    _am_satz("anfragen/<int:pk>/weitergeben/", anfragen.weitergeben, "anfrage-weitergeben"),
    _am_satz("anfragen/<int:pk>/ablehnen/", anfragen.ablehnen, "anfrage-ablehnen"),
    # Plans
    _am_satz(f"{_FALL}plan/", plan.des_falls, "fall-plan"),
    _am_satz(f"{_FALL}plan/beginnen/", plan.beginnen, "plan-beginnen"),
    _am_satz("plaene/<int:pk>/", plan.detail, "plan-detail"),
    _am_satz("plaene/<int:pk>/ziel/", plan.ziel_neu, "planziel-neu"),
    _am_satz("plaene/<int:pk>/vereinbaren/", plan.vereinbaren, "plan-vereinbaren"),
    _am_satz("plaene/<int:pk>/pruefen/", plan.pruefen, "plan-pruefen"),
    _am_satz("plaene/<int:pk>/stand/", plan.stand, "plan-stand"),
    _am_satz("plaene/<int:pk>/unterschreiben/", planunterschrift.unterschreiben, "plan-unterschreiben"),
    _am_satz("plaene/<int:pk>/hochladen/", planunterschrift.hochladen, "plan-hochladen"),
    _am_satz("plaene/<int:pk>/drucken/", plandruck.drucken, "plan-drucken"),
    _am_satz("planziele/<int:pk>/", plan.ziel_aendern, "planziel-aendern"),
    _am_satz("planziele/<int:pk>/streichen/", plan.ziel_weg, "planziel-streichen"),
    _am_satz("planziele/<int:pk>/schritt/", plan.schritt_neu, "planschritt-neu"),
    _am_satz("planschritte/<int:pk>/", plan.schritt_aendern, "planschritt-aendern"),
    _am_satz("planschritte/<int:pk>/streichen/", plan.schritt_weg, "planschritt-streichen"),
    _am_satz("plandruck/<int:pk>/", plandruck.druck, "plan-druck"),
    _am_satz("plandruck/<int:pk>/wiederholen/", plandruck.wiederholen, "plan-druck-wiederholen"),
]
