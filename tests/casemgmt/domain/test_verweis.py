"""Writing, sending, answering and withdrawing a Verweis."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.queries.verweise import ueberfaellige, weg, zieltitel, zu_beantworten
from casemgmt.domain.verweis import (
    Antwort,
    antwort_eintragen,
    fristen_einstellen,
    verweis_aendern,
    verweis_anlegen,
    verweis_senden,
    verweis_zurueckziehen,
)
from casemgmt.domain.verweiseingang import eingang_beantworten
from casemgmt.domain.verweispost import verweis_gilt_noch
from casemgmt.models import Verweisschritt
from casemgmt.regeln.verweis import Rueckzugsgrund, Verweisstand
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.versand.models import Zustellung
from tests.casemgmt import fallbau, netzwerkbau
from tests.fabriken import EinrichtungFactory, KreisFactory, PersonFactory

pytestmark = pytest.mark.django_db
ANGENOMMEN = Antwort(Verweisstand.ANGENOMMEN)


@pytest.fixture
def kreis() -> Any:
    return KreisFactory()


@pytest.fixture
def ort(kreis: Any) -> Any:
    return fallbau.kommune(kreis)


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def mukis(kreis: Any) -> Any:
    return fallbau.mukis(kreis)


@pytest.fixture
def stelle(kreis: Any) -> Any:
    return netzwerkbau.stelle(kreis)


@pytest.fixture
def fall(cm: Any, ort: Any) -> Any:
    return fallbau.fall(cm, ort)


def _klient(fall: Any) -> Any:
    return fall.personen.get().klient


# Writing ----------------------------------------------------------------------------------------------------


def test_ein_entwurf_ist_noch_nicht_hinaus(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.verweis(cm, stelle, fall=fall)
    assert (verweis.lage, verweis.gesendet_am) == (Verweisstand.ENTWURF, None)
    assert (verweis.bereich, verweis.kommune_id) == (fall.bereich, fall.kommune_id)
    assert zieltitel(verweis) == "Beratung am Markt"
    assert not Zustellung.objects.exists()
    neu = verweis_aendern(verweis_id=verweis.pk, angaben={"thema": "arbeit"}, akteur=cm)
    assert neu.thema == "arbeit"
    with pytest.raises(Ueberholt):
        verweis_aendern(verweis_id=verweis.pk, angaben={}, akteur=cm, erwarteter_stand=0)


def test_ohne_fall_verweist_wer_dort_beraet(cm: Any, ort: Any, stelle: Any, kreis: Any) -> None:
    assert netzwerkbau.verweis(cm, stelle, ort=ort).fall is None
    with pytest.raises(NichtErlaubt):
        netzwerkbau.verweis(cm, stelle, ort=fallbau.kommune(kreis))
    with pytest.raises(Fachfehler, match="Diesen Fall gibt es nicht"):
        netzwerkbau.verweis(
            fallbau.case_management(fallbau.kommune(kreis)), stelle, fall=fallbau.fall(cm, ort)
        )


@pytest.mark.parametrize(
    ("angaben", "feld"),
    [
        ({"thema": "mondfahrt"}, "thema"),
        ({"zweck": "neugier"}, "zweck"),
        ({"einrichtung_id": 999_999}, "einrichtung"),
        ({"person_id": 999_999}, "person"),
        ({"klient_id": 999_999}, "klient"),
        ({"ziel": "mond", "einrichtung_id": None, "kanal": "intern"}, "ziel"),
        ({"ziel": "lokal", "einrichtung_id": None, "kanal": "intern"}, "ziel_kommune"),
        ({"kanal": "intern"}, "kanal"),
        ({"klassen": "|kontakt|"}, "klassen"),
        ({"form": "mit_daten", "klassen": "|kontakt|"}, "klient"),
    ],
)
def test_fall_14_eine_erfundene_angabe_aendert_nichts(
    cm: Any, fall: Any, stelle: Any, angaben: dict[str, Any], feld: str
) -> None:
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, stelle, fall=fall, **angaben)
    assert fehler.value.feld == feld


def test_fall_14_ein_zusaetzliches_feld_wird_nicht_genommen(cm: Any, fall: Any, stelle: Any) -> None:
    with pytest.raises(TypeError, match="unknown fields: stand"):
        netzwerkbau.verweis(cm, stelle, fall=fall, stand="gesendet")


def test_die_person_arbeitet_bei_der_stelle_und_der_klient_gehoert_zum_fall(
    cm: Any, ort: Any, fall: Any, stelle: Any
) -> None:
    fremde = PersonFactory(kreis=ort.kreis)
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, stelle, fall=fall, person_id=fremde.pk)
    assert fehler.value.feld == "person"
    andere = fallbau.klient(cm, ort, "Bilal", "Nasser")
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, stelle, fall=fall, klient_id=andere.pk)
    assert fehler.value.feld == "klient"


@pytest.mark.parametrize(
    "text",
    [
        "Frau Haddad sucht eine Wohnung.",
        "AMIRA braucht Hilfe",
        "Bei Haddads fehlt Geld.",
        "geboren am 04.05.1990",
        "geb. 4.5.90",
        "siehe {az}",
        "wohnt Geheimweg 7",
        "Telefon 0171/1234567",
        "Mail: Z@privat.example",
    ],
)
def test_ein_anonymer_verweis_verraet_niemanden(cm: Any, ort: Any, stelle: Any, text: str) -> None:
    from datetime import date

    kontakt = {"anschrift": "Geheimweg 7", "telefon": "0171 1234567", "email": "z@privat.example"}
    akte = fallbau.fall(cm, ort, fallbau.klient(cm, ort, geburtsdatum=date(1990, 5, 4), **kontakt))
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, stelle, fall=akte, nachricht=text.format(az=akte.aktenzeichen))
    assert (fehler.value.code, fehler.value.feld) == ("text_verraet", "nachricht")


def test_fall_42a_auch_mit_daten_nennt_der_text_keine_schutzadresse(cm: Any, ort: Any, stelle: Any) -> None:
    kontakt = {"anschrift": "Geheimweg 7", "telefon": "0171 1234567", "email": "z@privat.example"}
    offen = fallbau.klient(cm, ort, **kontakt)
    geschuetzt = fallbau.klient(cm, ort, "Zelda", "Zimmer", schutzadresse=True, **kontakt)
    for person in (offen, geschuetzt):
        akte = fallbau.fall(cm, ort, person, fallbau.klient(cm, ort, "Karim", "Nasser", **kontakt))
        daten = netzwerkbau.mit_daten(person, "stammdaten", "kontakt", "familie")
        text = "Sie wohnt im Geheimweg und ist unter 0171 1234567 zu erreichen."
        if person is offen:
            netzwerkbau.verweis(cm, stelle, fall=akte, **daten, nachricht=text)
            continue
        with pytest.raises(Fachfehler, match="Telefonnummer"):
            netzwerkbau.verweis(cm, stelle, fall=akte, **daten, nachricht=text)


def test_fall_20_der_text_sagt_nichts_ueber_andere_aus_dem_haushalt(cm: Any, ort: Any, stelle: Any) -> None:
    amira, karim = fallbau.klient(cm, ort), fallbau.klient(cm, ort, "Karim", "Haddad")
    akte = fallbau.fall(cm, ort, amira, karim)
    daten = netzwerkbau.mit_daten(amira, "stammdaten", "familie")
    # The family name is her own, too.
    netzwerkbau.verweis(cm, stelle, fall=akte, **daten, nachricht="Frau Haddad sucht eine Wohnung.")
    with pytest.raises(Fachfehler, match="andere Person"):
        netzwerkbau.verweis(cm, stelle, fall=akte, **daten, nachricht="Ihr Mann Karim ist krank.")
    nur_stammdaten = netzwerkbau.mit_daten(amira, "stammdaten")
    with pytest.raises(Fachfehler) as fehler:
        netzwerkbau.verweis(cm, stelle, fall=akte, **nur_stammdaten, nachricht="Sie ist krank.")
    assert fehler.value.code == "text_ohne_klasse"
    netzwerkbau.verweis(cm, stelle, fall=akte, **nur_stammdaten, nachricht="")


# The way ----------------------------------------------------------------------------------------------------


def test_fall_13_mit_daten_geht_ohne_einwilligung_nichts_hinaus(cm: Any, fall: Any, stelle: Any) -> None:
    daten = netzwerkbau.mit_daten(_klient(fall), "stammdaten")
    verweis = netzwerkbau.verweis(cm, stelle, fall=fall, **daten, nachricht="")
    with pytest.raises(Fachfehler, match="Einwilligung"):
        verweis_senden(verweis_id=verweis.pk, akteur=cm)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ENTWURF
    assert not Zustellung.objects.exists()


def test_gesendet_wird_einmal_mit_frist(cm: Any, fall: Any, stelle: Any, kreis: Any) -> None:
    fristen_einstellen(kreis_id=kreis.pk, antwort_tage=7, link_tage=30, akteur=fallbau.koordination(kreis))
    with pytest.raises(NichtErlaubt):
        fristen_einstellen(kreis_id=kreis.pk, antwort_tage=7, link_tage=30, akteur=cm)
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    assert verweis.antwort_bis == timezone.localdate() + timedelta(days=7)
    with pytest.raises(Fachfehler) as fehler:
        verweis_senden(verweis_id=verweis.pk, akteur=cm)
    assert fehler.value.code == "schon_gesendet"
    with pytest.raises(NichtErlaubt, match="schon hinaus"):
        verweis_aendern(verweis_id=verweis.pk, angaben={}, akteur=cm)


def test_ohne_adresse_geht_keine_mail(cm: Any, fall: Any, kreis: Any) -> None:
    stumm = netzwerkbau.stelle(kreis, name="Stumm", einrichtung={"email": ""})
    verweis = netzwerkbau.verweis(cm, stumm, fall=fall)
    with pytest.raises(Fachfehler, match="keine eigene E-Mail-Adresse"):
        verweis_senden(verweis_id=verweis.pk, akteur=cm)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ENTWURF


def test_jeder_schritt_steht_mit_wer_und_wann_fest(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    antwort_eintragen(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.OHNE_ANTWORT), akteur=cm)
    antwort_eintragen(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=cm)
    antwort_eintragen(
        verweis_id=verweis.pk, antwort=Antwort(Verweisstand.ERLEDIGT, notiz=" Termin war "), akteur=cm
    )
    schritte = list(Verweisschritt.objects.filter(verweis=verweis))
    assert [(s.vorher, s.stand, s.weg) for s in schritte] == [
        ("", "entwurf", "konto"),
        ("entwurf", "gesendet", "konto"),
        ("gesendet", "ohne_antwort", "konto"),
        ("ohne_antwort", "angenommen", "gemeldet"),
        ("angenommen", "erledigt", "gemeldet"),
    ]
    assert {(s.konto_id, s.durch_name) for s in schritte} == {(cm.pk, cm.name)}
    assert schritte[-1].notiz == "Termin war"
    assert [s.stand for s in weg(netzwerkbau.frisch(verweis))] == ["erledigt"] * 4


@pytest.mark.beide_datenbanken
def test_ein_schritt_aendert_sich_nie_mehr(cm: Any, fall: Any, stelle: Any) -> None:
    schritt = netzwerkbau.verweis(cm, stelle, fall=fall).schritte.get()
    with pytest.raises(TypeError):
        schritt.save()
    with pytest.raises(IntegrityError, match="verweisschritt_ist_fest"), transaction.atomic():
        Verweisschritt.objects.filter(pk=schritt.pk).update(durch_name="Jemand anderes")
    schritt.delete()


def test_eine_ablehnung_nennt_den_grund(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    ohne = Antwort(Verweisstand.ABGELEHNT)
    with pytest.raises(Fachfehler, match="Grund"):
        antwort_eintragen(verweis_id=verweis.pk, antwort=ohne, akteur=cm)
    mit = Antwort(Verweisstand.ABGELEHNT, grund="keine_plaetze")
    assert antwort_eintragen(verweis_id=verweis.pk, antwort=mit, akteur=cm).lage is Verweisstand.ABGELEHNT
    assert [s.titel for s in weg(netzwerkbau.frisch(verweis))][-1] == "abgelehnt"
    with pytest.raises(Fachfehler, match="inzwischen"):
        antwort_eintragen(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=cm)


def test_eine_antwort_zieht_nicht_zurueck(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    with pytest.raises(Fachfehler, match="gibt es nicht"):
        antwort_eintragen(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.ZURUECKGEZOGEN), akteur=cm)


def test_zurueckgezogenes_verlaesst_den_postausgang_nicht(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    nachricht = netzwerkbau.nachricht_zu(verweis)
    zustellung = Zustellung.objects.get(nachricht=nachricht)
    assert nachricht.vorbehalt == "casemgmt.verweis"
    assert verweis_gilt_noch(nachricht.pk, zustellung.pk)
    verweis_zurueckziehen(verweis_id=verweis.pk, grund=Rueckzugsgrund.WUNSCH, akteur=cm)
    erlaubnis = verweis_gilt_noch(nachricht.pk, zustellung.pk)
    assert not erlaubnis
    assert "Haddad" not in erlaubnis.grund
    assert not verweis_gilt_noch(nachricht.pk, 0)


def test_erinnert_wird_wer_geschrieben_hat(cm: Any, fall: Any, stelle: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, stelle, fall=fall)
    frist = verweis.antwort_bis
    assert frist is not None
    assert list(ueberfaellige(cm, frist)) == []
    assert list(ueberfaellige(cm, frist + timedelta(days=1))) == [verweis]
    assert list(ueberfaellige(fallbau.case_management(fall.kommune), frist + timedelta(days=1))) == []


def test_wer_nur_liest_sendet_nicht(cm: Any, fall: Any, stelle: Any, kreis: Any) -> None:
    verweis = netzwerkbau.verweis(cm, stelle, fall=fall)
    with pytest.raises(NichtErlaubt, match="lesen"):
        verweis_senden(verweis_id=verweis.pk, akteur=fallbau.koordination(kreis))
    with pytest.raises(NichtErlaubt, match="gibt es nicht"):
        verweis_senden(verweis_id=verweis.pk, akteur=fallbau.case_management(fallbau.kommune(kreis)))


# Inside the house -------------------------------------------------------------------------------------------


def test_ein_verweis_an_mukis_steht_dort_in_der_liste(cm: Any, fall: Any, mukis: Any) -> None:
    entwurf = netzwerkbau.verweis(cm, "mukis", fall=fall)
    assert not permissions.sichtbare_eingaenge(mukis).exists()
    verweis = verweis_senden(verweis_id=entwurf.pk, akteur=cm)
    assert list(zu_beantworten(mukis)) == [verweis]
    assert not permissions.sichtbare_verweise(mukis).exists()
    assert not permissions.sichtbare_faelle(mukis).exists()
    with pytest.raises(Fachfehler, match="annehmen oder ablehnen"):
        eingang_beantworten(verweis_id=verweis.pk, antwort=Antwort(Verweisstand.OHNE_ANTWORT), akteur=mukis)
    eingang_beantworten(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=mukis)
    assert netzwerkbau.frisch(verweis).lage is Verweisstand.ANGENOMMEN
    assert list(zu_beantworten(mukis)) == []


def test_ein_verweis_von_mukis_kommt_nur_in_dieser_kommune_an(
    mukis: Any, cm: Any, ort: Any, kreis: Any
) -> None:
    verweis = netzwerkbau.gesendet(mukis, "lokal", bereich="mukis", ziel_kommune_id=ort.pk)
    assert zieltitel(verweis) == f"Case Management vor Ort, {ort.name}"
    assert list(permissions.sichtbare_eingaenge(cm)) == [verweis]
    andere = fallbau.case_management(fallbau.kommune(kreis))
    assert not permissions.sichtbare_eingaenge(andere).exists()
    with pytest.raises(NichtErlaubt):
        eingang_beantworten(verweis_id=verweis.pk, antwort=ANGENOMMEN, akteur=andere)
    assert not permissions.sichtbare_eingaenge(fallbau.mukis(KreisFactory())).exists()


def test_wer_befangen_ist_sieht_auch_den_verweis_nicht(cm: Any, fall: Any, mukis: Any) -> None:
    verweis = netzwerkbau.gesendet(cm, "mukis", fall=fall, klient_id=_klient(fall).pk, nachricht="")
    assert list(permissions.sichtbare_eingaenge(mukis)) == [verweis]
    fallbau.sperre(mukis, _klient(fall))
    assert not permissions.sichtbare_eingaenge(mukis).exists()


def test_ein_verweis_nennt_einen_empfaenger(cm: Any, fall: Any, stelle: Any) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="an wen"):
        verweis_anlegen(
            kreis_id=cm.kreis_id,
            bereich="lokal",
            kommune_id=None,
            fall_id=fall.pk,
            angaben={**netzwerkbau.angaben(stelle), "einrichtung_id": None},
            akteur=cm,
        )
    fremd = EinrichtungFactory()
    with pytest.raises(Fachfehler):
        netzwerkbau.verweis(cm, stelle, fall=fall, einrichtung_id=fremd.pk)
