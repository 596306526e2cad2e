"""Invited sessions for tests, with members and deputies who can answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from lenkung.domain.persoenliche_links import antwortlinks, vorzimmerlinks
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.models import Besetzung, Gremium, Sendung, Sitz, Sitzung, Teilnahme, Vorzimmer
from tests.fabriken import PersonFactory
from tests.lenkung.fabriken import SitzFactory, besetzung_werte
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import sitzung

TAG = date(2026, 6, 16)


def sitz(
    gremium: Gremium, *, mitglied: bool = True, stellvertretung: bool = True, stimmrecht: bool = True
) -> Sitz:
    satz = SitzFactory(gremium=gremium, stimmrecht=stimmrecht)
    for art, besetzt in (("mitglied", mitglied), ("stellvertretung", stellvertretung)):
        if besetzt:
            person = PersonFactory(kreis=gremium.kreis)
            Besetzung.objects.create(**{**besetzung_werte(satz, person=person), "art": art})
    return satz


def eingeladen(gremium: Gremium, tag: date = TAG, **felder: Any) -> Sitzung:
    """As after dispatch: everybody of the day has an invitation."""
    satz = sitzung(gremium, tag, "eingeladen", **{"ort": "Kreishaus", **felder})
    teilnahmen_anlegen(satz)
    Sendung.objects.create(
        sitzung=satz,
        art="einladung",
        stand="versandt",
        versandt_am=timezone.now(),
        versandt_von_name="Geschäftsstelle",
    )
    return satz


def teilnahme(satz: Sitzung, platz: Sitz, rolle: str = "mitglied") -> Teilnahme:
    return Teilnahme.objects.get(sitzung=satz, sitz=platz, rolle=rolle)


def token(wer: Teilnahme) -> str:
    """The secret of the link that the mail of this person holds."""
    return antwortlinks([wer], akteur=akteur(wer.sitzung.gremium))[wer.pk].rstrip("/").rsplit("/", 1)[-1]


def vorzimmer(wer: Teilnahme, **felder: Any) -> Vorzimmer:
    return Vorzimmer.objects.create(
        gremium=wer.sitzung.gremium,
        person=wer.person,
        **{"name": "Vorzimmer Nord", "email": "vorzimmer@kreis.example", **felder},
    )


def vorzimmertoken(wer: Teilnahme, satz: Vorzimmer) -> str:
    adressen = vorzimmerlinks([wer], akteur=akteur(wer.sitzung.gremium))
    return adressen[wer.pk, satz.pk].rstrip("/").rsplit("/", 1)[-1]
