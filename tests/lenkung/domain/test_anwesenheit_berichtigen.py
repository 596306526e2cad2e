"""What was entered wrongly is struck and stays readable; a vote that was counted is never changed by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.anzeige import uhrzeit
from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.abstimmung import pruefung_abschliessen
from lenkung.domain.anwesenheit import anwesenheit_berichtigen, anwesenheit_streichen, gast_kommt
from lenkung.models import Abstimmung, Anwesenheit, Gremium, Sitzung, Sitzungsereignis
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import gast

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    """Opened half an hour ago; the members of the first three of four seats are there."""
    return bau.eroeffnet(gremium, 3)


@pytest.fixture
def beginn(satz: Sitzung) -> datetime:
    return Anwesenheit.objects.filter(sitzung=satz).earliest("von").von


def _um(beginn: datetime, minute: int) -> datetime:
    return beginn + timedelta(minutes=minute)


def _zeile(satz: Sitzung, nummer: int = 0) -> Anwesenheit:
    return Anwesenheit.objects.filter(sitzung=satz, gestrichen_am=None).order_by("pk")[nummer]


def _berichtige(
    satz: Sitzung, anwesend: Anwesenheit, von: datetime, bis: datetime | None = None, **eintrag: object
) -> Anwesenheit | None:
    return anwesenheit_berichtigen(
        sitzung_id=satz.pk,
        anwesenheit_id=anwesend.pk,
        von=von,
        bis=bis,
        grund=str(eintrag.pop("grund", "Zu früh eingetragen")),
        eintrag=bau.eintrag(satz.gremium, **eintrag),  # type: ignore[arg-type]
    )


def _streiche(satz: Sitzung, anwesend: Anwesenheit, **eintrag: object) -> None:
    anwesenheit_streichen(
        sitzung_id=satz.pk,
        anwesenheit_id=anwesend.pk,
        grund=str(eintrag.pop("grund", "Falsche Zeile")),
        eintrag=bau.eintrag(satz.gremium, **eintrag),  # type: ignore[arg-type]
    )


def _gezaehlt(satz: Sitzung, beginn: datetime, minute: int = 10) -> Abstimmung:
    """Two Ja and one Nein of three: 3·2 ≥ 2·3, adopted."""
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0], zeit=_um(beginn, minute))
    return bau.zaehle(
        bau.beginne(satz, punkt, Weise.OFFEN, zeit=_um(beginn, minute)), 2, 1, zeit=_um(beginn, minute)
    )


# Trace ------------------------------------------------------------------------------------------------------


def test_die_falsche_angabe_bleibt_lesbar_und_die_richtige_steht_daneben(
    satz: Sitzung, beginn: datetime
) -> None:
    alt = _zeile(satz)
    neu = _berichtige(satz, alt, _um(beginn, 5), _um(beginn, 20), grund="Kam erst\nspäter")
    assert neu is not None
    alt.refresh_from_db()
    assert (alt.von, alt.bis, alt.gestrichen_grund) == (beginn, None, "Kam erst später")
    assert alt.gestrichen_am is not None
    assert (neu.von, neu.bis, neu.person_id, neu.sitz_id, neu.art, neu.rolle, neu.name) == (
        _um(beginn, 5),
        _um(beginn, 20),
        alt.person_id,
        alt.sitz_id,
        alt.art,
        alt.rolle,
        alt.name,
    )
    letztes = Sitzungsereignis.objects.filter(sitzung=satz).latest("pk")
    assert (letztes.art, letztes.text) == ("anwesenheit_berichtigt", f"{alt.name}: Kam erst\nspäter")


def test_auch_die_zeit_eines_gastes_wird_berichtigt(satz: Sitzung, beginn: datetime) -> None:
    gerda = gast(bau.punkte(satz)[0])
    eintrag = bau.eintrag(satz.gremium, zeit=_um(beginn, 10))
    da = gast_kommt(sitzung_id=satz.pk, gast_id=gerda.pk, art=Anwesenheitsart.VOR_ORT, eintrag=eintrag)
    assert da is not None
    neu = _berichtige(satz, da, _um(beginn, 12))
    assert neu is not None
    assert (neu.gast, neu.rolle, neu.bis) == (gerda, "gast", None)


def test_zweimal_gesandt_ist_einmal_berichtigt(satz: Sitzung, beginn: datetime) -> None:
    alt, andere = _zeile(satz), _zeile(satz, 1)
    schluessel, streichen = uuid4(), uuid4()
    _berichtige(satz, alt, _um(beginn, 5), schluessel=schluessel)
    assert _berichtige(satz, alt, _um(beginn, 5), schluessel=schluessel) is None
    _streiche(satz, andere, schluessel=streichen)
    _streiche(satz, andere, schluessel=streichen)
    assert Anwesenheit.objects.filter(sitzung=satz, gestrichen_am=None).count() == 2
    assert Sitzungsereignis.objects.filter(sitzung=satz, art="anwesenheit_berichtigt").count() == 2


def test_auch_nach_der_sitzung_wird_berichtigt(satz: Sitzung, beginn: datetime) -> None:
    Sitzung.objects.filter(pk=satz.pk).update(stand="geschlossen")
    assert _berichtige(satz, _zeile(satz), _um(beginn, 5)) is not None


# Refused ----------------------------------------------------------------------------------------------------


def test_unmoegliche_zeiten_werden_abgewiesen_und_nichts_ist_gestrichen(
    satz: Sitzung, beginn: datetime
) -> None:
    zeile, jetzt = _zeile(satz), timezone.now()
    unmoeglich = [
        ((_um(beginn, 5), _um(beginn, 5)), "bis"),
        ((_um(beginn, 5), _um(beginn, 4)), "bis"),
        ((jetzt + timedelta(minutes=5), None), "zukunft"),
        ((beginn, jetzt + timedelta(minutes=5)), "zukunft"),
        ((beginn - timedelta(days=1), None), "vor_dem_tag"),
    ]
    for (von, bis), code in unmoeglich:
        with pytest.raises(Fachfehler) as fehler:
            _berichtige(satz, zeile, von, bis)
        assert fehler.value.code == code
    assert not Anwesenheit.objects.exclude(gestrichen_am=None).exists()


def test_eine_person_ist_zur_selben_zeit_nur_einmal_da(satz: Sitzung, beginn: datetime) -> None:
    erste = _zeile(satz)
    bau.gehe(satz, erste, zeit=_um(beginn, 10))
    bau.komme(satz, bau.sitze(satz.gremium)[0], zeit=_um(beginn, 20))
    for bis in (None, _um(beginn, 21)):
        with pytest.raises(Fachfehler) as fehler:
            _berichtige(satz, erste, beginn, bis)
        assert fehler.value.code == "schon_da"
    # Up to the very second in which the other begins.
    assert _berichtige(satz, erste, beginn, _um(beginn, 20)) is not None


def test_ohne_grund_geht_es_nicht_und_ein_zweites_mal_auch_nicht(satz: Sitzung, beginn: datetime) -> None:
    zeile = _zeile(satz)
    for tat in (
        lambda: _berichtige(satz, zeile, _um(beginn, 5), grund=" \n"),
        lambda: _streiche(satz, zeile, grund=""),
    ):
        with pytest.raises(Fachfehler) as fehler:
            tat()
        assert (fehler.value.code, fehler.value.feld) == ("grund", "grund")
    _streiche(satz, zeile)
    with pytest.raises(Fachfehler) as fehler:
        _streiche(satz, zeile)
    assert fehler.value.code == "gestrichen"


def test_nur_die_geschaeftsstelle_dieses_gremiums_berichtigt(satz: Sitzung, beginn: datetime) -> None:
    for wer in (gobau.akteur(GremiumFactory()), gobau.akteur(satz.gremium, "lenkung.gremium_lesen")):
        with pytest.raises(NichtErlaubt):
            _berichtige(satz, _zeile(satz), _um(beginn, 5), akteur=wer)
        with pytest.raises(NichtErlaubt):
            _streiche(satz, _zeile(satz), akteur=wer)


# Votes that were counted ------------------------------------------------------------------------------------


def test_eine_berichtigung_die_eine_gezaehlte_abstimmung_beruehrt_sagt_es_und_aendert_sie_nicht(
    satz: Sitzung, beginn: datetime
) -> None:
    """Two Ja of three is two thirds. Of four it would not be: 3·2 < 2·4. The chair has to say so."""
    abstimmung = _gezaehlt(satz, beginn)
    bau.stelle_fest(abstimmung)
    abstimmung.refresh_from_db()
    vorher = (abstimmung.ergebnis, abstimmung.augenblick)
    vierter = bau.sitze(satz.gremium)[3]
    # She was there all the time, says the entry that had to wait for the connection.
    spaet = bau.komme(satz, vierter, zeit=_um(beginn, 3))
    abstimmung.refresh_from_db()
    wann = uhrzeit(_um(beginn, 10))
    satz_der_meldung = f"Nach der berichtigten Anwesenheit um {wann}: vertreten wäre auch {vierter.name}."
    assert abstimmung.zu_pruefen == satz_der_meldung
    assert (abstimmung.ergebnis, abstimmung.augenblick) == vorher
    assert abstimmung.beschluss.angenommen is True
    # Taken back, there is nothing left to say.
    _streiche(satz, spaet)
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen == ""


def test_wer_frueher_ging_als_eingetragen_wird_auch_gemeldet(satz: Sitzung, beginn: datetime) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    zeile = _zeile(satz)
    name = bau.sitze(satz.gremium)[0].name
    _berichtige(satz, zeile, beginn, _um(beginn, 10))
    abstimmung.refresh_from_db()
    # Until 10 without 10: in that minute she counts no more.
    assert abstimmung.zu_pruefen.endswith(f"nicht vertreten wäre {name}.")
    _berichtige(satz, _zeile(satz, 2), beginn, _um(beginn, 11))
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen == ""


def test_beides_zugleich_steht_in_einem_satz(satz: Sitzung, beginn: datetime) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    sitze = bau.sitze(satz.gremium)
    _streiche(satz, _zeile(satz))
    bau.komme(satz, sitze[3], zeit=_um(beginn, 9))
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen.endswith(
        f"vertreten wäre auch {sitze[3].name}; nicht vertreten wäre {sitze[0].name}."
    )


def test_was_nach_der_abstimmung_geschah_beruehrt_sie_nicht(satz: Sitzung, beginn: datetime) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    bau.gehe(satz, _zeile(satz), zeit=_um(beginn, 11))
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_um(beginn, 11))
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen == ""


def test_wechselt_nur_wer_den_sitz_vertritt_gibt_es_nichts_zu_pruefen(
    satz: Sitzung, beginn: datetime
) -> None:
    # The seat has the vote (GO RSK § 6 Abs. 3), whoever sits on it.
    abstimmung = _gezaehlt(satz, beginn)
    bau.komme(satz, bau.sitze(satz.gremium)[0], "stellvertretung", zeit=_um(beginn, 5))
    _berichtige(satz, _zeile(satz), beginn, _um(beginn, 6))
    abstimmung.refresh_from_db()
    assert abstimmung.zu_pruefen == ""


def test_was_verworfen_ist_wird_nicht_mehr_geprueft(satz: Sitzung, beginn: datetime) -> None:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0], zeit=beginn)
    verworfen = bau.einvernehmlich(satz, punkt, (bau.sitze(satz.gremium)[0].pk,), zeit=_um(beginn, 10))
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_um(beginn, 5))
    verworfen.refresh_from_db()
    assert (verworfen.stand, verworfen.zu_pruefen) == ("verworfen", "")


# The chair says what it means -------------------------------------------------------------------------------


def _schliesse_pruefung_ab(abstimmung: Abstimmung, begruendung: str = "Bleibt", **eintrag: object) -> None:
    pruefung_abschliessen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        begruendung=begruendung,
        eintrag=bau.eintrag(abstimmung.sitzung.gremium, **eintrag),  # type: ignore[arg-type]
    )


def test_vor_der_feststellung_muss_der_vorsitz_erst_etwas_sagen(satz: Sitzung, beginn: datetime) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_um(beginn, 3))
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "zu_pruefen"
    _schliesse_pruefung_ab(abstimmung, " Sie hat sich nicht beteiligt. ")
    abstimmung.refresh_from_db()
    assert abstimmung.geprueft == "Sie hat sich nicht beteiligt."
    assert abstimmung.zu_pruefen != ""
    assert bau.stelle_fest(abstimmung).angenommen is True


def test_eine_weitere_berichtigung_fragt_den_vorsitz_von_neuem(satz: Sitzung, beginn: datetime) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    bau.stelle_fest(abstimmung)
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_um(beginn, 3))
    _schliesse_pruefung_ab(abstimmung)
    _streiche(satz, _zeile(satz))
    abstimmung.refresh_from_db()
    assert abstimmung.geprueft == ""
    assert "nicht vertreten wäre" in abstimmung.zu_pruefen
    # Something that changes nothing in it asks nothing again.
    _schliesse_pruefung_ab(abstimmung)
    bau.gehe(satz, _zeile(satz), zeit=_um(beginn, 25))
    abstimmung.refresh_from_db()
    assert abstimmung.geprueft == "Bleibt"


def test_nur_der_vorsitz_schliesst_die_pruefung_ab_mit_einer_begruendung_und_einmal(
    satz: Sitzung, beginn: datetime
) -> None:
    abstimmung = _gezaehlt(satz, beginn)
    with pytest.raises(Fachfehler) as fehler:
        _schliesse_pruefung_ab(abstimmung)
    assert fehler.value.code == "nichts_zu_pruefen"
    bau.komme(satz, bau.sitze(satz.gremium)[3], zeit=_um(beginn, 3))
    geschaeftsstelle = gobau.akteur(satz.gremium, "lenkung.sitzungen_vorbereiten")
    fremder_vorsitz = gobau.akteur(GremiumFactory(), "lenkung.tagesordnung_bestaetigen")
    for wer in (geschaeftsstelle, fremder_vorsitz):
        with pytest.raises(NichtErlaubt):
            _schliesse_pruefung_ab(abstimmung, akteur=wer)
    vorsitz = gobau.akteur(satz.gremium, "lenkung.tagesordnung_bestaetigen")
    with pytest.raises(Fachfehler) as fehler:
        _schliesse_pruefung_ab(abstimmung, "  ", akteur=vorsitz)
    assert (fehler.value.code, fehler.value.feld) == ("grund", "grund")
    schluessel = uuid4()
    _schliesse_pruefung_ab(abstimmung, "Bleibt", akteur=vorsitz, schluessel=schluessel)
    _schliesse_pruefung_ab(abstimmung, "Anders", akteur=vorsitz, schluessel=schluessel)
    abstimmung.refresh_from_db()
    assert abstimmung.geprueft == "Bleibt"
