"""Comparing names is a job of its own: what saves somebody does the same whether she is known or not."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from casemgmt import permissions
from casemgmt.domain.abgleich import ABGLEICH, ANFRAGEN, KLIENTEN, abgleich_anstossen, abgleichen
from casemgmt.domain.befangenheit import befangenheit_zurueckziehen
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.domain.klient import klient_aendern
from casemgmt.domain.queries.koordination import ohne_jemanden
from casemgmt.models import Aktensperre, Anfrage, Anfragesperre, Befangenheitshinweis, Doppelhinweis, Klient
from casemgmt.views.personenanschluesse import hinweise_auf_heute
from kim.auftraege.models import Auftrag
from tests.casemgmt import faellebau, fallbau
from tests.casemgmt.personenbau import Kreisbild, frisch
from tests.werkzeug.abfragen import Abfragen, gezaehlt

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def bild() -> Kreisbild:
    return Kreisbild()


def angeben(konto: Any, vorname: str = "Amira", nachname: str = "Haddad") -> Any:
    return befangenheit_angeben(
        kreis_id=konto.kreis_id, vorname=vorname, nachname=nachname, geburtsjahr=1988, akteur=konto
    )


def _gefragt(tun: Any) -> Abfragen:
    with gezaehlt() as abfragen:
        tun()
    return abfragen


def test_eine_person_speichern_verraet_nicht_ob_sie_bekannt_ist(bild: Kreisbild) -> None:
    """The second is known elsewhere, the third is close to a colleague, the last is neither. All names
    have as many letters, so that they make as many search keys."""
    bild.fall(bild.person("Amira", "Haddad", in_b=True, geburtsjahr=1988), in_b=True)
    angeben(bild.cm_a, "Bmira", "Baddad")
    fallbau.abgleichen()
    laeufe = [
        _gefragt(lambda n=nachname, v=vorname: fallbau.klient(bild.cm_a, bild.a, v, n, geburtsjahr=1988))
        for vorname, nachname in (
            ("Rosti", "Sokkul"),
            ("Amira", "Haddad"),
            ("Bmira", "Baddad"),
            ("Zolta", "Zimmer"),
        )
    ]
    assert len(laeufe[1]) == len(laeufe[2]) == len(laeufe[3])
    assert not Doppelhinweis.objects.exists()
    fallbau.abgleichen()
    assert Doppelhinweis.objects.count() == 1
    assert Aktensperre.objects.get().konto == bild.cm_a


def test_eine_person_aendern_verraet_es_auch_nicht(bild: Kreisbild) -> None:
    bild.person("Amira", "Haddad", in_b=True, geburtsjahr=1988)
    angeben(bild.cm_a)
    personen = [bild.person("Zolta", f"Zimme{n}", geburtsjahr=1988) for n in "rst"]

    def aendern(person: Klient, vorname: str, nachname: str) -> Any:
        return lambda: klient_aendern(
            klient_id=person.pk, angaben={"vorname": vorname, "nachname": nachname}, akteur=bild.cm_a
        )

    _erste, bekannt, unbekannt = (
        _gefragt(aendern(person, *name))
        for person, name in zip(
            personen, (("Rosti", "Sokkul"), ("Amira", "Haddad"), ("Nemol", "Nemmol")), strict=True
        )
    )
    assert len(bekannt) == len(unbekannt)


def test_die_sperre_gilt_sobald_der_auftrag_gelaufen_ist(bild: Kreisbild) -> None:
    angeben(bild.koordination)
    person = fallbau.klient(bild.cm_a, bild.a, geburtsjahr=1988)
    assert permissions.sichtbare_klienten(frisch(bild.koordination)).filter(pk=person.pk).exists()
    fallbau.abgleichen()
    assert not permissions.sichtbare_klienten(frisch(bild.koordination)).filter(pk=person.pk).exists()


def test_ein_auftrag_nennt_niemanden_und_gehoert_niemandem(bild: Kreisbild) -> None:
    bild.person()
    auftrag = Auftrag.objects.filter(art=ABGLEICH).latest("pk")
    assert auftrag.erstellt_von_id is None
    assert set(auftrag.angaben) == {KLIENTEN}
    assert auftrag.ergebnis == {}


def test_zweimal_gelaufen_ist_es_einmal_geschehen(bild: Kreisbild) -> None:
    angeben(bild.cm_b)
    angeben(bild.koordination, "Amira", "Haddat")
    eine = bild.person(geburtsjahr=1988)
    bild.person(in_b=True, geburtsjahr=1988)
    vorher = (
        Aktensperre.objects.count(),
        Doppelhinweis.objects.count(),
        Befangenheitshinweis.objects.count(),
    )
    abgleichen({KLIENTEN: [eine.pk]})
    assert vorher == (
        Aktensperre.objects.count(),
        Doppelhinweis.objects.count(),
        Befangenheitshinweis.objects.count(),
    )


def test_was_inzwischen_fort_ist_wird_uebergangen(bild: Kreisbild) -> None:
    angabe = angeben(bild.cm_b)
    befangenheit_zurueckziehen(befangenheit_id=angabe.pk, akteur=bild.cm_b)
    person = fallbau.klient(bild.cm_a, bild.a, geburtsjahr=1988)
    bleibt = fallbau.klient(bild.cm_a, bild.a, geburtsjahr=1988)
    Klient.objects.filter(pk=person.pk).update(aufgegangen_in=bleibt)
    fallbau.abgleichen()
    abgleichen({KLIENTEN: [0], ANFRAGEN: [0]})
    assert not Aktensperre.objects.exists()
    assert not Doppelhinweis.objects.exists()


def test_viele_werden_geteilt(bild: Kreisbild) -> None:
    abgleich_anstossen(KLIENTEN, bild.kreis.pk, range(1, 251))
    assert [len(a.angaben[KLIENTEN]) for a in Auftrag.objects.order_by("pk")] == [100, 100, 50]


# Names on requests ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Frau Haddad", "Amira Hadad", "Mutter von Amira Haddad"])
def test_fall_10_eine_anfrage_die_sie_nennt_gibt_es_fuer_sie_nicht(bild: Kreisbild, name: str) -> None:
    """Named before or after she was declared; colleagues and the Koordination see it."""
    kollegin = fallbau.case_management(bild.a)
    vorher = faellebau.anfrage(bild.cm_a, bild.a, name=name)
    angeben(kollegin)
    nachher = faellebau.anfrage(bild.cm_a, bild.a, name=name)
    fallbau.abgleichen()
    fallbau.abgleichen()
    for anfrage in (vorher, nachher):
        assert anfrage not in permissions.sichtbare_anfragen(kollegin)
        assert not permissions.darf_anfrage_bearbeiten(kollegin, anfrage)
        for konto in (bild.cm_a, bild.koordination):
            assert anfrage in permissions.sichtbare_anfragen(konto)
    assert Anfragesperre.objects.count() == 2


def test_wer_anders_heisst_bleibt_auf_der_warteliste(bild: Kreisbild) -> None:
    kollegin = fallbau.case_management(bild.a)
    angeben(kollegin)
    anfragen = [
        faellebau.anfrage(bild.cm_a, bild.a, name=name) for name in ("", "Frau", "Leyla Haddad", "Herr Masri")
    ]
    fallbau.abgleichen()
    assert set(permissions.sichtbare_anfragen(kollegin)) == set(anfragen)


def test_die_anfrage_bleibt_zu_auch_wenn_die_angabe_zurueckgezogen_ist(bild: Kreisbild) -> None:
    """Else declaring and withdrawing would open it."""
    angabe = angeben(bild.cm_a)
    anfrage = faellebau.anfrage(bild.cm_a, bild.a)
    fallbau.abgleichen()
    befangenheit_zurueckziehen(befangenheit_id=angabe.pk, akteur=bild.cm_a)
    assert anfrage not in permissions.sichtbare_anfragen(bild.cm_a)
    neu = faellebau.anfrage(bild.cm_a, bild.a)
    fallbau.abgleichen()
    assert neu in permissions.sichtbare_anfragen(bild.cm_a)


def test_wer_welche_sperre_sieht(bild: Kreisbild) -> None:
    """The Koordination; not of a request that she is shut out of herself."""
    angeben(bild.cm_a)
    faellebau.anfrage(bild.cm_a, bild.a)
    fallbau.abgleichen()
    sperre = Anfragesperre.objects.get()
    assert list(permissions.sichtbare_anfragesperren(bild.koordination)) == [sperre]
    assert not permissions.sichtbare_anfragesperren(bild.cm_a).exists()
    angeben(bild.koordination)
    fallbau.abgleichen()
    assert not permissions.sichtbare_anfragesperren(frisch(bild.koordination)).exists()
    assert str(sperre) == f"{bild.cm_a.pk}/{sperre.anfrage_id}"
    sperre.full_clean()


def test_bleibt_fuer_eine_anfrage_niemand_erfaehrt_es_die_koordination(bild: Kreisbild) -> None:
    """As long as a colleague can take it, there is nothing to do; nor once it is done with."""
    tag = timezone.localdate()
    assert ohne_jemanden(bild.koordination, tag) == []
    kollegin = fallbau.case_management(bild.a)
    angeben(bild.cm_a)
    anfrage = faellebau.anfrage(bild.cm_a, bild.a)
    fallbau.abgleichen()
    assert ohne_jemanden(bild.koordination, tag) == []
    angeben(kollegin)
    fallbau.abgleichen()
    assert ohne_jemanden(bild.koordination, tag) == [anfrage]
    assert "Jemanden bestellen" in str([z.text for z in hinweise_auf_heute(bild.koordination, tag)])
    assert ohne_jemanden(bild.cm_a, tag) == []
    Anfrage.objects.filter(pk=anfrage.pk).update(stand="weitergegeben", erledigt_am=tag)
    assert ohne_jemanden(bild.koordination, tag) == []
