"""A vote by name while it runs: each exception is stored, and nobody counts past what others have marked."""

from __future__ import annotations

import pytest

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from lenkung.domain.namensstimmen import stimme_vormerken
from lenkung.domain.queries.verlauf import zaehlerstand
from lenkung.models import Abstimmung, Sitzung, Stimme
from lenkung.regeln.verlauf import Stimmwert, Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau

pytestmark = pytest.mark.django_db
JA, NEIN, ENTHALTUNG = Stimmwert.JA, Stimmwert.NEIN, Stimmwert.ENTHALTUNG


@pytest.fixture
def satz() -> Sitzung:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3)
    bau.rufe_auf(satz, bau.punkte(satz)[0])
    return satz


@pytest.fixture
def abstimmung(satz: Sitzung) -> Abstimmung:
    return bau.beginne(satz, bau.punkte(satz)[0], Weise.NAMENTLICH)


def _merke(abstimmung: Abstimmung, sitz_id: int, wert: Stimmwert | None, **felder: object) -> dict[str, str]:
    stimme_vormerken(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        sitz_id=sitz_id,
        wert=wert,
        eintrag=bau.eintrag(abstimmung.sitzung.gremium, **felder),  # type: ignore[arg-type]
    )
    abstimmung.refresh_from_db()
    ausnahmen: dict[str, str] = abstimmung.ausnahmen
    return ausnahmen


def test_nur_die_ausnahmen_stehen_da_und_ja_nimmt_eine_zurueck(satz: Sitzung, abstimmung: Abstimmung) -> None:
    erster, zweiter, *_rest = (sitz.pk for sitz in bau.sitze(satz.gremium))
    vorher = zaehlerstand(satz.pk)
    _merke(abstimmung, erster, NEIN)
    assert _merke(abstimmung, zweiter, None) == {str(erster): "nein", str(zweiter): ""}
    assert _merke(abstimmung, erster, JA) == {str(zweiter): ""}
    assert _merke(abstimmung, erster, JA) == {str(zweiter): ""}
    # The other screens hear of each.
    assert zaehlerstand(satz.pk) == vorher + 4
    assert not Stimme.objects.exists()


def test_wer_zaehlt_ohne_den_vermerk_zu_kennen_erfaehrt_davon(satz: Sitzung, abstimmung: Abstimmung) -> None:
    sitze = [sitz.pk for sitz in bau.sitze(satz.gremium)[:3]]
    _merke(abstimmung, sitze[1], NEIN)
    with pytest.raises(Ueberholt, match="inzwischen eine Stimme geändert"):
        bau.zaehle_namentlich(abstimmung, dict.fromkeys(sitze, "ja"))
    gezaehlt = bau.zaehle_namentlich(abstimmung, {sitze[0]: "ja", sitze[1]: "nein", sitze[2]: "ja"})
    assert gezaehlt.ausnahmen == {}
    assert (gezaehlt.ergebnis or {})["nein"] == 1


def test_keine_stimme_ist_auch_ein_vermerk(satz: Sitzung, abstimmung: Abstimmung) -> None:
    sitze = [sitz.pk for sitz in bau.sitze(satz.gremium)[:3]]
    _merke(abstimmung, sitze[0], None)
    with pytest.raises(Ueberholt):
        bau.zaehle_namentlich(abstimmung, dict.fromkeys(sitze, "ja"))
    bau.zaehle_namentlich(abstimmung, dict.fromkeys(sitze[1:], "ja"))


def test_ein_vermerk_zu_einem_sitz_den_niemand_mehr_vertritt_haelt_niemanden_auf(
    satz: Sitzung, abstimmung: Abstimmung
) -> None:
    sitze = [sitz.pk for sitz in bau.sitze(satz.gremium)[:3]]
    _merke(abstimmung, sitze[0], NEIN)
    bau.gehe(satz, satz.anwesenheiten.get(sitz_id=sitze[0]))
    bau.zaehle_namentlich(abstimmung, dict.fromkeys(sitze[1:], "ja"))


def test_nur_in_einer_laufenden_namentlichen_abstimmung_am_bildschirm(satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0].pk
    punkt = bau.punkte(satz)[0]
    offen = bau.beginne(satz, punkt, Weise.OFFEN)
    with pytest.raises(Fachfehler) as fehler:
        _merke(offen, sitz, NEIN)
    assert fehler.value.code == "zaehlung"
    bau.verwirf(offen)
    with pytest.raises(Ueberholt, match="verworfen"):
        _merke(offen, sitz, NEIN)
    namentlich = bau.beginne(satz, punkt, Weise.NAMENTLICH)
    for wert in (Stimmwert.WIDERSPRUCH,):
        with pytest.raises(Fachfehler):
            _merke(namentlich, sitz, wert)
    fremd = bau.sitze(bau.lenkungsgruppe(1))[0].pk
    with pytest.raises(Fachfehler) as fehler:
        _merke(namentlich, fremd, NEIN)
    assert fehler.value.code == "sitz_unbekannt"
    with pytest.raises(NichtErlaubt):
        _merke(namentlich, sitz, NEIN, akteur=gobau.akteur(bau.lenkungsgruppe(1)))
    assert _merke(namentlich, sitz, ENTHALTUNG) == {str(sitz): "enthaltung"}
