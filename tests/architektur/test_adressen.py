"""Every address says who may come; what nobody declared is not served."""

from __future__ import annotations

from collections import Counter

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from kim.basis.rechte import RECHTE
from kim.web.zugang import FREMDE, Zugang, pfad
from tests.werkzeug.adressen import alle_adressen


def _seite(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    return HttpResponse("ok")


# This module is itself the URL configuration of the counter-proof below.
urlpatterns = [
    pfad("erklaert/", _seite, name="erklaert", zugang=Zugang.OEFFENTLICH),
    path("vergessen/<int:pk>/", _seite, name="vergessen"),
]


def unerklaerte(urlconf: str | None = None) -> list[str]:
    return [str(adresse) for adresse in alle_adressen(urlconf) if adresse.angabe is None]


def test_fall_4_jede_adresse_ist_erklaert() -> None:
    assert unerklaerte() == []


def test_fall_4_eine_vergessene_adresse_faellt_auf() -> None:
    assert unerklaerte(__name__) == ["vergessen"]


@pytest.mark.django_db
def test_fall_4_eine_vergessene_adresse_wird_nicht_ausgeliefert() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        assert Client().get("/erklaert/").status_code == 200
        with pytest.raises(ImproperlyConfigured, match="URL without a declared access: vergessen"):
            Client().get("/vergessen/1/")


def test_jede_adresse_hat_einen_namen_und_keinen_doppelt() -> None:
    adressen = alle_adressen()
    assert [adresse.muster for adresse in adressen if not adresse.name] == []
    namen = Counter(adresse.name for adresse in adressen)
    assert [name for name, anzahl in namen.items() if anzahl > 1] == []


def test_jedes_erklaerte_recht_gibt_es() -> None:
    erklaert = {adresse.name: adresse.angabe.recht for adresse in alle_adressen() if adresse.angabe}
    assert {name: recht for name, recht in erklaert.items() if recht and recht not in RECHTE} == {}


def test_erklaerungen_fuer_fremde_adressen_sind_nicht_veraltet() -> None:
    assert set(FREMDE) - {adresse.name for adresse in alle_adressen()} == set()


def test_adressen_tragen_keine_personendaten() -> None:
    """No parameter is a name or an e-mail address: addresses end up in logs and histories."""
    verboten = {"email", "mail", "name", "vorname", "nachname", "username", "telefon"}
    assert [str(a) for a in alle_adressen() if verboten & set(a.parameter)] == []
