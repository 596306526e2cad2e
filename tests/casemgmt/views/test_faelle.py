"""The list of cases and the file: who sees what, how many queries, what is logged, both versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.fallweg import fall_nicht_fortsetzen
from casemgmt.models import Fall, Fallvertretung, Wiedervorlage
from casemgmt.regeln.werte import Endgrund, Phase
from kim.konten.models import Konto
from kim.konten.regeln.rollen import Rolle
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import faellebau, fallbau
from tests.fabriken import konto_mit_rolle
from tests.werkzeug.abfragen import gezaehlt, gleiche_abfragen

pytestmark = pytest.mark.django_db

FALLSEITEN = (
    "fall-detail",
    "fall-weiter",
    "fall-abschliessen",
    "fall-nicht-fortsetzen",
    "fall-wieder-aufnehmen",
    "fall-verantwortung",
    "fall-umziehen",
    "fall-vertretung",
    "fall-uebergabe",
    "fall-wiedervorlage",
    "fall-personen",
    "fall-plan",
    "plan-beginnen",
)


@pytest.fixture
def ort() -> Any:
    return fallbau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort, name="Anna Arendt")


def url(name: str, *args: object) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


# Who sees what ----------------------------------------------------------------------------------------------


def test_fall_1_und_6_eine_fremde_akte_gibt_es_nicht(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    """Case managers of another Kommune, MuKi-S, the administration of the Kreis and of the system: 404 on
    each page, for GET and POST, with the same body and as many queries as for an unknown number."""
    fall = fallbau.fall(cm, ort)
    fremde = [
        fallbau.case_management(fallbau.kommune(ort.kreis)),
        fallbau.mukis(ort.kreis),
        konto_mit_rolle(Rolle.KREIS_ADMINISTRATION, kreis=ort.kreis),
        konto_mit_rolle(Rolle.SYSTEMADMINISTRATION, kreis=ort.kreis),
    ]
    for konto in fremde:
        client = anmelden(konto)
        for seite in FALLSEITEN:
            for tun in (client.get, client.post):
                if tun(url(seite, 999_999)).status_code == 405:
                    continue
                with gezaehlt() as unbekannte:
                    tun(url(seite, 999_999))
                with gezaehlt() as fremde_akte:
                    antwort = tun(url(seite, fall.pk))
                assert antwort.status_code == 404, (konto, seite)
                assert len(fremde_akte) == len(unbekannte), seite
                assert fall.aktenzeichen not in text(antwort)
    assert not Lesezugriff.objects.exists()


def test_fall_2_die_liste_zaehlt_nichts_fremdes(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    fallbau.fall(cm, ort)
    kollegin = fallbau.case_management(fallbau.kommune(ort.kreis))
    client = anmelden(kollegin)
    for frage in ("", "?stand=alle", "?achtung=ohne-kontakt", f"?wer={cm.pk}", f"?kommune={ort.pk}"):
        antwort = client.get(url("fall-liste") + frage)
        assert antwort.context["seite"].anzahl == 0
        assert "Haddad" not in text(antwort)


def test_die_koordination_liest_und_es_steht_im_protokoll(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(fallbau.koordination(ort.kreis))
    assert "Haddad" in text(client.get(url("fall-liste")))
    assert client.get(url("fall-detail", fall.pk)).status_code == 200
    assert [(z.art, z.kennzeichen) for z in Lesezugriff.objects.order_by("nummer")] == [
        ("casemgmt.fall", ""),
        ("casemgmt.fall", fall.aktenzeichen),
    ]
    seite = text(client.get(url("fall-detail", fall.pk)))
    assert url("fall-verantwortung", fall.pk) in seite
    assert url("fall-nicht-fortsetzen", fall.pk) not in seite
    assert client.get(url("fall-nicht-fortsetzen", fall.pk)).status_code == 403


def test_die_liste_braucht_bei_jeder_laenge_gleich_viele_abfragen(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    client = anmelden(cm)

    def anlegen() -> None:
        fall = fallbau.fall(cm, ort, fallbau.klient(cm, ort), fallbau.klient(cm, ort, "Samir"))
        fallbau.termin(cm, fall)

    gleiche_abfragen(1, 3, anlegen=anlegen, abrufen=lambda: client.get(url("fall-liste")), anzahl=LISTE)
    antwort = client.get(url("fall-liste"))
    assert "und 1 weitere" in text(antwort)
    assert antwort.context["seite"].tabelle.seitengroesse == 50


LISTE = 8
"""Session, account, roles; Kommunen of the filter; count, rows, main persons. At most 20 may be."""


def test_die_filter(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    kollegin = fallbau.case_management(ort, name="Berta Berg")
    lange_her = timezone.localdate() - timedelta(days=60)
    still = fallbau.fall(cm, ort, am=lange_her)
    neu = fallbau.fall(kollegin, ort)
    gesprochen = fallbau.fall(cm, ort, am=lange_her)
    fallbau.termin(cm, gesprochen)
    lang = faellebau.langfristig(cm, ort)
    beendet = fallbau.fall(cm, ort)
    fall_nicht_fortsetzen(fall_id=beendet.pk, stand=1, endgrund=Endgrund.ABGELEHNT, akteur=cm)
    geplant = faellebau.bis_phase(cm, faellebau.langfristig(cm, ort), Phase.UMSETZUNG)
    plan = geplant.plaene.get()
    type(plan).objects.filter(pk=plan.pk).update(pruefung_am=timezone.localdate())
    vertreten = fallbau.vertretung(kollegin, cm, von=timezone.localdate())
    assert isinstance(vertreten, Fallvertretung)
    client = anmelden(cm)

    def gefunden(frage: str) -> set[Fall]:
        zeilen = client.get(url("fall-liste") + frage).context["seite"].zeilen
        return {fall for fall in Fall.objects.all() if str(fall) in {zeile["zeichen"] for zeile in zeilen}}

    assert gefunden("") == {still, neu, gesprochen, lang, geplant}
    assert gefunden("?stand=beendet") == {beendet}
    assert gefunden("?stand=alle") == {still, neu, gesprochen, lang, geplant, beendet}
    assert gefunden("?wer=ich") == {still, gesprochen, lang, geplant}
    assert gefunden("?wer=vertretung") == {neu}
    assert gefunden("?phase=assessment") == {lang}
    assert gefunden("?achtung=ohne-kontakt") == {still}
    assert gefunden("?achtung=ohne-plan") == {lang}
    assert gefunden("?achtung=plan-pruefen") == {geplant}
    assert gefunden("?achtung=ueber-frist") == {still, gesprochen}
    assert gefunden("?achtung=ohne-einwilligung") == {still, neu, gesprochen, lang, geplant}
    leitung = anmelden(fallbau.koordination(ort.kreis))
    antwort = leitung.get(url("fall-liste") + f"?wer={kollegin.pk}&bereich=lokal")
    assert [zeile["zeichen"] for zeile in antwort.context["seite"].zeilen] == [str(neu)]


# The file ---------------------------------------------------------------------------------------------------


def test_die_akte_sagt_den_naechsten_schritt_und_hat_einen_knopf(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(cm)
    seite = text(client.get(url("fall-detail", fall.pk)))
    assert "Ersten Termin halten" in seite
    assert "Amira Haddad" in seite
    fallbau.termin(cm, fall, notiz="Hat Angst vor Briefen.", naechster_schritt="Brief lesen")
    seite = text(client.get(url("fall-detail", fall.pk)))
    for teil in (
        "Langfristig begleiten",
        "60 Minuten",
        "Hat Angst vor Briefen.",
        "Brief lesen",
        "Fall eröffnet",
    ):
        assert teil in seite
    assert seite.count("kern-btn--primary") == 1
    assert Lesezugriff.objects.filter(kennzeichen=fall.aktenzeichen).count() == 2


def test_die_akte_braucht_bei_jeder_laenge_gleich_viele_abfragen(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(cm)
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: (fallbau.termin(cm, fall), faellebau.wiedervorlage(cm, fall)),
        abrufen=lambda: client.get(url("fall-detail", fall.pk)),
        anzahl=AKTE,
    )


AKTE = 14
"""Nine of them write down that the file was read."""


def test_der_zeitstrahl_zeigt_alles_und_blaettert(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    fall = faellebau.bis_phase(cm, faellebau.langfristig(cm, ort), Phase.UMSETZUNG)
    fallbau.vertretung(cm, fallbau.case_management(ort, name="Berta Berg"), von=faellebau.heute(), nur=fall)
    for _nummer in range(20):
        fallbau.termin(cm, fall)
    client = anmelden(cm)
    erste = text(client.get(url("fall-detail", fall.pk)))
    zweite = text(client.get(url("fall-detail", fall.pk) + "?seite=2"))
    assert "Seite 1 von 2" in erste
    for teil in (
        "Phase: Assessment",
        "Integrationsplan vereinbart, Fassung 1",
        "Vertretung durch Berta Berg",
    ):
        assert teil in erste + zweite
    assert "Fall eröffnet" in zweite


def test_der_weg_ueber_die_seiten_bis_zum_abbruch_und_zurueck(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    fallbau.termin(cm, fall)
    client = anmelden(cm)
    ohne = client.post(url("fall-weiter", fall.pk), {"stand": "1", "nach": "assessment", "zugestimmt_am": ""})
    assert "an dem die Person zugestimmt hat" in text(ohne)
    heute = f"{faellebau.heute():%d.%m.%Y}"
    mit = {"stand": "1", "nach": "assessment", "zugestimmt_am": heute}
    assert client.post(url("fall-weiter", fall.pk), mit).status_code == 302
    assert faellebau.frisch(fall).phase == Phase.ASSESSMENT
    abbruch = {"stand": "2", "ausgang": "abgebrochen", "endgrund": "", "am": heute, "notiz": "Umgezogen"}
    antwort = client.post(url("fall-abschliessen", fall.pk), abbruch)
    assert "Bitte den Grund angeben" in text(antwort)
    assert "Umgezogen" in text(antwort), "nothing typed is lost"
    client.post(url("fall-abschliessen", fall.pk), {**abbruch, "endgrund": "zustaendigkeit"})
    assert "beendet" in text(client.get(url("fall-detail", fall.pk)))
    assert client.get(url("fall-weiter", fall.pk)).status_code == 302
    assert "Fall wieder aufnehmen?" in text(client.get(url("fall-wieder-aufnehmen", fall.pk)))
    client.post(url("fall-wieder-aufnehmen", fall.pk), {"stand": "3"})
    assert faellebau.frisch(fall).phase == Phase.ASSESSMENT
    assert client.get(url("fall-wieder-aufnehmen", fall.pk)).status_code == 302
    assert client.get(url("fall-nicht-fortsetzen", fall.pk)).status_code == 302
    neuer = fallbau.fall(cm, ort)
    assert client.get(url("fall-abschliessen", neuer.pk)).status_code == 302
    angaben = {"stand": "1", "endgrund": "abgelehnt", "am": heute, "notiz": ""}
    assert client.post(url("fall-nicht-fortsetzen", neuer.pk), angaben).status_code == 302
    assert faellebau.frisch(neuer).endgrund == "abgelehnt"


def test_beim_abschluss_stehen_die_ziele_mit_ihrem_stand(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = faellebau.bis_phase(cm, faellebau.langfristig(cm, ort), Phase.EVALUATION)
    seite = anmelden(cm).get(url("fall-abschliessen", fall.pk))
    assert seite.context["ziele"] == [(faellebau.WORTE, "offen")]
    assert faellebau.WORTE in text(seite)


def test_fall_33_der_zweite_sieht_beide_staende(anmelden: Callable[..., Client], cm: Any, ort: Any) -> None:
    fall = faellebau.langfristig(cm, ort)
    kollegin = anmelden(fallbau.case_management(ort, name="Berta Berg"))
    kollegin.post(url("fall-weiter", fall.pk), {"stand": "2", "nach": "integrationsplan"})
    client = anmelden(cm)
    antwort = client.post(url("fall-weiter", fall.pk), {"stand": "2", "nach": "integrationsplan"})
    seite = text(antwort)
    assert "Sie hatten vor sich" in seite
    assert [(zeile[1], zeile[2]) for zeile in antwort.context["konflikt"]][:3] == [
        ("Assessment", "Integrationsplan"),
        ("Anna Arendt", "Anna Arendt"),
        ("Anna Arendt", "Berta Berg"),
    ]
    assert faellebau.frisch(fall).stand == 3
    assert antwort.context["form"]["stand"].value() == "3"


def test_wiedervorlagen_stehen_in_der_akte_und_unter_heute(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(cm)
    angaben = {"text": "Bescheid prüfen", "faellig_am": f"{faellebau.heute():%d.%m.%Y}"}
    client.post(url("fall-wiedervorlage", fall.pk), angaben)
    assert "Bescheid prüfen" in text(client.get(url("fall-detail", fall.pk)))
    heute = text(client.get("/"))
    assert f"Wiedervorlage im Fall {fall.aktenzeichen} bearbeiten" in heute
    satz = Wiedervorlage.objects.get()
    fremd = anmelden(fallbau.case_management(fallbau.kommune(ort.kreis)))
    assert fremd.post(url("wiedervorlage-erledigt", satz.pk)).status_code == 404
    client = anmelden(cm)
    client.post(url("wiedervorlage-erledigt", satz.pk))
    assert fall.aktenzeichen not in text(client.get("/"))


def test_unter_heute_steht_was_bei_mir_liegt_auch_in_vertretung(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = faellebau.bis_phase(cm, faellebau.langfristig(cm, ort), Phase.UMSETZUNG)
    plan = fall.plaene.get()
    type(plan).objects.filter(pk=plan.pk).update(pruefung_am=faellebau.in_tagen(-1))
    faellebau.wiedervorlage(cm, fall, tage=2)
    faellebau.wiedervorlage(cm, fall, tage=9, text="viel später")
    faellebau.anfrage(cm, ort, eingegangen_am=faellebau.in_tagen(-20))
    kollegin = fallbau.case_management(ort)

    def zeilen(konto: Any) -> list[str]:
        return [z.text for z in anmelden(Konto.objects.get(pk=konto.pk)).get("/").context["zeilen"]]

    anfrage = "Anfrage beantworten, die zu lange wartet"
    wiedervorlage = f"Wiedervorlage im Fall {fall.aktenzeichen} bearbeiten"
    pruefen = f"Integrationsplan im Fall {fall.aktenzeichen} prüfen"
    assert zeilen(cm) == [pruefen, anfrage, wiedervorlage]
    assert zeilen(kollegin) == [anfrage]
    fallbau.vertretung(cm, kollegin, von=faellebau.heute())
    assert zeilen(kollegin) == [pruefen, anfrage, wiedervorlage]


def test_die_startseite_fragt_fuer_die_fallarbeit_zweimal(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    """All rooms together have twelve, so each says how many are its own."""
    for _nummer in range(3):
        faellebau.wiedervorlage(cm, fallbau.fall(cm, ort))
    client = anmelden(cm)
    with gezaehlt() as abfragen:
        assert len(client.get("/").context["zeilen"]) == 3
    eigene = ('FROM "casemgmt_wiedervorlage"', 'FROM "casemgmt_integrationsplan"')
    assert [sum(teil in sql for sql in abfragen.anweisungen) for teil in eigene] == [1, 1]


def test_fallperson_und_uebergabe_ueber_die_seiten(
    anmelden: Callable[..., Client], cm: Any, ort: Any
) -> None:
    fall = fallbau.fall(cm, ort)
    client = anmelden(cm)
    assert "in einem Haushalt" in text(client.get(url("fall-personen", fall.pk)))
    assert "Hier fehlt eine Auswahl" in text(client.post(url("fall-personen", fall.pk), {"klient": ""}))
    heute = f"{faellebau.heute():%d.%m.%Y}"
    angaben = {"stelle": "JMD", "wofuer": "Bewerbung", "vereinbart_am": heute, "einrichtung": ""}
    mitgegeben = {"mit_daten": "on", "klassen": ["stammdaten"], "weg": "brief"}
    mit = client.post(url("fall-uebergabe", fall.pk), {**angaben, **mitgegeben})
    assert "Angaben gehen nur an eine Stelle aus den Stammdaten" in text(mit)
    assert client.post(url("fall-uebergabe", fall.pk), angaben).status_code == 302
    assert "Fallübergabe mit einer anderen Stelle" in text(client.get(url("fall-detail", fall.pk)))
    haupt = fall.personen.get()
    antwort = client.post(url("fallperson-beenden", haupt.pk), follow=True)
    assert "Das ist die Hauptperson" in text(antwort)
    assert client.post(url("fallperson-hauptperson", haupt.pk)).status_code == 302
