"""The wall of the room: what it shows in each state, and what it never shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.models import Kreis
from lenkung.domain.abstimmung import abstimmung_verwerfen, wortlaut_setzen
from lenkung.domain.notiz import notiz_schreiben
from lenkung.domain.sitzung_fuehren import beschlussunfaehigkeit_feststellen, sitzung_schliessen
from lenkung.models import Gremium, Sitzung, Tagesordnungspunkt
from lenkung.regeln.verlauf import Weise
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.werkzeug.abfragen import gezaehlt
from tests.werkzeug.html import Seite

TEIL = {"HX-Request": "true"}
ABFRAGEN = 13


@pytest.fixture
def runde(kreis: Kreis) -> Gremium:
    return bau.lenkungsgruppe(4, kreis=kreis, name="Lenkungsgruppe KIM")


@pytest.fixture
def satz(runde: Gremium) -> Sitzung:
    """Three of four seats are there; the first item has been called."""
    sitzung = bau.eroeffnet(runde, 3)
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[0])
    return sitzung


def _text(client: Client, sitzung: Sitzung, **kopf: Any) -> str:
    antwort = client.get(reverse("lenkung:sitzung-leinwand", args=[sitzung.pk]), headers=kopf)
    assert antwort.status_code == 200
    if not kopf:
        assert Seite(antwort.content.decode()).fehler() == []
    return " ".join(antwort.content.decode().split())


def test_vor_dem_beginn_steht_die_uhrzeit(geschaeftsstelle: Client, runde: Gremium) -> None:
    sitzung = bau.eingeladene_sitzung(runde)
    text = _text(geschaeftsstelle, sitzung)
    assert "Die Sitzung beginnt um 14:00 Uhr" in text
    assert "Lenkungsgruppe KIM" in text
    assert "Kreishaus" in text
    assert "eschlussfähig" not in text


def test_ohne_aufgerufenen_punkt_die_tagesordnung_und_die_beschlussfaehigkeit(
    geschaeftsstelle: Client, runde: Gremium
) -> None:
    sitzung = bau.eroeffnet(runde, 3)
    text = _text(geschaeftsstelle, sitzung)
    assert "Vorhaben 1" in text
    assert "Vorhaben 2" in text
    assert "Beschlussfähig<" in text
    assert "festgestellt um" in text
    assert "3 von 4 stimmberechtigten Sitzen vertreten, 2·3 ≥ 4 (§ 6 Abs. 4)" in text


def test_die_beschlussfaehigkeit_bleibt_die_zuletzt_festgestellte(
    geschaeftsstelle: Client, runde: Gremium
) -> None:
    sitzung = bau.eroeffnet(runde, 1)
    assert "noch nicht festgestellt" in _text(geschaeftsstelle, sitzung)
    beschlussunfaehigkeit_feststellen(sitzung_id=sitzung.pk, eintrag=bau.eintrag(runde))
    text = _text(geschaeftsstelle, sitzung)
    assert "Nicht beschlussfähig" in text
    assert "1 von 4 stimmberechtigten Sitzen vertreten, 2·1 &lt; 4 (§ 6 Abs. 4)" in text
    # The arithmetic of before would say that it still counts as quorate.
    assert "gilt als" not in text
    assert "zurückgestellt" in text


def test_wo_nichts_geregelt_ist_wird_es_gesagt(geschaeftsstelle: Client, kreis: Kreis) -> None:
    runde = bau.lenkungsgruppe(2, wie=None, kreis=kreis)
    sitzung = bau.eroeffnet(runde, 2)
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[0])
    text = _text(geschaeftsstelle, sitzung)
    assert "in der Geschäftsordnung nicht geregelt" in text
    assert "bestimmt keine Mehrheit" in text


def test_vor_der_abstimmung_steht_die_noetige_zahl(geschaeftsstelle: Client, satz: Sitzung) -> None:
    text = _text(geschaeftsstelle, satz)
    assert "TOP 1" in text
    assert "Noch nicht entschieden" in text
    # 3·2 ≥ 2·3
    assert '<span class="wand__noetigzahl">2</span> <span>Ja sind nötig</span>' in text
    assert "zwei Drittel der Anwesenden" in text


def test_eine_mehrheit_ohne_feste_zahl_nennt_die_sichere(geschaeftsstelle: Client, kreis: Kreis) -> None:
    runde = bau.lenkungsgruppe(4, wie=gobau.STEINFURT, kreis=kreis)
    sitzung = bau.eroeffnet(runde, 3)
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[0])
    assert '<span class="wand__noetigzahl">2</span> <span>Ja genügen sicher</span>' in _text(
        geschaeftsstelle, sitzung
    )


def test_ohne_vertretene_ist_keine_mehrheit_zu_erreichen(geschaeftsstelle: Client, runde: Gremium) -> None:
    sitzung = bau.eroeffnet(runde, 0)
    bau.rufe_auf(sitzung, bau.punkte(sitzung)[0])
    assert "nicht zu erreichen" in _text(geschaeftsstelle, sitzung)


@pytest.mark.parametrize("weise", [Weise.OFFEN, Weise.NAMENTLICH, Weise.GEHEIM])
def test_eine_abstimmung_vom_beginn_bis_zum_ergebnis(
    geschaeftsstelle: Client, satz: Sitzung, weise: Weise
) -> None:
    punkt = bau.punkte(satz)[0]
    abstimmung = bau.beginne(satz, punkt, weise)
    laeuft = _text(geschaeftsstelle, satz)
    assert "Abstimmung läuft" in laeuft
    assert f'<p class="wand__weise">{weise.value}</p>' in laeuft
    assert bau.WORTLAUT in laeuft
    if weise is Weise.NAMENTLICH:
        eins, zwei, drei, _vier = (sitz.pk for sitz in bau.sitze(satz.gremium))
        bau.zaehle_namentlich(abstimmung, {eins: "ja", zwei: "ja", drei: "nein"})
    else:
        bau.zaehle(abstimmung, 2, 1)
    gezaehlt_ist = _text(geschaeftsstelle, satz)
    assert "Der Vorsitz stellt das Ergebnis fest." in gezaehlt_ist
    for verfrueht in ("angenommen", "abgelehnt", "<dd>", "noetigzahl"):
        assert verfrueht not in gezaehlt_ist
    abstimmung.refresh_from_db()
    beschluss = bau.stelle_fest(abstimmung)
    fertig = _text(geschaeftsstelle, satz)
    assert f"Beschluss {beschluss.zeichen}" in fertig
    assert "angenommen" in fertig
    assert "<dt>Ja</dt><dd>2</dd>" in fertig
    assert "<dt>Nein</dt><dd>1</dd>" in fertig
    assert "<dt>Enthaltung</dt><dd>0</dd>" in fertig


def test_einvernehmlich_ohne_zahlen_und_abgelehnt_mit(geschaeftsstelle: Client, satz: Sitzung) -> None:
    eins, zwei = bau.punkte(satz)
    bau.stelle_fest(bau.einvernehmlich(satz, eins))
    text = _text(geschaeftsstelle, satz)
    assert "einvernehmlich" in text
    assert "Beschlossen ist" in text
    assert "<dd>" not in text
    bau.rufe_auf(satz, zwei)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, zwei, Weise.OFFEN), 1, 2))
    text = _text(geschaeftsstelle, satz)
    assert "abgelehnt" in text
    assert "Abgestimmt wurde über" in text


def test_kein_einvernehmen_sagt_nicht_wer_widerspricht(geschaeftsstelle: Client, satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0]
    bau.einvernehmlich(satz, bau.punkte(satz)[0], (sitz.pk,))
    text = _text(geschaeftsstelle, satz)
    assert "Kein Einvernehmen" in text
    assert "noetigzahl" in text
    assert sitz.name not in text


def test_nach_einem_neuen_wortlaut_ist_wieder_zu_entscheiden(geschaeftsstelle: Client, satz: Sitzung) -> None:
    punkt = bau.punkte(satz)[0]
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, punkt, Weise.OFFEN), 1, 2))
    wortlaut_setzen(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text="Zum 1. Mai:\n\n- prüfen\n- berichten",
        eintrag=bau.eintrag(satz.gremium),
    )
    text = _text(geschaeftsstelle, satz)
    assert "abgelehnt" not in text
    assert "<li>berichten</li>" in text


def test_namen_und_notizen_kommen_nie_an_die_wand(geschaeftsstelle: Client, satz: Sitzung) -> None:
    punkt = bau.punkte(satz)[0]
    notiz_schreiben(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text="Streng vertraulich",
        zaehler=0,
        eintrag=bau.eintrag(satz.gremium),
    )
    sitze = bau.sitze(satz.gremium)
    abstimmung = bau.beginne(satz, punkt, Weise.NAMENTLICH)
    bau.stelle_fest(bau.zaehle_namentlich(abstimmung, {sitz.pk: "ja" for sitz in sitze[:3]}))
    text = _text(geschaeftsstelle, satz)
    assert "Streng vertraulich" not in text
    for sitz in sitze:
        assert sitz.name not in text
        for besetzung in sitz.besetzungen.all():
            assert besetzung.person.nachname not in text
    for bedienung in ("<a ", "<button", "<form", "<nav", "<input"):
        assert bedienung not in text


def test_ein_bericht_hat_keine_tafel_und_ein_langer_wortlaut_wird_gekuerzt(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    eins, zwei = bau.punkte(satz)
    Tagesordnungspunkt.objects.filter(pk=zwei.pk).update(art="bericht", berichterstattung="Dezernat 5")
    bau.beginne(satz, eins, Weise.OFFEN, text="Ein Satz für die Wand. " * 200)
    lang = _text(geschaeftsstelle, satz)
    assert "Gekürzt. Der ganze Wortlaut steht in der Vorlage." in lang
    abstimmung_verwerfen(
        sitzung_id=satz.pk,
        abstimmung_id=satz.abstimmungen.get().pk,
        grund="Falsch gezählt",
        eintrag=bau.eintrag(satz.gremium),
    )
    assert "Noch nicht entschieden" in _text(geschaeftsstelle, satz)
    bau.rufe_auf(satz, zwei)
    text = _text(geschaeftsstelle, satz)
    assert "Dezernat 5" in text
    assert "wand__tafel" not in text


def test_nach_dem_schluss_steht_nur_noch_das(geschaeftsstelle: Client, runde: Gremium) -> None:
    sitzung = bau.eroeffnet(runde, 3)
    sitzung_schliessen(sitzung_id=sitzung.pk, rest_absetzen=True, eintrag=bau.eintrag(runde))
    text = _text(geschaeftsstelle, sitzung)
    assert "Die Sitzung ist geschlossen" in text
    assert "Vorhaben" not in text


def test_das_skript_holt_nur_das_bild(geschaeftsstelle: Client, satz: Sitzung) -> None:
    teil = _text(geschaeftsstelle, satz, **TEIL)
    assert "<html" not in teil
    assert "TOP 1" in teil


def test_der_zaehler_steigt_und_kostet_wenig(geschaeftsstelle: Client, satz: Sitzung) -> None:
    adresse = reverse("lenkung:leinwand-stand", args=[satz.pk])
    vorher = geschaeftsstelle.get(adresse).json()
    assert vorher["stand"] == "eroeffnet"
    bau.beginne(satz, bau.punkte(satz)[0], Weise.OFFEN)
    with gezaehlt() as abfragen:
        nachher = geschaeftsstelle.get(adresse).json()
    assert len(abfragen) <= 6, abfragen
    assert nachher["zaehler"] > vorher["zaehler"]


@pytest.mark.parametrize("anzahl", [1, 3])
def test_das_bild_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, kreis: Kreis, anzahl: int) -> None:
    runde = bau.lenkungsgruppe(2 * anzahl, kreis=kreis)
    sitzung = bau.eroeffnet(runde, 2 * anzahl, punkte=anzahl)
    punkt = bau.punkte(sitzung)[0]
    bau.rufe_auf(sitzung, punkt)
    bau.beginne(sitzung, punkt, Weise.OFFEN)
    adresse = reverse("lenkung:sitzung-leinwand", args=[sitzung.pk])
    geschaeftsstelle.get(adresse, headers=TEIL)
    with gezaehlt() as abfragen:
        geschaeftsstelle.get(adresse, headers=TEIL)
    assert len(abfragen) == ABFRAGEN, abfragen


def test_nur_wer_das_gremium_fuehrt_oeffnet_sie(
    mitglied: Client, gremium: Gremium, geschaeftsstelle: Client, kreis: Kreis
) -> None:
    sitzung = bau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=1))
    for name in ("sitzung-leinwand", "leinwand-stand"):
        adresse = reverse(f"lenkung:{name}", args=[sitzung.pk])
        assert mitglied.get(adresse).status_code == 403
        assert geschaeftsstelle.get(adresse).status_code == 200


def test_ein_anderer_kreis_findet_sie_nicht(satz: Sitzung, anmelden: Callable[..., Client]) -> None:
    fremde = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    assert fremde.get(reverse("lenkung:sitzung-leinwand", args=[satz.pk])).status_code == 404
