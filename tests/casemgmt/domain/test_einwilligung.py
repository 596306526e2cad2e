"""Taking a consent down, its texts, and what the database never lets change."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt.domain.einwilligung import (
    einwilligung_aendern,
    einwilligung_anlegen,
    einwilligung_verwerfen,
)
from casemgmt.domain.einwilligungstexte import entwuerfe
from casemgmt.domain.einwilligungsunterschrift import (
    auf_schirm_unterschreiben,
    handzeichen_geben,
)
from casemgmt.domain.queries.einwilligungen import bild, bilder_fuer
from casemgmt.models import (
    Einwilligung,
    Einwilligungstext,
    Einwilligungsunterschrift,
)
from casemgmt.regeln.einwilligungslage import Lage as L
from casemgmt.regeln.einwilligungstext import pruefsumme
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import STRICHE, Lage, geprueft, unterschreiben
from tests.fabriken import EinrichtungFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def lage(db: None) -> Lage:
    return Lage()


def code(fehler: Any) -> str:
    return str(fehler.value.code)


def test_eine_einwilligung_ist_erst_entwurf_und_traegt_nach_der_unterschrift(lage: Lage) -> None:
    satz = lage.entwurf()
    assert bild(satz, timezone.now()).lage is L.ENTWURF
    satz = unterschreiben(satz, lage.cm)
    assert bild(satz, timezone.now()).lage is L.GILT
    assert satz.history.first().akteur_name == lage.cm.name


def test_dieselbe_kennung_ergibt_dieselbe_einwilligung(lage: Lage) -> None:
    kennung = uuid.uuid4()
    eine, zwei = (
        einwilligung_anlegen(
            klient_id=lage.klient.pk, angaben=lage.angaben(), akteur=lage.cm, kennung=kennung
        )
        for _nummer in range(2)
    )
    assert eine.pk == zwei.pk
    andere = fallbau.klient(lage.cm, lage.ort, "Nour")
    with pytest.raises(Fachfehler) as fehler:
        einwilligung_anlegen(klient_id=andere.pk, angaben=lage.angaben(), akteur=lage.cm, kennung=kennung)
    assert code(fehler) == "kennung"


@pytest.mark.parametrize(
    ("anders", "erwartet", "feld"),
    [
        ({"sprache": "xx"}, "sprache", "sprache"),
        ({"bis": date(2020, 1, 1)}, "bis", "bis"),
        ({"bis": date(2099, 1, 1)}, "zu_lang", "bis"),
        ({"empfaenger": []}, "empfaenger", "empfaenger"),
        ({"empfaenger": [(0, None)]}, "empfaenger", "empfaenger"),
        ({"datenklassen": ["gesundheit"]}, "schweigepflicht", "art"),
        ({"art": "schweigepflicht"}, "person_fehlt", "personen"),
    ],
)
def test_was_nicht_stimmt_wird_am_feld_gesagt(
    lage: Lage, anders: dict[str, Any], erwartet: str, feld: str
) -> None:
    with pytest.raises(Fachfehler) as fehler:
        lage.entwurf(**anders)
    assert (code(fehler), fehler.value.feld) == (erwartet, feld)
    assert not Einwilligung.objects.exists()


def test_eine_person_muss_bei_der_einrichtung_arbeiten(lage: Lage) -> None:
    jugendamt = EinrichtungFactory(kreis=lage.kreis)
    with pytest.raises(Fachfehler) as fehler:
        lage.entwurf(empfaenger=[(jugendamt.pk, lage.frau_a.pk)])
    assert code(fehler) == "person"
    fremd = EinrichtungFactory()
    with pytest.raises(Fachfehler):
        lage.entwurf(empfaenger=[(fremd.pk, None)])


def test_mit_genannten_personen_gilt_sie_nicht_mehr_der_ganzen_einrichtung(lage: Lage) -> None:
    satz = lage.entwurf(empfaenger=[(lage.jobcenter.pk, None), (lage.jobcenter.pk, lage.frau_a.pk)])
    assert [zeile.person_id for zeile in satz.empfaenger.all()] == [lage.frau_a.pk]
    assert satz.wortlaut["spalten"][0]["listen"][0][1] == ["Jobcenter Musterkreis: Anna Amtlich"]


def test_wer_nur_liest_nimmt_keine_auf(lage: Lage) -> None:
    for akteur in (lage.koordination, fallbau.case_management(fallbau.kommune(lage.kreis))):
        with pytest.raises(NichtErlaubt):
            einwilligung_anlegen(klient_id=lage.klient.pk, angaben=lage.angaben(), akteur=akteur)


def test_die_vertretung_eines_falls_nimmt_auf(lage: Lage) -> None:
    andere = fallbau.case_management(fallbau.kommune(lage.kreis))
    fallbau.fall(lage.cm, lage.ort, lage.klient)
    fallbau.vertretung(lage.cm, andere, von=timezone.localdate())
    assert einwilligung_anlegen(klient_id=lage.klient.pk, angaben=lage.angaben(), akteur=andere).pk


def test_fall_33_wer_auf_einem_aelteren_stand_aendert_wird_angehalten(lage: Lage) -> None:
    satz = lage.entwurf()
    alt = satz.stand
    einwilligung_aendern(
        einwilligung_id=satz.pk, stand=alt, angaben=lage.angaben(zwecke=["antrag"]), akteur=lage.cm
    )
    with pytest.raises(Ueberholt):
        einwilligung_aendern(
            einwilligung_id=satz.pk, stand=alt, angaben=lage.angaben(zwecke=["fallkonferenz"]), akteur=lage.cm
        )
    satz.refresh_from_db()
    assert satz.zwecke == ["antrag"]
    assert satz.empfaenger.count() == 1


def test_fall_33_niemand_unterschreibt_was_sie_nicht_gelesen_hat(lage: Lage) -> None:
    satz = lage.entwurf()
    einwilligung_aendern(
        einwilligung_id=satz.pk, stand=satz.stand, angaben=lage.angaben(zwecke=["antrag"]), akteur=lage.cm
    )
    with pytest.raises(Ueberholt):
        auf_schirm_unterschreiben(
            einwilligung_id=satz.pk, stand=1, wer="selbst", name="", striche=STRICHE, akteur=lage.cm
        )


def test_nach_der_unterschrift_aendert_und_verwirft_niemand_mehr(lage: Lage) -> None:
    satz = lage.unterschrieben()
    for tun in (
        lambda: einwilligung_aendern(
            einwilligung_id=satz.pk, stand=satz.stand, angaben=lage.angaben(), akteur=lage.cm
        ),
        lambda: einwilligung_verwerfen(einwilligung_id=satz.pk, akteur=lage.cm),
    ):
        with pytest.raises(Fachfehler) as fehler:
            tun()
        assert code(fehler) == "kein_entwurf"


def test_ein_verworfener_entwurf_verschwindet_aus_der_liste(lage: Lage) -> None:
    satz = lage.entwurf()
    einwilligung_verwerfen(einwilligung_id=satz.pk, akteur=lage.cm)
    assert bilder_fuer(lage.cm, lage.klient, timezone.now()) == []
    with pytest.raises(Fachfehler) as fehler:
        unterschreiben(satz, lage.cm)
    assert code(fehler) == "beendet"


# What was signed --------------------------------------------------------------------------------------------


def test_fall_25_jahre_spaeter_steht_da_welcher_text_in_welcher_sprache_unterschrieben_wurde(
    lage: Lage,
) -> None:
    geprueft(lage, "ar")
    satz = lage.unterschrieben(sprache="ar")
    damals = satz.wortlaut
    einleitung = entwuerfe()["ar"].saetze["einleitung"]
    # Years later the person has another name, the body another name, the Kreis another text.
    lage.jobcenter.name = "Agentur Neu"
    lage.jobcenter.save()
    with time_machine.travel(timezone.now() + timedelta(days=4 * 365)):
        spaeter = Einwilligung.objects.get(pk=satz.pk)
        assert spaeter.wortlaut == damals
        assert pruefsumme(spaeter.wortlaut) == spaeter.sha256
        deutsch, arabisch = spaeter.wortlaut["spalten"]
        assert arabisch["einleitung"][0] == einleitung
        assert deutsch["listen"][0][1] == ["Jobcenter Musterkreis"]
        # Both languages say the same: as many recipients, classes, purposes.
        assert [len(p) for _t, p in deutsch["listen"]] == [len(p) for _t, p in arabisch["listen"]]
        assert [len(punkte) for _titel, punkte in arabisch["listen"]] == [1, 2, 1, 1]
        assert spaeter.text is not None
        assert (spaeter.text.sprache, spaeter.text.fassung) == ("ar", 1)


@pytest.mark.parametrize(
    ("modell", "feld", "wert"),
    [
        (Einwilligung, "bis", date(2030, 1, 1)),
        (Einwilligung, "zwecke", ["antrag"]),
        (Einwilligung, "sha256", "0" * 64),
        (Einwilligungsunterschrift, "wer", "sorge"),
        (Einwilligungstext, "inhalt", {}),
    ],
)
def test_fall_25_die_datenbank_laesst_nichts_davon_aendern(
    lage: Lage, modell: Any, feld: str, wert: Any
) -> None:
    geprueft(lage, "de")
    lage.unterschrieben()
    with pytest.raises(IntegrityError), transaction.atomic():
        modell.objects.update(**{feld: wert})


def test_ein_beschaedigter_wortlaut_wird_nicht_unterschrieben(lage: Lage) -> None:
    satz = lage.entwurf()
    satz.wortlaut = {**satz.wortlaut, "name": "Jemand anderes"}
    satz.save()
    with pytest.raises(Fachfehler) as fehler:
        unterschreiben(satz, lage.cm)
    assert code(fehler) == "wortlaut"


def test_unterschrift_und_wortlaut_stehen_nur_verschluesselt_in_der_datenbank(lage: Lage) -> None:
    from django.db import connection

    satz = lage.unterschrieben(sprachmittlung="Omar Dolmetsch")
    handzeichen_geben_von = lage.entwurf()
    handzeichen_geben(
        einwilligung_id=handzeichen_geben_von.pk,
        stand=1,
        wer="selbst",
        name="",
        zeuge="Zora Zeugin",
        akteur=lage.cm,
    )
    with connection.cursor() as zeiger:
        zeiger.execute("SELECT wortlaut, sprachmittlung FROM casemgmt_einwilligung")
        zeilen = [*zeiger.fetchall()]
        zeiger.execute("SELECT striche, zeuge FROM casemgmt_einwilligungsunterschrift")
        zeilen += zeiger.fetchall()
        zeiger.execute("SELECT striche, zeuge FROM casemgmt_historicaleinwilligungsunterschrift")
        zeilen += zeiger.fetchall()
    roh = repr(zeilen)
    for klartext in ("Haddad", "Omar", "Zora", "[[[", "Jobcenter"):
        assert klartext not in roh
    assert satz.unterschriften.get().striche[0][0] == [10, 10]
