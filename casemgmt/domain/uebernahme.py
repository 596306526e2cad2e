"""Die bisherige Datenbank übernehmen: hochladen, zuordnen, ansehen, übernehmen; und alles zusammen zurück.

Wer dieselbe Datei zweimal übernimmt, bekommt nichts doppelt: Jede Zeile hat einen Schlüssel, und der wird nur
als Zahl gemerkt, die allein der Schlüsselbund machen kann.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.abgleich import KLIENTEN, abgleich_anstossen
from casemgmt.domain.aktenzeichen import naechste_nummer
from casemgmt.domain.nachfolge import verantwortung_sichern
from casemgmt.domain.sperren import konto_von
from casemgmt.domain.suche import suchschluessel_setzen
from casemgmt.domain.uebernahme_plan import Neues, Uebernahmeplan, neue_marke, planen
from casemgmt.domain.uebernahme_spalten import titel
from casemgmt.models import (
    Aktensperre,
    Befangenheit,
    Befangenheitshinweis,
    Doppelhinweis,
    Einspielung,
    Einspielzeile,
    Einspielzuordnung,
    Fall,
    Fallperson,
    Klient,
    Suchschluessel,
    Termin,
    Terminperson,
    Terminthema,
)
from casemgmt.regeln.uebernahme import Uebernahmeart, Uebernahmestand, vorschlag
from casemgmt.regeln.werte import Hinweisstand
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.regeln.einspielung import HOECHSTENS_ZEILEN, Zeile

HALTBARKEIT = timedelta(hours=1)
_MODELLE: Mapping[str, tuple[type[Any], tuple[type[Any], ...]]] = {
    # What was made, and what belongs to it from the beginning.
    Uebernahmeart.PERSONEN.value: (Klient, (Suchschluessel,)),
    Uebernahmeart.FAELLE.value: (Fall, (Fallperson,)),
    Uebernahmeart.TERMINE.value: (Termin, (Terminperson, Terminthema)),
}
_OFFEN = {"stand": Hinweisstand.OFFEN}
_NEBENHER: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    # What comes about by itself when a name is saved, by the column that leads to the person; and how it
    # looks as long as nobody has decided about it.
    (Doppelhinweis, "eine", _OFFEN),
    (Doppelhinweis, "andere", _OFFEN),
    (Befangenheitshinweis, "klient", _OFFEN),
    (Aktensperre, "klient", {"aufgehoben_am__isnull": True}),
)


@transaction.atomic
def einspielung_anlegen(
    *, kreis_id: int, art: str, kopf: Sequence[str], zeilen: Sequence[Zeile], akteur: Akteur
) -> Einspielung:
    """Hebt die Datei verschlüsselt auf, bis sie übernommen oder verworfen ist; eine neue ersetzt die alte."""
    verlange(permissions.darf_bestand_uebernehmen(akteur, kreis_id))
    if len(zeilen) > HOECHSTENS_ZEILEN:
        raise Fachfehler(
            _("Die Datei hat %(n)s Zeilen, möglich sind %(h)s. Bitte die Datei teilen.")
            % {"n": len(zeilen), "h": HOECHSTENS_ZEILEN},
            code="zeilen",
            feld="datei",
        )
    konto_id = konto_von(akteur)
    Einspielung.objects.filter(konto_id=konto_id, art=art, stand=Uebernahmestand.GEPRUEFT).delete()
    return Einspielung.objects.create(
        kreis_id=kreis_id,
        art=art,
        konto_id=konto_id,
        kopf=list(kopf),
        zeilen=[[zeile.nummer, list(zeile.zellen)] for zeile in zeilen],
        anzahl=len(zeilen),
    )


def zuordnung_von(einspielung: Einspielung) -> dict[str, str]:
    gemerkt = Einspielzuordnung.objects.filter(kreis_id=einspielung.kreis_id, art=einspielung.art).first()
    return vorschlag(titel(einspielung.art), einspielung.kopf or (), gemerkt.spalten if gemerkt else {})


def plan_von(einspielung: Einspielung) -> Uebernahmeplan:
    return planen(einspielung, zuordnung_von(einspielung))


@transaction.atomic
def zuordnung_merken(*, einspielung_id: int, zuordnung: Mapping[str, str], akteur: Akteur) -> None:
    """Gilt für diese Datei und für die nächste derselben Art im Kreis."""
    einspielung = _sperren(einspielung_id, akteur, Uebernahmestand.GEPRUEFT)
    eigene, kopf = dict(titel(einspielung.art)), einspielung.kopf or ()
    spalten = {name: wert for name, wert in zuordnung.items() if name in eigene and wert in kopf}
    Einspielzuordnung.objects.update_or_create(
        kreis_id=einspielung.kreis_id, art=einspielung.art, defaults={"spalten": spalten}
    )


@transaction.atomic
def einspielung_uebernehmen(*, einspielung_id: int, akteur: Akteur) -> tuple[int, int]:
    """Alles oder nichts; sagt, wie viele neu sind und wie viele schon da waren."""
    einspielung = _sperren(einspielung_id, akteur, Uebernahmestand.GEPRUEFT)
    plan = plan_von(einspielung)
    if plan.fehler:
        raise Fachfehler(_("In der Datei passt noch nicht alles. Übernommen wurde nichts."), code="zellen")
    grund = _grund(einspielung)
    neue_klienten: list[int] = []
    for neues in plan.neue:
        satz_id = _schreiben(neues, akteur, grund)
        if isinstance(neues.satz, Klient):
            neue_klienten.append(satz_id)
        Einspielzeile.objects.create(
            kreis_id=einspielung.kreis_id,
            einspielung=einspielung,
            art=einspielung.art,
            marke=neue_marke(einspielung.kreis_id, einspielung.art, neues.schluessel),
            satz_id=satz_id,
        )
    abgleich_anstossen(KLIENTEN, einspielung.kreis_id, neue_klienten)
    einspielung.stand = Uebernahmestand.UEBERNOMMEN
    einspielung.uebernommen_am = timezone.now()
    einspielung.kopf = einspielung.zeilen = None
    einspielung.anzahl = len(plan.neue)
    einspielung.save()
    return len(plan.neue), plan.bekannte


def _grund(einspielung: Einspielung) -> str:
    return f"Übernahme {einspielung.pk}"


def _schreiben(neues: Neues, akteur: Akteur, grund: str) -> int:
    satz = neues.satz
    if isinstance(satz, Fall):
        satz.nummer = naechste_nummer(kreis_id=satz.kreis_id, jahr=satz.jahr)
    speichere(satz, akteur=akteur, grund=grund)
    if isinstance(satz, Klient):
        suchschluessel_setzen(satz)
    for stelle, klient_id in enumerate(neues.klienten):
        person = Fallperson(
            kreis_id=satz.kreis_id,
            fall=satz,
            klient_id=klient_id,
            von=satz.eroeffnet_am,
            hauptperson=stelle == 0,
        )
        speichere(person, akteur=akteur, grund=grund)
    if isinstance(satz, Fall):
        # The file may name somebody who is shut out of the file of one of them.
        abgleich = SystemAkteur("Abgleich der Befangenheit", satz.kreis_id)
        verantwortung_sichern(satz.pk, abgleich, grund=grund)
    for thema in neues.themen:
        Terminthema.objects.create(kreis_id=satz.kreis_id, termin=satz, thema=thema)
    return satz.pk


@transaction.atomic
def einspielung_verwerfen(*, einspielung_id: int, akteur: Akteur) -> None:
    _sperren(einspielung_id, akteur, Uebernahmestand.GEPRUEFT).delete()


@transaction.atomic
def einspielung_zuruecknehmen(*, einspielung_id: int, akteur: Akteur) -> int:
    """Nimmt alles zurück, was aus der Datei entstand, mit seiner Historie, solange niemand darauf aufbaut."""
    einspielung = _sperren(einspielung_id, akteur, Uebernahmestand.UEBERNOMMEN)
    modell, dazu = _MODELLE[einspielung.art]
    ids = list(einspielung.saetze.values_list("satz_id", flat=True))
    if _aufgebaut(modell, dazu, ids, _grund(einspielung)):
        raise Fachfehler(
            _(
                "Mit dem Übernommenen wurde schon gearbeitet: Es gibt Änderungen, Fälle, Termine oder "
                "anderes dazu. Spätere Übernahmen bitte zuerst zurücknehmen; was Menschen eingetragen "
                "haben, bleibt."
            ),
            code="aufgebaut",
        )
    if modell is Klient and _verschlossen_seitdem(ids, einspielung):
        raise Fachfehler(
            _(
                "Zu einer der übernommenen Personen hat seitdem jemand eine Befangenheit angegeben oder eine "
                "Sperre gesetzt. Die bleibt, und deshalb lässt sich diese Übernahme nicht mehr zurücknehmen."
            ),
            code="sperre",
        )
    if modell is Klient:
        for satzart, spalte, _unberuehrt in _NEBENHER:
            _entfernen(satzart, **{f"{spalte}__in": ids})
    for eigenes in dazu:
        _entfernen(eigenes, **{f"{_bezug(eigenes, modell)}__in": ids})
    _entfernen(modell, pk__in=ids)
    einspielung.saetze.all().delete()
    einspielung.stand = Uebernahmestand.ZURUECKGENOMMEN
    einspielung.zurueckgenommen_am = timezone.now()
    einspielung.save()
    return len(ids)


def _verschlossen_seitdem(ids: Sequence[int], einspielung: Einspielung) -> bool:
    """Von selbst entsteht eine Sperre nur aus dem, was vor der Übernahme angegeben war. Alles andere hat ein
    Mensch gewollt: Mit der Person darf es nicht verschwinden."""
    vorher = Befangenheit.objects.filter(
        konto_id=OuterRef("konto_id"),
        kreis_id=einspielung.kreis_id,
        angegeben_am__lte=einspielung.uebernommen_am,
    )
    von_hand = Aktensperre.history.filter(klient_id__in=ids, history_user_id__isnull=False)
    hinweise = Befangenheitshinweis.objects.filter(
        klient_id__in=ids, befangenheit__angegeben_am__gt=einspielung.uebernommen_am
    )
    sperren = Aktensperre.objects.filter(~Exists(vorher), klient_id__in=ids)
    return sperren.exists() or von_hand.exists() or hinweise.exists()


def _bezug(eigenes: type[Any], modell: type[Any]) -> str:
    return next(f.attname for f in eigenes._meta.concrete_fields if f.related_model is modell)


def _aufgebaut(modell: Any, dazu: Sequence[Any], ids: Sequence[int], grund: str) -> bool:
    for eigenes in (modell, *dazu):
        bedingung = {"id__in": ids} if eigenes is modell else {f"{_bezug(eigenes, modell)}__in": ids}
        if hasattr(eigenes, "history"):
            spuren = eigenes.history.filter(**bedingung)
            if spuren.exclude(history_change_reason=grund).exists():
                return True
    for satzart, spalte, unberuehrt in _NEBENHER if modell is Klient else ():
        if satzart._default_manager.filter(**{f"{spalte}__in": ids}).exclude(**unberuehrt).exists():
            return True
    nebenher = {satzart for satzart, _spalte, _unberuehrt in _NEBENHER}
    return any(
        bezug.related_model._base_manager.filter(**{f"{bezug.field.attname}__in": ids}).exists()
        for bezug in modell._meta.related_objects
        if bezug.related_model not in {*dazu, *nebenher} and not bezug.many_to_many
    )


def _entfernen(modell: Any, **bedingung: Any) -> None:
    """Mit der Historie: Was nie hätte da sein sollen, bleibt auch dort nicht stehen."""
    ids = list(modell._default_manager.filter(**bedingung).values_list("pk", flat=True))
    modell._default_manager.filter(pk__in=ids).delete()
    if hasattr(modell, "history"):
        modell.history.filter(id__in=ids).delete()


@transaction.atomic
def einspielungen_aufraeumen(*, jetzt: datetime) -> int:
    """Löscht Dateien, die niemand übernommen hat."""
    alte = Einspielung.objects.filter(stand=Uebernahmestand.GEPRUEFT, angelegt_am__lt=jetzt - HALTBARKEIT)
    return alte.delete()[0]


def _sperren(einspielung_id: int, akteur: Akteur, stand: Uebernahmestand) -> Einspielung:
    einspielung = (
        permissions.sichtbare_einspielungen(akteur)
        .select_for_update(of=("self",))
        .filter(pk=einspielung_id, stand=stand)
        .first()
    )
    if einspielung is None:
        raise Ueberholt(_("Diese Datei ist schon übernommen, verworfen oder zurückgenommen."))
    return einspielung
