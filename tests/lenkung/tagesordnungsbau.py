"""Agendas for tests, made as the software itself makes them; only states of later steps are set past it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lenkung import permissions
from lenkung.domain.tagesordnung import punkt_anlegen
from lenkung.domain.tagesordnung_festlegen import tagesordnung_bestaetigen
from lenkung.models import (
    Gremium,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Vorlage,
    Vorlagenfassung,
    Vorschlag,
)
from tests.lenkung.gobau import akteur

_LESEN = (permissions.GREMIUM_LESEN.schluessel, permissions.GREMIEN_SEHEN.schluessel)
VORBEREITEN = (permissions.VORBEREITEN.schluessel, *_LESEN)
BESTAETIGEN = (permissions.BESTAETIGEN.schluessel, *_LESEN)


def geschaeftsstelle(gremium: Gremium) -> Any:
    return akteur(gremium, *VORBEREITEN, akteur_name="Gesa Geschäftsstelle")


def vorsitz(gremium: Gremium) -> Any:
    return akteur(gremium, *BESTAETIGEN, akteur_name="Vera Vorsitz")


def punkt(sitzung: Sitzung, titel: str = "Bericht zur Lage", **angaben: Any) -> Tagesordnungspunkt:
    werte: Any = {"art": "bericht", "titel": titel, "minuten": 10, **angaben}
    return punkt_anlegen(sitzung_id=sitzung.pk, akteur=geschaeftsstelle(sitzung.gremium), angaben=werte)


def frueherer_punkt(sitzung: Sitzung, titel: str = "Kita-Plätze", **felder: Any) -> Tagesordnungspunkt:
    """On the agenda of a session that has been held: no act of the software leads there any more."""
    nummer = Tagesordnungspunkt.objects.filter(sitzung=sitzung).count() + 1
    werte = {"art": "beschluss", "position": nummer, "minuten": 20, **felder}
    return Tagesordnungspunkt.objects.create(sitzung=sitzung, titel=titel, **werte)


def zaehler(sitzung: Sitzung) -> int:
    return Tagesordnung.objects.get(sitzung=sitzung).zaehler


def stand(sitzung: Sitzung) -> str:
    return Tagesordnung.objects.get(sitzung=sitzung).stand


def bestaetigt(sitzung: Sitzung) -> Tagesordnungsfassung:
    return tagesordnung_bestaetigen(
        sitzung_id=sitzung.pk, zaehler=zaehler(sitzung), akteur=vorsitz(sitzung.gremium)
    )


def titel(sitzung: Sitzung) -> list[str]:
    menge = Tagesordnungspunkt.objects.filter(sitzung=sitzung, position__gt=0).order_by("position")
    return list(menge.values_list("titel", flat=True))


def vorschlag(gremium: Gremium, sitzung: Sitzung | None = None, **felder: Any) -> Vorschlag:
    werte = {
        "titel": "Sprachkurse am Abend",
        "art": "beratung",
        "erlaeuterung": "Viele arbeiten tagsüber.",
        "minuten": 25,
        "einreicher_name": "Mia Muster",
        "einreicher_sitz": "Caritasverband",
        "eingereicht_am": timezone.now(),
        **felder,
    }
    return Vorschlag.objects.create(gremium=gremium, sitzung=sitzung, **werte)


def vorlage(gremium: Gremium, titel: str = "Vorlage Kita", *, freigegeben: bool = True) -> Vorlage:
    satz = Vorlage.objects.create(gremium=gremium, angelegt_am=timezone.now())
    freigabe = {"freigegeben_am": timezone.now(), "freigegeben_von_name": "Gesa"} if freigegeben else {}
    Vorlagenfassung.objects.create(
        vorlage=satz, nummer=1, titel=titel, verfasser="KI", sachverhalt="<p>So ist es.</p>", **freigabe
    )
    return satz


def tag_danach(tag: date, tage: int) -> date:
    return date.fromordinal(tag.toordinal() + tage)
