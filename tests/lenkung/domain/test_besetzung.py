from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from lenkung.domain.besetzung import besetzung_beenden, besetzung_berichtigen, nachfolge, sitz_besetzen
from lenkung.models import Besetzung, Sitz
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import BesetzungFactory, SitzFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
SYSTEM = SystemAkteur("Test")
BEGINN, ENDE, DANACH = date(2024, 1, 1), date(2026, 3, 31), date(2026, 4, 1)


def _besetzen(sitz: Sitz, art: str = "mitglied", **angaben):  # type: ignore[no-untyped-def]
    angaben.setdefault("person_id", PersonFactory(kreis=sitz.gremium.kreis).pk)
    return sitz_besetzen(sitz_id=sitz.pk, akteur=SYSTEM, angaben={"art": art, **angaben})


def _felder(fehler: pytest.ExceptionInfo[ValidationError]) -> dict[str, set[str]]:
    return {feld: {e.code for e in liste} for feld, liste in fehler.value.error_dict.items()}


def test_ohne_tage_gilt_die_zeit_des_sitzes() -> None:
    sitz = SitzFactory(von=BEGINN, bis=ENDE, ende_fundstelle="Beschluss")
    besetzung = _besetzen(sitz)
    assert (besetzung.von, besetzung.bis, besetzung.stimmrecht) == (BEGINN, ENDE, True)
    assert str(besetzung) == f"Mitglied: {besetzung.person}"
    assert besetzung.kreis_id == sitz.gremium.kreis_id


@pytest.mark.parametrize(
    ("tage", "felder"),
    [
        ({"von": date(2023, 12, 31)}, {"von": {"vor_dem_sitz"}}),
        ({"bis": DANACH}, {"bis": {"nach_dem_sitz"}}),
        ({"von": ENDE, "bis": BEGINN}, {"__all__": {"bis"}}),
    ],
)
def test_eine_besetzung_liegt_in_der_zeit_des_sitzes(tage, felder) -> None:  # type: ignore[no-untyped-def]
    sitz = SitzFactory(von=BEGINN, bis=ENDE, ende_fundstelle="Beschluss")
    with pytest.raises(ValidationError) as fehler:
        _besetzen(sitz, **tage)
    assert _felder(fehler) == felder


def test_ein_besetzter_sitz_nennt_wer_ihn_hat() -> None:
    besetzung = BesetzungFactory(bis=ENDE)
    with pytest.raises(ValidationError) as fehler:
        _besetzen(besetzung.sitz, von=ENDE)
    assert _felder(fehler) == {"von": {"sitz_besetzt"}}
    assert str(besetzung.person) in fehler.value.message_dict["von"][0]
    _besetzen(besetzung.sitz, von=DANACH)


def test_eine_person_sitzt_je_gremium_auf_hoechstens_einem_sitz_mit_stimme() -> None:
    besetzung = BesetzungFactory()
    zweiter = SitzFactory(gremium=besetzung.gremium)
    with pytest.raises(ValidationError) as fehler:
        _besetzen(zweiter, "stellvertretung", person_id=besetzung.person_id)
    assert _felder(fehler) == {"person": {"zweiter_sitz"}}
    assert str(besetzung.sitz) in fehler.value.message_dict["person"][0]
    _besetzen(SitzFactory(gremium=besetzung.gremium, stimmrecht=False), person_id=besetzung.person_id)


def test_niemand_vertritt_sich_selbst() -> None:
    besetzung = BesetzungFactory()
    with pytest.raises(ValidationError) as fehler:
        _besetzen(besetzung.sitz, "stellvertretung", person_id=besetzung.person_id)
    assert _felder(fehler) == {"person": {"selbst_vertreten"}}


def test_fremde_und_fehlende_personen_werden_abgelehnt() -> None:
    sitz = SitzFactory()
    for person_id in (None, PersonFactory().pk):
        with pytest.raises(ValidationError) as fehler:
            _besetzen(sitz, person_id=person_id)
        assert set(fehler.value.error_dict) == {"person"}


def test_ohne_recht_geschieht_nichts() -> None:
    besetzung = BesetzungFactory()
    niemand = Probeakteur(kreis_id=besetzung.kreis_id)
    with pytest.raises(NichtErlaubt):
        sitz_besetzen(sitz_id=besetzung.sitz_id, akteur=niemand, angaben={})
    with pytest.raises(NichtErlaubt):
        besetzung_beenden(besetzung_id=besetzung.pk, zum=ENDE, akteur=niemand)
    with pytest.raises(NichtErlaubt):
        besetzung_berichtigen(besetzung_id=besetzung.pk, akteur=niemand, angaben={}, grund="x")
    with pytest.raises(NichtErlaubt):
        nachfolge(besetzung_id=besetzung.pk, person_id=besetzung.person_id, von=ENDE, akteur=niemand)


def test_beenden_und_berichtigen_stehen_mit_grund_im_verlauf() -> None:
    besetzung = BesetzungFactory(von=BEGINN)
    andere = PersonFactory(kreis=besetzung.sitz.gremium.kreis)
    besetzung_berichtigen(
        besetzung_id=besetzung.pk, akteur=SYSTEM, angaben={"person_id": andere.pk}, grund="Verwechslung"
    )
    besetzung_berichtigen(
        besetzung_id=besetzung.pk, akteur=SYSTEM, angaben={"person_id": andere.pk}, grund="ohne Unterschied"
    )
    besetzung_beenden(besetzung_id=besetzung.pk, zum=ENDE, akteur=SYSTEM, grund="Ruhestand")
    besetzung.refresh_from_db()
    assert (besetzung.person, besetzung.bis) == (andere, ENDE)
    assert [z.history_change_reason for z in besetzung.history.all()] == ["Ruhestand", "Verwechslung", None]


def test_die_nachfolge_beginnt_am_tag_danach() -> None:
    besetzung = BesetzungFactory(von=BEGINN)
    person = PersonFactory(kreis=besetzung.sitz.gremium.kreis)
    neue = nachfolge(besetzung_id=besetzung.pk, person_id=person.pk, von=DANACH, akteur=SYSTEM)
    besetzung.refresh_from_db()
    assert (besetzung.bis, neue.von, neue.bis, neue.art) == (ENDE, DANACH, None, "mitglied")


def test_wer_schon_frueher_endet_endet_nicht_spaeter() -> None:
    frueher = ENDE - timedelta(days=40)
    besetzung = BesetzungFactory(bis=frueher)
    person = PersonFactory(kreis=besetzung.sitz.gremium.kreis)
    nachfolge(besetzung_id=besetzung.pk, person_id=person.pk, von=DANACH, bis=date(2027, 1, 1), akteur=SYSTEM)
    besetzung.refresh_from_db()
    assert besetzung.bis == frueher
    assert Besetzung.objects.get(person=person).bis == date(2027, 1, 1)


def test_rueckt_die_stellvertretung_nach_endet_sie_als_stellvertretung() -> None:
    mitglied = BesetzungFactory(von=BEGINN)
    frueher = BesetzungFactory(sitz=mitglied.sitz, art="stellvertretung", bis=date(2023, 1, 1))
    stellvertretung = BesetzungFactory(
        sitz=mitglied.sitz, art="stellvertretung", person=frueher.person, von=BEGINN
    )
    neue = nachfolge(besetzung_id=mitglied.pk, person_id=stellvertretung.person_id, von=DANACH, akteur=SYSTEM)
    for satz in (frueher, stellvertretung):
        satz.refresh_from_db()
    assert (stellvertretung.bis, neue.art) == (ENDE, "mitglied")
    assert frueher.bis == date(2023, 1, 1)


def test_auch_eine_stellvertretung_hat_eine_nachfolge() -> None:
    stellvertretung = BesetzungFactory(art="stellvertretung")
    person = PersonFactory(kreis=stellvertretung.sitz.gremium.kreis)
    neue = nachfolge(besetzung_id=stellvertretung.pk, person_id=person.pk, von=DANACH, akteur=SYSTEM)
    assert neue.art == "stellvertretung"


def test_eine_nachfolge_vor_dem_beginn_laesst_alles_wie_es_war() -> None:
    besetzung = BesetzungFactory(von=DANACH)
    person = PersonFactory(kreis=besetzung.sitz.gremium.kreis)
    with pytest.raises(Fachfehler) as fehler:
        nachfolge(besetzung_id=besetzung.pk, person_id=person.pk, von=DANACH, akteur=SYSTEM)
    assert (fehler.value.code, fehler.value.feld) == ("nachfolge_zu_frueh", "von")
    assert list(Besetzung.objects.values_list("bis", flat=True)) == [None]
