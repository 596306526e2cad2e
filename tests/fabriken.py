"""Factories. Names and addresses are invented; every Kreis, account and person is its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from kim.basis.akteur import Bereich
from kim.konten.domain.berechtigungen import auf_bereich_tragen
from kim.konten.domain.queries.bereiche import bereich_titel
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG, ROLLEN, Rolle
from kim.stammdaten.models import Einrichtung, Kommune, Kreis, Person

PASSWORT = "Birkenallee-im-November-7"


class KreisFactory(DjangoModelFactory[Kreis]):
    class Meta:
        model = Kreis

    name = factory.Sequence(lambda n: f"Musterkreis {n}")
    kuerzel = factory.Sequence(lambda n: f"mk{n}")
    modul_lenkung = True
    modul_casemgmt = True
    modul_einbuergerung = True
    modul_reporting = True


class KommuneFactory(DjangoModelFactory[Kommune]):
    class Meta:
        model = Kommune

    kreis = factory.SubFactory(KreisFactory)
    name = factory.Sequence(lambda n: f"Musterdorf {n}")
    art = "gemeinde"


class EinrichtungFactory(DjangoModelFactory[Einrichtung]):
    class Meta:
        model = Einrichtung

    kreis = factory.SubFactory(KreisFactory)
    name = factory.Sequence(lambda n: f"Musterbehörde {n}")
    art = "behoerde"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    kreis = factory.SubFactory(KreisFactory)
    vorname = "Petra"
    nachname = factory.Sequence(lambda n: f"Probe{n}")
    email = factory.Sequence(lambda n: f"petra.probe{n}@kreis.example")


class KontoFactory(DjangoModelFactory[Konto]):
    class Meta:
        model = Konto

    kreis = factory.SubFactory(KreisFactory)
    name = factory.Sequence(lambda n: f"Karla Konto {n}")
    email = factory.Sequence(lambda n: f"karla.konto{n}@kreis.example")
    password = factory.LazyFunction(lambda: make_password(PASSWORT))


def bereich_fuer(rolle: str, kreis: Kreis) -> Bereich:
    """The scope on which the role is usually held; made when there is none."""
    art = ROLLEN[Rolle(rolle)].bereiche[0]
    if art == "kommune":
        kommune = Kommune.objects.filter(kreis=kreis).first() or KommuneFactory(kreis=kreis)
        return Bereich("kommune", kommune.pk, kreis.pk)
    if art == "einrichtung":
        behoerde = Einrichtung.objects.filter(kreis=kreis, art="behoerde").first() or EinrichtungFactory(
            kreis=kreis
        )
        return Bereich("einrichtung", behoerde.pk, kreis.pk)
    return Bereich.kreis(kreis.pk)


def zuweisung(
    konto: Konto,
    rolle: str,
    *,
    bereich: Bereich | None = None,
    von: date | None = None,
    bis: date | None = None,
    bestaetigt: bool = True,
    **felder: Any,
) -> Rollenzuweisung:
    """A finished Rollenzuweisung, as if granted by one person and confirmed by a second."""
    bereich = bereich or bereich_fuer(rolle, konto.kreis)
    jetzt = timezone.now()
    if bestaetigt and rolle in BESTAETIGUNGSPFLICHTIG and not ROLLEN[Rolle(rolle)].sieht_klientendaten:
        # As the first administration of a Kreis gets it: from the shell, without a second person.
        felder = {"bestaetigt_von_name": "System: Test", "bestaetigt_am": jetzt, **felder}
    elif bestaetigt and rolle in BESTAETIGUNGSPFLICHTIG:
        zweite = KontoFactory(kreis=konto.kreis)
        felder = {
            "bestaetigt_von": zweite,
            "bestaetigt_von_name": zweite.name,
            "bestaetigt_am": jetzt,
            **felder,
        }
    satz = Rollenzuweisung.objects.create(
        konto=konto,
        kreis_id=bereich.kreis_id,
        rolle=rolle,
        bereich_art=bereich.art,
        bereich_id=bereich.id,
        bereich_name=bereich_titel(bereich) or bereich.art,
        von=von or timezone.localdate() - timedelta(days=30),
        bis=bis,
        grund=felder.pop("grund", "Aufgabe laut Geschäftsverteilung"),
        erteilt_von_name=felder.pop("erteilt_von_name", "System: Test"),
        erteilt_am=felder.pop("erteilt_am", jetzt),
        **felder,
    )
    if bestaetigt or rolle not in BESTAETIGUNGSPFLICHTIG:
        auf_bereich_tragen(satz)
    return satz


def konto_mit_rolle(
    rolle: str,
    *,
    bereich: Bereich | None = None,
    kreis: Kreis | None = None,
    von: date | None = None,
    bis: date | None = None,
    bestaetigt: bool = True,
    **konto_felder: Any,
) -> Konto:
    """An account that holds this one role, on the usual scope unless told otherwise."""
    if kreis is None:
        kreis = Kreis.objects.get(pk=bereich.kreis_id) if bereich else KreisFactory()
    konto = KontoFactory(kreis=kreis, **konto_felder)
    zuweisung(konto, rolle, bereich=bereich, von=von, bis=bis, bestaetigt=bestaetigt)
    return konto
