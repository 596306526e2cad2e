"""A session from opening to closing, through the domain."""

from __future__ import annotations

import pytest

from kim.basis.fehler import Fachfehler
from lenkung.domain.sitzung_fuehren import beschlussunfaehigkeit_feststellen, sitzung_schliessen
from lenkung.models import Anwesenheit, Sitzungsereignis
from lenkung.regeln.verlauf import Weise
from tests.lenkung import verlaufsbau as bau

pytestmark = pytest.mark.django_db


def test_eine_sitzung_vom_anfang_bis_zum_ende() -> None:
    # 4 seats, 3 represented: 2·3 ≥ 4, so quorate (GO RSK § 6 Abs. 4). Two thirds of 3 present are 2 Ja.
    gremium = bau.lenkungsgruppe(4)
    satz = bau.eroeffnet(gremium, 3)
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    abstimmung = bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 2, 1)
    assert abstimmung.ergebnis is not None
    assert abstimmung.ergebnis["angenommen"] is True
    assert abstimmung.ergebnis["erforderlich"] == 2
    beschluss = bau.stelle_fest(abstimmung)
    assert (beschluss.nummer, beschluss.jahr, beschluss.angenommen) == (1, satz.tag.year, True)
    assert beschluss.text == bau.WORTLAUT
    bau.rufe_auf(satz, zweiter)
    erster.refresh_from_db()
    assert erster.stand == "behandelt"
    zweiter_beschluss = bau.stelle_fest(bau.einvernehmlich(satz, zweiter))
    assert zweiter_beschluss.nummer == 2
    sitzung_schliessen(sitzung_id=satz.pk, eintrag=bau.eintrag(gremium))
    satz.refresh_from_db()
    assert satz.stand == "geschlossen"
    arten = list(Sitzungsereignis.objects.filter(sitzung=satz).values_list("art", flat=True))
    assert arten[-1] == "geschlossen"
    assert arten.count("ergebnis_festgestellt") == 2


def test_was_ungueltig_ist_laesst_sich_nicht_feststellen() -> None:
    # Four votes where three seats are represented.
    gremium = bau.lenkungsgruppe(4)
    satz = bau.eroeffnet(gremium, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.zaehle(bau.beginne(satz, punkt, Weise.OFFEN), 4)
    with pytest.raises(Fachfehler) as fehler:
        bau.stelle_fest(abstimmung)
    assert fehler.value.code == "ungueltig"


def test_was_schon_entschieden_ist_stellt_die_beschlussunfaehigkeit_nicht_zurueck() -> None:
    # Six seats, three represented: quorate; one goes: 2·2 < 6, and the chair establishes it (§ 6 Abs. 4).
    gremium = bau.lenkungsgruppe(6)
    satz = bau.eroeffnet(gremium, 3, punkte=2)
    erster, zweiter = bau.punkte(satz)
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.zaehle(bau.beginne(satz, erster, Weise.OFFEN), 0, 3))
    bau.gehe(satz, Anwesenheit.objects.filter(sitzung=satz).latest("pk"))
    zurueck = beschlussunfaehigkeit_feststellen(sitzung_id=satz.pk, eintrag=bau.eintrag(gremium))
    assert [punkt.pk for punkt in zurueck] == [zweiter.pk]
    sitzung_schliessen(sitzung_id=satz.pk, eintrag=bau.eintrag(gremium))
    erster.refresh_from_db()
    assert erster.stand == "behandelt"
