"""Lesen: der Entwurf einer Niederschrift, was sich in der Sitzung seitdem geändert hat, was noch fehlt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kim.basis.befund import Befund
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von
from lenkung.domain.queries.niederschrift_bau import (
    Bau,
    GebauterAbschnitt,
    ist_abgeschlossen,
    niederschrift_bauen,
)
from lenkung.models import Niederschrift, Niederschriftsabschnitt, Sitzung, Sitzungsverlauf
from lenkung.regeln.niederschrift import vollstaendigkeit
from lenkung.regeln.niederschriftsinhalt import (
    Abschnittsart,
    Entwurf,
    Entwurfspunkt,
    Inhaltszeile,
    inhaltsliste,
)
from lenkung.regeln.werte import Inhalt


@dataclass(frozen=True, slots=True)
class Niederschriftsbild:
    niederschrift: Niederschrift
    abschnitte: list[Niederschriftsabschnitt]
    ausstehend: list[GebauterAbschnitt]
    """Was die Sitzung jetzt anders sagt, als der Entwurf es übernommen hat."""
    inhalt: tuple[Inhaltszeile, ...]
    befund: Befund
    bau: Bau
    """Was die Sitzung jetzt sagt."""

    @property
    def abweichend(self) -> list[Niederschriftsabschnitt]:
        """Von Hand geändert, und die Sitzung ist danach berichtigt worden."""
        return [abschnitt for abschnitt in self.abschnitte if abschnitt.weicht_ab]


def niederschrift_von(sitzung: Sitzung) -> Niederschrift | None:
    return Niederschrift.objects.filter(sitzung=sitzung).first()


def abschnitte_von(niederschrift: Niederschrift) -> list[Niederschriftsabschnitt]:
    """In der Folge der Niederschrift."""
    menge = niederschrift.abschnitte.select_related("punkt").order_by("position", "pk")
    abschnitte = list(menge)
    for abschnitt in abschnitte:
        abschnitt.niederschrift = niederschrift
    return abschnitte


def verlauf_der(sitzung: Sitzung) -> Sitzungsverlauf | None:
    """Nur ein abgeschlossener: aus ihm entsteht die Niederschrift."""
    verlauf = Sitzungsverlauf.objects.filter(sitzung=sitzung).first()
    return verlauf if ist_abgeschlossen(verlauf) else None


def niederschriftsbild(sitzung: Sitzung, verlauf: Sitzungsverlauf) -> Niederschriftsbild | None:
    """None, solange niemand den Entwurf begonnen hat."""
    niederschrift = niederschrift_von(sitzung)
    if niederschrift is None:
        return None
    niederschrift.sitzung = sitzung
    abschnitte = abschnitte_von(niederschrift)
    bau = niederschrift_bauen(sitzung, verlauf)
    verlangt, norm = _verlangter_inhalt(sitzung)
    inhalt = inhaltsliste(_entwurf(niederschrift, abschnitte, bau), verlangt or ())
    return Niederschriftsbild(
        niederschrift,
        abschnitte,
        list(ausstehende(abschnitte, bau)),
        inhalt,
        vollstaendigkeit(
            verlangt=verlangt, vorhanden=[zeile.inhalt for zeile in inhalt if zeile.vorhanden], norm=norm
        ),
        bau,
    )


def ausstehende(abschnitte: Iterable[Niederschriftsabschnitt], bau: Bau) -> Iterable[GebauterAbschnitt]:
    bisher = {(satz.art, satz.punkt_id): (satz.gebaut, satz.festgestellt) for satz in abschnitte}
    for gebaut in bau.abschnitte:
        if bisher.get(gebaut.schluessel) != (gebaut.text, gebaut.festgestellt):
            yield gebaut


def _verlangter_inhalt(sitzung: Sitzung) -> tuple[list[Inhalt] | None, str]:
    """Nach der Geschäftsordnung, an die die Sitzung gebunden ist; None: nicht geregelt."""
    go = sitzung.geschaeftsordnung
    bestimmung = bestimmungen_von(go).get("niederschrift_inhalt") if go else None
    if bestimmung is None:
        return None, ""
    return [Inhalt(wort) for wort in bestimmung.werte["inhalt"]], bestimmung.norm


def _entwurf(niederschrift: Niederschrift, abschnitte: list[Niederschriftsabschnitt], bau: Bau) -> Entwurf:
    mit_inhalt = {gebaut.schluessel for gebaut in bau.abschnitte if gebaut.mit_inhalt}
    je_art = {satz.abschnittsart: satz for satz in abschnitte}
    stehen = "\n".join(satz.festgestellt for satz in abschnitte)
    return Entwurf(
        je_art[Abschnittsart.KOPF].geltend,
        je_art[Abschnittsart.ANWESENHEIT].geltend,
        tuple(
            _entwurfspunkt(satz, (satz.art, satz.punkt_id) in mit_inhalt)
            for satz in abschnitte
            if satz.abschnittsart is Abschnittsart.PUNKT
        ),
        niederschrift.keine_erklaerungen,
        tuple(b.zeichen for b in bau.beschluesse if f"Beschluss {b.zeichen}:" not in stehen),
        tuple(
            b.zeichen
            for b in bau.beschluesse
            if b.abstimmung and b.abstimmung.zu_pruefen and not b.abstimmung.geprueft
        ),
    )


def _entwurfspunkt(satz: Niederschriftsabschnitt, mit_inhalt: bool) -> Entwurfspunkt:
    """Was nur den Rahmen nennt („Es trägt vor …“), ist noch kein Ergebnis."""
    punkt = satz.punkt
    assert punkt is not None
    return Entwurfspunkt(
        punkt.position,
        punkt.titel,
        punkt.punktart,
        punkt.lage,
        satz.geltend if satz.von_hand or mit_inhalt else "",
        bool(satz.festgestellt),
        satz.erklaerung,
    )
