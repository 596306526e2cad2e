"""The pages of proposals: proposing in two minutes, the backlog, the answers; and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kim.dokumente.models import Dokument
from kim.versand.models import Nachricht
from lenkung.domain.vorschlag import vorschlag_aufnehmen, vorschlag_nachfragen
from lenkung.models import Gremium, Vorschlag
from lenkung.views.vorschlagsseiten import rueckfragen_auf_heute
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import mitglied as mitglied_anlegen
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.vorschlagsbau import einreichen
from tests.werkzeug.abfragen import genau, gleiche_abfragen, hoechstens

TAG = date(2026, 6, 16)
"""With GO RSK proposals are on time until 26.05.2026."""


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 5, 20)), tick=False):
        yield


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _daten(ziel: str, **felder: Any) -> dict[str, Any]:
    return {
        "schluessel": uuid4().hex,
        "titel": "Zugang zu Deutschkursen",
        "art": "beratung",
        "erlaeuterung": "In drei Kommunen fehlt ein Kurs.",
        "minuten": "20",
        "ziel": ziel,
        **felder,
    }


def _datei(name: str = "Kurse.txt", inhalt: bytes = b"Kommune;Kurse\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, inhalt)


# Proposing --------------------------------------------------------------------------------------------------


def test_ein_mitglied_schlaegt_in_einem_zug_vor(mitglied: Client, gremium: Gremium) -> None:
    gobau.in_kraft(gremium)
    termin = sitzung(gremium, TAG)
    seite = _text(mitglied, _url("vorschlagen"))
    assert "Dienstag, 16.06.2026, 14:00 Uhr (rechtzeitig bis 26.05.2026)" in seite
    assert "Im Namen von" not in seite
    daten = _daten(f"s{termin.pk}", dateien=[_datei(), _datei("Plan.txt")])
    antwort = mitglied.post(_url("vorschlagen"), daten, follow=True)
    vorschlag = Vorschlag.objects.get()
    assert antwort.redirect_chain == [(_url("vorschlag-detail", vorschlag.pk), 302)]
    seite = " ".join(antwort.content.decode().split())
    for stueck in (
        "Ihr Vorschlag ist eingegangen.",
        "bekommt eine E-Mail",
        "rechtzeitig",
        "§ 4 Abs. 4",
        "Plan",
    ):
        assert stueck in seite
    assert "Ablehnen" not in seite
    # The same page sent again changes nothing.
    daten |= {"dateien": [_datei(), _datei("Plan.txt")]}
    assert mitglied.post(_url("vorschlagen"), daten)["Location"] == _url("vorschlag-detail", vorschlag.pk)
    assert (Vorschlag.objects.count(), Dokument.objects.count(), Nachricht.objects.count()) == (1, 2, 1)


def test_von_der_seite_der_sitzung_ist_sie_gewaehlt(mitglied: Client, gremium: Gremium) -> None:
    sitzung(gremium, TAG)
    zweite = sitzung(gremium, TAG + timedelta(days=90))
    seite = _text(mitglied, _url("sitzung-detail", zweite.pk))
    adresse = f"{_url('vorschlagen')}?sitzung={zweite.pk}"
    assert adresse in seite
    assert mitglied.get(adresse).context["form"].initial["ziel"] == f"s{zweite.pk}"
    assert mitglied.get(f"{_url('vorschlagen')}?sitzung=999999").status_code == 200


def test_ein_spaeter_vorschlag_wird_angenommen_und_gekennzeichnet(
    gremium: Gremium, anmelden: Callable[..., Client]
) -> None:
    gobau.in_kraft(gremium)
    termin = sitzung(gremium, TAG)
    with time_machine.travel(wann(date(2026, 5, 27)), tick=False):
        mitglied = anmelden(gobau.konto("mitglied", gremium, mit_sitz=True))
        assert "verspätet: rechtzeitig war bis 26.05.2026" in _text(mitglied, _url("vorschlagen"))
        antwort = mitglied.post(_url("vorschlagen"), _daten(f"s{termin.pk}"), follow=True)
    assert "Eingegangen am 27.05.2026" in antwort.content.decode()
    assert antwort.context["urteil"]["wort"] == "verspätet"


def test_was_fehlt_steht_am_feld_und_das_getippte_bleibt(mitglied: Client, gremium: Gremium) -> None:
    daten = _daten(
        f"g{gremium.pk}", titel="   ", erlaeuterung="Bleibt stehen.", minuten="0", dateien=[_datei()]
    )
    antwort = mitglied.post(_url("vorschlagen"), daten)
    form = antwort.context["form"]
    assert set(form.errors) == {"titel", "minuten", "dateien"}
    assert "noch einmal" in form.errors["dateien"][0]
    assert "Bleibt stehen." in antwort.content.decode()
    assert not Vorschlag.objects.exists()
    assert not Dokument.objects.exists()


@pytest.mark.parametrize(
    ("dateien", "meldung"),
    [
        ([("Makro.docm", b"MZ\x90\x00")], "Makro.docm:"),
        ([("leer.pdf", b"")], "leer"),
        ([(f"Teil{n}.txt", b"x" * (19 * 1024 * 1024)) for n in range(3)], "zusammen zu groß"),
        ([("gross.txt", b"x" * (21 * 1024 * 1024))], "zu groß"),
        ([(f"{n}.txt", b"x") for n in range(21)], "zu viele Dateien"),
    ],
)
def test_unbrauchbare_anlagen_werden_mit_grund_abgelehnt(
    mitglied: Client, gremium: Gremium, dateien: list[tuple[str, bytes]], meldung: str
) -> None:
    daten = _daten(f"g{gremium.pk}", dateien=[_datei(*datei) for datei in dateien])
    antwort = mitglied.post(_url("vorschlagen"), daten)
    assert meldung in " ".join(antwort.context["form"].errors["dateien"])
    assert "In drei Kommunen fehlt ein Kurs." in antwort.content.decode()
    assert not Vorschlag.objects.exists()


def test_eine_sitzung_eines_anderen_gremiums_ist_keine_wahl(mitglied: Client, gremium: Gremium) -> None:
    fremd = sitzung(GremiumFactory(kreis=gremium.kreis), TAG)
    for ziel in (f"s{fremd.pk}", f"g{fremd.gremium_id}", "sx", ""):
        antwort = mitglied.post(_url("vorschlagen"), _daten(ziel))
        assert "ziel" in antwort.context["form"].errors
    assert not Vorschlag.objects.exists()


def test_ohne_sitz_sagt_die_seite_an_wen_man_sich_wendet(
    gremium: Gremium, anmelden: Callable[..., Client]
) -> None:
    client = anmelden(konto_mit_rolle("mitglied", kreis=gremium.kreis))
    assert "in keinem Gremium einen Sitz" in _text(client, _url("vorschlagen"))


def test_die_geschaeftsstelle_schlaegt_im_namen_einer_person_vor(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    besetzung = mitglied_anlegen(gremium, email="")
    antwort = geschaeftsstelle.post(
        _url("vorschlagen"), _daten(f"g{gremium.pk}", person=besetzung.person_id), follow=True
    )
    assert "ist keine E-Mail-Adresse bekannt" in antwort.content.decode()
    assert Vorschlag.objects.get().person_id == besetzung.person_id


# Lists ------------------------------------------------------------------------------------------------------


def test_der_themenspeicher_laesst_sich_filtern_und_durchsuchen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    termin = sitzung(gremium, TAG)
    einreichen(gremium, titel="Wohnen", sitzung_id=termin.pk)
    offen = einreichen(gremium, titel="Kita").vorschlag
    vorschlag_nachfragen(vorschlag_id=offen.pk, akteur=gobau.akteur(gremium), text="Wer?")
    vorschlag_aufnehmen(
        vorschlag_id=einreichen(gremium, titel="Arbeit").vorschlag.pk,
        sitzung_id=termin.pk,
        akteur=gobau.akteur(gremium),
    )

    def titel(frage: str = "") -> list[str]:
        antwort = geschaeftsstelle.get(f"{_url('vorschlag-liste')}{frage}")
        return [vorschlag.titel for vorschlag, _art, _spaet in antwort.context["zeilen"]]

    assert titel() == ["Wohnen", "Kita", "Arbeit"] or titel() == ["Kita", "Wohnen", "Arbeit"]
    assert titel("?stand=rueckfrage") == ["Kita"]
    assert set(titel("?stand=offen")) == {"Wohnen", "Kita"}
    assert set(titel(f"?sitzung={termin.pk}")) == {"Wohnen", "Arbeit"}
    assert titel("?sitzung=ohne") == ["Kita"]
    assert titel("?suche=wohn") == ["Wohnen"]
    assert titel("?von=ich") == []
    seite = _text(geschaeftsstelle, _url("vorschlag-liste"))
    assert "1 eingegangen" in seite
    assert "1 Rückfrage" in seite


def test_ein_mitglied_sieht_nur_die_eigenen_mit_der_letzten_antwort(
    mitglied: Client, gremium: Gremium
) -> None:
    assert "Noch kein Vorschlag" in _text(mitglied, _url("vorschlag-liste"))
    mitglied.post(_url("vorschlagen"), _daten(f"g{gremium.pk}"))
    einreichen(gremium, titel="Von jemand anderem")
    eigener = Vorschlag.objects.get(titel="Zugang zu Deutschkursen")
    vorschlag_nachfragen(vorschlag_id=eigener.pk, akteur=gobau.akteur(gremium), text="Wer trägt das vor?")
    seite = _text(mitglied, _url("vorschlag-liste"))
    assert "Meine Vorschläge" in seite
    assert "Wer trägt das vor?" in seite
    assert "Von jemand anderem" not in seite


def test_die_liste_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    gobau.in_kraft(gremium)
    zaehler = iter(range(1000))

    def anlegen() -> Any:
        termin = sitzung(gremium, TAG + timedelta(days=next(zaehler)))
        return einreichen(gremium, sitzung_id=termin.pk)

    gleiche_abfragen(
        1, 3, anlegen=anlegen, abrufen=lambda: geschaeftsstelle.get(_url("vorschlag-liste")), anzahl=10
    )
    with hoechstens(15):
        geschaeftsstelle.get(_url("vorschlag-detail", Vorschlag.objects.first().pk))  # type: ignore[union-attr]


# Acts -------------------------------------------------------------------------------------------------------


def test_von_der_frage_zur_antwort_zur_tagesordnung(
    geschaeftsstelle: Client, mitglied: Client, gremium: Gremium
) -> None:
    termin = sitzung(gremium, TAG)
    mitglied.post(_url("vorschlagen"), _daten(f"g{gremium.pk}"))
    vorschlag = Vorschlag.objects.get()
    detail = _url("vorschlag-detail", vorschlag.pk)
    assert "In die Tagesordnung aufnehmen" in _text(geschaeftsstelle, detail)
    form = geschaeftsstelle.get(_url("vorschlag-nachfragen", vorschlag.pk)).context["form"]
    geschaeftsstelle.post(
        _url("vorschlag-nachfragen", vorschlag.pk), {"text": "Wer trägt vor?", "stand": form.initial["stand"]}
    )
    assert "Rückfrage beantworten: Zugang zu Deutschkursen" in _text(mitglied, "/")
    assert "Wer trägt vor?" in _text(mitglied, _url("vorschlag-antworten", vorschlag.pk))
    mitglied.post(_url("vorschlag-antworten", vorschlag.pk), {"text": "Ich selbst.", "dateien": [_datei()]})
    antwort = geschaeftsstelle.post(
        _url("vorschlag-aufnehmen", vorschlag.pk), {"sitzung": termin.pk, "text": ""}, follow=True
    )
    assert "ist ein Punkt der Tagesordnung" in antwort.content.decode()
    vorschlag.refresh_from_db()
    assert vorschlag.stand == "aufgenommen"
    seite = _text(geschaeftsstelle, detail)
    for wort in ("Vorgeschlagen", "Rückfrage", "Ich selbst.", "In die Tagesordnung aufgenommen", "Punkt 1"):
        assert wort in seite


def test_der_zweite_von_zweien_erfaehrt_es_und_verliert_nichts(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    vorschlag = einreichen(gremium).vorschlag
    alt = geschaeftsstelle.get(_url("vorschlag-ablehnen", vorschlag.pk)).context["form"].initial["stand"]
    vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=gobau.akteur(gremium), text="Wer?")
    antwort = geschaeftsstelle.post(
        _url("vorschlag-ablehnen", vorschlag.pk), {"grund": "Mein langer Grund", "stand": alt}
    )
    seite = antwort.content.decode()
    assert "inzwischen von Petra Probe" in seite
    assert "Mein langer Grund" in seite
    vorschlag.refresh_from_db()
    assert vorschlag.stand == "rueckfrage"


def test_entschiedenes_fuehrt_zurueck_auf_den_satz(geschaeftsstelle: Client, gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    geschaeftsstelle.post(_url("vorschlag-ablehnen", vorschlag.pk), {"grund": "Nicht zuständig."})
    antwort = geschaeftsstelle.get(_url("vorschlag-nachfragen", vorschlag.pk), follow=True)
    assert "Dieser Vorschlag ist abgelehnt." in antwort.content.decode()
    assert "Nicht zuständig." in antwort.content.decode()


def test_ohne_geplante_sitzung_laesst_sich_nichts_aufnehmen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    vorschlag = einreichen(gremium).vorschlag
    antwort = geschaeftsstelle.get(_url("vorschlag-aufnehmen", vorschlag.pk), follow=True)
    assert "Es ist keine Sitzung geplant" in antwort.content.decode()


@pytest.mark.parametrize("seite", ["detail", "antworten", "zurueckziehen", "anlagen"])
def test_fremde_vorschlaege_gibt_es_fuer_ein_mitglied_nicht(
    mitglied: Client, gremium: Gremium, seite: str
) -> None:
    vorschlag = einreichen(gremium).vorschlag
    assert mitglied.get(_url(f"vorschlag-{seite}", vorschlag.pk)).status_code == 404
    assert mitglied.post(_url("vorschlag-nachfragen", vorschlag.pk), {"text": "x"}).status_code == 404


def test_der_vorsitz_liest_mit_und_entscheidet_nicht(vorsitz: Client, gremium: Gremium) -> None:
    vorschlag = einreichen(gremium).vorschlag
    seite = _text(vorsitz, _url("vorschlag-detail", vorschlag.pk))
    assert "Was Sie tun können" not in seite
    assert vorsitz.get(_url("vorschlag-zurueckziehen", vorschlag.pk)).status_code == 403
    assert vorsitz.get(_url("vorschlag-ablehnen", vorschlag.pk)).status_code == 404


# Papers and start page --------------------------------------------------------------------------------------


def test_anlagen_hinzufuegen_umbenennen_entfernen(mitglied: Client, gremium: Gremium) -> None:
    mitglied.post(_url("vorschlagen"), _daten(f"g{gremium.pk}"))
    vorschlag = Vorschlag.objects.get()
    mitglied.post(_url("vorschlag-anlagen", vorschlag.pk), {"dateien": [_datei()]})
    anlage = vorschlag.anlagen.get()
    mitglied.post(_url("anlage-umbenennen", anlage.pk), {"titel": "Alle Kurse"})
    seite = _text(mitglied, _url("vorschlag-detail", vorschlag.pk))
    assert "Alle Kurse" in seite
    datei = reverse("dokumente:herunterladen", args=[anlage.dokument.kennung])
    assert mitglied.get(datei).status_code == 200
    assert mitglied.get(_url("anlage-entfernen", anlage.pk)).status_code == 200
    mitglied.post(_url("anlage-entfernen", anlage.pk))
    assert (
        "Alle Kurse" not in _text(mitglied, _url("vorschlag-detail", vorschlag.pk)).split("Anlagen</h2>")[1]
    )
    assert mitglied.get(_url("anlage-entfernen", anlage.pk)).status_code == 404


def test_neue_vorschlaege_stehen_auf_der_startseite(geschaeftsstelle: Client, gremium: Gremium) -> None:
    einreichen(gremium, titel="Wohnen")
    assert "Vorschlag bearbeiten: Wohnen" in _text(geschaeftsstelle, "/")
    einreichen(gremium)
    assert "2 neue Vorschläge bearbeiten" in _text(geschaeftsstelle, "/")


def test_eine_rueckfrage_steht_auf_der_startseite_der_person_die_vorschlug_mit_einer_abfrage(
    gremium: Gremium,
) -> None:
    wer = gobau.akteur(gremium, "lenkung.punkte_vorschlagen", "lenkung.gremium_lesen", konto_id=4711)
    vorschlag = einreichen(gremium, titel="Wohnen", akteur=gobau.akteur(gremium, konto_id=4711)).vorschlag
    vorschlag_nachfragen(vorschlag_id=vorschlag.pk, akteur=gobau.akteur(gremium), text="Für wann?")
    with genau(1):
        (zeile,) = rueckfragen_auf_heute(wer, TAG)
    assert zeile.text == "Rückfrage beantworten: Wohnen"
    assert rueckfragen_auf_heute(gobau.akteur(gremium, konto_id=4711), TAG) == []
