"""The record of dispatch: what counts for the period, and what a worker that dies leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kim.basis.fehler import Fachfehler
from kim.versand.domain import senden
from kim.versand.domain.klaeren import zustellung_erledigen
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain import verschicken
from lenkung.domain.nachladen import nachtraeglich_einladen
from lenkung.domain.nachversand import nachzusendende, unterlagen_nachsenden
from lenkung.domain.queries.nachweis import nachweise, versandtage
from lenkung.domain.queries.sitzungen import zeilen_fuer
from lenkung.domain.versenden import einladung_versenden
from lenkung.models import Besetzung, Gremium, Sendung, Sitzung, Teilnahme
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    alles_zustellen,
    anlage,
    bereite_sitzung,
    eingeladen,
    gast,
    vorbereitet,
    vorzimmer,
)
from tests.lenkung.sitzungsbau import mitglied, wann
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)
FRUEH, SPAET = wann(date(2023, 3, 6)), wann(date(2023, 3, 7))


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    satz = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(satz)
    return satz


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    return bereite_sitzung(gremium, TAG)


def _annehmen(wann: Any, *namen: str, art: str = "lenkung.einladung") -> None:
    """As the worker leaves it when the mail server has taken the mail."""
    menge = Zustellung.objects.filter(nachricht__art=art)
    if namen:
        menge = menge.filter(empfaenger_name__in=namen)
    menge.update(stand="gesendet", angenommen_am=wann)


# The record of dispatch -------------------------------------------------------------------------------------


def test_den_tag_gibt_die_letzte_annahme_bei_den_mitgliedern(bereit: Sitzung) -> None:
    eingeladen(bereit)
    assert versandtage([bereit]) == {bereit.pk: None}
    _annehmen(FRUEH, "Petra Mit00")
    assert versandtage([bereit]) == {bereit.pk: None}
    _annehmen(SPAET, "Petra Mit01")
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 7)}
    # The deputies' copies are still open, and they do not count.
    (zeile,) = zeilen_fuer([bereit], date(2023, 3, 8))
    lagen = {marke.art: marke.lage for marke in zeile.marken}
    assert (lagen["versand"], lagen["dringlich"]) == ("verspaetet", "erledigt")


def test_kopien_gaeste_und_spaetere_sendungen_zaehlen_nicht(gremium: Gremium, bereit: Sitzung) -> None:
    vorzimmer(gremium, Besetzung.objects.filter(art="mitglied")[0].person)
    gast(bereit.punkte.last())
    eingeladen(bereit)
    _annehmen(FRUEH)
    for art in ("kenntnis", "vorzimmer", "gast"):
        _annehmen(SPAET, art=f"lenkung.einladung_{art}")
    anlage(bereit.punkte.last(), "Zahlen")
    dokumente = [papier.dokument_id for papier in nachzusendende(bereit)]
    unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=dokumente, akteur=SYSTEM)
    _annehmen(SPAET, art="lenkung.nachversand")
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 6)}


def test_wer_spaeter_auf_einen_sitz_kommt_macht_die_einladung_nicht_verspaetet(
    gremium: Gremium, bereit: Sitzung
) -> None:
    eingeladen(bereit)
    _annehmen(FRUEH)
    with time_machine.travel(wann(date(2023, 3, 15)), tick=False):
        mitglied(gremium, nachname="Neu", email="neu@kreis.example")
        assert nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=SYSTEM).erreicht == 1
    _annehmen(wann(date(2023, 3, 15)), "Petra Neu")
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 6)}


def test_wer_keine_adresse_hatte_fehlt_im_nachweis_bis_er_eingeladen_ist(
    gremium: Gremium, bereit: Sitzung
) -> None:
    ohne = mitglied(gremium, nachname="Ohne", email="")
    eingeladen(bereit)
    _annehmen(FRUEH)
    assert nachweise([bereit])[bereit.pk].offen == 1
    with pytest.raises(Fachfehler) as fehler:
        nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert fehler.value.code == "niemand_offen"
    ohne.person.email = "ohne@kreis.example"
    ohne.person.save()
    nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=SYSTEM)
    _annehmen(SPAET, "Petra Ohne")
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 7)}


def test_anders_erledigt_ist_kein_nachweis_und_haelt_nichts_auf(bereit: Sitzung) -> None:
    eingeladen(bereit)
    _annehmen(FRUEH, "Petra Mit00")
    offene = Zustellung.objects.get(empfaenger_name="Petra Mit01")
    Zustellung.objects.filter(pk=offene.pk).update(stand="gescheitert", grund="Das Postfach gibt es nicht.")
    assert versandtage([bereit]) == {bereit.pk: None}
    wer = gobau.akteur(bereit.gremium, "versand.inhalt_sehen", "versand.postausgang_sehen")
    zustellung_erledigen(zustellung_id=offene.pk, begruendung="Als Brief", akteur=wer)
    stand = nachweise([bereit])[bereit.pk]
    assert (stand.tag, stand.anders_erledigt) == (date(2023, 3, 6), 1)


def test_ein_beendeter_sitz_zaehlt_am_sitzungstag_nicht_mehr(gremium: Gremium, bereit: Sitzung) -> None:
    eingeladen(bereit)
    _annehmen(FRUEH, "Petra Mit00")
    sitz = Teilnahme.objects.get(name="Petra Mit01").sitz
    Besetzung.objects.filter(sitz=sitz).update(bis=date(2023, 3, 20))
    type(sitz).objects.filter(pk=sitz.pk).update(bis=date(2023, 3, 20), ende_fundstelle="Beschluss")  # type: ignore[union-attr]
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 6)}


def test_der_nachweis_braucht_gleich_viele_abfragen_fuer_drei_und_dreissig(gremium: Gremium) -> None:
    saetze = []
    for nummer in range(6):
        satz = bereite_sitzung(gremium, TAG + timedelta(days=nummer), personen=1 if nummer == 0 else 0)
        eingeladen(satz)
        saetze.append(satz)
    with gezaehlt() as wenig:
        versandtage(saetze[:2])
    with gezaehlt() as viel:
        assert len(versandtage(saetze)) == 6
    assert len(wenig) == len(viel) == 2
    with gezaehlt() as keine:
        versandtage([])
    assert len(keine) == 0


class Gestorben(BaseException):
    """Not caught by anything, like a kill."""


class Still:
    def melden(self, *angaben: Any) -> None: ...


# The worker dies --------------------------------------------------------------------------------------------


def test_stirbt_der_dienst_dazwischen_ist_am_ende_jede_mail_einmal_angenommen(
    bereit: Sitzung, monkeypatch: Any
) -> None:
    """The third hand-over is the last thing the worker does; another one takes over when its time is up."""
    eingeladen(bereit)
    assert Zustellung.objects.count() == 4
    echte, gezaehlte = senden._annahme_festhalten, []

    def stirbt(zustellung_id: int, *rest: Any) -> Any:
        gezaehlte.append(zustellung_id)
        if len(gezaehlte) == 3:
            raise Gestorben
        return echte(zustellung_id, *rest)

    monkeypatch.setattr(senden, "_annahme_festhalten", stirbt)
    with pytest.raises(Gestorben):
        alles_zustellen()
    monkeypatch.setattr(senden, "_annahme_festhalten", echte)
    assert Zustellung.objects.filter(stand="gesendet").count() == 2
    ids = set(Zustellung.objects.values_list("message_id", flat=True))
    with time_machine.travel(wann(date(2023, 3, 1)) + timedelta(hours=1), tick=False):
        alles_zustellen()
        senden.faellige_senden(fortschritt=Still())
    assert Zustellung.objects.filter(stand="gesendet").count() == 4
    assert set(Zustellung.objects.values_list("message_id", flat=True)) == ids
    assert Sendung.objects.count() == 1
    assert versandtage([bereit]) == {bereit.pk: date(2023, 3, 1)}


def test_scheitert_der_vorgang_bleibt_von_allem_nichts(bereit: Sitzung, monkeypatch: Any) -> None:
    """Power fails after the first message was written: no mail, no state, no participant."""
    sendung = vorbereitet(bereit)
    echte, gezaehlte = verschicken.nachricht_aus_mailtext, []

    def bricht_ab(**angaben: Any) -> Any:
        gezaehlte.append(angaben)
        if len(gezaehlte) == 2:
            raise RuntimeError("power failure")
        return echte(**angaben)

    monkeypatch.setattr(verschicken, "nachricht_aus_mailtext", bricht_ab)
    with pytest.raises(RuntimeError):
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    bereit.refresh_from_db()
    assert bereit.stand == "tagesordnung_festgelegt"
    assert not Nachricht.objects.exists()
    assert not Teilnahme.objects.exists()
