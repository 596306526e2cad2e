"""Builds bodies of the directory and Verweise, the way the software itself makes them."""

from __future__ import annotations

import re
from typing import Any

from casemgmt.domain.akteure import akteur_aufnehmen
from casemgmt.domain.verweis import verweis_anlegen, verweis_senden
from casemgmt.models import Fall, Klient, Netzwerkakteur, Verweis
from casemgmt.regeln.akteure import als_spalte
from kim.basis.akteur import SystemAkteur
from kim.versand.models import Nachricht, Zustellung
from tests.fabriken import EinrichtungFactory


def stelle(kreis: Any, name: str = "Beratung am Markt", **angaben: Any) -> Netzwerkakteur:
    """A body that takes Verweise by mail and by letter."""
    felder = {"email": "markt@beratung.example", "anschrift": "Marktgasse 1\n53700 Musterdorf"}
    felder |= angaben.pop("einrichtung", {})
    einrichtung = EinrichtungFactory(kreis=kreis, name=name, art="beratung", **felder)
    return akteur_aufnehmen(
        kreis_id=kreis.pk,
        einrichtung_id=einrichtung.pk,
        angaben={
            "wabe": "beratung",
            "themen": als_spalte(("wohnen", "arbeit")),
            "sprachen": als_spalte(("de", "ar")),
            "verweiswege": als_spalte(("mail", "brief")),
            **angaben,
        },
        akteur=SystemAkteur("Koordination", kreis.pk),
    )


def angaben(an: Netzwerkakteur | str, **andere: Any) -> Any:
    """An anonymous Verweis by mail, or to a part of the house."""
    intern = isinstance(an, str)
    return {
        "klient_id": None,
        "ziel": an if intern else "",
        "ziel_kommune_id": None,
        "einrichtung_id": None if intern else an.einrichtung_id,  # type: ignore[union-attr]
        "person_id": None,
        "thema": "wohnen",
        "zweck": "verweis",
        "form": "anonym",
        "klassen": "",
        "kanal": "intern" if intern else "mail",
        "nachricht": "Eine Familie mit drei Kindern sucht eine Wohnung.",
        **andere,
    }


def verweis(
    akteur: Any, an: Netzwerkakteur | str, *, fall: Fall | None = None, ort: Any = None, **andere: Any
) -> Verweis:
    return verweis_anlegen(
        kreis_id=akteur.kreis_id,
        bereich=andere.pop("bereich", "lokal"),
        kommune_id=ort.pk if ort is not None else None,
        fall_id=fall.pk if fall is not None else None,
        angaben=angaben(an, **andere),
        akteur=akteur,
    )


def gesendet(akteur: Any, an: Netzwerkakteur | str, **andere: Any) -> Verweis:
    return verweis_senden(verweis_id=verweis(akteur, an, **andere).pk, akteur=akteur)


def frisch(satz: Verweis) -> Verweis:
    return Verweis.objects.get(pk=satz.pk)


def nachricht_zu(satz: Verweis) -> Nachricht:
    return Nachricht.objects.filter(schluessel__contains=str(satz.kennung)).latest("pk")


def token(satz: Verweis) -> str:
    """The address that only the mail knows."""
    zustellung = Zustellung.objects.get(nachricht=nachricht_zu(satz))
    link = str(zustellung.geheim["link"])
    treffer = re.search(r"/verweis/([^/]+)/", link)
    assert treffer is not None
    return treffer[1]


def mit_daten(klient: Klient, *klassen: str, **andere: Any) -> dict[str, Any]:
    return {"klient_id": klient.pk, "form": "mit_daten", "klassen": als_spalte(klassen), **andere}
