"""How this module declares its addresses."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad


def am_satz(route: str, view: object, name: str, recht: str, **kwargs: str) -> URLPattern:
    """At one record: the view takes it from a gate."""
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=recht, kwargs=kwargs)  # type: ignore[arg-type]


def im_kreis(route: str, view: object, name: str, recht: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.KREISWEIT, recht=recht)  # type: ignore[arg-type]
