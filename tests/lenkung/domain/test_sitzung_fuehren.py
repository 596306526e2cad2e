"""A session from opening to closing: calling items, taking them off, closing; who may, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.anwesenheit import anwesenheit_berichtigen
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.domain.sitzung_fuehren import (
    beschlussunfaehigkeit_feststellen,
    punkt_abschliessen,
    punkt_absetzen,
    punkt_zurueckstellen,
    sitzung_eroeffnen,
)
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Tagesordnungspunkt,
    Vorschlag,
)
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.vorschlagsbau import einreichen

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    return bau.eroeffnet(gremium, 3)


@pytest.fixture
def beginn(satz: Sitzung) -> datetime:
    return Sitzungsverlauf.objects.get(sitzung=satz).eroeffnet_am or timezone.now()


def _um(beginn: datetime, minute: int) -> datetime:
    return beginn + timedelta(minutes=minute)


def _arten(satz: Sitzung) -> list[str]:
    return list(Sitzungsereignis.objects.filter(sitzung=satz).order_by("pk").values_list("art", flat=True))


def _stand(punkt: Tagesordnungspunkt) -> str:
    punkt.refresh_from_db()
    return punkt.stand


def _tue(was: Callable[..., Any], satz: Sitzung, punkt: Tagesordnungspunkt, **mehr: Any) -> Any:
    felder = {"grund": mehr.pop("grund")} if "grund" in mehr else {}
    return was(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=bau.eintrag(satz.gremium, **mehr), **felder)


def test_eine_sitzung_vom_anfang_bis_zum_ende() -> None:
    # 4 seats, 3 represented: 2·3 ≥ 4, so quorate (GO RSK § 6 Abs. 4). Two thirds of 3 present are 2 Ja.
    gremium = bau.lenkungsgruppe(4)
    satz = bau.eroeffnet(gremium, 3)
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    abstimmung = bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 2, 1)
    assert abstimmung.ergebnis is not None
    assert abstimmung.ergebnis["angenommen"] is True
    assert abstimmung.ergebnis["erforderlich"] == 2
    beschluss = bau.stelle_fest(abstimmung)
    assert (beschluss.nummer, beschluss.jahr, beschluss.angenommen) == (1, satz.tag.year, True)
    assert beschluss.text == bau.WORTLAUT
    bau.rufe_auf(satz, zweiter)
    assert _stand(erster) == "behandelt"
    zweiter_beschluss = bau.stelle_fest(bau.einvernehmlich(satz, zweiter))
    assert zweiter_beschluss.nummer == 2
    bau.schliesse(satz)
    satz.refresh_from_db()
    assert satz.stand == "geschlossen"
    arten = _arten(satz)
    assert arten[-1] == "geschlossen"
    assert arten.count("ergebnis_festgestellt") == 2


# Opening ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "anwesend", "festgestellt"),
    [
        # 4 seats. RSK: half is enough. Steinfurt: more than half.
        (gobau.RSK, 2, True),
        (gobau.RSK, 1, False),
        (gobau.STEINFURT, 3, True),
        (gobau.STEINFURT, 2, False),
        (None, 4, False),
    ],
)
def test_beim_eroeffnen_wird_die_beschlussfaehigkeit_nur_festgestellt_wenn_sie_besteht(
    wie: str | None, anwesend: int, festgestellt: bool
) -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4, wie=wie), anwesend)
    erwartet = ["eroeffnet", *(["beschlussfaehigkeit_festgestellt"] if festgestellt else [])]
    assert _arten(satz)[anwesend:] == erwartet
    verlauf = Sitzungsverlauf.objects.get(sitzung=satz)
    assert (satz.stand, verlauf.leitung_name) == ("eroeffnet", "Dr. Renate Vorsitz")
    assert verlauf.zweite_wirksam is False


def test_zweimal_gesandt_ist_einmal_eroeffnet_und_wer_danach_kommt_hoert_es(gremium: Gremium) -> None:
    satz, schluessel = bau.eingeladene_sitzung(gremium), uuid4()
    bau.eroeffne(satz, schluessel=schluessel)
    assert bau.eroeffne(satz, schluessel=schluessel).stand == "eroeffnet"
    with pytest.raises(Fachfehler) as fehler:
        bau.eroeffne(satz)
    assert fehler.value.code == "schon_eroeffnet"
    assert _arten(satz).count("eroeffnet") == 1


def test_eroeffnet_wird_am_tag_mit_einer_leitung_und_nach_der_einladung(gremium: Gremium) -> None:
    morgen = bau.eingeladene_sitzung(gremium, timezone.localdate() + timedelta(days=1))
    heute = bau.eingeladene_sitzung(gremium)
    for satz, leitung, code in ((morgen, "Frau Vor", "vor_dem_tag"), (heute, " \n ", "leitung")):
        with pytest.raises(Fachfehler) as fehler:
            sitzung_eroeffnen(sitzung_id=satz.pk, leitung=leitung, eintrag=bau.eintrag(gremium))
        assert fehler.value.code == code
    for stand in ("geplant", "tagesordnung_festgelegt", "geschlossen", "abgesagt"):
        grund = "Keine Punkte" if stand == "abgesagt" else ""
        Sitzung.objects.filter(pk=heute.pk).update(stand=stand, absage_grund=grund)
        with pytest.raises(NichtErlaubt):
            bau.eroeffne(heute)
    assert not Sitzungsereignis.objects.exists()


def test_der_vorsitz_eroeffnet_selbst_ein_mitglied_nicht(gremium: Gremium) -> None:
    satz = bau.eingeladene_sitzung(gremium)
    for wer in (gobau.akteur(gremium, "lenkung.gremium_lesen"), gobau.akteur(GremiumFactory())):
        with pytest.raises(NichtErlaubt):
            bau.eroeffne(satz, akteur=wer)
    bau.eroeffne(satz, akteur=gobau.akteur(gremium, "lenkung.tagesordnung_bestaetigen"))
    satz.refresh_from_db()
    assert satz.stand == "eroeffnet"


# Calling items ----------------------------------------------------------------------------------------------


def test_der_vorige_punkt_ist_behandelt_wenn_an_ihm_nichts_zu_entscheiden_blieb(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    Tagesordnungspunkt.objects.filter(pk=zweiter.pk).update(art="bericht")
    bau.rufe_auf(satz, erster)
    bau.rufe_auf(satz, zweiter)
    # A decision without a result stays open, a report that was called is done.
    assert _stand(erster) == "offen"
    bau.rufe_auf(satz, erster)
    assert _stand(zweiter) == "behandelt"
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt == erster


def test_derselbe_punkt_noch_einmal_aufgerufen_aendert_nichts(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    schluessel = uuid4()
    bau.rufe_auf(satz, erster, schluessel=schluessel)
    vorher = zaehlerstand(satz.pk)
    bau.rufe_auf(satz, erster)
    assert zaehlerstand(satz.pk) == vorher
    bau.rufe_auf(satz, zweiter)
    bau.rufe_auf(satz, erster, schluessel=schluessel)
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt == zweiter


def test_ein_verspaeteter_aufruf_nimmt_keinen_spaeteren_zurueck(satz: Sitzung) -> None:
    """Pressed ten minutes ago without a connection; since then a colleague has gone on."""
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, zweiter)
    with pytest.raises(Ueberholt, match=f"Petra Probe „{zweiter.titel}“"):
        bau.rufe_auf(satz, erster, alter=timedelta(minutes=10))
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt == zweiter


def test_ein_verspaeteter_aufruf_ohne_einen_spaeteren_gilt(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, zweiter, alter=timedelta(minutes=9))
    bau.rufe_auf(satz, erster, alter=timedelta(minutes=8))
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt == erster


def test_solange_eine_abstimmung_offen_ist_bleibt_alles_bei_diesem_punkt(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    abstimmung = bau.beginne(satz, erster, Weise.OFFEN)
    taten: list[Callable[[], Any]] = [
        lambda: bau.rufe_auf(satz, zweiter),
        lambda: _tue(punkt_abschliessen, satz, erster),
        lambda: _tue(punkt_absetzen, satz, zweiter, grund="Keine Zeit"),
        lambda: _tue(punkt_zurueckstellen, satz, zweiter),
        lambda: beschlussunfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium)),
        lambda: bau.schliesse(satz, rest_absetzen=True),
        lambda: bau.beginne(satz, erster, Weise.GEHEIM),
    ]
    for lauf in range(2):
        for tat in taten:
            with pytest.raises(Fachfehler) as fehler:
                tat()
            assert fehler.value.code == "abstimmung_offen"
        if not lauf:
            # Counted is not yet established.
            bau.zaehle(abstimmung, 3)


def test_ein_behandelter_punkt_wird_wieder_aufgerufen(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    bau.rufe_auf(satz, zweiter)
    bau.rufe_auf(satz, erster)
    assert _stand(erster) == "offen"
    # A second result to the same item is a Beschluss of its own.
    assert bau.stelle_fest(bau.einvernehmlich(satz, erster)).nummer == 2


# Closing an item, taking it off -----------------------------------------------------------------------------


def test_ein_punkt_ist_behandelt_auch_ohne_beschluss(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    _tue(punkt_abschliessen, satz, erster)
    assert _stand(erster) == "behandelt"
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt is None
    _tue(punkt_abschliessen, satz, erster)
    _tue(punkt_abschliessen, satz, zweiter)
    assert _arten(satz).count("punkt_behandelt") == 2


def test_abgesetzt_wird_mit_grund_und_der_vorschlag_liegt_wieder_im_themenspeicher(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    vorschlag = einreichen(satz.gremium).vorschlag
    Vorschlag.objects.filter(pk=vorschlag.pk).update(stand="aufgenommen", sitzung=satz)
    Tagesordnungspunkt.objects.filter(pk=erster.pk).update(vorschlag=vorschlag)
    with pytest.raises(Fachfehler) as fehler:
        _tue(punkt_absetzen, satz, erster, grund="  ")
    assert fehler.value.feld == "grund"
    schluessel = uuid4()
    _tue(punkt_absetzen, satz, erster, grund="Unterlagen fehlen", schluessel=schluessel)
    _tue(punkt_absetzen, satz, erster, grund="Unterlagen fehlen", schluessel=schluessel)
    assert _stand(erster) == "abgesetzt"
    vorschlag.refresh_from_db()
    assert (vorschlag.stand, vorschlag.sitzung) == ("verschoben", None)
    assert _arten(satz).count("punkt_abgesetzt") == 1
    # Called after all: the proposal comes along, so that it is not dealt with twice.
    bau.rufe_auf(satz, erster)
    vorschlag.refresh_from_db()
    assert (vorschlag.stand, vorschlag.sitzung, _stand(erster)) == ("aufgenommen", satz, "offen")
    assert [s.art for s in vorschlag.schritte.order_by("pk")][-2:] == ["verschoben", "aufgenommen"]
    # Without a proposal it is simply called again.
    _tue(punkt_absetzen, satz, zweiter, grund="Keine Zeit")
    bau.rufe_auf(satz, zweiter)
    assert _stand(zweiter) == "offen"


def test_ein_abgesetzter_punkt_dessen_vorschlag_vergeben_ist_kommt_nicht_zurueck(satz: Sitzung) -> None:
    erster = bau.punkte(satz)[0]
    vorschlag = einreichen(satz.gremium).vorschlag
    Vorschlag.objects.filter(pk=vorschlag.pk).update(stand="aufgenommen", sitzung=satz)
    Tagesordnungspunkt.objects.filter(pk=erster.pk).update(vorschlag=vorschlag)
    _tue(punkt_absetzen, satz, erster, grund="Keine Zeit")
    Vorschlag.objects.filter(pk=vorschlag.pk).update(stand="abgelehnt")
    with pytest.raises(Fachfehler) as fehler:
        bau.rufe_auf(satz, erster)
    assert fehler.value.code == "vorschlag_vergeben"
    assert _stand(erster) == "abgesetzt"


def test_was_entschieden_oder_nicht_mehr_offen_ist_wird_nicht_abgesetzt(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    for was, felder in ((punkt_absetzen, {"grund": "Keine Zeit"}), (punkt_zurueckstellen, {})):
        with pytest.raises(Fachfehler) as fehler:
            _tue(was, satz, erster, **felder)
        assert fehler.value.code == "schon_entschieden"
    _tue(punkt_absetzen, satz, zweiter, grund="Keine Zeit")
    for was, felder in (
        (punkt_absetzen, {"grund": "Keine Zeit"}),
        (punkt_zurueckstellen, {}),
        (punkt_abschliessen, {}),
    ):
        with pytest.raises(Fachfehler, match="zuerst wieder aufrufen") as fehler:
            _tue(was, satz, zweiter, **felder)
        assert fehler.value.code == "nicht_offen"


# Closing the session ----------------------------------------------------------------------------------------


def test_was_nicht_drankam_wird_nur_auf_ausdrueckliches_wort_abgesetzt(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    with pytest.raises(Fachfehler, match=r"Noch nicht behandelt: TOP 2\.") as fehler:
        bau.schliesse(satz)
    assert fehler.value.code == "offene_punkte"
    # Refused as a whole: the item that would have been closed with it stays open.
    assert _stand(erster) == "offen"
    schluessel = uuid4()
    bau.schliesse(satz, rest_absetzen=True, schluessel=schluessel)
    assert bau.schliesse(satz, schluessel=schluessel).stand == "geschlossen"
    assert (_stand(erster), _stand(zweiter)) == ("behandelt", "abgesetzt")
    verlauf = Sitzungsverlauf.objects.get(sitzung=satz)
    assert verlauf.punkt is None
    assert _arten(satz)[-1] == "geschlossen"
    with pytest.raises(NichtErlaubt):
        bau.schliesse(satz)


def test_wer_bei_der_letzten_abstimmung_da_war_war_es_auch_fuer_die_regeln(satz: Sitzung) -> None:
    """Counted and closed in one second: the end of the session lies after the vote, so nobody is missing."""
    jetzt = timezone.now().replace(microsecond=0)
    erster = bau.punkte(satz)[0]
    bau.rufe_auf(satz, erster, zeit=jetzt)
    abstimmung = bau.einvernehmlich(satz, erster, zeit=jetzt)
    bau.stelle_fest(abstimmung, zeit=jetzt)
    # A closing that had to wait for the connection, pressed before the vote.
    bau.schliesse(satz, rest_absetzen=True, zeit=jetzt - timedelta(minutes=1))
    assert Sitzungsverlauf.objects.get(sitzung=satz).geschlossen_am == jetzt + timedelta(seconds=1)
    zeile = Anwesenheit.objects.filter(sitzung=satz).earliest("pk")
    anwesenheit_berichtigen(
        sitzung_id=satz.pk,
        anwesenheit_id=zeile.pk,
        von=zeile.von + timedelta(minutes=1),
        bis=None,
        grund="Eine Minute später",
        eintrag=bau.eintrag(satz.gremium),
    )
    assert Abstimmung.objects.get(pk=abstimmung.pk).zu_pruefen == ""
