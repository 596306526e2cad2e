"""Links in E-Mails: ausstellen, finden, einlösen. Gespeichert wird nur der Fingerabdruck."""

from __future__ import annotations

import secrets

from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.konten.models import Konto, Kontolink
from kim.konten.regeln.links import GUELTIGKEIT, MINDESTABSTAND, Linkzustand, Linkzweck, fingerabdruck


def link_ausstellen(*, konto: Konto, zweck: Linkzweck, akteur: Akteur) -> tuple[str, Kontolink]:
    """Der neue Link macht einen offenen alten ungültig."""
    links_schliessen(konto_id=konto.pk, zweck=zweck)
    token = secrets.token_urlsafe(32)
    jetzt = timezone.now()
    link = Kontolink.objects.create(
        konto=konto,
        zweck=zweck.value,
        token_hash=fingerabdruck(token),
        ausgestellt_am=jetzt,
        ausgestellt_von_name=akteur.akteur_name,
        gueltig_bis=jetzt + GUELTIGKEIT[zweck],
    )
    return token, link


def link_finden(*, token: str, zweck: Linkzweck, gesperrt: bool = False) -> Kontolink | None:
    auswahl = Kontolink.objects.select_for_update() if gesperrt else Kontolink.objects.select_related("konto")
    return auswahl.filter(token_hash=fingerabdruck(token), zweck=zweck.value).first()


def link_offen(link: Kontolink) -> bool:
    return link.zustand_am(timezone.now()) is Linkzustand.OFFEN


def link_einloesen(link: Kontolink) -> None:
    link.eingeloest_am = timezone.now()
    link.save(update_fields=["eingeloest_am"])


def links_schliessen(*, konto_id: int, zweck: Linkzweck | None = None) -> None:
    offene = Kontolink.objects.filter(
        konto_id=konto_id, eingeloest_am__isnull=True, widerrufen_am__isnull=True
    )
    if zweck is not None:
        offene = offene.filter(zweck=zweck.value)
    offene.update(widerrufen_am=timezone.now())


def zu_frueh(*, konto_id: int, zweck: Linkzweck) -> bool:
    """Kam der letzte Link eben erst? Dann geht kein weiterer hinaus."""
    letzter = Kontolink.objects.filter(konto_id=konto_id, zweck=zweck.value).first()
    return letzter is not None and timezone.now() - letzter.ausgestellt_am < MINDESTABSTAND[zweck]
