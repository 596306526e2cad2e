"""The public pages of a Gremium: readable without signing in, while somebody has switched them on."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.views import oeffentlich, oeffentlich_niederschrift

app_name = "oeffentlich"

_GREMIUM = "<slug:kreis>/<slug:gremium>/"
_SITZUNG = f"{_GREMIUM}sitzung/<slug:termin>/"


def _offen(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.OEFFENTLICH)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    _offen("", oeffentlich.start, "start"),
    _offen("<slug:kreis>/", oeffentlich.kreis, "kreis"),
    _offen(_GREMIUM, oeffentlich.gremium, "gremium"),
    _offen(f"{_GREMIUM}sitzungen/", oeffentlich.sitzungen, "sitzungen"),
    _offen(f"{_GREMIUM}beschluesse/", oeffentlich.beschluesse, "beschluesse"),
    _offen(f"{_GREMIUM}suche/", oeffentlich.suche, "suche"),
    _offen(f"{_GREMIUM}beschluss/<int:jahr>/<int:nummer>/", oeffentlich.beschluss, "beschluss"),
    _offen(_SITZUNG, oeffentlich.sitzung, "sitzung"),
    _offen(f"{_SITZUNG}niederschrift/", oeffentlich_niederschrift.seite, "niederschrift"),
    _offen(f"{_SITZUNG}niederschrift.pdf", oeffentlich_niederschrift.pdf, "niederschrift-pdf"),
    _offen(f"{_SITZUNG}niederschrift/laden.pdf", oeffentlich_niederschrift.laden, "niederschrift-laden"),
]
