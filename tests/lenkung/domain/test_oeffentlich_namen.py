"""A name in a title of the agenda, or in the place: not public, whoever confirmed it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lenkung.domain.queries.oeffentlich import OeffentlicheSitzung, oeffentliche_sitzungen, vorbehaltene_titel
from lenkung.domain.queries.oeffentlich_suche import gefunden
from lenkung.domain.queries.oparl import objekte_des_kreises
from lenkung.domain.veroeffentlichung import zurueckziehen
from lenkung.models import Gremienoeffentlichkeit, Gremium, Punktgast, Sitzung
from tests.lenkung import gobau, niederschriftsbau
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung import verlaufsbau as vbau

pytestmark = pytest.mark.django_db
TAG = timezone.localdate() + timedelta(days=9)


def _mitglied(gremium: Gremium, vorname: str = "Anna", nachname: str = "Probe") -> None:
    person = vbau.sitze(gremium)[0].besetzungen.get(art="mitglied").person
    person.vorname, person.nachname, person.titel = vorname, nachname, "Dr."
    person.save()


def _sitzung(*titel: str, ort: str = "Kreishaus") -> Sitzung:
    gremium = vbau.lenkungsgruppe(2)
    _mitglied(gremium)
    satz = vbau.eingeladene_sitzung(gremium, TAG, punkte=len(titel))
    satz.ort = ort
    satz.save()
    for punkt, wort in zip(vbau.punkte(satz), titel, strict=True):
        punkt.titel = wort
        punkt.save()
    bau.bestaetigte_tagesordnung(satz)
    return satz


def _gezeigt(oeffentlichkeit: Gremienoeffentlichkeit) -> OeffentlicheSitzung:
    (satz,) = oeffentliche_sitzungen(oeffentlichkeit)
    return satz


def _titel(oeffentlichkeit: Gremienoeffentlichkeit) -> list[str]:
    return ["–" if p.vorbehalten else p.titel for p in _gezeigt(oeffentlichkeit).punkte]


def _in_oparl(oeffentlichkeit: Gremienoeffentlichkeit, art: str, feld: str) -> list[Any]:
    objekte = objekte_des_kreises(oeffentlichkeit.kreis_id, timezone.localdate())
    return [objekt.inhalt[feld] for objekt in objekte if objekt.bezug.art.value == art]


def test_ein_titel_mit_namen_steht_weder_auf_der_seite_noch_in_suche_und_oparl() -> None:
    satz = _sitzung(
        "Bericht von Anna Probe", "Wechsel von Frau Probe", "Probe der Technik", "Der Vortrag Anna Probes"
    )
    oeffentlichkeit = bau.eingeschaltet(satz.gremium)
    assert _titel(oeffentlichkeit) == ["–", "–", "Probe der Technik", "–"]
    assert [p.titel for p in _gezeigt(oeffentlichkeit).punkte] == ["", "", "Probe der Technik", ""]
    assert [f.titel for f in gefunden([_gezeigt(oeffentlichkeit)], "probe")] == ["Probe der Technik"]
    neutral = "Titel noch nicht freigegeben"
    assert _in_oparl(oeffentlichkeit, "agendaitem", "name") == [
        neutral,
        neutral,
        "Probe der Technik",
        neutral,
    ]
    assert [p.titel for p in vorbehaltene_titel(oeffentlichkeit)] == [
        "Bericht von Anna Probe",
        "Wechsel von Frau Probe",
        "Der Vortrag Anna Probes",
    ]


def test_sind_die_namen_freigegeben_fehlen_nur_die_der_gaeste() -> None:
    satz = _sitzung("Bericht von Anna Probe", "Vortrag von Gundula Gast", "Vortrag der Verkehrswacht")
    Punktgast.objects.create(
        punkt=vbau.punkte(satz)[1], name="Dr. Gundula Gast, Verkehrswacht", email="g@gast.example"
    )
    frei = bau.eingeschaltet(satz.gremium, namen=True)
    assert _titel(frei) == ["Bericht von Anna Probe", "–", "Vortrag der Verkehrswacht"]
    assert _titel(bau.eingeschaltet(satz.gremium, namen=False)) == ["–", "–", "Vortrag der Verkehrswacht"]


def test_ein_ort_mit_namen_fehlt() -> None:
    satz = _sitzung("Vorhaben", ort="bei Anna Probe, Gartenstraße")
    oeffentlichkeit = bau.eingeschaltet(satz.gremium)
    assert _gezeigt(oeffentlichkeit).ort == ""
    assert _in_oparl(oeffentlichkeit, "location", "description") == []
    oeffentlichkeit.namen = True
    assert _gezeigt(oeffentlichkeit).ort == "bei Anna Probe, Gartenstraße"


def test_nach_der_ruecknahme_kommt_der_geaenderte_titel_und_ort_nicht_wieder() -> None:
    """Also where the machine knows no name: somebody has read it and did not want it to stand there."""
    gremium = vbau.lenkungsgruppe(4)
    satz = niederschriftsbau.geschlossene_sitzung(gremium)
    bau.bestaetigte_tagesordnung(satz)
    oeffentlichkeit = bau.eingeschaltet(gremium)
    fassung = bau.unterzeichnet(satz)
    assert _titel(oeffentlichkeit) == ["Vorhaben 1", "Vorhaben 2"]
    vorschlag = bau.auswahl(fassung)
    eigene = {**vorschlag.texte, "punkt-1-titel": "Ein Vorhaben", "kopf-ort": "Siegburg"}
    bau.veroeffentlicht(fassung, texte=eigene)
    assert _titel(oeffentlichkeit) == ["Ein Vorhaben", "Vorhaben 2"]
    assert _gezeigt(oeffentlichkeit).ort == "Siegburg"
    assert _in_oparl(oeffentlichkeit, "location", "description") == ["Siegburg"]
    zurueckziehen(sitzung_id=satz.pk, grund="Ein Name", akteur=gobau.akteur(gremium))
    assert _titel(oeffentlichkeit) == ["–", "Vorhaben 2"]
    assert _gezeigt(oeffentlichkeit).ort == ""
    assert _in_oparl(oeffentlichkeit, "location", "description") == []
    # What was left as it is comes back.
    bau.veroeffentlicht(fassung, texte=dataclasses.replace(vorschlag).texte)
    assert _titel(oeffentlichkeit) == ["Vorhaben 1", "Vorhaben 2"]


def test_was_beim_veroeffentlichen_nicht_oeffentlich_war_gilt_nicht_als_geaendert() -> None:
    gremium = vbau.lenkungsgruppe(4)
    satz = niederschriftsbau.geschlossene_sitzung(gremium)
    bau.bestaetigte_tagesordnung(satz)
    oeffentlichkeit = bau.eingeschaltet(gremium)
    satz.punkte.filter(position=2).update(oeffentlich=False)
    bau.veroeffentlicht(bau.unterzeichnet(niederschriftsbau.frisch(satz)))
    zurueckziehen(sitzung_id=satz.pk, grund="Neu", akteur=gobau.akteur(gremium))
    satz.punkte.filter(position=2).update(oeffentlich=True)
    assert _titel(oeffentlichkeit) == ["Vorhaben 1", "Vorhaben 2"]
    assert _gezeigt(oeffentlichkeit).ort == "Kreishaus"
