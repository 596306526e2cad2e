"""What goes out with an invitation, to whom, and what the calendars of the invited learn of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from kim.versand.models import Aktionslink, Nachricht, Zustellung
from lenkung.domain.queries.nachweis import angeschriebene
from lenkung.domain.sendung import (
    sendung_aendern,
)
from lenkung.domain.sitzung import sitzung_absagen, sitzung_aendern, sitzung_verlegen
from lenkung.domain.versenden import einladung_versenden
from lenkung.models import (
    Besetzung,
    Gremium,
    Gremiumseinstellung,
    Sitzung,
    Teilnahme,
    Unterlagenzugang,
    Vorzimmerlink,
)
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory, besetzung_werte
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    bestaetigen,
    eingeladen,
    gast,
    pdf_statt_setzen,
    punkt,
    vorbereitet,
    vorzimmer,
)
from tests.lenkung.sitzungsbau import mitglied, sitzung, wann

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)
"""Regular until 06.03.2023, urgent until 13.03.2023 (Fachmodell)."""


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


def _mitglieder(gremium: Gremium) -> list[Any]:
    saetze = Besetzung.objects.filter(gremium=gremium, art="mitglied").order_by("pk")
    return [satz.person for satz in saetze.select_related("person")]


def _kalender(zustellung: Zustellung) -> Any:
    return Calendar.from_ical(zustellung.kalender).walk("VEVENT")[0]


def _an(art: str) -> list[Zustellung]:
    return list(Zustellung.objects.filter(nachricht__art=art).order_by("pk"))


# What goes out ----------------------------------------------------------------------------------------------


def test_die_einladung_bindet_die_geschaeftsordnung_und_traegt_alle_ein(bereit: Sitzung) -> None:
    was = eingeladen(bereit)
    assert (bereit.stand, bereit.geschaeftsordnung) == (
        "eingeladen",
        bereit.gremium.geschaeftsordnungen.get(),
    )
    assert (was.erreicht, was.ohne_adresse) == (4, ())
    rollen = list(Teilnahme.objects.order_by("pk").values_list("rolle", "name", "gefragt_am"))
    assert [(rolle, name, gefragt is not None) for rolle, name, gefragt in rollen] == [
        ("mitglied", "Petra Mit00", True),
        ("mitglied", "Petra Mit01", True),
        ("stellvertretung", "Petra Stell00", False),
        ("stellvertretung", "Petra Stell01", False),
    ]
    sendung = was.sendung
    assert sendung.versandt_am == timezone.now()
    assert [n.an for n in sendung.nachrichten.all()] == ["mitglieder", "stellvertretungen"]


def test_mitglieder_bekommen_tagesordnung_pdf_kalender_und_ihren_eigenen_link(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Zahlen")
    was = eingeladen(bereit)
    nachricht = Nachricht.objects.get(art="lenkung.einladung")
    assert "Dienstag, 21.03.2023, 14:00 Uhr" in nachricht.betreff
    for stueck in (
        "Ort: Kreishaus, Raum A 1.16",
        # The title says what it is; a kind beside it would say so twice.
        "1. Begrüßung (14:00 Uhr)",
        "2. Bericht der Geschäftsstelle (Bericht, 14:05 Uhr)",
        "- Einladung (PDF)",
        "- zu TOP 2: Zahlen",
        "{antwortlink}",
    ):
        assert stueck in nachricht.text
    assert "{unterlagenlink}" not in nachricht.text
    assert "\n\n\n" not in nachricht.text
    assert nachricht.anhaenge.order_by("reihenfolge")[0].dokument_id == was.sendung.pdf_id
    assert nachricht.anhaenge.count() == 2
    links = {z.geheim["antwortlink"] for z in nachricht.zustellungen.all()}
    assert len(links) == 2
    assert {z.bezug for z in nachricht.zustellungen.all()} == {
        f"teilnahme:{t.pk}" for t in Teilnahme.objects.filter(rolle="mitglied")
    }
    gueltig = Aktionslink.objects.filter(zweck="lenkung.antwort").values_list("gueltig_bis", flat=True)
    # Answering ends when the session begins (§ 4 Abs. 6 speaks of whoever cannot come).
    assert set(gueltig) == {bereit.beginn}


def test_stellvertretungen_werden_nicht_gefragt(bereit: Sitzung) -> None:
    eingeladen(bereit)
    zur_kenntnis = Nachricht.objects.get(art="lenkung.einladung_kenntnis")
    assert "Sie müssen nichts tun." in zur_kenntnis.text
    assert all(z.geheim == {} for z in zur_kenntnis.zustellungen.all())


def test_ohne_die_einstellung_bekommen_stellvertretungen_nichts(gremium: Gremium, bereit: Sitzung) -> None:
    Gremiumseinstellung.objects.create(gremium=gremium, einladung_an_stellvertretung=False)
    assert eingeladen(bereit).erreicht == 2
    assert not _an("lenkung.einladung_kenntnis")
    assert {t.rolle for t in angeschriebene(bereit)} == {"mitglied"}


def test_das_vorzimmer_bekommt_eine_kopie_und_nur_mit_erlaubnis_einen_link(
    gremium: Gremium, bereit: Sitzung
) -> None:
    erste, zweite = _mitglieder(gremium)
    vorzimmer(gremium, erste)
    vorzimmer(gremium, erste, name="Viktor Vorn", email="viktor@kreis.example")
    vorzimmer(gremium, zweite, name="Nora Nurlesen", email="nora@kreis.example", darf_antworten=False)
    eingeladen(bereit)
    kopien = {z.empfaenger_name: z for z in _an("lenkung.einladung_vorzimmer")}
    assert set(kopien) == {"Vera Vorzimmer", "Viktor Vorn", "Nora Nurlesen"}
    assert kopien["Vera Vorzimmer"].werte["mitglied"] == str(erste)
    links = {kopien[name].geheim["antwortlink"] for name in ("Vera Vorzimmer", "Viktor Vorn")}
    assert len(links) == 2
    assert "antwortlink" not in kopien["Nora Nurlesen"].geheim
    assert "antworten" not in kopien["Nora Nurlesen"].nachricht.text
    ziele = Aktionslink.objects.filter(zweck="lenkung.antwort_vorzimmer").values_list("ziel_id", flat=True)
    zugelassene = Vorzimmerlink.objects.filter(teilnahme__person=erste, vorzimmer__darf_antworten=True)
    assert set(ziele) == set(zugelassene.values_list("pk", flat=True))
    assert Vorzimmerlink.objects.count() == 2


def test_ein_gast_erfaehrt_nur_von_seinem_punkt(gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG, ort="Kreishaus")
    mitglied(gremium)
    geheim = punkt(satz, "Vertrauliche Personalie", minuten=30)
    eigener = punkt(satz, "Bericht des Verbands", minuten=15)
    anlage(geheim, "Personalbogen")
    anlage(eigener, "Folien", mb=50)
    gast(eigener)
    bestaetigen(satz)
    eingeladen(satz)
    (zustellung,) = _an("lenkung.einladung_gast")
    nachricht = zustellung.nachricht
    assert "2. Bericht des Verbands (Bericht, 14:30 Uhr)" in nachricht.text
    for fremdes in ("Personalie", "Personalbogen"):
        assert fremdes not in nachricht.text
    assert not nachricht.anhaenge.exists()
    assert "Folien (50,0 MB)" in nachricht.text
    zugang = Unterlagenzugang.objects.get(teilnahme__rolle="gast")
    assert zugang.punkte == [eigener.pk]
    assert "antwortlink" not in zustellung.geheim
    teilnahme = Teilnahme.objects.get(rolle="gast")
    assert (teilnahme.name, teilnahme.person, teilnahme.gefragt_am) == ("Gerda Gast", None, None)


def test_ein_gast_mit_zwei_punkten_bekommt_eine_mail(gremium: Gremium, bereit: Sitzung) -> None:
    for satz in bereit.punkte.all():
        gast(satz, email="Gerda@Gast.example" if satz.position == 1 else "gerda@gast.example")
    eingeladen(bereit)
    (zustellung,) = _an("lenkung.einladung_gast")
    assert "1. Begrüßung" in zustellung.nachricht.text
    assert "2. Bericht" in zustellung.nachricht.text


def test_wer_keine_adresse_hat_haelt_die_anderen_nicht_auf(gremium: Gremium, bereit: Sitzung) -> None:
    mitglied(gremium, nachname="Ohne", email="")
    was = eingeladen(bereit)
    assert (was.erreicht, was.ohne_adresse) == (4, ("Petra Ohne",))
    assert Teilnahme.objects.filter(name="Petra Ohne").exists()


def test_ein_vorzimmer_fuer_zwei_bekommt_fuer_jede_eine_mail(gremium: Gremium, bereit: Sitzung) -> None:
    for person in _mitglieder(gremium):
        vorzimmer(gremium, person)
    assert eingeladen(bereit).erreicht == 6
    kopien = _an("lenkung.einladung_vorzimmer")
    assert {z.adresse for z in kopien} == {"vorzimmer@kreis.example"}
    assert {z.werte["mitglied"] for z in kopien} == {str(person) for person in _mitglieder(gremium)}
    # Moved: nothing in that mail is for one of the two alone.
    was = sitzung_verlegen(
        sitzung_id=bereit.pk, akteur=SYSTEM, beginn=wann(date(2023, 3, 28)), grund="Krankheit"
    )
    assert was.erreicht == 5


def test_wer_mitglied_und_anderswo_vertretung_ist_wird_als_mitglied_gefragt(
    gremium: Gremium, bereit: Sitzung
) -> None:
    person = _mitglieder(gremium)[0]
    ohne_stimme = SitzFactory(gremium=gremium, stimmrecht=False)
    Besetzung.objects.create(**{**besetzung_werte(ohne_stimme, person=person), "art": "stellvertretung"})
    eingeladen(bereit)
    assert Teilnahme.objects.get(person=person).rolle == "mitglied"


def test_ein_zurueckgestellter_punkt_bringt_den_hinweis_von_selbst(gremium: Gremium) -> None:
    fruehere = sitzung(gremium, date(2023, 1, 10), "geschlossen")
    alter = punkt(fruehere, "Wohnen", "beschluss", stand="zurueckgestellt")
    satz = bereite_sitzung(gremium, TAG)
    punkt(satz, "Wohnen", "beschluss", uebernommen_aus=alter)
    was = eingeladen(satz)
    text = Nachricht.objects.get(art="lenkung.einladung").text
    assert "Hinweis nach § 6 Abs. 5: TOP 3 war" in text
    assert was.sendung.hinweis_zweite_einberufung


def test_persoenliche_worte_stehen_in_der_mail(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    sendung_aendern(sendung_id=sendung.pk, akteur=SYSTEM, angaben={"anschreiben": "Es gibt Kaffee."})
    pdf_statt_setzen(sendung)
    einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert "Es gibt Kaffee." in Nachricht.objects.get(art="lenkung.einladung").text


# Calendar ---------------------------------------------------------------------------------------------------


def test_die_nummer_im_kalender_steigt_von_der_einladung_bis_zur_absage(bereit: Sitzung) -> None:
    """Read by an independent parser; each person sees one entry whose number only rises."""
    eingeladen(bereit)
    sitzung_verlegen(sitzung_id=bereit.pk, akteur=SYSTEM, beginn=wann(date(2023, 3, 28)), grund="Krankheit")
    sitzung_aendern(sitzung_id=bereit.pk, akteur=SYSTEM, angaben={"ort": "Rathaus"})
    sitzung_absagen(sitzung_id=bereit.pk, akteur=SYSTEM, grund="Keine Punkte")
    for adresse in ("mit0@kreis.example", "stell1@kreis.example"):
        zustellungen = Zustellung.objects.filter(adresse=adresse).order_by("pk")
        ereignisse = [_kalender(z) for z in zustellungen]
        assert len(ereignisse) == 4
        assert len({str(e["uid"]) for e in ereignisse}) == 1
        nummern = [int(e["sequence"]) for e in ereignisse]
        assert nummern == sorted(set(nummern))
        assert {str(e["attendee"]) for e in ereignisse} == {f"mailto:{adresse}"}
        assert ereignisse[0]["dtstart"].dt == wann(TAG)
        # Summer time has begun on 26.03.2023.
        assert ereignisse[1]["dtstart"].dt == wann(date(2023, 3, 28))
        assert ereignisse[1]["dtstart"].dt.utcoffset() == timedelta(hours=2)
        assert str(ereignisse[2]["location"]) == "Rathaus"
        assert str(ereignisse[3]["status"]) == "CANCELLED"
        assert [z.nachricht.kalender_methode for z in zustellungen] == ["REQUEST"] * 3 + ["CANCEL"]


def test_verlegt_und_abgesagt_erfahren_genau_die_eingeladenen(gremium: Gremium, bereit: Sitzung) -> None:
    gast(bereit.punkte.last())
    vorzimmer(gremium, _mitglieder(gremium)[0])
    eingeladen(bereit)
    mitglied(gremium, nachname="Spaeter")
    was = sitzung_verlegen(
        sitzung_id=bereit.pk, akteur=SYSTEM, beginn=wann(date(2023, 3, 28)), grund="Krankheit"
    )
    assert was.erreicht == 6
    namen = {z.empfaenger_name for z in _an("lenkung.sitzung_verlegt")}
    assert {"Gerda Gast", "Vera Vorzimmer", "Petra Mit00"} <= namen
    assert "Petra Spaeter" not in namen
    # A cancelled session is told to all members, also to who was not invited (as on 19.06.2023).
    sitzung_absagen(sitzung_id=bereit.pk, akteur=SYSTEM, grund="Keine Punkte")
    assert "Petra Spaeter" in {z.empfaenger_name for z in _an("lenkung.sitzung_abgesagt")}


def test_nach_dem_verlegen_gelten_die_links_bis_nach_dem_neuen_termin(bereit: Sitzung) -> None:
    eingeladen(bereit)
    neu = wann(date(2023, 6, 13))
    sitzung_verlegen(sitzung_id=bereit.pk, akteur=SYSTEM, beginn=neu, grund="Krankheit")
    gueltig = Aktionslink.objects.filter(zweck="lenkung.antwort").values_list("gueltig_bis", flat=True)
    assert set(gueltig) == {neu}


def test_nirgends_steht_eine_stelle_ohne_wert(gremium: Gremium, bereit: Sitzung) -> None:
    vorzimmer(gremium, _mitglieder(gremium)[0])
    gast(bereit.punkte.last())
    anlage(bereit.punkte.last(), "Gutachten", mb=50)
    eingeladen(bereit)
    for zustellung in Zustellung.objects.select_related("nachricht"):
        stellen = set(re.findall(r"\{(\w+)\}", zustellung.nachricht.text + zustellung.nachricht.betreff))
        assert stellen <= {*zustellung.werte, *zustellung.geheim}
