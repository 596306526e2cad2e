"""A Nachricht comes about with its act, complete or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.safestring import mark_safe

from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.mailtext import MAILTEXTE, Mailtextart, Platzhalter
from kim.basis.zeit import BERLIN
from kim.dokumente.domain import speicher
from kim.dokumente.models import Dokument
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, Kalenderangabe, nachricht_aus_mailtext
from kim.versand.domain.verfassen import ANHANG_GRENZE
from kim.versand.models import Anhang, Kalendereintrag, Mailtext, Nachricht, Zustellung
from tests.fabriken import KreisFactory
from tests.versand.versandbau import OLAF, PETRA, verfasse

pytestmark = pytest.mark.django_db


def dokument(kreis: Kreis, inhalt: bytes = b"Inhalt", groesse: int | None = None) -> Dokument:
    return Dokument.objects.create(
        kreis=kreis,
        name="Tagesordnung.txt",
        mime="text/plain",
        groesse=groesse or len(inhalt),
        sha256=hashlib.sha256(inhalt).hexdigest(),
        ablage=speicher.schreibe(inhalt),
        gehoert_zu_art="probe",
        pruefung="selbst_erzeugt",
        erzeugt_am=datetime(2023, 3, 1, tzinfo=BERLIN),
        erzeugt_von_name="Probe",
    )


def test_je_person_entsteht_eine_zustellung_mit_eigener_message_id(kreis: Kreis) -> None:
    nachricht = verfasse(kreis, PETRA, OLAF)
    zustellungen = list(nachricht.zustellungen.order_by("pk"))
    assert [(z.empfaenger_name, z.adresse, z.stand) for z in zustellungen] == [
        ("Petra Probe", "petra.probe@kreis.example", "wartet"),
        ("Olaf Muster", "olaf.muster@kreis.example", "wartet"),
    ]
    kennungen = {z.message_id for z in zustellungen}
    assert len(kennungen) == 2
    assert not [k for k in kennungen if "petra" in k or "probe" in k or "olaf" in k]


def test_mit_der_nachricht_entsteht_der_auftrag_zu_senden(kreis: Kreis) -> None:
    nachricht = verfasse(kreis)
    assert [(a.art, a.angaben, a.kreis_id) for a in Auftrag.objects.all()] == [
        ("versand.nachricht_senden", {"nachricht_id": nachricht.pk}, kreis.pk)
    ]


def test_scheitert_die_handlung_bleibt_nichts_von_der_nachricht(kreis: Kreis) -> None:
    def handlung() -> None:
        with transaction.atomic():
            verfasse(kreis)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        handlung()
    assert not Nachricht.objects.exists()
    assert not Zustellung.objects.exists()
    assert not Auftrag.objects.exists()


def test_derselbe_schluessel_ergibt_dieselbe_nachricht(kreis: Kreis) -> None:
    erste = verfasse(kreis, PETRA, schluessel="einladung:1")
    zweite = verfasse(kreis, OLAF, schluessel="einladung:1", betreff="Etwas anderes")
    assert zweite == erste
    assert Zustellung.objects.count() == 1
    assert Auftrag.objects.count() == 1


@pytest.mark.parametrize(
    ("angaben", "code"),
    [
        ({"empfaenger": []}, "ohne_empfaenger"),
        ({"empfaenger": [Empfaenger("Petra Probe", "petra")]}, "adresse"),
        ({"empfaenger": [Empfaenger("Petra\nBcc: x@y.example", "petra@kreis.example")]}, "name"),
        ({"empfaenger": [PETRA, Empfaenger("Paul Probe", "Petra.Probe@kreis.example")]}, "adresse_doppelt"),
        ({"betreff": " "}, "leer"),
        ({"text": "\n"}, "leer"),
        ({"betreff": "Einladung\nBcc: alle@kreis.example"}, "betreff"),
        ({"betreff": "x" * 251}, "betreff"),
        (
            {
                "betreff": "{x}",
                "empfaenger": [Empfaenger("P", "p@kreis.example", werte={"x": "a\r\nBcc: b"})],
            },
            "betreff",
        ),
        (
            {
                "betreff": "Ihr Link {l}",
                "empfaenger": [Empfaenger("P", "p@kreis.example", geheim={"l": "x"})],
            },
            "geheim_im_betreff",
        ),
    ],
)
def test_was_nicht_verschickt_werden_kann_wird_ganz_abgelehnt(
    kreis: Kreis, angaben: dict[str, Any], code: str
) -> None:
    with pytest.raises(Fachfehler) as abgelehnt, transaction.atomic():
        verfasse(kreis, **angaben)
    assert abgelehnt.value.code == code
    assert not Nachricht.objects.exists()


def test_eine_falsche_adresse_nennt_die_person(kreis: Kreis) -> None:
    with pytest.raises(Fachfehler, match=r"von Petra Probe .* Stammdaten"):
        verfasse(kreis, Empfaenger("Petra Probe", "petra"))


def test_auch_die_datenbank_laesst_keinen_zeilenumbruch_in_den_kopf(kreis: Kreis) -> None:
    nachricht = verfasse(kreis)
    nachricht.betreff = "Einladung\nBcc: alle@kreis.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        nachricht.save()


@pytest.mark.parametrize(
    "felder",
    [
        {"stand": "gesendet"},
        {"stand": "in_versand"},
        {"stand": "gescheitert"},
        {"stand": "erledigt"},
        {"stand": "verschwunden"},
        {"angenommen_am": datetime(2023, 3, 1, tzinfo=BERLIN)},
        {"adresse": "a\r\nb"},
    ],
)
def test_die_datenbank_haelt_die_staende_stimmig(kreis: Kreis, felder: dict[str, Any]) -> None:
    zustellung = verfasse(kreis).zustellungen.get()
    for name, wert in felder.items():
        setattr(zustellung, name, wert)
    with pytest.raises(IntegrityError), transaction.atomic():
        zustellung.save()


def test_ein_akteur_schreibt_nicht_fuer_einen_anderen_kreis(kreis: Kreis) -> None:
    fremd = KreisFactory()
    with pytest.raises(NichtErlaubt):
        verfasse(kreis, akteur=SystemAkteur("Probe", fremd.pk))


def test_ein_unbekannter_vorbehalt_faellt_sofort_auf(kreis: Kreis) -> None:
    with pytest.raises(KeyError, match="Sendevorbehalte"):
        verfasse(kreis, vorbehalt="gibt-es-nicht")


def test_absender_ist_der_kreis_und_antworten_gehen_an_ihn(kreis: Kreis, settings: Any) -> None:
    settings.KIM_VERSAND_ABSENDER = "KIM <kim@versand.example>"
    nachricht = verfasse(kreis)
    assert (nachricht.absender_name, nachricht.absender_adresse, nachricht.antwort_an) == (
        kreis.name,
        "kim@versand.example",
        "kim@musterkreis.example",
    )
    assert nachricht.zustellungen.get().message_id.endswith("@versand.example>")


def test_an_ein_technisches_konto_ohne_kreis_schreibt_die_installation(settings: Any, db: None) -> None:
    settings.KIM_VERSAND_ABSENDER = "kim@versand.example"
    nachricht = verfasse(Kreis(), akteur=SystemAkteur("Probe"))
    assert (nachricht.kreis, nachricht.absender_name, nachricht.antwort_an) == (None, "KIM", "")


def test_der_text_wird_in_unserem_rahmen_gestaltet(kreis: Kreis) -> None:
    nachricht = verfasse(kreis, text="Guten Tag,\r\n\r\nhier: https://kim.example/x <script>")
    assert nachricht.text == "Guten Tag,\n\nhier: https://kim.example/x <script>\n"
    assert '<a href="https://kim.example/x"' in nachricht.html
    assert "&lt;script&gt;" in nachricht.html
    assert "<script" not in nachricht.html
    assert "style" not in nachricht.html


def test_ein_eigener_ausschnitt_steht_in_unserem_rahmen(kreis: Kreis) -> None:
    nachricht = verfasse(kreis, html=mark_safe("<p>Eigene <b>Gestaltung</b></p>"))
    assert "<p>Eigene <b>Gestaltung</b></p>" in nachricht.html
    assert kreis.name in nachricht.html


def test_anhaenge_werden_mit_pruefsumme_vermerkt(kreis: Kreis) -> None:
    datei = dokument(kreis)
    nachricht = verfasse(kreis, anhaenge=[datei.pk, datei.pk])
    assert [(a.name, a.sha256, a.groesse) for a in nachricht.anhaenge.all()] == [
        ("Tagesordnung.txt", datei.sha256, 6)
    ]


def test_ein_dokument_eines_anderen_kreises_wird_nicht_angehaengt(kreis: Kreis) -> None:
    fremd = dokument(KreisFactory())
    with pytest.raises(NichtErlaubt), transaction.atomic():
        verfasse(kreis, anhaenge=[fremd.pk])
    assert not Anhang.objects.exists()


def test_zu_grosse_anhaenge_werden_vor_dem_versand_abgelehnt(kreis: Kreis) -> None:
    grenze = dokument(kreis, groesse=ANHANG_GRENZE)
    assert verfasse(kreis, anhaenge=[grenze.pk])
    zu_gross = dokument(kreis, groesse=ANHANG_GRENZE + 1)
    with pytest.raises(Fachfehler, match="als Link") as abgelehnt:
        verfasse(kreis, anhaenge=[zu_gross.pk])
    assert abgelehnt.value.code == "anhang_zu_gross"


TERMIN = Kalenderangabe(
    "probe.sitzung:1",
    "Sitzung der Lenkungsgruppe",
    datetime(2023, 3, 21, 14, 0, tzinfo=BERLIN),
    datetime(2023, 3, 21, 16, 0, tzinfo=BERLIN),
)


def test_jede_nachricht_zum_selben_termin_erhoeht_seine_nummer(kreis: Kreis) -> None:
    verfasse(kreis, kalender=TERMIN)
    kennung = Kalendereintrag.objects.get().uid
    verfasse(kreis, kalender=TERMIN)
    eintrag = Kalendereintrag.objects.get()
    assert (eintrag.uid, eintrag.sequenz, eintrag.abgesagt) == (kennung, 1, False)


def test_ein_fehlerhafter_termin_wird_abgelehnt(kreis: Kreis) -> None:
    verkehrt = Kalenderangabe("probe:2", "Sitzung", TERMIN.ende, TERMIN.beginn)
    with pytest.raises(Fachfehler, match="endet"):
        verfasse(kreis, kalender=verkehrt)
    with pytest.raises(ValueError, match="belongs to a Kreis"):
        verfasse(Kreis(), akteur=SystemAkteur("Probe"), kalender=TERMIN)


@pytest.fixture
def mailtext(monkeypatch: pytest.MonkeyPatch) -> Mailtextart:
    art = Mailtextart(
        "probe.einladung",
        "Einladung",
        "Einladung von {kreis}",
        "Guten Tag {name},\n\n{link}",
        (
            Platzhalter("kreis", "Name des Kreises", "Musterkreis"),
            Platzhalter("name", "wer angeschrieben wird", "Petra Probe"),
            Platzhalter("link", "der persönliche Link", "https://kim.example/x", pflicht=True, geheim=True),
        ),
    )
    monkeypatch.setitem(MAILTEXTE._eintraege, art.schluessel, art)
    return art


def _aus_mailtext(kreis: Kreis, *personen: Empfaenger, werte: dict[str, str] | None = None) -> Nachricht:
    return nachricht_aus_mailtext(
        kreis_id=kreis.pk,
        akteur=SystemAkteur("Probe", kreis.pk),
        mailtext="probe.einladung",
        werte={"kreis": kreis.name} if werte is None else werte,
        empfaenger=personen,
        schluessel="probe:mailtext",
        vertraulich=True,
    )


def _person(**angaben: Any) -> Empfaenger:
    return Empfaenger("Petra Probe", "petra.probe@kreis.example", **angaben)


def test_ein_mailtext_wird_mit_dem_wortlaut_des_kreises_verschickt(
    kreis: Kreis, mailtext: Mailtextart
) -> None:
    Mailtext.objects.create(kreis=kreis, art=mailtext.schluessel, betreff="Willkommen", text="Hier: {link}")
    nachricht = _aus_mailtext(
        kreis, _person(werte={"name": "Petra"}, geheim={"link": "https://kim.example/g"})
    )
    assert (nachricht.art, nachricht.betreff, nachricht.text) == (
        "probe.einladung",
        "Willkommen",
        "Hier: {link}\n",
    )
    assert nachricht.vertraulich


def test_ohne_eigene_fassung_gilt_der_text_des_hauses(kreis: Kreis, mailtext: Mailtextart) -> None:
    nachricht = _aus_mailtext(
        kreis, _person(werte={"name": "Petra"}, geheim={"link": "https://kim.example/g"})
    )
    assert nachricht.betreff == f"Einladung von {kreis.name}"


def test_ein_vergessener_wert_faellt_beim_verfassen_auf(kreis: Kreis, mailtext: Mailtextart) -> None:
    with pytest.raises(ValueError, match="no value for link"):
        _aus_mailtext(kreis, _person(werte={"name": "Petra"}))


def test_das_datum_der_nachricht_ist_ihr_verfassen(kreis: Kreis) -> None:
    nachricht = verfasse(kreis)
    zustellung = nachricht.zustellungen.get()
    assert zustellung.faellig_ab == nachricht.erstellt_am
    assert nachricht.erstellt_am.microsecond == 0
    assert timedelta(0) <= datetime.now(BERLIN) - nachricht.erstellt_am < timedelta(seconds=30)
