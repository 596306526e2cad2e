"""Builds what the tests of the Fallarbeit begin with, the way the software itself makes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.abgleich import ABGLEICH
from casemgmt.domain.fall import fall_eroeffnen
from casemgmt.domain.klient import klient_erfassen
from casemgmt.models import Aktensperre, Fall, Fallvertretung, Klient, Termin, Terminperson, Terminthema
from casemgmt.regeln.termin import Terminart
from casemgmt.regeln.werte import Fallbereich
from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Bereich
from kim.konten.regeln.rollen import Rolle
from tests.fabriken import KommuneFactory, KreisFactory, konto_mit_rolle


def case_management(kommune: Any, **konto: Any) -> Any:
    """An account that counsels in this Kommune."""
    return konto_mit_rolle(
        Rolle.CASE_MANAGEMENT,
        kreis=kommune.kreis,
        bereich=Bereich("kommune", kommune.pk, kommune.kreis_id),
        **konto,
    )


def mukis(kreis: Any, **konto: Any) -> Any:
    return konto_mit_rolle(Rolle.CASE_MANAGEMENT_MUKIS, kreis=kreis, **konto)


def koordination(kreis: Any, kommune: Any = None, **konto: Any) -> Any:
    """For the whole Kreis, or for one Kommune."""
    bereich = Bereich("kommune", kommune.pk, kreis.pk) if kommune else Bereich.kreis(kreis.pk)
    return konto_mit_rolle(Rolle.KOORDINATION_CM, kreis=kreis, bereich=bereich, **konto)


def kommune(kreis: Any = None, **felder: Any) -> Any:
    return KommuneFactory(kreis=kreis or KreisFactory(), **felder)


def klient(akteur: Any, ort: Any, vorname: str = "Amira", nachname: str = "Haddad", **angaben: Any) -> Klient:
    return klient_erfassen(
        kreis_id=ort.kreis_id,
        bereich=Fallbereich.LOKAL,
        kommune_id=ort.pk,
        angaben={"vorname": vorname, "nachname": nachname, **angaben},  # type: ignore[typeddict-item]
        akteur=akteur,
        datenschutzhinweis_am=timezone.localdate(),
    )


def fall(akteur: Any, ort: Any, *klienten: Klient, am: date | None = None, **angaben: Any) -> Fall:
    """For one invented person unless told otherwise."""
    personen = klienten or (klient(akteur, ort),)
    return fall_eroeffnen(
        kreis_id=ort.kreis_id,
        bereich=Fallbereich.LOKAL,
        kommune_id=ort.pk,
        klienten=[k.pk for k in personen],
        eroeffnet_am=am or timezone.localdate(),
        akteur=akteur,
        **angaben,
    )


def vertretung(
    fuer: Any, durch: Any, *, von: date, bis: date | None = None, nur: Fall | None = None
) -> Fallvertretung:
    return Fallvertretung.objects.create(
        kreis_id=fuer.kreis_id, vertretene=fuer, vertretung=durch, fall=nur, von=von, bis=bis
    )


def sperre(konto: Any, person: Klient) -> Aktensperre:
    return Aktensperre.objects.create(kreis_id=person.kreis_id, konto=konto, klient=person)


def abgleichen() -> None:
    """What the service for jobs does right after somebody has been saved: duplicates, Befangenheit."""
    for auftrag in Auftrag.objects.filter(art=ABGLEICH, stand=Stand.WARTET).order_by("pk"):
        assert auftrag_ausfuehren(auftrag_id=auftrag.pk) == Stand.ERLEDIGT


def gestern() -> date:
    return timezone.localdate() - timedelta(days=1)


def termin(
    akteur: Any, akte: Fall | None = None, *anwesende: Klient, ort: Any = None, **felder: Any
) -> Termin:
    """A consultation that was held just now: in a case, or anonymous in `ort`."""
    kommune_id = akte.kommune_id if akte else ort.pk
    satz = Termin.objects.create(
        **{
            "kreis_id": akteur.kreis_id,
            "konto": akteur,
            "bereich": akte.bereich if akte else Fallbereich.LOKAL,
            "kommune_id": kommune_id,
            "fall": akte,
            "art": Terminart.CASE_MANAGEMENT if akte else Terminart.EINMALIG,
            "beginn": timezone.now(),
            "dauer_minuten": 60,
            **felder,
        }
    )
    for person in anwesende:
        Terminperson.objects.create(kreis_id=satz.kreis_id, termin=satz, klient=person)
    Terminthema.objects.create(kreis_id=satz.kreis_id, termin=satz, thema="wohnen")
    return satz
