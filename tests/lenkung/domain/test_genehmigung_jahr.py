"""A year of each way, played through with outages: one approval each, at the moment of the law.

Expected moments are reckoned by hand from GO RSK § 7 Abs. 4 and GO Steinfurt § 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, auftrag_erteilen, faellige_auftraege
from kim.basis.akteur import SystemAkteur
from kim.basis.zeit import berliner_tag
from lenkung.domain.einwendung import Entscheidung, einwendung_entscheiden
from lenkung.domain.genehmigung import genehmigungen_festhalten
from lenkung.domain.queries.feste_punkte import fehlende_feste_punkte
from lenkung.domain.sitzung_fuehren import punkt_abschliessen
from lenkung.models import Genehmigung, Gremium, Sitzung
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.verlauf import Weise
from lenkung.tasks import GENEHMIGEN, genehmigen_noetig
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    folgesitzung,
    geschlossen,
    lehne_ab,
    nimm_an,
    uhr,
    unterzeichnet,
    versandt,
    wende_ein,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def zeit() -> Iterator[Any]:
    with time_machine.travel(uhr(date(2022, 1, 3), 8), tick=False) as reisende:
        yield reisende


def steinfurt() -> Gremium:
    gremium = bau.lenkungsgruppe(3, wie=None)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    return gremium


Zeitraum = tuple[datetime, datetime]


def stuendlich(
    zeit: Any, von: datetime, bis: datetime, *, alle: int = 1, ausfaelle: tuple[Zeitraum, ...] = ()
) -> None:
    """The scheduler looks each hour (or, over long stretches, less often), save where it is down."""
    jetzt = von
    while jetzt <= bis:
        zeit.move_to(jetzt)
        if not any(aus <= jetzt < an for aus, an in ausfaelle):
            genehmigungen_festhalten(jetzt=timezone.now())
        jetzt += timedelta(hours=alle)


def genehmigung(satz: Sitzung) -> Genehmigung | None:
    return Genehmigung.objects.filter(niederschrift__sitzung=satz).first()


def versende(zeit: Any, satz: Sitzung, am: datetime) -> Any:
    zeit.move_to(am)
    unterzeichnet(satz)
    return versandt(satz)


# Steinfurt: one week after dispatch -------------------------------------------------------------------------


def test_ein_jahr_nach_der_go_steinfurt(zeit: Any) -> None:
    gremium = steinfurt()
    winter, sommer, herbst = (
        geschlossen(gremium, tag) for tag in (date(2022, 3, 21), date(2022, 5, 2), date(2022, 10, 17))
    )
    # Dispatched on Friday, 25 March; summer time begins in between; the scheduler is down over the end.
    nimm_an(versende(zeit, winter, uhr(date(2022, 3, 25), 10)), uhr(date(2022, 3, 25), 10, 1))
    stuendlich(
        zeit,
        uhr(date(2022, 4, 1), 11),
        uhr(date(2022, 4, 5), 12),
        ausfaelle=((uhr(date(2022, 4, 1), 20), uhr(date(2022, 4, 4), 7)),),
    )
    erste = genehmigung(winter)
    assert erste is not None
    assert erste.genehmigt_am == uhr(date(2022, 4, 2), 0)
    assert berliner_tag(erste.festgehalten_am) == date(2022, 4, 4)
    assert (erste.weg, erste.norm, erste.sitzung) == ("frist", "§ 7", None)

    # The mail server of one is down for three days: the week begins with the last of them.
    ergebnis = versende(zeit, sommer, uhr(date(2022, 5, 9), 9))
    spaet = empfaenger(ergebnis, stelle=2)
    nimm_an(ergebnis, uhr(date(2022, 5, 9), 9, 1), ausser=(spaet.pk,))
    stuendlich(zeit, uhr(date(2022, 5, 9), 10), uhr(date(2022, 5, 12), 13), alle=6)
    nimm_an(ergebnis, uhr(date(2022, 5, 12), 14))
    # In the last second of 19 May: in time. At 00:00:10 the next day: late.
    zeit.move_to(uhr(date(2022, 5, 19), 23, 59, 30))
    rechtzeitig = wende_ein(empfaenger(ergebnis))
    zeit.move_to(uhr(date(2022, 5, 20), 0, 0, 10))
    verspaetet = wende_ein(empfaenger(ergebnis, stelle=1))
    stuendlich(zeit, uhr(date(2022, 5, 20), 1), uhr(date(2022, 6, 1), 8), alle=12)
    assert genehmigung(sommer) is None
    zeit.move_to(uhr(date(2022, 6, 1), 9, 30))
    einwendung_entscheiden(
        einwendung_id=rechtzeitig.pk,
        entscheidung=Entscheidung(angenommen=False, begruendung="So war es."),
        akteur=gobau.akteur(gremium),
    )
    zweite = genehmigung(sommer)
    assert zweite is not None
    assert zweite.genehmigt_am == uhr(date(2022, 6, 1), 9, 30)
    verspaetet.refresh_from_db()
    assert verspaetet.stand == "offen"

    # 24 October plus a week, and summer time ends in between.
    nimm_an(versende(zeit, herbst, uhr(date(2022, 10, 24), 10)), uhr(date(2022, 10, 24), 10, 1))
    stuendlich(zeit, uhr(date(2022, 10, 31), 20), uhr(date(2022, 11, 1), 3))
    dritte = genehmigung(herbst)
    assert dritte is not None
    assert dritte.genehmigt_am == uhr(date(2022, 11, 1), 0)
    # At midnight itself nothing is recorded yet: what came in the last second may still be on its way.
    assert dritte.festgehalten_am == uhr(date(2022, 11, 1), 1)

    stuendlich(zeit, uhr(date(2022, 12, 30), 0), uhr(date(2022, 12, 31), 0), alle=6)
    assert Genehmigung.objects.count() == 3


def test_wer_abgelehnt_wird_haelt_die_frist_an_bis_er_sie_hat(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    ergebnis = versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    eine = empfaenger(ergebnis)
    lehne_ab(eine)
    nimm_an(ergebnis, uhr(date(2022, 5, 9), 9, 1))
    stuendlich(zeit, uhr(date(2022, 5, 17), 0), uhr(date(2022, 5, 20), 0), alle=8)
    assert genehmigung(satz) is None


def test_die_angenommene_einwendung_fuehrt_ueber_eine_neue_fassung(zeit: Any) -> None:
    """The week begins anew with the dispatch of what was changed."""
    satz = geschlossen(steinfurt())
    ergebnis = versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    nimm_an(ergebnis, uhr(date(2022, 5, 9), 9, 1))
    zeit.move_to(uhr(date(2022, 5, 12), 10))
    einwendung = wende_ein(empfaenger(ergebnis))
    einwendung_entscheiden(
        einwendung_id=einwendung.pk,
        entscheidung=Entscheidung(angenommen=True, begruendung="Stimmt."),
        akteur=gobau.akteur(satz.gremium),
    )
    stuendlich(zeit, uhr(date(2022, 5, 17), 0), uhr(date(2022, 5, 20), 0), alle=8)
    assert genehmigung(satz) is None
    nimm_an(versende(zeit, satz, uhr(date(2022, 5, 23), 9)), uhr(date(2022, 5, 23), 9, 1))
    stuendlich(zeit, uhr(date(2022, 5, 30), 20), uhr(date(2022, 5, 31), 2))
    fest = genehmigung(satz)
    assert fest is not None
    assert (fest.genehmigt_am, fest.fassung.nummer) == (uhr(date(2022, 5, 31), 0), 2)


def test_nach_der_go_steinfurt_steht_kein_punkt_auf_der_naechsten_tagesordnung(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    versende(zeit, satz, uhr(date(2022, 5, 9), 9))
    assert _genehmigungspunkte(bau.eingeladene_sitzung(satz.gremium, date(2022, 9, 5), punkte=0)) == []


def test_der_dienst_haelt_fest_was_der_zeitplan_bestellt(zeit: Any) -> None:
    satz = geschlossen(steinfurt())
    nimm_an(versende(zeit, satz, uhr(date(2022, 5, 9), 9)), uhr(date(2022, 5, 9), 9, 1))
    assert not genehmigen_noetig(uhr(date(2022, 5, 16), 23, 59))
    zeit.move_to(uhr(date(2022, 5, 17), 1))
    assert genehmigen_noetig(timezone.now())
    assert GENEHMIGEN.ausfuehren({}, None) == {"genehmigungen": 1}  # type: ignore[arg-type]
    assert GENEHMIGEN.ausfuehren({}, None) == {"genehmigungen": 0}  # type: ignore[arg-type]
    assert not genehmigen_noetig(timezone.now())


# RSK: in the next session that is held ----------------------------------------------------------------------


def halte_ab(zeit: Any, satz: Sitzung, *, fertig: int = 10) -> None:
    """From 14 o'clock; the approval item is done so many minutes later."""
    tag = satz.tag
    zeit.move_to(uhr(tag, 13, 50))
    for sitz in bau.sitze(satz.gremium):
        bau.komme(satz, sitz)
    zeit.move_to(uhr(tag, 14))
    bau.eroeffne(satz)
    punkt = bau.punkte(satz)[0]
    bau.rufe_auf(satz, punkt)
    zeit.move_to(uhr(tag, 14, fertig))
    punkt_abschliessen(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=bau.eintrag(satz.gremium))


def _genehmigungspunkte(satz: Sitzung) -> list[int | None]:
    return [w.bezug for w in fehlende_feste_punkte(satz, []) if w.art is Punktart.GENEHMIGUNG]


def test_ein_jahr_nach_der_go_rsk(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    nimm_an(versende(zeit, maerz, uhr(date(2022, 4, 4), 9)), uhr(date(2022, 4, 4), 9, 1))
    # Cancelled: it does not count, however many looks of the scheduler pass over it.
    folgesitzung(maerz, date(2022, 6, 20), "abgesagt", absage_grund="Keine Punkte zur Entscheidung")
    stuendlich(zeit, uhr(date(2022, 6, 20), 10), uhr(date(2022, 6, 22), 0), alle=8)
    assert genehmigung(maerz) is None

    september = folgesitzung(maerz, date(2022, 9, 13))
    assert _genehmigungspunkte(september) == [maerz.pk]
    # Mail is down, and so is the scheduler: the session does not ask either of them.
    halte_ab(zeit, september)
    erste = genehmigung(maerz)
    assert erste is not None
    assert erste.genehmigt_am == uhr(date(2022, 9, 13), 14, 10)
    assert (erste.weg, erste.norm, erste.sitzung) == ("naechste_sitzung", "§ 7 Abs. 4", september)
    assert "keine rechtzeitige Einwendung: genehmigt am 13.09.2022" in erste.rechnung
    bau.schliesse(september)

    zeit.move_to(uhr(date(2022, 12, 1), 9))
    genehmigungen_festhalten(jetzt=timezone.now())
    assert Genehmigung.objects.count() == 1
    dezember = folgesitzung(september, date(2022, 12, 12))
    assert _genehmigungspunkte(dezember) == [september.pk]


def test_eine_rechtzeitige_hindert_bis_sie_zurueckgewiesen_ist(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    ergebnis = versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    einwendung = wende_ein(empfaenger(ergebnis))
    september = folgesitzung(maerz, date(2022, 9, 13))
    halte_ab(zeit, september)
    assert genehmigung(maerz) is None
    # Written down two days later; decided it was in the session.
    zeit.move_to(uhr(date(2022, 9, 15), 9))
    einwendung_entscheiden(
        einwendung_id=einwendung.pk,
        entscheidung=Entscheidung(angenommen=False, begruendung="So war es.", sitzung_id=september.pk),
        akteur=gobau.akteur(gremium),
    )
    fest = genehmigung(maerz)
    assert fest is not None
    assert (fest.genehmigt_am, fest.sitzung) == (uhr(date(2022, 9, 13), 14, 10), september)


def test_die_angenommene_kommt_als_neue_fassung_in_die_naechste_sitzung(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    ergebnis = versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    einwendung = wende_ein(empfaenger(ergebnis))
    september = folgesitzung(maerz, date(2022, 9, 13))
    halte_ab(zeit, september)
    einwendung_entscheiden(
        einwendung_id=einwendung.pk,
        entscheidung=Entscheidung(angenommen=True, begruendung="Stimmt.", sitzung_id=september.pk),
        akteur=gobau.akteur(gremium),
    )
    bau.schliesse(september)
    versende(zeit, maerz, uhr(date(2022, 9, 20), 9))
    assert genehmigung(maerz) is None
    dezember = bau.eingeladene_sitzung(gremium, date(2022, 12, 12), punkte=0)
    assert _genehmigungspunkte(dezember) == [maerz.pk, september.pk]
    dezember.delete()
    dezember = folgesitzung(maerz, date(2022, 12, 12))
    halte_ab(zeit, dezember, fertig=20)
    fest = genehmigung(maerz)
    assert fest is not None
    assert (fest.genehmigt_am, fest.sitzung) == (uhr(date(2022, 12, 12), 14, 20), dezember)
    assert fest.fassung.nummer == 2


def test_eine_verspaetete_hindert_nicht(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    ergebnis = versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    halte_ab(zeit, folgesitzung(maerz, date(2022, 9, 13)))
    zeit.move_to(uhr(date(2022, 9, 13), 14, 10, 1))
    einwendung = wende_ein(empfaenger(ergebnis))
    assert einwendung.stand == "offen"
    assert genehmigung(maerz) is not None


def test_wer_die_niederschrift_nicht_bekam_genehmigt_sie_nicht(zeit: Any) -> None:
    """Signed, not sent: the item is handled, nothing is approved, and it comes again."""
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    zeit.move_to(uhr(date(2022, 4, 4), 9))
    unterzeichnet(maerz)
    september = folgesitzung(maerz, date(2022, 9, 13))
    halte_ab(zeit, september)
    bau.schliesse(september)
    assert genehmigung(maerz) is None
    dezember = bau.eingeladene_sitzung(gremium, date(2022, 12, 12), punkte=0)
    assert maerz.pk in _genehmigungspunkte(dezember)


def test_auch_das_schliessen_der_sitzung_beendet_den_punkt(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    september = folgesitzung(maerz, date(2022, 9, 13))
    zeit.move_to(uhr(date(2022, 9, 13), 14))
    bau.komme(september, bau.sitze(gremium)[0])
    bau.eroeffne(september)
    punkt = bau.punkte(september)[0]
    bau.rufe_auf(september, punkt)
    bau.stelle_fest(bau.einvernehmlich(september, punkt))
    zeit.move_to(uhr(date(2022, 9, 13), 15))
    bau.schliesse(september)
    fest = genehmigung(maerz)
    assert fest is not None
    assert fest.genehmigt_am == uhr(date(2022, 9, 13), 15)


def test_lehnt_die_runde_ab_ist_nichts_festgestellt(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    september = folgesitzung(maerz, date(2022, 9, 13))
    zeit.move_to(uhr(date(2022, 9, 13), 14))
    for sitz in bau.sitze(gremium):
        bau.komme(september, sitz)
    bau.eroeffne(september)
    punkt = bau.punkte(september)[0]
    bau.rufe_auf(september, punkt)
    bau.stelle_fest(bau.zaehle(bau.beginne(september, punkt, Weise.OFFEN), ja=0, nein=4))
    bau.schliesse(september)
    assert genehmigung(maerz) is None


def test_ein_abgesetzter_punkt_genehmigt_nichts_und_kommt_wieder(zeit: Any) -> None:
    gremium = bau.lenkungsgruppe(4)
    maerz = geschlossen(gremium, date(2022, 3, 28))
    versende(zeit, maerz, uhr(date(2022, 4, 4), 9))
    september = folgesitzung(maerz, date(2022, 9, 13))
    zeit.move_to(uhr(date(2022, 9, 13), 14))
    bau.komme(september, bau.sitze(gremium)[0])
    bau.eroeffne(september)
    bau.schliesse(september, rest_absetzen=True)
    assert genehmigung(maerz) is None
    dezember = bau.eingeladene_sitzung(gremium, date(2022, 12, 12), punkte=0)
    assert maerz.pk in _genehmigungspunkte(dezember)


def test_der_zeitplan_laeuft_im_dienst(zeit: Any) -> None:
    """As the scheduler does it: the order is placed, a worker carries it out."""
    satz = geschlossen(steinfurt())
    nimm_an(versende(zeit, satz, uhr(date(2022, 5, 9), 9)), uhr(date(2022, 5, 9), 9, 1))
    zeit.move_to(uhr(date(2022, 5, 17), 1))
    auftrag_erteilen(
        art=GENEHMIGEN.schluessel,
        schluessel="probe",
        angaben={},
        kreis_id=None,
        akteur=SystemAkteur("Zeitplan"),
    )
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)
    assert genehmigung(satz) is not None
