"""The pages of the Postausgang."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, Kalenderangabe
from kim.versand.models import Nachricht, Zustellung
from kim.versand.views.anschluesse import heute_zeilen, nachrichten_suchen
from tests.fabriken import KontoFactory, KreisFactory
from tests.versand.domain.test_verfassen import dokument
from tests.versand.versandbau import OLAF, PETRA, abarbeiten, eine_zustellung, seitentext, verfasse
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


def test_der_leere_postausgang_sagt_was_hier_stehen_wird(geschaeftsstelle: Client) -> None:
    assert "Noch keine Nachricht" in seitentext(geschaeftsstelle, "/versand/postausgang/")


def test_die_liste_zeigt_je_nachricht_den_stand(kreis: Kreis, geschaeftsstelle: Client) -> None:
    verfasse(kreis, PETRA, OLAF, betreff="Einladung A")
    verfasse(kreis, betreff="Einladung B")
    Zustellung.objects.filter(empfaenger_name="Olaf Muster").update(
        stand="gesendet", angenommen_am=timezone.now()
    )
    Zustellung.objects.filter(nachricht__betreff="Einladung B").update(stand="gescheitert", grund="x")
    seite = seitentext(geschaeftsstelle, "/versand/postausgang/")
    assert "1 von 2 gesendet" in seite
    assert "1 zu klären" in seite
    for stand, erwartet in (("zu_klaeren", {"B"}), ("unterwegs", {"A"}), ("gesendet", set())):
        gefiltert = seitentext(geschaeftsstelle, f"/versand/postausgang/?stand={stand}")
        assert {name for name in "AB" if f"Einladung {name}" in gefiltert} == erwartet


def test_die_liste_sagt_an_wen_nur_wer_die_namen_auch_sonst_liest(
    kreis: Kreis, geschaeftsstelle: Client, betrieb: Client, mit_mailserver: None
) -> None:
    verfasse(kreis, betreff="Einladung A")
    verfasse(kreis, PETRA, OLAF, betreff="Einladung B")
    seite = seitentext(geschaeftsstelle, "/versand/postausgang/")
    assert "an Petra Probe</small>" in seite
    assert "an Olaf Muster und 1 weitere Person</small>" in seite
    seite = seitentext(betrieb, "/versand/postausgang/")
    assert "Petra Probe" not in seite
    assert "Olaf Muster" not in seite


def test_in_der_vorfuehrung_ist_von_keinem_mailserver_die_rede(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    nachricht = verfasse(kreis)
    abarbeiten()
    seite = seitentext(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")
    assert "1 von 1 hier im Postausgang abgelegt" in seite
    assert "vom Mailserver angenommen" not in seite


def test_die_liste_braucht_gleich_viele_abfragen(kreis: Kreis, geschaeftsstelle: Client) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: verfasse(kreis, PETRA, OLAF),
        abrufen=lambda: geschaeftsstelle.get("/versand/postausgang/"),
        anzahl=7,
    )


def test_die_nachricht_braucht_gleich_viele_abfragen(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nachricht = verfasse(kreis)
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: Zustellung.objects.create(
            nachricht=nachricht,
            empfaenger_name="Noch jemand",
            adresse=f"p{Zustellung.objects.count()}@kreis.example",
            message_id=f"<{Zustellung.objects.count()}@kim.example>",
            faellig_ab=timezone.now(),
        ),
        abrufen=lambda: geschaeftsstelle.get(f"/versand/postausgang/{nachricht.pk}/"),
        anzahl=6,
        vorhanden=1,
    )


def test_in_der_vorfuehrung_steht_die_mail_mit_link_anhang_und_termin_da(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    jetzt = timezone.now()
    nachricht = verfasse(
        kreis,
        Empfaenger("Petra Probe", "petra@kreis.example", geheim={"link": "https://kim.example/geheim"}),
        text="Guten Tag, hier: {link}",
        anhaenge=[dokument(kreis).pk],
        kalender=Kalenderangabe("p", "Sitzung", jetzt, jetzt + timedelta(hours=1)),
    )
    abarbeiten()
    zustellung = nachricht.zustellungen.get()
    seite = seitentext(geschaeftsstelle, f"/versand/zustellungen/{zustellung.pk}/")
    assert 'href="https://kim.example/geheim"' in seite
    assert "Tagesordnung.txt" in seite
    assert "<iframe" in seite
    assert " sandbox " in seite
    assert "srcdoc=" in seite
    assert zustellung.message_id.strip("<>") in seite
    termin = geschaeftsstelle.get(f"/versand/zustellungen/{zustellung.pk}/termin.ics")
    assert termin["Content-Type"].startswith("text/calendar")
    assert b"METHOD:REQUEST" in termin.content
    assert "Tagesordnung.txt" in seitentext(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")


def test_ohne_termin_gibt_es_keine_kalenderdatei(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nummer = verfasse(kreis).zustellungen.get().pk
    assert geschaeftsstelle.get(f"/versand/zustellungen/{nummer}/termin.ics").status_code == 404


def test_im_betrieb_steht_der_persoenliche_link_nirgends(
    kreis: Kreis, geschaeftsstelle: Client, mit_mailserver: None
) -> None:
    person = Empfaenger("Petra Probe", "petra@kreis.example", geheim={"link": "https://kim.example/geheim"})
    nachricht = verfasse(kreis, person, text="Guten Tag, hier: {link}")
    zustellung = nachricht.zustellungen.get()
    for url in (f"/versand/zustellungen/{zustellung.pk}/", f"/versand/postausgang/{nachricht.pk}/"):
        seite = seitentext(geschaeftsstelle, url)
        assert "Guten Tag" in seite
        assert "kim.example/geheim" not in seite


@pytest.mark.parametrize("wer", ["betrieb", "geschaeftsstelle"])
def test_vertrauliches_liest_im_betrieb_niemand_ausser_der_person(
    kreis: Kreis, mit_mailserver: None, wer: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(wer)
    nachricht = verfasse(kreis, betreff="Ihr Zugang", text="Guten Tag Petra", vertraulich=True)
    zustellung = nachricht.zustellungen.get()
    for url in (
        "/versand/postausgang/",
        "/versand/postausgang/?suche=Zugang",
        f"/versand/postausgang/{nachricht.pk}/",
        f"/versand/zustellungen/{zustellung.pk}/",
    ):
        seite = seitentext(client, url)
        assert "Ihr Zugang" not in seite
        assert "Guten Tag Petra" not in seite
    assert client.get(f"/versand/zustellungen/{zustellung.pk}/termin.ics").status_code == 403


def test_der_betrieb_sieht_den_stand_aber_weder_inhalt_noch_namen(
    kreis: Kreis, betrieb: Client, mit_mailserver: None
) -> None:
    nachricht = verfasse(kreis, betreff="Einladung zur Sitzung", text="Guten Tag, Tagesordnung")
    zustellung = nachricht.zustellungen.get()
    for url in (
        "/versand/postausgang/",
        f"/versand/postausgang/{nachricht.pk}/",
        f"/versand/zustellungen/{zustellung.pk}/",
    ):
        seite = seitentext(betrieb, url)
        assert "Einladung zur Sitzung" not in seite
        assert "Tagesordnung" not in seite
        assert "Petra Probe" not in seite
        assert "petra.probe@" not in seite
    assert "p…@kreis.example" in seitentext(betrieb, f"/versand/postausgang/{nachricht.pk}/")


def test_was_einem_anderen_kreis_gehoert_gibt_es_nicht(kreis: Kreis, geschaeftsstelle: Client) -> None:
    fremd = eine_zustellung(KreisFactory(), stand="gescheitert", grund="x")
    for url in (
        f"/versand/postausgang/{fremd.nachricht_id}/",
        f"/versand/zustellungen/{fremd.pk}/",
        f"/versand/zustellungen/{fremd.pk}/termin.ics",
        f"/versand/zustellungen/{fremd.pk}/erledigen/",
    ):
        assert geschaeftsstelle.get(url).status_code == 404
    for url in (
        f"/versand/postausgang/{fremd.nachricht_id}/erneut-senden/",
        f"/versand/zustellungen/{fremd.pk}/erneut-senden/",
        f"/versand/zustellungen/{fremd.pk}/erledigen/",
    ):
        assert geschaeftsstelle.post(url, {"begruendung": "x"}).status_code == 404
    fremd.refresh_from_db()
    assert fremd.stand == "gescheitert"


def test_erneut_senden_vom_knopf(kreis: Kreis, geschaeftsstelle: Client) -> None:
    zustellung = eine_zustellung(kreis, stand="gescheitert", grund="Das Postfach ist voll (4.2.2).")
    assert "Das Postfach ist voll" in seitentext(geschaeftsstelle, f"/versand/zustellungen/{zustellung.pk}/")
    url = f"/versand/zustellungen/{zustellung.pk}/erneut-senden/"
    assert "wird erneut gesendet" in geschaeftsstelle.post(url, follow=True).content.decode()
    zustellung.refresh_from_db()
    assert zustellung.stand == "wartet"
    assert "unterwegs oder abgeschlossen" in geschaeftsstelle.post(url, follow=True).content.decode()
    assert geschaeftsstelle.get(url).status_code == 405


def test_alle_erneut_senden_vom_knopf(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    Zustellung.objects.update(stand="gescheitert", grund="x")
    assert "Alle 2 erneut senden" in seitentext(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")
    url = f"/versand/postausgang/{nachricht.pk}/erneut-senden/"
    assert "2 Zustellungen werden" in geschaeftsstelle.post(url, follow=True).content.decode()
    assert "nichts mehr zu klären" in geschaeftsstelle.post(url, follow=True).content.decode()


def test_anders_erledigt_fragt_nach_dem_wie(kreis: Kreis, geschaeftsstelle: Client) -> None:
    zustellung = eine_zustellung(kreis, stand="gescheitert", grund="x")
    url = f"/versand/zustellungen/{zustellung.pk}/erledigen/"
    assert "Petra Probe anders erledigt?" in seitentext(geschaeftsstelle, url)
    assert "Diese Angabe fehlt" in geschaeftsstelle.post(url, {"begruendung": ""}).content.decode()
    fertig = geschaeftsstelle.post(url, {"begruendung": "per Post am 21.03."}, follow=True).content.decode()
    assert "per Post am 21.03." in fertig
    zustellung.refresh_from_db()
    assert zustellung.stand == "erledigt"
    assert geschaeftsstelle.get(url).status_code == 403


def test_zwischen_ansehen_und_erledigen_kann_es_noch_hinausgehen(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    zustellung = eine_zustellung(kreis, stand="gescheitert", grund="x")
    url = f"/versand/zustellungen/{zustellung.pk}/erledigen/"
    Zustellung.objects.update(stand="gesendet", angenommen_am=timezone.now(), grund="")
    assert geschaeftsstelle.post(url, {"begruendung": "x"}).status_code == 403


def test_der_betrieb_entscheidet_nicht_ueber_den_inhalt(kreis: Kreis, betrieb: Client) -> None:
    zustellung = eine_zustellung(kreis, stand="gescheitert", grund="x")
    assert betrieb.get(f"/versand/zustellungen/{zustellung.pk}/erledigen/").status_code == 404


def test_ein_toter_mailserver_ist_auf_der_seite_zu_sehen(
    kreis: Kreis, geschaeftsstelle: Client, toter_mailserver: None
) -> None:
    verfasse(kreis)
    assert "Nachrichten warten" not in seitentext(geschaeftsstelle, "/versand/postausgang/")
    abarbeiten()
    seite = seitentext(geschaeftsstelle, "/versand/postausgang/")
    assert "Nachrichten warten" in seite
    assert "Der Mailserver ist nicht erreichbar. Nichts geht verloren" in seite
    nummer = Zustellung.objects.get().pk
    assert "Nächster Versuch" in seitentext(geschaeftsstelle, f"/versand/zustellungen/{nummer}/")


def test_eine_einzelne_ablehnung_ist_keine_stoerung(
    kreis: Kreis, geschaeftsstelle: Client, mailserver: Any
) -> None:
    mailserver.antwort_auf_inhalt = lambda: "451 4.7.1 later"
    verfasse(kreis)
    abarbeiten()
    assert "Nachrichten warten" not in seitentext(geschaeftsstelle, "/versand/postausgang/")


def test_auf_heute_steht_was_zu_klaeren_ist(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    assert "Zustellung klären" not in seitentext(geschaeftsstelle, "/")
    Zustellung.objects.update(stand="gescheitert", grund="x")
    seite = seitentext(geschaeftsstelle, "/")
    assert "Zustellung klären: Einladung zur Sitzung" in seite
    assert "2 Personen nicht erreicht" in seite
    assert f"/versand/postausgang/{nachricht.pk}/" in seite


def test_heute_und_suche_zeigen_nichts_vertrauliches(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], mit_mailserver: None
) -> None:
    konto = konto_mit_rolle("geschaeftsstelle", kreis=kreis)
    verfasse(kreis, betreff="Ihr Zugang", vertraulich=True)
    verfasse(kreis, betreff="Ihr Zugang zur Sitzung")
    Zustellung.objects.update(stand="gescheitert", grund="x")
    texte = [zeile.text for zeile in heute_zeilen(konto, timezone.localdate())]
    assert sorted(texte) == ["Zustellung klären: Ihr Zugang zur Sitzung", "Zustellung klären: probe"]
    assert [t.titel for t in nachrichten_suchen(konto, "zugang", 10)] == ["Ihr Zugang zur Sitzung"]


def test_in_der_vorfuehrung_findet_die_suche_alles(kreis: Kreis, konto_mit_rolle: Callable[..., Any]) -> None:
    konto = konto_mit_rolle("geschaeftsstelle", kreis=kreis)
    verfasse(kreis, betreff="Ihr Zugang", vertraulich=True)
    assert [t.titel for t in nachrichten_suchen(konto, "zugang", 10)] == ["Ihr Zugang"]


def test_niemand_kommt_ohne_anmeldung_herein(client: Client, kreis: Kreis) -> None:
    nachricht = verfasse(kreis)
    for url in ("/versand/postausgang/", f"/versand/postausgang/{nachricht.pk}/", "/versand/mailtexte/"):
        assert client.get(url).status_code == 302
    assert Nachricht.objects.count() == 1
    assert KontoFactory(kreis=kreis).pk
