"""Losing the quorum: what the chair establishes, what is put off, what stays decidable (GO RSK § 6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler
from lenkung.domain.sitzung_fuehren import (
    beschlussfaehigkeit_feststellen,
    beschlussunfaehigkeit_feststellen,
    punkt_zurueckstellen,
)
from lenkung.models import Anwesenheit, Sitzung, Sitzungsereignis, Sitzungsverlauf, Tagesordnungspunkt
from lenkung.regeln.verlauf import Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.sitzungsbau import sitzung

pytestmark = pytest.mark.django_db


def _unfaehig(satz: Sitzung, **mehr: Any) -> list[str]:
    punkte = beschlussunfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium, **mehr))
    return [punkt.titel for punkt in punkte]


def _faehig(satz: Sitzung, **mehr: Any) -> None:
    beschlussfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(satz.gremium, **mehr))


def _stelle_zurueck(satz: Sitzung, punkt: Tagesordnungspunkt, **mehr: Any) -> None:
    punkt_zurueckstellen(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=bau.eintrag(satz.gremium, **mehr))


def _staende(satz: Sitzung) -> list[str]:
    return [punkt.stand for punkt in bau.punkte(satz)]


def _zu_wenige(punkte: int = 2) -> Sitzung:
    """One of four seats is represented: 2·1 < 4. GO RSK: holds until the chair establishes the contrary."""
    return bau.eroeffnet(bau.lenkungsgruppe(4), 1, punkte=punkte)


def _traegt_zweite(satz: Sitzung, punkt: Tagesordnungspunkt) -> None:
    """As if put off in an earlier session and announced in this invitation in time."""
    frueher = sitzung(satz.gremium, date(2023, 1, 10), "geschlossen")
    alt = Tagesordnungspunkt.objects.create(
        sitzung=frueher, position=1, art="beschluss", titel=punkt.titel, stand="zurueckgestellt"
    )
    Tagesordnungspunkt.objects.filter(pk=punkt.pk).update(uebernommen_aus=alt)
    Sitzungsverlauf.objects.filter(sitzung=satz).update(zweite_wirksam=True)


# Establishing -----------------------------------------------------------------------------------------------


def test_jede_offene_entscheidung_wird_zurueckgestellt_und_nur_sie() -> None:
    satz = _zu_wenige(5)
    alle = bau.punkte(satz)
    Tagesordnungspunkt.objects.filter(pk=alle[1].pk).update(art="bericht")
    Tagesordnungspunkt.objects.filter(pk=alle[2].pk).update(art="genehmigung")
    Tagesordnungspunkt.objects.filter(pk=alle[3].pk).update(stand="abgesetzt")
    Tagesordnungspunkt.objects.filter(pk=alle[4].pk).update(stand="behandelt")
    bau.rufe_auf(satz, alle[0])
    schluessel = uuid4()
    assert _unfaehig(satz, schluessel=schluessel) == ["Vorhaben 1", "Vorhaben 3"]
    assert _unfaehig(satz, schluessel=schluessel) == []
    assert _staende(satz) == ["zurueckgestellt", "offen", "zurueckgestellt", "abgesetzt", "behandelt"]
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt is None
    ereignis = Sitzungsereignis.objects.get(sitzung=satz, art="beschlussunfaehigkeit_festgestellt")
    assert ereignis.text.startswith("1 von 4 stimmberechtigten Sitzen vertreten; 2·1 < 4")
    zeile = bau.punkte(satz)[0].history.latest()
    assert (zeile.akteur_name, zeile.history_change_reason) == ("Petra Probe", ereignis.text[:100])


def test_was_schon_entschieden_ist_wird_nicht_zurueckgestellt() -> None:
    """The result is established; then two go while the item is still the present one."""
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 3)
    erster = bau.rufe_auf(satz, bau.punkte(satz)[0])
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    for anwesend in list(Anwesenheit.objects.filter(sitzung=satz))[:2]:
        bau.gehe(satz, anwesend)
    assert _unfaehig(satz) == ["Vorhaben 2"]
    assert _staende(satz) == ["offen", "zurueckgestellt"]
    assert Sitzungsverlauf.objects.get(sitzung=satz).punkt == erster


def test_mit_der_mindestzahl_laesst_sich_das_gegenteil_nicht_feststellen() -> None:
    # 2·2 ≥ 4.
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 2)
    with pytest.raises(Fachfehler, match="Die Mindestzahl ist erreicht: 2 von 4") as fehler:
        _unfaehig(satz)
    assert fehler.value.code == "beschlussfaehig"


def test_zweimal_wird_nichts_festgestellt() -> None:
    satz = _zu_wenige()
    _unfaehig(satz)
    with pytest.raises(Fachfehler) as fehler:
        _unfaehig(satz)
    assert fehler.value.code == "schon_festgestellt"


@pytest.mark.parametrize("wie", [gobau.STEINFURT, None])
def test_nur_wo_die_geschaeftsordnung_es_sagt(wie: str | None) -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4, wie=wie), 1)
    with pytest.raises(Fachfehler) as fehler:
        _unfaehig(satz)
    assert fehler.value.code == "nicht_vorgesehen"
    assert _staende(satz) == ["offen", "offen"]


def test_nach_der_feststellung_ist_nichts_gueltig_auch_wenn_wieder_genug_da_sind() -> None:
    satz = _zu_wenige()
    erster, zweiter = bau.punkte(satz)
    Tagesordnungspunkt.objects.filter(pk=erster.pk).update(art="beratung")
    _unfaehig(satz)
    for sitz in bau.sitze(satz.gremium)[1:]:
        bau.komme(satz, sitz)
    bau.rufe_auf(satz, erster)
    abstimmung = bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 4)
    assert abstimmung.ergebnis is not None
    assert (abstimmung.ergebnis["gueltig"], abstimmung.ergebnis["grund"]) == (False, "festgestellt")
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "ungueltig"
    with pytest.raises(Fachfehler) as fehler:
        bau.rufe_auf(satz, zweiter)
    assert fehler.value.code == "abstimmung_offen"


def test_zurueckgestelltes_laesst_sich_erst_nach_der_feststellung_des_gegenteils_wieder_aufrufen() -> None:
    satz = _zu_wenige()
    erster = bau.punkte(satz)[0]
    _unfaehig(satz)
    with pytest.raises(Fachfehler, match="2·1 < 4") as fehler:
        _faehig(satz)
    assert fehler.value.code == "nicht_erreicht"
    bau.komme(satz, bau.sitze(satz.gremium)[1])
    with pytest.raises(Fachfehler) as fehler:
        bau.rufe_auf(satz, erster)
    assert fehler.value.code == "zurueckgestellt"
    schluessel = uuid4()
    _faehig(satz, schluessel=schluessel)
    _faehig(satz, schluessel=schluessel)
    assert bau.rufe_auf(satz, erster).stand == "offen"
    assert bau.stelle_fest(bau.einvernehmlich(satz, erster)).angenommen is True
    arten = Sitzungsereignis.objects.filter(sitzung=satz, art="beschlussfaehigkeit_festgestellt")
    assert arten.count() == 1


def test_ohne_regel_gibt_es_keine_beschlussfaehigkeit_festzustellen() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4, wie=None), 4)
    with pytest.raises(Fachfehler, match="die Geschäftsordnung bestimmt keine Beschlussfähigkeit"):
        _faehig(satz)


def test_eine_feststellung_reicht_nicht_hinter_eine_gezaehlte_abstimmung_zurueck() -> None:
    """Said before, but it arrives after the count: what was counted stays, and the rules agree."""
    satz = _zu_wenige()
    erster = bau.rufe_auf(satz, bau.punkte(satz)[0])
    jetzt = timezone.now().replace(microsecond=0)
    abstimmung = bau.einvernehmlich(satz, erster, zeit=jetzt)
    bau.stelle_fest(abstimmung, zeit=jetzt)
    _unfaehig(satz, zeit=jetzt - timedelta(minutes=5))
    ereignis = Sitzungsereignis.objects.get(sitzung=satz, art="beschlussunfaehigkeit_festgestellt")
    assert ereignis.zeit == jetzt + timedelta(seconds=1)


def test_in_derselben_sekunde_gilt_die_feststellung_fuer_die_abstimmung_danach() -> None:
    satz = _zu_wenige()
    erster, zweiter = bau.punkte(satz)
    Tagesordnungspunkt.objects.filter(pk=zweiter.pk).update(art="beratung")
    jetzt = timezone.now().replace(microsecond=0)
    bau.rufe_auf(satz, erster, zeit=jetzt)
    bau.stelle_fest(bau.einvernehmlich(satz, erster, zeit=jetzt), zeit=jetzt)
    _unfaehig(satz, zeit=jetzt)
    bau.rufe_auf(satz, zweiter, zeit=jetzt)
    abstimmung = bau.einvernehmlich(satz, zweiter, zeit=jetzt)
    assert abstimmung.ergebnis is not None
    assert abstimmung.ergebnis["grund"] == "festgestellt"


# Second convening -------------------------------------------------------------------------------------------


def test_was_die_zweite_einberufung_traegt_bleibt_entscheidbar() -> None:
    # One of four: GO RSK § 6 Abs. 5, whatever the number.
    satz = _zu_wenige()
    _erster, zweiter = bau.punkte(satz)
    _traegt_zweite(satz, zweiter)
    assert _unfaehig(satz) == ["Vorhaben 1"]
    zweiter.refresh_from_db()
    bau.rufe_auf(satz, zweiter)
    abstimmung = bau.zaehle(bau.beginne(satz, zweiter, Weise.OFFEN), 1)
    assert abstimmung.ergebnis is not None
    assert abstimmung.ergebnis["grund"] == "zweite_einberufung"
    assert "§ 6 Abs. 5" in abstimmung.ergebnis["norm"]
    assert bau.stelle_fest(abstimmung).angenommen is True


def test_ohne_einen_einzigen_hilft_auch_die_zweite_einberufung_nicht_bis_jemand_kommt() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4), 0)
    zweiter = bau.punkte(satz)[1]
    _traegt_zweite(satz, zweiter)
    assert _unfaehig(satz) == ["Vorhaben 1", "Vorhaben 2"]
    with pytest.raises(Fachfehler):
        bau.rufe_auf(satz, zweiter)
    bau.komme(satz, bau.sitze(satz.gremium)[0])
    assert bau.rufe_auf(satz, zweiter).stand == "offen"


def test_ist_die_zweite_einberufung_nicht_wirksam_wird_auch_dieser_punkt_zurueckgestellt() -> None:
    satz = _zu_wenige()
    _traegt_zweite(satz, bau.punkte(satz)[1])
    Sitzungsverlauf.objects.filter(sitzung=satz).update(zweite_wirksam=False)
    assert _unfaehig(satz) == ["Vorhaben 1", "Vorhaben 2"]


# Putting off one item ---------------------------------------------------------------------------------------


def test_in_steinfurt_wird_einzeln_zurueckgestellt_was_ohne_mindestzahl_bleibt() -> None:
    # 2·2 > 4 fails: no vote would be valid. With three it holds.
    satz = bau.eroeffnet(bau.lenkungsgruppe(4, wie=gobau.STEINFURT), 2)
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    schluessel = uuid4()
    _stelle_zurueck(satz, erster, schluessel=schluessel)
    _stelle_zurueck(satz, erster, schluessel=schluessel)
    assert _staende(satz) == ["zurueckgestellt", "offen"]
    bau.komme(satz, bau.sitze(satz.gremium)[2])
    with pytest.raises(Fachfehler, match="Zurückgestellt wird nur") as fehler:
        _stelle_zurueck(satz, zweiter)
    assert fehler.value.code == "beschlussfaehig"
    # Enough are there again, so it can be called.
    assert bau.rufe_auf(satz, erster).stand == "offen"


def test_solange_sie_als_gegeben_gilt_wird_nichts_zurueckgestellt() -> None:
    satz = _zu_wenige()
    with pytest.raises(Fachfehler) as fehler:
        _stelle_zurueck(satz, bau.punkte(satz)[0])
    assert fehler.value.code == "beschlussfaehig"


def test_eine_abstimmung_ohne_mindestzahl_ist_in_steinfurt_ungueltig() -> None:
    satz = bau.eroeffnet(bau.lenkungsgruppe(4, wie=gobau.STEINFURT), 2)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.einvernehmlich(satz, punkt)
    assert abstimmung.ergebnis is not None
    assert abstimmung.ergebnis["maengel"] == [{"code": "nicht_beschlussfaehig", "sitz": None}]
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "ungueltig"
