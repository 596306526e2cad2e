"""Vollständigkeit und Genehmigung der Niederschrift (GO RSK § 7, GO Steinfurt § 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kim.basis.anzeige import datum, zeitpunkt
from kim.basis.befund import Befund, Verstoss
from lenkung.regeln.ordnung import Genehmigungsregel
from lenkung.regeln.werte import NICHT_GEREGELT, Einheit, Genehmigung, Inhalt

INHALT = {
    Inhalt.ORT: "der Ort der Sitzung",
    Inhalt.TAG: "der Tag der Sitzung",
    Inhalt.UHRZEIT: "die Uhrzeit der Sitzung",
    Inhalt.ANWESENDE: "die Namen der anwesenden Mitglieder",
    Inhalt.TAGESORDNUNG: "die Tagesordnung",
    Inhalt.ERKLAERUNGEN: "die persönlichen Erklärungen, die aufzunehmen sind",
    Inhalt.BESCHLUESSE: "die gefassten Beschlüsse",
    Inhalt.ERGEBNISSE: "die vom Vorsitz festgestellten Abstimmungsergebnisse",
    Inhalt.WESENTLICHES: "die wesentlichen Ergebnisse",
}


def vollstaendigkeit(
    *, verlangt: Collection[Inhalt] | None, vorhanden: Collection[Inhalt], norm: str = ""
) -> Befund:
    """Steht alles darin, was die Geschäftsordnung verlangt (GO RSK § 7 Abs. 1)? Nennt alles, was fehlt."""
    if verlangt is None:
        return Befund(NICHT_GEREGELT, rechnung="Die Geschäftsordnung schreibt keinen Inhalt vor.")
    fehlt = [inhalt for inhalt in Inhalt if inhalt in verlangt and inhalt not in vorhanden]
    rechnung = f"{len(verlangt) - len(fehlt)} von {len(verlangt)} verlangten Angaben sind da"
    if not fehlt:
        return Befund("vollstaendig", (norm,), f"{rechnung}: vollständig.")
    verstoesse = tuple(Verstoss(f"{inhalt}_fehlt", f"Es fehlen: {INHALT[inhalt]}.", norm) for inhalt in fehlt)
    texte = "; ".join(INHALT[inhalt] for inhalt in fehlt)
    return Befund("unvollstaendig", (norm,), f"{rechnung}; es fehlen: {texte}.", verstoesse)


class Genehmigungsbefund(NamedTuple):
    """`genehmigt` None: nicht geregelt. `einwendungen`: je Einwendung rechtzeitig oder verspaetet."""

    genehmigt: bool | None
    genehmigt_am: date | None
    einwendungen: tuple[str, ...]
    befund: Befund


def letzter_einwendungstag(versandt: date, regel: Genehmigungsregel) -> date:
    """Wochenenden und Feiertage verschieben die Frist nicht (GO Steinfurt § 7)."""
    tage = (regel.anzahl or 0) * (7 if regel.einheit is Einheit.WOCHEN else 1)
    return date.fromordinal(min(date.max.toordinal() - 1, versandt.toordinal() + tage))


def genehmigung(
    *,
    regel: Genehmigungsregel | None,
    stichtag: date,
    einwendungen: Sequence[datetime] = (),
    erledigt: Sequence[datetime | None] = (),
    versandt: datetime | None = None,
    naechste_sitzung: datetime | None = None,
    aufgerufen: datetime | None = None,
) -> Genehmigungsbefund:
    """Ist die Niederschrift am Stichtag genehmigt?

    `naechste_sitzung` ist die nächste, die stattfindet; `aufgerufen`, wann dort die Genehmigung an der Reihe
    war. Eine rechtzeitige Einwendung hindert auch dann, wenn sie erst nach dem Stichtag kam; `erledigt` sagt
    je Einwendung, seit wann sie nicht mehr hindert.
    """
    erledigt = (*erledigt, *(None,) * (len(einwendungen) - len(erledigt)))
    if regel is None:
        befund = Befund(NICHT_GEREGELT, rechnung="Die Geschäftsordnung regelt keine Genehmigung.")
        return Genehmigungsbefund(None, None, (NICHT_GEREGELT,) * len(einwendungen), befund)
    if regel.genehmigung is Genehmigung.NAECHSTE_SITZUNG:
        rechtzeitig, am, text = _in_der_naechsten_sitzung(einwendungen, naechste_sitzung, aufgerufen)
    else:
        rechtzeitig, am, text = _nach_ablauf_der_frist(regel, einwendungen, versandt)
    return _ergebnis(regel, am, stichtag, list(zip(rechtzeitig, erledigt, strict=True)), text)


_Urteil = tuple[list[bool], date | None, str]
"""Je Einwendung, ob sie rechtzeitig ist; ab wann genehmigt; die Worte dazu."""


def _in_der_naechsten_sitzung(
    einwendungen: Sequence[datetime], naechste_sitzung: datetime | None, aufgerufen: datetime | None
) -> _Urteil:
    if naechste_sitzung is None:
        text = "Eine nächste Sitzung hat noch nicht stattgefunden; Einwendungen sind noch möglich"
        return [True] * len(einwendungen), None, text
    grenze = aufgerufen or naechste_sitzung
    text = f"Einwendungen bis zur nächsten Sitzung, {_sekundengenau(grenze)}"
    return [e <= grenze for e in einwendungen], naechste_sitzung.date(), text


def _nach_ablauf_der_frist(
    regel: Genehmigungsregel, einwendungen: Sequence[datetime], versandt: datetime | None
) -> _Urteil:
    if versandt is None:
        return [True] * len(einwendungen), None, "Noch nicht versandt; die Frist läuft noch nicht"
    bis = letzter_einwendungstag(versandt.date(), regel)
    text = f"Versandt am {datum(versandt)}, Einwendungen bis {datum(bis)} ({dauer(regel)})"
    return [einwendung.date() <= bis for einwendung in einwendungen], bis + timedelta(days=1), text


def _sekundengenau(wann: datetime) -> str:
    """Auf die Sekunde kommt es an; geschrieben wird sie nur, wo sie nicht null ist."""
    return f"{datum(wann)}, {wann:%H:%M:%S} Uhr" if wann.second else zeitpunkt(wann)


def dauer(regel: Genehmigungsregel) -> str:
    einzahl, mehrzahl = ("Woche", "Wochen") if regel.einheit is Einheit.WOCHEN else ("Tag", "Tage")
    return f"{regel.anzahl} {einzahl if regel.anzahl == 1 else mehrzahl}"


def _ergebnis(
    regel: Genehmigungsregel,
    genehmigt_am: date | None,
    stichtag: date,
    vorgebracht: list[tuple[bool, datetime | None]],
    text: str,
) -> Genehmigungsbefund:
    rechtzeitig = [erledigt for in_der_frist, erledigt in vorgebracht if in_der_frist]
    hindernd = sum(erledigt is None for erledigt in rechtzeitig)
    erledigungen = [erledigt.date() for erledigt in rechtzeitig if erledigt is not None]
    if genehmigt_am is not None:
        genehmigt_am = max([genehmigt_am, *erledigungen])
    if hindernd:
        urteil, schluss = "eingewandt", "nicht genehmigt"
    elif genehmigt_am is None or stichtag < genehmigt_am:
        urteil = "offen"
        fruehestens = f", frühestens am {datum(genehmigt_am)}" if genehmigt_am else ""
        schluss = f"am {datum(stichtag)} noch nicht genehmigt{fruehestens}"
    else:
        urteil, schluss = "genehmigt", f"genehmigt am {datum(genehmigt_am)}"
    genehmigt = urteil == "genehmigt"
    return Genehmigungsbefund(
        genehmigt=genehmigt,
        genehmigt_am=genehmigt_am if genehmigt else None,
        einwendungen=tuple("rechtzeitig" if r else "verspaetet" for r, _erledigt in vorgebracht),
        befund=Befund(urteil, (regel.norm,), f"{text}; {_gezaehlt(hindernd, erledigungen)}: {schluss}."),
    )


def _gezaehlt(hindernd: int, erledigungen: list[date]) -> str:
    teile = []
    if hindernd:
        teile.append(_einwendungen(hindernd))
    if erledigungen:
        zuletzt = " zuletzt" if len(erledigungen) > 1 else ""
        teile.append(f"{_einwendungen(len(erledigungen))} erledigt,{zuletzt} am {datum(max(erledigungen))}")
    return ", ".join(teile) or "keine rechtzeitige Einwendung"


def _einwendungen(anzahl: int) -> str:
    return f"{anzahl} rechtzeitige Einwendung{'' if anzahl == 1 else 'en'}"
