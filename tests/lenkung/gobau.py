"""Versions of a Geschäftsordnung for tests, made as the software itself makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from kim.basis.akteur import Bereich
from lenkung import permissions
from lenkung.domain.geschaeftsordnung import (
    Annahme,
    bestimmungen_uebernehmen,
    geschaeftsordnung_beschliessen,
    geschaeftsordnung_entwerfen,
)
from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.models import Besetzung, Geschaeftsordnung, Gremium
from lenkung.models import Bestimmung as Bestimmungssatz
from lenkung.regeln.bestimmungen import Bestimmung
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory, SitzFactory, besetzung_werte
from tests.werkzeug.akteure import Probeakteur

RSK, STEINFURT = "rsk-2022-03-24", "steinfurt-2021-06-30"
ALLE_RECHTE = frozenset(recht.schluessel for recht in permissions.RECHTE_DES_MODULS)
BESCHLUSS = date(2022, 3, 24)


def akteur(gremium: Gremium, *rechte: str, nur_gremium: bool = False, **felder: Any) -> Probeakteur:
    """Without named rights: all of this module, on the Kreis of the Gremium or on the Gremium alone."""
    bereiche = frozenset({Bereich("gremium", gremium.pk, gremium.kreis_id)}) if nur_gremium else frozenset()
    return Probeakteur(gremium.kreis_id, frozenset(rechte) or ALLE_RECHTE, bereiche, **felder)


def gremium_mit_sitzen(anzahl: int, *, besetzt: int | None = None, **felder: Any) -> Gremium:
    gremium = GremiumFactory(**felder)
    for nummer in range(anzahl):
        sitz = SitzFactory(gremium=gremium)
        if besetzt is None or nummer < besetzt:
            Besetzung.objects.create(**besetzung_werte(sitz))
    return gremium


def entwurf(
    gremium: Gremium,
    bezeichnung: str = "Entwurf vom Mai",
    *,
    wie: str | None = RSK,
    nur: Iterable[str] | None = None,
    mit: dict[str, Bestimmung] | None = None,
) -> Geschaeftsordnung:
    """With the provisions of a shipped version, or only some of them, and with some of its own."""
    satz = geschaeftsordnung_entwerfen(
        gremium_id=gremium.pk, akteur=akteur(gremium), angaben={"bezeichnung": bezeichnung}
    )
    vorbild = mitgelieferte_fassung(wie).bestimmungen if wie else {}
    bestimmungen = {art: b for art, b in vorbild.items() if nur is None or art in set(nur)}
    if mit:
        bestimmungen_uebernehmen(satz, {**bestimmungen, **mit}, akteur=akteur(gremium), grund="")
    else:
        wie_uebernommen(satz, bestimmungen)
    return satz


def wie_uebernommen(satz: Geschaeftsordnung, bestimmungen: Mapping[str, Bestimmung]) -> None:
    """The rows that `bestimmungen_uebernehmen` leaves, in two statements: hundreds of tests begin with them.

    That they are the same, tests/lenkung/test_gobau.py makes sure of.
    """
    saetze = [
        Bestimmungssatz(
            geschaeftsordnung=satz,
            art=art,
            norm=b.norm,
            wortlaut=b.wortlaut,
            lesart=b.lesart,
            werte=dict(b.werte),
        )
        for art, b in bestimmungen.items()
    ]
    for zeile in saetze:
        zeile._history_user = akteur(satz.gremium)
        zeile._change_reason = ""
    Bestimmungssatz.objects.bulk_create(saetze)
    Bestimmungssatz.history.bulk_history_create(saetze)


def beschliesse(
    satz: Geschaeftsordnung,
    am: date = BESCHLUSS,
    *,
    ab: date | None = None,
    bis: date | None = None,
    wer: Any = None,
) -> Geschaeftsordnung:
    annahme = Annahme(
        am=am, fundstelle="Niederschrift der 3. Sitzung, TOP 2", in_kraft_ab=ab or am, in_kraft_bis=bis
    )
    return geschaeftsordnung_beschliessen(
        geschaeftsordnung_id=satz.pk, annahme=annahme, akteur=wer or akteur(satz.gremium)
    )


def in_kraft(gremium: Gremium, bezeichnung: str = "Geschäftsordnung von 2022", **wann: Any) -> Any:
    bau = {name: wann.pop(name) for name in ("wie", "nur", "mit") if name in wann}
    return beschliesse(entwurf(gremium, bezeichnung, **bau), **wann)


def konto(rolle: str, gremium: Gremium, *, mit_sitz: bool = False) -> Any:
    """An account on the Kreis; a member's with a seat of its own, else it opens nothing."""
    satz = konto_mit_rolle(rolle, kreis=gremium.kreis, bereich=Bereich.kreis(gremium.kreis_id))
    if mit_sitz:
        satz.person = PersonFactory(kreis=gremium.kreis)
        satz.save()
        werte = besetzung_werte(SitzFactory(gremium=gremium), person=satz.person)
        Besetzung.objects.create(**werte)
    return satz


def tage(anzahl: int) -> timedelta:
    return timedelta(days=anzahl)
