"""Aus einer Sendung werden E-Mails: wer welche bekommt, mit welchen Anhängen und persönlichen Links.

Alles entsteht in der Transaktion des Vorgangs, der ruft; gesendet wird danach. Jede E-Mail geht an eine
Person, und ihr Nachweis steht an ihrer Zustellung.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.basis.mailtext import Mailtextart
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from kim.versand.regeln.kalender import Kalenderangabe
from lenkung.domain.persoenliche_links import antwortlinks, unterlagenlinks, vorzimmerlinks
from lenkung.models import Sendung, Sendungsnachricht, Teilnahme, Unterlagenzugang, Vorzimmer


@dataclass(frozen=True, slots=True)
class Adressat:
    """Eine Person, für welche Teilnahme sie schreibt oder liest, und ob sie antworten kann."""

    name: str
    email: str
    teilnahme: Teilnahme
    bezug: str
    gefragt: bool = False
    """Ob die E-Mail einen Link zur Antwort trägt."""
    vorzimmer_id: int | None = None
    werte: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rundschreiben:
    """Ein Text an einen Kreis von Personen."""

    an: str
    text: Mailtextart
    adressaten: Sequence[Adressat]
    werte: Mapping[str, str]
    anhaenge: Sequence[int] = ()
    mit_link: bool = False
    """Ob es Unterlagen gibt, die nur als Link hinausgehen."""
    kalender: Kalenderangabe | None = None
    bisher: bool = False
    """Ob der Link alles öffnet, was bis jetzt versandt ist, nicht nur diese Sendung."""
    punkte: Sequence[int] | None = None
    """Für Gäste: zu welchen Punkten der Link Unterlagen öffnet."""


def adressat(teilnahme: Teilnahme, *, gefragt: bool = False, **werte: str) -> Adressat:
    """Die Adresse von heute; die der Einladung, wenn es die Person nicht mehr gibt."""
    email = teilnahme.person.email if teilnahme.person else teilnahme.email
    return Adressat(teilnahme.name, email, teilnahme, f"teilnahme:{teilnahme.pk}", gefragt, None, werte)


def vorzimmer_von(teilnahmen: Iterable[Teilnahme], gremium_id: int) -> list[tuple[Vorzimmer, Teilnahme]]:
    je_person = {teilnahme.person_id: teilnahme for teilnahme in teilnahmen if teilnahme.person_id}
    saetze = Vorzimmer.objects.filter(gremium_id=gremium_id, person_id__in=list(je_person))
    return [(satz, je_person[satz.person_id]) for satz in saetze.order_by("pk")]


def vorzimmer_adressat(satz: Vorzimmer, teilnahme: Teilnahme) -> Adressat:
    """Antworten darf es nur für jemanden, der gefragt ist (GO RSK § 4 Abs. 6)."""
    gefragt = satz.darf_antworten and teilnahme.gefragt_am is not None
    return Adressat(
        satz.name,
        satz.email,
        teilnahme,
        f"vorzimmer:{satz.pk}",
        gefragt,
        satz.pk,
        {"mitglied": teilnahme.name},
    )


def verschicken(
    sendung: Sendung, schreiben: Iterable[Rundschreiben], *, akteur: Akteur, schluessel: str = ""
) -> int:
    """Gibt an, wie viele Personen eine E-Mail bekommen; wer keine gültige Adresse hat, fehlt darin.

    Derselbe Schlüssel ergibt dieselben Nachrichten, auch beim zweiten Mal.
    """
    alle = [teil for brief in schreiben for teil in _je_adresse_einmal(brief)]
    antworten = _antwortlinks(alle, akteur)
    zugaenge = _unterlagenlinks(sendung, alle, akteur)
    saetze = []
    for brief in alle:
        nachricht = nachricht_aus_mailtext(
            kreis_id=sendung.kreis_id,
            akteur=akteur,
            mailtext=brief.text.schluessel,
            werte=_werte(brief),
            empfaenger=[
                Empfaenger(
                    person.name,
                    person.email,
                    bezug=person.bezug,
                    werte={"name": person.name, **person.werte},
                    geheim={
                        **({"antwortlink": antworten[_kennung(brief, person)]} if person.gefragt else {}),
                        **({"unterlagenlink": zugaenge[_kennung(brief, person)]} if brief.mit_link else {}),
                    },
                )
                for person in brief.adressaten
            ],
            schluessel=f"lenkung.sendung:{sendung.pk}:{schluessel or brief.an}:{brief.an}",
            anhaenge=brief.anhaenge,
            kalender=brief.kalender,
        )
        saetze.append(Sendungsnachricht(sendung=sendung, nachricht=nachricht, an=brief.an))
    Sendungsnachricht.objects.bulk_create(saetze)
    return sum(len(brief.adressaten) for brief in alle)


def _werte(brief: Rundschreiben) -> dict[str, str]:
    """Was der Text nennt; ein Link, den hier niemand bekommt, fällt ganz weg."""
    werte = {name: wert for name, wert in brief.werte.items() if name in brief.text.namen}
    if not brief.mit_link:
        werte["unterlagenlink"] = ""
    if not any(person.gefragt for person in brief.adressaten):
        werte["antwortlink"] = ""
    return {name: wert for name, wert in werte.items() if name in brief.text.namen}


def _je_adresse_einmal(brief: Rundschreiben) -> list[Rundschreiben]:
    """Teilen sich zwei Personen ein Postfach, bekommt jede ihre eigene E-Mail; ohne Adresse keine."""
    runden: list[list[Adressat]] = []
    gezaehlt: dict[str, int] = {}
    for person in brief.adressaten:
        adresse = adresse_normal(person.email)
        if adresse is None:
            continue
        runde = gezaehlt.get(adresse.lower(), 0)
        gezaehlt[adresse.lower()] = runde + 1
        if runde == len(runden):
            runden.append([])
        runden[runde].append(person)
    return [
        replace(brief, an=brief.an if nummer == 0 else f"{brief.an}:{nummer + 1}", adressaten=personen)
        for nummer, personen in enumerate(runden)
    ]


def _kennung(brief: Rundschreiben, person: Adressat) -> tuple[str, str]:
    return brief.an, person.bezug


def _antwortlinks(alle: Sequence[Rundschreiben], akteur: Akteur) -> dict[tuple[str, str], str]:
    """Wer gefragt ist, antwortet über den eigenen Link; das Vorzimmer über seinen."""
    gefragte = [(_kennung(brief, p), p) for brief in alle for p in brief.adressaten if p.gefragt]
    eigene = antwortlinks([p.teilnahme for _k, p in gefragte if p.vorzimmer_id is None], akteur=akteur)
    fremde = vorzimmerlinks([p.teilnahme for _k, p in gefragte if p.vorzimmer_id is not None], akteur=akteur)
    return {
        kennung: eigene[person.teilnahme.pk]
        if person.vorzimmer_id is None
        else fremde[person.teilnahme.pk, person.vorzimmer_id]
        for kennung, person in gefragte
    }


def _unterlagenlinks(
    sendung: Sendung, alle: Sequence[Rundschreiben], akteur: Akteur
) -> dict[tuple[str, str], str]:
    jetzt = timezone.now()
    ziele = [(brief, person) for brief in alle if brief.mit_link for person in brief.adressaten]
    if not ziele:
        return {}
    zugaenge = Unterlagenzugang.objects.bulk_create(
        Unterlagenzugang(
            sendung=sendung,
            teilnahme=person.teilnahme,
            bisher=brief.bisher,
            punkte=brief.punkte,
            erstellt_am=jetzt,
        )
        for brief, person in ziele
    )
    adressen = unterlagenlinks(zugaenge, sendung.sitzung, akteur=akteur)
    return {
        _kennung(brief, person): adressen[zugang.pk]
        for (brief, person), zugang in zip(ziele, zugaenge, strict=True)
    }
