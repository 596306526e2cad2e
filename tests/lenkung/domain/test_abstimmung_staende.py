"""The states of a vote, its wording, the Beschluss that comes of it, and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.abstimmung import (
    abstimmung_beginnen,
    ergebnis_feststellen,
    wortlaut_setzen,
)
from lenkung.domain.verlaufsblatt import OFFEN
from lenkung.models import (
    Abstimmung,
    Beschluss,
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Tagesordnungspunkt,
    Wortlaut,
)
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.vorschlagsbau import vorlage

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return bau.lenkungsgruppe(4)


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    """GO RSK, four seats, the members of the first three are there, the first item is called."""
    return _mit_punkt(bau.eroeffnet(gremium, 3))


def _mit_punkt(satz: Sitzung) -> Sitzung:
    bau.rufe_auf(satz, bau.punkte(satz)[0], zeit=timezone.now() - timedelta(minutes=20))
    return satz


def _punkt(satz: Sitzung) -> Tagesordnungspunkt:
    return bau.punkte(satz)[0]


def _ergebnis(abstimmung: Abstimmung) -> dict[str, Any]:
    assert abstimmung.ergebnis is not None
    return abstimmung.ergebnis


def _um(minute: int) -> datetime:
    return timezone.now().replace(microsecond=0) - timedelta(minutes=minute)


# States -----------------------------------------------------------------------------------------------------


def test_festgestellt_wird_erst_was_gezaehlt_ist(satz: Sitzung) -> None:
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    assert list(satz.abstimmungen.filter(stand__in=OFFEN)) == [abstimmung]
    with pytest.raises(Fachfehler, match="Bitte zuerst zählen") as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "laeuft_noch"


def test_wer_zu_spaet_zaehlt_hoert_dass_schon_gezaehlt_ist(satz: Sitzung) -> None:
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    bau.zaehle(abstimmung, 2, 1)
    with pytest.raises(Fachfehler, match="inzwischen gezählt") as fehler:
        bau.zaehle(abstimmung, 3)
    assert fehler.value.code == "schon_geschlossen"
    abstimmung.refresh_from_db()
    assert abstimmung.ja == 2


def test_zweimal_gesandt_zaehlt_verwirft_und_stellt_einmal_fest(satz: Sitzung) -> None:
    punkt = _punkt(satz)
    eins, zwei, drei, vier = (uuid4() for _nummer in range(4))
    erste = bau.beginne(satz, punkt, Weise.OFFEN, schluessel=eins)
    wieder = abstimmung_beginnen(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text=bau.WORTLAUT,
        weise=Weise.OFFEN,
        eintrag=bau.eintrag(satz.gremium, schluessel=eins),
    )
    assert wieder is None
    bau.verwirf(erste, schluessel=zwei)
    bau.verwirf(erste, "Ein anderer Grund", schluessel=zwei)
    erste.refresh_from_db()
    assert erste.verworfen_grund == "Neu zählen"
    abstimmung = bau.beginne(satz, punkt, Weise.OFFEN)
    bau.zaehle(abstimmung, 3, schluessel=drei)
    assert bau.zaehle(abstimmung, 1, 2, schluessel=drei).ja == 3
    beschluss = bau.stelle_fest(abstimmung, schluessel=vier)
    assert bau.stelle_fest(abstimmung, schluessel=vier) == beschluss
    assert Beschluss.objects.count() == 1


def test_wer_zu_spaet_feststellt_hoert_wer_es_schon_getan_hat(satz: Sitzung) -> None:
    abstimmung = bau.einvernehmlich(satz, _punkt(satz))
    bau.stelle_fest(abstimmung)
    with pytest.raises(Fachfehler, match="hat Petra Probe schon festgestellt") as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "schon_festgestellt"
    with pytest.raises(Fachfehler) as fehler:
        bau.verwirf(abstimmung)
    assert fehler.value.code == "schon_festgestellt"
    assert Beschluss.objects.count() == 1


def test_verworfen_wird_mit_grund_und_bleibt_im_verlauf(satz: Sitzung) -> None:
    abstimmung = bau.zaehle(bau.beginne(satz, _punkt(satz), Weise.OFFEN), 4)
    with pytest.raises(Fachfehler) as fehler:
        bau.verwirf(abstimmung, " ")
    assert fehler.value.feld == "grund"
    bau.verwirf(abstimmung, " Verzählt ")
    abstimmung.refresh_from_db()
    assert (abstimmung.stand, abstimmung.verworfen_grund, abstimmung.ja) == ("verworfen", "Verzählt", 4)
    ereignis = Sitzungsereignis.objects.latest("pk")
    assert (ereignis.art, ereignis.text) == ("abstimmung_verworfen", "Verzählt")
    assert not satz.abstimmungen.filter(stand__in=OFFEN).exists()


def test_abgestimmt_wird_ueber_den_aufgerufenen_offenen_punkt(satz: Sitzung) -> None:
    erster, zweiter = bau.punkte(satz)
    with pytest.raises(Fachfehler) as fehler:
        bau.beginne(satz, zweiter, Weise.OFFEN)
    assert fehler.value.code == "nicht_aufgerufen"
    Tagesordnungspunkt.objects.filter(pk=erster.pk).update(stand="behandelt")
    with pytest.raises(Fachfehler, match="Dieser Punkt ist behandelt") as fehler:
        bau.beginne(satz, erster, Weise.OFFEN)
    assert fehler.value.code == "nicht_offen"


def test_vor_dem_beginn_endet_keine_abstimmung(satz: Sitzung) -> None:
    """The entry of the beginning came at once, that of the end says it is older."""
    begonnen, frueher = _um(5), _um(9)
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN, zeit=begonnen)
    bau.zaehle(abstimmung, 3, zeit=frueher)
    abstimmung.refresh_from_db()
    assert abstimmung.geschlossen_am == abstimmung.begonnen_am == begonnen
    bau.stelle_fest(abstimmung, zeit=frueher)
    abstimmung.refresh_from_db()
    assert abstimmung.festgestellt_am == begonnen


# Wording ----------------------------------------------------------------------------------------------------


def _setze_wortlaut(satz: Sitzung, text: str, **mehr: Any) -> Wortlaut | None:
    return wortlaut_setzen(
        sitzung_id=satz.pk,
        punkt_id=mehr.pop("punkt", _punkt(satz)).pk,
        text=text,
        eintrag=bau.eintrag(satz.gremium, **mehr),
    )


def test_jede_aenderung_ist_eine_fassung_und_abgestimmt_wird_ueber_die_letzte(satz: Sitzung) -> None:
    erste = _setze_wortlaut(satz, "Die Gruppe  beschließt.  \n\nSofort. ")
    assert erste is not None
    assert (erste.nummer, erste.text) == (1, "Die Gruppe  beschließt.\n\nSofort.")
    # The same words are the same version.
    assert _setze_wortlaut(satz, "Die Gruppe  beschließt.\n\nSofort.\n") == erste
    schluessel = uuid4()
    zweite = _setze_wortlaut(satz, "Die Gruppe beschließt später.", schluessel=schluessel)
    assert zweite is not None
    assert _setze_wortlaut(satz, "Noch einmal gesandt", schluessel=schluessel) is None
    abstimmung = bau.einvernehmlich(satz, _punkt(satz), text="Die Gruppe beschließt im Mai.")
    assert abstimmung.wortlaut.nummer == 3
    with pytest.raises(Fachfehler) as fehler:
        _setze_wortlaut(satz, "Während der Abstimmung")
    assert fehler.value.code == "abstimmung_offen"
    beschluss = bau.stelle_fest(abstimmung)
    _setze_wortlaut(satz, "Danach")
    beschluss.refresh_from_db()
    assert beschluss.text == "Die Gruppe beschließt im Mai."
    arten = Sitzungsereignis.objects.filter(sitzung=satz, art="wortlaut_geaendert")
    assert arten.count() == 3


def test_ohne_wortlaut_wird_nicht_entschieden(satz: Sitzung) -> None:
    for tat in (
        lambda: _setze_wortlaut(satz, " \n "),
        lambda: bau.einvernehmlich(satz, _punkt(satz), text=""),
        lambda: bau.beginne(satz, _punkt(satz), Weise.OFFEN, text=" "),
    ):
        with pytest.raises(Fachfehler) as fehler:
            tat()
        assert fehler.value.feld == "text"
    with pytest.raises(Fachfehler) as fehler:
        _setze_wortlaut(satz, "x" * 20_001)
    assert (fehler.value.code, fehler.value.feld) == ("zu_lang", "text")
    assert not Abstimmung.objects.exists()


# The Beschluss ----------------------------------------------------------------------------------------------


def test_der_beschluss_haelt_fest_worueber_und_wie_entschieden_wurde(satz: Sitzung) -> None:
    punkt = _punkt(satz)
    fassung = vorlage(satz.gremium, frei=True)
    Tagesordnungspunkt.objects.filter(pk=punkt.pk).update(vorlage=fassung.vorlage, oeffentlich=False)
    abstimmung = bau.zaehle(bau.beginne(satz, punkt, Weise.GEHEIM), 2, 1)
    beschluss = bau.stelle_fest(abstimmung)
    beschluss.refresh_from_db()
    assert (beschluss.titel, beschluss.fassung, beschluss.weise) == (punkt.titel, fassung, "geheim")
    assert (beschluss.oeffentlich, beschluss.angenommen, beschluss.punkt) == (False, True, punkt)
    assert beschluss.rechnung.startswith("2 Ja, 1 Nein, 0 Enthaltungen; 3·2 ≥ 2·3")
    assert "§ 6 Abs. 2" in beschluss.rechnung
    zeile = beschluss.history.get()
    assert zeile.akteur_name == "Petra Probe"


def test_die_nummern_beginnen_je_gremium_und_jahr_von_vorn(gremium: Gremium) -> None:
    heuer = bau.eingeladene_sitzung(gremium, date(2024, 3, 5), punkte=1)
    danach = bau.eingeladene_sitzung(gremium, date(2025, 3, 5), punkte=1)
    nummern = []
    for satz in (heuer, danach, heuer):
        wann = satz.beginn
        satz.refresh_from_db()
        if satz.stand == "eingeladen":
            bau.komme(satz, bau.sitze(gremium)[0], zeit=wann)
            bau.komme(satz, bau.sitze(gremium)[1], zeit=wann)
            bau.eroeffne(satz, zeit=wann)
        punkt = bau.rufe_auf(satz, bau.punkte(satz)[0], zeit=wann)
        beschluss = bau.stelle_fest(bau.einvernehmlich(satz, punkt, zeit=wann), zeit=wann)
        nummern.append(beschluss.zeichen)
    assert nummern == ["1/2024", "1/2025", "2/2024"]
    anderes = _mit_punkt(bau.eroeffnet(bau.lenkungsgruppe(2, kreis=gremium.kreis), 2))
    assert bau.stelle_fest(bau.einvernehmlich(anderes, _punkt(anderes))).nummer == 1


# Rights -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fremd", [True, False])
def test_ein_mitglied_und_ein_anderer_kreis_zaehlen_und_stellen_nichts_fest(
    satz: Sitzung, fremd: bool
) -> None:
    wer = gobau.akteur(GremiumFactory()) if fremd else gobau.akteur(satz.gremium, "lenkung.gremium_lesen")
    punkt = _punkt(satz)
    for tat in (
        lambda: _setze_wortlaut(satz, "Anders", akteur=wer),
        lambda: bau.einvernehmlich(satz, punkt, akteur=wer),
        lambda: bau.beginne(satz, punkt, Weise.OFFEN, akteur=wer),
    ):
        with pytest.raises(NichtErlaubt):
            tat()
    abstimmung = bau.beginne(satz, punkt, Weise.OFFEN)
    taten: list[Callable[[], Any]] = [
        lambda: bau.zaehle(abstimmung, 3, akteur=wer),
        lambda: bau.verwirf(abstimmung, akteur=wer),
        lambda: bau.stelle_fest(abstimmung, akteur=wer),
    ]
    for tat in taten:
        with pytest.raises(NichtErlaubt):
            tat()
    bau.zaehle(abstimmung, 3)
    with pytest.raises(NichtErlaubt):
        bau.stelle_fest(abstimmung, akteur=wer)


def test_der_vorsitz_stellt_fest_und_zaehlt_nicht(satz: Sitzung) -> None:
    vorsitz = gobau.akteur(satz.gremium, "lenkung.tagesordnung_bestaetigen", akteur_name="Dr. Vor")
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    with pytest.raises(NichtErlaubt):
        bau.zaehle(abstimmung, 3, akteur=vorsitz)
    bau.zaehle(abstimmung, 3)
    bau.stelle_fest(abstimmung, akteur=vorsitz)
    abstimmung.refresh_from_db()
    assert abstimmung.festgestellt_von_name == "Dr. Vor"


def test_traegt_die_geschaeftsstelle_es_ein_hat_festgestellt_wer_leitet(satz: Sitzung) -> None:
    """The chair establishes (GO RSK § 6 Abs. 1); the event names who pressed the key."""
    gs = gobau.akteur(satz.gremium, "lenkung.sitzungen_vorbereiten", akteur_name="Gesa Schäfer")
    abstimmung = bau.einvernehmlich(satz, _punkt(satz))
    bau.stelle_fest(abstimmung, akteur=gs)
    abstimmung.refresh_from_db()
    assert abstimmung.festgestellt_von_name == "Dr. Renate Vorsitz"
    ereignis = Sitzungsereignis.objects.get(sitzung=satz, art="ergebnis_festgestellt")
    assert ereignis.von_name == "Gesa Schäfer"
    with pytest.raises(Fachfehler, match=r"hat Dr\. Renate Vorsitz schon festgestellt"):
        bau.stelle_fest(abstimmung, akteur=gs)


def test_nach_dem_schluss_wird_nichts_mehr_festgestellt(satz: Sitzung) -> None:
    abstimmung = bau.einvernehmlich(satz, _punkt(satz))
    Sitzung.objects.filter(pk=satz.pk).update(stand="geschlossen")
    with pytest.raises(NichtErlaubt):
        bau.stelle_fest(abstimmung)


def test_die_abstimmung_einer_anderen_sitzung_gibt_es_hier_nicht(satz: Sitzung) -> None:
    abstimmung = bau.einvernehmlich(satz, _punkt(satz))
    andere = bau.eroeffnet(satz.gremium, 1, uhrzeit=time(9))
    with pytest.raises(Abstimmung.DoesNotExist):
        ergebnis_feststellen(
            sitzung_id=andere.pk, abstimmung_id=abstimmung.pk, eintrag=bau.eintrag(satz.gremium)
        )
