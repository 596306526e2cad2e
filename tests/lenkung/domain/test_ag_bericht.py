"""The result of an Arbeitsgruppe comes back by itself (GO RSK § 5 Abs. 4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kim.auftraege.models import Auftrag
from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.versand.models import Nachricht
from lenkung.domain import ag_bericht
from lenkung.domain.ag_bericht import bericht_abgeben, bericht_schreiben, faellige_vorschlagen
from lenkung.domain.arbeitsgruppe import termin_vereinbaren
from lenkung.domain.queries.arbeitsgruppen import arbeitsgruppe_zum_vorschlag, punkte_zu
from lenkung.domain.tagesordnung import punkt_entfernen
from lenkung.domain.vorschlag import vorschlag_aufnehmen, vorschlag_zurueckziehen
from lenkung.models import AGBericht, Arbeitsgruppe, Gremium, Sitzung, Tagesordnungspunkt, Vorschlag
from tests.fabriken import PersonFactory
from tests.lenkung import gobau, tagesordnungsbau
from tests.lenkung.agbau import arbeitsgruppe, bericht
from tests.lenkung.beschlussbau import beschluss
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.vorschlagsbau import datei

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 6, 1)
JETZT = wann(HEUTE)
VORSCHLAG = "<p>Die Runde richtet zwei Gruppen ein.</p>"


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(JETZT, tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _wer(satz: Any) -> Any:
    return gobau.akteur(satz if isinstance(satz, Gremium) else satz.gremium)


def _naechste(gremium: Gremium, tage: int = 40) -> Sitzung:
    return sitzung(gremium, HEUTE + timedelta(days=tage))


def _aufnehmen(vorschlag: Vorschlag, satz: Sitzung) -> Tagesordnungspunkt:
    antwort = vorschlag_aufnehmen(vorschlag_id=vorschlag.pk, sitzung_id=satz.pk, akteur=_wer(satz))
    assert antwort.punkt is not None
    return antwort.punkt


# Written and handed in --------------------------------------------------------------------------------------


def test_es_gibt_einen_entwurf_an_dem_alle_weiterschreiben(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    erster = bericht(ag, text='<p style="x">Es fehlen Gruppen.</p>')
    assert (erster.text, erster.ist_entwurf, erster.kreis_id) == (
        "<p>Es fehlen Gruppen.</p>",
        True,
        ag.kreis_id,
    )
    alt = erster.history.latest().pk
    felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": _wer(ag)}
    neu: Any = {"text": "<p>Es fehlen Räume.</p>", "beschlussvorschlag": ""}
    assert bericht_schreiben(**felder, angaben=neu, erwarteter_stand=alt).pk == erster.pk
    with pytest.raises(Ueberholt):
        bericht_schreiben(**felder, angaben=neu, erwarteter_stand=alt)
    bericht_schreiben(**felder, angaben=neu)
    assert (AGBericht.objects.count(), erster.history.count()) == (1, 2)


def test_auch_ein_leerer_entwurf_entsteht_und_wird_nicht_abgegeben(gremium: Gremium) -> None:
    leer = bericht(arbeitsgruppe(gremium), text="")
    with pytest.raises(Fachfehler) as fehler:
        bericht_abgeben(bericht_id=leer.pk, akteur=_wer(gremium))
    assert fehler.value.code == "leer"


def test_abgegeben_liegt_er_als_vorlage_beim_vorschlag_fuer_die_naechste_sitzung(gremium: Gremium) -> None:
    naechste, leitung = _naechste(gremium), PersonFactory(kreis=gremium.kreis)
    _naechste(gremium, 80)
    satz = beschluss(gremium)
    ag = arbeitsgruppe(gremium, leitung=leitung, name="DELFIN4", beschluss_id=satz.pk)
    entwurf = bericht(ag, beschlussvorschlag=VORSCHLAG)
    fertig = bericht_abgeben(bericht_id=entwurf.pk, akteur=_wer(gremium), dateien=[datei()])
    vorschlag, vorlage = fertig.vorschlag, fertig.vorlage
    assert vorschlag is not None
    assert vorlage is not None
    assert (vorschlag.titel, vorschlag.art, vorschlag.sitzung) == (
        "Ergebnis der PAG DELFIN4",
        "beschluss",
        naechste,
    )
    # Whoever leads reports, and hears what becomes of it.
    assert (vorschlag.person, vorschlag.einreicher_name) == (leitung, str(leitung))
    for stueck in (f"Eingesetzt mit „{satz}“", "liegt als Vorlage bei", ag.auftrag):
        assert stueck in vorschlag.erlaeuterung
    fassung = vorlage.fassungen.get()
    assert (fassung.titel, fassung.verfasser) == ("Bericht der PAG DELFIN4", "PAG DELFIN4")
    assert (fassung.sachverhalt, fassung.beschlussvorschlag) == (fertig.text, VORSCHLAG)
    assert (fassung.ist_entwurf, fassung.anlagen.count()) == (False, 1)
    assert (vorlage.vorschlag, vorlage.herkunft) == (vorschlag, f"arbeitsgruppe:{ag.pk}")
    ag.refresh_from_db()
    assert (ag.stand, ag.vorschlag) == ("berichtet", vorschlag)
    assert arbeitsgruppe_zum_vorschlag(_wer(gremium), vorschlag) == ag


def test_ohne_beschlussvorschlag_wird_beraten_und_ohne_sitzung_gewartet(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    vorschlag = bericht(ag, abgegeben=True).vorschlag
    assert vorschlag is not None
    assert (vorschlag.art, vorschlag.sitzung, vorschlag.person) == ("beratung", None, None)


def test_aufgenommen_steht_der_bericht_beim_punkt(gremium: Gremium) -> None:
    naechste = _naechste(gremium)
    fertig = bericht(arbeitsgruppe(gremium), abgegeben=True)
    assert fertig.vorschlag is not None
    punkt = _aufnehmen(fertig.vorschlag, naechste)
    assert punkt.vorlage == fertig.vorlage
    assert punkte_zu(_wer(gremium), fertig.vorschlag) == [punkt]


def test_was_abgegeben_ist_bleibt_so(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    fertig = bericht(ag, abgegeben=True)
    for tat in (lambda: bericht(ag), lambda: bericht_abgeben(bericht_id=fertig.pk, akteur=_wer(ag))):
        with pytest.raises(NichtErlaubt, match="berichtet"):
            tat()


def test_wer_auf_einem_alten_stand_abgibt_hoert_es(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    entwurf = bericht(ag)
    alt = entwurf.history.latest().pk
    bericht(ag, text="<p>Neu.</p>")
    with pytest.raises(Ueberholt):
        bericht_abgeben(bericht_id=entwurf.pk, akteur=_wer(ag), erwarteter_stand=alt)
    assert Vorschlag.objects.count() == 0


def test_ein_mitglied_und_ein_anderer_kreis_geben_nichts_ab(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    entwurf = bericht(ag)
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(gremium, "lenkung.gremium_lesen")):
        for tat in (
            lambda: bericht(ag, akteur=wer),  # noqa: B023
            lambda: bericht_abgeben(bericht_id=entwurf.pk, akteur=wer),  # noqa: B023
        ):
            with pytest.raises(NichtErlaubt):
                tat()


def test_die_leitung_gibt_ab_ohne_selbst_vorlagen_freizugeben(gremium: Gremium) -> None:
    leitung = PersonFactory(kreis=gremium.kreis)
    wer = gobau.akteur(gremium, "lenkung.gremium_lesen", person_id=leitung.pk)
    fertig = bericht(arbeitsgruppe(gremium, leitung=leitung), akteur=wer, abgegeben=True)
    assert fertig.vorlage is not None
    assert fertig.vorlage.fassungen.get().freigegeben_von_name == "System: Arbeitsgruppen"


def test_ein_langer_name_passt_in_den_titel(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, name="X" * 200, auftrag="Y" * 5000)
    vorschlag = bericht(ag, abgegeben=True).vorschlag
    assert vorschlag is not None
    assert len(vorschlag.titel) == 200
    assert vorschlag.titel.endswith("…")


# The agreed day ---------------------------------------------------------------------------------------------


def _faellige(gremium: Gremium, **angaben: Any) -> Arbeitsgruppe:
    ag = arbeitsgruppe(gremium, bericht_bis=HEUTE, **angaben)
    assert faellige_vorschlagen(jetzt=JETZT) == 1
    ag.refresh_from_db()
    return ag


def test_am_vereinbarten_tag_kommt_der_vorschlag_von_selbst_und_einmal(gremium: Gremium) -> None:
    naechste = _naechste(gremium)
    arbeitsgruppe(gremium, bericht_bis=HEUTE + timedelta(days=1))
    arbeitsgruppe(gremium)
    ag = _faellige(gremium)
    assert faellige_vorschlagen(jetzt=JETZT) == 0
    # Two runs that both saw it as due: the second asks again under the lock.
    assert ag_bericht.termin_vorschlagen(arbeitsgruppe_id=ag.pk, jetzt=JETZT) is False
    vorschlag = Vorschlag.objects.get()
    assert (vorschlag.art, vorschlag.sitzung, ag.vorschlag) == ("bericht", naechste, vorschlag)
    assert "bis zum 01.06.2026 berichten. Ein Bericht liegt noch nicht vor" in vorschlag.erlaeuterung
    assert ag.stand == "arbeitet"


def test_die_leitung_erfaehrt_dass_es_von_selbst_geschah(gremium: Gremium) -> None:
    leitung = PersonFactory(kreis=gremium.kreis, email="lena@jugendamt.example")
    _faellige(gremium, leitung=leitung)
    nachricht = Nachricht.objects.get()
    assert nachricht.art == "lenkung.vorschlag_aus_arbeitsgruppe"
    assert nachricht.zustellungen.get().adresse == "lena@jugendamt.example"


def test_wer_inzwischen_schneller_war_hat_recht(gremium: Gremium) -> None:
    """The run asks again under the lock."""
    berichtet, spaeter = (arbeitsgruppe(gremium, bericht_bis=HEUTE) for _ in range(2))
    bericht(berichtet, abgegeben=True)
    morgen = HEUTE + timedelta(days=1)
    termin_vereinbaren(arbeitsgruppe_id=spaeter.pk, bericht_bis=morgen, akteur=_wer(gremium), grund="Ferien")
    for ag in (berichtet, spaeter):
        assert ag_bericht.termin_vorschlagen(arbeitsgruppe_id=ag.pk, jetzt=JETZT) is False
    assert Vorschlag.objects.count() == 1


def test_geschlossene_gremien_und_ausgeschaltete_kreise_bekommen_nichts(gremium: Gremium) -> None:
    arbeitsgruppe(gremium, bericht_bis=HEUTE)
    gremium.kreis.modul_lenkung = False
    gremium.kreis.save()
    assert faellige_vorschlagen(jetzt=JETZT) == 0


def test_ein_gremium_das_bald_endet_haelt_den_lauf_nicht_auf(gremium: Gremium) -> None:
    """Nobody proposes anything to it any more; the others get theirs."""
    endend = GremiumFactory(kreis=gremium.kreis)
    arbeitsgruppe(endend, bericht_bis=HEUTE)
    Gremium.objects.filter(pk=endend.pk).update(aktiv_bis=HEUTE + timedelta(days=9))
    _faellige(gremium)
    assert faellige_vorschlagen(jetzt=JETZT) == 0


def test_kommt_der_bericht_danach_liegt_er_beim_selben_vorschlag(gremium: Gremium) -> None:
    _naechste(gremium)
    ag = _faellige(gremium)
    fertig = bericht(ag, beschlussvorschlag=VORSCHLAG, abgegeben=True)
    vorschlag = Vorschlag.objects.get()
    assert (fertig.vorschlag, vorschlag.art) == (vorschlag, "beschluss")
    assert "liegt als Vorlage bei" in vorschlag.erlaeuterung
    assert "noch nicht vor" not in vorschlag.erlaeuterung


def test_steht_er_schon_auf_der_tagesordnung_liegt_der_bericht_beim_punkt(gremium: Gremium) -> None:
    naechste = _naechste(gremium)
    ag = _faellige(gremium)
    assert ag.vorschlag is not None
    punkt = _aufnehmen(ag.vorschlag, naechste)
    assert punkt.vorlage is None
    fertig = bericht(ag, abgegeben=True)
    punkt.refresh_from_db()
    assert (punkt.vorlage, Vorschlag.objects.count()) == (fertig.vorlage, 1)


def test_eine_bestaetigte_tagesordnung_bleibt_wie_sie_ist(gremium: Gremium) -> None:
    naechste = _naechste(gremium)
    ag = _faellige(gremium)
    assert ag.vorschlag is not None
    punkt = _aufnehmen(ag.vorschlag, naechste)
    tagesordnungsbau.bestaetigt(naechste)
    fertig = bericht(ag, abgegeben=True)
    punkt.refresh_from_db()
    assert (punkt.vorlage, fertig.vorschlag) == (None, ag.vorschlag)


def test_eine_vorlage_die_schon_beim_punkt_liegt_bleibt(gremium: Gremium) -> None:
    naechste = _naechste(gremium)
    ag = _faellige(gremium)
    assert ag.vorschlag is not None
    andere = tagesordnungsbau.vorlage(gremium)
    punkt = _aufnehmen(ag.vorschlag, naechste)
    punkt.vorlage = andere
    punkt.save()
    bericht(ag, abgegeben=True)
    punkt.refresh_from_db()
    assert punkt.vorlage == andere


@pytest.mark.parametrize("wie", ["zurueckgezogen", "abgesetzt"])
def test_was_nicht_mehr_unterwegs_ist_nimmt_den_bericht_nicht_auf(gremium: Gremium, wie: str) -> None:
    naechste = _naechste(gremium)
    ag = _faellige(gremium)
    alter = ag.vorschlag
    assert alter is not None
    if wie == "zurueckgezogen":
        vorschlag_zurueckziehen(vorschlag_id=alter.pk, akteur=_wer(gremium))
        fertig = bericht(ag, abgegeben=True)
        assert fertig.vorschlag != alter
        return
    # Taken off again it lies in the backlog, and there it still waits.
    punkt_entfernen(punkt_id=_aufnehmen(alter, naechste).pk, akteur=_wer(gremium), grund="Keine Zeit")
    assert bericht(ag, abgegeben=True).vorschlag == alter


def test_ein_neuer_termin_kommt_neu_auf_den_weg(gremium: Gremium) -> None:
    ag = _faellige(gremium)
    spaeter = HEUTE + timedelta(days=30)
    termin_vereinbaren(
        arbeitsgruppe_id=ag.pk, bericht_bis=spaeter, akteur=_wer(gremium), grund="Noch nicht so weit"
    )
    with time_machine.travel(wann(spaeter), tick=False):
        assert faellige_vorschlagen(jetzt=wann(spaeter)) == 1
    assert Vorschlag.objects.count() == 2


def test_scheitert_eine_kommen_die_anderen_trotzdem_und_der_lauf_meldet_es(
    gremium: Gremium, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    krank, gesund = (arbeitsgruppe(gremium, bericht_bis=HEUTE) for _ in range(2))
    echt = ag_bericht.termin_vorschlagen

    def manchmal(*, arbeitsgruppe_id: int, jetzt: Any) -> bool:
        if arbeitsgruppe_id == krank.pk:
            raise RuntimeError(krank.name)
        return echt(arbeitsgruppe_id=arbeitsgruppe_id, jetzt=jetzt)

    monkeypatch.setattr(ag_bericht, "termin_vorschlagen", manchmal)
    with pytest.raises(RuntimeError):
        faellige_vorschlagen(jetzt=JETZT)
    gesund.refresh_from_db()
    assert gesund.vorschlag is not None
    assert krank.name not in caplog.text


def test_der_auftrag_laeuft_nur_am_tag_und_nur_wenn_etwas_faellig_ist(gremium: Gremium) -> None:
    plan = ZEITPLAENE["lenkung.berichte_vorschlagen"]
    assert plan.noetig is not None
    assert plan.noetig(JETZT) is False
    arbeitsgruppe(gremium, bericht_bis=HEUTE)
    assert plan.noetig(JETZT) is True
    assert plan.noetig(JETZT.replace(hour=3)) is False
    ausfuehren: Any = AUFTRAGSARTEN["lenkung.berichte_vorschlagen"].ausfuehren
    assert ausfuehren({}, None) == {"vorschlaege": 1}
    assert plan.noetig(JETZT) is False
    assert not Auftrag.objects.filter(art="lenkung.berichte_vorschlagen").exists()


def test_die_datenbank_kennt_nur_einen_entwurf_je_arbeitsgruppe(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    bericht(ag)
    with pytest.raises(IntegrityError, match=r"agbericht_ein_entwurf|arbeitsgruppe_id"), transaction.atomic():
        AGBericht.objects.create(arbeitsgruppe=ag)
