"""The composition root of all addresses."""

from django.urls import URLPattern, URLResolver, include, path

from kim.konten.admin import technik
from kim.konten.urls import ANMELDUNG

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kim.web.urls")),
    path("konto/", include(ANMELDUNG)),
    path("konten/", include("kim.konten.urls")),
    path("technik/", technik.urls),
    path("stammdaten/", include("kim.stammdaten.urls")),
    path("dokumente/", include("kim.dokumente.urls")),
    path("siegel/", include("kim.siegel.urls")),
    path("versand/", include("kim.versand.urls")),
    path("auftraege/", include("kim.auftraege.urls")),
    path("protokoll/", include("kim.protokoll.urls")),
    path("lenkung/", include("lenkung.urls")),
    path("pruefen/", include("lenkung.urls.pruefen")),
    path("oeffentlich/", include("lenkung.urls.oeffentlich")),
    path("oparl/", include("lenkung.urls.oparl")),
    path("fallarbeit/", include("casemgmt.urls")),
    path("modul3/", include("einbuergerung.urls")),
    path("auswertung/", include("reporting.urls")),
]

handler400 = "kim.web.views.fehler.nicht_lesbar"
handler500 = "kim.web.views.fehler.stoerung"
