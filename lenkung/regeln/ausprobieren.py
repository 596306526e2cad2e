"""Eine Geschäftsordnung ausprobieren: angenommene Zahlen hinein, alle Urteile heraus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from kim.basis.befund import Befund
from lenkung.regeln.abstimmung import Abstimmungsbefund, abstimmung_auswerten, einvernehmen_auswerten
from lenkung.regeln.beschlussfaehigkeit import Beschlussfaehigkeit, beschlussfaehigkeit
from lenkung.regeln.einladung import Einladung, einladung_pruefen
from lenkung.regeln.fristen import Fristen, fristen, vorschlag_pruefen
from lenkung.regeln.mehrheit import Stimmen, grundmenge, traegt
from lenkung.regeln.niederschrift import Genehmigungsbefund, genehmigung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.werte import Sitzungsart
from lenkung.regeln.zweite_einberufung import zweite_einberufung_wirksam


@dataclass(frozen=True, slots=True)
class Annahmen:
    """Was im Probelauf angenommen wird. Ohne Zahlen der Stimmen: einvernehmlich."""

    sitzungstag: date
    sitzungsart: Sitzungsart
    versandt: date | None
    dringlich: bool
    begruendet: bool
    mit_ort: bool
    mit_tagesordnung: bool
    vorschlag_am: date | None
    stimmberechtigte: int
    besetzte: int
    vertretene: int
    unfaehig_festgestellt: bool
    zweite_einberufung: bool
    stimmen: Stimmen | None
    widersprueche: int
    stichentscheid: bool
    niederschrift_versandt: date | None
    naechste_sitzung: date | None
    einwendung_am: date | None
    stichtag: date


@dataclass(frozen=True, slots=True)
class Schwelle:
    """Eine Zahl vertretener Sitze: beschlussfähig? Wie viele Ja, wenn alle übrigen Nein sagen?"""

    vertretene: int
    urteil: str
    noetige_ja: int | None


@dataclass(frozen=True, slots=True)
class Urteile:
    fristen: Fristen
    einladung: Befund
    vorschlag: Befund | None
    faehigkeit: Beschlussfaehigkeit
    abstimmung: Abstimmungsbefund
    niederschrift: Genehmigungsbefund
    schwellen: tuple[Schwelle, ...]


def ausprobieren(ordnung: Ordnung, annahmen: Annahmen) -> Urteile:
    einladung = Einladung(
        versandt=_mittags(annahmen.versandt),
        ort="x" if annahmen.mit_ort else None,
        termin=True,
        tagesordnung=annahmen.mit_tagesordnung,
        dringlich=annahmen.dringlich,
        begruendung="x" if annahmen.begruendet else None,
        hinweis_zweite_einberufung=annahmen.zweite_einberufung,
    )
    urteil = einladung_pruefen(
        einladung=einladung,
        sitzungstag=annahmen.sitzungstag,
        sitzungsart=annahmen.sitzungsart,
        regel=ordnung.ladung,
    )
    zweite = annahmen.zweite_einberufung and zweite_einberufung_wirksam(
        ordnung=ordnung, einladung=einladung, urteil_einladung=urteil.urteil
    )
    return Urteile(
        fristen=fristen(annahmen.sitzungstag, ordnung),
        einladung=urteil,
        vorschlag=None
        if annahmen.vorschlag_am is None
        else vorschlag_pruefen(
            eingang=annahmen.vorschlag_am, sitzungstag=annahmen.sitzungstag, regel=ordnung.vorschlaege
        ),
        faehigkeit=_faehigkeit(ordnung, annahmen, annahmen.vertretene, zweite),
        abstimmung=_abstimmung(ordnung, annahmen, zweite),
        niederschrift=genehmigung(
            regel=ordnung.niederschrift,
            stichtag=annahmen.stichtag,
            einwendungen=[e for e in (_mittags(annahmen.einwendung_am),) if e is not None],
            versandt=_mittags(annahmen.niederschrift_versandt),
            naechste_sitzung=_mittags(annahmen.naechste_sitzung),
        ),
        schwellen=tuple(
            Schwelle(
                zahl,
                _faehigkeit(ordnung, annahmen, zahl, zweite).befund.urteil,
                noetige_ja(ordnung, vertretene=zahl, stimmberechtigte=annahmen.stimmberechtigte),
            )
            for zahl in range(annahmen.besetzte, -1, -1)
        ),
    )


def noetige_ja(ordnung: Ordnung, *, vertretene: int, stimmberechtigte: int) -> int | None:
    """Die kleinste Zahl von Ja-Stimmen, die trägt, wenn alle übrigen Vertretenen Nein sagen."""
    regel = ordnung.mehrheit
    if regel is None:
        return None
    for ja in range(1, vertretene + 1):
        stimmen = Stimmen(ja, vertretene - ja, 0)
        basis = grundmenge(stimmen, regel, vertretene=vertretene, stimmberechtigte=stimmberechtigte)
        if traegt(ja, basis, regel):
            return ja
    return None


def _faehigkeit(ordnung: Ordnung, annahmen: Annahmen, vertretene: int, zweite: bool) -> Beschlussfaehigkeit:
    return beschlussfaehigkeit(
        ordnung=ordnung,
        stimmberechtigte=annahmen.stimmberechtigte,
        besetzte=annahmen.besetzte,
        vertretene=vertretene,
        unfaehig_festgestellt=annahmen.unfaehig_festgestellt,
        zweite_einberufung=zweite,
    )


def _abstimmung(ordnung: Ordnung, annahmen: Annahmen, zweite: bool) -> Abstimmungsbefund:
    faehigkeit = _faehigkeit(ordnung, annahmen, annahmen.vertretene, zweite)
    if annahmen.stimmen is None:
        return einvernehmen_auswerten(
            ordnung=ordnung, faehigkeit=faehigkeit, widersprueche=annahmen.widersprueche
        )
    return abstimmung_auswerten(
        ordnung=ordnung,
        faehigkeit=faehigkeit,
        stimmen=annahmen.stimmen,
        stichentscheid=annahmen.stichentscheid,
    )


def _mittags(tag: date | None) -> datetime | None:
    """Im Probelauf gibt es nur Tage; die Uhrzeit ändert an Tagesfristen nichts."""
    return None if tag is None else datetime.combine(tag, time(12))
