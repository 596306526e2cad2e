"""Eine Sitzung, wie die Regeln sie sehen, und der Augenblick, in dem abgestimmt wird (GO RSK § 6).

Der einzige Weg zu einem Urteil über Beschlussfähigkeit und Abstimmung: die Regelprobe geht ihn, und die
Sitzung am Bildschirm auch. Ein `Augenblick` lässt sich festhalten; was später an der Anwesenheit berichtigt
wird, ändert ihn nicht.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import NamedTuple

from lenkung.regeln.abstimmung import (
    Abstimmungsbefund,
    abstimmung_auswerten,
    einvernehmen_auswerten,
    stimmen_pruefen,
)
from lenkung.regeln.beschlussfaehigkeit import (
    Beschlussfaehigkeit,
    Ereignis,
    beschlussfaehigkeit,
    unfaehigkeit_festgestellt,
)
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.vertretung import Anwesenheit, Sitz, anwesende, sitze_mit_stimme, vertretene


class Augenblick(NamedTuple):
    """Wer in dieser Minute stimmberechtigt und wer vertreten ist. Wird mit der Abstimmung festgehalten."""

    stimmberechtigte: int
    besetzte: int
    vertretene: frozenset[str]
    unfaehig_festgestellt: bool = False
    zweite_einberufung: bool = False
    """Der Punkt trägt sie, und sie ist wirksam."""


class Voten(NamedTuple):
    """Wie abgestimmt wurde: nach Sitzen, oder nur in Zahlen. Bei Einvernehmen: wer widerspricht."""

    ja: Sequence[str] = ()
    nein: Sequence[str] = ()
    enthaltung: Sequence[str] = ()
    zahlen: Stimmen | None = None
    widerspruch: Sequence[str] | None = None
    stichentscheid: bool = False


def faehigkeit(ordnung: Ordnung, augenblick: Augenblick) -> Beschlussfaehigkeit:
    return beschlussfaehigkeit(
        ordnung=ordnung,
        stimmberechtigte=augenblick.stimmberechtigte,
        besetzte=augenblick.besetzte,
        vertretene=len(augenblick.vertretene),
        unfaehig_festgestellt=augenblick.unfaehig_festgestellt,
        zweite_einberufung=augenblick.zweite_einberufung,
    )


class Urteil(NamedTuple):
    faehigkeit: Beschlussfaehigkeit
    befund: Abstimmungsbefund


def auswerten(
    ordnung: Ordnung, augenblick: Augenblick, voten: Voten, *, sitze: Mapping[str, Sitz], tag: date
) -> Urteil:
    """Das Urteil über eine Abstimmung, aus dem, was in ihrem Augenblick war."""
    lage = faehigkeit(ordnung, augenblick)
    return Urteil(lage, _auswerten(ordnung, lage, augenblick.vertretene, voten, sitze, tag))


def _auswerten(
    ordnung: Ordnung,
    lage: Beschlussfaehigkeit,
    vertretene_sitze: frozenset[str],
    voten: Voten,
    sitze: Mapping[str, Sitz],
    tag: date,
) -> Abstimmungsbefund:
    if voten.widerspruch is not None:
        maengel, _gueltige = stimmen_pruefen(
            voten.widerspruch, sitze=sitze, tag=tag, vertretene=vertretene_sitze
        )
        return einvernehmen_auswerten(
            ordnung=ordnung, faehigkeit=lage, widersprueche=len(voten.widerspruch), maengel=maengel
        )
    if voten.zahlen is not None:
        return abstimmung_auswerten(
            ordnung=ordnung, faehigkeit=lage, stimmen=voten.zahlen, stichentscheid=voten.stichentscheid
        )
    genannte = [*voten.ja, *voten.nein, *voten.enthaltung]
    maengel, gueltige = stimmen_pruefen(genannte, sitze=sitze, tag=tag, vertretene=vertretene_sitze)
    return abstimmung_auswerten(
        ordnung=ordnung,
        faehigkeit=lage,
        stimmen=Stimmen(len(voten.ja), len(voten.nein), len(voten.enthaltung)),
        maengel=maengel,
        gueltige=gueltige,
        stichentscheid=voten.stichentscheid,
    )


@dataclass(frozen=True, slots=True)
class Sitzungslage:
    """Sitze, Anwesenheit und Feststellungen einer Sitzung; was für alle Abstimmungen gilt, nur einmal."""

    ordnung: Ordnung
    tag: date
    ende: datetime
    sitze: Mapping[str, Sitz]
    mit_stimme: Sequence[Sitz]
    besetzte: int
    anwesenheit: Sequence[Anwesenheit]
    ereignisse: Sequence[Ereignis]
    zweite_wirksam: bool = False

    def augenblick(self, zeit: datetime, *, zweite_einberufung: bool = False) -> Augenblick:
        return Augenblick(
            len(self.mit_stimme),
            self.besetzte,
            vertretene(self.mit_stimme, self.da(zeit)),
            unfaehigkeit_festgestellt(self.ereignisse, zeit),
            zweite_einberufung and self.zweite_wirksam,
        )

    def da(self, zeit: datetime) -> frozenset[str]:
        """Die anwesenden Personen."""
        return anwesende(self.anwesenheit, zeit, self.ende)


def sitzungslage(
    *,
    ordnung: Ordnung,
    tag: date,
    ende: datetime,
    sitze: Iterable[Sitz],
    anwesenheit: Sequence[Anwesenheit] = (),
    ereignisse: Sequence[Ereignis] = (),
    zweite_wirksam: bool = False,
) -> Sitzungslage:
    je_name = {sitz.id: sitz for sitz in sitze}
    mit_stimme = sitze_mit_stimme(je_name.values(), tag)
    return Sitzungslage(
        ordnung,
        tag,
        ende,
        je_name,
        mit_stimme,
        sum(sitz.besetzt for sitz in mit_stimme),
        anwesenheit,
        ereignisse,
        zweite_wirksam,
    )


def reserve(ordnung: Ordnung, augenblick: Augenblick) -> int | None:
    """Wie viele vertretene Sitze noch gehen können, ohne dass die Mindestzahl verfehlt wird.

    0: der nächste Abgang verfehlt sie. None: sie ist schon verfehlt oder nicht geregelt.
    """
    if ordnung.quorum is None:
        return None
    namen = sorted(augenblick.vertretene)
    ohne = augenblick._replace(unfaehig_festgestellt=False, zweite_einberufung=False)
    urteile = (
        faehigkeit(ordnung, ohne._replace(vertretene=frozenset(namen[fehlende:]))).befund.urteil
        for fehlende in range(len(namen) + 1)
    )
    genug = sum(1 for _urteil in takewhile(lambda urteil: urteil == "quorum", urteile))
    return genug - 1 if genug else None
