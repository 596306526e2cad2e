"""E-Mails des Hauses an eine Person zu ihrem Konto, mit dem Wortlaut, den der Kreis gewählt hat."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from kim.basis.akteur import Akteur
from kim.basis.anzeige import zeitpunkt
from kim.konten.models import Konto
from kim.konten.regeln.texte import TEXTE, Anlass
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger


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
    text = TEXTE[anlass]
    vorrat = {
        "name": konto.name,
        "kreis": konto.kreis.name if konto.kreis else "KIM",
        "link": settings.KIM_BASIS_URL + reverse(ziel[0], args=ziel[1:]) if ziel else link,
        "gueltig_bis": zeitpunkt(gueltig_bis) if gueltig_bis else "",
        "rolle": rolle,
    }
    werte = {name: vorrat[name] for name in text.platzhalter}
    # A link that opens an account is nobody's business but the person's: it stands in no view of the outbox.
    geheim = {"link": werte.pop("link")} if text.link_geheim else {}
    nachricht_aus_mailtext(
        kreis_id=konto.kreis_id,
        akteur=akteur,
        mailtext=text.mailtext,
        werte=werte,
        empfaenger=[Empfaenger(name=konto.name, adresse=konto.email, konto_id=konto.pk, geheim=geheim)],
        schluessel=f"{text.mailtext}:{konto.pk}:{secrets.token_hex(8)}",
        vertraulich=True,
    )
