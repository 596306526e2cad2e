"""Consensus, votes in every manner, the chair's establishing, and the Beschluss that comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kim.basis.fehler import Fachfehler
from lenkung.domain.abstimmung import (
    abstimmung_schliessen,
    einvernehmen_feststellen,
)
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Gremium,
    Sitzung,
    Stimme,
    Tagesordnungspunkt,
)
from lenkung.regeln import bestimmungen as regeln
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.verlauf import Stimmwert, Weise
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import SitzFactory

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


# Consensus --------------------------------------------------------------------------------------------------


def test_ohne_widerspruch_ist_es_gezaehlt_und_der_vorsitz_stellt_es_fest(satz: Sitzung) -> None:
    # GO RSK § 6 Abs. 1.
    abstimmung = bau.einvernehmlich(satz, _punkt(satz))
    assert (abstimmung.stand, abstimmung.weise) == ("geschlossen", "einvernehmlich")
    ergebnis = _ergebnis(abstimmung)
    assert (ergebnis["gueltig"], ergebnis["angenommen"], ergebnis["ja"]) == (True, True, None)
    assert bau.stelle_fest(abstimmung).weise == "einvernehmlich"


def test_mit_widerspruch_bleibt_es_im_verlauf_und_es_wird_abgestimmt(satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0]
    abstimmung = bau.einvernehmlich(satz, _punkt(satz), (sitz.pk,))
    assert (abstimmung.stand, abstimmung.verworfen_grund) == ("verworfen", "Kein Einvernehmen")
    stimme = Stimme.objects.get(abstimmung=abstimmung)
    mitglied = sitz.besetzungen.get(art="mitglied").person
    assert (stimme.sitz, stimme.wert, stimme.durch_name) == (sitz, "widerspruch", str(mitglied))
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "schon_verworfen"
    assert bau.beginne(satz, _punkt(satz), Weise.OFFEN).stand == "laeuft"


def test_einvernehmen_zweimal_gesandt_zaehlt_einmal(satz: Sitzung) -> None:
    eintrag = bau.eintrag(satz.gremium)
    felder: dict[str, Any] = {"sitzung_id": satz.pk, "punkt_id": _punkt(satz).pk, "text": bau.WORTLAUT}
    erste = einvernehmen_feststellen(**felder, widerspruch=(), eintrag=eintrag)
    assert erste is not None
    assert einvernehmen_feststellen(**felder, widerspruch=(), eintrag=eintrag) is None
    assert Abstimmung.objects.count() == 1


# Counting ---------------------------------------------------------------------------------------------------


def test_namentlich_bleibt_wer_wie_gestimmt_hat_und_durch_wen(satz: Sitzung) -> None:
    """Two thirds of three present are two Ja: 3·2 ≥ 2·3. An abstention is present (GO RSK § 6 Abs. 2)."""
    erster, zweiter, dritter, _vierter = bau.sitze(satz.gremium)
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.NAMENTLICH)
    bau.zaehle_namentlich(abstimmung, {erster.pk: "ja", zweiter.pk: "ja", dritter.pk: "enthaltung"})
    abstimmung.refresh_from_db()
    ergebnis = _ergebnis(abstimmung)
    assert (ergebnis["angenommen"], ergebnis["erforderlich"], ergebnis["nicht_abgegeben"]) == (True, 2, 0)
    stimmen = {stimme.sitz_id: (stimme.wert, stimme.durch_name) for stimme in abstimmung.stimmen.all()}
    personen = [str(s.besetzungen.get(art="mitglied").person) for s in (erster, zweiter, dritter)]
    assert stimmen == {
        erster.pk: ("ja", personen[0]),
        zweiter.pk: ("ja", personen[1]),
        dritter.pk: ("enthaltung", personen[2]),
    }
    assert abstimmung.augenblick is not None
    assert abstimmung.augenblick["vertretene"] == sorted(str(s.pk) for s in (erster, zweiter, dritter))


def test_wer_verspaetet_zaehlt_zaehlt_fuer_seine_minute(satz: Sitzung) -> None:
    """At the count the member sat there; since then she has gone and her deputy has come."""
    erster = bau.sitze(satz.gremium)[0]
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.NAMENTLICH, zeit=_um(10))
    bau.gehe(satz, Anwesenheit.objects.get(sitzung=satz, sitz=erster), zeit=_um(5))
    bau.komme(satz, erster, "stellvertretung", zeit=_um(5))
    bau.zaehle_namentlich(abstimmung, {erster.pk: "ja"}, zeit=_um(8))
    mitglied = erster.besetzungen.get(art="mitglied").person
    assert Stimme.objects.get(abstimmung=abstimmung).durch_name == str(mitglied)


def test_von_einer_geheimen_abstimmung_bleibt_kein_name(satz: Sitzung) -> None:
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.GEHEIM)
    sitz = bau.sitze(satz.gremium)[0]
    with pytest.raises(Fachfehler) as fehler:
        abstimmung_schliessen(
            sitzung_id=satz.pk,
            abstimmung_id=abstimmung.pk,
            zahlen=Stimmen(1, 0, 0),
            stimmen={sitz.pk: Stimmwert.JA},
            eintrag=bau.eintrag(satz.gremium),
        )
    assert fehler.value.code == "zaehlung"
    bau.zaehle(abstimmung, 2, 1)
    assert not Stimme.objects.exists()
    abstimmung.refresh_from_db()
    assert (abstimmung.ja, abstimmung.nein, abstimmung.enthaltung) == (2, 1, 0)


def test_gezaehlt_wird_wie_abgestimmt_wurde(satz: Sitzung) -> None:
    sitz = bau.sitze(satz.gremium)[0]
    falsch: list[tuple[Weise, dict[str, Any]]] = [
        (Weise.OFFEN, {}),
        (Weise.OFFEN, {"stimmen": {sitz.pk: Stimmwert.JA}}),
        (Weise.OFFEN, {"zahlen": Stimmen(-1, 2, 0)}),
        (Weise.OFFEN, {"zahlen": Stimmen(10_000, 0, 0)}),
        (Weise.NAMENTLICH, {"zahlen": Stimmen(2, 0, 0)}),
        (Weise.NAMENTLICH, {"stimmen": {sitz.pk: Stimmwert.WIDERSPRUCH}}),
    ]
    for weise, felder in falsch:
        abstimmung = bau.beginne(satz, _punkt(satz), weise)
        with pytest.raises(Fachfehler) as fehler:
            abstimmung_schliessen(
                sitzung_id=satz.pk,
                abstimmung_id=abstimmung.pk,
                eintrag=bau.eintrag(satz.gremium),
                **felder,
            )
        assert fehler.value.code == "zaehlung"
        bau.verwirf(abstimmung)
    assert not Stimme.objects.exists()


def test_einvernehmen_ist_keine_abstimmung(satz: Sitzung) -> None:
    with pytest.raises(Fachfehler) as fehler:
        bau.beginne(satz, _punkt(satz), Weise.EINVERNEHMLICH)
    assert fehler.value.feld == "weise"


def test_ein_sitz_eines_anderen_gremiums_stimmt_hier_nicht(satz: Sitzung) -> None:
    fremd = SitzFactory()
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.NAMENTLICH)
    with pytest.raises(Fachfehler) as fehler:
        bau.zaehle_namentlich(abstimmung, {fremd.pk: "ja"})
    assert fehler.value.code == "sitz_unbekannt"
    abstimmung.refresh_from_db()
    assert (abstimmung.stand, Stimme.objects.count()) == ("laeuft", 0)


def test_was_ungueltig_ist_laesst_sich_nicht_feststellen(satz: Sitzung) -> None:
    # Four votes where three seats are represented.
    abstimmung = bau.zaehle(bau.beginne(satz, _punkt(satz), Weise.OFFEN), 4)
    with pytest.raises(Fachfehler, match="mehr Stimmen als vertretene Sitze") as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "ungueltig"
    # A seat that is not represented; one without a vote.
    ohne_stimme = SitzFactory(gremium=satz.gremium, stimmrecht=False)
    for sitz in (bau.sitze(satz.gremium)[3], ohne_stimme):
        bau.verwirf(abstimmung)
        abstimmung = bau.beginne(satz, _punkt(satz), Weise.NAMENTLICH)
        bau.zaehle_namentlich(abstimmung, {sitz.pk: "ja"})
        with pytest.raises(Fachfehler) as fehler:
            bau.stelle_fest(abstimmung)
        assert fehler.value.code == "ungueltig"
    assert not Beschluss.objects.exists()


@pytest.mark.parametrize(
    ("wie", "stimmen", "angenommen", "erforderlich"),
    [
        # GO RSK: two thirds of the three who are there, 3·Ja ≥ 6.
        (gobau.RSK, (2, 0, 0), True, 2),
        (gobau.RSK, (1, 0, 2), False, 2),
        # GO Steinfurt: more Ja than Nein; a tie fails; abstentions do not count. 2·Ja > Ja + Nein.
        (gobau.STEINFURT, (1, 0, 2), True, 1),
        (gobau.STEINFURT, (1, 1, 1), False, 2),
        (gobau.STEINFURT, (2, 1, 0), True, 2),
        # No GO: nobody but the chair can say.
        (None, (2, 1, 0), None, None),
    ],
)
def test_die_mehrheit_ist_die_der_geschaeftsordnung(
    wie: str | None, stimmen: tuple[int, int, int], angenommen: bool | None, erforderlich: int | None
) -> None:
    satz = _mit_punkt(bau.eroeffnet(bau.lenkungsgruppe(4, wie=wie), 3))
    abstimmung = bau.zaehle(bau.beginne(satz, _punkt(satz), Weise.OFFEN), *stimmen)
    ergebnis = _ergebnis(abstimmung)
    assert (ergebnis["angenommen"], ergebnis["erforderlich"]) == (angenommen, erforderlich)


@pytest.mark.parametrize("sagt", [True, False])
def test_wo_die_go_schweigt_sagt_der_vorsitz_was_gilt(sagt: bool) -> None:
    satz = _mit_punkt(bau.eroeffnet(bau.lenkungsgruppe(4, wie=None), 3))
    abstimmung = bau.zaehle(bau.beginne(satz, _punkt(satz), Weise.OFFEN), 2, 1)
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert (fehler.value.code, fehler.value.feld) == ("vorsitz_entscheidet", "angenommen")
    assert bau.stelle_fest(abstimmung, sagt).angenommen is sagt
    # What the engine said stays beside it.
    abstimmung.refresh_from_db()
    assert _ergebnis(abstimmung)["angenommen"] is None


def test_einvernehmen_braucht_keine_mehrheitsregel() -> None:
    satz = _mit_punkt(bau.eroeffnet(bau.lenkungsgruppe(4, wie=None), 3))
    assert bau.stelle_fest(bau.einvernehmlich(satz, _punkt(satz))).angenommen is True


def test_wo_die_go_eine_mehrheit_hat_sagt_sie_es_und_nicht_der_vorsitz(satz: Sitzung) -> None:
    abstimmung = bau.zaehle(bau.beginne(satz, _punkt(satz), Weise.OFFEN), 1, 2)
    assert bau.stelle_fest(abstimmung, True).angenommen is False


def test_den_stichentscheid_gibt_es_nur_wo_die_go_ihn_hat(satz: Sitzung) -> None:
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    with pytest.raises(Fachfehler) as fehler:
        bau.zaehle(abstimmung, 1, 1, stichentscheid=True)
    assert fehler.value.code == "kein_stichentscheid"
    ohne = _mit_punkt(bau.eroeffnet(bau.lenkungsgruppe(4, wie=None), 3))
    with pytest.raises(Fachfehler):
        bau.zaehle(bau.beginne(ohne, _punkt(ohne), Weise.OFFEN), 1, 1, stichentscheid=True)


@pytest.mark.parametrize(("stichentscheid", "angenommen"), [(True, True), (False, False)])
def test_bei_gleichstand_entscheidet_der_vorsitz_wo_die_go_es_sagt(
    stichentscheid: bool, angenommen: bool
) -> None:
    gremium = bau.lenkungsgruppe(4, wie=None)
    werte = {"zaehler": 1, "nenner": 2, "vergleich": ">", "basis": "ja_nein", "stichentscheid": True}
    mehrheit = {"mehrheit": regeln.Bestimmung("§ 9", werte)}
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, nur=("quorum",), mit=mehrheit)
    satz = _mit_punkt(bau.eroeffnet(gremium, 3))
    abstimmung = bau.beginne(satz, _punkt(satz), Weise.OFFEN)
    bau.zaehle(abstimmung, 1, 1, 1, stichentscheid=stichentscheid)
    assert bau.stelle_fest(abstimmung).angenommen is angenommen
    abstimmung.refresh_from_db()
    assert abstimmung.stichentscheid is stichentscheid
