"""Mitglieder und Stellvertretungen über eine Sitzung unterrichten, schriftlich und im Kalender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import uhrzeit, wochentag, zeitpunkt
from kim.basis.mailtext import Mailtextart
from kim.basis.zeit import BERLIN
from kim.stammdaten.domain.queries.stand import stand_von
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from kim.versand.regeln.kalender import Kalenderangabe
from lenkung.domain.queries.nachweis import angeschriebene, angeschriebene_vorzimmer
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Sitzung
from lenkung.regeln.sitzung import Sitzungsstand


@dataclass(frozen=True, slots=True)
class Unterrichtet:
    """Was aus einem Vorgang wurde: die Sitzung, wer Nachricht bekommt, und wer keine Adresse hat."""

    sitzung: Sitzung
    erreicht: int = 0
    ohne_adresse: tuple[str, ...] = ()


def angehoerige(sitzung: Sitzung) -> list[Empfaenger]:
    """Mitglieder und Stellvertretungen des Sitzungstages, jede Person einmal; auch die ohne Adresse."""
    personen: dict[int, Empfaenger] = {}
    for zeile in sitzzeilen_am([sitzung.gremium_id], sitzung.tag):
        for besetzung in (zeile.mitglied, zeile.stellvertretung):
            if besetzung is not None:
                person = besetzung.person
                personen.setdefault(
                    person.pk, Empfaenger(str(person), person.email, bezug=f"sitz:{zeile.sitz.pk}")
                )
    return list(personen.values())


def eingeladene(sitzung: Sitzung) -> list[Empfaenger]:
    """An wen die Einladung ging, mit Gästen und Vorzimmern; zu Mitgliedern auch, wer keine Adresse hat.

    Wurde anders als mit KIM eingeladen, sind es alle Angehörigen.
    """
    if sitzung.lage is not Sitzungsstand.EINGELADEN:
        return []
    teilnahmen = angeschriebene(sitzung)
    if not teilnahmen:
        return angehoerige(sitzung)
    personen = [
        Empfaenger(
            teilnahme.name,
            teilnahme.person.email if teilnahme.person else teilnahme.email,
            bezug=f"teilnahme:{teilnahme.pk}",
        )
        for teilnahme in teilnahmen
    ]
    return personen + [
        Empfaenger(satz.name, satz.email, bezug=f"vorzimmer:{satz.pk}")
        for satz in angeschriebene_vorzimmer(sitzung)
    ]


def termin_text(beginn: datetime) -> str:
    ortszeit = beginn.astimezone(BERLIN)
    return f"{wochentag(ortszeit)}, {zeitpunkt(ortszeit)}"


def kalenderangabe(sitzung: Sitzung, *, absage: bool = False) -> Kalenderangabe:
    """Unter einem Schlüssel je Sitzung: jede weitere Nachricht ändert denselben Kalendereintrag."""
    return Kalenderangabe(
        schluessel=f"lenkung.sitzung:{sitzung.pk}",
        titel=_("%(gremium)s: Sitzung") % {"gremium": sitzung.gremium.kurz},
        beginn=sitzung.beginn,
        ende=sitzung.ende,
        ort=sitzung.ort_text,
        url=sitzung.link,
        absage=absage,
        antwort_erbeten=False,
    )


def ort_und_link(sitzung: Sitzung) -> str:
    return ", ".join(teil for teil in (sitzung.ort_text, sitzung.link) if teil) or _("wird noch mitgeteilt")


def unterrichten(
    sitzung: Sitzung,
    *,
    text: Mailtextart,
    an: Sequence[Empfaenger],
    akteur: Akteur,
    kalender: Kalenderangabe | None = None,
    **werte: str,
) -> Unterrichtet:
    """Eine Nachricht an alle mit Adresse, in der Transaktion des Vorgangs; ohne Empfänger keine."""
    mit, ohne = _mit_adresse(an)
    if mit:
        nachricht_aus_mailtext(
            kreis_id=sitzung.kreis_id,
            akteur=akteur,
            mailtext=text.schluessel,
            werte=_werte(sitzung, text, werte),
            empfaenger=[replace(person, werte={"name": person.name}) for person in mit],
            schluessel=_schluessel(sitzung, text, mit_kalender=kalender is not None),
            kalender=kalender,
        )
    return Unterrichtet(sitzung, len(mit), tuple(ohne))


def _werte(sitzung: Sitzung, text: Mailtextart, werte: Mapping[str, str]) -> dict[str, str]:
    alle = {
        "gremium": sitzung.gremium.kurz,
        "termin": termin_text(sitzung.beginn),
        "ort": ort_und_link(sitzung),
        "ende": uhrzeit(sitzung.ende),
        **werte,
    }
    return {name: wert for name, wert in alle.items() if name in text.namen}


def _schluessel(sitzung: Model, text: Mailtextart, *, mit_kalender: bool) -> str:
    """Ein Vorgang, eine Nachricht: die Historienzeile des Vorgangs macht den Schlüssel einmalig."""
    art = "kalender" if mit_kalender else "text"
    return f"{text.schluessel}:{sitzung.pk}:{stand_von(sitzung)}:{art}"


def _mit_adresse(personen: Sequence[Empfaenger]) -> tuple[list[Empfaenger], list[str]]:
    """Fehlt einer Person die Adresse, hält das die anderen nicht auf; ihr Name wird genannt."""
    je_adresse: dict[str, Empfaenger] = {}
    ohne = []
    for person in personen:
        adresse = adresse_normal(person.adresse)
        if adresse is None:
            ohne.append(person.name)
        else:
            # Two who share a mailbox read it once; nothing in this mail is for one of them alone.
            je_adresse.setdefault(adresse.lower(), person)
    return list(je_adresse.values()), ohne


def zusammen(sitzung: Sitzung, teile: Sequence[Unterrichtet]) -> Unterrichtet:
    return Unterrichtet(
        sitzung,
        sum(teil.erreicht for teil in teile),
        tuple(name for teil in teile for name in teil.ohne_adresse),
    )
