"""What follows an invitation: the record of dispatch, papers, a changed agenda, deputies, successors."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.nachladen import nachtraeglich_einladen, stellvertretung_nachladen
from lenkung.domain.nachversand import nachzusendende, unterlagen_nachsenden
from lenkung.domain.queries.unterlagenzugang import LinkUngueltig, geoeffnet_mit
from lenkung.domain.sendung import aenderung_vorbereiten
from lenkung.domain.versenden import aenderung_versenden
from lenkung.models import Besetzung, Gremium, Gremiumseinstellung, Sitzung, Teilnahme
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    bestaetigen,
    eingeladen,
    gast,
    pdf_statt_setzen,
    punkt,
    vorzimmer,
)
from tests.lenkung.sitzungsbau import mitglied, wann

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


def _an(art: str) -> list[Zustellung]:
    return list(Zustellung.objects.filter(nachricht__art=art).order_by("pk"))


def _token(zustellung: Zustellung, name: str = "unterlagenlink") -> str:
    return str(zustellung.geheim[name]).rstrip("/").rpartition("/")[2]


# Papers that follow -----------------------------------------------------------------------------------------


def test_nachgesandt_wird_was_noch_nicht_hinausging_mit_eigenem_nachweis(bereit: Sitzung) -> None:
    letzter = bereit.punkte.last()
    anlage(letzter, "Alt")
    eingeladen(bereit)
    assert nachzusendende(bereit) == []
    anlage(letzter, "Neu")
    anlage(letzter, "Spaeter")
    neu, _spaeter = nachzusendende(bereit)
    was = unterlagen_nachsenden(
        sitzung_id=bereit.pk, dokument_ids=[neu.dokument_id], akteur=SYSTEM, anschreiben="Bitte lesen."
    )
    assert (was.erreicht, was.sendung.art, was.sendung.stand) == (4, "nachversand", "versandt")
    nachricht = Nachricht.objects.get(art="lenkung.nachversand")
    assert "Bitte lesen." in nachricht.text
    assert "zu TOP 2: Neu" in nachricht.text
    assert [a.name for a in nachricht.anhaenge.all()] == ["Neu.txt"]
    assert [papier.titel for papier in nachzusendende(bereit)] == ["Spaeter"]
    # Clicked twice: it is out already.
    with pytest.raises(Fachfehler) as fehler:
        unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=[neu.dokument_id], akteur=SYSTEM)
    assert fehler.value.code == "nichts_gewaehlt"


def test_ein_gast_bekommt_nachgesandt_nur_was_zu_seinem_punkt_gehoert(bereit: Sitzung) -> None:
    erster, zweiter = bereit.punkte.all()
    gast(zweiter)
    eingeladen(bereit)
    anlage(erster, "Vertraulich")
    dokumente = [papier.dokument_id for papier in nachzusendende(bereit)]
    unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=dokumente, akteur=SYSTEM)
    assert "Gerda Gast" not in {z.empfaenger_name for z in _an("lenkung.nachversand")}
    anlage(zweiter, "Folien")
    dokumente = [papier.dokument_id for papier in nachzusendende(bereit)]
    unterlagen_nachsenden(
        sitzung_id=bereit.pk, dokument_ids=dokumente, akteur=SYSTEM, anschreiben="Nur für Mitglieder"
    )
    (fuer_gast,) = [z for z in _an("lenkung.nachversand") if z.empfaenger_name == "Gerda Gast"]
    assert "Folien" in fuer_gast.nachricht.text
    assert "Nur für Mitglieder" not in fuer_gast.nachricht.text


def test_vor_der_einladung_und_ohne_recht_wird_nichts_nachgesandt(bereit: Sitzung) -> None:
    with pytest.raises(NichtErlaubt):
        unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=[1], akteur=SYSTEM)
    eingeladen(bereit)
    niemand = gobau.akteur(bereit.gremium, "lenkung.gremium_lesen")
    for tat in (
        lambda: unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=[1], akteur=niemand),
        lambda: aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=niemand),
        lambda: nachtraeglich_einladen(sitzung_id=bereit.pk, akteur=niemand),
    ):
        with pytest.raises(NichtErlaubt):
            tat()


# A changed agenda -------------------------------------------------------------------------------------------


def test_eine_bestaetigte_aenderung_geht_an_alle_mit_pdf_und_kalender(bereit: Sitzung) -> None:
    eingeladen(bereit)
    with pytest.raises(Fachfehler) as fehler:
        aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert fehler.value.code == "unveraendert"
    neuer = punkt(bereit, "Haushalt", "beratung")
    anlage(neuer, "Haushaltsplan")
    bestaetigen(bereit, aenderungen=("Neu: 3. Haushalt",))
    sendung = aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    pdf_statt_setzen(sendung)
    # Late is no obstacle: the GO sets no period for a change.
    with time_machine.travel(wann(date(2023, 3, 20)), tick=False):
        was = aenderung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert was.erreicht == 4
    nachricht = Nachricht.objects.get(art="lenkung.tagesordnung_geaendert")
    for stueck in ("- Neu: 3. Haushalt", "3. Haushalt (Beratung, 14:25 Uhr)", "Haushaltsplan"):
        assert stueck in nachricht.text
    assert nachricht.anhaenge.count() == 2
    nummern = [
        int(Calendar.from_ical(z.kalender).walk("VEVENT")[0]["sequence"])
        for z in Zustellung.objects.filter(adresse="mit0@kreis.example").order_by("pk")
    ]
    assert nummern == sorted(set(nummern))
    with pytest.raises(Fachfehler):
        aenderung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)


# The deputy -------------------------------------------------------------------------------------------------


def test_die_stellvertretung_bekommt_sofort_alles_und_wird_gefragt(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Zahlen")
    eingeladen(bereit)
    anlage(bereit.punkte.last(), "Nachtrag", mb=50)
    dokumente = [papier.dokument_id for papier in nachzusendende(bereit)]
    unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=dokumente, akteur=SYSTEM)
    haupt = Teilnahme.objects.get(name="Petra Mit00")
    assert stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    (zustellung,) = _an("lenkung.einladung_vertretung")
    assert (zustellung.empfaenger_name, zustellung.werte["mitglied"]) == ("Petra Stell00", "Petra Mit00")
    assert zustellung.geheim["antwortlink"].startswith("http")
    assert "2. Bericht der Geschäftsstelle" in zustellung.nachricht.text
    assert [a.name for a in zustellung.nachricht.anhaenge.all()] == ["Einladung.txt", "Zahlen.txt"]
    assert {u.titel for u in geoeffnet_mit(_token(zustellung)).unterlagen} == {"Zahlen", "Nachtrag"}
    vertretung = Teilnahme.objects.get(name="Petra Stell00")
    assert vertretung.gefragt_am is not None
    # A second time, for example after a change of mind: asked already, nothing more goes out.
    assert stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    assert len(_an("lenkung.einladung_vertretung")) == 1


def test_auch_wer_nichts_zur_kenntnis_bekam_wird_gefragt(gremium: Gremium, bereit: Sitzung) -> None:
    Gremiumseinstellung.objects.create(gremium=gremium, einladung_an_stellvertretung=False)
    eingeladen(bereit)
    haupt = Teilnahme.objects.get(name="Petra Mit00")
    assert stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    assert len(_an("lenkung.einladung_vertretung")) == 1


def test_gibt_es_keine_stellvertretung_wird_niemand_gefragt(gremium: Gremium, bereit: Sitzung) -> None:
    allein = mitglied(gremium, nachname="Allein")
    eingeladen(bereit)
    haupt = Teilnahme.objects.get(person=allein.person)
    assert not stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    # Nor whoever has said herself that she cannot come, nor once the session has begun.
    Teilnahme.objects.filter(name="Petra Stell00").update(zusage="verhindert", beantwortet_am=FRUEH)
    erste = Teilnahme.objects.get(name="Petra Mit00")
    assert not stellvertretung_nachladen(teilnahme_id=erste.pk, akteur=SYSTEM)
    zweite = Teilnahme.objects.get(name="Petra Mit01")
    with time_machine.travel(wann(TAG), tick=False):
        assert not stellvertretung_nachladen(teilnahme_id=zweite.pk, akteur=SYSTEM)
    assert not _an("lenkung.einladung_vertretung")


def test_das_vorzimmer_der_stellvertretung_bekommt_eine_kopie(gremium: Gremium, bereit: Sitzung) -> None:
    vorzimmer(gremium, Besetzung.objects.filter(art="stellvertretung").order_by("pk")[0].person)
    eingeladen(bereit)
    assert "antwortlink" not in _an("lenkung.einladung_vorzimmer")[0].geheim
    haupt = Teilnahme.objects.get(name="Petra Mit00")
    stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    assert "antwortlink" in _an("lenkung.einladung_vorzimmer")[1].geheim


def test_ein_unbestaetigter_entwurf_geht_nicht_an_die_stellvertretung(bereit: Sitzung) -> None:
    """Someone works on the agenda while a member cancels."""
    eingeladen(bereit)
    punkt(bereit, "Noch geheim")
    bereit.tagesordnung.stand = "in_aenderung"
    bereit.tagesordnung.save()
    haupt = Teilnahme.objects.get(name="Petra Mit00")
    stellvertretung_nachladen(teilnahme_id=haupt.pk, akteur=SYSTEM)
    assert "Noch geheim" not in _an("lenkung.einladung_vertretung")[0].nachricht.text


# Personal links to papers -----------------------------------------------------------------------------------


def test_ein_link_oeffnet_was_in_seiner_mail_stand_und_nicht_mehr(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Gutachten", mb=50)
    eingeladen(bereit)
    anlage(bereit.punkte.last(), "Nachtrag", mb=50)
    dokumente = [papier.dokument_id for papier in nachzusendende(bereit)]
    unterlagen_nachsenden(sitzung_id=bereit.pk, dokument_ids=dokumente, akteur=SYSTEM)
    erster, zweiter = _an("lenkung.einladung")[0], _an("lenkung.nachversand")[0]
    assert [u.titel for u in geoeffnet_mit(_token(erster)).unterlagen] == ["Gutachten"]
    assert [u.titel for u in geoeffnet_mit(_token(zweiter)).unterlagen] == ["Nachtrag"]
    # Each person has a link of her own.
    links = [z.geheim["unterlagenlink"] for z in Zustellung.objects.all() if "unterlagenlink" in z.geheim]
    assert len(links) == len(set(links)) == 8


def test_ein_link_gilt_bis_dreissig_tage_nach_der_sitzung(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Gutachten", mb=50)
    eingeladen(bereit)
    token = _token(_an("lenkung.einladung")[0])
    ende = bereit.ende + timedelta(days=30)
    with time_machine.travel(ende - timedelta(seconds=1), tick=False):
        assert geoeffnet_mit(token).unterlagen
    with time_machine.travel(ende, tick=False), pytest.raises(LinkUngueltig) as fehler:
        geoeffnet_mit(token)
    assert fehler.value.code == "abgelaufen"


def test_der_link_zur_antwort_oeffnet_keine_unterlagen(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Gutachten", mb=50)
    eingeladen(bereit)
    with pytest.raises(LinkUngueltig) as fehler:
        geoeffnet_mit(_token(_an("lenkung.einladung")[0], "antwortlink"))
    assert fehler.value.code == "unbekannt"
