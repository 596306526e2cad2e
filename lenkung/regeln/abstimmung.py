"""Ist ein Beschluss gültig gefasst und angenommen (GO RSK § 6)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from kim.basis.befund import Befund, Verstoss
from lenkung.regeln.beschlussfaehigkeit import Beschlussfaehigkeit
from lenkung.regeln.bruch import ungleichung
from lenkung.regeln.mehrheit import Stimmen, erforderlich, grundmenge, traegt
from lenkung.regeln.ordnung import Mehrheitsregel, Ordnung
from lenkung.regeln.vertretung import Sitz
from lenkung.regeln.werte import NICHT_GEREGELT, Mehrheitsbasis


class Mangel(NamedTuple):
    """Ohne Sitz: was die ganze Abstimmung betrifft."""

    code: str
    sitz: str | None = None


class Abstimmungsbefund(NamedTuple):
    """`angenommen` None: die Geschäftsordnung bestimmt keine Mehrheit. Ohne Stimmen: einvernehmlich."""

    gueltig: bool
    angenommen: bool | None
    stimmen: Stimmen | None
    nicht_abgegeben: int | None
    erforderlich: int | None
    maengel: tuple[Mangel, ...]
    befund: Befund


_MANGEL = {
    "sitz_unbekannt": "diesen Sitz gibt es nicht",
    "sitz_nicht_aktiv": "der Sitz besteht am Tag der Sitzung nicht",
    "sitz_ohne_stimmrecht": "der Sitz hat keine Stimme",
    "sitz_nicht_vertreten": "der Sitz ist in diesem Augenblick nicht vertreten",
    "doppelte_stimme": "der Sitz ist mehr als einmal genannt",
    "zu_viele_stimmen": "mehr Stimmen als vertretene Sitze",
    "nicht_beschlussfaehig": "nicht beschlussfähig",
}
_GRUNDMENGE = {
    Mehrheitsbasis.ANWESENDE: "der Anwesenden",
    Mehrheitsbasis.ABGEGEBENE: "der abgegebenen Stimmen",
    Mehrheitsbasis.JA_NEIN: "der Ja- und Nein-Stimmen",
    Mehrheitsbasis.ALLE_SITZE: "aller stimmberechtigten Sitze",
}
_URTEIL = {True: "angenommen", False: "abgelehnt", None: NICHT_GEREGELT}


def stimmen_pruefen(
    genannte: Sequence[str], *, sitze: Mapping[str, Sitz], tag: date, vertretene: AbstractSet[str]
) -> tuple[list[Mangel], int]:
    """Mängel der genannten Sitze, und wie viele von ihnen gültig gestimmt haben (GO RSK § 6 Abs. 3).

    `vertretene` sind die vertretenen Sitze mit Stimme.
    """
    verschiedene = set(genannte)
    if len(verschiedene) == len(genannte) and verschiedene <= vertretene:
        return [], len(verschiedene)
    maengel: list[Mangel] = []
    gueltige: set[str] = set()
    gesehen: set[str] = set()
    doppelt: set[str] = set()
    for name in genannte:
        if name in gesehen:
            doppelt.add(name)
            continue
        gesehen.add(name)
        sitz = sitze.get(name)
        if sitz is None:
            maengel.append(Mangel("sitz_unbekannt", name))
        elif not sitz.besteht_am(tag):
            maengel.append(Mangel("sitz_nicht_aktiv", name))
        elif not sitz.stimmrecht:
            maengel.append(Mangel("sitz_ohne_stimmrecht", name))
        elif name not in vertretene:
            maengel.append(Mangel("sitz_nicht_vertreten", name))
        else:
            gueltige.add(name)
    maengel += [Mangel("doppelte_stimme", name) for name in doppelt]
    return maengel, len(gueltige - doppelt)


def abstimmung_auswerten(
    *,
    ordnung: Ordnung,
    faehigkeit: Beschlussfaehigkeit,
    stimmen: Stimmen,
    maengel: Iterable[Mangel] = (),
    gueltige: int | None = None,
    stichentscheid: bool = False,
) -> Abstimmungsbefund:
    """Wertet eine offene, geheime oder namentliche Abstimmung aus.

    `gueltige`: die namentlich abgegebenen Stimmen ohne Mangel; ohne Angabe zählen nur die Zahlen.
    `stichentscheid`: der Vorsitz stimmt bei Gleichstand mit Ja.
    """
    maengel = list(maengel)
    if gueltige is None:
        gueltige = stimmen.summe
        if stimmen.summe > faehigkeit.vertretene:
            maengel.append(Mangel("zu_viele_stimmen"))
    regel, noetig, angenommen = ordnung.mehrheit, None, None
    enthaltungen = "1 Enthaltung" if stimmen.enthaltung == 1 else f"{stimmen.enthaltung} Enthaltungen"
    rechnung = f"{stimmen.ja} Ja, {stimmen.nein} Nein, {enthaltungen}"
    if regel is None:
        rechnung += "; die Geschäftsordnung bestimmt keine Mehrheit"
    else:
        mengen = {"vertretene": faehigkeit.vertretene, "stimmberechtigte": faehigkeit.stimmberechtigte}
        noetig = erforderlich(stimmen, regel, **mengen)
        basis = grundmenge(stimmen, regel, **mengen)
        angenommen = traegt(stimmen.ja, basis, regel)
        rechnung += f"; {ungleichung(stimmen.ja, basis, regel)} ({_GRUNDMENGE[regel.basis]})"
        rechnung += ", keine Zahl von Ja-Stimmen genügt" if noetig is None else f", erforderlich {noetig} Ja"
        rechnung += f", {regel.norm}"
        if not angenommen and _stichentscheid_traegt(stimmen, regel, stichentscheid):
            angenommen = True
            rechnung += "; bei Gleichstand entscheidet der Vorsitz mit Ja"
    return _befund(
        ordnung=ordnung,
        faehigkeit=faehigkeit,
        maengel=maengel,
        angenommen=angenommen,
        rechnung=rechnung,
        stimmen=stimmen,
        nicht_abgegeben=max(0, faehigkeit.vertretene - gueltige),
        noetig=noetig,
    )


def einvernehmen_auswerten(
    *,
    ordnung: Ordnung,
    faehigkeit: Beschlussfaehigkeit,
    widersprueche: int,
    maengel: Iterable[Mangel] = (),
) -> Abstimmungsbefund:
    """Ohne Widerspruch angenommen; eine Mehrheitsregel braucht es dafür nicht (GO RSK § 6 Abs. 1)."""
    anzahl = {0: "kein Widerspruch", 1: "1 Widerspruch"}.get(widersprueche, f"{widersprueche} Widersprüche")
    return _befund(
        ordnung=ordnung,
        faehigkeit=faehigkeit,
        maengel=list(maengel),
        angenommen=widersprueche == 0,
        rechnung=f"Einvernehmen gesucht, {anzahl}",
        stimmen=None,
        nicht_abgegeben=None,
        noetig=None,
    )


def _stichentscheid_traegt(stimmen: Stimmen, regel: Mehrheitsregel, vorsitz_ja: bool) -> bool:
    return regel.stichentscheid and vorsitz_ja and stimmen.ja == stimmen.nein


def _befund(
    *,
    ordnung: Ordnung,
    faehigkeit: Beschlussfaehigkeit,
    maengel: list[Mangel],
    angenommen: bool | None,
    rechnung: str,
    stimmen: Stimmen | None,
    nicht_abgegeben: int | None,
    noetig: int | None,
) -> Abstimmungsbefund:
    if faehigkeit.faehig is False:
        maengel.append(Mangel("nicht_beschlussfaehig"))
    if maengel:
        # By seat, then by code; what concerns the whole vote comes last.
        maengel.sort(key=lambda mangel: (mangel.sitz is None, mangel.sitz or "", mangel.code))
        angenommen = False
    verstoesse = tuple(
        Verstoss(code, _MANGEL[code] if sitz is None else f"{sitz}: {_MANGEL[code]}")
        for code, sitz in maengel
    )
    urteil = "ungueltig" if verstoesse else _URTEIL[angenommen]
    schluss = {"ungueltig": "ungültig, ", NICHT_GEREGELT: "nicht geregelt"}.get(urteil, urteil)
    schluss += "; ".join(verstoss.text for verstoss in verstoesse)
    normen = set(faehigkeit.befund.normen)
    if ordnung.mehrheit:
        normen.add(ordnung.mehrheit.norm)
    return Abstimmungsbefund(
        gueltig=not maengel,
        angenommen=angenommen,
        stimmen=stimmen,
        nicht_abgegeben=nicht_abgegeben,
        erforderlich=noetig,
        maengel=tuple(maengel),
        befund=Befund(
            urteil, tuple(sorted(normen)), f"{rechnung}: {schluss}. {faehigkeit.befund.rechnung}", verstoesse
        ),
    )
