"""All addresses of the application, read from the resolver: a new page is in every test by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kim.web.zugang import Zugangsangabe, zugangsangabe


@dataclass(frozen=True)
class Adresse:
    name: str
    """Full name, with namespaces; empty when the pattern has none."""
    muster: str
    parameter: tuple[str, ...]
    view: Callable[..., Any]
    app_names: tuple[str, ...]

    @property
    def angabe(self) -> Zugangsangabe | None:
        return zugangsangabe(self.view, self.name)

    def url(self, **kwargs: Any) -> str:
        return reverse(self.name, kwargs=kwargs)

    def __str__(self) -> str:
        return self.name or self.muster


def alle_adressen(urlconf: str | None = None) -> list[Adresse]:
    return sorted(_sammeln(get_resolver(urlconf), "", (), (), ()), key=str)


def _sammeln(
    resolver: URLResolver,
    vorsatz: str,
    namensraeume: tuple[str, ...],
    app_names: tuple[str, ...],
    parameter: tuple[str, ...],
) -> Iterator[Adresse]:
    for eintrag in resolver.url_patterns:
        muster = vorsatz + str(eintrag.pattern)
        namen = (*parameter, *_parameter(eintrag))
        if isinstance(eintrag, URLResolver):
            yield from _sammeln(
                eintrag,
                muster,
                (*namensraeume, eintrag.namespace) if eintrag.namespace else namensraeume,
                (*app_names, eintrag.app_name) if eintrag.app_name else app_names,
                namen,
            )
        elif isinstance(eintrag, URLPattern):
            name = ":".join((*namensraeume, eintrag.name)) if eintrag.name else ""
            yield Adresse(name, muster, namen, eintrag.callback, app_names)


def _parameter(eintrag: URLPattern | URLResolver) -> tuple[str, ...]:
    muster = eintrag.pattern
    benannt = tuple(muster.regex.groupindex)
    unbenannt = muster.regex.groups - len(benannt)
    return benannt + tuple(f"#{nummer}" for nummer in range(unbenannt if not benannt else 0))
