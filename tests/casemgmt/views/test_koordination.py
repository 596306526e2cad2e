"""What the Koordination decides, Befangenheit and Notzugriff: their pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.domain.notzugriff import notzugriff_nehmen
from casemgmt.models import (
    Aktensperre,
    Befangenheitshinweis,
    Doppelhinweis,
    Klient,
    Notzugriff,
    Zusammenfuehrung,
)
from casemgmt.views import personenanschluesse as anschluesse
from kim.auftraege.permissions import sichtbare_auftraege
from kim.basis.heute import HEUTE
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau
from tests.casemgmt.personenbau import Kreisbild
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db
Anmelden = Callable[..., Client]
DOPPELT, BEFANGEN = reverse("casemgmt:doppelhinweis-liste"), reverse("casemgmt:befangenheit")
KREIS, NOT = reverse("casemgmt:befangenheit-kreis"), reverse("casemgmt:notzugriff")
GRUND = "Die Familie steht ohne Unterkunft vor der Tür"


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def seite(name: str, pk: int) -> str:
    return reverse(f"casemgmt:{name}", args=[pk])


def text(antwort: Any) -> str:
    return str(antwort.content.decode())


def paar(bild: Kreisbild) -> tuple[Klient, Klient, Doppelhinweis]:
    eine = bild.person("Mohammed", "Al-Masri", geburtsjahr=1988)
    andere = bild.person("Muhammad", "Masri", in_b=True, geburtsjahr=1988)
    return eine, andere, Doppelhinweis.objects.get()


def heute(konto: Any) -> list[str]:
    """What the start page tells this person, of all that people bring along."""
    tag = timezone.localdate()
    zeilen = [*anschluesse.hinweise_auf_heute(konto, tag), *anschluesse.notzugriffe_auf_heute(konto, tag)]
    return [zeile.text for zeile in zeilen]


def test_fall_3_nur_die_koordination_sieht_und_entscheidet(bild: Kreisbild, anmelden: Anmelden) -> None:
    eine, andere, hinweis = paar(bild)
    ziel = seite("doppelhinweis-detail", hinweis.pk)
    for konto in (bild.cm_a, bild.cm_b, fallbau.mukis(bild.kreis)):
        client = anmelden(konto)
        assert client.get(DOPPELT).status_code == 403
        for url in (ziel, seite("doppelhinweis-verwerfen", hinweis.pk)):
            assert client.post(url, {}).status_code == 404
        assert heute(konto) == []
    nur_a = anmelden(fallbau.koordination(bild.kreis, bild.a))
    assert nur_a.get(DOPPELT).status_code == 403
    assert nur_a.get(ziel).status_code == 404
    assert heute(bild.koordination) == ["Prüfen, ob eine Person doppelt erfasst ist"]
    client = anmelden(bild.koordination)
    assert "Muhammad Masri" in text(client.get(DOPPELT))
    inhalt = text(client.get(ziel))
    assert bild.a.name in inhalt
    assert bild.b.name in inhalt
    gelesen = [(zeile.art.split(".")[1], zeile.objekt_id) for zeile in Lesezugriff.objects.order_by("nummer")]
    assert gelesen == [("doppelhinweis", None), ("klient", eine.pk), ("klient", andere.pk)]


def test_fall_38_zusammenfuehren_und_zuruecknehmen_auf_den_seiten(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    eine, _andere, hinweis = paar(bild)
    client = anmelden(bild.koordination)
    ziel = seite("doppelhinweis-detail", hinweis.pk)
    assert "Hier fehlt eine Auswahl" in text(client.post(ziel, {}))
    antwort = client.post(ziel, {"bleibt": str(eine.pk), "grund": "Ausweis"}, follow=True)
    assert "zusammengeführt" in text(antwort)
    assert "Entschieden am" in text(client.get(ziel))
    assert "Entschieden am" in text(client.post(ziel, {"bleibt": str(eine.pk), "grund": "Ausweis"}))
    zurueck = seite("zusammenfuehrung-zuruecknehmen", Zusammenfuehrung.objects.get().pk)
    assert "Diese Angabe fehlt" in text(client.post(zurueck, {}))
    assert "zurückgenommen" in text(client.post(zurueck, {"grund": "Irrtum"}, follow=True))
    assert "schon zurückgenommen" in text(client.post(zurueck, {"grund": "Irrtum"}))


def test_was_die_fachlichkeit_ablehnt_steht_auf_der_seite(bild: Kreisbild, anmelden: Anmelden) -> None:
    eine, andere, hinweis = paar(bild)
    dritte = bild.person("Sara", "Karimi")
    bild.fall(eine, dritte)
    fallbau.sperre(bild.cm_a, andere)
    fallbau.sperre(bild.koordination, dritte)
    client = anmelden(bild.koordination)
    antwort = client.post(seite("doppelhinweis-detail", hinweis.pk), {"bleibt": str(eine.pk), "grund": "x"})
    assert "bliebe niemand übrig" in text(antwort)


def test_verwerfen(bild: Kreisbild, anmelden: Anmelden) -> None:
    _eine, _andere, hinweis = paar(bild)
    client, ziel = anmelden(bild.koordination), seite("doppelhinweis-verwerfen", hinweis.pk)
    assert "zwei Menschen" in text(client.post(ziel, follow=True))
    assert "schon entschieden" in text(client.post(ziel, follow=True))


def test_fall_10_die_seite_antwortet_gleich_ob_bekannt_oder_nicht(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    """In words, in the statements it takes, and to whom it belongs what is done afterwards."""
    bild.fall(bild.person(geburtsjahr=1988))
    client = anmelden(bild.cm_b)
    client.get(BEFANGEN)
    antworten, abfragen = [], []
    for vorname, nachname in (("Yusuf", "Yildiz"), ("Amira", "Haddad"), ("Zora", "Zimmer")):
        with gezaehlt() as gefragt:
            antwort = client.post(BEFANGEN, {"vorname": vorname, "nachname": nachname, "geburtsjahr": "1988"})
        abfragen.append(gefragt.je_muster())
        folgt = client.get(antwort.url)
        antworten.append((antwort.url, [str(m) for m in folgt.context["messages"]][-1]))
    assert antworten[0] == antworten[1] == antworten[2]
    assert abfragen[1] == abfragen[2]
    assert not Aktensperre.objects.exists(), "compared by nobody's request"
    assert not sichtbare_auftraege(bild.cm_b).exists()
    fallbau.abgleichen()
    assert Aktensperre.objects.get().konto == bild.cm_b
    assert "Diese Angabe fehlt" in text(client.post(BEFANGEN, {}))


def test_die_liste_der_befangenheit_lesen_nur_sie_und_die_koordination(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    satz = befangenheit_angeben(
        kreis_id=bild.kreis.pk, vorname="Zora", nachname="Zimmer", geburtsjahr=1980, akteur=bild.cm_a
    )
    assert "Zora Zimmer" in text(anmelden(bild.cm_a).get(BEFANGEN))
    leitung = anmelden(bild.koordination)
    assert "Zora Zimmer" in text(leitung.get(KREIS))
    assert "Zora Zimmer" not in text(leitung.get(BEFANGEN))
    andere = anmelden(bild.cm_b)
    assert andere.get(KREIS).status_code == 403
    assert "Zora" not in text(andere.get(BEFANGEN))
    for client in (andere, leitung):
        assert client.post(seite("befangenheit-zurueckziehen", satz.pk)).status_code == 404
    antwort = anmelden(bild.cm_a).post(seite("befangenheit-zurueckziehen", satz.pk), follow=True)
    assert "noch niemanden genannt" in text(antwort)


def test_die_koordination_entscheidet_ueber_schwache_treffer(bild: Kreisbild, anmelden: Anmelden) -> None:
    bild.person()
    befangenheit_angeben(
        kreis_id=bild.kreis.pk, vorname="Amira", nachname="Haddad", geburtsjahr=1988, akteur=bild.cm_b
    )
    fallbau.abgleichen()
    hinweis = Befangenheitshinweis.objects.get()
    ziel = seite("befangenheitshinweis", hinweis.pk)
    assert heute(bild.koordination) == ["Über mögliche Befangenheit entscheiden"]
    for konto in (bild.cm_a, bild.cm_b):
        assert anmelden(konto).get(ziel).status_code == 404
    client = anmelden(bild.koordination)
    assert "Amira Haddad, 1988" in text(client.get(ziel))
    assert "ist für diese Kollegin" in text(client.post(ziel, {"sperren": "1"}, follow=True))
    assert "schon entschieden" in text(client.post(ziel, {"verwerfen": "1"}))
    aufheben = seite("aktensperre-aufheben", Aktensperre.objects.get().pk)
    assert "Diese Angabe fehlt" in text(client.post(aufheben, {}))
    assert "Die Sperre ist aufgehoben" in text(client.post(aufheben, {"grund": "Verwechslung"}, follow=True))
    assert client.get(aufheben).status_code == 404


def test_ein_schwacher_treffer_laesst_sich_verwerfen(bild: Kreisbild, anmelden: Anmelden) -> None:
    bild.person()
    befangenheit_angeben(
        kreis_id=bild.kreis.pk, vorname="Amira", nachname="Haddad", geburtsjahr=1988, akteur=bild.cm_b
    )
    fallbau.abgleichen()
    ziel = seite("befangenheitshinweis", Befangenheitshinweis.objects.get().pk)
    antwort = anmelden(bild.koordination).post(ziel, {"verwerfen": "1"}, follow=True)
    assert "ein anderer Mensch" in text(antwort)
    assert not Aktensperre.objects.exists()


def test_fall_11_notzugriff_auf_der_seite(bild: Kreisbild, anmelden: Anmelden) -> None:
    fall = bild.fall(bild.person())
    client = anmelden(bild.cm_b)
    leer = [
        text(client.post(NOT, {"aktenzeichen": nummer, "grund": "eilt"})).replace(nummer, "")
        for nummer in (fall.aktenzeichen, "KIM-2026-9999")
    ]
    assert "in einem Satz" in leer[0]
    assert not Lesezugriff.objects.exists()
    unbekannt = text(client.post(NOT, {"aktenzeichen": "KIM-2026-9999", "grund": GRUND}))
    assert "öffnet sich keine Akte" in unbekannt
    assert GRUND in unbekannt, "nothing typed is lost"
    antwort = client.post(NOT, {"aktenzeichen": fall.aktenzeichen, "grund": GRUND}, follow=True)
    assert antwort.status_code == 200
    satz = Notzugriff.objects.get()
    assert "Amira Haddad" in text(client.get(reverse("casemgmt:notzugriff-liste")))
    assert anmelden(bild.koordination).get(NOT).status_code == 403
    assert "Jetzt beenden" in text(client.get(reverse("casemgmt:notzugriff-liste")))
    assert client.post(seite("notzugriff-gesehen", satz.pk)).status_code == 404
    assert "ist beendet" in text(client.post(seite("notzugriff-beenden", satz.pk), follow=True))
    assert "schon zu Ende" in text(client.post(seite("notzugriff-beenden", satz.pk), follow=True))


def test_fall_11_eine_verschlossene_nummer_ist_von_einer_unbekannten_nicht_zu_unterscheiden(
    bild: Kreisbild, anmelden: Anmelden
) -> None:
    """Neither by the page nor by the statements it takes; the log says the same of both."""
    person = bild.person()
    gesperrt = bild.fall(person).aktenzeichen
    fallbau.sperre(bild.cm_b, person)
    client = anmelden(bild.cm_b)
    seiten, abfragen = [], []
    for nummer in ("KIM-2026-9998", gesperrt, "KIM-2026-9999"):
        with gezaehlt() as gefragt:
            antwort = client.post(NOT, {"aktenzeichen": nummer, "grund": GRUND})
        inhalt = text(antwort).partition("<main")[2].partition("</main")[0]
        ohne_marke = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", inhalt)
        seiten.append((antwort.status_code, ohne_marke.replace(f'value="{nummer}"', "")))
        abfragen.append(gefragt.je_muster())
    assert seiten[1] == seiten[2]
    assert abfragen[1] == abfragen[2]
    assert {z.anlass.partition(":")[0] for z in Lesezugriff.objects.all()} == {"Notzugriff ohne Akte"}


def test_fall_11_und_56_die_anderen_erfahren_es_ohne_einen_namen(bild: Kreisbild, anmelden: Anmelden) -> None:
    fall = bild.fall(bild.person())
    notzugriff_nehmen(kreis_id=bild.kreis.pk, aktenzeichen=fall.aktenzeichen, grund=GRUND, akteur=bild.cm_b)
    satz = Notzugriff.objects.get()
    assert heute(bild.cm_a) == [f"Ihre Akte wurde im Notfall gelesen: {fall}"]
    assert heute(bild.koordination) == [f"Notzugriff zur Kenntnis nehmen: {fall}"]
    assert heute(bild.cm_b) == []
    liste = reverse("casemgmt:notzugriff-liste")
    for konto in (bild.cm_a, bild.koordination):
        inhalt = text(anmelden(konto).get(liste))
        assert GRUND in inhalt
        assert "Haddad" not in inhalt
    assert GRUND not in text(anmelden(fallbau.case_management(bild.a)).get(liste))
    client = anmelden(bild.koordination)
    assert "Zur Kenntnis genommen." in text(client.post(seite("notzugriff-gesehen", satz.pk), follow=True))
    assert heute(bild.koordination) == []
    assert heute(bild.cm_a) != [], "she reads of it for a week"
    Notzugriff.objects.update(von=timezone.now() - timedelta(days=8))
    assert heute(bild.cm_a) == []
    assert {"casemgmt.hinweise", "casemgmt.notzugriffe"} <= {quelle.schluessel for quelle in HEUTE}


def test_mehrere_hinweise_sind_eine_zeile(bild: Kreisbild) -> None:
    paar(bild)
    bild.person("Mohamed", "Masri", geburtsjahr=1988)
    assert heute(bild.koordination) == ["Prüfen, ob Personen doppelt erfasst sind (3 Hinweise)"]


def test_ein_alter_ungesehener_steht_nicht_mehr_bei_der_verantwortlichen(bild: Kreisbild) -> None:
    fall = bild.fall(bild.person())
    notzugriff_nehmen(kreis_id=bild.kreis.pk, aktenzeichen=fall.aktenzeichen, grund=GRUND, akteur=bild.cm_b)
    Notzugriff.objects.update(von=timezone.now() - timedelta(days=8))
    assert heute(bild.cm_a) == []
    assert len(heute(bild.koordination)) == 1


def test_treffer_am_aktenzeichen_haben_eine_seite_oder_stehen_nicht_da(
    bild: Kreisbild, monkeypatch: pytest.MonkeyPatch
) -> None:
    fall = bild.fall()
    monkeypatch.setattr(anschluesse, "seite_des_falls", lambda pk: "")
    assert anschluesse.faelle_finden(bild.cm_a, str(fall), 10) == []
    monkeypatch.setattr(anschluesse, "seite_des_falls", lambda pk: f"/{pk}/")
    (treffer,) = anschluesse.faelle_finden(bild.cm_a, str(fall), 10)
    assert (treffer.titel, treffer.url) == (str(fall), f"/{fall.pk}/")
