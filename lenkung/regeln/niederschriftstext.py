"""Der Text einer Niederschrift: was in der Sitzung geschah, in ganzen Sätzen (GO RSK § 7 Abs. 1).

Einfache Werte hinein, Text heraus; die Sätze kommen aus den Textbausteinen des Kreises. Absätze trennt eine
leere Zeile, Aufzählungen beginnen mit „- “.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kim.basis.anzeige import datum, uhrzeit, wochentag
from kim.versand.regeln.platzhalter import ersetzen
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.textbausteine import Satzart
from lenkung.regeln.verlauf import Weise
from lenkung.regeln.werte import Sitzungsart

Bausteine = Mapping[Satzart, str]

_FORM = {
    Sitzungsart.PRAESENZ: "in Präsenz",
    Sitzungsart.DIGITAL: "digital",
    Sitzungsart.HYBRID: "hybrid",
}
ORT, TAG, BEGINN, ENDE, LEITUNG, FORM = "Ort", "Tag", "Beginn", "Ende", "Leitung", "Form"


class Zeitraum(NamedTuple):
    """`bis` None: bis zum Schluss."""

    von: datetime
    bis: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rahmen:
    """Was im Kopf steht."""

    ort: str
    tag: date
    beginn: datetime
    ende: datetime
    leitung: str
    form: Sitzungsart = Sitzungsart.PRAESENZ


@dataclass(frozen=True, slots=True)
class Anwesend:
    """Ein Mensch in der Liste; `punkte` sind die Nummern, zu denen ein Gast kam."""

    name: str
    stelle: str = ""
    stellvertretung: bool = False
    digital: bool = False
    zeiten: tuple[Zeitraum, ...] = ()
    punkte: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Liste:
    mit_stimme: tuple[Anwesend, ...] = ()
    ohne_stimme: tuple[Anwesend, ...] = ()
    gaeste: tuple[Anwesend, ...] = ()
    nicht_vertreten: tuple[str, ...] = ()


class Feststellung(NamedTuple):
    """Was der Vorsitz zur Beschlussfähigkeit sagte; `wieder`: vorher stellte er das Gegenteil fest."""

    zeit: datetime
    faehig: bool
    rechnung: str
    wieder: bool = False


@dataclass(frozen=True, slots=True)
class Behandlung:
    """Ein Punkt, wie er in der Sitzung lief."""

    art: Punktart
    stand: Punktstand
    vortrag: str = ""
    notiz: str = ""
    grund: str = ""
    feststellungen: tuple[Feststellung, ...] = ()


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """Ein Beschluss, wie der Vorsitz ihn festgestellt hat. Ohne `stimmen` wurde nicht gezählt."""

    zeichen: str
    text: str
    angenommen: bool
    weise: Weise | None = None
    stimmen: Stimmen | None = None
    stichentscheid: bool = False
    namentlich: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Je Wort („Ja“, „Nein“, „Enthaltung“), wer so gestimmt hat."""
    gerechnet: bool = True
    """Sonst ist `rechnung` die Angabe aus einer früheren Niederschrift."""
    rechnung: str = ""


# Kopf und Anwesenheit ---------------------------------------------------------------------------------------


def kopftext(rahmen: Rahmen) -> str:
    """Eine Angabe je Zeile; fehlt der Ort, bleibt seine Zeile leer und die Prüfung nennt ihn."""
    angaben = (
        (ORT, rahmen.ort),
        (FORM, _FORM[rahmen.form]),
        (TAG, f"{wochentag(rahmen.tag)}, {datum(rahmen.tag)}"),
        (BEGINN, uhrzeit(rahmen.beginn)),
        (ENDE, uhrzeit(rahmen.ende)),
        (LEITUNG, rahmen.leitung),
    )
    return "\n".join(f"{name}: {wert}".rstrip() for name, wert in angaben)


def angabe(text: str, name: str) -> str:
    """Was im Kopf hinter diesem Wort steht, auch wenn ihn jemand von Hand geändert hat."""
    for zeile in text.splitlines():
        vorn, trenner, wert = zeile.partition(":")
        if trenner and vorn.strip().casefold() == name.casefold() and wert.strip():
            return wert.strip()
    return ""


def anwesenheitstext(liste: Liste, rahmen: Rahmen) -> str:
    """Leer, wenn niemand eingetragen ist."""
    teile = [
        _aufzaehlung("Mitglieder und Stellvertretungen", _personen(liste.mit_stimme, rahmen)),
        _aufzaehlung("Ohne Stimme", _personen(liste.ohne_stimme, rahmen)),
        _aufzaehlung("Gäste", _personen(liste.gaeste, rahmen)),
    ]
    if any(teile):
        teile.append(_aufzaehlung("Nicht vertreten", liste.nicht_vertreten))
    return _absaetze(teile)


def _personen(personen: Iterable[Anwesend], rahmen: Rahmen) -> list[str]:
    return [", ".join(teile_der_person(person, rahmen.beginn, rahmen.ende)) for person in personen]


def teile_der_person(person: Anwesend, beginn: datetime, ende: datetime) -> Iterable[str]:
    """Name, Stelle, dann was noch von ihr zu sagen ist."""
    yield f"{person.name} (Stellvertretung)" if person.stellvertretung else person.name
    if person.stelle:
        yield person.stelle
    if person.punkte:
        yield "zu " + _gereiht([f"TOP {nummer}" for nummer in sorted(set(person.punkte))])
    if person.digital:
        yield "digital"
    zeiten = zeiten_in_worten(person.zeiten, beginn, ende)
    if zeiten:
        yield zeiten


def zeiten_in_worten(zeiten: Iterable[Zeitraum], beginn: datetime, ende: datetime) -> str:
    """„ab 14:20 Uhr“, „bis 15:10 Uhr“; leer, wer die ganze Sitzung da war. Gerechnet wird auf die Minute."""
    stuecke = []
    for von, bis in _zusammengefasst(zeiten, _minute(beginn), _minute(ende)):
        spaeter, frueher = von > _minute(beginn), bis < _minute(ende)
        if spaeter and frueher:
            stuecke.append(f"von {uhrzeit(von)} bis {uhrzeit(bis)}")
        elif spaeter:
            stuecke.append(f"ab {uhrzeit(von)}")
        elif frueher:
            stuecke.append(f"bis {uhrzeit(bis)}")
    return _gereiht(stuecke)


def war_da(zeiten: Iterable[Zeitraum], beginn: datetime, ende: datetime) -> bool:
    """Wer vor der Eröffnung wieder ging, war nicht in der Sitzung."""
    return bool(_zusammengefasst(zeiten, _minute(beginn), _minute(ende)))


def _zusammengefasst(
    zeiten: Iterable[Zeitraum], beginn: datetime, ende: datetime
) -> list[tuple[datetime, datetime]]:
    """Auf die Sitzung beschnitten; was sich berührt, ist eine Zeit (wer von digital zu vor Ort wechselt)."""
    ergebnis: list[tuple[datetime, datetime]] = []
    for von, bis in sorted((_minute(zeit.von), _minute(zeit.bis or ende)) for zeit in zeiten):
        von, bis = max(von, beginn), min(bis, ende)
        if von > bis or (von == bis and beginn != ende):
            continue
        if ergebnis and von <= ergebnis[-1][1]:
            ergebnis[-1] = (ergebnis[-1][0], max(bis, ergebnis[-1][1]))
        else:
            ergebnis.append((von, bis))
    return ergebnis


def _minute(wann: datetime) -> datetime:
    return wann.replace(second=0, microsecond=0)


# Verlauf ----------------------------------------------------------------------------------------------------


def eroeffnungstext(rahmen: Rahmen, feststellungen: Sequence[Feststellung], bausteine: Bausteine) -> str:
    saetze = [
        ersetzen(
            bausteine[Satzart.EROEFFNUNG], {"leitung": rahmen.leitung, "beginn": uhrzeit(rahmen.beginn)}
        ),
        *(_feststellung(satz, bausteine) for satz in feststellungen),
    ]
    return _absaetze(saetze)


def schlusstext(rahmen: Rahmen, bausteine: Bausteine) -> str:
    return ersetzen(bausteine[Satzart.SCHLUSS], {"leitung": rahmen.leitung, "ende": uhrzeit(rahmen.ende)})


def _feststellung(satz: Feststellung, bausteine: Bausteine) -> str:
    if not satz.faehig:
        art = Satzart.BESCHLUSSUNFAEHIG
    else:
        art = Satzart.WIEDER_BESCHLUSSFAEHIG if satz.wieder else Satzart.BESCHLUSSFAEHIG
    return _satz(bausteine[art], {"uhrzeit": uhrzeit(satz.zeit), "rechnung": _mit_punkt(satz.rechnung)})


def punkttext(behandlung: Behandlung, bausteine: Bausteine) -> str:
    """Was zu einem Punkt geschrieben wird; die Beschlüsse stehen für sich."""
    grund = {"grund": _mit_punkt(behandlung.grund)}
    teile = [_feststellung(satz, bausteine) for satz in behandlung.feststellungen]
    if behandlung.stand is Punktstand.ABGESETZT:
        return _absaetze([*teile, behandlung.notiz, _satz(bausteine[Satzart.ABGESETZT], grund)])
    if behandlung.vortrag:
        teile.append(ersetzen(bausteine[Satzart.VORTRAG], {"vortrag": behandlung.vortrag.rstrip(".")}))
    teile.append(behandlung.notiz)
    if behandlung.stand is Punktstand.ZURUECKGESTELLT:
        teile.append(_satz(bausteine[Satzart.ZURUECKGESTELLT], grund))
    elif behandlung.art is Punktart.BERICHT and behandlung.stand is Punktstand.BEHANDELT:
        teile.append(bausteine[Satzart.KENNTNISNAHME])
    return _absaetze(teile)


# Beschlüsse -------------------------------------------------------------------------------------------------


def beschlusstext(ergebnis: Ergebnis, bausteine: Bausteine) -> str:
    """Nummer, Wortlaut, Ergebnis und Rechnung, wie der Vorsitz es festgestellt hat."""
    teile = [f"Beschluss {ergebnis.zeichen}:\n{ergebnis.text.strip()}", _ergebnissatz(ergebnis, bausteine)]
    teile.append("\n".join(f"{wort}: {', '.join(namen)}." for wort, namen in ergebnis.namentlich if namen))
    if ergebnis.gerechnet and ergebnis.rechnung:
        rechnung = {"rechnung": _mit_punkt(ergebnis.rechnung)}
        teile.append(ersetzen(bausteine[Satzart.RECHNUNG], rechnung))
    return _absaetze(teile)


_MIT_STIMMEN = {
    Weise.OFFEN: Satzart.OFFEN,
    Weise.NAMENTLICH: Satzart.NAMENTLICH,
    Weise.GEHEIM: Satzart.GEHEIM,
}


def _ergebnissatz(ergebnis: Ergebnis, bausteine: Bausteine) -> str:
    wort = {"ergebnis": "angenommen" if ergebnis.angenommen else "abgelehnt"}
    if not ergebnis.gerechnet and ergebnis.rechnung.strip():
        angabe = ergebnis.rechnung.strip().rstrip(".")
        return ersetzen(bausteine[Satzart.UEBERNOMMEN], {"angabe": angabe, **wort})
    if ergebnis.weise is Weise.EINVERNEHMLICH and ergebnis.angenommen:
        return bausteine[Satzart.EINVERNEHMLICH]
    art = _MIT_STIMMEN.get(ergebnis.weise) if ergebnis.weise else None
    if art is None or ergebnis.stimmen is None:
        return ersetzen(bausteine[Satzart.OHNE_ANGABE], wort)
    satz = ersetzen(bausteine[art], {"stimmen": stimmen_in_worten(ergebnis.stimmen), **wort})
    entschieden = ergebnis.stichentscheid and ergebnis.angenommen
    if entschieden and ergebnis.stimmen.ja == ergebnis.stimmen.nein:
        satz = f"{satz} {bausteine[Satzart.STICHENTSCHEID]}"
    return satz


def stimmen_in_worten(stimmen: Stimmen) -> str:
    """Hinter „mit“: „9 Ja-Stimmen, 1 Nein-Stimme und ohne Enthaltung“."""
    ja = _gezaehlt(stimmen.ja, "Ja-Stimme", "Ja-Stimmen") if stimmen.ja else "keiner Ja-Stimme"
    nein = _gezaehlt(stimmen.nein, "Nein-Stimme", "Nein-Stimmen") if stimmen.nein else "ohne Nein-Stimme"
    enthaltung = (
        _gezaehlt(stimmen.enthaltung, "Enthaltung", "Enthaltungen")
        if stimmen.enthaltung
        else "ohne Enthaltung"
    )
    return f"{ja}, {nein} und {enthaltung}"


# Kleines ----------------------------------------------------------------------------------------------------


def _gezaehlt(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    return f"{anzahl} {einzahl if anzahl == 1 else mehrzahl}"


def _gereiht(teile: Sequence[str]) -> str:
    """a, b und c"""
    return " und ".join(filter(None, (", ".join(teile[:-1]), *teile[-1:])))


def _satz(baustein: str, werte: Mapping[str, str]) -> str:
    """Ohne Leerzeichen am Ende, wenn ein Wert fehlt."""
    return ersetzen(baustein, werte).strip()


def _mit_punkt(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def _aufzaehlung(titel: str, zeilen: Sequence[str]) -> str:
    return "\n".join((f"{titel}:", *(f"- {zeile}" for zeile in zeilen))) if zeilen else ""


def _absaetze(teile: Iterable[str]) -> str:
    return "\n\n".join(teil.replace("\r\n", "\n").strip() for teil in teile if teil.strip())
