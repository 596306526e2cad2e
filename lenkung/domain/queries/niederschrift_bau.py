"""Lesen: was in einer geschlossenen Sitzung geschah, in den Sätzen der Niederschrift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lenkung.domain.queries.textbausteine import bausteine_des_kreises
from lenkung.domain.queries.verlauf import Verlaufsstand, verlaufsstand
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Punktgast,
    Punktnotiz,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Stimme,
    Tagesordnungspunkt,
)
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.niederschriftstext import (
    Anwesend,
    Bausteine,
    Behandlung,
    Ergebnis,
    Feststellung,
    Liste,
    Rahmen,
    Zeitraum,
    anwesenheitstext,
    beschlusstext,
    eroeffnungstext,
    kopftext,
    punkttext,
    schlusstext,
    war_da,
)
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import MIT_ZAHLEN, Ereignisart, Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart
from lenkung.regeln.werte import Feststellung as Feststellungsart

_WERTE = (Stimmwert.JA, Stimmwert.NEIN, Stimmwert.ENTHALTUNG)
_WORT = {Stimmwert.JA: "Ja", Stimmwert.NEIN: "Nein", Stimmwert.ENTHALTUNG: "Enthaltung"}
_EREIGNISSE = (Ereignisart.AUFGERUFEN, Ereignisart.ABGESETZT, Ereignisart.ZURUECKGESTELLT)


@dataclass(frozen=True, slots=True)
class GebauterAbschnitt:
    art: Abschnittsart
    text: str
    punkt: Tagesordnungspunkt | None = None
    festgestellt: str = ""
    mit_inhalt: bool = True
    """Ein Punkt, zu dem etwas steht, das nicht nur den Rahmen nennt."""

    @property
    def schluessel(self) -> tuple[str, int | None]:
        return self.art.value, self.punkt.pk if self.punkt else None


@dataclass(frozen=True, slots=True)
class Bau:
    abschnitte: tuple[GebauterAbschnitt, ...]
    beschluesse: tuple[Beschluss, ...]
    rahmen: Rahmen
    liste: Liste
    ergebnisse: Mapping[int, Ergebnis]
    """Je Beschluss, was in der Niederschrift von ihm steht."""


def ist_abgeschlossen(verlauf: Sitzungsverlauf | None) -> bool:
    """Eröffnet und geschlossen: vorher hat die Niederschrift keinen Anfang und kein Ende."""
    return verlauf is not None and verlauf.geschlossen_am is not None


def niederschrift_bauen(sitzung: Sitzung, verlauf: Sitzungsverlauf) -> Bau:
    """Höchstens zwölf Abfragen, gleich wie viele Punkte, Beschlüsse und Anwesende es sind."""
    bausteine = bausteine_des_kreises(sitzung.kreis_id)
    stand = verlaufsstand(sitzung, verlauf)
    rahmen = _rahmen(sitzung, verlauf)
    punkte = list(
        Tagesordnungspunkt.objects.filter(sitzung=sitzung, position__gt=0).order_by("position", "pk")
    )
    ereignisse = list(
        Sitzungsereignis.objects.filter(sitzung=sitzung, art__in=_EREIGNISSE).order_by("zeit", "pk")
    )
    feststellungen = _je_punkt(stand.feststellungen, ereignisse)
    beschluesse = list(
        Beschluss.objects.filter(sitzung=sitzung).select_related("abstimmung").order_by("jahr", "nummer")
    )
    ergebnisse = _ergebnisse(beschluesse)
    texte = _beschlusstexte(beschluesse, ergebnisse, bausteine)
    liste = _liste(stand, rahmen)
    notizen = dict(Punktnotiz.objects.filter(punkt__in=punkte).values_list("punkt_id", "text"))
    return Bau(
        (
            GebauterAbschnitt(Abschnittsart.KOPF, kopftext(rahmen)),
            GebauterAbschnitt(Abschnittsart.ANWESENHEIT, anwesenheitstext(liste, rahmen)),
            GebauterAbschnitt(
                Abschnittsart.EROEFFNUNG, eroeffnungstext(rahmen, feststellungen.get(None, ()), bausteine)
            ),
            *(
                _punkt(
                    punkt,
                    Behandlung(
                        punkt.punktart,
                        punkt.lage,
                        punkt.berichterstattung,
                        notizen.get(punkt.pk, ""),
                        _grund(punkt, ereignisse),
                        tuple(feststellungen.get(punkt.pk, ())),
                    ),
                    texte.get(punkt.pk, ""),
                    bausteine,
                )
                for punkt in punkte
            ),
            # A Beschluss entered from paper may name the session and no item.
            GebauterAbschnitt(
                Abschnittsart.SCHLUSS, schlusstext(rahmen, bausteine), festgestellt=texte.get(None, "")
            ),
        ),
        tuple(beschluesse),
        rahmen,
        liste,
        ergebnisse,
    )


def _rahmen(sitzung: Sitzung, verlauf: Sitzungsverlauf) -> Rahmen:
    assert verlauf.eroeffnet_am is not None
    assert verlauf.geschlossen_am is not None
    return Rahmen(
        sitzung.ort_text,
        sitzung.tag,
        verlauf.eroeffnet_am,
        verlauf.geschlossen_am,
        verlauf.leitung_name,
        sitzung.form,
    )


# Anwesenheit ------------------------------------------------------------------------------------------------


def _liste(stand: Verlaufsstand, rahmen: Rahmen) -> Liste:
    je_sitz: dict[int | None, dict[int | None, list[Anwesenheit]]] = {}
    gaeste: dict[tuple[str, str], list[Anwesenheit]] = {}
    eingeladene = _gaeste(stand)
    for satz in stand.anwesenheiten:
        if satz.rolle != Teilnahmerolle.GAST.value:
            je_sitz.setdefault(satz.sitz_id, {}).setdefault(satz.person_id, []).append(satz)
        else:
            # Invited to several items, a guest is one person.
            gast = eingeladene.get(satz.gast_id or 0)
            gaeste.setdefault((satz.name, gast.einrichtung if gast else ""), []).append(satz)
    mit_stimme: list[Anwesend] = []
    ohne_stimme: list[Anwesend] = []
    nicht_vertreten: list[str] = []
    for zeile in stand.zeilen:
        personen = [
            person
            for saetze in je_sitz.get(zeile.sitz.pk, {}).values()
            for person in _anwesend(saetze, zeile.sitz.name, rahmen)
        ]
        (mit_stimme if zeile.sitz.stimmrecht else ohne_stimme).extend(personen)
        if zeile.sitz.stimmrecht and not personen:
            nicht_vertreten.append(zeile.sitz.name)
    return Liste(
        tuple(mit_stimme),
        tuple(ohne_stimme),
        tuple(
            person
            for (_name, stelle), saetze in gaeste.items()
            for person in _anwesend(saetze, stelle, rahmen, eingeladene)
        ),
        tuple(nicht_vertreten),
    )


def _gaeste(stand: Verlaufsstand) -> dict[int, Punktgast]:
    nummern = [satz.gast_id for satz in stand.anwesenheiten if satz.gast_id is not None]
    return {gast.pk: gast for gast in Punktgast.objects.filter(pk__in=nummern).select_related("punkt")}


def _anwesend(
    saetze: list[Anwesenheit], stelle: str, rahmen: Rahmen, gaeste: Mapping[int, Punktgast] | None = None
) -> Iterable[Anwesend]:
    """Niemanden, wer vor der Eröffnung wieder gegangen ist."""
    zeiten = tuple(Zeitraum(satz.von, satz.bis) for satz in saetze)
    if war_da(zeiten, rahmen.beginn, rahmen.ende):
        eingeladen = [(gaeste or {}).get(satz.gast_id or 0) for satz in saetze]
        yield Anwesend(
            saetze[0].name,
            stelle,
            saetze[0].rolle == Teilnahmerolle.STELLVERTRETUNG.value,
            all(satz.art == Anwesenheitsart.DIGITAL.value for satz in saetze),
            zeiten,
            tuple(gast.punkt.position for gast in eingeladen if gast),
        )


# Punkte -----------------------------------------------------------------------------------------------------


def _je_punkt(
    feststellungen: Iterable[Sitzungsereignis], ereignisse: Iterable[Sitzungsereignis]
) -> dict[int | None, list[Feststellung]]:
    """Zu dem Punkt, der aufgerufen war; None: noch keiner, also zur Eröffnung."""
    aufrufe = [satz for satz in ereignisse if satz.art == Ereignisart.AUFGERUFEN.value]
    je_punkt: dict[int | None, list[Feststellung]] = {}
    unfaehig = False
    for satz in feststellungen:
        davor = [aufruf for aufruf in aufrufe if _folge(aufruf) < _folge(satz)]
        faehig = satz.art == Feststellungsart.BESCHLUSSFAEHIG.value
        je_punkt.setdefault(davor[-1].punkt_id if davor else None, []).append(
            Feststellung(satz.zeit, faehig, satz.text, wieder=faehig and unfaehig)
        )
        unfaehig = not faehig
    return je_punkt


def _folge(satz: Sitzungsereignis) -> tuple[datetime, int]:
    return satz.zeit, satz.pk


def _grund(punkt: Tagesordnungspunkt, ereignisse: Iterable[Sitzungsereignis]) -> str:
    """Warum er abgesetzt oder zurückgestellt wurde; das letzte Wort gilt."""
    arten = {
        Punktstand.ABGESETZT: Ereignisart.ABGESETZT.value,
        Punktstand.ZURUECKGESTELLT: Ereignisart.ZURUECKGESTELLT.value,
    }
    art = arten.get(punkt.lage)
    gruende = [satz.text for satz in ereignisse if satz.punkt_id == punkt.pk and satz.art == art]
    return gruende[-1] if gruende else ""


def _punkt(
    punkt: Tagesordnungspunkt, behandlung: Behandlung, festgestellt: str, bausteine: Bausteine
) -> GebauterAbschnitt:
    return GebauterAbschnitt(
        Abschnittsart.PUNKT,
        punkttext(behandlung, bausteine),
        punkt,
        festgestellt,
        mit_inhalt=bool(behandlung.notiz.strip()) or behandlung.art is Punktart.BERICHT,
    )


# Beschlüsse -------------------------------------------------------------------------------------------------


def _ergebnisse(beschluesse: list[Beschluss]) -> dict[int, Ergebnis]:
    stimmen = _stimmen(beschluesse)
    return {satz.pk: _ergebnis(satz, stimmen.get(satz.abstimmung_id or 0, [])) for satz in beschluesse}


def _beschlusstexte(
    beschluesse: list[Beschluss], ergebnisse: Mapping[int, Ergebnis], bausteine: Bausteine
) -> dict[int | None, str]:
    je_punkt: dict[int | None, list[str]] = {}
    for beschluss in beschluesse:
        text = beschlusstext(ergebnisse[beschluss.pk], bausteine)
        je_punkt.setdefault(beschluss.punkt_id, []).append(text)
    return {punkt_id: "\n\n".join(texte) for punkt_id, texte in je_punkt.items()}


def _stimmen(beschluesse: Iterable[Beschluss]) -> dict[int, list[Stimme]]:
    """Bei geheimer und offener Abstimmung gibt es keine Namen."""
    nummern = [satz.abstimmung_id for satz in beschluesse if satz.abstimmung_id is not None]
    je_abstimmung: dict[int, list[Stimme]] = {}
    for stimme in Stimme.objects.filter(abstimmung__in=nummern).select_related("sitz__einrichtung"):
        je_abstimmung.setdefault(stimme.abstimmung_id, []).append(stimme)
    return je_abstimmung


def _ergebnis(beschluss: Beschluss, stimmen: list[Stimme]) -> Ergebnis:
    je_wert = {wert: [satz for satz in stimmen if satz.wert == wert.value] for wert in _WERTE}
    abstimmung = beschluss.abstimmung
    return Ergebnis(
        beschluss.zeichen,
        beschluss.text,
        beschluss.angenommen,
        Weise(beschluss.weise) if beschluss.weise else None,
        _gezaehlt(abstimmung, je_wert) if abstimmung else None,
        abstimmung is not None and abstimmung.stichentscheid,
        tuple((_WORT[wert], tuple(sorted(_wer(satz) for satz in je_wert[wert]))) for wert in _WERTE),
        gerechnet=abstimmung is not None,
        rechnung=beschluss.rechnung,
    )


def _gezaehlt(abstimmung: Abstimmung, je_wert: Mapping[Stimmwert, list[Stimme]]) -> Stimmen:
    if abstimmung.art in MIT_ZAHLEN:
        return Stimmen(abstimmung.ja or 0, abstimmung.nein or 0, abstimmung.enthaltung or 0)
    return Stimmen(*(len(je_wert[wert]) for wert in _WERTE))


def _wer(stimme: Stimme) -> str:
    return f"{stimme.durch_name} ({stimme.sitz.name})" if stimme.durch_name else stimme.sitz.name
