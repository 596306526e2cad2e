"""Wer in einem Gremium angeschrieben wird: Geschäftsstelle, Vorsitz, Mitglieder, Stellvertretungen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kim.konten.domain.queries.zustaendige import zustaendige
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Amt, Gremium
from lenkung.models.zeitraum import am
from lenkung.permissions import bereich_von
from lenkung.regeln.erinnerung import Erinnerungsziel
from lenkung.regeln.gremium import AmtArt

_ROLLEN_DER_GESCHAEFTSSTELLE = ("geschaeftsstelle", "leitung_geschaeftsstelle")


def adressaten(gremium: Gremium, ziele: Iterable[Erinnerungsziel], tag: date) -> list[Empfaenger]:
    """Jede Adresse einmal, in der Folge der Ziele; wer keine hat, fehlt."""
    ziele = tuple(ziele)
    personen: list[Empfaenger] = []
    if Erinnerungsziel.VORSITZ in ziele:
        personen += vorsitz(gremium, tag)
    if Erinnerungsziel.GESCHAEFTSSTELLE in ziele:
        personen += geschaeftsstelle(gremium, tag)
    personen += _vom_sitz(gremium, ziele, tag)
    return mit_adresse(personen)


def mit_adresse(personen: Iterable[Empfaenger]) -> list[Empfaenger]:
    je_adresse: dict[str, Empfaenger] = {}
    for person in personen:
        adresse = adresse_normal(person.adresse)
        if adresse is not None:
            je_adresse.setdefault(adresse.lower(), person)
    return list(je_adresse.values())


def geschaeftsstelle(gremium: Gremium, tag: date) -> list[Empfaenger]:
    """Wer das Amt oder die Rolle hat; ist dort niemand erreichbar, die Adresse des Kreises."""
    personen = [
        *_aus_amt(gremium, (AmtArt.LEITUNG_GESCHAEFTSSTELLE,), tag),
        *_aus_rolle(gremium, _ROLLEN_DER_GESCHAEFTSSTELLE, tag),
    ]
    kreis = gremium.kreis
    return mit_adresse(personen) or mit_adresse([Empfaenger(kreis.name, kreis.email)])


def vorsitz(gremium: Gremium, tag: date) -> list[Empfaenger]:
    """Ist das Amt nicht vergeben, dessen Vertretung."""
    im_amt = _aus_amt(gremium, (AmtArt.VORSITZ,), tag) or _aus_amt(gremium, (AmtArt.STELLV_VORSITZ,), tag)
    return [*im_amt, *_aus_rolle(gremium, ("vorsitz",), tag)]


def _aus_amt(gremium: Gremium, arten: Iterable[AmtArt], tag: date) -> list[Empfaenger]:
    aemter = Amt.objects.filter(am(tag), gremium=gremium, art__in=[art.value for art in arten])
    return [
        Empfaenger(str(amt.person), amt.person.email, bezug=f"amt:{amt.pk}")
        for amt in aemter.select_related("person").order_by("art", "pk")
    ]


def _aus_rolle(gremium: Gremium, rollen: Iterable[str], tag: date) -> list[Empfaenger]:
    """Die Rolle gilt auf dem Kreis oder auf diesem Gremium."""
    bereich = bereich_von(gremium)
    orte = {("kreis", gremium.kreis_id), (bereich.art, bereich.id)}
    return [
        Empfaenger(zuweisung.konto.name, zuweisung.konto.email, konto_id=zuweisung.konto_id)
        for zuweisung in zustaendige(kreis_id=gremium.kreis_id, rollen=tuple(rollen), tag=tag)
        if (zuweisung.bereich_art, zuweisung.bereich_id) in orte
    ]


def _vom_sitz(gremium: Gremium, ziele: tuple[Erinnerungsziel, ...], tag: date) -> list[Empfaenger]:
    mitglieder = Erinnerungsziel.MITGLIEDER in ziele
    vertretungen = Erinnerungsziel.STELLVERTRETUNGEN in ziele
    if not mitglieder and not vertretungen:
        return []
    zeilen = sitzzeilen_am([gremium.pk], tag)
    besetzungen = [zeile.mitglied for zeile in zeilen if mitglieder]
    besetzungen += [zeile.stellvertretung for zeile in zeilen if vertretungen]
    return [
        Empfaenger(str(b.person), b.person.email, bezug=f"sitz:{b.sitz_id}")
        for b in besetzungen
        if b is not None
    ]
