"""What the chair holds in her hand: the page, and the paper that is made of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from kim.stammdaten.models import Kreis
from lenkung import permissions
from lenkung.models import Gremium, Punktgast, Sitzung, Tagesordnungspunkt
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.sitzungsbau import sitzung as sitzung_bauen
from tests.lenkung.unterlagenbau import vorlage
from tests.werkzeug.abfragen import gezaehlt
from tests.werkzeug.pdfpruefung import verstoesse

ABFRAGEN = 14


@pytest.fixture
def runde(kreis: Kreis) -> Gremium:
    return bau.lenkungsgruppe(4, kreis=kreis, name="Lenkungsgruppe KIM")


def _volle(runde: Gremium) -> Sitzung:
    """Every kind of item, a guest, a Vorlage, and one that was put off before."""
    fruehere = sitzung_bauen(runde, timezone.localdate() - timedelta(days=60), "geschlossen")
    alter = Tagesordnungspunkt.objects.create(
        sitzung=fruehere, position=1, art="beschluss", titel="Wohnen", stand="zurueckgestellt"
    )
    satz = bau.eingeladene_sitzung(runde, punkte=0)
    zeilen: list[dict[str, Any]] = [
        {"art": "formalia", "titel": "Begrüßung", "minuten": 5},
        {"art": "genehmigung", "titel": "Niederschrift", "minuten": 5, "niederschrift_von": fruehere},
        {"art": "bericht", "titel": "Bericht", "minuten": 20, "berichterstattung": "Geschäftsstelle"},
        {"art": "beratung", "titel": "Sprachkurse", "minuten": 20},
        {"art": "beschluss", "titel": "Kitas", "minuten": 20, "vorlage": vorlage(satz)},
        {"art": "beschluss", "titel": "Wohnen", "minuten": 10, "uebernommen_aus": alter},
        {"art": "verschiedenes", "titel": "Verschiedenes", "minuten": 10},
    ]
    for nummer, felder in enumerate(zeilen, 1):
        punkt = Tagesordnungspunkt.objects.create(sitzung=satz, position=nummer, **felder)
        if nummer == 5:
            Punktgast.objects.create(
                punkt=punkt, name="Gustav Gast", einrichtung="Kita", email="g@kita.example"
            )
    return satz


def _text(client: Client, satz: Sitzung) -> str:
    antwort = client.get(reverse("lenkung:sitzung-sprechzettel", args=[satz.pk]))
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def test_zu_jedem_punkt_uhrzeit_gaeste_fragen_und_formeln(vorsitz: Client, runde: Gremium) -> None:
    text = _text(vorsitz, _volle(runde))
    for stueck in (
        "14:00 Uhr",
        "14:05 Uhr",
        "14:50 Uhr",
        "Gustav Gast (Kita)",
        "Es trägt vor: Geschäftsstelle",
        "Die Lenkungsgruppe beschließt.",
        "Erhebt sich Widerspruch?",
        "Wer enthält sich?",
        "Vertreten sind ____ von 4 stimmberechtigten Sitzen, nötig sind 2 (§ 6 Abs. 4)",
        "zwei Drittel der Anwesenden stimmen (§ 6 Abs. 2)",
        "Gibt es Änderungswünsche zur Niederschrift vom",
        "Die Sitzung ist um ____ Uhr geschlossen.",
        "Beschlussfähig ab 2 von 4 stimmberechtigten Sitzen",
    ):
        assert stueck in text


def test_wo_die_zahl_von_den_enthaltungen_abhaengt_steht_es_dabei(vorsitz: Client, kreis: Kreis) -> None:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(3, wie=gobau.STEINFURT, kreis=kreis))
    assert "wenn alle übrigen Nein sagen" in _text(vorsitz, satz)


def test_ohne_geschaeftsordnung_und_ohne_punkte_sagt_die_seite_es(vorsitz: Client, kreis: Kreis) -> None:
    satz = bau.eingeladene_sitzung(bau.lenkungsgruppe(2, wie=None, kreis=kreis), punkte=0)
    text = _text(vorsitz, satz)
    assert "Noch keine Punkte" in text
    assert "bestimmt keine Beschlussfähigkeit" in text
    assert "bestimmt keine Mehrheit" in text


def test_was_festgestellt_ist_steht_mit_seinen_zahlen_da(vorsitz: Client, runde: Gremium) -> None:
    satz = bau.eroeffnet(runde, 3)
    eins, zwei = bau.punkte(satz)
    bau.rufe_auf(satz, eins)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, eins, Weise.OFFEN), 1, 2))
    bau.rufe_auf(satz, zwei)
    beschluss = bau.stelle_fest(bau.einvernehmlich(satz, zwei))
    text = _text(vorsitz, satz)
    assert "1 Ja, 2 Nein, 0 Enthaltung" in text
    assert f"Beschluss {beschluss.zeichen}, einvernehmlich" in text


def test_nur_wer_das_gremium_fuehrt_liest_ihn(mitglied: Client, gremium: Gremium) -> None:
    satz = bau.eingeladene_sitzung(gremium)
    assert mitglied.get(reverse("lenkung:sitzung-sprechzettel", args=[satz.pk])).status_code == 403
    assert mitglied.post(reverse("lenkung:sprechzettel-drucken", args=[satz.pk])).status_code == 403


@pytest.mark.parametrize("anzahl", [1, 3])
def test_es_bleibt_bei_den_abfragen(vorsitz: Client, runde: Gremium, anzahl: int) -> None:
    satz = bau.eingeladene_sitzung(runde, punkte=anzahl)
    for punkt in bau.punkte(satz):
        Punktgast.objects.create(punkt=punkt, name="Gustav Gast", email="g@kita.example")
        punkt.vorlage = vorlage(satz)
        punkt.save()
    _text(vorsitz, satz)
    with gezaehlt() as abfragen:
        _text(vorsitz, satz)
    assert len(abfragen) == ABFRAGEN, abfragen


def _drucken(client: Client, satz: Sitzung) -> Dokument:
    antwort = client.post(
        reverse("lenkung:sprechzettel-drucken", args=[satz.pk]), {"schluessel": uuid4().hex}
    )
    assert antwort.status_code == 302
    assert "Sprechzettel" in client.get(antwort["Location"]).content.decode()
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.latest("pk").pk)
    return Dokument.objects.latest("pk")


@pytest.mark.pdfpruefung
def test_auf_papier_haelt_er_die_normen(vorsitz: Client, runde: Gremium, kreis: Kreis) -> None:
    voll = _drucken(vorsitz, _volle(runde))
    entschieden = bau.eroeffnet(bau.lenkungsgruppe(3, wie=gobau.STEINFURT, kreis=kreis), 3)
    punkt = bau.punkte(entschieden)[0]
    bau.rufe_auf(entschieden, punkt)
    bau.stelle_fest(bau.einvernehmlich(entschieden, punkt))
    mit_ergebnis = _drucken(vorsitz, entschieden)
    leer = _drucken(vorsitz, bau.eingeladene_sitzung(bau.lenkungsgruppe(1, wie=None, kreis=kreis), punkte=0))
    assert verstoesse(*(inhalt_von(dokument) for dokument in (voll, mit_ergebnis, leer))) == []


def test_das_papier_liest_nur_wer_die_seite_liest(
    vorsitz: Client, mitglied: Client, gremium: Gremium
) -> None:
    dokument = _drucken(vorsitz, bau.eingeladene_sitzung(gremium))
    ziel = reverse("dokumente:herunterladen", args=[dokument.kennung])
    assert vorsitz.get(ziel).status_code == 200
    assert mitglied.get(ziel).status_code == 404
    dokument.gehoert_zu_id = 0
    assert not permissions.darf_sprechzettel_lesen(gobau.akteur(gremium), dokument)


def test_ohne_schluessel_wird_nichts_gedruckt(vorsitz: Client, gremium: Gremium) -> None:
    satz = bau.eingeladene_sitzung(gremium)
    antwort = vorsitz.post(reverse("lenkung:sprechzettel-drucken", args=[satz.pk]))
    assert antwort["Location"] == reverse("lenkung:sitzung-sprechzettel", args=[satz.pk])
    assert not Auftrag.objects.filter(art__contains="pdf").exists()
