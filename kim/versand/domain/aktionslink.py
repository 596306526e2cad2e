"""Links in E-Mails, die erst nach einem Knopfdruck wirken. Gespeichert wird nur der Fingerabdruck."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.basis.linkzweck import LINKZWECKE, Linkergebnis
from kim.versand.models import Aktionslink
from kim.versand.regeln.aktionslink import Linkstand, fingerabdruck

ALLGEMEINE_SEITE = "versand:aktionslink"


class LinkUngueltig(Fachfehler):
    """`code` ist der Stand des Links, oder "unbekannt"."""


def aktionslink_ausstellen(*, zweck: str, ziel_id: int, gueltig_bis: datetime, akteur: Akteur) -> str:
    """Gibt die vollständige Adresse zurück: das einzige Mal, dass sie jemand kennt."""
    return aktionslinks_ausstellen(zweck=zweck, ziel_ids=[ziel_id], gueltig_bis=gueltig_bis, akteur=akteur)[
        ziel_id
    ]


@transaction.atomic
def aktionslinks_ausstellen(
    *, zweck: str, ziel_ids: Iterable[int], gueltig_bis: datetime, akteur: Akteur
) -> dict[int, str]:
    """Ein Link je Satz, alle in einem Zug: die Adressen je Nummer."""
    eintrag = LINKZWECKE[zweck]
    jetzt = timezone.now()
    token = {ziel_id: secrets.token_urlsafe(32) for ziel_id in ziel_ids}
    Aktionslink.objects.bulk_create(
        Aktionslink(
            zweck=zweck,
            ziel_id=ziel_id,
            token_hash=fingerabdruck(geheim),
            ausgestellt_am=jetzt,
            ausgestellt_von_name=akteur.akteur_name,
            gueltig_bis=gueltig_bis,
        )
        for ziel_id, geheim in token.items()
    )
    return {
        ziel_id: str(settings.KIM_BASIS_URL) + reverse(eintrag.seite, args=[geheim])
        for ziel_id, geheim in token.items()
    }


def aktionslink_finden(*, token: str, zweck: str = "") -> Aktionslink:
    """Für die Seite mit dem Knopf: liest nur. Gilt der Link nicht, sagt der Fehler, was zu tun ist."""
    link = _gueltig(Aktionslink.objects.filter(token_hash=fingerabdruck(token)).first())
    # A token opens the page that it was made for, and no other.
    if LINKZWECKE[link.zweck].seite != (LINKZWECKE[zweck].seite if zweck else ALLGEMEINE_SEITE):
        raise _unbekannt()
    if zweck and link.zweck != zweck:
        raise _unbekannt()
    return link


def abgelaufenes_ziel(*, token: str, zweck: str) -> int | None:
    """Wozu ein Link gehörte, der nur abgelaufen ist: wer ihn hat, darf um einen neuen bitten."""
    link = Aktionslink.objects.filter(token_hash=fingerabdruck(token), zweck=zweck).first()
    abgelaufen = link is not None and link.stand_am(timezone.now()) is Linkstand.ABGELAUFEN
    return link.ziel_id if link is not None and abgelaufen else None


@transaction.atomic
def aktionslink_einloesen(*, token: str, zweck: str) -> Linkergebnis:
    """Handelt und verbraucht den Link in einer Transaktion; lehnt die Handlung ab, bleibt der Link, wie er
    war."""
    link = _gueltig(
        Aktionslink.objects.select_for_update().filter(token_hash=fingerabdruck(token), zweck=zweck).first()
    )
    eintrag = LINKZWECKE[link.zweck]
    if eintrag.handeln is None:
        raise _unbekannt()
    ergebnis = eintrag.handeln(link.ziel_id)
    if eintrag.einmalig:
        link.eingeloest_am = timezone.now()
        link.save(update_fields=["eingeloest_am"])
    return ergebnis


@transaction.atomic
def aktionslinks_widerrufen(*, zweck: str, ziel_id: int) -> int:
    """Schließt alle offenen Links auf einen Satz, zum Beispiel wenn sich die Sache erledigt hat."""
    return Aktionslink.objects.filter(
        zweck=zweck, ziel_id=ziel_id, eingeloest_am__isnull=True, widerrufen_am__isnull=True
    ).update(widerrufen_am=timezone.now())


@transaction.atomic
def aktionslinks_verlegen(
    *, zweck: str, ziel_ids: Iterable[int], gueltig_bis: datetime, nur_laenger: bool = False
) -> int:
    """Ein Termin hat sich verschoben: offene Links, die mit ihm zu tun haben, gelten nun bis zu diesem Tag.

    `nur_laenger`: was schon länger gilt, bleibt.
    """
    offene = Aktionslink.objects.filter(
        zweck=zweck, ziel_id__in=list(ziel_ids), eingeloest_am__isnull=True, widerrufen_am__isnull=True
    )
    if nur_laenger:
        offene = offene.filter(gueltig_bis__lt=gueltig_bis)
    return offene.update(gueltig_bis=gueltig_bis)


def _gueltig(link: Aktionslink | None) -> Aktionslink:
    if link is None or link.zweck not in LINKZWECKE:
        raise _unbekannt()
    stand = link.stand_am(timezone.now())
    if stand is not Linkstand.OFFEN:
        raise LinkUngueltig(_MELDUNGEN[stand](), code=stand.value)
    return link


def _unbekannt() -> LinkUngueltig:
    return LinkUngueltig(
        _(
            "Diesen Link gibt es nicht. Vielleicht fehlt ein Stück: Bitte öffnen Sie ihn noch einmal aus der "
            "E-Mail oder kopieren Sie die ganze Zeile in den Browser."
        ),
        code="unbekannt",
    )


_MELDUNGEN = {
    Linkstand.EINGELOEST: lambda: _(
        "Dieser Link wurde schon benutzt und wirkt nur einmal. Waren Sie das nicht oder soll sich etwas "
        "ändern, "
        "wenden Sie sich bitte an die Stelle, von der die E-Mail kam."
    ),
    Linkstand.WIDERRUFEN: lambda: _(
        "Dieser Link gilt nicht mehr, weil sich die Sache inzwischen erledigt oder geändert hat. Bitte "
        "sehen Sie in "
        "Ihre neueste E-Mail oder wenden Sie sich an die Stelle, von der sie kam."
    ),
    Linkstand.ABGELAUFEN: lambda: _(
        "Dieser Link ist abgelaufen. Bitte wenden Sie sich an die Stelle, von der die E-Mail kam, und "
        "bitten Sie "
        "um einen neuen."
    ),
}
