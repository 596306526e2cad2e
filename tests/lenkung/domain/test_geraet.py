"""Voting on one's own device: each seat once, nothing late, nothing for another seat, nothing to trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.abstimmung import abstimmung_beginnen, abstimmung_schliessen, abstimmung_verwerfen
from lenkung.domain.geraet import code_ausgeben, geraet_anmelden, geraet_finden, stimme_abgeben
from lenkung.domain.sitzung_fuehren import sitzung_schliessen
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Gremium,
    Sitz,
    Sitzung,
    Sitzungsverlauf,
    Stimmabgabe,
    Stimme,
    Stimmgeraet,
)
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import SitzFactory
from tests.lenkung.sitzungsbau import mitglied

pytestmark = pytest.mark.django_db


@pytest.fixture
def lg() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(lg: Gremium) -> Sitzung:
    return bau.eroeffnet(lg, 3)


def code(satz: Sitzung, sitz: Sitz, rolle: str = "mitglied") -> str:
    return code_ausgeben(
        sitzung_id=satz.pk, sitz_id=sitz.pk, rolle=Teilnahmerolle(rolle), eintrag=bau.eintrag(satz.gremium)
    )


def geraete(satz: Sitzung) -> list[str]:
    """Fingerprints of the devices of all seats, in their order."""
    return [geraet_anmelden(code(satz, sitz)).abdruck for sitz in bau.sitze(satz.gremium)]


def beginne(satz: Sitzung, weise: Weise) -> Abstimmung:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = abstimmung_beginnen(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text=bau.WORTLAUT,
        weise=weise,
        auf_geraeten=True,
        eintrag=bau.eintrag(satz.gremium),
    )
    assert abstimmung is not None
    return abstimmung


def stimme(abdruck: str, abstimmung: Abstimmung, wert: str = "ja") -> None:
    stimme_abgeben(abdruck=abdruck, abstimmung_id=abstimmung.pk, wert=Stimmwert(wert))


def schliesse(abstimmung: Abstimmung) -> Abstimmung:
    return abstimmung_schliessen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        eintrag=bau.eintrag(abstimmung.sitzung.gremium),
    )


def abgelehnt(abdruck: str, abstimmung: Abstimmung, wert: str = "ja") -> str:
    with pytest.raises(Fachfehler) as fehler:
        stimme(abdruck, abstimmung, wert)
    return fehler.value.code


def test_eine_geheime_abstimmung_behaelt_nur_zahlen(satz: Sitzung) -> None:
    erstes, zweites, drittes, _viertes = geraete(satz)
    abstimmung = beginne(satz, Weise.GEHEIM)
    vorher = Sitzungsverlauf.objects.get(sitzung=satz).zaehler
    stimme(erstes, abstimmung, "ja")
    stimme(zweites, abstimmung, "nein")
    stimme(drittes, abstimmung, "ja")
    assert Sitzungsverlauf.objects.get(sitzung=satz).zaehler == vorher + 3
    gezaehlt = schliesse(abstimmung)
    assert (gezaehlt.ja, gezaehlt.nein, gezaehlt.enthaltung) == (2, 1, 0)
    # Two thirds of three present are two (GO RSK § 6 Abs. 2).
    assert gezaehlt.ergebnis is not None
    assert (gezaehlt.ergebnis["gueltig"], gezaehlt.ergebnis["angenommen"]) == (True, True)
    assert not Stimme.objects.exists()
    assert Stimmabgabe.objects.count() == 3
    assert bau.stelle_fest(gezaehlt).nummer == 1


def test_namentlich_steht_die_stimme_beim_sitz(satz: Sitzung) -> None:
    erstes, zweites, _drittes, _viertes = geraete(satz)
    abstimmung = beginne(satz, Weise.NAMENTLICH)
    stimme(erstes, abstimmung, "ja")
    stimme(zweites, abstimmung, "enthaltung")
    gezaehlt = schliesse(abstimmung)
    assert [s.wert for s in Stimme.objects.order_by("sitz_id")] == ["ja", "enthaltung"]
    assert gezaehlt.ergebnis is not None
    assert (gezaehlt.ergebnis["ja"], gezaehlt.ergebnis["nicht_abgegeben"]) == (1, 1)


def test_zweimal_zu_spaet_und_ohne_dass_der_sitz_vertreten_ist_zaehlt_nichts(satz: Sitzung) -> None:
    erstes, zweites, _drittes, viertes = geraete(satz)
    abstimmung = beginne(satz, Weise.GEHEIM)
    stimme(erstes, abstimmung)
    assert abgelehnt(erstes, abstimmung, "nein") == "schon_abgestimmt"
    assert abgelehnt(viertes, abstimmung) == "nicht_vertreten"
    assert abgelehnt(zweites, abstimmung, "widerspruch") == "wert"
    assert abgelehnt("gibt-es-nicht", abstimmung) == "geraet"
    schliesse(abstimmung)
    assert abgelehnt(zweites, abstimmung) == "zu_spaet"
    abstimmung.refresh_from_db()
    assert (abstimmung.ja, abstimmung.nein, abstimmung.enthaltung) == (1, 0, 0)


def test_ist_das_mitglied_da_stimmt_die_vertretung_nicht(satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0]
    bau.komme(satz, sitz, "stellvertretung")
    vertretung = geraet_anmelden(code(satz, sitz, "stellvertretung")).abdruck
    abstimmung = beginne(satz, Weise.GEHEIM)
    assert abgelehnt(vertretung, abstimmung) == "andere_person"
    bau.gehe(satz, Anwesenheit.objects.get(sitz=sitz, rolle="mitglied"))
    stimme(vertretung, abstimmung)
    assert Stimmabgabe.objects.get().sitz == sitz


def test_ein_neuer_code_beendet_den_alten_und_mit_der_sitzung_enden_alle(satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0]
    alt, neu = code(satz, sitz), code(satz, sitz)
    with pytest.raises(Fachfehler) as fehler:
        geraet_anmelden(alt)
    assert fehler.value.code == "code"
    # As somebody types it
    geraet = geraet_anmelden(f" {neu.lower().replace('-', ' ')} ")
    assert geraet.sitz == sitz
    sitzung_schliessen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium), rest_absetzen=True)
    assert geraet_finden(geraet.abdruck) is None


@pytest.mark.parametrize("eingabe", ["", "ABCD", "ABCD-EFGH", "ABCD-EFG0", "ABCD-EFGHJ", "ÄBCDEFGH"])
def test_was_kein_gueltiger_code_ist_meldet_kein_geraet_an(satz: Sitzung, eingabe: str) -> None:
    with pytest.raises(Fachfehler):
        geraet_anmelden(eingabe)


def test_der_code_steht_nirgends(satz: Sitzung) -> None:
    klar = code(satz, bau.sitze(satz.gremium)[0]).replace("-", "")
    geraet = Stimmgeraet.objects.get()
    assert klar not in "".join(str(getattr(geraet, feld.attname)) for feld in Stimmgeraet._meta.fields)


def test_codes_gibt_nur_wer_die_sitzung_fuehrt_und_nur_an_dem_tag(lg: Gremium) -> None:
    spaeter = bau.eingeladene_sitzung(lg, timezone.localdate() + timedelta(days=2))
    with pytest.raises(Fachfehler) as fehler:
        code(spaeter, bau.sitze(lg)[0])
    assert fehler.value.code == "vor_dem_tag"
    heute = bau.eingeladene_sitzung(lg)
    with pytest.raises(NichtErlaubt):
        code_ausgeben(
            sitzung_id=heute.pk,
            sitz_id=bau.sitze(lg)[0].pk,
            rolle=Teilnahmerolle.MITGLIED,
            eintrag=bau.eintrag(lg, akteur=gobau.akteur(lg, "lenkung.oeffnen")),
        )


def test_ein_sitz_ohne_stimme_und_ein_leerer_sitz_bekommen_keinen_code(lg: Gremium, satz: Sitzung) -> None:
    ohne_stimme, leer = SitzFactory(gremium=lg, stimmrecht=False), SitzFactory(gremium=lg)
    mitglied(lg, sitz=ohne_stimme)
    for sitz, erwartet in ((ohne_stimme, "ohne_stimmrecht"), (leer, "niemand_benannt")):
        with pytest.raises(Fachfehler) as fehler:
            code(satz, sitz)
        assert fehler.value.code == erwartet


def test_offen_wird_nicht_auf_geraeten_abgestimmt(satz: Sitzung) -> None:
    with pytest.raises(Fachfehler) as fehler:
        beginne(satz, Weise.OFFEN)
    assert fehler.value.code == "weise"


def test_wer_nach_seiner_stimme_geht_macht_die_namentliche_abstimmung_ungueltig(satz: Sitzung) -> None:
    """Who has left is not represented when it is counted; the chair lets the vote be repeated."""
    erstes = geraete(satz)[0]
    abstimmung = beginne(satz, Weise.NAMENTLICH)
    stimme(erstes, abstimmung)
    bau.gehe(satz, Anwesenheit.objects.get(sitz=bau.sitze(satz.gremium)[0]))
    gezaehlt = schliesse(abstimmung)
    assert gezaehlt.ergebnis is not None
    assert [mangel["code"] for mangel in gezaehlt.ergebnis["maengel"]] == ["sitz_nicht_vertreten"]
    with pytest.raises(Fachfehler):
        bau.stelle_fest(gezaehlt)
    abstimmung_verwerfen(
        sitzung_id=satz.pk, abstimmung_id=gezaehlt.pk, grund="Wiederholen", eintrag=bau.eintrag(satz.gremium)
    )
    assert beginne(satz, Weise.NAMENTLICH).pk != gezaehlt.pk
