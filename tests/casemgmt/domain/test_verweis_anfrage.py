"""A Verweis inside the house: accepted it waits as a request over there, and its outcome comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.anfrage import (
    NeuePerson,
    anfrage_ablehnen,
    anfrage_uebernehmen,
    anfrage_weitergeben,
    anfrage_zu_fall,
)
from casemgmt.domain.verweis import Antwort, antwort_eintragen, verweis_zurueckziehen
from casemgmt.domain.verweisanfrage import inhalt_lesen
from casemgmt.domain.verweiseingang import eingang_beantworten, melden, sperren
from casemgmt.domain.verweisnaht import eroeffnen, seite_beim_ziel
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Anfrage, Verweis, Verweisschritt
from casemgmt.regeln.anfrage import Ablehnungsgrund, Anfragestand, Zugangsweg, zugangsweg_von
from casemgmt.regeln.verweis import Rueckzugsgrund, Verweisstand
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.verweisziel import Ausgang, Verweisausgang
from tests.casemgmt import faellebau, fallbau, netzwerkbau
from tests.casemgmt.einwilligungsbau import Lage
from tests.fabriken import EinrichtungFactory, KreisFactory
from tests.werkzeug.wettlauf import wettlauf_von

pytestmark = pytest.mark.django_db
ANGENOMMEN = Antwort(Verweisstand.ANGENOMMEN)
NACHRICHT = "Braucht einen Platz in der Kita."
PERSON = NeuePerson("Amira", "Haddad", date(2026, 1, 5))


class Haus(Lage):
    """The Lage with MuKi-S beside it, and a consent for the body at which MuKi-S works."""

    def __init__(self) -> None:
        super().__init__()
        self.klient.telefon, self.klient.anschrift = "0151 2345", "Am Bach 3, 53797 Lohmar"
        self.klient.aufenthaltsstatus, self.klient.sprachen = "duldung", ["ar"]
        self.klient.save()
        self.fall = fallbau.fall(self.cm, self.ort, self.klient)
        self.mukis = fallbau.mukis(self.kreis)
        self.kreishaus = EinrichtungFactory(kreis=self.kreis, name="Kreishaus", art="kreisverwaltung")
        self.einwilligung = self.unterschrieben(
            empfaenger=[(self.kreishaus.pk, None)],
            datenklassen=["stammdaten", "kontakt", "aufenthalt", "familie"],
        )

    def verweis(self, *klassen: str, **andere: Any) -> Verweis:
        mit = netzwerkbau.mit_daten(self.klient, *klassen, einrichtung_id=self.kreishaus.pk)
        felder = {"nachricht": NACHRICHT, **(mit if klassen else {}), **andere}
        return netzwerkbau.gesendet(self.cm, "mukis", fall=self.fall, **felder)

    def angenommen(self, *klassen: str, **andere: Any) -> tuple[Verweis, Anfrage]:
        verweis = self.verweis(*klassen, **andere)
        eingang_beantworten(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=self.mukis)
        return netzwerkbau.frisch(verweis), Anfrage.objects.get(verweis_kennung=verweis.kennung)


@pytest.fixture
def haus() -> Haus:
    return Haus()


ALLES = ("stammdaten", "kontakt", "aufenthalt", "familie")


def _letzter(verweis: Verweis) -> Verweisschritt:
    schritt = Verweisschritt.objects.filter(verweis=verweis).last()
    assert schritt is not None
    return schritt


def test_angenommen_wartet_die_person_als_anfrage(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen(*ALLES)
    assert (anfrage.bereich, anfrage.stand, anfrage.zugangsweg) == ("mukis", "wartet", "lokal")
    assert anfrage.eingegangen_am == timezone.localdate()
    assert list(permissions.sichtbare_anfragen(haus.mukis)) == [anfrage]
    # No copy: what it says of the person is read over there, as long as the consent carries it.
    assert (anfrage.name, anfrage.anliegen, anfrage.sprachen) == ("", "", None)
    # The sender works on another waiting list.
    assert not permissions.sichtbare_anfragen(haus.cm).exists()


def test_zu_lesen_ist_genau_was_eingewilligt_ist(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen("stammdaten", "familie")
    inhalt = inhalt_lesen(anfrage, haus.mukis)
    assert inhalt is not None
    assert dict(inhalt.zeilen)["Name"] == "Amira Haddad"
    assert set(inhalt.werte) == {"vorname", "nachname", "geburtsjahr", "sprachen"}
    assert inhalt.nachricht == NACHRICHT
    # Who does not answer for what comes in reads nothing, not even with the request before her.
    assert inhalt_lesen(anfrage, haus.koordination) is None
    assert inhalt_lesen(anfrage, fallbau.mukis(KreisFactory())) is None


def test_anonym_bleibt_anonym(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen(klient_id=haus.klient.pk)
    inhalt = inhalt_lesen(anfrage, haus.mukis)
    assert inhalt is not None
    assert (inhalt.zeilen, dict(inhalt.werte), inhalt.nachricht) == ((), {}, NACHRICHT)
    _ohne, ohne = haus.angenommen()
    assert inhalt_lesen(ohne, haus.mukis) == inhalt


def test_eine_schutzadresse_geht_nie_mit(haus: Haus) -> None:
    haus.klient.schutzadresse = True
    haus.klient.save()
    _verweis, anfrage = haus.angenommen(*ALLES)
    inhalt = inhalt_lesen(anfrage, haus.mukis)
    assert inhalt is not None
    assert {"telefon", "anschrift"}.isdisjoint(inhalt.werte)


def test_uebernommen_beginnt_die_akte_mit_dem_mitgeteilten(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    fall = anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis)
    person = fall.personen.get().klient
    assert person.pk != haus.klient.pk
    assert (person.telefon, person.anschrift) == ("0151 2345", "Am Bach 3, 53797 Lohmar")
    assert (person.aufenthaltsstatus, person.sprachen, person.geburtsjahr) == ("duldung", ["ar"], 1988)
    anfrage.refresh_from_db()
    assert (anfrage.stand, anfrage.anliegen) == ("uebernommen", NACHRICHT)
    # Back to the sender: what became of it, not the file.
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ERLEDIGT
    schritt = _letzter(verweis)
    assert (schritt.konto_id, schritt.notiz) == (
        haus.mukis.pk,
        "Die Person ist angekommen und wird beraten.",
    )
    assert not permissions.sichtbare_faelle(haus.cm).filter(pk=fall.pk).exists()
    # From here on it is a file of its own; over the Verweis there is nothing left to read.
    assert inhalt_lesen(anfrage, haus.mukis) is None


def test_ohne_klasse_kommt_nichts_davon_in_die_akte(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen("stammdaten", "familie")
    person = anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis).personen.get()
    assert (person.klient.telefon, person.klient.anschrift, person.klient.aufenthaltsstatus) == ("", "", "")


def test_zu_einem_laufenden_fall(haus: Haus) -> None:
    verweis = netzwerkbau.gesendet(haus.mukis, "lokal", bereich="mukis", ziel_kommune_id=haus.ort.pk)
    eingang_beantworten(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=haus.cm)
    anfrage = Anfrage.objects.get()
    assert (anfrage.bereich, anfrage.kommune_id, anfrage.zugangsweg) == ("lokal", haus.ort.pk, "mukis")
    anfrage_zu_fall(anfrage_id=anfrage.pk, fall_id=haus.fall.pk, akteur=haus.cm)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ERLEDIGT


@pytest.mark.parametrize(
    ("grund", "am_verweis"),
    [
        (Ablehnungsgrund.ZUSTAENDIGKEIT, "nicht_zustaendig"),
        (Ablehnungsgrund.NICHT_ERREICHT, "sonstiges"),
    ],
)
def test_abgelehnt_erfaehrt_wer_verwiesen_hat_warum(
    haus: Haus, grund: Ablehnungsgrund, am_verweis: str
) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    anfrage_ablehnen(anfrage_id=anfrage.pk, grund=grund, akteur=haus.mukis)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ABGELEHNT
    schritt = _letzter(verweis)
    anfrage.refresh_from_db()
    assert (schritt.grund, schritt.notiz) == (am_verweis, anfrage.get_grund_display())


def test_fall_18_nach_der_ablehnung_bleibt_auch_bei_der_anfrage_nichts(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen(*ALLES)
    anfrage_ablehnen(anfrage_id=anfrage.pk, grund=Ablehnungsgrund.KEIN_BEDARF, akteur=haus.mukis)
    anfrage.refresh_from_db()
    assert inhalt_lesen(anfrage, haus.mukis) is None
    for satz in (anfrage, *anfrage.history.all()):
        assert (satz.name, satz.anliegen, satz.sprachen) == ("", "", None)


def test_weitergegeben_ist_es_hier_erledigt(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    anfrage_weitergeben(anfrage_id=anfrage.pk, einrichtung_id=None, stelle="JMD", akteur=haus.mukis)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ERLEDIGT
    assert "JMD" not in _letzter(verweis).notiz


def test_fall_17_ein_widerruf_nimmt_die_wartende_anfrage_zurueck(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    einwilligung_widerrufen(einwilligung_id=haus.einwilligung.pk, weg="muendlich", akteur=haus.cm)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ZURUECKGEZOGEN
    anfrage.refresh_from_db()
    assert (anfrage.stand, anfrage.grund) == ("abgelehnt", "zurueckgezogen")
    assert inhalt_lesen(anfrage, haus.mukis) is None
    with pytest.raises(Fachfehler, match="inzwischen erledigt"):
        anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis)


def test_wer_uebernommen_hat_behaelt_seinen_fall(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis)
    einwilligung_widerrufen(einwilligung_id=haus.einwilligung.pk, weg="muendlich", akteur=haus.cm)
    anfrage.refresh_from_db()
    assert anfrage.stand == Anfragestand.UEBERNOMMEN
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ERLEDIGT


def test_nach_dem_ende_der_einwilligung_ist_nichts_zu_lesen(haus: Haus) -> None:
    """Nobody revoked it: it ran out while the request waited."""
    _verweis, anfrage = haus.angenommen(*ALLES)
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert inhalt_lesen(anfrage, haus.mukis) is None
        fall = anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis)
    anfrage.refresh_from_db()
    assert (fall.personen.get().klient.telefon, anfrage.anliegen) == ("", "")


def test_der_absender_zieht_zurueck(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen(*ALLES)
    verweis_zurueckziehen(verweis_id=verweis.pk, grund=Rueckzugsgrund.WUNSCH, akteur=haus.cm)
    anfrage.refresh_from_db()
    assert (anfrage.stand, anfrage.grund) == ("abgelehnt", "zurueckgezogen")
    # The target did not decide that: nothing is told back.
    assert _letzter(verweis).stand == "zurueckgezogen"


def test_abgelehnt_gibt_es_keine_anfrage(haus: Haus) -> None:
    verweis = haus.verweis(*ALLES)
    antwort = Antwort(Verweisstand.ABGELEHNT, "keine_plaetze")
    eingang_beantworten(verweis_id=verweis.pk, antwort=antwort, akteur=haus.mukis)
    assert not Anfrage.objects.exists()


def test_der_ausgang_kommt_von_der_anfrage_und_von_niemandem_sonst(haus: Haus) -> None:
    verweis, _anfrage = haus.angenommen(*ALLES)
    with pytest.raises(Fachfehler, match="bei der Anfrage"):
        eingang_beantworten(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.ERLEDIGT), akteur=haus.mukis)
    with pytest.raises(Fachfehler, match="antwortet dort"):
        antwort_eintragen(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.ERLEDIGT), akteur=haus.cm)
    wartend = haus.verweis()
    antwort_eintragen(verweis_id=wartend.pk, antwort=Antwort(Verweisstand.OHNE_ANTWORT), akteur=haus.cm)
    assert netzwerkbau.frisch(wartend).lage is Verweisstand.OHNE_ANTWORT


def test_fall_10_wer_befangen_ist_sieht_auch_die_anfrage_nicht(haus: Haus) -> None:
    _verweis, anfrage = haus.angenommen(*ALLES)
    kollegin = fallbau.mukis(haus.kreis)
    assert list(permissions.sichtbare_anfragen(kollegin)) == [anfrage]
    fallbau.sperre(kollegin, haus.klient)
    assert not permissions.sichtbare_anfragen(kollegin).exists()


def test_je_verweis_eine_anfrage(haus: Haus) -> None:
    verweis, anfrage = haus.angenommen()
    with pytest.raises(ValidationError, match="schon eine Anfrage"), transaction.atomic():
        eroeffnen(verweis, haus.mukis)
    with pytest.raises(IntegrityError), transaction.atomic():
        Anfrage.objects.filter(pk=anfrage.pk).update(verweis_quelle="")


def test_wer_dort_nicht_beraet_eroeffnet_nichts(haus: Haus) -> None:
    with pytest.raises(NichtErlaubt):
        eroeffnen(haus.verweis(), haus.cm)


def test_die_naht_kennt_nur_was_es_gibt(haus: Haus) -> None:
    """A key that leads nowhere, and a body outside, open and tell nothing."""
    melden(uuid4(), Ausgang(Verweisausgang.UEBERNOMMEN), haus.mukis)
    sperren(uuid4())
    draussen = netzwerkbau.gesendet(haus.cm, netzwerkbau.stelle(haus.kreis), fall=haus.fall)
    eroeffnen(draussen, haus.cm)
    assert not Anfrage.objects.exists()
    assert seite_beim_ziel(draussen, haus.cm) == ""
    verweis, anfrage = haus.angenommen()
    assert seite_beim_ziel(verweis, haus.mukis).endswith(f"/{anfrage.pk}/")
    assert seite_beim_ziel(verweis, haus.cm) == ""
    # Answered twice: the first outcome stays.
    for was in (Verweisausgang.WEITERGEGEBEN, Verweisausgang.ABGELEHNT):
        melden(verweis.kennung, Ausgang(was), haus.mukis)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ERLEDIGT
    gewoehnlich = faellebau.anfrage(haus.cm, haus.ort)
    assert inhalt_lesen(gewoehnlich, haus.cm) is None


def test_von_welchem_dienst_sie_kommt() -> None:
    assert zugangsweg_von("mukis") is Zugangsweg.MUKIS
    assert zugangsweg_von("modul3") is Zugangsweg.SONSTIGE


@pytest.mark.django_db(transaction=True)
@pytest.mark.beide_datenbanken
def test_fall_17_uebernehmen_und_widerrufen_im_selben_augenblick(haus: Haus) -> None:
    """Either the person is taken over with what was consented to, or nothing is there to be taken."""
    verweis, anfrage = haus.angenommen(*ALLES)

    def uebernehmen() -> Any:
        return anfrage_uebernehmen(anfrage_id=anfrage.pk, person=PERSON, akteur=haus.mukis)

    def widerrufen() -> Any:
        return einwilligung_widerrufen(einwilligung_id=haus.einwilligung.pk, weg="muendlich", akteur=haus.cm)

    ausgang = wettlauf_von([uebernehmen, widerrufen])
    anfrage.refresh_from_db()
    lage = (anfrage.stand, netzwerkbau.frisch(verweis).stand)
    if isinstance(ausgang.laeufer[0], BaseException):
        assert lage == ("abgelehnt", "zurueckgezogen")
        assert isinstance(ausgang.laeufer[0], Fachfehler)
    else:
        assert lage == ("uebernommen", "erledigt")
        assert ausgang.laeufer[0].personen.get().klient.telefon == "0151 2345"
    assert not isinstance(ausgang.laeufer[1], BaseException)
