"""Frühere Sitzungen aus einer Tabelle übernehmen: je Zeile eine, mit ihrer Tagesordnung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.anzeige import uhrzeit as als_uhrzeit
from kim.basis.einspielart import Einspielart
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.einspielplan import Aenderung, Aktion, Einspielfehler, Plan, Planzeile
from kim.stammdaten.regeln.einspielung import Satz, Spalte, absatz, tag, text, wort_aus
from lenkung import permissions
from lenkung.domain.sitzung_nachtragen import sitzung_nachtragen
from lenkung.domain.uebernahme import Zellen, darf_mit, uhrzeit
from lenkung.models import Gremium, Sitzung, Tagesordnung, Tagesordnungspunkt
from lenkung.models.auswahl import SITZUNGSARTEN
from lenkung.regeln.sitzung import Sitzungsstand, braucht_link, ortszeit
from lenkung.regeln.tagesordnung import Punktart, Punktstand, Tagesordnungsstand
from lenkung.regeln.uebernahme import punkte_lesen
from lenkung.regeln.werte import Sitzungsart

SITZUNGEN = "sitzungen"
UEBLICHE_DAUER = 120
SPALTEN: tuple[Spalte, ...] = (
    Spalte("tag", "Tag", tag, pflicht=True),
    Spalte("beginn", "Beginn", uhrzeit, pflicht=True),
    Spalte("ende", "Ende", uhrzeit),
    Spalte("art", "Art", wort_aus([(wert, str(titel)) for wert, titel in SITZUNGSARTEN])),
    Spalte("ort", "Ort", text),
    Spalte("link", "Link zur Teilnahme", text),
    Spalte("absage_grund", "Ausgefallen, weil", text),
    Spalte("punkte", "Tagesordnung", absatz, hoechstens=10_000),
)
_JE_FELD = {"ort": "ort", "link": "link", "absage_grund": "absage_grund"}


def planen(kreis_id: int, bezug_id: int | None, saetze: Sequence[Satz]) -> Plan:
    """Der Plan, oder alle Fehler auf einmal; eine Abfrage für beliebig viele Zeilen."""
    gremium = Gremium.objects.get(pk=bezug_id or 0, kreis_id=kreis_id)
    planer = _Planer(gremium)
    zeilen = [zeile for satz in saetze if (zeile := planer.zeile(satz)) is not None]
    if planer.zellen.fehler:
        raise Einspielfehler(planer.zellen.fehler)
    return Plan(tuple(zeilen))


def schreiben(kreis_id: int, bezug_id: int | None, zeile: Planzeile, akteur: Akteur, grund: str) -> None:
    if zeile.aktion is Aktion.UNVERAENDERT:
        return
    angaben = dict(zeile.angaben)
    beginn, titel = angaben.pop("beginn"), angaben.pop("punkte")
    sitzung = sitzung_nachtragen(
        gremium_id=bezug_id or 0,
        akteur=akteur,
        beginn=beginn,
        absage_grund=angaben.pop("absage_grund"),
        angaben=angaben,  # type: ignore[arg-type]
        grund=grund,
    )
    for nummer, eines in enumerate(titel, 1):
        punkt = Tagesordnungspunkt(
            sitzung=sitzung,
            position=nummer,
            titel=eines,
            art=Punktart.BERATUNG.value,
            stand=Punktstand.BEHANDELT.value,
        )
        speichere(punkt, akteur=akteur, grund=grund)
    if titel:
        tagesordnung = Tagesordnung(sitzung=sitzung, stand=Tagesordnungsstand.BESTAETIGT.value)
        speichere(tagesordnung, akteur=akteur, grund=grund)


class _Planer:
    def __init__(self, gremium: Gremium) -> None:
        self.gremium, self.zellen = gremium, Zellen(SPALTEN)
        self.heute = timezone.localdate()
        self.gesehen: dict[date, int] = {}
        self.vorhandene: dict[date, list[Sitzung]] = {}
        for sitzung in Sitzung.objects.filter(gremium=gremium):
            self.vorhandene.setdefault(sitzung.tag, []).append(sitzung)

    def zeile(self, satz: Satz) -> Planzeile | None:
        zuvor = len(self.zellen.fehler)
        werte = satz.werte
        am: Any = werte["tag"]
        beginn = self._zeit(satz, am, "beginn")
        angaben = self._angaben(satz, am, beginn)
        self._pruefen(satz, am, angaben)
        if len(self.zellen.fehler) > zuvor or beginn is None:
            return None
        name = _("Sitzung am %(tag)s") % {"tag": datum(am)}
        for sitzung in self.vorhandene.get(am, ()):
            if sitzung.beginn == beginn:
                return Planzeile(satz.zeile, Aktion.UNVERAENDERT, sitzung.pk, name, angaben)
            if sitzung.lage is not Sitzungsstand.ABGESAGT:
                meldung = _(
                    "An diesem Tag steht schon eine Sitzung um %(zeit)s. Bitte die Uhrzeit prüfen; eine "
                    "zweite am selben Tag lässt sich auf der Seite der Sitzungen eintragen."
                )
                self.zellen.melden(satz, "beginn", meldung % {"zeit": als_uhrzeit(sitzung.beginn)})
                return None
        return Planzeile(satz.zeile, Aktion.ANLEGEN, None, name, angaben, tuple(_aenderungen(angaben)))

    def _zeit(self, satz: Satz, am: date, spalte: str) -> datetime | None:
        um: Any = satz.werte.get(spalte)
        zeit = ortszeit(am, um) if isinstance(um, time) else None
        if um is not None and zeit is None:
            self.zellen.melden(
                satz,
                spalte,
                _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern."),
            )
        return zeit

    def _angaben(self, satz: Satz, am: date, beginn: datetime | None) -> Mapping[str, Any]:
        werte = satz.werte
        ende, dauer = self._zeit(satz, am, "ende"), UEBLICHE_DAUER
        if beginn is not None and ende is not None:
            dauer = (ende - beginn) // timedelta(minutes=1)
            if dauer <= 0:
                self.zellen.melden(satz, "ende", _("Das Ende liegt nicht nach dem Beginn. Bitte prüfen."))
        return {
            "beginn": beginn,
            "dauer_minuten": dauer,
            "art": werte.get("art") or Sitzungsart.PRAESENZ.value,
            "ort": werte.get("ort", ""),
            "link": werte.get("link", ""),
            "absage_grund": werte.get("absage_grund", ""),
            "punkte": punkte_lesen(str(werte.get("punkte", ""))),
        }

    def _pruefen(self, satz: Satz, am: date, angaben: Mapping[str, Any]) -> None:
        zellen = self.zellen
        if am > self.heute or (angaben["beginn"] is not None and angaben["beginn"] > timezone.now()):
            zellen.melden(satz, "tag", _("Dieser Termin liegt noch vor uns. Bitte die Sitzung planen."))
        frueher = self.gesehen.setdefault(am, satz.zeile)
        if frueher != satz.zeile:
            meldung = _("Dieser Tag steht schon in Zeile %(zeile)s. Bitte eine der Zeilen löschen.")
            zellen.melden(satz, "tag", meldung % {"zeile": frueher})
        if not angaben["absage_grund"] and braucht_link(Sitzungsart(angaben["art"])) and not angaben["link"]:
            zellen.melden(
                satz,
                "link",
                _(
                    "Zu einer digitalen oder hybriden Sitzung gehört der Link. Ist er nicht mehr bekannt: "
                    "die Adresse des Dienstes."
                ),
            )
        modell = Sitzung(**{feld: angaben[feld] for feld in _JE_FELD})
        zellen.felder_pruefen(satz, modell, _JE_FELD)
        for titel in angaben["punkte"]:
            zellen.felder_pruefen(satz, Tagesordnungspunkt(titel=titel), {"titel": "punkte"})


def _aenderungen(angaben: Mapping[str, Any]) -> list[Aenderung]:
    arten = {wert: str(titel) for wert, titel in SITZUNGSARTEN}
    zeilen = (
        (_("Beginn"), als_uhrzeit(angaben["beginn"])),
        (_("Art"), arten[angaben["art"]]),
        (_("Ort"), angaben["ort"]),
        (_("Ausgefallen, weil"), angaben["absage_grund"]),
        (_("Tagesordnung"), "; ".join(angaben["punkte"])),
    )
    return [Aenderung(titel, "", wert) for titel, wert in zeilen if wert]


EINSPIELART = Einspielart(
    SITZUNGEN, SPALTEN, planen, schreiben, darf_mit(permissions.darf_sitzungen_uebernehmen)
)
