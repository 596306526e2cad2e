"""Befangenheit: wer einem Menschen nahesteht, sieht seine Akte nie. Angegeben wird sie vorher."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.nachfolge import NiemandUebrig, verantwortung_abgeben
from casemgmt.domain.queries.suche import aehnliche_im_kreis
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.domain.suche import mensch
from casemgmt.models import (
    Aktensperre,
    Anfrage,
    Anfragesperre,
    Befangenheit,
    Befangenheitshinweis,
    Klient,
)
from casemgmt.regeln.aehnlichkeit import Mensch, Staerke, nennt, vergleich
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.protokoll.domain.speichern import speichere


def _mensch(befangenheit: Any) -> Mensch:
    return Mensch(befangenheit.vorname, befangenheit.nachname, geburtsjahr=befangenheit.geburtsjahr)


def _abgleich(kreis_id: int) -> SystemAkteur:
    return SystemAkteur("Abgleich der Befangenheit", kreis_id)


@transaction.atomic
def befangenheit_zurueckziehen(*, befangenheit_id: int, akteur: Akteur) -> Befangenheit:
    """Neue Sperren entstehen daraus nicht mehr; eine bestehende hebt nur die Koordination auf."""
    befangenheit = Befangenheit.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=befangenheit_id, konto_id=konto_von(akteur), zurueckgezogen_am__isnull=True
    )
    befangenheit.zurueckgezogen_am = timezone.now()
    return speichere(befangenheit, akteur=akteur)


def befangenheit_abgleichen(befangenheit_id: int) -> None:
    """Eine neue Angabe gegen alle, die im Kreis bekannt sind, und gegen die Namen auf Anfragen."""
    befangenheit = Befangenheit.objects.filter(pk=befangenheit_id, zurueckgezogen_am__isnull=True).first()
    if befangenheit is None:
        return
    for klient in aehnliche_im_kreis(befangenheit.kreis_id, _mensch(befangenheit).name):
        _vergleichen(befangenheit, klient)
    for anfrage in Anfrage.objects.filter(kreis_id=befangenheit.kreis_id).only("kreis", "name").iterator():
        _anfrage_vergleichen(befangenheit, anfrage)


def befangenheit_pruefen(klient: Klient) -> None:
    """Ein neuer oder geänderter Name gegen alle Angaben des Kreises, die noch gelten."""
    for befangenheit in _geltende(klient.kreis_id):
        _vergleichen(befangenheit, klient)


def anfrage_pruefen(anfrage: Anfrage) -> None:
    """Auf einer Anfrage steht ein Name, noch bevor es die Person hier gibt."""
    for befangenheit in _geltende(anfrage.kreis_id):
        _anfrage_vergleichen(befangenheit, anfrage)


def _geltende(kreis_id: int) -> QuerySet[Befangenheit]:
    return Befangenheit.objects.filter(kreis_id=kreis_id, zurueckgezogen_am__isnull=True).order_by("pk")


def _anfrage_vergleichen(befangenheit: Befangenheit, anfrage: Anfrage) -> None:
    """Auf Anfragen fehlt das Geburtsjahr und oft der Vorname: Hier genügt, dass der Name passt."""
    if nennt(anfrage.name, _mensch(befangenheit)):
        Anfragesperre.objects.get_or_create(
            kreis_id=anfrage.kreis_id, konto_id=befangenheit.konto_id, anfrage=anfrage
        )


@transaction.atomic
def _vergleichen(befangenheit: Befangenheit, klient: Klient) -> None:
    staerke = vergleich(_mensch(befangenheit), mensch(klient))
    if staerke is None:
        return
    klient_sperren(klient.pk)
    if _schon_entschieden(befangenheit, klient):
        return
    akteur = _abgleich(klient.kreis_id)
    if staerke == Staerke.STARK:
        try:
            sperren(konto_id=befangenheit.konto_id, klient_id=klient.pk, akteur=akteur)
        except NiemandUebrig:
            _hinweisen(befangenheit, klient, akteur, ohne_nachfolge=True)
    else:
        _hinweisen(befangenheit, klient, akteur)


def _schon_entschieden(befangenheit: Befangenheit, klient: Klient) -> bool:
    """Was die Koordination verworfen oder aufgehoben hat, kommt von selbst nicht wieder."""
    return (
        Befangenheitshinweis.objects.filter(befangenheit=befangenheit, klient=klient).exists()
        or Aktensperre.objects.filter(konto_id=befangenheit.konto_id, klient=klient).exists()
    )


def _hinweisen(
    befangenheit: Befangenheit, klient: Klient, akteur: Akteur, *, ohne_nachfolge: bool = False
) -> None:
    speichere(
        Befangenheitshinweis(
            kreis_id=klient.kreis_id, befangenheit=befangenheit, klient=klient, ohne_nachfolge=ohne_nachfolge
        ),
        akteur=akteur,
    )


@transaction.atomic
def sperren(*, konto_id: int, klient_id: int, akteur: Akteur) -> Aktensperre:
    """Mit der Sperre gehen alle Fälle über, die diese Person verantwortet; bliebe einer ohne, gilt nichts."""
    klient = klient_sperren(klient_id)
    sperre = Aktensperre.objects.filter(konto_id=konto_id, klient=klient, aufgehoben_am__isnull=True).first()
    if sperre is None:
        sperre = speichere(
            Aktensperre(kreis_id=klient.kreis_id, konto_id=konto_id, klient=klient), akteur=akteur
        )
    verantwortung_abgeben(konto_id, klient, akteur)
    return sperre


def _offener_hinweis(hinweis_id: int, akteur: Akteur) -> Befangenheitshinweis:
    hinweis = (
        Befangenheitshinweis.objects.select_for_update(no_key=True, of=("self",))
        .select_related("befangenheit")
        .get(pk=hinweis_id)
    )
    verlange(permissions.darf_beaufsichtigen(akteur, hinweis.kreis_id))
    if not permissions.sichtbare_befangenheitshinweise(akteur).filter(pk=hinweis.pk).exists():
        raise NichtErlaubt(_("Diesen Hinweis gibt es nicht."))
    if hinweis.stand != Hinweisstand.OFFEN:
        raise Fachfehler(_("Über diesen Hinweis ist schon entschieden."), code="entschieden")
    return hinweis


def _entscheiden(hinweis: Befangenheitshinweis, stand: Hinweisstand, akteur: Akteur) -> Befangenheitshinweis:
    hinweis.stand, hinweis.entschieden_am = stand, timezone.now()
    hinweis.entschieden_von_id = konto_von(akteur)
    return speichere(hinweis, akteur=akteur)


@transaction.atomic
def befangenheitshinweis_sperren(*, hinweis_id: int, akteur: Akteur) -> Befangenheitshinweis:
    """Bliebe ein Fall ohne Verantwortliche, wird abgelehnt, mit dem Weg, der dann weiterführt."""
    hinweis = _offener_hinweis(hinweis_id, akteur)
    sperren(konto_id=hinweis.befangenheit.konto_id, klient_id=hinweis.klient_id, akteur=akteur)
    return _entscheiden(hinweis, Hinweisstand.GESPERRT, akteur)


@transaction.atomic
def befangenheitshinweis_verwerfen(*, hinweis_id: int, akteur: Akteur) -> Befangenheitshinweis:
    return _entscheiden(_offener_hinweis(hinweis_id, akteur), Hinweisstand.VERWORFEN, akteur)


@transaction.atomic
def sperre_aufheben(*, sperre_id: int, grund: str, akteur: Akteur) -> Aktensperre:
    """Etwa nach einer Verwechslung. Die Sperre bleibt als Satz erhalten."""
    sperre = Aktensperre.objects.select_for_update(no_key=True, of=("self",)).get(pk=sperre_id)
    verlange(permissions.darf_beaufsichtigen(akteur, sperre.kreis_id))
    if not permissions.sichtbare_aktensperren(akteur).filter(pk=sperre.pk).exists():
        raise Fachfehler(_("Die eigene Sperre hebt eine andere Person auf."), code="eigene")
    if sperre.aufgehoben_am is not None:
        raise Fachfehler(_("Diese Sperre ist schon aufgehoben."), code="aufgehoben")
    sperre.aufgehoben_am = timezone.now()
    return speichere(sperre, akteur=akteur, grund=grund)
