"""OParl 1.1: one address for each object, ten lists for each body, JSON also for what does not exist."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.views import oparl

app_name = "oparl"


def _offen(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.OEFFENTLICH)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    _offen("v1.1/system/", oparl.system, "system"),
    _offen("v1.1/body/", oparl.koerper_liste, "koerper-liste"),
    _offen("v1.1/body/<uuid:kennung>/<slug:welche>/", oparl.liste, "liste"),
    _offen("v1.1/<slug:art>/<uuid:kennung>/", oparl.objekt, "objekt"),
    _offen("<path:rest>", oparl.unbekannt, "unbekannt"),
]
