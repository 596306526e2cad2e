"""Lesen: wonach erinnert wird und was davon jetzt ansteht."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kim.basis.zeit import berliner_tag
from lenkung.domain.queries.einstellung import einstellung_von
from lenkung.domain.queries.sitzungen import zeilen_fuer
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import (
    Erinnerung,
    Erinnerungsregel,
    Gremium,
    Sitz,
    Sitzung,
    Teilnahme,
)
from lenkung.regeln.erinnerung import (
    HAUSREGELN,
    ZUR_SITZUNG,
    Erinnerungsart,
    Erinnerungsziel,
    Faellig,
    Regel,
    Sitzungslage,
    bezugstage,
    erinnerungstage,
    faellig,
    schluessel_sitz,
)
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle, Zusage

Regeln = Mapping[Erinnerungsart, Regel]


def regel_aus(satz: Erinnerungsregel) -> Regel:
    return Regel(satz.aktiv, tuple(satz.tage), tuple(Erinnerungsziel(ziel) for ziel in satz.an))


def regeln_von(gremium_ids: Iterable[int]) -> dict[int, Regeln]:
    """Je Gremium alle Arten: was es selbst eingestellt hat, sonst die Regel des Hauses; eine Abfrage."""
    je_gremium: dict[int, dict[Erinnerungsart, Regel]] = {pk: dict(HAUSREGELN) for pk in gremium_ids}
    for satz in Erinnerungsregel.objects.filter(gremium_id__in=je_gremium):
        je_gremium[satz.gremium_id][Erinnerungsart(satz.art)] = regel_aus(satz)
    return dict(je_gremium)


def abdruck_der_einstellungen(gremium: Gremium) -> str:
    """Ändert sich mit jeder Angabe: so merkt ein Formular, dass inzwischen jemand anderes gespeichert hat."""
    satz = einstellung_von(gremium)
    werte = [satz.einladung_an_stellvertretung, satz.anhang_grenze_mb, satz.link_tage]
    regeln = regeln_von([gremium.pk])[gremium.pk]
    text = repr([werte, [(art.value, regeln[art]) for art in Erinnerungsart]])
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Vorschauzeile:
    """Wann und an wen eine Erinnerung zur nächsten Sitzung ginge; ohne Tage ist nichts geregelt."""

    art: Erinnerungsart
    regel: Regel
    tage: tuple[date, ...]
    bezugstag: date | None


def vorschau(gremium: Gremium, regeln: Regeln, jetzt: datetime) -> tuple[Sitzung | None, list[Vorschauzeile]]:
    """Für die nächste Sitzung, zu der noch nicht eingeladen ist, sonst für die nächste überhaupt."""
    kommende = kuenftige_sitzungen([gremium], jetzt)
    offene = [sitzung for sitzung in kommende if sitzung.lage is not Sitzungsstand.EINGELADEN]
    if not kommende:
        return None, []
    sitzung = (offene or kommende)[0]
    (zeile,) = zeilen_fuer([sitzung], berliner_tag(jetzt))
    bezuege = bezugstage(zeile.marken)
    return sitzung, [
        Vorschauzeile(
            art,
            regeln[art],
            erinnerungstage(regeln[art], bezuege[art]) if art in bezuege else (),
            bezuege.get(art),
        )
        for art in ZUR_SITZUNG
    ]


@dataclass(frozen=True, slots=True)
class Anstehend:
    """Eine fällige Erinnerung zu einer Sitzung, mit der Stelle der Geschäftsordnung."""

    sitzung: Sitzung
    was: Faellig
    norm: str


def kuenftige_sitzungen(gremien: Iterable[Gremium], jetzt: datetime) -> list[Sitzung]:
    """Was noch vorbereitet wird und nicht begonnen hat."""
    menge = Sitzung.objects.filter(
        gremium__in=list(gremien), beginn__gt=jetzt, stand__in=[stand.value for stand in VERAENDERLICH]
    )
    return list(menge.select_related("gremium__kreis", "standort").order_by("beginn", "pk"))


def anstehende(sitzungen: Sequence[Sitzung], jetzt: datetime) -> list[Anstehend]:
    """Alle fälligen Erinnerungen dieser Sitzungen; fünf Abfragen für beliebig viele."""
    if not sitzungen:
        return []
    heute = berliner_tag(jetzt)
    ids = [sitzung.pk for sitzung in sitzungen]
    regeln = regeln_von({sitzung.gremium_id for sitzung in sitzungen})
    erledigt = frozenset(Erinnerung.objects.filter(sitzung_id__in=ids).values_list("schluessel", flat=True))
    gefragt = _gefragt(ids)
    liste = []
    for zeile in zeilen_fuer(sitzungen, heute):
        sitzung = zeile.sitzung
        eigene = regeln[sitzung.gremium_id]
        lage = Sitzungslage(
            sitzung.pk,
            sitzung.tag,
            sitzung.lage,
            begonnen=sitzung.beginn <= jetzt,
            bezugstage=bezugstage(zeile.marken),
            gefragt=tuple(
                berliner_tag(wann)
                for rolle, wann in gefragt.get(sitzung.pk, ())
                if rolle in eigene[Erinnerungsart.ANTWORT].an
            ),
        )
        normen = {marke.art.value: marke.norm for marke in zeile.marken}
        for art in ZUR_SITZUNG:
            was = faellig(art, lage, eigene[art], heute=heute, erledigt=erledigt)
            if was is not None:
                liste.append(Anstehend(sitzung, was, normen.get(art.value, "")))
    return liste


_ZIEL_DER_ROLLE = {
    Teilnahmerolle.MITGLIED.value: Erinnerungsziel.MITGLIEDER,
    Teilnahmerolle.STELLVERTRETUNG.value: Erinnerungsziel.STELLVERTRETUNGEN,
}


def _gefragt(sitzung_ids: Iterable[int]) -> dict[int, list[tuple[Erinnerungsziel, datetime]]]:
    offene = Teilnahme.objects.filter(
        sitzung_id__in=list(sitzung_ids), zusage=Zusage.OFFEN.value, gefragt_am__isnull=False
    ).exclude(rolle=Teilnahmerolle.GAST.value)
    je_sitzung: dict[int, list[tuple[Erinnerungsziel, datetime]]] = {}
    for sitzung_id, rolle, wann in offene.values_list("sitzung_id", "rolle", "gefragt_am"):
        assert wann is not None  # only those who were asked
        je_sitzung.setdefault(sitzung_id, []).append((_ZIEL_DER_ROLLE[rolle], wann))
    return je_sitzung


def zu_mahnen(sitzung: Sitzung, ziele: Iterable[Erinnerungsziel], vor: date) -> list[Teilnahme]:
    """Wer vor diesem Tag um Antwort gebeten wurde und noch nicht geantwortet hat."""
    rollen = _rollen(ziele)
    offene = Teilnahme.objects.filter(sitzung=sitzung, rolle__in=rollen, zusage=Zusage.OFFEN.value)
    return [t for t in offene if t.gefragt_am is not None and berliner_tag(t.gefragt_am) < vor]


def erwartete(sitzung: Sitzung, ziele: Iterable[Erinnerungsziel]) -> list[Teilnahme]:
    """Wer kommt oder noch nicht geantwortet hat; Stellvertretungen nur, wenn sie gefragt sind."""
    rollen = _rollen(ziele)
    menge = Teilnahme.objects.filter(sitzung=sitzung, rolle__in=rollen, gefragt_am__isnull=False)
    return list(menge.exclude(zusage=Zusage.VERHINDERT.value))


def _rollen(ziele: Iterable[Erinnerungsziel]) -> list[str]:
    ziele = set(ziele)
    return [rolle for rolle, ziel in _ZIEL_DER_ROLLE.items() if ziel in ziele]


def freie_sitze(gremien: Sequence[Gremium], heute: date) -> dict[int, list[Sitz]]:
    """Je Gremium die Sitze ohne Mitglied, an die in diesem Monat noch nicht erinnert wurde.

    Wofür eine Nachfolge schon feststeht, ist nichts zu tun.
    """
    frei: dict[int, list[Sitz]] = {}
    for zeile in sitzzeilen_am([gremium.pk for gremium in gremien], heute):
        if zeile.mitglied is None and zeile.kommendes_mitglied is None:
            frei.setdefault(zeile.sitz.gremium_id, []).append(zeile.sitz)
    schluessel = {schluessel_sitz(sitz.pk, heute) for sitze in frei.values() for sitz in sitze}
    erledigt = set(Erinnerung.objects.filter(schluessel__in=schluessel).values_list("schluessel", flat=True))
    offen = {
        pk: [sitz for sitz in sitze if schluessel_sitz(sitz.pk, heute) not in erledigt]
        for pk, sitze in frei.items()
    }
    return {pk: sitze for pk, sitze in offen.items() if sitze}
