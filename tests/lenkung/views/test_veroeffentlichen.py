"""The pages of the Geschäftsstelle: reading every text, publishing, taking back, and the switch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lenkung.models import (
    Beschluss,
    Genehmigung,
    Gremienoeffentlichkeit,
    Gremium,
    Niederschriftsfassung,
    Veroeffentlichung,
)
from lenkung.views.oeffentlich_seiten import seite_des_satzes
from tests.lenkung import niederschriftsbau, verlaufsbau
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.views.abruf import abgerufen, seitentext, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def fassung(kreis: Any) -> Niederschriftsfassung:
    gremium = verlaufsbau.lenkungsgruppe(4, kreis=kreis)
    satz = niederschriftsbau.geschlossene_sitzung(gremium)
    niederschriftsbau.entwurf(satz)
    niederschriftsbau.schreibe(
        niederschriftsbau.abschnitt(satz, nummer=2), "Rege Aussprache.", erklaerung="Ich bin dagegen."
    )
    bau.eingeschaltet(gremium)
    return bau.unterzeichnet(satz)


def _seite(fassung: Niederschriftsfassung, name: str = "niederschrift-veroeffentlichen") -> str:
    return url(name, fassung.niederschrift.sitzung_id)


def _angaben(client: Client, fassung: Niederschriftsfassung, **felder: Any) -> dict[str, Any]:
    """The form as it stands on the page."""
    form = client.get(_seite(fassung)).context["form"]
    werte = {name: form.initial.get(name, "") for name in form.fields if name != "erklaerungen"}
    return {**werte, "gelesen": "on", **felder}


def test_die_seite_zeigt_jeden_text_und_schlaegt_einrichtungen_vor(
    geschaeftsstelle: Client, fassung: Niederschriftsfassung
) -> None:
    seite = abgerufen(geschaeftsstelle, _seite(fassung))
    for stueck in (
        "Nach § 7 Abs. 5 ist die Niederschrift öffentlich",
        "Der Vorsitz eröffnet die Sitzung",
        "Renate Vorsitz durch „der Vorsitz“",
        "Rege Aussprache.",
        "Erklärungen zu Protokoll veröffentlichen",
        "TOP 2: Vorhaben 2",
    ):
        assert stueck in seite, stueck


def test_vorschau_gelesen_veroeffentlicht(geschaeftsstelle: Client, fassung: Niederschriftsfassung) -> None:
    angaben = _angaben(geschaeftsstelle, fassung, erklaerungen=["2"])
    vorschau = seitentext(geschaeftsstelle.post(_seite(fassung), {**angaben, "vorschau": "1"}))
    assert "Veröffentlicht ist noch nichts" in vorschau
    assert Veroeffentlichung.objects.count() == 0
    angaben["text-punkt-2-text"] = "Kurze\r\nAussprache. "
    antwort = geschaeftsstelle.post(_seite(fassung), angaben, follow=True)
    seite = seitentext(antwort)
    for stueck in ("Die Niederschrift ist veröffentlicht", "Zur öffentlichen Seite", "Neu veröffentlichen"):
        assert stueck in seite, stueck
    satz = Veroeffentlichung.objects.get()
    punkt = satz.inhalt["abschnitte"][2]
    assert (punkt["text"], punkt["erklaerung"], satz.vorlaeufig) == (
        "Kurze\nAussprache.",
        "Ich bin dagegen.",
        True,
    )
    bau.pdf_ablegen(satz)
    assert "PDF der öffentlichen Fassung" in abgerufen(
        geschaeftsstelle, url("sitzung-niederschrift", fassung.niederschrift.sitzung_id)
    )
    assert "Diese ersetzt sie" in abgerufen(geschaeftsstelle, _seite(fassung))


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        ({"gelesen": ""}, "dass Sie alle Texte gelesen haben"),
        ({"text-punkt-1-titel": ""}, "TOP 1, Titel"),
        (
            {"text-eroeffnung-text": "Renate Vorsitz eröffnet."},
            "In diesen Texten steht noch ein Name: Eröffnung",
        ),
        ({"inhalt_hash": "0" * 64}, "Inzwischen ist eine neue Fassung unterzeichnet"),
    ],
)
def test_was_nicht_geht_sagt_die_seite_und_behaelt_alles(
    geschaeftsstelle: Client, fassung: Niederschriftsfassung, aenderung: dict[str, str], meldung: str
) -> None:
    eigenes = {"text-punkt-2-text": "Mein eigener Satz."}
    angaben = _angaben(geschaeftsstelle, fassung, **eigenes, **aenderung)
    antwort = geschaeftsstelle.post(_seite(fassung), angaben)
    seite = seitentext(antwort)
    assert meldung in seite
    assert "Mein eigener Satz." in seite
    assert Veroeffentlichung.objects.count() == 0


def test_nach_einer_neuen_fassung_muss_noch_einmal_gelesen_werden(
    geschaeftsstelle: Client, fassung: Niederschriftsfassung
) -> None:
    antwort = geschaeftsstelle.post(
        _seite(fassung), _angaben(geschaeftsstelle, fassung, inhalt_hash="0" * 64)
    )
    form = antwort.context["form"]
    assert form["inhalt_hash"].value() == fassung.inhalt_hash
    assert not form["gelesen"].value()


def test_zurueckgezogen_wird_mit_grund(geschaeftsstelle: Client, fassung: Niederschriftsfassung) -> None:
    ziel = _seite(fassung, "niederschrift-zurueckziehen")
    assert "nicht veröffentlicht" in seitentext(geschaeftsstelle.get(ziel, follow=True))
    bau.veroeffentlicht(fassung)
    assert "sofort nicht mehr" in abgerufen(geschaeftsstelle, ziel)
    assert "Grund" in seitentext(geschaeftsstelle.post(ziel, {"grund": ""}))
    seite = seitentext(geschaeftsstelle.post(ziel, {"grund": "Ein Name stand darin"}, follow=True))
    assert "Die Niederschrift ist zurückgezogen" in seite
    assert "Ein Name stand darin" in seite


def test_die_niederschrift_sagt_wie_es_steht(
    geschaeftsstelle: Client, vorsitz: Client, fassung: Niederschriftsfassung
) -> None:
    ziel = url("sitzung-niederschrift", fassung.niederschrift.sitzung_id)
    gremium = fassung.niederschrift.sitzung.gremium
    assert "Veröffentlichen" in abgerufen(geschaeftsstelle, ziel)
    bau.veroeffentlicht(fassung, vorlaeufig=True)
    seite = abgerufen(geschaeftsstelle, ziel)
    assert "Mit dem Vermerk „noch nicht genehmigt“" in seite
    assert "Inzwischen ist sie genehmigt" not in seite
    bau.genehmigt(fassung)
    assert "Inzwischen ist sie genehmigt" in abgerufen(geschaeftsstelle, ziel)
    assert "Das PDF" in seite
    assert "Zurückziehen" not in abgerufen(vorsitz, ziel)
    Beschluss.objects.update(oeffentlich=False)
    assert "zeigt etwas, das inzwischen nicht mehr öffentlich ist" in abgerufen(geschaeftsstelle, ziel)
    Beschluss.objects.update(oeffentlich=True)
    bau.eingeschaltet(gremium, eingeschaltet=False)
    seite = abgerufen(geschaeftsstelle, ziel)
    assert "Die öffentliche Seite ist ausgeschaltet" in seite
    bau.eingeschaltet(gremium)
    bau.unterzeichnet(fassung.niederschrift.sitzung)
    assert "Öffentlich ist noch die alte." in abgerufen(geschaeftsstelle, ziel)


def test_ist_die_genehmigung_zurueckgenommen_fehlt_der_vermerk(
    geschaeftsstelle: Client, fassung: Niederschriftsfassung
) -> None:
    ziel = url("sitzung-niederschrift", fassung.niederschrift.sitzung_id)
    bau.veroeffentlicht(fassung)
    hinweis = "Die Genehmigung ist zurückgenommen. Bitte neu veröffentlichen"
    assert hinweis not in abgerufen(geschaeftsstelle, ziel)
    Genehmigung.objects.get().delete()
    assert hinweis in abgerufen(geschaeftsstelle, ziel)
    neue = bau.unterzeichnet(fassung.niederschrift.sitzung)
    # Of the version in force nothing was ever taken back; the page says that the public one is older.
    seite = abgerufen(geschaeftsstelle, ziel)
    assert "Öffentlich ist noch die alte." in seite
    assert hinweis not in seite
    assert bau.veroeffentlicht(neue, vorlaeufig=True).vorlaeufig
    assert hinweis not in abgerufen(geschaeftsstelle, ziel)


def test_die_neue_fassung_traegt_den_vermerk_bis_sie_selbst_genehmigt_ist(
    fassung: Niederschriftsfassung,
) -> None:
    assert not bau.veroeffentlicht(fassung).vorlaeufig
    neue = bau.unterzeichnet(fassung.niederschrift.sitzung)
    assert bau.veroeffentlicht(neue, vorlaeufig=True).vorlaeufig
    assert not bau.veroeffentlicht(neue).vorlaeufig


def test_ohne_unterschrift_steht_dort_nichts(geschaeftsstelle: Client, gremium: Gremium) -> None:
    satz = niederschriftsbau.geschlossene_sitzung(verlaufsbau.lenkungsgruppe(4, kreis=gremium.kreis))
    niederschriftsbau.entwurf(satz)
    assert "Veröffentlichung" not in abgerufen(geschaeftsstelle, url("sitzung-niederschrift", satz.pk))
    seite = abgerufen(geschaeftsstelle, url("niederschrift-veroeffentlichen", satz.pk))
    assert "nur eine unterzeichnete Niederschrift" in seite
    assert "Öffentliche Seite einstellen" in seite


def test_der_schalter_schaltet_ein_und_aus(geschaeftsstelle: Client, gremium: Gremium) -> None:
    ziel = url("gremium-oeffentlichkeit", gremium.pk)
    assert "Das wird öffentlich" in abgerufen(geschaeftsstelle, ziel)
    assert "Zur öffentlichen Seite" not in abgerufen(geschaeftsstelle, ziel)
    seite = seitentext(geschaeftsstelle.post(ziel, {"eingeschaltet": "on"}, follow=True))
    assert "Die öffentliche Seite ist eingeschaltet." in seite
    assert "Zur öffentlichen Seite" in seite
    satz = Gremienoeffentlichkeit.objects.get()
    assert (satz.adresse, satz.namen, satz.suchmaschinen) == ("lg-kim", False, False)
    seite = seitentext(geschaeftsstelle.post(ziel, {"namen": "on"}, follow=True))
    assert "Die öffentliche Seite ist ausgeschaltet." in seite
    assert ziel in abgerufen(geschaeftsstelle, url("gremium-einstellungen", gremium.pk))


def test_neben_dem_schalter_stehen_die_titel_mit_namen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    mit_sitz = verlaufsbau.lenkungsgruppe(1, kreis=gremium.kreis)
    person = verlaufsbau.sitze(mit_sitz)[0].besetzungen.get(art="mitglied").person
    # Tomorrow: the public page shows the items of the next session, and today's is over in the evening.
    satz = verlaufsbau.eingeladene_sitzung(mit_sitz, timezone.localdate() + timedelta(days=1))
    satz.punkte.filter(position=2).update(titel=f"Bericht von {person.vorname} {person.nachname}")
    bau.bestaetigte_tagesordnung(satz)
    ziel = url("gremium-oeffentlichkeit", mit_sitz.pk)
    assert "Noch nicht freigegebene Titel" not in abgerufen(geschaeftsstelle, ziel)
    oeffentlichkeit = bau.eingeschaltet(mit_sitz)
    seite = abgerufen(geschaeftsstelle, ziel)
    assert "Noch nicht freigegebene Titel" in seite
    assert f"Bericht von {person.vorname} {person.nachname}" in seite
    assert url("sitzung-tagesordnung", satz.pk) in seite
    assert "Vorhaben 1" not in seite
    adresse = f"/oeffentlich/{mit_sitz.kreis.kuerzel}/{oeffentlichkeit.adresse}/"
    oeffentlich = seitentext(Client().get(adresse))
    assert "Titel noch nicht freigegeben" in oeffentlich
    assert person.nachname not in oeffentlich
    bau.eingeschaltet(mit_sitz, namen=True)
    assert "Noch nicht freigegebene Titel" not in abgerufen(geschaeftsstelle, ziel)


def test_ein_moeglicher_nachname_wird_gezeigt(geschaeftsstelle: Client, kreis: Any) -> None:
    """It may be a word: somebody has to look, and may publish."""
    gremium = verlaufsbau.lenkungsgruppe(4, kreis=kreis)
    satz = niederschriftsbau.geschlossene_sitzung(gremium)
    niederschriftsbau.entwurf(satz)
    niederschriftsbau.schreibe(niederschriftsbau.abschnitt(satz, nummer=1), "Der Vorsitz lädt ein.")
    bau.eingeschaltet(gremium)
    seite = abgerufen(geschaeftsstelle, _seite(bau.unterzeichnet(satz)))
    assert "Bitte prüfen, ob hier ein Mensch gemeint ist: Vorsitz." in seite


def test_ohne_erklaerungen_fragt_die_seite_nicht_danach(geschaeftsstelle: Client, kreis: Any) -> None:
    gremium = verlaufsbau.lenkungsgruppe(4, kreis=kreis)
    bau.eingeschaltet(gremium)
    fassung = bau.unterzeichnet(niederschriftsbau.geschlossene_sitzung(gremium))
    assert "Erklärungen zu Protokoll veröffentlichen" not in abgerufen(geschaeftsstelle, _seite(fassung))


def test_ein_text_darf_fehlen(geschaeftsstelle: Client, fassung: Niederschriftsfassung) -> None:
    angaben = {**_angaben(geschaeftsstelle, fassung), "text-punkt-2-text": ""}
    geschaeftsstelle.post(_seite(fassung), angaben)
    assert Veroeffentlichung.objects.get().inhalt["abschnitte"][2]["text"] == ""


def test_von_der_historie_fuehrt_der_weg_zurueck(fassung: Niederschriftsfassung) -> None:
    satz = bau.veroeffentlicht(fassung)
    sitzung_id = fassung.niederschrift.sitzung_id
    assert seite_des_satzes(satz) == url("sitzung-niederschrift", sitzung_id) + "#veroeffentlichung"
    oeffentlichkeit = Gremienoeffentlichkeit.objects.get()
    assert seite_des_satzes(oeffentlichkeit) == url("gremium-oeffentlichkeit", oeffentlichkeit.gremium_id)
