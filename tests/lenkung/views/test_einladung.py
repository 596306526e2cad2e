"""The pages of an invitation: before, after, for whom; and the public page of a personal link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kim.dokumente.models import Dokument
from kim.versand.models import Nachricht, Zustellung
from lenkung.models import Gremium, Sendung, Sitzung
from tests.fabriken import konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sendungsbau import (
    anlage,
    bereite_sitzung,
    pdf_statt_setzen,
    vorbereitet,
)
from tests.lenkung.sitzungsbau import mitglied as mitglied_anlegen
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.views.abruf import abgerufen, einladung_senden, einladungsseite, url

TAG = date(2023, 3, 21)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        yield


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    in_kraft(gremium)
    return bereite_sitzung(gremium, TAG)


# Before -----------------------------------------------------------------------------------------------------


def test_von_der_bestaetigten_tagesordnung_bis_in_den_postausgang(
    geschaeftsstelle: Client, bereit: Sitzung
) -> None:
    anlage(bereit.punkte.last(), "Zahlen")
    seite = einladungsseite(geschaeftsstelle, bereit)
    for stueck in (
        "Die Ladungsfrist ist gewahrt",
        "§ 4 Abs. 5",
        "Warum?",
        "2 Mitglieder",
        "Zahlen",
        "im Anhang",
    ):
        assert stueck in seite
    antwort = geschaeftsstelle.post(url("einladung-vorbereiten", bereit.pk), follow=True)
    assert "Das PDF wird erstellt" in antwort.content.decode()
    assert "form" not in antwort.context
    pdf_statt_setzen(Sendung.objects.get())
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "Einladung an 4 Personen senden" in seite
    assert "Einladung als PDF lesen" in seite
    mail = abgerufen(geschaeftsstelle, url("einladung-mail", bereit.pk))
    assert "2. Bericht der Geschäftsstelle" in mail
    antwort = einladung_senden(geschaeftsstelle, bereit)
    assert "4 E-Mails liegen im Postausgang." in antwort.content.decode()
    assert Zustellung.objects.count() == 4
    bereit.refresh_from_db()
    assert bereit.stand == "eingeladen"
    zustellung = Zustellung.objects.order_by("pk").first()
    assert zustellung is not None
    assert zustellung.message_id.strip("<>") in antwort.content.decode()


def test_zweimal_gesendet_zeigt_was_daraus_wurde(geschaeftsstelle: Client, bereit: Sitzung) -> None:
    vorbereitet(bereit)
    form = geschaeftsstelle.get(url("sitzung-einladung", bereit.pk)).context["form"]
    daten = {name: form.initial[name] for name in ("sendung", "gelesen")}
    geschaeftsstelle.post(url("einladung-senden", bereit.pk), daten)
    antwort = geschaeftsstelle.post(url("einladung-senden", bereit.pk), daten, follow=True)
    assert "Das ist schon versandt." in antwort.content.decode()
    assert (Sendung.objects.count(), Nachricht.objects.count()) == (1, 2)
    antwort = geschaeftsstelle.post(url("einladung-senden", bereit.pk), {}, follow=True)
    assert "Das hat nicht geklappt." in antwort.content.decode()


def test_hat_sich_etwas_geaendert_wird_nichts_anderes_gesendet(
    geschaeftsstelle: Client, bereit: Sitzung
) -> None:
    vorbereitet(bereit)
    form = geschaeftsstelle.get(url("sitzung-einladung", bereit.pk)).context["form"]
    bereit.ort = "Rathaus"
    bereit.save()
    seite = einladungsseite(geschaeftsstelle, bereit)
    assert "Seit der Vorschau hat sich etwas geändert" in seite
    assert "Personen senden" not in seite
    antwort = geschaeftsstelle.post(
        url("einladung-senden", bereit.pk),
        {name: form.initial[name] for name in ("sendung", "gelesen")},
        follow=True,
    )
    assert "Bitte die Vorschau erneuern" in antwort.content.decode()
    assert not Nachricht.objects.exists()
    geschaeftsstelle.post(url("einladung-erneuern", bereit.pk))
    pdf_statt_setzen(Sendung.objects.get())
    assert "4 E-Mails" in einladung_senden(geschaeftsstelle, bereit).content.decode()


def test_zu_spaet_bietet_die_seite_was_die_geschaeftsordnung_bietet(
    vorsitz: Client, geschaeftsstelle: Client, bereit: Sitzung, anmelden: Callable[..., Client]
) -> None:
    vorbereitet(bereit)
    with time_machine.travel(wann(date(2023, 3, 8)), tick=False):
        client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=bereit.gremium.kreis))
        seite = einladungsseite(client, bereit)
        for stueck in (
            "Die Ladungsfrist ist vorbei",
            "Dringlichkeit begründen",
            "Sitzung verlegen",
            "disabled",
        ):
            assert stueck in seite
        worte = url("einladung-worte", bereit.pk)
        antwort = client.post(worte, {"anschreiben": "", "dringlich": "on", "begruendung": ""})
        assert "Begründung" in " ".join(antwort.context["form"].errors["begruendung"])
        client.post(worte, {"anschreiben": "", "dringlich": "on", "begruendung": "Der Landtag berät."})
        pdf_statt_setzen(Sendung.objects.get())
        assert "Der Landtag berät." in einladungsseite(client, bereit)
        assert "4 E-Mails" in einladung_senden(client, bereit).content.decode()
    andere = bereite_sitzung(bereit.gremium, date(2023, 3, 20), personen=0)
    with time_machine.travel(wann(date(2023, 3, 14)), tick=False):
        client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=bereit.gremium.kreis))
        seite = einladungsseite(client, andere)
        assert "Für diesen Termin ist es zu spät" in seite
        assert url("sitzung-verlegen", andere.pk) in seite
        assert "Dringlichkeit begründen" not in seite


def test_in_der_vollen_frist_wird_nach_dringlichkeit_nicht_gefragt(
    geschaeftsstelle: Client, bereit: Sitzung
) -> None:
    vorbereitet(bereit)
    form = geschaeftsstelle.get(url("einladung-worte", bereit.pk)).context["form"]
    assert set(form.fields) == {"anschreiben", "stand"}
    geschaeftsstelle.post(url("einladung-worte", bereit.pk), {"anschreiben": "Es gibt Kaffee."})
    assert "Es gibt Kaffee." in einladungsseite(geschaeftsstelle, bereit)
    geschaeftsstelle.post(url("einladung-verwerfen", bereit.pk))
    assert Sendung.objects.get().stand == "verworfen"
    assert geschaeftsstelle.get(url("einladung-worte", bereit.pk)).status_code == 404


def test_die_seite_nennt_was_fehlt_und_wo_es_einzutragen_ist(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    SitzFactory(gremium=gremium)
    mitglied_anlegen(gremium, nachname="Ohne", email="")
    satz = sitzung(gremium, TAG, art="digital")
    seite = einladungsseite(geschaeftsstelle, satz)
    for stueck in (
        "Der Link zur Teilnahme fehlt.",
        url("sitzung-aendern", satz.pk),
        "Auf der Tagesordnung steht noch nichts.",
        url("sitzung-tagesordnung", satz.pk),
        "Petra Ohne",
        "Nicht besetzt:",
        "Sobald die Tagesordnung bestätigt ist",
    ):
        assert stueck in seite
    antwort = geschaeftsstelle.post(url("einladung-vorbereiten", satz.pk), follow=True)
    assert "Auf der Tagesordnung steht noch nichts." in antwort.content.decode()
    assert not Sendung.objects.exists()


def test_ohne_geschaeftsordnung_ist_die_frist_nicht_geregelt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    satz = bereite_sitzung(gremium, TAG)
    assert "Eine Ladungsfrist ist nicht geregelt." in einladungsseite(geschaeftsstelle, satz)
    vorbereitet(satz)
    assert "4 E-Mails" in einladung_senden(geschaeftsstelle, satz).content.decode()
    assert "nicht geregelt" in einladungsseite(geschaeftsstelle, satz)


def test_zu_einer_abgesagten_wird_nicht_eingeladen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG, "abgesagt")
    assert "Zu ihr wird nicht eingeladen." in einladungsseite(geschaeftsstelle, satz)


# For whom ---------------------------------------------------------------------------------------------------


def test_der_vorsitz_liest_mit_und_sendet_nicht(vorsitz: Client, bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    seite = einladungsseite(vorsitz, bereit)
    assert "Einladung als PDF lesen" in seite
    assert url("einladung-senden", bereit.pk) not in seite
    daten = {"sendung": sendung.pk, "gelesen": "x"}
    assert vorsitz.post(url("einladung-senden", bereit.pk), daten).status_code in (403, 404)
    assert vorsitz.post(url("einladung-vorbereiten", bereit.pk)).status_code in (403, 404)


def test_mitglieder_sehen_die_seite_nicht(mitglied: Client, bereit: Sitzung) -> None:
    assert mitglied.get(url("sitzung-einladung", bereit.pk)).status_code in (403, 404)
    for name in ("vorbereiten", "worte", "erneuern", "senden", "verwerfen", "nachsenden", "nachtraeglich"):
        assert mitglied.post(url(f"einladung-{name}", bereit.pk)).status_code in (403, 404)


def test_das_pdf_lesen_mitglieder_erst_nach_dem_versand(
    mitglied: Client, geschaeftsstelle: Client, bereit: Sitzung, anmelden: Callable[..., Client]
) -> None:
    sendung = vorbereitet(bereit)
    dokument = Dokument.objects.get(gehoert_zu_art="lenkung.einladung")
    adresse = reverse("dokumente:herunterladen", args=[dokument.kennung])
    assert geschaeftsstelle.get(adresse).status_code == 200
    assert mitglied.get(adresse).status_code == 404
    einladung_senden(geschaeftsstelle, bereit)
    assert mitglied.get(adresse).status_code == 200
    sendung.refresh_from_db()
    assert sendung.pdf == dokument
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=GremiumFactory().kreis))
    assert fremd.get(adresse).status_code == 404
    assert fremd.get(url("sitzung-einladung", bereit.pk)).status_code == 404
