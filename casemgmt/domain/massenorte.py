"""Die Kreise der Massendaten mit Kommunen und Konten, durch dieselben Vorgänge wie echte."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kim.basis.akteur import Akteur, Bereich, SystemAkteur
from kim.basis.modul import Modul
from kim.konten.domain.konto import konto_anlegen
from kim.konten.domain.rollen import rolle_bestaetigen, rolle_erteilen
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.domain.kommune import kommune_anlegen
from kim.stammdaten.domain.kreis import kreis_anlegen, module_schalten

GRUND = "Massendaten"
DOMAIN = "massendaten.example"


@dataclass(frozen=True, slots=True)
class Massenkreis:
    id: int
    name: str
    kommunen: tuple[int, ...]
    konten: tuple[int, ...]
    """Je Kommune ein Konto mit ihrer Rolle."""


@transaction.atomic
def kreis_anlegen_mit_allem(nummer: int, *, kommunen: int) -> Massenkreis:
    system = SystemAkteur(GRUND)
    kreis = kreis_anlegen(name=f"Musterkreis {nummer}", kuerzel=f"musterkreis-{nummer}", akteur=system)
    module_schalten(kreis_id=kreis.pk, eingeschaltet=[Modul.CASEMGMT], akteur=system, grund=GRUND)
    orte = tuple(
        kommune_anlegen(
            kreis_id=kreis.pk, akteur=system, angaben={"name": f"Musterort {stelle + 1}", "art": "gemeinde"}
        ).pk
        for stelle in range(kommunen)
    )
    ganz = Bereich.kreis(kreis.pk)
    verwaltung = _konto(nummer, kreis.pk, "verwaltung")
    _rolle(verwaltung, Rolle.SYSTEMADMINISTRATION, ganz, system)
    zweite = _konto(nummer, kreis.pk, "controlling")
    _rolle(zweite, Rolle.KREIS_ADMINISTRATION, ganz, system)
    koordination = _konto(nummer, kreis.pk, "koordination")
    _rolle(koordination, Rolle.KOORDINATION_CM, ganz, verwaltung, zweite)
    konten = []
    for stelle, ort in enumerate(orte, 1):
        konto = _konto(nummer, kreis.pk, f"cm{stelle}")
        _rolle(konto, Rolle.CASE_MANAGEMENT, Bereich("kommune", ort, kreis.pk), verwaltung, zweite)
        konten.append(konto.konto_id or 0)
    return Massenkreis(kreis.pk, kreis.name, orte, tuple(konten))


def adresse(nummer: int, wer: str) -> str:
    return f"{wer}.{nummer}@{DOMAIN}"


def _konto(nummer: int, kreis_id: int, wer: str) -> Akteur:
    """Ohne Passwort: Niemand kann sich damit anmelden."""
    return konto_anlegen(
        kreis_id=kreis_id, email=adresse(nummer, wer), name=f"{wer} {nummer}", akteur=SystemAkteur(GRUND)
    )


def _rolle(
    konto: Akteur, rolle: Rolle, bereich: Bereich, durch: Akteur, zweite: Akteur | None = None
) -> None:
    zuweisung = rolle_erteilen(
        konto_id=konto.konto_id or 0,
        rolle=rolle.value,
        bereich=bereich,
        von=timezone.localdate(),
        bis=None,
        grund=GRUND,
        akteur=durch,
    )
    if zweite is not None:
        rolle_bestaetigen(zuweisung_id=zuweisung.pk, akteur=zweite)
