"""The pages of the Postausgang and of the mail texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kim.basis.mailtext import MAILTEXTE
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, Kalenderangabe
from kim.versand.models import Mailtext, Nachricht, Zustellung
from kim.versand.views.anschluesse import heute_zeilen, nachrichten_suchen
from tests.fabriken import KontoFactory, KreisFactory
from tests.versand.domain.test_mailtexte import ART
from tests.versand.domain.test_verfassen import dokument
from tests.versand.versandbau import OLAF, PETRA, abarbeiten, eine_zustellung, verfasse
from tests.werkzeug.abfragen import gleiche_abfragen

pytestmark = pytest.mark.django_db


@pytest.fixture
def geschaeftsstelle(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis, email="gs@kreis.example"))


@pytest.fixture
def betrieb(kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("systemadministration", kreis=kreis))


@pytest.fixture
def mit_mailserver(settings: Any) -> None:
    """Pages as in an installation that really sends."""
    settings.KIM_VERSANDWEG = "smtp"


def _text(client: Client, url: str) -> str:
    antwort = client.get(url)
    assert antwort.status_code == 200, antwort.status_code
    return antwort.content.decode()


def test_der_leere_postausgang_sagt_was_hier_stehen_wird(geschaeftsstelle: Client) -> None:
    assert "Noch keine Nachricht" in _text(geschaeftsstelle, "/versand/postausgang/")


def test_die_liste_zeigt_je_nachricht_den_stand(kreis: Kreis, geschaeftsstelle: Client) -> None:
    verfasse(kreis, PETRA, OLAF, betreff="Einladung A")
    verfasse(kreis, betreff="Einladung B")
    Zustellung.objects.filter(empfaenger_name="Olaf Muster").update(
        stand="gesendet", angenommen_am=timezone.now()
    )
    Zustellung.objects.filter(nachricht__betreff="Einladung B").update(stand="gescheitert", grund="x")
    seite = _text(geschaeftsstelle, "/versand/postausgang/")
    assert "1 von 2 gesendet" in seite
    assert "1 zu klären" in seite
    for stand, erwartet in (("zu_klaeren", {"B"}), ("unterwegs", {"A"}), ("gesendet", set())):
        gefiltert = _text(geschaeftsstelle, f"/versand/postausgang/?stand={stand}")
        assert {name for name in "AB" if f"Einladung {name}" in gefiltert} == erwartet


def test_die_liste_sagt_an_wen_nur_wer_die_namen_auch_sonst_liest(
    kreis: Kreis, geschaeftsstelle: Client, betrieb: Client, mit_mailserver: None
) -> None:
    verfasse(kreis, betreff="Einladung A")
    verfasse(kreis, PETRA, OLAF, betreff="Einladung B")
    seite = _text(geschaeftsstelle, "/versand/postausgang/")
    assert "an Petra Probe</small>" in seite
    assert "an Olaf Muster und 1 weitere Person</small>" in seite
    seite = _text(betrieb, "/versand/postausgang/")
    assert "Petra Probe" not in seite
    assert "Olaf Muster" not in seite


def test_in_der_vorfuehrung_ist_von_keinem_mailserver_die_rede(
    kreis: Kreis, geschaeftsstelle: Client
) -> None:
    nachricht = verfasse(kreis)
    abarbeiten()
    seite = _text(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")
    assert "1 von 1 hier im Postausgang abgelegt" in seite
    assert "vom Mailserver angenommen" not in seite


def test_die_liste_braucht_gleich_viele_abfragen(kreis: Kreis, geschaeftsstelle: Client) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: verfasse(kreis, PETRA, OLAF),
        abrufen=lambda: geschaeftsstelle.get("/versand/postausgang/"),
        anzahl=8,
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
        anzahl=7,
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
    seite = _text(geschaeftsstelle, f"/versand/zustellungen/{zustellung.pk}/")
    assert 'href="https://kim.example/geheim"' in seite
    assert "Tagesordnung.txt" in seite
    assert "<iframe" in seite
    assert " sandbox " in seite
    assert "srcdoc=" in seite
    assert zustellung.message_id.strip("<>") in seite
    termin = geschaeftsstelle.get(f"/versand/zustellungen/{zustellung.pk}/termin.ics")
    assert termin["Content-Type"].startswith("text/calendar")
    assert b"METHOD:REQUEST" in termin.content
    assert "Tagesordnung.txt" in _text(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")


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
        seite = _text(geschaeftsstelle, url)
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
        seite = _text(client, url)
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
        seite = _text(betrieb, url)
        assert "Einladung zur Sitzung" not in seite
        assert "Tagesordnung" not in seite
        assert "Petra Probe" not in seite
        assert "petra.probe@" not in seite
    assert "p…@kreis.example" in _text(betrieb, f"/versand/postausgang/{nachricht.pk}/")


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
    assert "Das Postfach ist voll" in _text(geschaeftsstelle, f"/versand/zustellungen/{zustellung.pk}/")
    url = f"/versand/zustellungen/{zustellung.pk}/erneut-senden/"
    assert "wird erneut gesendet" in geschaeftsstelle.post(url, follow=True).content.decode()
    zustellung.refresh_from_db()
    assert zustellung.stand == "wartet"
    assert "unterwegs oder abgeschlossen" in geschaeftsstelle.post(url, follow=True).content.decode()
    assert geschaeftsstelle.get(url).status_code == 405


def test_alle_erneut_senden_vom_knopf(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    Zustellung.objects.update(stand="gescheitert", grund="x")
    assert "Alle 2 erneut senden" in _text(geschaeftsstelle, f"/versand/postausgang/{nachricht.pk}/")
    url = f"/versand/postausgang/{nachricht.pk}/erneut-senden/"
    assert "2 Zustellungen werden" in geschaeftsstelle.post(url, follow=True).content.decode()
    assert "nichts mehr zu klären" in geschaeftsstelle.post(url, follow=True).content.decode()


def test_anders_erledigt_fragt_nach_dem_wie(kreis: Kreis, geschaeftsstelle: Client) -> None:
    zustellung = eine_zustellung(kreis, stand="gescheitert", grund="x")
    url = f"/versand/zustellungen/{zustellung.pk}/erledigen/"
    assert "Petra Probe anders erledigt?" in _text(geschaeftsstelle, url)
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
    assert "Nachrichten warten" not in _text(geschaeftsstelle, "/versand/postausgang/")
    abarbeiten()
    seite = _text(geschaeftsstelle, "/versand/postausgang/")
    assert "Nachrichten warten" in seite
    assert "Der Mailserver ist nicht erreichbar. Nichts geht verloren" in seite
    nummer = Zustellung.objects.get().pk
    assert "Nächster Versuch" in _text(geschaeftsstelle, f"/versand/zustellungen/{nummer}/")


def test_eine_einzelne_ablehnung_ist_keine_stoerung(
    kreis: Kreis, geschaeftsstelle: Client, mailserver: Any
) -> None:
    mailserver.antwort_auf_inhalt = lambda: "451 4.7.1 later"
    verfasse(kreis)
    abarbeiten()
    assert "Nachrichten warten" not in _text(geschaeftsstelle, "/versand/postausgang/")


def test_auf_heute_steht_was_zu_klaeren_ist(kreis: Kreis, geschaeftsstelle: Client) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    assert "Zustellung klären" not in _text(geschaeftsstelle, "/")
    Zustellung.objects.update(stand="gescheitert", grund="x")
    seite = _text(geschaeftsstelle, "/")
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


# Mail texts -------------------------------------------------------------------------------------------------


@pytest.fixture
def art(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(MAILTEXTE._eintraege, ART.schluessel, ART)
    return f"/versand/mailtexte/{ART.schluessel}/"


def _eingabe(client: Client, url: str, **angaben: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {"betreff": "Willkommen", "text": "Hier: {link}", "stand": form.initial["stand"], **angaben}


def test_die_liste_sagt_welche_fassung_gilt(kreis: Kreis, geschaeftsstelle: Client, art: str) -> None:
    assert "Text des Hauses" in _text(geschaeftsstelle, "/versand/mailtexte/")
    Mailtext.objects.create(kreis=kreis, art=ART.schluessel, betreff="Willkommen", text="Hier: {link}")
    assert "eigene Fassung" in _text(geschaeftsstelle, "/versand/mailtexte/")


def test_ohne_mailtexte_sagt_die_liste_was_hier_stehen_wird(
    geschaeftsstelle: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MAILTEXTE, "_eintraege", {})
    assert "Noch kein Mailtext" in _text(geschaeftsstelle, "/versand/mailtexte/")


def test_speichern_und_zuruecksetzen(kreis: Kreis, geschaeftsstelle: Client, art: str) -> None:
    url = f"{art}bearbeiten/"
    assert "muss im Text stehen" in _text(geschaeftsstelle, url)
    antwort = geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, tat="speichern"))
    assert antwort.status_code == 302
    assert Mailtext.objects.get().betreff == "Willkommen"
    assert "zurücksetzen?" in _text(geschaeftsstelle, f"{art}zuruecksetzen/")
    fertig = geschaeftsstelle.post(f"{art}zuruecksetzen/", follow=True).content.decode()
    assert "Es gilt wieder der Text des Hauses." in fertig
    assert not Mailtext.objects.exists()
    nochmal = geschaeftsstelle.post(f"{art}zuruecksetzen/", follow=True).content.decode()
    assert "schon der Wortlaut des Hauses" in nochmal


def test_die_vorschau_setzt_beispiele_ein_und_speichert_nichts(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    seite = geschaeftsstelle.post(
        url, _eingabe(geschaeftsstelle, url, betreff="Für {name}", tat="vorschau")
    ).content.decode()
    assert "Für Petra Beispiel" in seite
    assert "https://kim.example/beispiel" in seite
    assert not Mailtext.objects.exists()


def test_die_probemail_geht_an_die_angemeldete_person(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    seite = geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, tat="probemail")).content.decode()
    assert "Die Probemail ist unterwegs" in seite
    assert "Hier: {link}" in seite
    assert [z.adresse for z in Zustellung.objects.all()] == ["gs@kreis.example"]


def test_ein_fehler_nennt_den_platzhalter_und_verliert_nichts(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    eingabe = _eingabe(geschaeftsstelle, url, text="Mein langer Text mit {vorname} und {link}")
    seite = geschaeftsstelle.post(url, eingabe).content.decode()
    assert "Den Platzhalter {vorname} gibt es in diesem Text nicht." in seite
    assert "Mein langer Text mit {vorname}" in seite


def test_zwei_aendern_denselben_text_und_die_zweite_vergleicht(
    kreis: Kreis, geschaeftsstelle: Client, art: str
) -> None:
    url = f"{art}bearbeiten/"
    alt = _eingabe(geschaeftsstelle, url, betreff="Meine Fassung")
    geschaeftsstelle.post(url, _eingabe(geschaeftsstelle, url, betreff="Erste"))
    antwort = geschaeftsstelle.post(url, alt)
    assert "inzwischen geändert" in antwort.content.decode()
    neu = {**alt, "stand": antwort.context["form"]["stand"].value()}
    assert geschaeftsstelle.post(url, neu).status_code == 302
    assert Mailtext.objects.get().betreff == "Meine Fassung"


def test_einen_unbekannten_mailtext_gibt_es_nicht(geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get("/versand/mailtexte/gibt-es-nicht/bearbeiten/").status_code == 404


def test_der_betrieb_aendert_keine_texte(betrieb: Client, art: str) -> None:
    assert betrieb.get("/versand/mailtexte/").status_code == 403
    assert betrieb.get(f"{art}bearbeiten/").status_code == 403


def test_niemand_kommt_ohne_anmeldung_herein(client: Client, kreis: Kreis) -> None:
    nachricht = verfasse(kreis)
    for url in ("/versand/postausgang/", f"/versand/postausgang/{nachricht.pk}/", "/versand/mailtexte/"):
        assert client.get(url).status_code == 302
    assert Nachricht.objects.count() == 1
    assert KontoFactory(kreis=kreis).pk
