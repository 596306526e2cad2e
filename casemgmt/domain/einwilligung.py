"""Einwilligungen aufnehmen, ändern, verwerfen, mündlich erteilen. Alles unter der Sperre der Person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligungstexte import geltender_text, ist_geprueft, muendlich_tage
from casemgmt.domain.queries.einwilligungen import alter_von
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.models import Einwilligung, Einwilligungsempfaenger, Einwilligungstext, Klient
from casemgmt.regeln.einwilligung import ANVERTRAUT, Datenklasse, Einwilligungsart, Einwilligungsstand, Zweck
from casemgmt.regeln.einwilligungstext import Blattangaben, Sprachtext, blatt, pruefsumme
from casemgmt.regeln.sprachen import BLATTSPRACHEN
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, personen_im_kreis

HOECHSTENS_JAHRE = 2


@dataclass(frozen=True, slots=True)
class Wortlaute:
    """Die Texte, die zu lesen waren, und die Fassungen des Kreises, aus denen sie sind."""

    deutsch: tuple[Sprachtext, Einwilligungstext | None]
    eigene: tuple[Sprachtext, Einwilligungstext | None]


class Einwilligungsangaben(TypedDict):
    art: str
    sprache: str
    empfaenger: Sequence[tuple[int, int | None]]
    """Einrichtung und Person dort; ohne Person ist die ganze Einrichtung gemeint."""
    datenklassen: Sequence[str]
    zwecke: Sequence[str]
    von: date
    bis: date
    sorgeberechtigte: int
    sprachmittlung: str


def einwilligung_sperren(einwilligung_id: int) -> Einwilligung:
    """Erst die Person, dann frisch gelesen: was vor uns war, ist schon da."""
    klient_id = Einwilligung.objects.values_list("klient_id", flat=True).get(pk=einwilligung_id)
    klient = klient_sperren(klient_id)
    satz = Einwilligung.objects.get(pk=einwilligung_id)
    satz.klient = klient
    return satz


def verlange_stand(satz: Einwilligung, stand: int) -> None:
    if satz.stand != stand:
        raise Ueberholt(
            _(
                "Jemand anderes hat diese Einwilligung inzwischen geändert. Ihre Eingaben stehen noch hier. "
                "Bitte mit dem neuen Stand vergleichen und noch einmal speichern."
            )
        )


@transaction.atomic
def einwilligung_anlegen(
    *,
    klient_id: int,
    angaben: Einwilligungsangaben,
    akteur: Akteur,
    kennung: UUID | None = None,
    wortlaute: Wortlaute | None = None,
) -> Einwilligung:
    """Ein Entwurf, bis jemand unterschreibt. Dieselbe Kennung ergibt dieselbe Einwilligung.

    `wortlaute`: was anderswo schon gelesen wurde; sonst gilt der Text von jetzt.
    """
    klient = klient_sperren(klient_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, klient))
    vorhanden = Einwilligung.objects.filter(kennung=kennung).first() if kennung else None
    if vorhanden is not None:
        if vorhanden.klient_id != klient.pk:
            raise Fachfehler(_("Diese Einwilligung gehört zu einer anderen Person."), code="kennung")
        return vorhanden
    satz = Einwilligung(
        kennung=kennung or uuid4(),
        kreis_id=klient.kreis_id,
        klient=klient,
        erfasst_von_id=konto_von(akteur),
    )
    return _speichern(satz, angaben, akteur, wortlaute)


@transaction.atomic
def einwilligung_aendern(
    *, einwilligung_id: int, stand: int, angaben: Einwilligungsangaben, akteur: Akteur
) -> Einwilligung:
    """Nur solange niemand unterschrieben hat; danach gilt, was unterschrieben wurde."""
    satz = einwilligung_sperren(einwilligung_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, satz.klient))
    verlange_entwurf(satz)
    verlange_stand(satz, stand)
    satz.stand += 1
    return _speichern(satz, angaben, akteur)


@transaction.atomic
def einwilligung_verwerfen(*, einwilligung_id: int, akteur: Akteur) -> Einwilligung:
    satz = einwilligung_sperren(einwilligung_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, satz.klient))
    verlange_entwurf(satz)
    satz.zustand, satz.stand = Einwilligungsstand.VERWORFEN.value, satz.stand + 1
    return speichere(satz, akteur=akteur, grund=_("verworfen"))


@transaction.atomic
def muendlich_erteilen(
    *, einwilligung_id: int, stand: int, am: datetime, grund: str, akteur: Akteur
) -> Einwilligung:
    """Nur mit Zeitpunkt und Grund; ohne Unterschrift verfällt sie nach der Frist des Kreises."""
    satz = einwilligung_sperren(einwilligung_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, satz.klient))
    verlange_entwurf(satz)
    verlange_stand(satz, stand)
    tage = muendlich_tage(satz.kreis_id)
    if am > timezone.now() or am < timezone.now() - timedelta(days=tage):
        raise Fachfehler(
            _("Bitte den Zeitpunkt prüfen: nicht in der Zukunft und höchstens %(tage)s Tage her.")
            % {"tage": tage},
            code="muendlich_am",
            feld="am",
        )
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte angeben, warum es jetzt nur mündlich geht."), code="grund", feld="grund")
    satz.muendlich_am, satz.muendlich_grund = am, grund
    satz.muendlich_bis = berliner_tag(am) + timedelta(days=tage)
    satz.zustand, satz.stand = Einwilligungsstand.ERTEILT.value, satz.stand + 1
    return speichere(satz, akteur=akteur, grund=_("mündlich erteilt"))


def verlange_entwurf(satz: Einwilligung) -> None:
    if satz.zustand != Einwilligungsstand.ENTWURF:
        raise Fachfehler(
            _("Diese Einwilligung ist schon erteilt, widerrufen oder verworfen. Bitte eine neue aufnehmen."),
            code="kein_entwurf",
        )


# Checking and saving ----------------------------------------------------------------------------------------


def _speichern(
    satz: Einwilligung, angaben: Einwilligungsangaben, akteur: Akteur, wortlaute: Wortlaute | None = None
) -> Einwilligung:
    empfaenger = _empfaenger(satz.klient, angaben)
    _pruefen(angaben)
    satz.art, satz.sprache = angaben["art"], angaben["sprache"]
    satz.datenklassen = [k.value for k in Datenklasse if k in angaben["datenklassen"]]
    satz.zwecke = [z.value for z in Zweck if z in angaben["zwecke"]]
    satz.von, satz.bis = angaben["von"], angaben["bis"]
    satz.sorgeberechtigte, satz.sprachmittlung = angaben["sorgeberechtigte"], angaben["sprachmittlung"]
    _wortlaut_setzen(satz, empfaenger, wortlaute)
    speichere(satz, akteur=akteur)
    for zeile in satz.empfaenger.all():
        loesche(zeile, akteur=akteur, grund=_("Entwurf geändert"))
    for einrichtung, person in empfaenger:
        speichere(
            Einwilligungsempfaenger(
                kreis_id=satz.kreis_id, einwilligung=satz, einrichtung=einrichtung, person=person
            ),
            akteur=akteur,
        )
    return satz


def _pruefen(angaben: Einwilligungsangaben) -> None:
    if angaben["sprache"] not in BLATTSPRACHEN:
        raise Fachfehler(_("Diese Sprache gibt es nicht."), code="sprache", feld="sprache")
    heute = timezone.localdate()
    if angaben["bis"] < heute:
        raise Fachfehler(
            _("Dieser Tag liegt vor heute. Bitte einen späteren wählen."), code="bis", feld="bis"
        )
    grenze = angaben["von"].replace(day=1).replace(year=angaben["von"].year + HOECHSTENS_JAHRE)
    if angaben["bis"] > grenze + timedelta(days=31):
        raise Fachfehler(
            _("Eine Einwilligung gilt höchstens zwei Jahre. Bitte ein früheres Ende wählen."),
            code="zu_lang",
            feld="bis",
        )
    anvertraut = ANVERTRAUT & set(angaben["datenklassen"])
    if anvertraut and angaben["art"] != Einwilligungsart.SCHWEIGEPFLICHT:
        raise Fachfehler(
            _(
                "Gesundheit und Inhalt der Beratung gehen nur mit einer Entbindung von der Schweigepflicht. "
                "Bitte diese Art wählen und die Personen nennen."
            ),
            code="schweigepflicht",
            feld="art",
        )


def _empfaenger(klient: Klient, angaben: Einwilligungsangaben) -> list[tuple[Any, Any]]:
    heute, gewaehlt = timezone.localdate(), list(dict.fromkeys(angaben["empfaenger"]))
    einrichtungen = einrichtungen_im_kreis(klient.kreis_id, am=heute).in_bulk([e for e, _p in gewaehlt])
    personen = personen_im_kreis(klient.kreis_id, am=heute).in_bulk([p for _e, p in gewaehlt if p])
    paare: list[tuple[Any, Any, int | None]] = [
        (einrichtungen.get(e), personen.get(p) if p else None, p) for e, p in gewaehlt
    ]
    if not paare or any(e is None or (p and person is None) for e, person, p in paare):
        raise Fachfehler(_("Bitte mindestens einen Empfänger wählen."), code="empfaenger", feld="empfaenger")
    for einrichtung, person, _nummer in paare:
        if person is not None and not _arbeitet_dort(person, einrichtung, heute):
            raise Fachfehler(
                _("%(person)s arbeitet nicht bei %(einrichtung)s. Bitte die Auswahl prüfen.")
                % {"person": person, "einrichtung": einrichtung},
                code="person",
                feld="personen",
            )
    mit_person = {einrichtung.pk for einrichtung, person, _nummer in paare if person is not None}
    if angaben["art"] == Einwilligungsart.SCHWEIGEPFLICHT:
        for einrichtung, _person, _nummer in paare:
            if einrichtung.pk not in mit_person:
                raise Fachfehler(
                    _("Die Entbindung von der Schweigepflicht nennt Personen: Wer bei %(einrichtung)s?")
                    % {"einrichtung": einrichtung},
                    code="person_fehlt",
                    feld="personen",
                )
    return [(e, p) for e, p, _nummer in paare if p is not None or e.pk not in mit_person]


def _arbeitet_dort(person: Any, einrichtung: Any, tag: date) -> bool:
    return any(f.aktiv_am(tag) for f in person.funktionen.filter(einrichtung=einrichtung))


def _wortlaut_setzen(
    satz: Einwilligung, empfaenger: list[tuple[Any, Any]], wortlaute: Wortlaute | None
) -> None:
    """Das Blatt, wie es gelesen wird; mit seiner Prüfsumme bleibt es beweisbar, was unterschrieben wurde."""
    if wortlaute is None:
        wortlaute = Wortlaute(
            geltender_text(satz.kreis_id, "de"), geltender_text(satz.kreis_id, satz.sprache)
        )
    deutsch, deutscher_satz = wortlaute.deutsch
    eigene, satz.text = wortlaute.eigene
    alter = alter_von(satz.klient, timezone.localdate())
    namen: dict[int, tuple[str, list[str]]] = {}
    for einrichtung, person in empfaenger:
        _name, personen = namen.setdefault(einrichtung.pk, (str(einrichtung), []))
        if person is not None:
            personen.append(str(person))
    satz.wortlaut = blatt(
        Blattangaben(
            art=Einwilligungsart(satz.art),
            name=str(satz.klient),
            empfaenger=list(namen.values()),
            klassen=[Datenklasse(k) for k in satz.datenklassen],
            zwecke=[Zweck(z) for z in satz.zwecke],
            von=satz.von,
            bis=satz.bis,
            selbst=alter.eigene_unterschrift_noetig,
            sorgeberechtigte=satz.sorgeberechtigte if alter.sorge_noetig else 0,
            geprueft=ist_geprueft(satz.text) and ist_geprueft(deutscher_satz),
        ),
        deutsch,
        eigene,
    )
    satz.sha256 = pruefsumme(satz.wortlaut)
