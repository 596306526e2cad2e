"""Two people, or two clicks, at the same moment."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import NichtErlaubt
from lenkung.domain.vorlage import fassung_aendern, fassung_beginnen, fassung_freigeben
from lenkung.domain.vorschlag import vorschlag_ablehnen, vorschlag_aufnehmen
from lenkung.models import Tagesordnungspunkt, Vorlagenfassung, Vorschlag
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.vorschlagsbau import einreichen, vorlage
from tests.werkzeug.wettlauf import wettlauf, wettlauf_von

pytestmark = pytest.mark.django_db(transaction=True)


def test_von_aufnehmen_und_ablehnen_gewinnt_eines_und_das_andere_erfaehrt_es() -> None:
    gremium = GremiumFactory()
    termin = sitzung(gremium, timezone.localdate() + timedelta(days=60))
    vorschlag = einreichen(gremium).vorschlag
    akteur = gobau.akteur(gremium)
    ausgang = wettlauf_von(
        [
            lambda: vorschlag_aufnehmen(vorschlag_id=vorschlag.pk, sitzung_id=termin.pk, akteur=akteur),
            lambda: vorschlag_ablehnen(vorschlag_id=vorschlag.pk, akteur=akteur, grund="Nicht zuständig."),
        ]
    )
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [NichtErlaubt]
    stand = Vorschlag.objects.get().stand
    assert Tagesordnungspunkt.objects.count() == (1 if stand == "aufgenommen" else 0)
    assert vorschlag.schritte.count() == 2


def test_zwei_klicks_sind_ein_vorschlag_und_eine_neue_fassung() -> None:
    gremium = GremiumFactory()
    akteur, schluessel = gobau.akteur(gremium), uuid4()
    eingereicht = wettlauf(2, lambda _n: einreichen(gremium, akteur, schluessel=schluessel).vorschlag.pk)
    assert len(set(eingereicht.alle())) == 1
    erste = vorlage(gremium, frei=True)
    neue = wettlauf(2, lambda _n: fassung_beginnen(vorlage_id=erste.vorlage_id, akteur=akteur).pk).alle()
    assert len(set(neue)) == 1
    assert Vorlagenfassung.objects.count() == 2


def test_was_gerade_freigegeben_wird_aendert_niemand_mehr() -> None:
    gremium = GremiumFactory()
    fassung, akteur = vorlage(gremium), gobau.akteur(gremium)
    ausgang = wettlauf_von(
        [
            lambda: fassung_freigeben(fassung_id=fassung.pk, akteur=akteur),
            lambda: fassung_aendern(fassung_id=fassung.pk, akteur=akteur, angaben={"titel": "Neu"}),
        ]
    )
    fassung.refresh_from_db()
    assert fassung.freigegeben_am is not None
    if ausgang.fehler:
        assert [type(fehler) for fehler in ausgang.fehler] == [NichtErlaubt]
        assert fassung.titel == "Frühkindliche Bildung"
