"""Frühere Beschlüsse aus einer Tabelle übernehmen: je Zeile einer, mit der Nummer, die er hat.

Die Nummer bleibt. Gibt KIM danach im selben Jahr eine Nummer, zählt es hinter der höchsten weiter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.einspielart import Einspielart
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.einspielplan import Aenderung, Aktion, Einspielfehler, Plan, Planzeile
from kim.stammdaten.regeln.einspielung import Satz, Spalte, absatz, tag, text, wort_aus
from lenkung import permissions
from lenkung.domain.beschluss import naechste_nummer
from lenkung.domain.beschlussfolge import folge_abschliessen, folge_anlegen
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.uebernahme import Zellen, darf_mit, zeichen
from lenkung.models import Beschluss, Beschlussfolge, Gremium, Sitzung
from lenkung.models.auswahl import WEISEN
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.verlauf import Folgenart, Folgenstand

BESCHLUESSE = "beschluesse"
ANGENOMMEN, ABGELEHNT = "angenommen", "abgelehnt"
JA, NEIN = "ja", "nein"
SPALTEN: tuple[Spalte, ...] = (
    Spalte("nummer", "Nummer", zeichen, pflicht=True),
    Spalte("tag", "Tag", tag, pflicht=True),
    Spalte("titel", "Titel", text, pflicht=True),
    Spalte("text", "Wortlaut", absatz, pflicht=True, hoechstens=20_000),
    Spalte(
        "ergebnis",
        "Ergebnis",
        wort_aus([(ANGENOMMEN, "angenommen"), (ABGELEHNT, "abgelehnt")]),
        pflicht=True,
    ),
    Spalte("weise", "Art der Abstimmung", wort_aus([(wert, str(titel)) for wert, titel in WEISEN])),
    Spalte("rechnung", "Ergebnis in Worten", text),
    Spalte("fundstelle", "Fundstelle", text),
    Spalte("oeffentlich", "Öffentlich", wort_aus([(JA, "ja"), (NEIN, "nein")])),
    Spalte("aufgabe", "Was ist zu tun", text),
    Spalte("verantwortlich", "Verantwortlich", text),
    Spalte("bis", "Bis", tag),
    Spalte("erledigt", "Erledigt am", tag),
)
_JE_FELD = {"titel": "titel", "text": "text", "fundstelle": "fundstelle"}
_JE_FOLGENFELD = {"text": "aufgabe", "verantwortlich": "verantwortlich"}


def planen(kreis_id: int, bezug_id: int | None, saetze: Sequence[Satz]) -> Plan:
    """Der Plan, oder alle Fehler auf einmal; eine Abfrage für beliebig viele Zeilen."""
    gremium = Gremium.objects.get(pk=bezug_id or 0, kreis_id=kreis_id)
    planer = _Planer(gremium)
    zeilen = [zeile for satz in saetze if (zeile := planer.zeile(satz)) is not None]
    if planer.zellen.fehler:
        raise Einspielfehler(planer.zellen.fehler)
    return Plan(tuple(zeilen))


def schreiben(kreis_id: int, bezug_id: int | None, zeile: Planzeile, akteur: Akteur, grund: str) -> None:
    if zeile.aktion is not Aktion.UNVERAENDERT:
        beschluss_uebernehmen(gremium_id=bezug_id or 0, akteur=akteur, angaben=zeile.angaben, grund=grund)


@transaction.atomic
def beschluss_uebernehmen(
    *, gremium_id: int, akteur: Akteur, angaben: Mapping[str, Any], grund: str
) -> Beschluss:
    """Mit seiner eigenen Nummer, unter der Sperre des Gremiums; zweimal übernommen, gibt es ihn einmal."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_beschluesse_uebernehmen(akteur, gremium))
    vorhanden = Beschluss.objects.filter(
        gremium=gremium, jahr=angaben["jahr"], nummer=angaben["nummer"]
    ).first()
    if vorhanden is not None:
        if not _derselbe(vorhanden, angaben):
            raise ValidationError({"nummer": ValidationError(_belegt(vorhanden), code="nummer")})
        return vorhanden
    beschluss = Beschluss(
        gremium=gremium,
        jahr=angaben["jahr"],
        nummer=angaben["nummer"],
        sitzung=_sitzung(gremium, angaben["tag"]),
        gefasst_am=angaben["tag"],
        titel=angaben["titel"],
        text=angaben["text"],
        weise=angaben["weise"],
        angenommen=angaben["angenommen"],
        rechnung=angaben["rechnung"],
        oeffentlich=angaben["oeffentlich"],
        nachgetragen=True,
        fundstelle=angaben["fundstelle"],
    )
    speichere(beschluss, akteur=akteur, grund=grund)
    if angaben["verantwortlich"]:
        _folge(beschluss, angaben, akteur)
    return beschluss


def naechste_nummern(gremium_id: int, plan: Plan) -> list[str]:
    """Je Jahr der Datei, womit KIM nach der Übernahme weiterzählt."""
    hoechste: dict[int, int] = {}
    for zeile in plan.zeilen:
        jahr, nummer = zeile.angaben["jahr"], zeile.angaben["nummer"]
        hoechste[jahr] = max(hoechste.get(jahr, 0), nummer)
    return [
        f"{max(nummer + 1, naechste_nummer(gremium_id, jahr))}/{jahr}"
        for jahr, nummer in sorted(hoechste.items())
    ]


def _sitzung(gremium: Gremium, am: date) -> Sitzung | None:
    """Die eine, die an diesem Tag stattfand."""
    menge = Sitzung.objects.filter(gremium=gremium, stand=Sitzungsstand.GESCHLOSSEN.value)
    treffer = list(menge.filter(beginn__date=am)[:2])
    return treffer[0] if len(treffer) == 1 else None


def _folge(beschluss: Beschluss, angaben: Mapping[str, Any], akteur: Akteur) -> None:
    folge = folge_anlegen(
        beschluss_id=beschluss.pk,
        akteur=akteur,
        angaben={
            "art": Folgenart.AUFGABE.value,
            "text": angaben["aufgabe"],
            "verantwortlich": angaben["verantwortlich"],
            "bis": angaben["bis"],
        },
    )
    if angaben["erledigt"] is not None:
        folge_abschliessen(
            folge_id=folge.pk, akteur=akteur, stand=Folgenstand.ERLEDIGT, am=angaben["erledigt"]
        )


def _derselbe(beschluss: Beschluss, angaben: Mapping[str, Any]) -> bool:
    gespeichert = (beschluss.gefasst_am, beschluss.titel, beschluss.text, beschluss.angenommen)
    return gespeichert == tuple(angaben[name] for name in ("tag", "titel", "text", "angenommen"))


def _belegt(beschluss: Beschluss) -> str:
    return _("Diese Nummer hat schon „%(titel)s“ vom %(tag)s. Bitte die Nummer oder den Wortlaut prüfen.") % {
        "titel": beschluss.titel,
        "tag": datum(beschluss.gefasst_am),
    }


class _Planer:
    def __init__(self, gremium: Gremium) -> None:
        self.zellen = Zellen(SPALTEN)
        self.heute = timezone.localdate()
        self.gesehen: dict[tuple[int, int], int] = {}
        self.vorhandene = {
            (satz.jahr, satz.nummer): satz for satz in Beschluss.objects.filter(gremium=gremium)
        }

    def zeile(self, satz: Satz) -> Planzeile | None:
        zuvor = len(self.zellen.fehler)
        angaben = _angaben(satz)
        self._pruefen(satz, angaben)
        schluessel = (angaben["jahr"], angaben["nummer"])
        vorhanden = self.vorhandene.get(schluessel)
        if vorhanden is not None and not _derselbe(vorhanden, angaben):
            self.zellen.melden(satz, "nummer", _belegt(vorhanden))
        if len(self.zellen.fehler) > zuvor:
            return None
        name = f"{angaben['nummer']}/{angaben['jahr']} {angaben['titel']}"
        if vorhanden is not None:
            return Planzeile(satz.zeile, Aktion.UNVERAENDERT, vorhanden.pk, name, angaben)
        return Planzeile(satz.zeile, Aktion.ANLEGEN, None, name, angaben, tuple(_aenderungen(angaben)))

    def _pruefen(self, satz: Satz, angaben: Mapping[str, Any]) -> None:
        zellen, am = self.zellen, angaben["tag"]
        if am > self.heute:
            zellen.melden(satz, "tag", _("Dieser Tag liegt noch vor uns. Bitte prüfen."))
        if angaben["jahr"] != am.year:
            zellen.melden(
                satz,
                "nummer",
                _("Die Nummer nennt ein anderes Jahr als der Tag. Bitte eines von beiden ändern."),
            )
        frueher = self.gesehen.setdefault((angaben["jahr"], angaben["nummer"]), satz.zeile)
        if frueher != satz.zeile:
            meldung = _("Diese Nummer steht schon in Zeile %(zeile)s. Bitte eine der Zeilen ändern.")
            zellen.melden(satz, "nummer", meldung % {"zeile": frueher})
        zellen.felder_pruefen(satz, Beschluss(**{feld: angaben[feld] for feld in _JE_FELD}), _JE_FELD)
        self._folge_pruefen(satz, angaben)

    def _folge_pruefen(self, satz: Satz, angaben: Mapping[str, Any]) -> None:
        zellen, werte = self.zellen, satz.werte
        if not angaben["verantwortlich"]:
            if any(werte.get(spalte) for spalte in ("aufgabe", "bis", "erledigt")):
                zellen.melden(
                    satz,
                    "verantwortlich",
                    _("Zu einer Aufgabe gehört, wer verantwortlich ist. Bitte angeben."),
                )
            return
        if not angaben["angenommen"]:
            zellen.melden(
                satz, "verantwortlich", _("Aus einem abgelehnten Antrag folgt nichts. Bitte leeren.")
            )
        folge = Beschlussfolge(text=angaben["aufgabe"], verantwortlich=angaben["verantwortlich"])
        zellen.felder_pruefen(satz, folge, _JE_FOLGENFELD)
        if angaben["bis"] is not None and angaben["bis"] < angaben["tag"]:
            zellen.melden(satz, "bis", _("Dieser Tag liegt vor dem Beschluss. Bitte prüfen."))
        if angaben["erledigt"] is not None and not angaben["tag"] <= angaben["erledigt"] <= self.heute:
            zellen.melden(satz, "erledigt", _("Bitte einen Tag zwischen dem Beschluss und heute angeben."))


def _angaben(satz: Satz) -> dict[str, Any]:
    werte: Mapping[str, Any] = satz.werte
    return {
        "nummer": werte["nummer"].nummer,
        "jahr": werte["nummer"].jahr or werte["tag"].year,
        "tag": werte["tag"],
        "titel": werte["titel"],
        "text": werte["text"],
        "angenommen": werte["ergebnis"] == ANGENOMMEN,
        "weise": werte.get("weise", ""),
        "rechnung": werte.get("rechnung") or _("Ergebnis laut Niederschrift"),
        "fundstelle": werte.get("fundstelle") or _("aus einer Liste übernommen"),
        "oeffentlich": werte.get("oeffentlich") != NEIN,
        "aufgabe": werte.get("aufgabe") or werte["titel"],
        "verantwortlich": werte.get("verantwortlich", ""),
        "bis": werte.get("bis"),
        "erledigt": werte.get("erledigt"),
    }


def _aenderungen(angaben: Mapping[str, Any]) -> list[Aenderung]:
    weisen = {wert: str(titel) for wert, titel in WEISEN}
    zeilen = (
        (_("Tag"), datum(angaben["tag"])),
        (_("Ergebnis"), _("angenommen") if angaben["angenommen"] else _("abgelehnt")),
        (_("Art der Abstimmung"), weisen.get(angaben["weise"], "")),
        (_("Ergebnis in Worten"), angaben["rechnung"]),
        (_("Fundstelle"), angaben["fundstelle"]),
        (_("Öffentlich"), "" if angaben["oeffentlich"] else _("nein")),
        (_("Verantwortlich"), angaben["verantwortlich"]),
        (_("Bis"), datum(angaben["bis"]) if angaben["bis"] else ""),
        (_("Erledigt am"), datum(angaben["erledigt"]) if angaben["erledigt"] else ""),
    )
    return [Aenderung(titel, "", wert) for titel, wert in zeilen if wert]


EINSPIELART = Einspielart(
    BESCHLUESSE, SPALTEN, planen, schreiben, darf_mit(permissions.darf_beschluesse_uebernehmen)
)
