"""Mass data: the same from the same seed, really encrypted, found by name, and never among real data."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from casemgmt import permissions
from casemgmt.domain.massenorte import adresse
from casemgmt.domain.suche import zweck
from casemgmt.models import Fall, Klient, Termin
from casemgmt.regeln.namen import suchworte
from kim.schluessel.domain.blindindex import marke
from kim.stammdaten.domain.queries.listen import alle_kreise
from tests.casemgmt import fallbau
from tests.demo.geladen.test_demo import konto
from tests.fabriken import KreisFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


def anlegen(*mehr: str, saat: int = 1) -> str:
    ausgabe = io.StringIO()
    angaben = ["--kreise", "2", "--termine", "60", "--klienten", "30", "--klienten-sonst", "5"]
    call_command("demo_gross", *angaben, "--saat", str(saat), *mehr, stdout=ausgabe)
    return ausgabe.getvalue()


def bild() -> list[Any]:
    """What a database holds, without what is different each time: keys, cipher texts, when it was made."""
    return [
        [
            (k.kennung, str(k), k.geburtsdatum, k.sprachen, k.telefon, k.ankunft)
            for k in Klient.objects.order_by("pk")
        ],
        [(f.aktenzeichen, f.phase, f.eroeffnet_am) for f in Fall.objects.order_by("pk")],
        [(t.kennung, t.beginn, t.notiz, t.fall and t.fall.nummer) for t in Termin.objects.order_by("pk")],
    ]


def test_aus_derselben_saat_entsteht_dasselbe() -> None:
    bilder = []
    for saat in (1, 1, 2):
        with transaction.atomic():
            anlegen(saat=saat)
            bilder.append(bild())
            transaction.set_rollback(True)
    assert bilder[0] == bilder[1] != bilder[2]


def test_so_viel_wie_verlangt_mit_historie_und_in_sich_stimmig() -> None:
    ausgabe = anlegen()
    assert " 60  termin" in ausgabe
    erster, zweiter = sorted(alle_kreise(), key=lambda kreis: kreis.pk)
    assert Klient.objects.filter(kreis=erster).count() == 30
    assert Klient.objects.filter(kreis=zweiter).count() == 5
    # The first is the large one for people; of the consultations each has its share.
    assert Termin.objects.filter(kreis=erster).count() == 9
    for modell in (Klient, Fall, Termin):
        assert modell.objects.count() == modell.history.count() > 0
        for satz in modell.objects.all():
            satz.full_clean()
    for termin in Termin.objects.filter(fall__isnull=False):
        assert termin.beginn.date() >= termin.fall.eroeffnet_am
        assert termin.anwesende.count() == 1


def test_was_jemanden_erkennen_laesst_steht_nur_verschluesselt_da() -> None:
    anlegen()
    with connection.cursor() as cursor:
        for tabelle in ("casemgmt_klient", "casemgmt_historicalklient"):
            cursor.execute(f"select vorname, nachname, telefon, anschrift, sprachen from {tabelle}")
            assert all(wert.startswith("k1:") for zeile in cursor.fetchall() for wert in zeile)
        cursor.execute("select notiz, naechster_schritt from casemgmt_termin")
        werte = {wert for zeile in cursor.fetchall() for wert in zeile}
    assert all(wert == "" or wert.startswith("k1:") for wert in werte)
    assert len(werte) > 10


def test_jeder_name_wird_gefunden_und_die_zaehler_gehen_weiter() -> None:
    anlegen()
    for klient in Klient.objects.all():
        marken = {
            marke(wort, zweck=zweck(klient.kreis_id)) for wort in suchworte(klient.vorname, klient.nachname)
        }
        assert set(klient.suchschluessel.values_list("marke", flat=True)) == marken
    cm = konto(adresse(1, "cm1"))
    eigene = permissions.sichtbare_klienten(cm)
    kommune = eigene.first().kommune
    assert {klient.kommune_id for klient in eigene} == {kommune.pk}
    neu = fallbau.fall(cm, kommune)
    assert neu.nummer == Fall.objects.filter(kreis_id=neu.kreis_id, jahr=neu.jahr).count()
    assert not cm.has_usable_password()


def test_wo_schon_ein_kreis_ist_geschieht_nichts_ausser_auf_ausdruecklichen_wunsch() -> None:
    KreisFactory()
    with pytest.raises(CommandError, match="gibt es schon einen Kreis"):
        anlegen()
    assert not Klient.objects.exists()
    anlegen("--neben-vorhandenem")
    assert Klient.objects.count() == 35


def test_ein_kreis_allein_bekommt_alle_termine_und_keiner_ist_ein_fehler() -> None:
    with pytest.raises(CommandError, match="mindestens einen Kreis"):
        anlegen("--kreise", "0")
    anlegen("--kreise", "1", "--klienten", "0")
    assert Termin.objects.filter(fall__isnull=True).count() == 60
