"""Mitglieder eines Gremiums aus einer Tabelle übernehmen: je Zeile ein Mensch auf einem Sitz."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import datum
from kim.basis.einspielart import Einspielart
from kim.basis.erlaubnis import Erlaubnis, verweigert
from kim.stammdaten.domain.person import PersonAngaben, person_anlegen
from kim.stammdaten.domain.queries.einspielplan import Aenderung, Aktion, Einspielfehler, Plan, Planzeile
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.stammdaten.regeln.einspielung import Satz, Spalte, Zellenfehler, tag, text, wort_aus
from lenkung import permissions
from lenkung.domain.besetzung import sitz_besetzen
from lenkung.models import Gremium, Sitz
from lenkung.models.auswahl import BESETZUNG_ARTEN

MITGLIEDER = "mitglieder"
PERSONENSPALTEN = ("anrede", "titel", "vorname", "nachname", "email", "telefon")

_ALS = wort_aus([(wort, str(titel)) for wort, titel in BESETZUNG_ARTEN])
SPALTEN: tuple[Spalte, ...] = (
    Spalte("sitz", "Sitz", text, pflicht=True),
    Spalte("art", "Als", _ALS, pflicht=True),
    Spalte("anrede", "Anrede", text),
    Spalte("titel", "Titel", text),
    Spalte("vorname", "Vorname", text, pflicht=True),
    Spalte("nachname", "Nachname", text, pflicht=True),
    Spalte("email", "E-Mail", text),
    Spalte("telefon", "Telefon", text),
    Spalte("von", "Erster Tag", tag),
    Spalte("bis", "Letzter Tag", tag),
)
_TITEL = {spalte.schluessel: spalte.titel for spalte in SPALTEN} | {"person": "Nachname"}


def darf(akteur: Akteur, kreis_id: int, bezug_id: int | None) -> Erlaubnis:
    gremium = Gremium.objects.filter(pk=bezug_id or 0, kreis_id=kreis_id).first()
    if gremium is None:
        return verweigert(_("Dieses Gremium gibt es nicht."))
    return permissions.darf_mitglieder_importieren(akteur, gremium)


def planen(kreis_id: int, bezug_id: int | None, saetze: Sequence[Satz]) -> Plan:
    """Der Plan, oder alle Fehler auf einmal.

    Probehalber wird alles eingetragen und wieder zurückgenommen: So gilt für die Datei genau, was für die
    Seiten gilt, auch zwischen ihren Zeilen.
    """
    gremium = Gremium.objects.get(pk=bezug_id or 0, kreis_id=kreis_id)
    probe = _Eintragung(gremium, SystemAkteur(_("Vorschau"), kreis_id), _("Vorschau"))
    zeilen: list[Planzeile] = []
    fehler: list[Zellenfehler] = []
    with transaction.atomic():
        for satz in saetze:
            try:
                with transaction.atomic():
                    zeilen.append(probe.planzeile(satz))
            except _Zelle as zelle:
                fehler.append(Zellenfehler(satz.zeile, _TITEL[zelle.spalte], zelle.wert, zelle.meldung))
            except ValidationError as nein:
                fehler += _zellenfehler(satz, nein)
        transaction.set_rollback(True)
    if fehler:
        raise Einspielfehler(fehler)
    return Plan(tuple(zeilen))


def schreiben(kreis_id: int, bezug_id: int | None, zeile: Planzeile, akteur: Akteur, grund: str) -> None:
    if zeile.aktion is Aktion.UNVERAENDERT:
        return
    gremium = Gremium.objects.get(pk=bezug_id or 0, kreis_id=kreis_id)
    _Eintragung(gremium, akteur, grund).eintragen(zeile.angaben)


class _Zelle(Exception):
    def __init__(self, spalte: str, wert: str, meldung: str) -> None:
        super().__init__(meldung)
        self.spalte, self.wert, self.meldung = spalte, wert, meldung


def _zellenfehler(satz: Satz, nein: ValidationError) -> list[Zellenfehler]:
    """Die Antwort der Vorgänge an der Zelle, die sie meint."""
    ergebnis = []
    for feld, meldungen in nein.error_dict.items():
        for meldung in meldungen:
            spalte = feld if feld in _TITEL else str(meldung.code)
            spalte = spalte if spalte in _TITEL else "sitz"
            wert = satz.werte.get("nachname" if spalte == "person" else spalte)
            text_der_zelle = datum(wert) if isinstance(wert, date) else str(wert or "")
            ergebnis += [
                Zellenfehler(satz.zeile, _TITEL[spalte], text_der_zelle, str(zeile))
                for zeile in meldung.messages
            ]
    return ergebnis


@dataclass
class _Eintragung:
    gremium: Gremium
    akteur: Akteur
    grund: str
    neue: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        heute = timezone.localdate()
        self.sitze: dict[str, list[Sitz]] = defaultdict(list)
        for sitz in Sitz.objects.filter(gremium=self.gremium).select_related("einrichtung"):
            if sitz.bis is None or sitz.bis >= heute:
                namen = {sitz.name, sitz.einrichtung.name, sitz.einrichtung.kurzname, sitz.bezeichnung} - {""}
                for name in {name.casefold() for name in namen}:
                    self.sitze[name].append(sitz)

    def planzeile(self, satz: Satz) -> Planzeile:
        werte = satz.werte
        sitz = self._sitz(str(werte["sitz"]))
        person = self._person(werte)
        angaben: dict[str, Any] = {
            "sitz_id": sitz.pk,
            "art": werte["art"],
            "von": werte.get("von"),
            "bis": werte.get("bis"),
            **{spalte: werte.get(spalte, "") for spalte in PERSONENSPALTEN},
        }
        bekannt = person is not None and person.pk not in self.neue
        als = str(dict(BESETZUNG_ARTEN)[str(werte["art"])])
        if bekannt and self._schon_da(sitz, person, angaben):
            return Planzeile(satz.zeile, Aktion.UNVERAENDERT, person.pk, str(person), angaben)
        person = self.eintragen(angaben)
        aenderungen = [Aenderung(_("Sitz"), "", str(sitz)), Aenderung(_("Als"), "", als)]
        aenderungen += [
            Aenderung(titel, "", datum(wert))
            for titel, wert in ((_("Erster Tag"), angaben["von"]), (_("Letzter Tag"), angaben["bis"]))
            if wert is not None
        ]
        aenderungen.append(
            Aenderung(
                _("Person"), "", _("steht schon in den Stammdaten") if bekannt else _("wird neu angelegt")
            )
        )
        return Planzeile(
            satz.zeile,
            Aktion.ANLEGEN,
            person.pk if bekannt else None,
            str(person),
            angaben,
            tuple(aenderungen),
        )

    def eintragen(self, angaben: Mapping[str, Any]) -> Any:
        person = self._person(angaben)
        if person is None:
            neu = {spalte: angaben[spalte] for spalte in PERSONENSPALTEN}
            person = person_anlegen(
                kreis_id=self.gremium.kreis_id,
                akteur=self.akteur,
                angaben=cast(PersonAngaben, neu),
                grund=self.grund,
            )
            self.neue.add(person.pk)
        sitz_besetzen(
            sitz_id=angaben["sitz_id"],
            akteur=self.akteur,
            angaben={
                "art": angaben["art"],
                "person_id": person.pk,
                "von": angaben["von"],
                "bis": angaben["bis"],
            },
            grund=self.grund,
        )
        return person

    def _sitz(self, name: str) -> Sitz:
        treffer = self.sitze.get(name.casefold(), [])
        if len(treffer) == 1:
            return treffer[0]
        if treffer:
            genau = [sitz for sitz in treffer if sitz.name.casefold() == name.casefold()]
            if len(genau) == 1:
                return genau[0]
            raise _Zelle(
                "sitz",
                name,
                _("Diese Einrichtung hat mehrere Sitze. Bitte so schreiben: „%(sitz)s“.")
                % {"sitz": treffer[0]},
            )
        raise _Zelle(
            "sitz",
            name,
            _("Diesen Sitz gibt es in diesem Gremium nicht. Bitte genau so schreiben wie auf seiner Seite."),
        )

    def _person(self, werte: Mapping[str, Any]) -> Any:
        """Wie in den Stammdaten: die E-Mail-Adresse steht für die Person, ohne sie der Name."""
        im_kreis = personen_im_kreis(self.gremium.kreis_id)
        email = werte.get("email", "")
        if email and (person := im_kreis.filter(email__iexact=email).first()):
            return person
        gleichnamige = im_kreis.filter(vorname__iexact=werte["vorname"], nachname__iexact=werte["nachname"])
        if email:
            # Same name, but another address is another person; without an address it is the same one.
            gleichnamige = gleichnamige.filter(email="")
        treffer = list(gleichnamige[:2])
        if len(treffer) > 1:
            raise _Zelle(
                "nachname",
                str(werte["nachname"]),
                _("Mehrere Personen heißen so. Bitte die E-Mail-Adresse angeben."),
            )
        return treffer[0] if treffer else None

    def _schon_da(self, sitz: Sitz, person: Any, angaben: Mapping[str, Any]) -> bool:
        """Dieselbe Person auf demselben Sitz; ohne Tage in der Datei gilt, was heute ist."""
        vorhandene = sitz.besetzungen.filter(person_id=person.pk, art=angaben["art"])
        if angaben["von"] is None and angaben["bis"] is None:
            return any(besetzung.aktiv_am(timezone.localdate()) for besetzung in vorhandene)
        von, bis = angaben["von"] or sitz.von, angaben["bis"] or sitz.bis
        return any((besetzung.von, besetzung.bis) == (von, bis) for besetzung in vorhandene)


EINSPIELART = Einspielart(MITGLIEDER, SPALTEN, planen, schreiben, darf)
