"""What a document may load while it is being set: what it carries itself, and what we hand to it by name.

No network and no file system: a template with an address from outside must not make the server fetch it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kim.dokumente.pdf.ressource import Ressource

SCHEMA = "kim:"
# Relative addresses are resolved against it and then refused; without it they would silently be dropped.
BASIS = "https://ressource.invalid/"


class Abgelehnt(FatalURLFetchingError):
    """Stops the setting of the document; a mere exception would leave a hole where the picture should be."""

    def __init__(self, meldung: str) -> None:
        super().__init__(meldung)
        self.meldung = meldung


class Abruf(URLFetcher):
    def __init__(self, ressourcen: Mapping[str, Ressource]) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._ressourcen = ressourcen

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = url.removeprefix(SCHEMA)
        if url.startswith(SCHEMA) and name in self._ressourcen:
            ressource = self._ressourcen[name]
            return URLFetcherResponse(url, ressource.inhalt, {"Content-Type": ressource.mime})
        raise Abgelehnt(_("Die Vorlage verweist auf etwas, das nicht geladen werden darf: %s") % url[:80])
