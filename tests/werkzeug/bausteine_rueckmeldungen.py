"""What a world needs around answers: an invited session, its links, a Vorzimmer, a poll."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from kim.versand.models import Zustellung
from lenkung.domain.abfrage import Moeglichkeit, abfrage_stellen
from lenkung.domain.antwort import antwort_eintragen
from lenkung.domain.persoenliche_links import antwortlinks
from lenkung.domain.sitzung import sitzung_planen
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.domain.vorzimmer import vorzimmer_eintragen
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.teilnahme import Zusage

Welt = Any


def _eingeladene_sitzung(welt: Welt) -> Any:
    """As after dispatch; one of the others has already declined."""
    assert welt["besetzung"]
    beginn = timezone.localtime() + timedelta(days=12)
    satz: Any = sitzung_planen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        beginn=beginn.replace(hour=14, minute=0, second=0, microsecond=0),
        angaben={"art": "hybrid", "ort": "Kreishaus", "link": "https://konferenz.example/lenkungsgruppe"},
    )
    satz.stand = "eingeladen"
    satz.save()
    satz = Sitzung.objects.select_related("gremium").get(pk=satz.pk)
    teilnahmen_anlegen(satz)
    andere = Teilnahme.objects.get(sitzung=satz, person=welt["besetzung"].person)
    antwort_eintragen(
        teilnahme_id=andere.pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE], zusage=Zusage.VERHINDERT
    )
    return satz


def _teilnahme(welt: Welt) -> Teilnahme:
    """That of the member who has an account."""
    return Teilnahme.objects.get(
        sitzung=welt["sitzung_eingeladen"], person=welt.konten[Rolle.MITGLIED].person
    )


def _antwortlink(welt: Welt) -> str:
    """The secret of the address; only its fingerprint is stored."""
    wer = welt["teilnahme"]
    adresse = antwortlinks([wer], akteur=welt.konten[Rolle.GESCHAEFTSSTELLE])[wer.pk]
    return adresse.rstrip("/").rsplit("/", 1)[-1]


def _vorzimmer(welt: Welt) -> Any:
    return vorzimmer_eintragen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "person_id": welt["teilnahme"].person_id,
            "name": "Vorzimmer Nord",
            "email": "vorzimmer.nord@kreis.example",
            "darf_antworten": True,
        },
    )


def _abfrage(welt: Welt) -> Any:
    morgen = timezone.now() + timedelta(days=10)
    return abfrage_stellen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "art": "termin",
            "frage": "Welcher Termin passt Ihnen?",
            "erlaeuterung": "Der bisherige Tag geht im Kreishaus nicht.",
            "laeuft_bis": timezone.now() + timedelta(days=5),
        },
        moeglichkeiten=[
            Moeglichkeit(f"{nummer}. Vorschlag", morgen + timedelta(days=nummer)) for nummer in (1, 2)
        ],
    ).abfrage


def _abfrageteilnahme(welt: Welt) -> Any:
    return welt["abfrage"].teilnahmen.get(person=welt.konten[Rolle.MITGLIED].person)


def _abfragelink(welt: Welt) -> str:
    zustellung = Zustellung.objects.get(bezug=f"abfrage:{welt['abfrageteilnahme'].pk}")
    treffer = re.search(r"/abfrage/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


RUECKMELDUNGEN: dict[str, Callable[[Welt], Any]] = {
    "sitzung_eingeladen": _eingeladene_sitzung,
    "teilnahme": _teilnahme,
    "antwortlink": _antwortlink,
    "vorzimmer": _vorzimmer,
    "abfrage": _abfrage,
    "abfrageteilnahme": _abfrageteilnahme,
    "abfragelink": _abfragelink,
}
