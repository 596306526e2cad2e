"""What becomes of a Zustellung, against a real mail server on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from kim.auftraege.models import Auftrag
from kim.basis.erlaubnis import erlaubt, verweigert
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.dokumente.domain import speicher
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger
from kim.versand.domain.senden import (
    _annahme_festhalten,
    faellige_senden,
    faellige_zustellungen,
    nachricht_senden,
    zustellung_senden,
)
from kim.versand.domain.wege import Abgewiesen, Antwort, NichtErreichbar, versandweg
from kim.versand.models import Zustellung, Zustellversuch
from kim.versand.regeln.stand import Stand
from kim.versand.regeln.wiederholung import HOECHSTENS
from kim.versand.tasks import etwas_faellig, kehren, senden
from scripts.rechner import freier_port
from tests.versand.domain.test_verfassen import dokument
from tests.versand.versandbau import OLAF, PETRA, Mailserver, abarbeiten, verfasse

pytestmark = pytest.mark.django_db


class Stumm:
    def melden(self, erledigt: int, gesamt: int, text: str = "") -> None:
        pass


def _frisch(kreis: Kreis) -> Zustellung:
    return Zustellung.objects.get(nachricht__kreis=kreis)


def _versuche(zustellung: Zustellung) -> list[tuple[str, str]]:
    return [(v.ausgang, v.antwort) for v in zustellung.alle_versuche.all()]


def test_angenommen_ist_gesendet_mit_dem_moment_der_annahme(kreis: Kreis, mailserver: Mailserver) -> None:
    verfasse(kreis)
    abarbeiten()
    zustellung = _frisch(kreis)
    assert zustellung.stand == "gesendet"
    assert zustellung.angenommen_am is not None
    assert timezone.now() - zustellung.angenommen_am < timedelta(seconds=20)
    assert zustellung.server_antwort == "250 2.0.0 Ok: queued as 4XyZ"
    assert _versuche(zustellung) == [("angenommen", "250 2.0.0 Ok: queued as 4XyZ")]
    assert [mail["Message-ID"] for mail in mailserver.mails] == [zustellung.message_id]


def test_jede_person_bekommt_ihre_eigene_mail(kreis: Kreis, mailserver: Mailserver) -> None:
    verfasse(kreis, PETRA, OLAF)
    abarbeiten()
    assert sorted(mailserver.empfaenger) == ["olaf.muster@kreis.example", "petra.probe@kreis.example"]
    for mail in mailserver.mails:
        assert len(mail["To"].addresses) == 1


def test_im_postausgang_ist_sofort_angenommen_und_der_link_bleibt_lesbar(kreis: Kreis) -> None:
    verfasse(kreis, Empfaenger("P", "p@kreis.example", geheim={"link": "https://kim.example/x"}))
    abarbeiten()
    zustellung = _frisch(kreis)
    assert (zustellung.stand, zustellung.server_antwort) == ("gesendet", "250 2.0.0 im Postausgang")
    assert zustellung.geheim == {"link": "https://kim.example/x"}


def test_nach_der_annahme_kennt_nur_die_person_ihren_link(kreis: Kreis, mailserver: Mailserver) -> None:
    person = Empfaenger("P", "p@kreis.example", geheim={"link": "https://kim.example/x"})
    verfasse(kreis, person, text="Hier: {link}")
    abarbeiten()
    assert "https://kim.example/x" in mailserver.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert _frisch(kreis).geheim == {}


def test_eine_zweite_ausfuehrung_sendet_nichts_noch_einmal(kreis: Kreis, mailserver: Mailserver) -> None:
    nachricht = verfasse(kreis)
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    with versandweg() as weg:
        assert zustellung_senden(zustellung_id=_frisch(kreis).pk, weg=weg) is None
    assert len(mailserver.angenommen) == 1


def test_5xx_scheitert_sofort_mit_dem_grund_in_worten(kreis: Kreis, mailserver: Mailserver) -> None:
    mailserver.antwort_auf_empfaenger = lambda adresse: f"550 5.1.1 <{adresse}>: unknown user Petra Probe"
    verfasse(kreis)
    abarbeiten()
    zustellung = _frisch(kreis)
    assert zustellung.stand == "gescheitert"
    assert zustellung.grund == "Diese E-Mail-Adresse gibt es beim Empfänger nicht (5.1.1)."
    assert zustellung.server_antwort == "550 5.1.1 [Adresse]: unknown user [Name] [Name]"
    assert [v.ausgang for v in zustellung.alle_versuche.all()] == ["abgelehnt"]


def test_die_abgelehnte_person_haelt_die_anderen_nicht_auf(kreis: Kreis, mailserver: Mailserver) -> None:
    mailserver.antwort_auf_empfaenger = lambda adresse: "550 5.1.1 no" if "petra" in adresse else ""
    verfasse(kreis, PETRA, OLAF)
    abarbeiten()
    staende = dict(Zustellung.objects.values_list("empfaenger_name", "stand"))
    assert staende == {"Petra Probe": "gescheitert", "Olaf Muster": "gesendet"}


@pytest.mark.parametrize("stelle", ["empfaenger", "inhalt"])
def test_4xx_wartet_mit_wachsenden_pausen(kreis: Kreis, mailserver: Mailserver, stelle: str) -> None:
    if stelle == "empfaenger":
        mailserver.antwort_auf_empfaenger = lambda adresse: "451 4.7.1 greylisted"
    else:
        mailserver.antwort_auf_inhalt = lambda: "451 4.7.1 greylisted"
    nachricht = verfasse(kreis)
    pausen = []
    for _nummer in range(3):
        Zustellung.objects.update(faellig_ab=timezone.now())
        nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
        zustellung = _frisch(kreis)
        assert zustellung.stand == "wartet"
        pausen.append((zustellung.faellig_ab - timezone.now()).total_seconds())
    assert [round(p / 60) for p in pausen] == [1, 5, 15]
    assert _frisch(kreis).grund == "Der Mailserver erlaubt die Zustellung nicht (4.7.1)."
    mailserver.antwort_auf_empfaenger = lambda adresse: ""
    mailserver.antwort_auf_inhalt = lambda: ""
    Zustellung.objects.update(faellig_ab=timezone.now())
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    assert (_frisch(kreis).stand, _frisch(kreis).grund) == ("gesendet", "")


def test_nach_dem_letzten_versuch_entscheidet_ein_mensch(kreis: Kreis, mailserver: Mailserver) -> None:
    mailserver.antwort_auf_inhalt = lambda: "452 4.2.2 full"
    nachricht = verfasse(kreis)
    Zustellung.objects.update(versuche=HOECHSTENS - 1)
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    zustellung = _frisch(kreis)
    assert zustellung.stand == "gescheitert"
    assert zustellung.grund == f"Das Postfach ist voll (4.2.2). KIM hat es {HOECHSTENS}-mal versucht."


def test_toter_mailserver_alles_wartet_und_nur_einmal_wird_geklopft(
    kreis: Kreis, toter_mailserver: None, caplog: pytest.LogCaptureFixture
) -> None:
    verfasse(kreis, PETRA, OLAF)
    abarbeiten()
    assert set(Zustellung.objects.values_list("stand", flat=True)) == {"wartet"}
    assert [v.grund for v in Zustellversuch.objects.all()] == ["Der Mailserver ist nicht erreichbar."]
    assert Auftrag.objects.get().stand == "erledigt"
    assert "petra" not in caplog.text.lower()


def test_kommt_der_mailserver_wieder_holt_der_kehrlauf_alles_nach(
    kreis: Kreis, mailserver: Mailserver, settings: Any
) -> None:
    verfasse(kreis, PETRA, OLAF)
    settings.EMAIL_PORT = freier_port()
    abarbeiten()
    settings.EMAIL_PORT = mailserver.port
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        assert etwas_faellig(timezone.now())
        assert kehren({}, Stumm()) == {"gesendet": 2, "versucht": 2, "offen": 0}
    assert len(mailserver.angenommen) == 2


def test_lehnt_der_server_den_absender_ab_trifft_das_alle(kreis: Kreis, mailserver: Mailserver) -> None:
    mailserver.antwort_auf_absender = "550 5.7.1 sender not allowed"
    nachricht = verfasse(kreis, PETRA, OLAF)
    assert senden({"nachricht_id": nachricht.pk}, Stumm())["versucht"] == 1
    grund = Zustellversuch.objects.get().grund
    assert grund == "Der Mailserver nimmt die Absenderadresse von KIM nicht an (550)."
    assert set(Zustellung.objects.values_list("stand", flat=True)) == {"wartet"}


def test_421_beendet_den_lauf_und_alles_wartet(kreis: Kreis, mailserver: Mailserver) -> None:
    mailserver.antwort_auf_empfaenger = lambda adresse: "421 4.3.2 shutting down"
    nachricht = verfasse(kreis, PETRA, OLAF)
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    assert [v.ausgang for v in Zustellversuch.objects.all()] == ["nicht_erreichbar"]


def test_ein_verschwundener_dienst_wird_nach_seiner_frist_abgeloest(
    kreis: Kreis, mailserver: Mailserver
) -> None:
    nachricht = verfasse(kreis)
    jetzt = timezone.now()
    Zustellung.objects.update(stand="in_versand", frist_bis=jetzt + timedelta(minutes=1), lauf=1, versuche=1)
    Zustellversuch.objects.create(zustellung=_frisch(kreis), lauf=1, begonnen_am=jetzt)
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    assert _frisch(kreis).stand == "in_versand"
    Zustellung.objects.update(frist_bis=jetzt - timedelta(seconds=1))
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    zustellung = _frisch(kreis)
    assert (zustellung.stand, zustellung.lauf, zustellung.versuche) == ("gesendet", 2, 2)
    assert [v.ausgang for v in zustellung.alle_versuche.all()] == ["abgebrochen", "angenommen"]


def test_was_jeden_dienst_umbringt_landet_bei_einem_menschen(kreis: Kreis, mailserver: Mailserver) -> None:
    nachricht = verfasse(kreis)
    Zustellung.objects.update(
        stand="in_versand", frist_bis=timezone.now() - timedelta(seconds=1), versuche=HOECHSTENS
    )
    nachricht_senden(nachricht_id=nachricht.pk, fortschritt=Stumm())
    assert (_frisch(kreis).stand, mailserver.angenommen) == ("gescheitert", [])
    assert "mitten im Senden" in _frisch(kreis).grund


class Ueberholer:
    """A way on which the mail arrives, but in the meantime another worker has taken over."""

    def __init__(self, antwort: Antwort | NichtErreichbar | None = None) -> None:
        self.antwort = antwort or Antwort(250, "2.0.0 ok")

    def abgeben(self, *, absender: str, adresse: str, mail: bytes) -> Antwort:
        Zustellung.objects.update(lauf=99)
        if isinstance(self.antwort, NichtErreichbar):
            raise self.antwort
        return self.antwort

    def schliessen(self) -> None:
        pass


def test_eine_annahme_gilt_auch_wenn_die_zeile_schon_einem_anderen_gehoert(kreis: Kreis) -> None:
    verfasse(kreis)
    assert zustellung_senden(zustellung_id=_frisch(kreis).pk, weg=Ueberholer()) is Stand.GESENDET
    assert _frisch(kreis).stand == "gesendet"


def test_die_erste_annahme_ist_der_nachweis(kreis: Kreis) -> None:
    """The dispatch that counts for a deadline is the first acceptance, not the resend after a crash."""
    verfasse(kreis)
    nummer = _frisch(kreis).pk
    erste = datetime(2023, 3, 6, 22, 59, 30, tzinfo=UTC)
    _annahme_festhalten(nummer, 1, Antwort(250, "eins"), erste)
    _annahme_festhalten(nummer, 2, Antwort(250, "zwei"), erste + timedelta(minutes=1))
    assert (_frisch(kreis).angenommen_am, _frisch(kreis).server_antwort) == (erste, "250 eins")


def test_ein_ueberholter_fehlschlag_schreibt_nichts(kreis: Kreis, caplog: pytest.LogCaptureFixture) -> None:
    verfasse(kreis)
    with pytest.raises(NichtErreichbar), caplog.at_level(logging.WARNING):
        zustellung_senden(zustellung_id=_frisch(kreis).pk, weg=Ueberholer(NichtErreichbar("weg")))
    assert (_frisch(kreis).stand, _frisch(kreis).grund) == ("in_versand", "")
    assert "another had taken over" in caplog.text


def test_eine_ueberholte_ablehnung_schreibt_nichts(kreis: Kreis) -> None:
    class Weg(Ueberholer):
        def abgeben(self, *, absender: str, adresse: str, mail: bytes) -> Antwort:
            Zustellung.objects.update(lauf=99)
            raise Abgewiesen(Antwort(550, "5.1.1 no"))

    verfasse(kreis)
    assert zustellung_senden(zustellung_id=_frisch(kreis).pk, weg=Weg()) is None
    assert _frisch(kreis).stand == "in_versand"


@pytest.fixture
def vorbehalt(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    stand: dict[str, Any] = {"antwort": erlaubt("ja"), "gefragt": []}

    def fragen(nachricht_id: int, zustellung_id: int) -> Any:
        stand["gefragt"].append((nachricht_id, zustellung_id))
        return stand["antwort"]

    monkeypatch.setitem(SENDEVORBEHALTE._eintraege, "probe", Sendevorbehalt("probe", fragen))
    return stand


def test_ein_vorbehalt_haelt_kurz_vor_dem_senden_zurueck(
    kreis: Kreis, mailserver: Mailserver, vorbehalt: dict[str, Any]
) -> None:
    nachricht = verfasse(kreis, vorbehalt="probe")
    vorbehalt["antwort"] = verweigert("Die Einwilligung endete am 24.03.2023.")
    abarbeiten()
    zustellung = _frisch(kreis)
    assert (zustellung.stand, zustellung.grund) == (
        "zurueckgehalten",
        "Die Einwilligung endete am 24.03.2023.",
    )
    assert vorbehalt["gefragt"] == [(nachricht.pk, zustellung.pk)]
    assert mailserver.angenommen == []


def test_ohne_einwand_geht_die_mail_hinaus(
    kreis: Kreis, mailserver: Mailserver, vorbehalt: dict[str, Any]
) -> None:
    verfasse(kreis, vorbehalt="probe")
    abarbeiten()
    assert _frisch(kreis).stand == "gesendet"


def test_ein_kaputter_vorbehalt_ist_laut_und_sendet_nicht_und_haelt_andere_nicht_auf(
    kreis: Kreis, mailserver: Mailserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kaputt(nachricht_id: int, zustellung_id: int) -> Any:
        raise RuntimeError("petra.probe@kreis.example")

    monkeypatch.setitem(SENDEVORBEHALTE._eintraege, "kaputt", Sendevorbehalt("kaputt", kaputt))
    verfasse(kreis, PETRA, vorbehalt="kaputt")
    verfasse(kreis, OLAF)
    with pytest.raises(RuntimeError):
        faellige_senden(fortschritt=Stumm())
    assert mailserver.empfaenger == ["olaf.muster@kreis.example"]
    assert Zustellung.objects.get(empfaenger_name="Petra Probe").stand == "wartet"


def test_ein_anhang_wird_beim_senden_gelesen(kreis: Kreis, mailserver: Mailserver) -> None:
    verfasse(kreis, anhaenge=[dokument(kreis, b"Punkt 1").pk])
    abarbeiten()
    anhang = next(iter(mailserver.mails[0].iter_attachments()))
    assert anhang.get_content() == "Punkt 1"


def test_ein_fehlender_anhang_ist_ein_klarer_fall_fuer_menschen(kreis: Kreis, mailserver: Mailserver) -> None:
    datei = dokument(kreis)
    verfasse(kreis, anhaenge=[datei.pk])
    speicher.entferne(datei.ablage)
    abarbeiten()
    zustellung = _frisch(kreis)
    assert zustellung.stand == "gescheitert"
    assert zustellung.grund.startswith(
        "Der Anhang „Tagesordnung.txt“ lässt sich nicht lesen. Diese Datei ist"
    )
    assert mailserver.angenommen == []


def test_ein_ausgetauschter_anhang_geht_nicht_hinaus(kreis: Kreis, mailserver: Mailserver) -> None:
    datei = dokument(kreis)
    nachricht = verfasse(kreis, anhaenge=[datei.pk])
    nachricht.anhaenge.update(sha256="0" * 64)
    abarbeiten()
    assert "wurde seit dem Verfassen verändert" in _frisch(kreis).grund
    assert mailserver.angenommen == []


def test_ein_neuer_versandauftrag_wartet_eine_weile_bevor_der_kehrlauf_ihn_sieht(kreis: Kreis) -> None:
    verfasse(kreis)
    assert faellige_zustellungen(jetzt=timezone.now()).count() == 1
    assert not etwas_faellig(timezone.now())


def test_ein_unbekannter_versandweg_faellt_auf(settings: Any) -> None:
    settings.KIM_VERSANDWEG = "brieftaube"
    with pytest.raises(ImproperlyConfigured, match="brieftaube"), versandweg():
        pass
