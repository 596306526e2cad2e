"""What still counts when the session is closed: an entry that waited, and what the public record shows."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import NichtErlaubt
from lenkung.domain.abstimmung import einvernehmen_feststellen
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.domain.sitzung_fuehren import oeffentlichkeit_setzen
from lenkung.domain.verlaufsblatt import verlauf_sperren
from lenkung.models import Anwesenheit, Beschluss, Gremium, Sitzung, Sitzungsereignis, Tagesordnungspunkt
from lenkung.regeln.verlauf import Ereignisart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    return bau.eroeffnet(bau.lenkungsgruppe(4), 3)


def _vorhin_geschlossen(satz: Sitzung) -> None:
    bau.schliesse(satz, rest_absetzen=True, zeit=timezone.now().replace(microsecond=0) - timedelta(minutes=5))


def test_was_vor_dem_schluss_geschah_und_auf_die_verbindung_wartete_gilt_noch(satz: Sitzung) -> None:
    """Opened 30 minutes ago, closed 5 minutes ago; the entry is 10 minutes old."""
    erster = Anwesenheit.objects.get(sitzung=satz, sitz=bau.sitze(satz.gremium)[0])
    _vorhin_geschlossen(satz)
    bau.gehe(satz, erster, alter=timedelta(minutes=10))
    erster.refresh_from_db()
    assert erster.bis is not None
    assert timedelta(minutes=9) < timezone.now() - erster.bis < timedelta(minutes=11)


@pytest.mark.parametrize("alter", [timedelta(), timedelta(minutes=2)])
def test_was_nach_dem_schluss_geschah_gilt_nicht(satz: Sitzung, alter: timedelta) -> None:
    _vorhin_geschlossen(satz)
    with pytest.raises(NichtErlaubt):
        bau.komme(satz, bau.sitze(satz.gremium)[3], alter=alter)


def test_auch_verspaetet_traegt_nur_ein_wer_es_darf(satz: Sitzung) -> None:
    _vorhin_geschlossen(satz)
    fremd = gobau.akteur(bau.lenkungsgruppe(2))
    with pytest.raises(NichtErlaubt):
        bau.komme(satz, bau.sitze(satz.gremium)[3], akteur=fremd, alter=timedelta(minutes=10))


def _setzen(gremium: Gremium, punkt: Tagesordnungspunkt, oeffentlich: bool, **felder: object) -> None:
    oeffentlichkeit_setzen(
        sitzung_id=punkt.sitzung_id,
        punkt_id=punkt.pk,
        oeffentlich=oeffentlich,
        eintrag=bau.eintrag(gremium, **felder),  # type: ignore[arg-type]
    )


def test_punkt_und_beschluss_bleiben_zusammen_aus_dem_oeffentlichen_teil(satz: Sitzung) -> None:
    """GO RSK § 7 Abs. 5: public, unless the Lenkungsgruppe has determined items to be non-public."""
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    vorher = zaehlerstand(satz.pk)
    schluessel = uuid4()
    for _zweimal in range(2):
        _setzen(satz.gremium, erster, False, schluessel=schluessel)
    beschluss = Beschluss.objects.get(punkt=erster)
    erster.refresh_from_db()
    assert (erster.oeffentlich, beschluss.oeffentlich, zaehlerstand(satz.pk)) == (False, False, vorher + 1)
    assert (erster.history.latest().history_change_reason, beschluss.history.latest().oeffentlich) == (
        "nicht öffentlich",
        False,
    )
    assert Sitzungsereignis.objects.get(art=Ereignisart.OEFFENTLICHKEIT.value).text == "nicht öffentlich"
    zweiter.refresh_from_db()
    assert zweiter.oeffentlich

    _setzen(satz.gremium, erster, True)
    beschluss.refresh_from_db()
    assert beschluss.oeffentlich
    _setzen(satz.gremium, erster, True)
    assert zaehlerstand(satz.pk) == vorher + 2


def test_wer_die_sitzung_nicht_fuehrt_aendert_daran_nichts(satz: Sitzung) -> None:
    (erster, _zweiter) = bau.punkte(satz)
    with pytest.raises(NichtErlaubt):
        _setzen(satz.gremium, erster, False, akteur=gobau.akteur(bau.lenkungsgruppe(2)))
    erster.refresh_from_db()
    assert erster.oeffentlich


def test_noch_einmal_gesandt_gilt_auch_wenn_inzwischen_ein_anderer_punkt_dran_ist(
    satz: Sitzung,
) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    schluessel = uuid4()
    bau.stelle_fest(bau.einvernehmlich(satz, erster, schluessel=schluessel))
    bau.rufe_auf(satz, zweiter)
    noch_einmal = einvernehmen_feststellen(
        sitzung_id=satz.pk,
        punkt_id=erster.pk,
        text=bau.WORTLAUT,
        widerspruch=(),
        eintrag=bau.eintrag(satz.gremium, schluessel=schluessel),
    )
    assert noch_einmal is None
    assert satz.abstimmungen.count() == 1


def test_eine_sitzung_die_es_nicht_gibt(satz: Sitzung) -> None:
    with pytest.raises(Sitzung.DoesNotExist):
        verlauf_sperren(satz.pk + 1000, bau.eintrag(satz.gremium))
