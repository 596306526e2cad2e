"""The draft: begun once, followed where nobody wrote, never overwritten where somebody did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung import permissions
from lenkung.domain.anwesenheit import anwesenheit_streichen
from lenkung.domain.niederschrift import (
    ERKLAERUNG_HOECHSTENS,
    TEXT_HOECHSTENS,
    Nachgezogen,
    keine_erklaerungen_setzen,
    niederschrift_beginnen,
    niederschrift_nachziehen,
    sitzung_uebernehmen,
    text_behalten,
)
from lenkung.domain.notiz import notiz_schreiben
from lenkung.domain.queries.niederschrift import Niederschriftsbild, niederschriftsbild, verlauf_der
from lenkung.models import Abstimmung, Anwesenheit, Niederschrift, Niederschriftsabschnitt, Sitzung
from lenkung.regeln.werte import Inhalt
from tests.fabriken import KreisFactory
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, frisch, geschlossene_sitzung, schreibe
from tests.lenkung.sitzungsbau import sitzung as sitzung_bauen
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db


@pytest.fixture
def satz() -> Sitzung:
    return geschlossene_sitzung()


def _bild(satz: Sitzung) -> Niederschriftsbild:
    verlauf = verlauf_der(satz)
    assert verlauf is not None
    bild = niederschriftsbild(frisch(satz), verlauf)
    assert bild is not None
    return bild


def _fehlt(satz: Sitzung) -> set[Inhalt]:
    return {zeile.inhalt for zeile in _bild(satz).inhalt if not zeile.vorhanden}


def _berichtige(satz: Sitzung) -> str:
    """The presence list loses somebody."""
    anwesend = Anwesenheit.objects.filter(sitzung=satz, gestrichen_am=None).order_by("pk")[0]
    anwesenheit_streichen(
        sitzung_id=satz.pk, anwesenheit_id=anwesend.pk, grund="Verwechselt", eintrag=bau.eintrag(satz.gremium)
    )
    return anwesend.name


def _nachziehen(satz: Sitzung) -> Nachgezogen:
    return niederschrift_nachziehen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium))


# Beginning --------------------------------------------------------------------------------------------------


def test_der_entwurf_entsteht_einmal(satz: Sitzung) -> None:
    niederschrift = entwurf(satz)
    assert entwurf(satz) == niederschrift
    assert niederschrift.abschnitte.count() == 6
    assert niederschrift.angelegt_von_name == "Petra Probe"
    assert str(niederschrift) == f"Niederschrift: {satz}"
    teil = abschnitt(satz)
    assert (str(teil), str(abschnitt(satz, "kopf"))) == ("Vorhaben 1", "Ort und Zeit")
    assert niederschrift.kreis_id == teil.kreis_id == satz.kreis_id


def test_vor_dem_schluss_und_ohne_verlauf_gibt_es_keinen() -> None:
    offen = bau.eroeffnet(bau.lenkungsgruppe(2), 2)
    with pytest.raises(NichtErlaubt, match="wenn die Sitzung geschlossen ist"):
        entwurf(offen)
    auf_papier = sitzung_bauen(GremiumFactory(), offen.tag - timedelta(days=30), "geschlossen")
    with pytest.raises(Fachfehler) as fehler:
        entwurf(auf_papier)
    assert fehler.value.code == "ohne_verlauf"
    assert not Niederschrift.objects.exists()


def test_nur_wer_die_sitzungen_vorbereitet_schreibt(satz: Sitzung) -> None:
    vorsitz = gobau.akteur(satz.gremium, "lenkung.tagesordnung_bestaetigen")
    with pytest.raises(NichtErlaubt):
        entwurf(satz, akteur=vorsitz)
    entwurf(satz)
    with pytest.raises(NichtErlaubt):
        schreibe(abschnitt(satz), "Text", akteur=vorsitz)
    # The chair reads along; a member does not, and nobody of another Kreis.
    mitglied = gobau.akteur(satz.gremium, "lenkung.gremium_lesen", "lenkung.gremien_sehen")
    fremd = Probeakteur(KreisFactory().pk, gobau.ALLE_RECHTE)
    for wer, sieht in ((vorsitz, True), (mitglied, False), (fremd, False)):
        assert permissions.sichtbare_niederschriften(wer).exists() is sieht
        assert permissions.sichtbare_abschnitte(wer).exists() is sieht
        assert bool(permissions.darf_niederschrift_sehen(wer, satz)) is sieht
    assert not permissions.darf_niederschrift_sehen(
        vorsitz, Sitzung(gremium=satz.gremium, stand="eingeladen")
    )


# Writing ----------------------------------------------------------------------------------------------------


def test_von_hand_und_wieder_wie_gebaut(satz: Sitzung) -> None:
    entwurf(satz)
    teil = abschnitt(satz, nummer=2)
    gebaut = teil.gebaut
    teil = schreibe(teil, " Neu\r\ngeschrieben. ")
    assert (teil.von_hand, teil.geltend, teil.grundlage) == (True, "Neu\ngeschrieben.", gebaut)
    assert (teil.zaehler, teil.geaendert_von_name) == (1, "Petra Probe")
    assert not teil.weicht_ab
    # The same again changes nothing, even from an old page.
    assert schreibe(teil, "Neu\ngeschrieben.", zaehler=0).zaehler == 1
    teil = schreibe(teil, gebaut)
    assert (teil.von_hand, teil.text, teil.geltend, teil.zaehler) == (False, "", gebaut, 2)


def test_ein_geleerter_abschnitt_bleibt_leer(satz: Sitzung) -> None:
    entwurf(satz)
    teil = schreibe(abschnitt(satz, nummer=2), "")
    assert (teil.von_hand, teil.geltend) == (True, "")


def test_wer_auf_einem_alten_stand_schreibt_ueberschreibt_nichts(satz: Sitzung) -> None:
    entwurf(satz)
    teil = abschnitt(satz)
    schreibe(teil, "Von Karla", akteur=gobau.akteur(satz.gremium, akteur_name="Karla Kollegin"))
    with pytest.raises(Ueberholt, match="Karla Kollegin hat diesen Abschnitt inzwischen geändert"):
        schreibe(teil, "Von Petra", zaehler=0)
    assert abschnitt(satz).text == "Von Karla"


@pytest.mark.parametrize(
    ("felder", "feld"),
    [
        ({"text": "x" * (TEXT_HOECHSTENS + 1)}, "text"),
        ({"text": "x", "erklaerung": "x" * (ERKLAERUNG_HOECHSTENS + 1)}, "erklaerung"),
    ],
)
def test_zu_lange_texte(satz: Sitzung, felder: dict[str, str], feld: str) -> None:
    entwurf(satz)
    with pytest.raises(Fachfehler) as fehler:
        schreibe(abschnitt(satz), **felder)
    assert (fehler.value.code, fehler.value.feld) == ("zu_lang", feld)


def test_eine_erklaerung_steht_bei_ihrem_punkt_und_hebt_die_bestaetigung_auf(satz: Sitzung) -> None:
    niederschrift = entwurf(satz)
    wer = gobau.akteur(satz.gremium)
    keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=wer)
    assert Inhalt.ERKLAERUNGEN not in _fehlt(satz)
    # Said again: nothing to do.
    assert keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=wer).keine_erklaerungen
    teil = abschnitt(satz)
    teil = schreibe(teil, teil.geltend, erklaerung="Frau A erklärt: nein.")
    assert (teil.von_hand, teil.erklaerung) == (False, "Frau A erklärt: nein.")
    niederschrift.refresh_from_db()
    assert not niederschrift.keine_erklaerungen
    assert Inhalt.ERKLAERUNGEN not in _fehlt(satz)
    with pytest.raises(Fachfehler) as fehler:
        keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=wer)
    assert fehler.value.code == "erklaerung_da"
    # With a text by hand as well: only the statement is new.
    teil = schreibe(schreibe(teil, "Von Hand", erklaerung=teil.erklaerung), "Von Hand", erklaerung="Ja.")
    assert (teil.text, teil.erklaerung, teil.zaehler) == ("Von Hand", "Ja.", 3)
    # Other parts have none.
    assert schreibe(abschnitt(satz, "schluss"), "Ende.", erklaerung="Hier nicht").erklaerung == ""


# After a correction -----------------------------------------------------------------------------------------


def test_was_niemand_geaendert_hat_folgt_der_sitzung(satz: Sitzung) -> None:
    entwurf(satz)
    name = _berichtige(satz)
    assert [teil.art.value for teil in _bild(satz).ausstehend] == ["anwesenheit"]
    assert name in abschnitt(satz, "anwesenheit").geltend
    assert _nachziehen(satz) == Nachgezogen(1, 0)
    assert name not in abschnitt(satz, "anwesenheit").geltend
    assert _bild(satz).ausstehend == []
    # Once more: nothing is written.
    assert _nachziehen(satz) == Nachgezogen(0, 0)
    assert abschnitt(satz, "anwesenheit").history.count() == 2
    # Who had it open is told so.
    with pytest.raises(Ueberholt):
        schreibe(abschnitt(satz, "anwesenheit"), "Alt", zaehler=0)


def test_von_hand_geaendertes_bleibt_und_zeigt_den_unterschied(satz: Sitzung) -> None:
    entwurf(satz)
    alt = abschnitt(satz, "anwesenheit").gebaut
    schreibe(abschnitt(satz, "anwesenheit"), "- Alle")
    _berichtige(satz)
    assert _nachziehen(satz) == Nachgezogen(0, 1)
    teil = abschnitt(satz, "anwesenheit")
    assert (teil.geltend, teil.grundlage, teil.weicht_ab) == ("- Alle", alt, True)
    assert _bild(satz).abweichend == [teil]
    # Writing on does not make the difference go away; only who says so does.
    teil = schreibe(teil, "- Alle anderen")
    assert teil.weicht_ab
    wer = gobau.akteur(satz.gremium)
    with pytest.raises(Ueberholt):
        text_behalten(abschnitt_id=teil.pk, zaehler=0, akteur=wer)
    teil = text_behalten(abschnitt_id=teil.pk, zaehler=teil.zaehler, akteur=wer)
    assert (teil.geltend, teil.weicht_ab) == ("- Alle anderen", False)
    # Nothing to keep any more: said twice is said once.
    assert text_behalten(abschnitt_id=teil.pk, zaehler=0, akteur=wer).zaehler == teil.zaehler


def test_den_text_der_sitzung_uebernehmen(satz: Sitzung) -> None:
    entwurf(satz)
    teil = schreibe(abschnitt(satz, "anwesenheit"), "- Alle")
    wer = gobau.akteur(satz.gremium)
    with pytest.raises(Ueberholt):
        sitzung_uebernehmen(abschnitt_id=teil.pk, zaehler=0, akteur=wer)
    teil = sitzung_uebernehmen(abschnitt_id=teil.pk, zaehler=teil.zaehler, akteur=wer)
    assert (teil.von_hand, teil.geltend) == (False, teil.gebaut)
    assert sitzung_uebernehmen(abschnitt_id=teil.pk, zaehler=0, akteur=wer).zaehler == teil.zaehler
    # What had been written is kept in the history.
    assert "- Alle" in {satz.text for satz in teil.history.all()}


def test_sagt_die_sitzung_dasselbe_ist_es_nicht_mehr_von_hand(satz: Sitzung) -> None:
    entwurf(satz)
    schreibe(abschnitt(satz, nummer=2), "Vertagt auf Juni.")
    notiz_schreiben(
        sitzung_id=satz.pk,
        punkt_id=bau.punkte(satz)[1].pk,
        text="Vertagt auf Juni.",
        zaehler=1,
        eintrag=bau.eintrag(satz.gremium),
    )
    assert _nachziehen(satz) == Nachgezogen(0, 1)
    teil = abschnitt(satz, nummer=2)
    assert (teil.von_hand, teil.geltend) == (False, "Vertagt auf Juni.")


def test_ein_neuer_beschluss_fehlt_bis_er_uebernommen_ist(satz: Sitzung) -> None:
    entwurf(satz)
    teil = abschnitt(satz)
    Niederschriftsabschnitt.objects.filter(pk=teil.pk).update(festgestellt="", von_hand=True)
    assert Inhalt.BESCHLUESSE in _fehlt(satz)
    # Only what was established differs: the text by hand has nothing to compare.
    assert _nachziehen(satz) == Nachgezogen(0, 0)
    assert abschnitt(satz).festgestellt == teil.festgestellt
    assert Inhalt.BESCHLUESSE not in _fehlt(satz)


# Completeness -----------------------------------------------------------------------------------------------


def test_was_noch_fehlt_mit_der_stelle(satz: Sitzung) -> None:
    entwurf(satz)
    bild = _bild(satz)
    assert (bild.befund.urteil, bild.befund.norm) == ("unvollstaendig", "§ 7 Abs. 1")
    assert _fehlt(satz) == {Inhalt.ERKLAERUNGEN}
    keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=gobau.akteur(satz.gremium))
    assert _bild(satz).befund.urteil == "vollstaendig"
    schreibe(abschnitt(satz, "kopf"), "Beginn: 14:00 Uhr")
    assert _fehlt(satz) == {Inhalt.ORT, Inhalt.TAG, Inhalt.UHRZEIT}


def test_ein_ergebnis_das_der_vorsitz_pruefen_muss_fehlt(satz: Sitzung) -> None:
    entwurf(satz)
    Abstimmung.objects.filter(sitzung=satz).update(zu_pruefen="Anwesenheit berichtigt")
    assert Inhalt.ERGEBNISSE in _fehlt(satz)
    Abstimmung.objects.filter(sitzung=satz).update(geprueft="Bleibt dabei")
    assert Inhalt.ERGEBNISSE not in _fehlt(satz)


def test_wer_vortraegt_ist_noch_kein_ergebnis() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(2, wie=gobau.STEINFURT), 2, punkte=1)
    (punkt,) = bau.punkte(satz)
    punkt.art, punkt.berichterstattung = "beratung", "Geschäftsstelle"
    punkt.save()
    bau.rufe_auf(satz, punkt)
    bau.schliesse(satz)
    entwurf(satz)
    assert abschnitt(satz).geltend == "Es trägt vor: Geschäftsstelle."
    assert _fehlt(satz) == {Inhalt.WESENTLICHES}
    schreibe(abschnitt(satz), "Es trägt vor: Geschäftsstelle.\n\nRege Aussprache.")
    assert _fehlt(satz) == set()


@pytest.mark.parametrize("ohne", ["go", "bestimmung"])
def test_ohne_regel_ist_nichts_verlangt(ohne: str) -> None:
    gremium = bau.lenkungsgruppe(4, wie=None if ohne == "go" else gobau.RSK)
    if ohne == "bestimmung":
        go = gobau.in_kraft(GremiumFactory(), nur=["quorum"])
        satz = geschlossene_sitzung(gremium)
        Sitzung.objects.filter(pk=satz.pk).update(geschaeftsordnung=go)
    else:
        satz = bau.eroeffnet(gremium, 2)
        bau.schliesse(satz, rest_absetzen=True)
    entwurf(satz)
    bild = _bild(satz)
    assert (bild.befund.urteil, bild.inhalt) == ("nicht_geregelt", ())


def test_ohne_entwurf_kein_bild(satz: Sitzung) -> None:
    verlauf = verlauf_der(satz)
    assert verlauf is not None
    assert niederschriftsbild(satz, verlauf) is None


# The database -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("art", "werte"),
    [
        ("kopf", {"erklaerung": "x"}),
        ("punkt", {"text": "x"}),
        ("punkt", {"grundlage": "x"}),
        ("punkt", {"zaehler": 1}),
        ("punkt", {"geaendert_von_name": "x"}),
        ("punkt", {"punkt": None}),
        ("kopf", {"art": "schluss"}),
        ("kopf", {"art": "anderes"}),
    ],
)
def test_die_datenbank_haelt_die_abschnitte_zusammen(
    satz: Sitzung, art: str, werte: dict[str, object]
) -> None:
    entwurf(satz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Niederschriftsabschnitt.objects.filter(pk=abschnitt(satz, art).pk).update(**werte)


def test_zwei_begonnene_sind_einer(satz: Sitzung) -> None:
    entwurf(satz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Niederschrift.objects.create(sitzung=satz, angelegt_von_name="x")
    assert niederschrift_beginnen(sitzung_id=satz.pk, akteur=gobau.akteur(satz.gremium)).pk
