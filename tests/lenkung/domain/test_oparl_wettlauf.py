"""Two switches, a publication and the schedule at the same moment: one after the other, never crosswise."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from lenkung.domain import oparl, veroeffentlichung
from lenkung.domain.oparl import oparl_abgleichen
from lenkung.models import Gremienoeffentlichkeit, OParlObjekt
from tests.fabriken import KreisFactory
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.werkzeug.wettlauf import wettlauf_von


@pytest.mark.django_db(transaction=True)
def test_zwei_schalter_und_der_zeitplan_zugleich() -> None:
    """Also the first time, when there is no row yet to lock."""
    kreis = KreisFactory()
    eins, zwei = (GremiumFactory(kreis=kreis, kurzname="LG", name=f"G {nummer}") for nummer in range(2))

    def abgleichen() -> Any:
        return [oparl_abgleichen(kreis_id=kreis.pk, jetzt=timezone.now()) for _mal in range(3)]

    wettlauf_von(
        [lambda: bau.eingeschaltet(eins), lambda: bau.eingeschaltet(zwei), abgleichen, abgleichen]
    ).alle()
    assert set(Gremienoeffentlichkeit.objects.values_list("adresse", flat=True)) == {"lg", "lg-2"}
    assert OParlObjekt.objects.filter(art="body").count() == 1
    assert oparl_abgleichen(kreis_id=kreis.pk, jetzt=timezone.now()) == 0


@pytest.mark.django_db
def test_wer_schaltet_sperrt_den_kreis_bevor_er_seinen_satz_schreibt() -> None:
    """The same lock for all, and first: a row of its own held before it could be waited for crosswise."""
    gremium = GremiumFactory()
    bau.eingeschaltet(gremium)
    folge: list[str] = []
    sperren, speichern = oparl.kreis_sperren, veroeffentlichung.speichere

    def gesperrt(kreis_id: int) -> Any:
        folge.append(f"sperrt {kreis_id}")
        return sperren(kreis_id)

    def gespeichert(satz: Any, **felder: Any) -> Any:
        folge.append("schreibt")
        return speichern(satz, **felder)

    with (
        mock.patch.object(veroeffentlichung, "kreis_sperren", gesperrt),
        mock.patch.object(oparl, "kreis_sperren", gesperrt),
        mock.patch.object(veroeffentlichung, "speichere", gespeichert),
    ):
        bau.eingeschaltet(gremium, suchmaschinen=True)
    sperre = f"sperrt {gremium.kreis_id}"
    assert folge == [sperre, "schreibt", sperre]
