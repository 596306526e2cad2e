"""Das Urteil über ein unterschriebenes PDF: aus dem, was die Prüfung an jeder Unterschrift gefunden hat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kim.basis.zeit import BERLIN

GRENZE = 50 * 1024 * 1024


class Urteil(StrEnum):
    ECHT = "echt"
    UNVOLLSTAENDIG = "unvollstaendig"
    """Was da ist, stimmt; es fehlt aber eine Unterschrift."""
    NICHT_UNTERSCHRIEBEN = "nicht_unterschrieben"
    UNGUELTIG = "ungueltig"


class Deckung(StrEnum):
    """Was eine Unterschrift deckt."""

    GANZE_DATEI = "ganze_datei"
    FASSUNG = "fassung"
    """Die Datei bis zu dieser Unterschrift; danach kam etwas hinzu."""
    LUECKE = "luecke"


class Danach(StrEnum):
    """Was nach einer Unterschrift mit der Datei geschah."""

    NICHTS = "nichts"
    UNTERSCHRIFT = "unterschrift"
    AENDERUNG = "aenderung"


@dataclass(frozen=True, slots=True)
class Unterschrift:
    feld: str
    name: str
    funktion: str
    organisation: str
    zeit: datetime | None
    grund: str
    ort: str
    unversehrt: bool
    deckung: Deckung
    vertraut: bool
    danach: Danach
    inhaber: str
    aussteller: str
    seriennummer: str
    fingerabdruck: str
    zeitstempel: bool = False
    """Ein Zeitstempeldienst, dem diese Einrichtung vertraut, hat die Zeit bestätigt."""

    @property
    def in_ordnung(self) -> bool:
        return (
            self.unversehrt
            and self.vertraut
            and self.danach is not Danach.AENDERUNG
            and self.deckung is not Deckung.LUECKE
        )


@dataclass(frozen=True, slots=True)
class Siegelbefund:
    urteil: Urteil
    grund: str
    unterschriften: tuple[Unterschrift, ...] = ()
    fehlend: tuple[str, ...] = ()
    """Felder, in denen eine Unterschrift fehlt."""

    @property
    def echt(self) -> bool:
        return self.urteil is Urteil.ECHT


def ungueltig(grund: str) -> Siegelbefund:
    return Siegelbefund(Urteil.UNGUELTIG, grund)


NICHT_LESBAR = (
    "Die Datei lässt sich nicht prüfen: Sie ist beschädigt oder kein PDF, wie KIM es unterschreibt."
)
ZU_GROSS = "Die Datei ist größer als 50 MB. So große Dateien werden nicht geprüft."


def urteile(
    unterschriften: Sequence[Unterschrift], *, leere_felder: Sequence[str] = (), erwartete: Sequence[str] = ()
) -> Siegelbefund:
    """Echt ist die Datei nur, wenn jede Unterschrift stimmt und keine fehlt."""
    liste = tuple(unterschriften)
    if not liste:
        fehlend = tuple(dict.fromkeys((*erwartete, *leere_felder)))
        return Siegelbefund(
            Urteil.NICHT_UNTERSCHRIEBEN, "Die Datei trägt keine Unterschrift.", fehlend=fehlend
        )
    for unterschrift in liste:
        mangel = _mangel(unterschrift)
        if mangel:
            return Siegelbefund(Urteil.UNGUELTIG, mangel, liste)
    vorhanden = {unterschrift.feld for unterschrift in liste}
    fehlend = tuple(f for f in dict.fromkeys((*erwartete, *leere_felder)) if f not in vorhanden)
    if fehlend:
        grund = "Was unterschrieben ist, ist unverändert. Es fehlt aber noch: " + ", ".join(fehlend) + "."
        return Siegelbefund(Urteil.UNVOLLSTAENDIG, grund, liste, fehlend)
    if erwartete and vorhanden - set(erwartete):
        zuviel = ", ".join(sorted(vorhanden - set(erwartete)))
        return Siegelbefund(
            Urteil.UNGUELTIG, f"Die Datei trägt eine Unterschrift, die nicht zu ihr gehört: {zuviel}.", liste
        )
    return Siegelbefund(Urteil.ECHT, _bestaetigung(liste), liste)


def _mangel(unterschrift: Unterschrift) -> str:
    wer = unterschrift.name or unterschrift.feld
    if not unterschrift.unversehrt:
        return f"Die Datei wurde verändert: Die Unterschrift von {wer} passt nicht mehr zu ihrem Inhalt."
    if unterschrift.deckung is Deckung.LUECKE:
        return f"Die Unterschrift von {wer} deckt nicht den ganzen Inhalt der Datei."
    if unterschrift.danach is Danach.AENDERUNG:
        return f"Nach der Unterschrift von {wer} wurde die Datei noch geändert."
    if not unterschrift.vertraut:
        return (
            f"Die Unterschrift von {wer} beruht auf einem Zertifikat, dem diese Einrichtung nicht vertraut "
            "oder das zu dieser Zeit nicht galt."
        )
    return ""


def _bestaetigung(liste: tuple[Unterschrift, ...]) -> str:
    teile = [
        f"{u.name} am {u.zeit.astimezone(BERLIN):%d.%m.%Y um %H:%M} Uhr" if u.zeit else u.name for u in liste
    ]
    wort = "Die Unterschrift ist" if len(liste) == 1 else "Die Unterschriften sind"
    return f"{wort} echt, und die Datei ist seitdem unverändert. Unterzeichnet von {'; '.join(teile)}."
