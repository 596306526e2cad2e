"""Two sign for the first time at the same moment: one authority, and both signatures hold."""

from __future__ import annotations

import pytest

from kim.siegel.domain.pruefen import pruefen
from kim.siegel.domain.zertifizierungsstelle import zertifizierungsstelle, zertifizierungsstelle_erneuern
from kim.siegel.models import Zertifizierungsstelle
from tests.siegel.bau import erste
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)


def test_zwei_zugleich_legen_eine_zertifizierungsstelle_an() -> None:
    ausgang = wettlauf(4, lambda nummer: zertifizierungsstelle().pk)
    assert len(set(ausgang.alle())) == 1
    assert Zertifizierungsstelle.objects.count() == 1


def test_beide_ersten_unterschriften_gelten() -> None:
    ausgang = wettlauf(2, lambda nummer: erste(name=f"Person {nummer}").pdf)
    assert Zertifizierungsstelle.objects.count() == 1
    for pdf in ausgang.alle():
        assert [u.in_ordnung for u in pruefen(pdf).unterschriften] == [True]


def test_zwei_zugleich_erneuern_sie_einmal() -> None:
    zertifizierungsstelle()
    wettlauf(2, lambda nummer: zertifizierungsstelle_erneuern().nummer).alle()
    assert Zertifizierungsstelle.objects.count() in (2, 3)
