"""What is checked before an invitation goes, and how its dispatch is judged afterwards.

The days of 21.03.2023 are those of the Fachmodell: regular until 06.03.2023, urgent until 13.03.2023.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kim.basis.zeit import BERLIN
from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.einladung import Einladung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.versandnachweis import Ladung, ladung_beurteilen, nachweis
from lenkung.regeln.versandpruefung import (
    Fristlage,
    Gewicht,
    Punktangabe,
    Sachlage,
    fristlage,
    hinweis_noetig,
    pruefen,
    sperrende,
)
from lenkung.regeln.werte import Sitzungsart

RSK = mitgelieferte_ordnung("rsk-2022-03-24")
STEINFURT = mitgelieferte_ordnung("steinfurt-2021-06-30")
NORM = "§ 4 Abs. 5"


def um(tag: date, uhrzeit: str) -> datetime:
    stunde, minute, sekunde = (int(teil) for teil in uhrzeit.split(":"))
    return datetime(tag.year, tag.month, tag.day, stunde, minute, sekunde, tzinfo=BERLIN)


def sachlage(jetzt: datetime | None = None, **anders: Any) -> Sachlage:
    """All in order: 21.03.2023, three weeks ahead."""
    gut = Sachlage(
        jetzt=jetzt or um(date(2023, 3, 1), "10:00:00"),
        beginn=um(date(2023, 3, 21), "14:00:00"),
        art=Sitzungsart.PRAESENZ,
        ordnung=RSK,
        ort="Kreishaus",
        bestaetigt=True,
        punkte=(Punktangabe("Begrüßung"),),
        empfaenger=17,
    )
    return replace(gut, **anders)


def codes(lage: Sachlage, *gewichte: Gewicht) -> list[str]:
    return [punkt.code for punkt in pruefen(lage) if not gewichte or punkt.gewicht in gewichte]


def test_ist_alles_da_geht_die_einladung_hinaus() -> None:
    punkte = pruefen(sachlage())
    assert not sperrende(punkte)
    assert [punkt.code for punkt in punkte] == ["frist", "tagesordnung"]
    assert {punkt.gewicht for punkt in punkte} == {Gewicht.ERFUELLT}
    assert punkte[0].norm == NORM
    assert "spätestens am 06.03.2023" in punkte[0].rechnung


# Around each deadline ---------------------------------------------------------------------------------------

# Session, last regular day, last urgent day. 26.03.2023: clocks go forward between dispatch and session.
# 01.03.2024: 29 February is a day like any other; 15 days before are 15.02., 8 days before are 22.02.
# 13.03.2024: 15 days before is the leap day itself. 27.10.2024 lies in between: clocks go back.
FRISTEN = [
    (date(2023, 3, 21), date(2023, 3, 6), date(2023, 3, 13)),
    (date(2023, 4, 4), date(2023, 3, 20), date(2023, 3, 27)),
    (date(2023, 4, 10), date(2023, 3, 26), date(2023, 4, 2)),
    (date(2024, 3, 1), date(2024, 2, 15), date(2024, 2, 22)),
    (date(2024, 3, 15), date(2024, 2, 29), date(2024, 3, 7)),
    (date(2024, 11, 5), date(2024, 10, 21), date(2024, 10, 28)),
]


@pytest.mark.parametrize(("sitzung", "regulaer", "dringlich"), FRISTEN)
def test_um_mitternacht_wechselt_die_lage(sitzung: date, regulaer: date, dringlich: date) -> None:
    for tag, vorher, nachher in (
        (regulaer, Fristlage.REGULAER, Fristlage.DRINGLICH),
        (dringlich, Fristlage.DRINGLICH, Fristlage.VERSAEUMT),
    ):
        for jetzt, erwartet in (
            (um(tag, "23:59:30"), vorher),
            (um(tag + timedelta(days=1), "00:00:10"), nachher),
        ):
            with time_machine.travel(jetzt, tick=False):
                lage = sachlage(timezone.now(), beginn=um(sitzung, "14:00:00"))
            assert fristlage(heute=lage.heute, sitzungstag=sitzung, regel=lage.ladung) is erwartet


@pytest.mark.parametrize(("sitzung", "regulaer", "dringlich"), FRISTEN)
def test_um_mitternacht_wechselt_das_urteil_nach_dem_nachweis(
    sitzung: date, regulaer: date, dringlich: date
) -> None:
    """The click came long before; what counts is when the mail server took the last one."""

    def urteil(annahme: datetime, **einladung: Any) -> str:
        return ladung_beurteilen(
            stand=nachweis([Ladung(1, um(regulaer, "08:00:00") - timedelta(days=9)), Ladung(2, annahme)]),
            einladung=Einladung(None, "Kreishaus", True, True, **einladung),
            sitzungstag=sitzung,
            sitzungsart=Sitzungsart.PRAESENZ,
            regel=RSK.ladung,
        ).urteil

    begruendet = {"dringlich": True, "begruendung": "Der Landtag berät am Freitag."}
    danach = timedelta(days=1)
    assert urteil(um(regulaer, "23:59:30")) == "fristgerecht"
    assert urteil(um(regulaer + danach, "00:00:10")) == "verspaetet"
    assert urteil(um(regulaer + danach, "00:00:10"), **begruendet) == "dringlich_fristgerecht"
    assert urteil(um(dringlich, "23:59:30"), **begruendet) == "dringlich_fristgerecht"
    assert urteil(um(dringlich + danach, "00:00:10"), **begruendet) == "verspaetet"


def test_am_letzten_tag_sagt_die_pruefung_dass_die_annahme_zaehlt() -> None:
    assert "letzter_tag" in codes(sachlage(um(date(2023, 3, 6), "23:59:30")))
    assert "letzter_tag" not in codes(sachlage(um(date(2023, 3, 5), "12:00:00")))


def test_nach_der_frist_geht_es_nur_dringlich_und_nur_mit_begruendung() -> None:
    spaet = sachlage(um(date(2023, 3, 7), "00:00:10"))
    assert codes(spaet, Gewicht.BEGRUENDUNG) == ["nur_dringlich"]
    for ohne in (spaet, replace(spaet, dringlich=True), replace(spaet, dringlich=True, begruendung="  ")):
        assert sperrende(pruefen(ohne))
    mit = replace(spaet, dringlich=True, begruendung="Der Landtag berät am Freitag.")
    assert not sperrende(pruefen(mit))
    assert "dringlich" in codes(mit, Gewicht.HINWEIS)


def test_ganz_zu_spaet_hilft_auch_eine_begruendung_nicht() -> None:
    lage = sachlage(um(date(2023, 3, 14), "00:00:10"), dringlich=True, begruendung="Es eilt.")
    (hindernis,) = [punkt for punkt in pruefen(lage) if punkt.gewicht is Gewicht.HINDERNIS]
    assert (hindernis.code, hindernis.norm) == ("frist_versaeumt", NORM)
    assert "06.03.2023 und dringlich bis zum 13.03.2023" in hindernis.text


@pytest.mark.parametrize(
    ("ordnung", "code"), [(None, "ohne_geschaeftsordnung"), (STEINFURT, "frist_nicht_geregelt")]
)
def test_wo_nichts_geregelt_ist_wird_nichts_erzwungen(ordnung: Ordnung | None, code: str) -> None:
    lage = sachlage(um(date(2023, 3, 20), "10:00:00"), ordnung=ordnung, ort="")
    assert not sperrende(pruefen(lage))
    assert {code, "ort_fehlt"} <= set(codes(lage, Gewicht.HINWEIS))


def test_eine_vergangene_sitzung_laedt_niemanden_ein() -> None:
    lage = sachlage(um(date(2023, 3, 21), "14:00:00"))
    assert codes(lage, Gewicht.HINDERNIS) == ["vergangen"]


# What has to be in it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"ort": ""}, "ort_fehlt"),
        ({"art": Sitzungsart.DIGITAL, "ort": ""}, "link_fehlt"),
        ({"art": Sitzungsart.HYBRID}, "link_fehlt"),
        ({"punkte": ()}, "tagesordnung_leer"),
        ({"bestaetigt": False}, "tagesordnung_offen"),
        ({"bestaetigt": False, "geaendert": True}, "tagesordnung_geaendert"),
        ({"empfaenger": 0}, "ohne_empfaenger"),
    ],
)
def test_was_fehlt_haelt_auf_und_nennt_die_stelle(anders: dict[str, Any], code: str) -> None:
    lage = sachlage(**anders)
    (hindernis,) = [punkt for punkt in pruefen(lage) if punkt.gewicht is Gewicht.HINDERNIS]
    assert (hindernis.code, hindernis.norm) == (code, NORM)
    assert sperrende(pruefen(lage))


def test_eine_digitale_sitzung_mit_link_braucht_keinen_ort() -> None:
    lage = sachlage(art=Sitzungsart.DIGITAL, ort="", link="https://konferenz.example/x")
    assert not sperrende(pruefen(lage))


def test_hinweise_halten_nicht_auf() -> None:
    lage = sachlage(
        ohne_adresse=("Petra Probe",),
        freie_sitze=("Jobcenter",),
        punkte=(
            Punktangabe("Haushalt", braucht_vorlage=True),
            Punktangabe("Wohnen", braucht_vorlage=True, hat_vorlage=True),
        ),
    )
    assert codes(lage, Gewicht.HINWEIS) == ["vorlage_fehlt", "ohne_adresse", "freie_sitze"]
    texte = " ".join(punkt.text for punkt in pruefen(lage))
    assert "Zum Beschluss ohne Vorlage: Haushalt." in texte
    assert "Petra Probe" in texte
    assert "Nicht besetzt: Jobcenter." in texte
    assert not sperrende(pruefen(lage))


# Second convening -------------------------------------------------------------------------------------------

ZURUECKGESTELLT = (Punktangabe("Wohnen", aus_zurueckstellung=True),)


def test_ein_zurueckgestellter_punkt_setzt_den_hinweis_von_selbst() -> None:
    lage = sachlage(punkte=ZURUECKGESTELLT)
    assert hinweis_noetig(lage)
    (punkt,) = [p for p in pruefen(lage) if p.code == "zweite_einberufung"]
    assert (punkt.gewicht, punkt.norm) == (Gewicht.ERFUELLT, "§ 6 Abs. 5")


def test_die_verkuerzte_frist_genuegt_der_zweiten_einberufung_nicht() -> None:
    """The invitation may go, as an urgent one; but it must not promise what would not hold."""
    lage = sachlage(
        um(date(2023, 3, 7), "00:00:10"), punkte=ZURUECKGESTELLT, dringlich=True, begruendung="Es eilt."
    )
    assert not hinweis_noetig(lage)
    assert "zweite_einberufung_ohne_wirkung" in codes(lage, Gewicht.HINWEIS)
    assert "14 Kalendertagen" in " ".join(punkt.text for punkt in pruefen(lage))


def test_ohne_eine_solche_bestimmung_gibt_es_keinen_hinweis() -> None:
    lage = sachlage(punkte=ZURUECKGESTELLT, ordnung=STEINFURT)
    assert not hinweis_noetig(lage)
    assert not [code for code in codes(lage) if code.startswith("zweite")]


# The record of dispatch -------------------------------------------------------------------------------------

FRUEH, SPAET = um(date(2023, 3, 6), "10:00:00"), um(date(2023, 3, 7), "10:00:00")


def test_es_zaehlt_die_spaeteste_erste_annahme() -> None:
    stand = nachweis([Ladung(1, FRUEH), Ladung(2, SPAET), Ladung(1, SPAET)])
    assert (stand.geladen, stand.angenommen, stand.offen) == (2, 2, 0)
    assert stand.tag == date(2023, 3, 7)


def test_steht_eine_noch_aus_gibt_es_kein_urteil() -> None:
    stand = nachweis([Ladung(1, FRUEH), Ladung(2)])
    assert (stand.offen, stand.tag) == (1, None)
    befund = ladung_beurteilen(
        stand=stand,
        einladung=Einladung(None, "Kreishaus", True, True),
        sitzungstag=date(2023, 3, 21),
        sitzungsart=Sitzungsart.PRAESENZ,
        regel=RSK.ladung,
    )
    assert (befund.urteil, befund.norm) == ("offen", NORM)
    assert "Von 2 Mitgliedern hat 1 die Einladung nachweislich bekommen. Noch offen: 1." in befund.rechnung


def test_anders_erledigt_ist_entschieden_aber_kein_nachweis() -> None:
    stand = nachweis([Ladung(1, FRUEH), Ladung(2, anders_erledigt=True)])
    assert (stand.offen, stand.anders_erledigt, stand.tag) == (0, 1, date(2023, 3, 6))
    assert nachweis([Ladung(1, anders_erledigt=True)]).tag is None


def test_nach_einem_wechsel_zaehlt_was_beim_sitz_zuerst_ankam() -> None:
    assert nachweis([Ladung(1), Ladung(1, SPAET)]).tag == date(2023, 3, 7)
    assert nachweis([Ladung(1, SPAET), Ladung(1, FRUEH)]).tag == date(2023, 3, 6)


def test_der_berliner_tag_entscheidet_nicht_der_der_weltzeit() -> None:
    """23:59:30 in Berlin is 22:59:30 UTC of the same day, 00:00:10 is 23:00:10 UTC of the day before."""
    assert nachweis([Ladung(1, um(date(2023, 3, 7), "00:00:10"))]).tag == date(2023, 3, 7)
    # In summer time: 00:00:10 of 27.03. is 22:00:10 UTC of 26.03.
    assert nachweis([Ladung(1, um(date(2023, 3, 27), "00:00:10"))]).tag == date(2023, 3, 27)


def test_ohne_ladungsfrist_sagt_das_urteil_nicht_geregelt() -> None:
    befund = ladung_beurteilen(
        stand=nachweis([Ladung(1, SPAET)]),
        einladung=Einladung(None, "", True, True),
        sitzungstag=date(2023, 3, 21),
        sitzungsart=Sitzungsart.PRAESENZ,
        regel=None,
    )
    assert befund.urteil == "nicht_geregelt"
