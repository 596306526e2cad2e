"""What a session leaves is what its Niederschrift says: people, items, votes, all in whole sentences."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kim.basis.anzeige import uhrzeit
from lenkung.domain.anwesenheit import gast_kommt, sitz_kommt
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.domain.queries.niederschrift import verlauf_der
from lenkung.domain.queries.niederschrift_bau import Bau, ist_abgeschlossen, niederschrift_bauen
from lenkung.domain.sitzung_fuehren import (
    beschlussfaehigkeit_feststellen,
    beschlussunfaehigkeit_feststellen,
    punkt_absetzen,
)
from lenkung.models import Anwesenheit, Beschluss, Sitz, Sitzung, Tagesordnungspunkt
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import frisch, geschlossene_sitzung
from tests.lenkung.sendungsbau import gast
from tests.werkzeug.abfragen import gezaehlt

pytestmark = pytest.mark.django_db


def _bau(satz: Sitzung) -> Bau:
    satz = frisch(satz)
    verlauf = verlauf_der(satz)
    assert verlauf is not None
    return niederschrift_bauen(satz, verlauf)


def _text(satz: Sitzung, art: str, nummer: int = 0) -> str:
    teile = [teil for teil in _bau(satz).abschnitte if teil.art.value == art]
    return teile[nummer].text


def _festgestellt(satz: Sitzung, nummer: int) -> str:
    return next(
        teil.festgestellt
        for teil in _bau(satz).abschnitte
        if teil.punkt is not None and teil.punkt.position == nummer
    )


def _beginn(satz: Sitzung) -> datetime:
    return Anwesenheit.objects.filter(sitzung=satz).earliest("von").von


def test_die_folge_der_abschnitte_und_der_kopf() -> None:
    satz = geschlossene_sitzung()
    assert [teil.art.value for teil in _bau(satz).abschnitte] == [
        "kopf",
        "anwesenheit",
        "eroeffnung",
        "punkt",
        "punkt",
        "schluss",
    ]
    kopf = _text(satz, "kopf")
    assert "Ort: Kreishaus" in kopf
    assert f"Beginn: {uhrzeit(_beginn(satz))}" in kopf
    assert "Leitung: Dr. Renate Vorsitz" in kopf
    assert "Dr. Renate Vorsitz eröffnet die Sitzung" in _text(satz, "eroeffnung")
    assert "3 von 4 stimmberechtigten Sitzen vertreten" in _text(satz, "eroeffnung")
    assert "Dr. Renate Vorsitz schließt die Sitzung um" in _text(satz, "schluss")
    assert _text(satz, "punkt", 1) == "Vertagt.\nMehr dazu im Mai."


def test_wer_da_war_mit_einrichtung_und_zeit() -> None:
    gremium = bau.lenkungsgruppe(4)
    ohne = Sitz.objects.filter(gremium=gremium).order_by("pk")[3]
    Sitz.objects.filter(pk=ohne.pk).update(stimmrecht=False)
    satz = bau.eroeffnet(gremium, 2)
    beginn, sitze = _beginn(satz), bau.sitze(gremium)
    # The deputy of the second seat takes over; the seat without a vote comes later and digitally.
    erster, zweiter = Anwesenheit.objects.filter(sitzung=satz).order_by("pk")
    bau.gehe(satz, zweiter, zeit=beginn + timedelta(minutes=10))
    vertretung = bau.komme(satz, sitze[1], "stellvertretung", zeit=beginn + timedelta(minutes=10))
    stelle = bau.komme(satz, sitze[3], art="digital", zeit=beginn + timedelta(minutes=5))
    besuch = gast(bau.punkte(satz)[0])
    gast_kommt(
        sitzung_id=satz.pk,
        gast_id=besuch.pk,
        art=Anwesenheitsart.VOR_ORT,
        eintrag=bau.eintrag(gremium, zeit=beginn),
    )
    # Entered by hand at the door, without an invitation.
    Anwesenheit.objects.create(
        sitzung=satz,
        name="Ohne Einladung",
        rolle="gast",
        art="vor_ort",
        von=beginn,
        eingetragen_von_name="Petra Probe",
    )
    bau.schliesse(satz, rest_absetzen=True)
    text = _text(satz, "anwesenheit")
    nach5, nach10 = (uhrzeit(beginn + timedelta(minutes=m)) for m in (5, 10))
    assert f"- {erster.name}, {sitze[0].name}\n" in text
    assert f"- {zweiter.name}, {sitze[1].name}, bis {nach10}\n" in text
    assert f"- {vertretung.name} (Stellvertretung), {sitze[1].name}, ab {nach10}" in text
    assert f"Ohne Stimme:\n- {stelle.name}, {sitze[3].name}, digital, ab {nach5}" in text
    assert ", zu TOP 1\n" in text
    assert "- Ohne Einladung\n" in text
    assert text.endswith(f"Nicht vertreten:\n- {sitze[2].name}")


def test_wer_vor_der_eroeffnung_wieder_geht_steht_nicht_da() -> None:
    gremium = bau.lenkungsgruppe(2)
    satz = bau.eroeffnet(gremium, 1)
    zweiter = bau.sitze(gremium)[1]
    vorher = _beginn(satz) - timedelta(minutes=20)
    Anwesenheit.objects.create(
        sitzung=satz,
        sitz=zweiter,
        person=zweiter.besetzungen.filter(art="mitglied").get().person,
        name="Kurz Da",
        rolle="mitglied",
        art="vor_ort",
        von=vorher,
        bis=vorher + timedelta(minutes=5),
        eingetragen_von_name="Petra Probe",
    )
    bau.schliesse(satz, rest_absetzen=True)
    assert "Kurz Da" not in _text(satz, "anwesenheit")
    assert f"Nicht vertreten:\n- {zweiter.name}" in _text(satz, "anwesenheit")


def test_jede_art_abzustimmen_hat_ihren_satz() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3, punkte=4)
    erster, zweiter, dritter, vierter = bau.punkte(satz)
    sitze = bau.sitze(satz.gremium)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 2, 1))
    bau.rufe_auf(satz, zweiter)
    namentlich = bau.beginne(satz, zweiter, Weise.NAMENTLICH)
    bau.zaehle_namentlich(namentlich, {sitze[0].pk: "ja", sitze[1].pk: "ja", sitze[2].pk: "nein"})
    namentlich.refresh_from_db()
    bau.stelle_fest(namentlich)
    bau.rufe_auf(satz, dritter)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, dritter, Weise.GEHEIM), 1, 1, 1))
    bau.rufe_auf(satz, vierter)
    bau.stelle_fest(bau.einvernehmlich(satz, vierter))
    bau.schliesse(satz)
    assert (
        "In offener Abstimmung wird der Beschluss mit 2 Ja-Stimmen, 1 Nein-Stimme und ohne Enthaltung "
        "angenommen." in _festgestellt(satz, 1)
    )
    assert "Rechnung: 2 Ja, 1 Nein" in _festgestellt(satz, 1)
    assert bau.WORTLAUT in _festgestellt(satz, 1)
    name = namentlich.stimmen.order_by("pk")[2]
    assert f"Nein: {name.durch_name} ({name.sitz.name})." in _festgestellt(satz, 2)
    geheim = _festgestellt(satz, 3)
    assert "1 Ja-Stimme, 1 Nein-Stimme und 1 Enthaltung abgelehnt" in geheim
    assert "Ja: " not in geheim
    assert "Der Beschluss ist einvernehmlich gefasst." in _festgestellt(satz, 4)


def test_ohne_namen_steht_der_sitz() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2, punkte=1)
    (punkt,) = bau.punkte(satz)
    bau.rufe_auf(satz, punkt)
    abstimmung = bau.beginne(satz, punkt, Weise.NAMENTLICH)
    sitze = bau.sitze(satz.gremium)
    abstimmung = bau.zaehle_namentlich(abstimmung, {sitze[0].pk: "ja", sitze[1].pk: "ja"})
    abstimmung.stimmen.filter(sitz=sitze[0]).update(durch_name="")
    bau.stelle_fest(abstimmung)
    bau.schliesse(satz)
    assert sitze[0].name in _festgestellt(satz, 1)


def test_beschlussunfaehigkeit_steht_beim_aufgerufenen_punkt() -> None:
    gremium = bau.lenkungsgruppe(4)
    satz = bau.eroeffnet(gremium, 2)
    erster, zweiter = bau.punkte(satz)
    beginn = _beginn(satz)
    bau.rufe_auf(satz, erster, zeit=beginn + timedelta(minutes=1))
    anwesend = Anwesenheit.objects.filter(sitzung=satz).order_by("pk")[1]
    bau.gehe(satz, anwesend, zeit=beginn + timedelta(minutes=5))
    beschlussunfaehigkeit_feststellen(
        sitzung_id=satz.pk, eintrag=bau.eintrag(gremium, zeit=beginn + timedelta(minutes=6))
    )
    sitz_kommt(
        sitzung_id=satz.pk,
        sitz_id=anwesend.sitz_id or 0,
        rolle=Teilnahmerolle.MITGLIED,
        art=Anwesenheitsart.VOR_ORT,
        eintrag=bau.eintrag(gremium, zeit=beginn + timedelta(minutes=8)),
    )
    beschlussfaehigkeit_feststellen(
        sitzung_id=satz.pk, eintrag=bau.eintrag(gremium, zeit=beginn + timedelta(minutes=9))
    )
    bau.rufe_auf(satz, zweiter, zeit=beginn + timedelta(minutes=10))
    punkt_absetzen(sitzung_id=satz.pk, punkt_id=zweiter.pk, grund="Keine Zeit", eintrag=bau.eintrag(gremium))
    bau.schliesse(satz, rest_absetzen=True)
    text = _text(satz, "punkt", 0)
    assert (
        f"Um {uhrzeit(beginn + timedelta(minutes=6))} stellt der Vorsitz die Beschlussunfähigkeit fest."
        in text
    )
    assert (
        f"Um {uhrzeit(beginn + timedelta(minutes=9))} stellt der Vorsitz fest, dass das Gremium wieder"
        in text
    )
    assert "Der Punkt wird zurückgestellt. 1 von 4" in text
    assert "unfähig" not in _text(satz, "eroeffnung")
    assert _text(satz, "punkt", 1) == "Der Punkt wird abgesetzt. Keine Zeit."


def test_ein_beschluss_ohne_punkt_steht_am_schluss_und_ein_nachgetragener_in_seinen_worten() -> None:
    satz = geschlossene_sitzung()
    for punkt, rechnung in ((None, "einstimmig"), (bau.punkte(satz)[1], "")):
        Beschluss.objects.create(
            gremium=satz.gremium,
            jahr=satz.tag.year,
            nummer=10 if punkt else 11,
            sitzung=satz,
            punkt=punkt,
            gefasst_am=satz.tag,
            titel="Alt",
            text="Alter Wortlaut.",
            angenommen=True,
            rechnung=rechnung,
            nachgetragen=True,
        )
    letzter = _bau(satz).abschnitte[-1]
    assert "Ergebnis: einstimmig. Der Beschluss ist angenommen." in letzter.festgestellt
    assert _festgestellt(satz, 2).endswith("Der Beschluss ist angenommen.")


def test_nur_eine_geschlossene_sitzung_hat_eine_niederschrift() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2)
    assert not ist_abgeschlossen(None)
    assert verlauf_der(satz) is None


def test_die_zahl_der_abfragen_haengt_nicht_an_der_laenge() -> None:
    satz = geschlossene_sitzung(punkte=2)
    for nummer in range(3, 40):
        Tagesordnungspunkt.objects.create(sitzung=satz, position=nummer, art="bericht", titel=f"B {nummer}")
    satz = frisch(satz)
    verlauf = verlauf_der(satz)
    assert verlauf is not None
    with gezaehlt() as abfragen:
        niederschrift_bauen(satz, verlauf)
    assert len(abfragen) <= 12


def test_vierzig_punkte_ohne_beschluss() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2), 2, punkte=40)
    bau.schliesse(satz, rest_absetzen=True)
    niederschrift = niederschrift_beginnen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))
    assert niederschrift.abschnitte.count() == 44
    assert not niederschrift.abschnitte.exclude(festgestellt="").exists()
