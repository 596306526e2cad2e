"""The personal link: the code by a second channel, answering without an account, nothing left over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import FieldError
from django.utils import timezone

from casemgmt.domain.verweis import Antwort, verweis_zurueckziehen
from casemgmt.domain.verweislink import (
    Abgewiesen,
    Geoeffnet,
    code_erzeugen,
    link_erneuern,
    mit_code_oeffnen,
    per_link_antworten,
    verweislink_lesen,
)
from casemgmt.models import Verweis, Verweiszugang
from casemgmt.regeln.verweis import CODE_VERSUCHE, Rueckzugsgrund, Verweisstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.protokoll.models import Lesezugriff
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.versand.models import Aktionslink
from tests.casemgmt import fallbau, netzwerkbau
from tests.fabriken import KreisFactory

pytestmark = pytest.mark.django_db
ANGENOMMEN = Antwort(Verweisstand.ANGENOMMEN)
ABGELEHNT = Antwort(Verweisstand.ABGELEHNT, grund="keine_plaetze")


@pytest.fixture
def kreis() -> Any:
    return KreisFactory()


@pytest.fixture
def cm(kreis: Any) -> Any:
    return fallbau.case_management(fallbau.kommune(kreis))


@pytest.fixture
def verweis(cm: Any, kreis: Any) -> Verweis:
    from kim.stammdaten.models import Kommune

    fall = fallbau.fall(cm, Kommune.objects.get(kreis=kreis))
    return netzwerkbau.gesendet(cm, netzwerkbau.stelle(kreis), fall=fall)


def _zugang(verweis: Verweis) -> Verweiszugang:
    return Verweiszugang.objects.get(verweis=verweis)


def test_erst_der_code_oeffnet(cm: Any, verweis: Verweis) -> None:
    token = netzwerkbau.token(verweis)
    ohne = mit_code_oeffnen(token=token, code="")
    assert isinstance(ohne, Abgewiesen)
    assert "noch kein Code" in ohne.meldung
    code = code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    assert code not in _zugang(verweis).code_hash
    offen = mit_code_oeffnen(token=token, code=f" {code[:4].lower()}-{code[4:]} ")
    assert isinstance(offen, Geoeffnet)
    assert offen.angaben == ()
    assert _zugang(verweis).gelesen_am is not None
    zugriff = Lesezugriff.objects.latest("pk")
    assert (zugriff.art, zugriff.objekt_id) == ("casemgmt.verweis", verweis.pk)
    # Opening consumes nothing.
    assert isinstance(mit_code_oeffnen(token=token, code=code), Geoeffnet)


def test_nach_fuenf_falschen_eingaben_ist_schluss(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    uebrig = []
    for _n in range(CODE_VERSUCHE):
        ergebnis = mit_code_oeffnen(token=token, code="22222222")
        assert isinstance(ergebnis, Abgewiesen)
        uebrig.append(ergebnis.uebrig)
    assert uebrig == [4, 3, 2, 1, 0]
    danach = mit_code_oeffnen(token=token, code=code)
    assert isinstance(danach, Abgewiesen)
    assert "zu oft" in danach.meldung
    neu = code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    assert isinstance(mit_code_oeffnen(token=token, code=neu), Geoeffnet)


def test_ein_code_laeuft_ab(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        ergebnis = mit_code_oeffnen(token=token, code=code)
    assert isinstance(ergebnis, Abgewiesen)
    assert "abgelaufen" in ergebnis.meldung


def test_fall_19_der_link_ist_an_seinen_zweck_gebunden_und_endet(cm: Any, verweis: Verweis) -> None:
    token = netzwerkbau.token(verweis)
    assert verweislink_lesen(token).verweis == verweis
    # Made for another purpose, it opens nothing here.
    Aktionslink.objects.update(zweck="lenkung.umlauf")
    with pytest.raises(LinkUngueltig):
        verweislink_lesen(token)
    Aktionslink.objects.update(zweck="casemgmt.verweis")
    with (
        time_machine.travel(timezone.now() + timedelta(days=61)),
        pytest.raises(LinkUngueltig, match="abgelaufen"),
    ):
        verweislink_lesen(token)
    with pytest.raises(LinkUngueltig):
        verweislink_lesen("ausgedacht")


def test_annehmen_und_spaeter_erledigt_melden(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    angenommen = per_link_antworten(token=token, code=code, antwort=ANGENOMMEN)
    assert isinstance(angenommen, Verweis)
    assert angenommen.schritte.last().weg == "link"
    assert angenommen.schritte.last().durch_name == "System: Beratung am Markt"
    erledigt = per_link_antworten(token=token, code=code, antwort=Antwort(Verweisstand.ERLEDIGT))
    assert isinstance(erledigt, Verweis)
    assert erledigt.lage is Verweisstand.ERLEDIGT
    with pytest.raises(LinkUngueltig):
        verweislink_lesen(token)


def test_fall_18_nach_einer_ablehnung_bleibt_nichts_lesbar(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    assert isinstance(per_link_antworten(token=token, code=code, antwort=ABGELEHNT), Verweis)
    for versuch in (mit_code_oeffnen, verweislink_lesen):
        with pytest.raises(LinkUngueltig):
            versuch(token=token, code=code) if versuch is mit_code_oeffnen else versuch(token)
    zugang = _zugang(verweis)
    assert (zugang.code_hash, zugang.gueltig_bis) == ("", None)
    assert not Aktionslink.objects.filter(ziel_id=zugang.pk, widerrufen_am__isnull=True).exists()


def test_zurueckgezogen_ist_sofort_zu(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    verweis_zurueckziehen(verweis_id=verweis.pk, grund=Rueckzugsgrund.IRRTUM, akteur=cm)
    with pytest.raises(LinkUngueltig):
        per_link_antworten(token=token, code=code, antwort=ANGENOMMEN)
    with pytest.raises(Fachfehler, match="kein Link"):
        code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    with pytest.raises(Fachfehler, match="kein Link"):
        link_erneuern(verweis_id=verweis.pk, akteur=cm)


def test_ein_falscher_code_beantwortet_nichts(cm: Any, verweis: Verweis) -> None:
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    assert isinstance(per_link_antworten(token=token, code="33333333", antwort=ANGENOMMEN), Abgewiesen)
    with pytest.raises(Fachfehler, match="gibt es nicht"):
        per_link_antworten(token=token, code=code, antwort=Antwort(Verweisstand.OHNE_ANTWORT))
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.GESENDET


def test_ein_neuer_link_schliesst_den_alten(cm: Any, verweis: Verweis) -> None:
    alt = netzwerkbau.token(verweis)
    link_erneuern(verweis_id=verweis.pk, akteur=cm)
    with pytest.raises(LinkUngueltig):
        verweislink_lesen(alt)
    assert verweislink_lesen(netzwerkbau.token(verweis)).verweis == verweis
    fremd = fallbau.case_management(fallbau.kommune(cm.kreis))
    for tun in (code_erzeugen, link_erneuern):
        with pytest.raises(NichtErlaubt):
            tun(verweis_id=verweis.pk, akteur=fremd)


def test_fall_56_die_mail_nennt_weder_person_noch_thema(cm: Any, verweis: Verweis) -> None:
    nachricht = netzwerkbau.nachricht_zu(verweis)
    text = f"{nachricht.betreff}\n{nachricht.text}\n{nachricht.html}"
    fall = verweis.fall
    assert fall is not None
    for wort in ("Haddad", "Amira", fall.aktenzeichen, "ohnung", "Wohnen", "drei Kindern"):
        assert wort not in text
    assert nachricht.vertraulich
    # The link itself stands only where nobody reads it, until it is out.
    assert netzwerkbau.token(verweis) not in text


def test_in_der_nachricht_wird_nie_gesucht() -> None:
    with pytest.raises(FieldError):
        Verweis.objects.filter(nachricht="Wohnung").exists()


def test_auch_ein_link_der_noch_gaelte_oeffnet_nichts_abgeschlossenes(cm: Any, verweis: Verweis) -> None:
    """The state is asked again under the lock: it may have changed since the page was shown."""
    token, code = netzwerkbau.token(verweis), code_erzeugen(verweis_id=verweis.pk, akteur=cm)
    Verweis.objects.filter(pk=verweis.pk).update(stand=Verweisstand.ERLEDIGT)
    assert isinstance(mit_code_oeffnen(token=token, code=code), Abgewiesen)
    assert isinstance(per_link_antworten(token=token, code=code, antwort=ANGENOMMEN), Abgewiesen)
    with pytest.raises(LinkUngueltig):
        verweislink_lesen(token)
    _zugang(verweis).delete()
    with pytest.raises(LinkUngueltig):
        verweislink_lesen(token)
