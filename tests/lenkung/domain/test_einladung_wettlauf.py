"""Two people press the button at the same moment: one invitation, one set of mails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.nachladen import stellvertretung_nachladen
from lenkung.domain.sendung import einladung_vorbereiten
from lenkung.domain.sitzung import sitzung_verlegen
from lenkung.domain.versenden import einladung_versenden
from lenkung.models import Sendung, Sitzung, Teilnahme
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import SYSTEM, bereite_sitzung, eingeladen, vorbereitet
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


def _bereit() -> Sitzung:
    gremium = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(gremium)
    return bereite_sitzung(gremium, timezone.localdate() + timedelta(days=40))


def test_zwei_senden_zugleich_und_es_ist_eine_einladung() -> None:
    satz = _bereit()
    sendung = vorbereitet(satz)
    ausgang = wettlauf(2, lambda _nummer: einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM))
    assert len(ausgang.gelungen) == 1
    assert [fehler.code for fehler in ausgang.fehler] == ["schon_versandt"]  # type: ignore[attr-defined]
    assert (Nachricht.objects.count(), Zustellung.objects.count()) == (2, 4)
    assert Teilnahme.objects.count() == 4


def test_zwei_bereiten_zugleich_vor_und_es_ist_eine_sendung() -> None:
    satz = _bereit()
    wettlauf(2, lambda _nummer: einladung_vorbereiten(sitzung_id=satz.pk, akteur=SYSTEM)).alle()
    assert Sendung.objects.count() == 1


def test_eine_sendet_waehrend_die_andere_verlegt_und_niemand_liest_den_falschen_tag() -> None:
    """Whichever comes first: no mail ever names a day that does not hold and is not corrected."""
    satz = _bereit()
    sendung = vorbereitet(satz)
    neu = satz.beginn + timedelta(days=7)
    ausgang = wettlauf_von(
        [
            lambda: einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM),
            lambda: sitzung_verlegen(sitzung_id=satz.pk, akteur=SYSTEM, beginn=neu, grund="Krankheit"),
        ]
    )
    verlegt = Nachricht.objects.filter(art="lenkung.sitzung_verlegt").exists()
    if ausgang.fehler:
        assert [fehler.code for fehler in ausgang.fehler] == ["veraltet"]  # type: ignore[attr-defined]
        assert not Nachricht.objects.exists()
    else:
        assert verlegt
    satz.refresh_from_db()
    assert satz.beginn == neu


def test_zweimal_nachgeladen_ist_eine_mail() -> None:
    satz = _bereit()
    eingeladen(satz)
    haupt = Teilnahme.objects.filter(rolle="mitglied").order_by("pk")[0]
    ausgang = wettlauf(2, lambda _nummer: stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM))
    assert ausgang.alle() == [True, True]
    assert Nachricht.objects.filter(art="lenkung.einladung_vertretung").count() == 1
