"""Signing a consent: on the screen, by a mark, on paper, and orally until it is signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from casemgmt.domain.einwilligung import (
    muendlich_erteilen,
)
from casemgmt.domain.einwilligungstexte import (
    muendlich_tage,
    muendlich_tage_setzen,
)
from casemgmt.domain.einwilligungsunterschrift import (
    auf_schirm_unterschreiben,
    handzeichen_geben,
    noch_offen,
    papier_aufnehmen,
)
from casemgmt.domain.queries.einwilligungen import aufmerksam, bild, kind_ist_fuenfzehn
from casemgmt.models import (
    Einwilligung,
    Haushalt,
    Haushaltszugehoerigkeit,
)
from casemgmt.regeln.einwilligung import Unterzeichnend
from casemgmt.regeln.einwilligungslage import Lage as L
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.dokumente.domain.dateipruefung import datei_pruefen
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import Lage, unterschreiben
from tests.dokumente import dateien

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def lage(db: None) -> Lage:
    return Lage()


def code(fehler: Any) -> str:
    return str(fehler.value.code)


# Signing ----------------------------------------------------------------------------------------------------


def test_ohne_striche_ist_es_keine_unterschrift(lage: Lage) -> None:
    satz = lage.entwurf()
    with pytest.raises(Fachfehler) as fehler:
        auf_schirm_unterschreiben(
            einwilligung_id=satz.pk, stand=satz.stand, wer="selbst", name="", striche="[]", akteur=lage.cm
        )
    assert (code(fehler), fehler.value.feld) == ("striche", "striche")


def test_ein_handzeichen_braucht_eine_zeugin(lage: Lage) -> None:
    satz = lage.entwurf()
    angaben: dict[str, Any] = {
        "einwilligung_id": satz.pk,
        "stand": satz.stand,
        "wer": "selbst",
        "name": "",
        "akteur": lage.cm,
    }
    with pytest.raises(Fachfehler) as fehler:
        handzeichen_geben(**angaben, zeuge="  ")
    assert code(fehler) == "zeuge"
    satz = handzeichen_geben(**angaben, zeuge="Zora  Zeugin")
    assert satz.unterschriften.get().zeuge == "Zora Zeugin"
    assert bild(satz, timezone.now()).lage is L.GILT


def test_auf_einem_blatt_koennen_mehrere_unterschrieben_haben(lage: Lage) -> None:
    heute = timezone.localdate()
    kind = lage.kind(heute.replace(year=heute.year - 16))
    satz = lage.entwurf(kind)
    datei = datei_pruefen(name="blatt.pdf", inhalt=dateien.PDF)
    satz = papier_aufnehmen(
        einwilligung_id=satz.pk,
        stand=satz.stand,
        unterzeichnet=[("selbst", ""), ("sorge", "Amira Haddad")],
        datei=datei,
        akteur=lage.cm,
    )
    blaetter = {u.dokument_id for u in satz.unterschriften.all()}
    assert len(blaetter) == 1
    assert satz.unterschriften.first().dokument.sensibel  # type: ignore[union-attr]
    assert bild(satz, timezone.now()).lage is L.GILT
    with pytest.raises(Fachfehler) as fehler:
        papier_aufnehmen(
            einwilligung_id=satz.pk, stand=satz.stand, unterzeichnet=[], datei=datei, akteur=lage.cm
        )
    assert code(fehler) == "wer"


def test_niemand_unterschreibt_zweimal(lage: Lage) -> None:
    satz = lage.unterschrieben()
    for wer in ("selbst", "sorge"):
        with pytest.raises(Fachfehler) as fehler:
            unterschreiben(satz, lage.cm, wer, "Mutter")
        assert code(fehler) == "nicht_noetig"


def test_eine_abgelaufene_unterschreibt_niemand_mehr(lage: Lage) -> None:
    satz = lage.entwurf()
    with time_machine.travel(timezone.now() + timedelta(days=200)), pytest.raises(Fachfehler) as fehler:
        unterschreiben(satz, lage.cm)
    assert code(fehler) == "abgelaufen"


def test_fall_21_mit_fuenfzehn_fehlt_die_eigene_unterschrift_und_es_entsteht_eine_aufgabe(
    lage: Lage,
) -> None:
    heute = timezone.localdate()
    geburtstag = heute + timedelta(days=20)
    kind = lage.kind(geburtstag.replace(year=geburtstag.year - 15))
    satz = lage.entwurf(kind)
    assert noch_offen(satz) == [Unterzeichnend.SORGE]
    satz = unterschreiben(satz, lage.cm, "sorge", "Amira Haddad")
    assert bild(satz, timezone.now()).lage is L.GILT
    assert aufmerksam(lage.cm, heute) == []
    with time_machine.travel(
        datetime.combine(geburtstag, datetime.min.time(), timezone.get_current_timezone())
    ):
        (zeile,) = aufmerksam(lage.cm, geburtstag)
        assert zeile.lage is L.UNVOLLSTAENDIG
        assert kind_ist_fuenfzehn(zeile, geburtstag)
        satz = unterschreiben(satz, lage.cm)
        assert bild(satz, timezone.now()).lage is L.GILT
        assert aufmerksam(lage.cm, geburtstag) == []


def test_ohne_geburtstag_zaehlt_die_rolle_im_haushalt(lage: Lage) -> None:
    kind = fallbau.klient(lage.cm, lage.ort, "Lina")
    haushalt = Haushalt.objects.create(kreis=lage.kreis)
    Haushaltszugehoerigkeit.objects.create(
        kreis=lage.kreis, haushalt=haushalt, klient=kind, rolle="kind", von=timezone.localdate()
    )
    assert noch_offen(lage.entwurf(kind)) == [Unterzeichnend.SELBST, Unterzeichnend.SORGE]


# Orally -----------------------------------------------------------------------------------------------------


def test_fall_23_muendlich_nur_mit_zeit_und_grund_und_sie_verfaellt_ohne_unterschrift(lage: Lage) -> None:
    muendlich_tage_setzen(kreis_id=lage.kreis.pk, tage=3, akteur=lage.koordination)
    satz = lage.entwurf()
    jetzt = timezone.now()
    for am, grund, erwartet in (
        (jetzt, "  ", "grund"),
        (jetzt + timedelta(hours=1), "Telefonat", "muendlich_am"),
        (jetzt - timedelta(days=4), "Telefonat", "muendlich_am"),
    ):
        with pytest.raises(Fachfehler) as fehler:
            muendlich_erteilen(einwilligung_id=satz.pk, stand=satz.stand, am=am, grund=grund, akteur=lage.cm)
        assert code(fehler) == erwartet
    satz = muendlich_erteilen(
        einwilligung_id=satz.pk, stand=satz.stand, am=jetzt, grund="Telefonat", akteur=lage.cm
    )
    assert satz.muendlich_bis == timezone.localdate() + timedelta(days=3)
    assert bild(satz, jetzt).lage is L.MUENDLICH
    assert [b.satz.pk for b in aufmerksam(lage.cm, timezone.localdate())] == [satz.pk]
    with time_machine.travel(jetzt + timedelta(days=4)):
        assert bild(satz, timezone.now()).lage is L.UNVOLLSTAENDIG
        satz = unterschreiben(satz, lage.cm)
        assert bild(satz, timezone.now()).lage is L.GILT


def test_die_frist_ist_ohne_eigene_zahl_des_kreises_vierzehn_tage(lage: Lage) -> None:
    assert muendlich_tage(lage.kreis.pk) == 14
    for tage in (10, 12):
        muendlich_tage_setzen(kreis_id=lage.kreis.pk, tage=tage, akteur=lage.koordination)
        assert muendlich_tage(lage.kreis.pk) == tage
    with pytest.raises(NichtErlaubt):
        muendlich_tage_setzen(kreis_id=lage.kreis.pk, tage=30, akteur=lage.cm)


def test_die_datenbank_nimmt_keine_muendliche_ohne_grund(lage: Lage) -> None:
    satz = lage.entwurf()
    with pytest.raises(IntegrityError), transaction.atomic():
        Einwilligung.objects.filter(pk=satz.pk).update(
            muendlich_am=timezone.now(), muendlich_bis=timezone.localdate()
        )
