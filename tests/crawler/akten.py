"""Each address that leads into a file of the Fallarbeit: pages, histories, stored files, jobs and mail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from casemgmt import permissions
from kim.basis.akteur import SystemAkteur
from kim.basis.zugriff import HISTORIENARTEN
from kim.dokumente.domain.dokument import Zugehoerigkeit, erzeugtes_pdf_ablegen
from kim.dokumente.models import Dokument
from kim.konten.regeln.rollen import Rolle
from kim.versand.models import Zustellung
from kim.web.zugang import Zugang
from tests.casemgmt import fallbau
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.parameter import nennt_objekt, parameter
from tests.werkzeug.welt import Welt, welt_bauen

# The directory of the network and the list of topics belong to all who counsel in the Kreis.
GETEILT = frozenset(
    f"casemgmt:{seite}"
    for seite in (
        "akteur-detail",
        "akteur-bearbeiten",
        "akteur-bestaetigen",
        "akteur-wartezeit",
        "angebot-anlegen",
        "angebot-bearbeiten",
        "thema-bearbeiten",
    )
)
GETEILTE_HISTORIEN = frozenset({"netzwerkakteur", "angebot", "kreiswabe", "kreisthema", "verweiseinstellung"})
GETEILTE_HISTORIEN |= {"einwilligungstext", "einwilligungseinstellung"}
NIEMANDES = 999_999_999
ZUSTAENDIG = Rolle.CASE_MANAGEMENT.value


@dataclass(frozen=True)
class Ziel:
    """One address, and the same with a number that nobody has."""

    name: str
    url: str
    unbekannt: str

    def __str__(self) -> str:
        return self.name


def aktenwelt() -> Welt:
    """All that a file may hold, in Kommune A; and in B who must never learn of it."""
    welt = welt_bauen()
    _ablegen(welt)
    dort = fallbau.kommune(welt.kreis)
    welt.konten["nachbarin"] = fallbau.case_management(dort, name="Berta Nachbarin")
    welt.konten["koordination_b"] = fallbau.koordination(welt.kreis, dort, name="Bea Koordination")
    welt.konten["kollegin"] = fallbau.case_management(welt["kommune"], name="Clara Kollegin")
    welt.konten["befangen"] = fallbau.koordination(welt.kreis, name="Doris Befangen")
    return welt


def _ablegen(welt: Welt) -> None:
    """A stored file of each kind that a file of a client may have."""
    for art, satz in (
        (permissions.EINWILLIGUNG_BLATT, "einwilligung"),
        (permissions.EINWILLIGUNG_UNTERSCHRIEBEN, "einwilligung"),
        (permissions.INTEGRATIONSPLAN_DRUCK, "plan"),
        (permissions.TERMINZETTEL, "termin_geplant"),
    ):
        welt.objekte[art] = erzeugtes_pdf_ablegen(
            name="Blatt.pdf",
            inhalt=b"%PDF-1.7\n%%EOF",
            gehoert_zu=Zugehoerigkeit(welt.kreis.pk, art, welt[satz].pk, sensibel=True),
            auftrag_schluessel=f"{art}:{welt.kreis.pk}",
            akteur=SystemAkteur("Druck", welt.kreis.pk),
        )


def ziele(welt: Welt) -> list[Ziel]:
    return [*_seiten(welt), *_historien(welt), *_dateien(welt), *_auftraege_und_post(welt)]


def ist_akte(adresse: Adresse) -> bool:
    angabe = adresse.angabe
    return (
        adresse.name.startswith("casemgmt:")
        and adresse.name not in GETEILT
        and nennt_objekt(adresse)
        and angabe is not None
        and angabe.zugang is Zugang.BEREICH
    )


def _seiten(welt: Welt) -> Iterator[Ziel]:
    for adresse in filter(ist_akte, alle_adressen()):
        werte = parameter(adresse, welt)
        niemandes = {name: NIEMANDES if isinstance(wert, int) else wert for name, wert in werte.items()}
        yield Ziel(adresse.name, adresse.url(**werte), adresse.url(**niemandes))


def arten_der_akten() -> list[str]:
    """Of which kinds of record of a file a history can be read."""
    niemand = SystemAkteur("Prüfung", 0)
    return [
        art.schluessel
        for art in HISTORIENARTEN
        if art.sichtbare(niemand).model._meta.app_label == "casemgmt"
        and art.schluessel not in GETEILTE_HISTORIEN
    ]


def _historien(welt: Welt) -> Iterator[Ziel]:
    for art in arten_der_akten():
        satz = satz_der_art(welt, art)
        if satz is not None:
            yield _ziel(f"protokoll:historie {art}", "protokoll:historie", (art, satz.pk))


def satz_der_art(welt: Welt, art: str) -> Model | None:
    modell: Any = HISTORIENARTEN[art].sichtbare(SystemAkteur("Prüfung", 0)).model
    satz: Model | None = modell.objects.filter(kreis_id=welt.kreis.pk).order_by("pk").first()
    return satz


def _dateien(welt: Welt) -> Iterator[Ziel]:
    for dokument in Dokument.objects.filter(kreis=welt.kreis, gehoert_zu_art__startswith="casemgmt."):
        name = f"dokumente:herunterladen {dokument.gehoert_zu_art}"
        yield _ziel(name, "dokumente:herunterladen", (dokument.kennung,))


def _auftraege_und_post(welt: Welt) -> Iterator[Ziel]:
    for satz in ("plandruck", "terminzettel", "einwilligungsdruck"):
        for seite in ("auftrag", "auftrag-wiederholen", "auftrag-verwerfen"):
            yield _ziel(f"auftraege:{seite} {satz}", f"auftraege:{seite}", (welt[satz].pk,))
    zustellung = Zustellung.objects.filter(
        nachricht__schluessel__contains=str(welt["verweis"].kennung)
    ).latest("pk")
    for seite in ("zustellung", "zustellung-kalender", "zustellung-wiederholen", "zustellung-erledigen"):
        yield _ziel(f"versand:{seite}", f"versand:{seite}", (zustellung.pk,))
    for seite in ("nachricht", "nachricht-wiederholen"):
        yield _ziel(f"versand:{seite}", f"versand:{seite}", (zustellung.nachricht_id,))


def _ziel(name: str, adresse: str, werte: tuple[Any, ...]) -> Ziel:
    *davor, letztes = werte
    niemandes: Any = uuid.UUID(int=0) if isinstance(letztes, uuid.UUID) else NIEMANDES
    return Ziel(name, reverse(adresse, args=werte), reverse(adresse, args=(*davor, niemandes)))
