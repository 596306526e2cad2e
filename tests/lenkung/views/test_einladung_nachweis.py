"""The pages after an invitation has gone out; and the public page of a personal link."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kim.dokumente.models import Dokument
from kim.versand.models import Zustellung
from lenkung.domain.nachversand import nachzusendende
from lenkung.models import Gremium, Sendung, Sitzung
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sendungsbau import (
    anlage,
    bereite_sitzung,
    besetze,
    bestaetigen,
    eingeladen,
    gast,
    pdf_statt_setzen,
    punkt,
    vorbereitet,
)
from tests.lenkung.sitzungsbau import mitglied as mitglied_anlegen
from tests.lenkung.sitzungsbau import wann
from tests.lenkung.views.abruf import abgerufen, einladung_senden, einladungsseite, url
from tests.werkzeug.abfragen import gezaehlt

TAG = date(2023, 3, 21)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        yield


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    in_kraft(gremium)
    return bereite_sitzung(gremium, TAG)


# After ------------------------------------------------------------------------------------------------------


def test_danach_steht_der_nachweis_je_person_und_das_urteil(
    geschaeftsstelle: Client, bereit: Sitzung
) -> None:
    eingeladen(bereit)
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "noch offen" in seite
    assert "4 sind unterwegs." in seite
    Zustellung.objects.update(
        stand="gesendet", angenommen_am=wann(date(2023, 3, 6)), server_antwort="250 2.0.0 Ok: queued as 4XyZ"
    )
    seite = einladungsseite(geschaeftsstelle, bereit)
    for stueck in (
        "fristgerecht",
        "06.03.2023, 14:00 Uhr",
        "250 2.0.0 Ok: queued as 4XyZ",
        "Von 2 Mitgliedern haben 2 die Einladung nachweislich bekommen.",
    ):
        assert stueck in seite
    assert "erledigt" in abgerufen(geschaeftsstelle, url("sitzung-detail", bereit.pk))


def test_nicht_erreichte_stehen_oben_bis_jemand_sie_klaert(geschaeftsstelle: Client, bereit: Sitzung) -> None:
    eingeladen(bereit)
    eine = Zustellung.objects.get(empfaenger_name="Petra Mit01")
    Zustellung.objects.filter(pk=eine.pk).update(stand="gescheitert", grund="Das Postfach gibt es nicht.")
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "Nicht erreicht: bitte klären" in seite
    assert reverse("versand:zustellung", args=[eine.pk]) in seite
    geschaeftsstelle.post(
        reverse("versand:zustellung-erledigen", args=[eine.pk]), {"begruendung": "Brief vom 02.03.2023"}
    )
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "Nicht erreicht: bitte klären" not in seite
    assert "Brief vom 02.03.2023" in seite


def test_verspaetet_bietet_die_seite_einen_anderen_termin(geschaeftsstelle: Client, bereit: Sitzung) -> None:
    eingeladen(bereit)
    Zustellung.objects.update(stand="gesendet", angenommen_am=wann(date(2023, 3, 7)))
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "Die Frist ist nicht gewahrt." in seite
    assert url("sitzung-verlegen", bereit.pk) in seite


def test_nachsenden_von_der_seite_aus(geschaeftsstelle: Client, bereit: Sitzung) -> None:
    eingeladen(bereit)
    leer = abgerufen(geschaeftsstelle, url("einladung-nachsenden", bereit.pk))
    assert "Alle Unterlagen sind schon versandt" in leer
    anlage(bereit.punkte.last(), "Nachtrag")
    (papier,) = nachzusendende(bereit)
    antwort = geschaeftsstelle.post(url("einladung-nachsenden", bereit.pk), {})
    assert "unterlagen" in antwort.context["form"].errors
    antwort = geschaeftsstelle.post(
        url("einladung-nachsenden", bereit.pk), {"unterlagen": [papier.dokument_id]}, follow=True
    )
    assert "4 E-Mails liegen im Postausgang." in antwort.content.decode()
    assert "Nachversand" in antwort.content.decode()


def test_eine_geaenderte_tagesordnung_geht_denselben_weg(geschaeftsstelle: Client, bereit: Sitzung) -> None:
    eingeladen(bereit)
    assert "Geänderte Tagesordnung vorbereiten" not in einladungsseite(geschaeftsstelle, bereit)
    punkt(bereit, "Haushalt")
    bestaetigen(bereit, aenderungen=("Neu: 3. Haushalt",))
    assert "Geänderte Tagesordnung vorbereiten" in einladungsseite(geschaeftsstelle, bereit)
    geschaeftsstelle.post(url("einladung-aenderung", bereit.pk))
    pdf_statt_setzen(Sendung.objects.get(art="aenderung"))
    assert "Geänderte Tagesordnung senden" in einladungsseite(geschaeftsstelle, bereit)
    assert "Neu: 3. Haushalt" in abgerufen(geschaeftsstelle, url("einladung-mail", bereit.pk))
    assert "4 E-Mails" in einladung_senden(geschaeftsstelle, bereit).content.decode()


def test_wer_spaeter_dazukam_wird_mit_einem_knopf_eingeladen(
    geschaeftsstelle: Client, gremium: Gremium, bereit: Sitzung
) -> None:
    eingeladen(bereit)
    assert "Nachträglich einladen" not in einladungsseite(geschaeftsstelle, bereit)
    mitglied_anlegen(gremium, nachname="Neu")
    assert "Petra Neu" in einladungsseite(geschaeftsstelle, bereit)
    antwort = geschaeftsstelle.post(url("einladung-nachtraeglich", bereit.pk), follow=True)
    assert "1 E-Mail liegt im Postausgang." in antwort.content.decode()
    assert "Nachträglich einladen" not in einladungsseite(geschaeftsstelle, bereit)


@pytest.mark.parametrize("phase", ["vorher", "entwurf", "nachher"])
def test_die_seite_braucht_gleich_viele_abfragen_fuer_drei_und_sechzig(
    geschaeftsstelle: Client, gremium: Gremium, phase: str
) -> None:
    in_kraft(gremium)

    def seite(anzahl: int, tag: date) -> int:
        satz = bereite_sitzung(gremium, tag, personen=0)
        besetze(gremium, anzahl)
        anlage(satz.punkte.last(), "Zahlen")
        gast(satz.punkte.last())
        if phase == "entwurf":
            vorbereitet(satz)
        if phase == "nachher":
            eingeladen(satz)
        geschaeftsstelle.get(url("sitzung-einladung", satz.pk))
        with gezaehlt() as abfragen:
            assert geschaeftsstelle.get(url("sitzung-einladung", satz.pk)).status_code == 200
        return len(abfragen)

    wenig, viel = seite(2, TAG), seite(28, date(2023, 3, 22))
    assert wenig == viel
    assert viel <= 15


# The personal link ------------------------------------------------------------------------------------------


def _link(satz: Sitzung, mb: float = 50) -> str:
    anlage(satz.punkte.last(), "Gutachten", mb=mb)
    eingeladen(satz)
    zustellung = Zustellung.objects.filter(nachricht__art="lenkung.einladung").order_by("pk").first()
    assert zustellung is not None
    return "/" + str(zustellung.geheim["unterlagenlink"]).split("/", 3)[3]


def test_ein_persoenlicher_link_zeigt_die_unterlagen_ohne_anmeldung(bereit: Sitzung) -> None:
    adresse = _link(bereit)
    antwort = Client().get(adresse)
    assert antwort.status_code == 200
    assert "Unterlagen zur Sitzung am 21.03.2023" in antwort.content.decode()
    assert (antwort["Referrer-Policy"], antwort["X-Robots-Tag"]) == ("no-referrer", "noindex")
    datei = Dokument.objects.get(name="Gutachten.txt")
    antwort = Client().get(f"{adresse}{datei.kennung}/")
    assert (antwort.status_code, antwort.content) == (200, b"Gutachten\n")
    assert "attachment" in antwort["Content-Disposition"]
    assert "sandbox" in antwort["Content-Security-Policy"]
    assert antwort["Referrer-Policy"] == "no-referrer"


def test_hinter_dem_link_liegt_keine_andere_datei(bereit: Sitzung) -> None:
    adresse = _link(bereit)
    pdf = Dokument.objects.get(gehoert_zu_art="lenkung.einladung")
    spaeter = anlage(bereit.punkte.last(), "Spaeter").dokument
    for fremde in (pdf, spaeter):
        assert Client().get(f"{adresse}{fremde.kennung}/").status_code == 404
    assert Client().post(adresse).status_code == 405


def test_nach_der_frist_sagt_die_seite_was_zu_tun_ist(bereit: Sitzung) -> None:
    adresse = _link(bereit)
    with time_machine.travel(wann(date(2023, 5, 1)), tick=False):
        antwort = Client().get(adresse)
        assert antwort.status_code == 410
        assert "Dieser Link ist abgelaufen" in antwort.content.decode()
        datei = Dokument.objects.get(name="Gutachten.txt")
        assert Client().get(f"{adresse}{datei.kennung}/").status_code == 410
    assert Client().get(url("unterlagen-link", "geraten")).status_code == 404


def test_eine_beschaedigte_datei_wird_nicht_ausgeliefert(bereit: Sitzung) -> None:
    adresse = _link(bereit)
    datei = Dokument.objects.get(name="Gutachten.txt")
    Dokument.objects.filter(pk=datei.pk).update(sha256="0" * 64)
    antwort = Client().get(f"{adresse}{datei.kennung}/")
    assert antwort.status_code == 500
    assert "lässt sich nicht ausliefern" in antwort.content.decode()


def test_ein_system_ohne_empfaenger_haelt_auf(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = bereite_sitzung(gremium, TAG, personen=0)
    assert "Niemand im Gremium hat eine E-Mail-Adresse." in einladungsseite(geschaeftsstelle, satz)
