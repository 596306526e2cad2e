"""Zwei Sätze, ein Mensch: zusammenführen mit einer Spur, an der es sich zurücknehmen lässt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.befangenheit import sperren
from casemgmt.domain.doppelt import hinweis_entscheiden, hinweis_sperren
from casemgmt.domain.nachfolge import verantwortung_abgeben
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.domain.suche import suchschluessel_setzen
from casemgmt.models import (
    Aktensperre,
    Einwilligung,
    Einwilligungsentwurf,
    Fallperson,
    Haushaltszugehoerigkeit,
    Klient,
    Terminperson,
    Verweis,
    Weitergabe,
    WeitergabeOhneEinwilligung,
    Zusammenfuehrung,
)
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere

UMGEHAENGT: dict[type[models.Model], str] = {
    Fallperson: "fall",
    Haushaltszugehoerigkeit: "haushalt",
    Terminperson: "termin",
    Einwilligung: "",
    Einwilligungsentwurf: "",
    WeitergabeOhneEinwilligung: "",
    Weitergabe: "",
    Verweis: "",
}
"""Was auf den Menschen zeigt und mitgeht, und woran ein Satz nur einmal hängt: gehören schon beide dazu,
bleibt der Satz, wo er ist. Leer: davon kann ein Mensch beliebig viele haben."""

BLEIBT = {
    "Aktensperre": "gilt für beide, siehe unten",
    "Befangenheitshinweis": "wurde über diesen Satz entschieden",
    "Doppelhinweis": "sagt, welche zwei Sätze es waren",
    "Klient": "aufgegangen_in ist die Zusammenführung selbst",
    "Suchschluessel": "wird neu gebildet",
    "Zusammenfuehrung": "ist die Spur",
}
"""Was auf den Menschen zeigt und beim alten Satz bleibt. Was hier und oben fehlt, findet eine Prüfung."""


@transaction.atomic
def klienten_zusammenfuehren(
    *, hinweis_id: int, bleibt_id: int, grund: str, akteur: Akteur
) -> Zusammenfuehrung:
    """Der eine Satz bleibt, der andere geht in ihm auf und wird mit seinem Verlauf aufgehoben."""
    hinweis = hinweis_sperren(hinweis_id, akteur)
    paar = (hinweis.eine_id, hinweis.andere_id)
    if bleibt_id not in paar:
        raise Fachfehler(_("Bitte wählen, welcher Eintrag bleibt."), code="bleibt", feld="bleibt")
    # Both in the order of their ids, so that two acts never wait for each other.
    personen = {pk: klient_sperren(pk) for pk in paar}
    if any(person.aufgegangen_in_id is not None for person in personen.values()):
        raise Fachfehler(_("Einer der beiden ist schon in einem anderen aufgegangen."), code="aufgegangen")
    bleibt = personen.pop(bleibt_id)
    (aufgegangen,) = personen.values()
    spur = {
        modell.__name__.lower(): _umhaengen(modell, partner, aufgegangen, bleibt, akteur)
        for modell, partner in UMGEHAENGT.items()
    }
    aufgegangen.aufgegangen_in = bleibt
    speichere(aufgegangen, akteur=akteur, grund=_("zusammengeführt"))
    if aufgegangen.schutzadresse and not bleibt.schutzadresse:
        bleibt.schutzadresse = True
        speichere(bleibt, akteur=akteur, grund=_("Schutzadresse übernommen"))
    spur["aktensperre"] = _sperren_uebernehmen(aufgegangen, bleibt, akteur)
    suchschluessel_setzen(bleibt)
    hinweis_entscheiden(hinweis, Hinweisstand.ZUSAMMENGEFUEHRT, akteur)
    return speichere(
        Zusammenfuehrung(
            kreis_id=bleibt.kreis_id,
            bleibt=bleibt,
            aufgegangen=aufgegangen,
            grund=grund,
            von_id=konto_von(akteur),
            umgehaengt=spur,
        ),
        akteur=akteur,
    )


def _umhaengen(
    modell: type[models.Model], partner: str, von: Klient, nach: Klient, akteur: Akteur
) -> list[int]:
    tabelle: Any = modell._default_manager
    saetze = tabelle.filter(klient=von).order_by("pk")
    if partner:
        schon = list(tabelle.filter(klient=nach).values_list(f"{partner}_id", flat=True))
        saetze = saetze.exclude(**{f"{partner}_id__in": schon})
    return _zeigen_auf(list(saetze), nach, akteur)


def _zeigen_auf(saetze: Iterable[Any], klient: Klient, akteur: Akteur) -> list[int]:
    kennungen = []
    for satz in saetze:
        satz.klient = klient
        # Nothing else: what was signed or passed on stays as it was.
        speichere(satz, akteur=akteur, grund=_("Zusammenführung"), nur=("klient",))
        kennungen.append(satz.pk)
    return kennungen


def _sperren_uebernehmen(aufgegangen: Klient, bleibt: Klient, akteur: Akteur) -> list[int]:
    """Wer von dem einen ausgeschlossen ist, ist es von beiden; jeder Fall behält jemanden."""
    schon = set(_gesperrte(bleibt))
    neue = [
        sperren(konto_id=konto_id, klient_id=bleibt.pk, akteur=akteur).pk
        for konto_id in _gesperrte(aufgegangen)
        if konto_id not in schon
    ]
    for konto_id in schon:
        verantwortung_abgeben(konto_id, bleibt, akteur)
    return neue


def _gesperrte(klient: Klient) -> list[int]:
    offene = Aktensperre.objects.filter(klient=klient, aufgehoben_am__isnull=True)
    return list(offene.order_by("konto_id").values_list("konto_id", flat=True))


@transaction.atomic
def zusammenfuehrung_zuruecknehmen(
    *, zusammenfuehrung_id: int, grund: str, akteur: Akteur
) -> Zusammenfuehrung:
    """Was umgehängt wurde und noch dort hängt, kommt zurück; was seither dazukam, bleibt, wo es entstand."""
    spur = Zusammenfuehrung.objects.select_for_update(no_key=True, of=("self",)).get(pk=zusammenfuehrung_id)
    verlange(permissions.darf_beaufsichtigen(akteur, spur.kreis_id))
    if spur.zurueckgenommen_am is not None:
        raise Fachfehler(_("Diese Zusammenführung ist schon zurückgenommen."), code="zurueckgenommen")
    personen = {pk: klient_sperren(pk) for pk in sorted((spur.bleibt_id, spur.aufgegangen_id))}
    bleibt, aufgegangen = personen[spur.bleibt_id], personen[spur.aufgegangen_id]
    if bleibt.aufgegangen_in_id is not None:
        raise Fachfehler(
            _(
                "Der bleibende Eintrag ist seither selbst aufgegangen. "
                "Bitte zuerst diese Zusammenführung zurücknehmen."
            ),
            code="weitergefuehrt",
        )
    aufgegangen.aufgegangen_in = None
    speichere(aufgegangen, akteur=akteur, grund=_("Zusammenführung zurückgenommen"))
    for modell in UMGEHAENGT:
        tabelle: Any = modell._default_manager
        kennungen = spur.umgehaengt.get(modell.__name__.lower(), [])
        _zeigen_auf(tabelle.filter(pk__in=kennungen, klient=bleibt).order_by("pk"), aufgegangen, akteur)
    _sperren_zuruecknehmen(spur, aufgegangen, akteur)
    suchschluessel_setzen(bleibt)
    suchschluessel_setzen(aufgegangen)
    spur.zurueckgenommen_am, spur.zurueckgenommen_von_id = timezone.now(), konto_von(akteur)
    spur.ruecknahmegrund = grund
    return speichere(spur, akteur=akteur)


def _sperren_zuruecknehmen(spur: Zusammenfuehrung, aufgegangen: Klient, akteur: Akteur) -> None:
    kennungen = spur.umgehaengt.get("aktensperre", [])
    for sperre in Aktensperre.objects.filter(pk__in=kennungen, aufgehoben_am__isnull=True).order_by("pk"):
        sperre.aufgehoben_am = timezone.now()
        speichere(sperre, akteur=akteur, grund=_("Zusammenführung zurückgenommen"))
    for konto_id in _gesperrte(aufgegangen):
        verantwortung_abgeben(konto_id, aufgegangen, akteur)
