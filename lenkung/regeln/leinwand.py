"""Was von der Sitzung an der Wand steht, und wie kurz."""

from __future__ import annotations

from enum import StrEnum

from lenkung.regeln.verlauf import Abstimmungsstand, Weise

WORTLAUT_HOECHSTENS = 900
"""So viele Zeichen liest man auch von hinten; was darüber ist, steht in der Vorlage."""
AUSLASSUNG = " …"


class Tafel(StrEnum):
    """Was die Wand neben dem Punkt zeigt."""

    BERATUNG = "beratung"
    """Es ist noch nicht entschieden, und es wird gerade nicht abgestimmt."""
    KEIN_EINVERNEHMEN = "kein_einvernehmen"
    LAEUFT = "laeuft"
    GEZAEHLT = "gezaehlt"
    ERGEBNIS = "ergebnis"


def tafel(stand: Abstimmungsstand | None, weise: Weise | None) -> Tafel:
    """Nach dem Stand der letzten Abstimmung zu diesem Wortlaut.

    Das Gezählte steht erst an der Wand, wenn der Vorsitz das Ergebnis festgestellt hat (GO RSK § 7 Abs. 1).
    """
    if stand is Abstimmungsstand.LAEUFT:
        return Tafel.LAEUFT
    if stand is Abstimmungsstand.GESCHLOSSEN:
        return Tafel.GEZAEHLT
    if stand is Abstimmungsstand.FESTGESTELLT:
        return Tafel.ERGEBNIS
    if stand is Abstimmungsstand.VERWORFEN and weise is Weise.EINVERNEHMLICH:
        return Tafel.KEIN_EINVERNEHMEN
    return Tafel.BERATUNG


def gekuerzt(text: str, hoechstens: int = WORTLAUT_HOECHSTENS) -> tuple[str, bool]:
    """Der Text, nötigenfalls bis zum letzten ganzen Satz oder Wort, und ob etwas fehlt."""
    text = text.strip()
    if len(text) <= hoechstens:
        return text, False
    anfang = text[:hoechstens]
    saetze = max(anfang.rfind(ende) for ende in (". ", ".\n", "\n\n"))
    if saetze >= hoechstens // 2:
        return anfang[: saetze + 1].rstrip() + AUSLASSUNG, True
    worte = max(anfang.rfind(" "), anfang.rfind("\n"))
    return anfang[: worte if worte > 0 else hoechstens].rstrip() + AUSLASSUNG, True


def kurze_rechnung(rechnung: str) -> str:
    """„12 von 17 stimmberechtigten Sitzen vertreten, 2·12 ≥ 17 (§ 6 Abs. 4)“

    Aus der Rechnung eines Befunds die Zahlen und die Norm; das Urteil steht daneben schon in groß.
    """
    teile = rechnung.rstrip(".").split("; ")
    zahlen = ", ".join(teil.partition(": ")[0].partition(", §")[0] for teil in teile[:2])
    _davor, komma, norm = rechnung.rstrip(".").rpartition(", §")
    return f"{zahlen} (§{norm})" if komma else zahlen
