"""The pages about people: searching, taking in, changing, and what they never show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.haushalt import haushalt_bilden, in_haushalt_aufnehmen
from casemgmt.domain.klient import klient_aendern
from casemgmt.models import Fall, Haushaltszugehoerigkeit, Klient
from casemgmt.regeln.werte import Haushaltsrolle
from kim.protokoll.models import Lesezugriff
from kim.stammdaten.domain.queries.stand import stand_von
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]
LISTE, NEU = reverse("casemgmt:klient-liste"), reverse("casemgmt:klient-anlegen")
GEPFLANZT = "Oberpfaffenhuber"


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def seite(name: str, pk: int) -> str:
    return reverse(f"casemgmt:{name}", args=[pk])


def text(antwort: Any) -> str:
    return str(antwort.content.decode())


def eingaben(bild: Kreisbild, **mehr: str) -> dict[str, str]:
    return {
        "hinweis_gegeben": "on",
        "datenschutzhinweis_am": f"{timezone.localdate():%d.%m.%Y}",
        "datenschutzhinweis_sprache": "ar",
        "wo": f"lokal:{bild.a.pk}",
        "vorname": "Amira",
        "nachname": "Haddad",
        **mehr,
    }


def test_fall_41_die_suchseite_verzeiht_und_bleibt_im_bereich(bild: Kreisbild, anmelden: Anmelden) -> None:
    bild.person("Mohammed", "Al-Masri", geburtsjahr=1988)
    mein, fremd = anmelden(bild.cm_a), anmelden(bild.cm_b)
    assert "Mohammed Al-Masri" in text(mein.post(LISTE, {"q": "masri muhamad"}))
    for frage in ("masri muhamad", "Mohammed Al-Masri"):
        antwort = text(fremd.post(LISTE, {"q": frage}))
        assert "ist dazu niemand zu finden" in antwort
        assert "Mohammed Al-Masri" not in antwort.replace(frage, "")
    gefunden = text(mein.post(reverse("web:suche"), {"q": "masri muhamad"}))
    assert "Personen der Fallarbeit" in gefunden
    assert "Personen der Fallarbeit" not in text(fremd.post(reverse("web:suche"), {"q": "masri muhamad"}))


def test_die_liste_zeigt_erst_die_neueren_und_auf_wunsch_alle(bild: Kreisbild, anmelden: Anmelden) -> None:
    alt = bild.person("Sara", GEPFLANZT)
    Klient.objects.filter(pk=alt.pk).update(erfasst_am=timezone.now() - timedelta(days=40))
    client = anmelden(bild.cm_a)
    assert GEPFLANZT not in text(client.get(LISTE))
    assert GEPFLANZT in text(client.get(LISTE, {"umfang": "alle"}))
    assert GEPFLANZT not in text(anmelden(bild.cm_b).get(LISTE, {"umfang": "alle"}))


def test_fall_1_und_12_eine_fremde_person_ist_wie_keine(bild: Kreisbild, anmelden: Anmelden) -> None:
    """Same body, headers and number of statements as an id that does not exist."""
    person = bild.person()
    haushalt = haushalt_bilden(
        klient_id=person.pk, rolle=Haushaltsrolle.ERWACHSEN, von=timezone.localdate(), akteur=bild.cm_a
    )
    ziele = [
        *((name, person.pk) for name in ("klient-detail", "klient-bearbeiten", "klient-eigene-sicht")),
        *((name, haushalt.pk) for name in ("haushalt-aufnehmen", "haushalt-teilen")),
        ("zugehoerigkeit-beenden", haushalt.zugehoerigkeiten.get().pk),
    ]
    for konto in (bild.cm_b, Kreisbild().cm_a):
        client = anmelden(konto)
        # The first request after signing in writes the session.
        client.get(LISTE)
        for name, pk in ziele:
            antworten = []
            for kennung in (pk, int("9" * len(str(pk)))):
                with CaptureQueriesContext(connection) as abfragen:
                    antwort = client.get(seite(name, kennung))
                antworten.append(
                    (antwort.status_code, len(antwort.content), len(abfragen), sorted(antwort.headers))
                )
                assert client.post(seite(name, kennung), {}).status_code == 404
            assert antworten[0] == antworten[1], name
            assert antworten[0][0] == 404, name
    assert not Lesezugriff.objects.exists()


def test_erst_der_hinweis_dann_der_name(bild: Kreisbild, anmelden: Anmelden) -> None:
    client = anmelden(bild.cm_a)
    ohne = eingaben(bild)
    del ohne["hinweis_gegeben"]
    antwort = text(client.post(NEU, ohne))
    assert "Bitte bestätigen Sie diesen Punkt" in antwort
    assert 'value="Haddad"' in antwort, "nothing typed is lost"
    assert not Klient.objects.exists()
    antwort = client.post(
        NEU, eingaben(bild, sprache="ar", zweite="fr", geburtsjahr="1988", telefon="0170 123"), follow=True
    )
    person = Klient.objects.get()
    assert (person.bereich, person.kommune, person.sprachen) == ("lokal", bild.a, ["ar", "fr"])
    assert "Arabisch, Französisch" in text(antwort)
    assert Lesezugriff.objects.get().objekt_id == person.pk


@pytest.mark.parametrize(
    ("falsch", "meldung"),
    [
        ({"geburtsjahr": "1200"}, "mit vier Ziffern"),
        ({"geburtsdatum": "01.01.2999"}, "liegt in der Zukunft"),
        ({"datenschutzhinweis_am": "01.01.2999"}, "liegt in der Zukunft"),
        ({"geburtsdatum": "01.02.1988", "geburtsjahr": "1988"}, "nicht beides"),
        ({"nachname": ""}, "Diese Angabe fehlt"),
        ({"wo": "lokal:999999"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_was_nicht_stimmt_steht_am_feld(
    bild: Kreisbild, anmelden: Anmelden, falsch: dict[str, str], meldung: str
) -> None:
    assert meldung in text(anmelden(bild.cm_a).post(NEU, eingaben(bild, **falsch)))
    assert not Klient.objects.exists()


def test_wo_jemand_erfassen_darf(bild: Kreisbild, anmelden: Anmelden) -> None:
    assert anmelden(bild.koordination).get(NEU).status_code == 403
    mukis = text(anmelden(fallbau.mukis(bild.kreis)).get(NEU))
    for kommune in (bild.a, bild.b):
        assert f'value="mukis:{kommune.pk}"' in mukis
    assert f"lokal:{bild.b.pk}" not in text(anmelden(bild.cm_a).get(NEU))


def test_fall_3_ein_doppelter_sieht_beim_speichern_aus_wie_ein_neuer(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    bild.person("Amira", "Haddad", in_b=True, geburtsjahr=1988)
    client = anmelden(bild.cm_a)
    antworten = []
    for name in ("Haddad", "Zimmermann"):
        antwort = client.post(NEU, eingaben(bild, nachname=name, geburtsjahr="1988"), follow=True)
        neu = Klient.objects.latest("pk")
        roh = text(antwort).replace(name, "X").replace(str(neu.pk), "0")
        antworten.append((antwort.status_code, len(antwort.redirect_chain), "doppelt" in roh.lower()))
    assert antworten[0] == antworten[1]
    assert antworten[0][2] is False


def test_fall_33_wer_zu_spaet_speichert_sieht_beide_fassungen(bild: Kreisbild, anmelden: Anmelden) -> None:
    person = bild.person()
    stand = stand_von(person)
    klient_aendern(klient_id=person.pk, angaben={"telefon": "0170 111"}, akteur=bild.cm_a)
    antwort = text(
        anmelden(bild.cm_a).post(
            seite("klient-bearbeiten", person.pk),
            {"stand": str(stand), "vorname": "Amira", "nachname": "Haddad", "telefon": "0170 222"},
        )
    )
    assert "Inzwischen gespeichert" in antwort
    assert "0170 111" in antwort
    assert 'value="0170 222"' in antwort
    person.refresh_from_db()
    assert person.telefon == "0170 111"


def test_bearbeiten(bild: Kreisbild, anmelden: Anmelden) -> None:
    person = bild.person(sprachen=["ar"])
    client = anmelden(bild.cm_a)
    assert "Arabisch" in text(client.get(seite("klient-bearbeiten", person.pk)))
    antwort = client.post(
        seite("klient-bearbeiten", person.pk),
        {"stand": str(stand_von(person)), "vorname": "Amina", "nachname": "Haddad"},
        follow=True,
    )
    assert "Die Angaben sind gespeichert" in text(antwort)
    person.refresh_from_db()
    assert (person.vorname, person.sprachen) == ("Amina", None)
    assert anmelden(bild.koordination).get(seite("klient-bearbeiten", person.pk)).status_code == 403


def test_fall_42a_die_schutzadresse_steht_auf_keiner_seite_der_anderen(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    person = bild.person(
        anschrift=GEPFLANZT, telefon="0170 987654", email="geheim@example.org", schutzadresse=True
    )
    mann = bild.person("Karim")
    bild.fall(person, mann)
    haushalt = haushalt_bilden(
        klient_id=person.pk, rolle=Haushaltsrolle.ERWACHSEN, von=timezone.localdate(), akteur=bild.cm_a
    )
    in_haushalt_aufnehmen(
        haushalt_id=haushalt.pk,
        klient_id=mann.pk,
        rolle=Haushaltsrolle.ERWACHSEN,
        von=timezone.localdate(),
        akteur=bild.cm_a,
    )
    geheim = (GEPFLANZT, "0170 987654", "geheim@example.org")
    kollegin = anmelden(fallbau.case_management(bild.a))
    for client in (kollegin, anmelden(bild.koordination)):
        for url in (
            LISTE,
            f"{LISTE}?umfang=alle",
            seite("klient-detail", person.pk),
            seite("klient-detail", mann.pk),
        ):
            inhalt = text(client.get(url))
            assert not any(wort in inhalt for wort in geheim), url
        assert bild.a.name not in text(client.get(seite("klient-detail", person.pk)))
        assert client.get(reverse("protokoll:historie", args=["klient", person.pk])).status_code in (403, 404)
    bogen = text(kollegin.get(seite("klient-bearbeiten", person.pk)))
    assert not any(wort in bogen for wort in geheim)
    assert 'name="anschrift"' not in bogen
    zustaendig = anmelden(bild.cm_a)
    assert GEPFLANZT in text(zustaendig.get(seite("klient-detail", person.pk)))
    for url in (LISTE, seite("klient-eigene-sicht", person.pk), seite("klient-eigene-sicht", mann.pk)):
        assert not any(wort in text(zustaendig.get(url)) for wort in geheim), (
            "not even hers on a copy or a list"
        )


def test_fall_37_die_seite_der_eigenen_sicht(bild: Kreisbild, anmelden: Anmelden) -> None:
    mutter, kind = bild.person("Amira"), bild.person("Lina", geburtsjahr=2015)
    fall = bild.fall(mutter, kind)
    fallbau.termin(bild.cm_a, fall, mutter, notiz=GEPFLANZT, personen=1)
    fallbau.termin(bild.cm_a, fall, mutter, kind, notiz=GEPFLANZT, personen=2)
    client = anmelden(bild.cm_a)
    inhalt = text(client.get(seite("klient-eigene-sicht", kind.pk)))
    assert GEPFLANZT not in inhalt
    assert "Andere waren dabei" in inhalt
    assert GEPFLANZT in text(client.get(seite("klient-eigene-sicht", mutter.pk)))
    allein = bild.person("Sara")
    assert "Noch kein Termin" in text(client.get(seite("klient-eigene-sicht", allein.pk)))


def test_der_haushalt_von_der_seite_aus(bild: Kreisbild, anmelden: Anmelden) -> None:
    mutter, vater = bild.person("Amira"), bild.person("Karim")
    client = anmelden(bild.cm_a)
    antwort = client.post(seite("haushalt-anlegen", mutter.pk), follow=True)
    ziel = antwort.redirect_chain[-1][0]
    assert "Karim Haddad" in text(client.post(ziel, {"q": "karim"}))
    assert "niemand zu finden" in text(client.post(ziel, {"q": "Kowalenko"}))
    falsch = {"q": "karim", "klient": str(vater.pk), "rolle": "erwachsen", "von": "01.01.2999"}
    assert "liegt in der Zukunft" in text(client.post(ziel, falsch))
    tag = f"{timezone.localdate():%d.%m.%Y}"
    antwort = client.post(ziel, {**falsch, "von": tag}, follow=True)
    assert "gehört jetzt zum Haushalt" in text(antwort)
    haushalt = mutter.zugehoerigkeiten.get().haushalt
    antwort = client.post(
        f"{NEU}?haushalt={haushalt.pk}", eingaben(bild, vorname="Lina", rolle="kind"), follow=True
    )
    assert haushalt.zugehoerigkeiten.count() == 3
    assert anmelden(bild.cm_b).get(f"{NEU}?haushalt={haushalt.pk}").status_code == 404
    assert client.get(f"{NEU}?haushalt=x").status_code == 200

    teilen = seite("haushalt-teilen", haushalt.pk)
    Haushaltszugehoerigkeit.objects.update(von=timezone.localdate() - timedelta(days=9))
    lina = haushalt.zugehoerigkeiten.get(rolle="kind")
    assert "Hier fehlt eine Auswahl" in text(client.post(teilen, {"zum": tag}))
    assert "liegt vor dem Einzug" in text(
        client.post(teilen, {"personen": str(lina.pk), "zum": "01.01.2020"})
    )
    antwort = client.post(teilen, {"personen": str(lina.pk), "zum": tag}, follow=True)
    assert "Früherer Haushalt" in text(antwort)
    auszug = seite("zugehoerigkeit-beenden", vater.zugehoerigkeiten.get().pk)
    assert "liegt in der Zukunft" in text(client.post(auszug, {"bis": "01.01.2999"}))
    assert "Der Auszug ist eingetragen" in text(client.post(auszug, {"bis": tag}, follow=True))


def test_wer_befangen_ist_verliert_was_sie_eben_erfasst_hat(bild: Kreisbild, anmelden: Anmelden) -> None:
    from casemgmt.domain.befangenheit_angeben import befangenheit_angeben

    befangenheit_angeben(
        kreis_id=bild.kreis.pk, vorname="Amira", nachname="Haddad", geburtsjahr=1988, akteur=bild.cm_a
    )
    client = anmelden(bild.cm_a)
    wohin = client.post(NEU, eingaben(bild, geburtsjahr="1988")).url
    assert wohin == seite("klient-detail", Klient.objects.get().pk), "as for everybody else"
    fallbau.abgleichen()
    assert client.get(wohin).status_code == 404


def test_einen_fall_eroeffnen(bild: Kreisbild, anmelden: Anmelden) -> None:
    mutter, kind = bild.person("Amira"), bild.person("Lina", geburtsjahr=2015)
    haushalt = haushalt_bilden(
        klient_id=mutter.pk, rolle=Haushaltsrolle.ERWACHSEN, von=timezone.localdate(), akteur=bild.cm_a
    )
    in_haushalt_aufnehmen(
        haushalt_id=haushalt.pk,
        klient_id=kind.pk,
        rolle=Haushaltsrolle.KIND,
        von=timezone.localdate(),
        akteur=bild.cm_a,
    )
    client, eroeffnen = anmelden(bild.cm_a), reverse("casemgmt:fall-eroeffnen")
    ziel = f"{eroeffnen}?klient={mutter.pk}"
    assert client.get(eroeffnen).headers["Location"] == LISTE, "a case is always somebody's"
    assert "Lina Haddad, 2015" in text(client.get(ziel))
    spaeter = {"personen": str(kind.pk), "eroeffnet_am": "01.01.2999"}
    assert "liegt in der Zukunft" in text(client.post(ziel, spaeter))
    heute = f"{timezone.localdate():%d.%m.%Y}"
    antwort = client.post(ziel, {**spaeter, "eroeffnet_am": heute}, follow=True)
    fall = Fall.objects.get()
    assert str(fall) in text(antwort)
    assert [(p.klient, p.hauptperson) for p in fall.personen.all()] == [(mutter, True), (kind, False)]
    assert fall.verantwortlich == bild.cm_a
    allein = bild.person("Sara")
    client.post(f"{eroeffnen}?klient={allein.pk}", {"eroeffnet_am": heute})
    assert Fall.objects.count() == 2
    assert anmelden(bild.cm_b).get(ziel).status_code == 404
    assert anmelden(bild.koordination).get(ziel).status_code == 403
