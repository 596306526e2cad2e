"""Was der Vorsitz in der Sitzung sagt: die Fragen, die Formeln, die nötige Zahl in Worten (GO RSK § 6, § 7).

Gerechnet wird hier nicht: die Zahlen kommen aus `ausprobieren` und `beschlussfaehigkeit`, die Sätze zur
Mehrheit aus `saetze`. Ein Strich steht, wo der Vorsitz eine Zahl einsetzt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kim.basis.anzeige import datum
from lenkung.regeln import saetze
from lenkung.regeln.ausprobieren import noetige_ja
from lenkung.regeln.beschlussfaehigkeit import noetige_vertretene, quorumsbasis
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.werte import Genehmigung, Mehrheitsbasis

STRICH = "____"
KEINE_MEHRHEIT = "Die Geschäftsordnung bestimmt keine Mehrheit; was gilt, stellt der Vorsitz fest."
KEIN_QUORUM = "Die Geschäftsordnung bestimmt keine Beschlussfähigkeit."
FESTE_GRUNDMENGEN = frozenset({Mehrheitsbasis.ANWESENDE, Mehrheitsbasis.ALLE_SITZE})
"""Enthaltungen ändern an ihnen nichts: die nötige Zahl steht vor der Abstimmung fest."""


class NoetigeMehrheit(NamedTuple):
    """`ja` None: nicht geregelt, oder mit so wenigen Vertretenen nicht zu erreichen."""

    ja: int | None
    fest: bool
    """Sonst genügen weniger Ja, wenn sich jemand enthält."""
    satz: str
    norm: str

    @property
    def geregelt(self) -> bool:
        return bool(self.norm)


def mehrheit_in_worten(ordnung: Ordnung) -> str:
    """„Angenommen ist, wofür mindestens zwei Drittel der Anwesenden stimmen (§ 6 Abs. 2).“"""
    regel = ordnung.mehrheit
    if regel is None:
        return KEINE_MEHRHEIT
    satz = saetze.mehrheit(
        {
            "zaehler": regel.zaehler,
            "nenner": regel.nenner,
            "vergleich": regel.vergleich.value,
            "basis": regel.basis.value,
            "stichentscheid": regel.stichentscheid,
        }
    )
    return f"{satz.rstrip('.')} ({regel.norm})."


def noetige_mehrheit(ordnung: Ordnung, *, vertretene: int, stimmberechtigte: int) -> NoetigeMehrheit:
    """Wie viele Ja es braucht, wenn alle übrigen Vertretenen Nein sagen."""
    regel = ordnung.mehrheit
    return NoetigeMehrheit(
        noetige_ja(ordnung, vertretene=vertretene, stimmberechtigte=stimmberechtigte),
        regel is not None and regel.basis in FESTE_GRUNDMENGEN,
        mehrheit_in_worten(ordnung),
        regel.norm if regel else "",
    )


class Mindestzahl(NamedTuple):
    """`noetig` None: nicht geregelt."""

    noetig: int | None
    stimmberechtigte: int
    norm: str = ""
    bis_feststellung: bool = False


def mindestzahl(ordnung: Ordnung, *, stimmberechtigte: int, besetzte: int) -> Mindestzahl:
    """Wie viele Sitze vertreten sein müssen."""
    regel = ordnung.quorum
    if regel is None:
        return Mindestzahl(None, stimmberechtigte)
    basis = quorumsbasis(regel, stimmberechtigte=stimmberechtigte, besetzte=besetzte)
    return Mindestzahl(
        noetige_vertretene(basis, regel), stimmberechtigte, regel.norm, regel.gilt_bis_feststellung
    )


@dataclass(frozen=True, slots=True)
class Punktlage:
    """Was die Formeln von einem Punkt wissen müssen."""

    art: Punktart
    erster: bool = False
    letzter: bool = False
    berichterstattung: str = ""
    niederschrift_vom: date | None = None
    zweite_einberufung: bool = False
    """Er war mangels Beschlussfähigkeit zurückgestellt, und die Einladung wies darauf hin."""


@dataclass(frozen=True, slots=True)
class Formeln:
    """Zuerst die Fragen, dann was festgestellt wird; Hinweise spricht der Vorsitz nicht."""

    fragen: tuple[str, ...] = ()
    ergebnis: tuple[str, ...] = ()
    hinweise: tuple[str, ...] = ()
    abstimmung: tuple[str, ...] = field(default=())
    """Nur wenn sich Widerspruch erhebt."""
    auftakt: tuple[str, ...] = field(default=())
    """Was vor allem anderen gesagt wird: die Eröffnung der Sitzung."""


def formeln(lage: Punktlage, ordnung: Ordnung, zahl: Mindestzahl) -> Formeln:
    je_art = {
        Punktart.FORMALIA: _formalia,
        Punktart.GENEHMIGUNG: _genehmigung,
        Punktart.BERICHT: _bericht,
        Punktart.BERATUNG: _beratung,
        Punktart.BESCHLUSS: _beschluss,
        Punktart.VERSCHIEDENES: _verschiedenes,
    }
    eigene = je_art[lage.art](lage, ordnung)
    vorn = eroeffnung(zahl) if lage.erster else Formeln()
    schluss = (f"Die Sitzung ist um {STRICH} Uhr geschlossen.",) if lage.letzter else ()
    return Formeln(
        eigene.fragen,
        (*eigene.ergebnis, *schluss),
        (*vorn.hinweise, *eigene.hinweise),
        eigene.abstimmung,
        vorn.auftakt,
    )


def eroeffnung(zahl: Mindestzahl) -> Formeln:
    """Die Feststellung der Beschlussfähigkeit, mit der Mindestzahl (GO RSK § 6 Abs. 4)."""
    beginn = "Ich eröffne die Sitzung."
    vertreten = f"Vertreten sind {STRICH} von {zahl.stimmberechtigte} stimmberechtigten Sitzen"
    if zahl.noetig is None:
        return Formeln(auftakt=(beginn, f"{vertreten}."), hinweise=(KEIN_QUORUM,))
    verb = "ist" if zahl.noetig == 1 else "sind"
    hinweise: tuple[str, ...] = ()
    if zahl.bis_feststellung:
        hinweise = (
            "Wird die Zahl nicht erreicht, gilt das Gremium als beschlussfähig, bis Sie das Gegenteil "
            f"feststellen ({zahl.norm}).",
        )
    return Formeln(
        auftakt=(
            beginn,
            f"Ich stelle fest: {vertreten}, nötig {verb} {zahl.noetig} ({zahl.norm}). "
            "Wir sind beschlussfähig.",
        ),
        hinweise=hinweise,
    )


def _formalia(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    return Formeln(fragen=("Gibt es Anmerkungen zur Tagesordnung?",))


def _genehmigung(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    vom = f" vom {datum(lage.niederschrift_vom)}" if lage.niederschrift_vom else ""
    frage = f"Gibt es Änderungswünsche zur Niederschrift{vom}?"
    regel = ordnung.niederschrift
    if regel is None:
        hinweis = "Die Geschäftsordnung sagt nichts zur Genehmigung."
        return Formeln((frage,), ("Ich stelle fest: Die Niederschrift ist genehmigt.",), (hinweis,))
    if regel.genehmigung is Genehmigung.FRIST:
        return Formeln(
            (frage,),
            (f"Ich stelle fest: Die Niederschrift gilt als genehmigt ({regel.norm}).",),
            ("Sie gilt ohne Beschluss als genehmigt, wenn in der Frist niemand widersprochen hat.",),
        )
    return Formeln((frage,), (f"Ich stelle fest: Die Niederschrift ist genehmigt ({regel.norm}).",))


def _wort(lage: Punktlage) -> tuple[str, ...]:
    return (f"Das Wort hat: {lage.berichterstattung}.",) if lage.berichterstattung else ()


def _bericht(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    return Formeln(
        (*_wort(lage), "Gibt es Fragen dazu?"),
        ("Der Bericht ist zur Kenntnis genommen.",),
    )


def _beratung(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    return Formeln((*_wort(lage), "Wer wünscht das Wort?"), ("Ich halte fest, was wir beraten haben: …",))


def _verschiedenes(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    return Formeln((*_wort(lage), "Gibt es noch etwas?"))


def _beschluss(lage: Punktlage, ordnung: Ordnung) -> Formeln:
    """Zuerst Einvernehmen, sonst wird abgestimmt (GO RSK § 6 Abs. 1)."""
    hinweise: tuple[str, ...] = ()
    if lage.zweite_einberufung and ordnung.zweite_einberufung is not None:
        hinweise = (
            "Zweite Einberufung: über diesen Punkt wird ohne Rücksicht auf die Zahl der Vertretenen "
            f"entschieden ({ordnung.zweite_einberufung.norm}).",
        )
    noetig = f", nötig sind {STRICH} Ja" if ordnung.mehrheit else ""
    return Formeln(
        fragen=(*_wort(lage), "Wer wünscht das Wort?", "Erhebt sich Widerspruch?"),
        ergebnis=(
            "Ich stelle fest: Es erhebt sich kein Widerspruch, der Beschluss ist einvernehmlich gefasst.",
        ),
        abstimmung=(
            "Wer stimmt zu?",
            "Wer ist dagegen?",
            "Wer enthält sich?",
            f"Ich stelle fest: {STRICH} Ja, {STRICH} Nein, {STRICH} Enthaltungen{noetig}. "
            "Der Beschluss ist angenommen / abgelehnt.",
            mehrheit_in_worten(ordnung),
        ),
        hinweise=hinweise,
    )


class Schwellenzeile(NamedTuple):
    vertretene: int
    mehrheit: NoetigeMehrheit


def schwellen(ordnung: Ordnung, *, stimmberechtigte: int, besetzte: int) -> tuple[Schwellenzeile, ...]:
    """Wie viele Ja es bei jeder Zahl vertretener Sitze braucht, von der Mindestzahl aufwärts."""
    if ordnung.mehrheit is None:
        return ()
    ab = mindestzahl(ordnung, stimmberechtigte=stimmberechtigte, besetzte=besetzte).noetig or 1
    return tuple(
        Schwellenzeile(zahl, noetige_mehrheit(ordnung, vertretene=zahl, stimmberechtigte=stimmberechtigte))
        for zahl in range(ab, besetzte + 1)
    )
