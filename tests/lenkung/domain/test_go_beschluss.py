"""Adopting a version: what ends with it, what is refused, which binds a session; loading the shipped ones."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.geschaeftsordnung import (
    Annahme,
    geschaeftsordnung_ausser_kraft_setzen,
    geschaeftsordnung_beschliessen,
)
from lenkung.domain.go_laden import geschaeftsordnungen_laden
from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.domain.queries.geschaeftsordnung import (
    bestimmungen_von,
    geltende_geschaeftsordnung,
    gespeicherte_ordnung,
    ordnung_von,
)
from lenkung.models import Bestimmung, Geschaeftsordnung, Gremium
from lenkung.regeln import bestimmungen as regeln
from lenkung.regeln.bestimmungen import BESTIMMUNGEN
from lenkung.regeln.fassung import Stand
from tests.fabriken import KreisFactory
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
NEUE = date(2024, 2, 22)
"""When the Rhein-Sieg-Kreis was to vote on a revision (Fachmodell § 2)."""


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _ende(satz: Geschaeftsordnung, zum: date, akteur: object = None) -> Geschaeftsordnung:
    return geschaeftsordnung_ausser_kraft_setzen(
        geschaeftsordnung_id=satz.pk,
        zum=zum,
        akteur=akteur or gobau.akteur(satz.gremium),  # type: ignore[arg-type]
        grund="Ende der Laufzeit",
    )


def test_mit_dem_beschluss_ist_die_fassung_in_kraft_und_der_verlauf_nennt_wer(gremium: Gremium) -> None:
    wer = gobau.akteur(gremium, akteur_name="Karla Beschluss")
    satz = gobau.beschliesse(gobau.entwurf(gremium), wer=wer)
    satz.refresh_from_db()
    assert (satz.beschlossen_am, satz.in_kraft_ab, satz.in_kraft_bis) == (
        gobau.BESCHLUSS,
        gobau.BESCHLUSS,
        None,
    )
    assert satz.beschluss_fundstelle == "Niederschrift der 3. Sitzung, TOP 2"
    assert satz.history.latest("history_id").akteur_name == "Karla Beschluss"


def test_die_bisherige_endet_am_tag_davor_und_ist_abgeloest(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium)
    neue = gobau.in_kraft(gremium, "Neufassung", am=NEUE, ab=date(2024, 3, 1))
    alte.refresh_from_db()
    assert (alte.in_kraft_bis, alte.abgeloest_durch) == (date(2024, 2, 29), neue)
    assert alte.stand_am(date(2024, 2, 29)) is Stand.IN_KRAFT
    assert alte.stand_am(date(2024, 3, 1)) is Stand.ABGELOEST
    assert neue.stand_am(date(2024, 2, 29)) is Stand.BESCHLOSSEN
    assert alte.history.latest("history_id").history_change_reason == "abgelöst durch „Neufassung“"


def test_auch_eine_die_von_selbst_am_tag_davor_endet_ist_abgeloest(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium, am=date(2021, 6, 30), bis=date(2022, 12, 31))
    neue = gobau.in_kraft(gremium, "Fortführung", am=date(2022, 12, 1), ab=date(2023, 1, 1))
    alte.refresh_from_db()
    assert (alte.in_kraft_bis, alte.abgeloest_durch) == (date(2022, 12, 31), neue)


def test_nach_einer_luecke_ist_die_alte_abgelaufen_nicht_abgeloest(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium, am=date(2021, 6, 30), bis=date(2022, 12, 31))
    gobau.in_kraft(gremium, "Später", am=date(2023, 3, 1))
    alte.refresh_from_db()
    assert alte.abgeloest_durch is None
    assert alte.stand_am(NEUE) is Stand.ABGELAUFEN


def test_ein_anderes_gremium_bleibt_wie_es_ist(gremium: Gremium) -> None:
    andere = gobau.in_kraft(GremiumFactory(kreis=gremium.kreis))
    gobau.in_kraft(gremium, am=NEUE)
    andere.refresh_from_db()
    assert (andere.in_kraft_bis, andere.abgeloest_durch) == (None, None)


def test_zwei_beginnen_nicht_am_selben_tag(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium)
    with pytest.raises(Fachfehler) as gefangen:
        gobau.in_kraft(gremium, "Zugleich")
    assert (gefangen.value.code, gefangen.value.feld) == ("zugleich", "in_kraft_ab")
    alte.refresh_from_db()
    assert alte.in_kraft_bis is None


def test_in_die_zeit_einer_spaeteren_reicht_keine_hinein_und_nichts_bleibt_halb(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium, bis=date(2023, 12, 31))
    gobau.in_kraft(gremium, "Spätere", am=NEUE)
    dazwischen = gobau.entwurf(gremium, "Dazwischen")
    with pytest.raises(ValidationError) as gefangen:
        gobau.beschliesse(dazwischen, date(2023, 6, 1))
    assert list(gefangen.value.error_dict) == ["in_kraft_ab"]
    alte.refresh_from_db()
    dazwischen.refresh_from_db()
    assert (alte.in_kraft_bis, alte.abgeloest_durch) == (date(2023, 12, 31), None)
    assert dazwischen.ist_entwurf
    gobau.beschliesse(dazwischen, date(2023, 6, 1), bis=date(2024, 2, 21))
    alte.refresh_from_db()
    assert alte.in_kraft_bis == date(2023, 5, 31)


@pytest.mark.parametrize(("ab", "bis"), [(date(2024, 2, 21), None), (date(2024, 3, 1), date(2024, 2, 29))])
def test_in_kraft_tritt_sie_nicht_vor_dem_beschluss_und_endet_nicht_vor_dem_beginn(
    ab: date, bis: date | None, gremium: Gremium
) -> None:
    with pytest.raises(ValidationError):
        gobau.in_kraft(gremium, am=NEUE, ab=ab, bis=bis)
    assert Geschaeftsordnung.objects.get().ist_entwurf


def test_ohne_fundstelle_ist_es_kein_beschluss(gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium)
    with pytest.raises(ValidationError, match="Fundstelle"):
        geschaeftsordnung_beschliessen(
            geschaeftsordnung_id=satz.pk,
            annahme=Annahme(am=NEUE, fundstelle="", in_kraft_ab=NEUE),
            akteur=gobau.akteur(gremium),
        )


def test_ein_leerer_entwurf_wird_nicht_beschlossen(gremium: Gremium) -> None:
    with pytest.raises(Fachfehler) as fehler:
        gobau.beschliesse(gobau.entwurf(gremium, wie=None))
    assert fehler.value.code == "leer"


def test_ein_entwurf_der_sich_widerspricht_wird_nicht_beschlossen_und_alle_stellen_sind_genannt(
    gremium: Gremium,
) -> None:
    dringlich = regeln.Bestimmung("§ 4 Abs. 5", {"frist": 14})
    satz = gobau.entwurf(
        gremium, nur=("ladung", "quorum_bis_feststellung"), mit={"ladung_dringlich": dringlich}
    )
    with pytest.raises(Fachfehler) as gefangen:
        gobau.beschliesse(satz)
    for art in ("ladung_dringlich", "quorum_bis_feststellung"):
        assert BESTIMMUNGEN[art].titel in gefangen.value.meldung
    satz.refresh_from_db()
    assert satz.ist_entwurf


# The end


def test_ein_ende_ohne_nachfolge_laesst_sich_eintragen_und_verlegen(gremium: Gremium) -> None:
    satz = gobau.in_kraft(gremium)
    assert _ende(satz, date(2024, 12, 31)).stand_am(date(2025, 1, 1)) is Stand.ABGELAUFEN
    assert _ende(satz, date(2025, 6, 30)).in_kraft_bis == date(2025, 6, 30)
    assert satz.history.latest("history_id").history_change_reason == "Ende der Laufzeit"


def test_ueber_das_ende_ihres_beschlusses_hinaus_gilt_sie_nicht_auch_nicht_nach_einer_kuerzung(
    gremium: Gremium,
) -> None:
    """GO Steinfurt § 1: bis zum 31.12.2022; danach entscheidet das Gremium."""
    satz = gobau.in_kraft(gremium, am=date(2021, 6, 30), bis=date(2022, 12, 31))
    _ende(satz, date(2022, 6, 30))
    with pytest.raises(ValidationError, match=r"nur bis zum 31\.12\.2022") as gefangen:
        _ende(satz, date(2030, 12, 31))
    assert list(gefangen.value.error_dict) == ["in_kraft_bis"]
    satz.refresh_from_db()
    assert satz.in_kraft_bis == date(2022, 6, 30)
    assert _ende(satz, date(2022, 12, 31)).in_kraft_bis == date(2022, 12, 31)


def test_kein_ende_vor_dem_beginn_und_keines_in_der_zeit_einer_anderen(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium, bis=date(2023, 6, 30))
    gobau.in_kraft(gremium, "Neue", am=date(2024, 1, 1))
    for zum in (date(2022, 3, 23), date(2024, 1, 1)):
        with pytest.raises(ValidationError):
            _ende(alte, zum)
    alte.refresh_from_db()
    assert alte.in_kraft_bis == date(2023, 6, 30)


def test_wer_darf_und_wessen_ende_nicht_mehr_offen_ist(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium)
    with pytest.raises(NichtErlaubt):
        _ende(alte, NEUE, gobau.akteur(gremium, "lenkung.gremien_sehen"))
    with pytest.raises(NichtErlaubt, match="Entwurf"):
        _ende(gobau.entwurf(gremium), NEUE)
    gobau.in_kraft(gremium, "Neue", am=NEUE)
    with pytest.raises(NichtErlaubt, match="abgelöst"):
        _ende(alte, date(2024, 1, 1))


# Reading


def test_eine_sitzung_findet_ihre_geschaeftsordnung(gremium: Gremium) -> None:
    alte = gobau.in_kraft(gremium)
    neue = gobau.in_kraft(gremium, "Neue", am=NEUE)
    gobau.entwurf(gremium, "Entwurf")
    gobau.in_kraft(GremiumFactory(kreis=gremium.kreis), am=date(2020, 1, 1))

    def geltend(sitzung: date, eingeladen: date | None = None) -> Geschaeftsordnung | None:
        return geltende_geschaeftsordnung(gremium.pk, sitzungstag=sitzung, eingeladen_am=eingeladen)

    assert geltend(date(2022, 2, 8)) is None
    assert geltend(gobau.BESCHLUSS, date(2022, 3, 9)) == alte
    assert geltend(date(2024, 3, 5), date(2024, 2, 19)) == alte
    assert geltend(NEUE, date(2024, 2, 7)) == neue
    assert geltend(date(2024, 3, 5)) == neue


def test_ohne_bestimmung_dazu_gilt_sie_in_ihrer_beschlusssitzung_nicht(gremium: Gremium) -> None:
    gobau.in_kraft(gremium, nur=("quorum",))
    assert (
        geltende_geschaeftsordnung(gremium.pk, sitzungstag=gobau.BESCHLUSS, eingeladen_am=date(2022, 3, 9))
        is None
    )


def test_die_regeln_einer_gespeicherten_sind_die_der_datei(gremium: Gremium) -> None:
    satz = gobau.in_kraft(gremium)
    assert list(bestimmungen_von(satz)) == list(BESTIMMUNGEN)
    ordnung = gespeicherte_ordnung(satz.kennung)
    assert ordnung is not None
    assert (ordnung.quorum, ordnung.mehrheit, ordnung.ladung) == (
        mitgelieferte_ordnung(gobau.RSK).quorum,
        mitgelieferte_ordnung(gobau.RSK).mehrheit,
        mitgelieferte_ordnung(gobau.RSK).ladung,
    )
    assert gespeicherte_ordnung("gibt-es-nicht") is None


def test_ohne_tabelle_gibt_es_keine_gespeicherte_und_keinen_absturz() -> None:
    """A checkout whose database has not been set up: the Regelprobe then knows the shipped ones alone."""
    with transaction.atomic():
        with connection.cursor() as zeiger:
            zeiger.execute("ALTER TABLE lenkung_geschaeftsordnung RENAME TO lenkung_fort")
        assert gespeicherte_ordnung("go-mk-1") is None
        transaction.set_rollback(True)
    assert not Geschaeftsordnung.objects.exists()


def test_solange_ein_entwurf_sich_widerspricht_hat_er_keine_regeln(gremium: Gremium) -> None:
    satz = gobau.entwurf(gremium, nur=("zweite_einberufung",))
    assert ordnung_von(satz) is None
    assert gespeicherte_ordnung(satz.kennung) is None


# The shipped ones


@pytest.mark.parametrize(
    ("kuerzel", "erwartet"),
    [
        (
            "rhein-sieg-kreis",
            [("rsk-2022-03-24", date(2022, 3, 24), None, 24), ("rsk-entwurf-2022-02-17", None, None, 24)],
        ),
        ("kreis-steinfurt", [("steinfurt-2021-06-30", date(2021, 6, 30), date(2022, 12, 31), 18)]),
        ("rhein-kreis-neuss", [("neuss-2021-01-27", None, None, 3)]),
        ("musterkreis", []),
    ],
)
def test_geladen_wird_was_dem_kreis_gehoert_und_zweimal_laden_aendert_nichts(
    kuerzel: str, erwartet: list[tuple[str, date | None, date | None, int]]
) -> None:
    gremium = GremiumFactory(kreis=KreisFactory(kuerzel=kuerzel))
    akteur = gobau.akteur(gremium)
    geschaeftsordnungen_laden(gremium_id=gremium.pk, akteur=akteur)
    vorher = (Geschaeftsordnung.history.count(), Bestimmung.history.count())
    assert geschaeftsordnungen_laden(gremium_id=gremium.pk, akteur=akteur) == []
    assert (Geschaeftsordnung.history.count(), Bestimmung.history.count()) == vorher
    assert [
        (satz.kennung, satz.in_kraft_ab, satz.in_kraft_bis, satz.bestimmungen.count())
        for satz in gremium.geschaeftsordnungen.order_by("kennung")
    ] == erwartet


def test_in_steinfurt_ist_sie_heute_abgelaufen() -> None:
    gremium = GremiumFactory(kreis=KreisFactory(kuerzel="kreis-steinfurt"))
    (satz,) = geschaeftsordnungen_laden(gremium_id=gremium.pk, akteur=gobau.akteur(gremium))
    assert satz.stand_am(timezone.localdate()) is Stand.ABGELAUFEN
