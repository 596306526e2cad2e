"""E-Mails des Hauses an eine Person zu ihrem Konto."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt
from kim.konten.models import Konto
from kim.konten.regeln.texte import TEXTE, Anlass


def konto_benachrichtigen(
    *,
    konto: Konto,
    anlass: Anlass,
    akteur: Akteur,
    ziel: tuple[str, ...] = (),
    gueltig_bis: datetime | None = None,
    rolle: str = "",
    link: str = "",
) -> None:
    """`ziel`: Name der Seite und ihre Bestandteile; der Link beginnt immer mit der eingestellten Adresse."""
    angaben = {
        "name": konto.name,
        "kreis": konto.kreis.name if konto.kreis else "",
        "link": settings.KIM_BASIS_URL + reverse(ziel[0], args=ziel[1:]) if ziel else link,
        "gueltig_bis": zeitpunkt(gueltig_bis) if gueltig_bis else "",
        "rolle": rolle,
    }
    text = TEXTE[anlass]
    betreff, inhalt = text.betreff.format(**angaben), text.text.format(**angaben)
    transaction.on_commit(lambda: send_mail(betreff, inhalt, settings.KIM_VERSAND_ABSENDER, [konto.email]))
