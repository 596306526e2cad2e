"""Arbeitsgruppen: set up, led, changed, let go on, ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.ag_mitglied import leitung_uebergeben, mitglied_verabschieden
from lenkung.domain.arbeitsgruppe import arbeitsgruppe_aendern, arbeitsgruppe_beenden, termin_vereinbaren
from lenkung.domain.queries.arbeitsgruppen import leitung_am, leitungsurteil, mitglieder_von, offene_zuerst
from lenkung.models import AGMitglied, Arbeitsgruppe, Gremium
from tests.fabriken import KreisFactory, PersonFactory
from tests.lenkung import gobau
from tests.lenkung.agbau import BEGINN, arbeitsgruppe, bericht, mitglied
from tests.lenkung.beschlussbau import beschluss, folge
from tests.lenkung.fabriken import AmtFactory, GremiumFactory
from tests.lenkung.sitzungsbau import wann

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(HEUTE), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


@pytest.fixture
def mit_go(gremium: Gremium) -> Gremium:
    gobau.in_kraft(gremium)
    return gremium


def _person(gremium: Gremium, **felder: Any) -> Any:
    return PersonFactory(kreis=gremium.kreis, **felder)


def _code(tat: Any, *args: Any, **felder: Any) -> str:
    with pytest.raises(Fachfehler) as fehler:
        tat(*args, **felder)
    return fehler.value.code


# Set up -----------------------------------------------------------------------------------------------------


def test_eine_arbeitsgruppe_hat_auftrag_und_werdegang(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, name="DELFIN4", bericht_bis=date(2026, 9, 30))
    assert (str(ag), ag.stand, ag.kreis_id) == ("PAG DELFIN4", "arbeitet", gremium.kreis_id)
    assert ag.history.get().akteur_name == "Petra Probe"
    assert leitung_am(ag.pk, HEUTE) is None


@pytest.mark.parametrize(
    ("angaben", "feld"),
    [
        ({"name": ""}, "name"),
        ({"auftrag": ""}, "auftrag"),
        ({"art": "akg"}, "art"),
        ({"bericht_bis": BEGINN - timedelta(days=1)}, "bericht_bis"),
    ],
)
def test_was_nicht_stimmt_entsteht_nicht(gremium: Gremium, angaben: dict[str, Any], feld: str) -> None:
    with pytest.raises(ValidationError) as fehler:
        arbeitsgruppe(gremium, **angaben)
    codes = {meldung.code for liste in fehler.value.error_dict.values() for meldung in liste}
    assert feld in fehler.value.error_dict or feld in codes
    assert Arbeitsgruppe.objects.count() == 0


def test_denselben_namen_gibt_es_je_art_einmal(gremium: Gremium) -> None:
    arbeitsgruppe(gremium, name="Wohnen", art="kag")
    with pytest.raises(ValidationError, match="gibt es schon"):
        arbeitsgruppe(gremium, name="WOHNEN", art="kag")
    assert arbeitsgruppe(gremium, name="Wohnen", art="pag")


def test_nur_eine_unterarbeitsgruppe_gehoert_zu_einer_anderen(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    uag = arbeitsgruppe(gremium, art="uag", uebergeordnet_id=ag.pk)
    assert uag.uebergeordnet == ag
    with pytest.raises(ValidationError, match="Nur eine Unterarbeitsgruppe"):
        arbeitsgruppe(gremium, art="kag", uebergeordnet_id=ag.pk)
    with pytest.raises(ValidationError, match="selbst keine Unterarbeitsgruppen"):
        arbeitsgruppe(gremium, art="uag", uebergeordnet_id=uag.pk)
    fremd = arbeitsgruppe(GremiumFactory(kreis=gremium.kreis))
    with pytest.raises(ValidationError, match="anderen Gremium"):
        arbeitsgruppe(gremium, art="uag", uebergeordnet_id=fremd.pk)


def test_aus_dem_beschluss_heraus_ist_seine_folge_in_einem_zug_erledigt(gremium: Gremium) -> None:
    satz = beschluss(gremium)
    eine = folge(satz, art="arbeitsgruppe")
    ag = arbeitsgruppe(gremium, beschluss_id=satz.pk, folge_id=eine.pk)
    eine.refresh_from_db()
    assert (eine.stand, eine.erledigt_am) == ("erledigt", BEGINN)
    assert eine.berichte.get().text == f"{ag} eingesetzt."


def test_setzt_ein_beschluss_mehrere_ein_bleibt_die_folge_bis_zur_letzten_offen(gremium: Gremium) -> None:
    satz = beschluss(gremium)
    eine = folge(satz, art="arbeitsgruppe")
    arbeitsgruppe(gremium, beschluss_id=satz.pk, folge_id=eine.pk, folge_erledigt=False)
    eine.refresh_from_db()
    assert (eine.stand, eine.berichte.count()) == ("offen", 0)


def test_eine_fremde_folge_wird_nicht_erledigt(gremium: Gremium) -> None:
    satz = beschluss(gremium)
    falsche = (folge(satz, art="aufgabe"), folge(beschluss(gremium), art="arbeitsgruppe"))
    for eine in falsche:
        assert _code(arbeitsgruppe, gremium, beschluss_id=satz.pk, folge_id=eine.pk) == "fremde_folge"
        eine.refresh_from_db()
        assert eine.stand == "offen"
    # The whole act is taken back.
    assert Arbeitsgruppe.objects.count() == 0


def test_der_beschluss_ist_angenommen_und_nicht_juenger_als_sie(gremium: Gremium) -> None:
    abgelehnt = beschluss(gremium, angenommen=False)
    assert _code(arbeitsgruppe, gremium, beschluss_id=abgelehnt.pk) == "abgelehnt"
    satz = beschluss(gremium)
    frueh = BEGINN - timedelta(days=1)
    assert _code(arbeitsgruppe, gremium, beschluss_id=satz.pk, beginn=frueh) == "beginn"
    fremd = beschluss(GremiumFactory(kreis=gremium.kreis))
    with pytest.raises(ValidationError, match="anderen Gremium"):
        arbeitsgruppe(gremium, beschluss_id=fremd.pk)


def test_ein_geschlossenes_gremium_setzt_keine_mehr_ein(gremium: Gremium) -> None:
    gremium.aktiv_bis = HEUTE
    gremium.save()
    with pytest.raises(NichtErlaubt, match="geschlossen"):
        arbeitsgruppe(gremium)


# Who leads (GO RSK § 5 Abs. 5) ------------------------------------------------------------------------------


def test_der_vorsitz_leitet_ohne_uebertragung(mit_go: Gremium) -> None:
    vorsitz = AmtFactory(gremium=mit_go).person
    ag = arbeitsgruppe(mit_go, leitung=vorsitz)
    leitung = ag.mitglieder.get()
    assert (leitung.von, leitung.uebertragen_am, leitung.uebertragen_von_name) == (BEGINN, None, "")
    assert leitungsurteil(ag, HEUTE).befund.urteil == "vorsitz"


def test_wer_sonst_leitet_hat_es_vom_vorsitz_an_einem_tag(mit_go: Gremium) -> None:
    vorsitz, andere = AmtFactory(gremium=mit_go).person, _person(mit_go)
    assert _code(arbeitsgruppe, mit_go, leitung=andere) == "uebertragung_fehlt"
    ag = arbeitsgruppe(mit_go, leitung=andere, uebertragen_am=BEGINN)
    leitung = ag.mitglieder.get()
    assert (leitung.uebertragen_am, leitung.uebertragen_von_name) == (BEGINN, str(vorsitz))
    urteil = leitungsurteil(ag, HEUTE)
    assert (urteil.befund.urteil, urteil.befund.norm) == ("uebertragen", "§ 5")


def test_ohne_vorsitz_an_diesem_tag_uebertraegt_niemand(mit_go: Gremium) -> None:
    AmtFactory(gremium=mit_go, von=BEGINN)
    frueh = BEGINN - timedelta(days=1)
    angaben = {"leitung": _person(mit_go), "uebertragen_am": frueh}
    assert _code(arbeitsgruppe, mit_go, **angaben) == "ohne_vorsitz"


def test_wo_nichts_geregelt_ist_wird_nichts_uebertragen(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, leitung=_person(gremium), uebertragen_am=BEGINN)
    assert ag.mitglieder.get().uebertragen_am is None
    assert leitungsurteil(ag, HEUTE).befund.urteil == "nicht_geregelt"
    assert leitungsurteil(arbeitsgruppe(gremium), HEUTE).befund.urteil == "ohne_leitung"


def test_die_leitung_geht_am_tag_davor_ueber(mit_go: Gremium) -> None:
    vorsitz, andere = AmtFactory(gremium=mit_go).person, _person(mit_go)
    ag = arbeitsgruppe(mit_go, leitung=vorsitz)
    dabei = mitglied(ag, person=andere)
    felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": gobau.akteur(mit_go)}
    neue: Any = {"person_id": andere.pk, "fuer": "Jugendamt", "uebertragen_am": HEUTE}
    assert _code(leitung_uebergeben, **felder, von=BEGINN, leitung=neue) == "zu_frueh"
    assert _code(leitung_uebergeben, **felder, von=BEGINN - timedelta(days=1), leitung=neue) == "vor_beginn"
    leitung_uebergeben(**felder, von=HEUTE, leitung=neue)
    dabei.refresh_from_db()
    gestern = HEUTE - timedelta(days=1)
    assert dabei.bis == gestern
    assert leitung_am(ag.pk, gestern).person == vorsitz  # type: ignore[union-attr]
    jetzt = leitung_am(ag.pk, HEUTE)
    assert jetzt is not None
    assert (jetzt.person, jetzt.fuer) == (andere, "Jugendamt")
    assert _code(leitung_uebergeben, **felder, von=HEUTE, leitung=neue) == "leitet_schon"


def test_auch_eine_ohne_leitung_bekommt_eine(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    wer = _person(gremium)
    leitung_uebergeben(
        arbeitsgruppe_id=ag.pk, von=HEUTE, akteur=gobau.akteur(gremium), leitung={"person_id": wer.pk}
    )
    assert leitung_am(ag.pk, HEUTE).person == wer  # type: ignore[union-attr]


# Who works in it --------------------------------------------------------------------------------------------


def test_mitwirkende_stehen_nach_ihrer_rolle(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, leitung=_person(gremium, nachname="Zeller"))
    mitglied(ag, rolle="fachkundig", person=_person(gremium, nachname="Adler"))
    mitglied(ag, person=_person(gremium, nachname="Berg"))
    assert [satz.person.nachname for satz in mitglieder_von(ag)] == ["Zeller", "Berg", "Adler"]


def test_niemand_ist_zweimal_dabei_und_eine_leitung_gibt_es_nur_eigens(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, leitung=_person(gremium))
    assert _code(mitglied, ag, rolle="leitung") == "leitung"
    eine = mitglied(ag)
    with pytest.raises(ValidationError, match="schon dabei"):
        mitglied(ag, person=eine.person, rolle="fachkundig")
    with pytest.raises(ValidationError, match="anderen Kreis"):
        mitglied(ag, person=PersonFactory(kreis=KreisFactory()))
    zweite = AGMitglied(arbeitsgruppe=ag, person=_person(gremium), rolle="leitung", von=HEUTE)
    with pytest.raises(ValidationError, match="schon eine Leitung"):
        zweite.full_clean()
    with pytest.raises(ValidationError) as fehler:
        AGMitglied(arbeitsgruppe=ag, von=HEUTE).full_clean()
    assert "person" in fehler.value.error_dict


def test_wer_ausscheidet_hat_einen_letzten_tag(gremium: Gremium) -> None:
    eine = mitglied(arbeitsgruppe(gremium))
    felder: dict[str, Any] = {"mitglied_id": eine.pk, "akteur": gobau.akteur(gremium)}
    with pytest.raises(ValidationError):
        mitglied_verabschieden(**felder, zum=BEGINN - timedelta(days=1))
    assert mitglied_verabschieden(**felder, zum=HEUTE).bis == HEUTE
    assert _code(mitglied_verabschieden, **felder, zum=HEUTE) == "schon_beendet"


# Change, go on, end -----------------------------------------------------------------------------------------


def test_wer_auf_einem_alten_stand_aendert_hoert_es(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    alt = ag.history.latest().pk
    felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": gobau.akteur(gremium)}
    arbeitsgruppe_aendern(**felder, angaben={"auftrag": "Kurse zählen"}, erwarteter_stand=alt)
    with pytest.raises(Ueberholt):
        arbeitsgruppe_aendern(**felder, angaben={"auftrag": "Kurse planen"}, erwarteter_stand=alt)
    # The same again is no change.
    arbeitsgruppe_aendern(**felder, angaben={"auftrag": "Kurse zählen"})
    assert ag.history.count() == 2


def test_ein_anderer_termin_wird_begruendet_und_liegt_nicht_vor_heute(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium, bericht_bis=date(2026, 6, 30))
    felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": gobau.akteur(gremium), "grund": "Ferien"}
    gestern = HEUTE - timedelta(days=1)
    assert _code(termin_vereinbaren, **felder, bericht_bis=gestern) == "vergangen"
    assert termin_vereinbaren(**felder, bericht_bis=HEUTE).bericht_bis == HEUTE
    assert ag.history.latest().history_change_reason == "Ferien"
    vorher = ag.history.count()
    termin_vereinbaren(**felder, bericht_bis=HEUTE)
    assert ag.history.count() == vorher
    assert termin_vereinbaren(**felder, bericht_bis=None).bericht_bis is None


def test_nach_dem_bericht_kann_sie_weiterarbeiten(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    bericht(ag, abgegeben=True)
    weiter = termin_vereinbaren(
        arbeitsgruppe_id=ag.pk, akteur=gobau.akteur(gremium), grund="Zweiter Teil", bericht_bis=None
    )
    assert (weiter.stand, weiter.vorschlag) == ("arbeitet", None)


def test_das_ende_hat_tag_und_grund_und_ist_endgueltig(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": gobau.akteur(gremium)}
    morgen = HEUTE + timedelta(days=1)
    assert _code(arbeitsgruppe_beenden, **felder, zum=morgen, grund="Fertig") == "zukunft"
    for zum, grund in ((HEUTE, " "), (BEGINN - timedelta(days=1), "Fertig")):
        with pytest.raises(ValidationError):
            arbeitsgruppe_beenden(**felder, zum=zum, grund=grund)
    ende = arbeitsgruppe_beenden(**felder, zum=HEUTE, grund=" Auftrag  erfüllt ")
    assert (ende.stand, ende.beendet_am, ende.ende_grund) == ("beendet", HEUTE, "Auftrag erfüllt")
    for tat in (
        lambda: arbeitsgruppe_beenden(**felder, zum=HEUTE, grund="Fertig"),
        lambda: termin_vereinbaren(**felder, bericht_bis=None, grund="Doch"),
        lambda: arbeitsgruppe_aendern(**felder, angaben={"name": "Anders"}),
        lambda: mitglied(ag),
    ):
        with pytest.raises(NichtErlaubt, match="beendet"):
            tat()


def test_zuerst_enden_die_unterarbeitsgruppen(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    uag = arbeitsgruppe(gremium, art="uag", uebergeordnet_id=ag.pk)
    felder: dict[str, Any] = {"akteur": gobau.akteur(gremium), "zum": HEUTE, "grund": "Fertig"}
    assert _code(arbeitsgruppe_beenden, arbeitsgruppe_id=ag.pk, **felder) == "mit_uag"
    for eine in (uag, ag):
        arbeitsgruppe_beenden(arbeitsgruppe_id=eine.pk, **felder)


def test_ein_mitglied_und_ein_anderer_kreis_aendern_nichts(gremium: Gremium) -> None:
    ag = arbeitsgruppe(gremium)
    eine = mitglied(ag)
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(gremium, "lenkung.gremium_lesen")):
        felder: dict[str, Any] = {"arbeitsgruppe_id": ag.pk, "akteur": wer}
        for tat in (
            lambda: arbeitsgruppe(gremium, akteur=wer),  # noqa: B023
            lambda: arbeitsgruppe_aendern(**felder, angaben={"name": "Anders"}),  # noqa: B023
            lambda: termin_vereinbaren(**felder, bericht_bis=None, grund="x"),  # noqa: B023
            lambda: arbeitsgruppe_beenden(**felder, zum=HEUTE, grund="x"),  # noqa: B023
            lambda: leitung_uebergeben(**felder, von=HEUTE, leitung={"person_id": eine.person_id}),  # noqa: B023
            lambda: mitglied_verabschieden(mitglied_id=eine.pk, zum=HEUTE, akteur=wer),  # noqa: B023
        ):
            with pytest.raises(NichtErlaubt):
                tat()


def test_die_liste_zeigt_zuerst_was_noch_arbeitet(gremium: Gremium) -> None:
    spaet, frueh = (
        arbeitsgruppe(gremium, bericht_bis=date(2026, 9, 1)),
        arbeitsgruppe(gremium, bericht_bis=timezone.localdate()),
    )
    ohne, berichtet, fertig = (arbeitsgruppe(gremium) for _ in range(3))
    bericht(berichtet, abgegeben=True)
    arbeitsgruppe_beenden(arbeitsgruppe_id=fertig.pk, zum=HEUTE, akteur=gobau.akteur(gremium), grund="Fertig")
    assert offene_zuerst(Arbeitsgruppe.objects.all()) == [frueh, spaet, ohne, berichtet, fertig]
