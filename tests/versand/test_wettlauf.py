"""Two at the same moment: one outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.basis.linkzweck import LINKZWECKE, Linkergebnis, Linkzweck
from kim.basis.zeit import BERLIN  # noqa: F401  the zone must be loaded before threads ask for it
from kim.stammdaten.models import Kreis
from kim.versand.domain import Kalenderangabe, aktionslink_ausstellen
from kim.versand.domain.aktionslink import LinkUngueltig, aktionslink_einloesen
from kim.versand.domain.senden import zustellung_senden
from kim.versand.domain.wege import versandweg
from kim.versand.models import Kalendereintrag, Nachricht, Zustellung
from kim.versand.regeln.stand import Stand
from tests.fabriken import KreisFactory
from tests.versand.versandbau import Mailserver, verfasse
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)


def test_zwei_dienste_greifen_nach_derselben_zustellung(mailserver: Mailserver) -> None:
    verfasse(KreisFactory())
    nummer = Zustellung.objects.get().pk

    def senden(_nummer: int) -> Stand | None:
        with versandweg() as weg:
            return zustellung_senden(zustellung_id=nummer, weg=weg)

    ausgang = wettlauf(4, senden)
    assert sorted(str(stand) for stand in ausgang.alle()) == ["None", "None", "None", "gesendet"]
    assert len(mailserver.angenommen) == 1
    assert Zustellung.objects.get().lauf == 1


def test_zwei_verfassen_mit_demselben_schluessel() -> None:
    kreis: Kreis = KreisFactory()
    ausgang = wettlauf(2, lambda _nummer: verfasse(kreis, schluessel="einladung:1").pk)
    assert len(set(ausgang.alle())) == 1
    assert Nachricht.objects.count() == 1
    assert Zustellung.objects.count() == 1
    assert Auftrag.objects.count() == 1


def test_zwei_nachrichten_zum_selben_termin_bekommen_zwei_nummern() -> None:
    kreis: Kreis = KreisFactory()
    jetzt = timezone.now()
    termin = Kalenderangabe("p", "Sitzung", jetzt, jetzt + timedelta(hours=1))
    wettlauf(3, lambda _nummer: verfasse(kreis, kalender=termin).pk).alle()
    assert Kalendereintrag.objects.get().sequenz == 2
    nummern = sorted(z.kalender.split("SEQUENCE:")[1].split("\r\n")[0] for z in Zustellung.objects.all())
    assert nummern == ["0", "1", "2"]


def test_zwei_druecken_denselben_knopf(monkeypatch: pytest.MonkeyPatch) -> None:
    getan: list[int] = []

    def handeln(ziel_id: int) -> Linkergebnis:
        getan.append(ziel_id)
        return Linkergebnis("Danke", "Vermerkt.")

    zweck = Linkzweck("probe.knopf", "Probe", "Probe", "Probe", handeln)
    monkeypatch.setitem(LINKZWECKE._eintraege, zweck.schluessel, zweck)
    url = aktionslink_ausstellen(
        zweck=zweck.schluessel,
        ziel_id=1,
        gueltig_bis=timezone.now() + timedelta(days=1),
        akteur=SystemAkteur("Probe"),
    )
    token: Any = url.rstrip("/").rsplit("/", 1)[1]
    ausgang = wettlauf(3, lambda _nummer: aktionslink_einloesen(token=token, zweck=zweck.schluessel))
    assert len(ausgang.gelungen) == 1
    assert [type(fehler) for fehler in ausgang.fehler] == [LinkUngueltig, LinkUngueltig]
    assert getan == [1]
