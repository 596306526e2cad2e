"""Kommen, gehen, berichtigen: wer wann in der Sitzung war (GO RSK § 2 Abs. 2, § 7 Abs. 1).

Was nach einer Unterbrechung verspätet ankommt, gilt, als wäre es zu seiner Zeit eingetragen worden.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import uhrzeit
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.zeit import berliner_tag
from kim.web.feste_abfrage import feste_abfrage
from lenkung import permissions
from lenkung.domain.queries.verlauf import augenblick_von, verlaufsstand
from lenkung.domain.verlaufsblatt import (
    GEZAEHLT,
    Eintrag,
    Verlaufsblatt,
    benannt_auf,
    nicht_vor_dem_tag,
    verlauf_sperren,
)
from lenkung.models import Abstimmung, Anwesenheit, Punktgast, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Ereignisart
from lenkung.regeln.werte import Anwesenheitsart


@transaction.atomic
def sitz_kommt(
    *,
    sitzung_id: int,
    sitz_id: int,
    rolle: Teilnahmerolle,
    art: Anwesenheitsart,
    eintrag: Eintrag,
) -> Anwesenheit | None:
    """Das Mitglied oder die Stellvertretung ist da. Wer schon da ist, wechselt höchstens die Art."""
    blatt = _blatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return None
    besetzung = benannt_auf(blatt.sitzung, sitz_id, rolle)
    neu = Anwesenheit(sitz_id=sitz_id, person=besetzung.person, name=str(besetzung.person), rolle=rolle.value)
    return _da(blatt, neu, art)


@transaction.atomic
def gast_kommt(
    *, sitzung_id: int, gast_id: int, art: Anwesenheitsart, eintrag: Eintrag
) -> Anwesenheit | None:
    """Ein Gast ist zu seinem Punkt da; er hat keine Stimme (GO RSK § 2 Abs. 3)."""
    blatt = _blatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return None
    gast = Punktgast.objects.get(pk=gast_id, punkt__sitzung=blatt.sitzung)
    neu = Anwesenheit(gast=gast, name=str(gast), rolle=Teilnahmerolle.GAST.value)
    return _da(blatt, neu, art)


@transaction.atomic
def geht(*, sitzung_id: int, anwesenheit_id: int, eintrag: Eintrag) -> bool:
    """Von da an zählt die Person nicht mehr mit. Falsch: um diese Zeit war sie gar nicht da."""
    blatt = _blatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return True
    gewaehlt = Anwesenheit.objects.get(pk=anwesenheit_id, sitzung=blatt.sitzung)
    # Since the page was read, she may have changed from vor Ort to digital: another row.
    satz = _da_um(_zeiten(blatt, gewaehlt), blatt.zeit)
    if satz is not None:
        _beenden(blatt, satz, _("Im selben Augenblick wieder gegangen"))
        blatt.festhalten(Ereignisart.GEGANGEN, text=satz.name)
        _abstimmungen_pruefen(blatt, blatt.zeit)
    return satz is not None


@transaction.atomic
def anwesenheit_berichtigen(
    *, sitzung_id: int, anwesenheit_id: int, von: datetime, bis: datetime | None, grund: str, eintrag: Eintrag
) -> Anwesenheit | None:
    """Die falsche Angabe wird gestrichen und bleibt lesbar; die richtige steht daneben."""
    blatt = _berichtigungsblatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return None
    alt = _zu_berichtigen(blatt, anwesenheit_id, grund)
    _zeitraum_pruefen(blatt, alt, von, bis)
    _streichen(alt, grund, eintrag.akteur.akteur_name)
    neu = Anwesenheit.objects.create(
        sitzung=blatt.sitzung,
        sitz=alt.sitz,
        person=alt.person,
        gast=alt.gast,
        name=alt.name,
        rolle=alt.rolle,
        art=alt.art,
        von=von,
        bis=bis,
        eingetragen_von_name=eintrag.akteur.akteur_name,
    )
    blatt.festhalten(Ereignisart.BERICHTIGT, text=f"{alt.name}: {grund}")
    _abstimmungen_pruefen(blatt, min(alt.von, von))
    return neu


@transaction.atomic
def anwesenheit_nachtragen(
    *,
    sitzung_id: int,
    sitz_id: int,
    rolle: Teilnahmerolle,
    art: Anwesenheitsart,
    von: datetime,
    bis: datetime | None,
    grund: str,
    eintrag: Eintrag,
) -> Anwesenheit | None:
    """Wer in der Liste fehlt, auch nach dem Schluss. Was falsch dasteht, wird dazu gestrichen."""
    blatt = _berichtigungsblatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return None
    _verlange_grund(grund)
    if blatt.verlauf.eroeffnet_am is None and blatt.sitzung.lage is Sitzungsstand.GESCHLOSSEN:
        raise Fachfehler(
            _("Diese Sitzung wurde auf Papier geführt. Bitte zuerst ihren Verlauf nachtragen."),
            code="ohne_verlauf",
        )
    person = benannt_auf(blatt.sitzung, sitz_id, rolle).person
    neu = Anwesenheit(
        sitzung=blatt.sitzung,
        sitz_id=sitz_id,
        person=person,
        name=str(person),
        rolle=rolle.value,
        art=art.value,
        von=von,
        bis=bis,
        eingetragen_von_name=eintrag.akteur.akteur_name,
    )
    _zeitraum_pruefen(blatt, neu, von, bis)
    neu.save()
    blatt.festhalten(Ereignisart.BERICHTIGT, text=f"{neu.name}: {grund}")
    _abstimmungen_pruefen(blatt, von)
    return neu


@transaction.atomic
def anwesenheit_streichen(*, sitzung_id: int, anwesenheit_id: int, grund: str, eintrag: Eintrag) -> None:
    blatt = _berichtigungsblatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return
    satz = _zu_berichtigen(blatt, anwesenheit_id, grund)
    _streichen(satz, grund, eintrag.akteur.akteur_name)
    blatt.festhalten(Ereignisart.BERICHTIGT, text=f"{satz.name}: {grund}")
    _abstimmungen_pruefen(blatt, satz.von)


def mit_der_verlegung_streichen(sitzung: Sitzung, akteur_name: str) -> None:
    """Wer schon an der Tür eingetragen war, war es für den alten Tag. Nur in einer Transaktion."""
    for satz in Anwesenheit.objects.filter(sitzung=sitzung, gestrichen_am__isnull=True):
        _streichen(satz, _("Die Sitzung wurde verlegt"), akteur_name)


# Was die Einträge teilen ------------------------------------------------------------------------------------


def _blatt(sitzung_id: int, eintrag: Eintrag) -> Verlaufsblatt:
    blatt = verlauf_sperren(sitzung_id, eintrag)
    if blatt.vor_dem_schluss:
        verlange(permissions.darf_anwesenheit_berichtigen(eintrag.akteur, blatt.sitzung))
    else:
        verlange(permissions.darf_anwesenheit_eintragen(eintrag.akteur, blatt.sitzung))
    nicht_vor_dem_tag(blatt)
    return blatt


@feste_abfrage
def _gueltige(sitzung_id: int, person_id: int | None, gast_id: int | None) -> QuerySet[Anwesenheit]:
    menge = Anwesenheit.objects.filter(sitzung=sitzung_id, person=person_id, gast=gast_id)
    return menge.filter(gestrichen_am__isnull=True).order_by("von", "pk")


def _zeiten(blatt: Verlaufsblatt, satz: Anwesenheit) -> list[Anwesenheit]:
    """Alle nicht gestrichenen Angaben zu dieser Person oder diesem Gast."""
    return _gueltige(blatt.sitzung.pk, satz.person_id, satz.gast_id)


def _da_um(zeiten: list[Anwesenheit], zeit: datetime) -> Anwesenheit | None:
    return next((satz for satz in zeiten if satz.von <= zeit and (satz.bis is None or zeit < satz.bis)), None)


def _da(blatt: Verlaufsblatt, neu: Anwesenheit, art: Anwesenheitsart) -> Anwesenheit:
    zeiten = _zeiten(blatt, neu)
    bisher = _da_um(zeiten, blatt.zeit)
    if bisher is not None and bisher.art == art.value:
        return bisher
    # What is recorded for later stays: a late entry reaches to it, not over it.
    neu.bis = bisher.bis if bisher else next((satz.von for satz in zeiten if satz.von > blatt.zeit), None)
    if bisher is not None:
        _beenden(blatt, bisher, _("Im selben Augenblick geändert"))
    neu.sitzung, neu.art, neu.von = blatt.sitzung, art.value, blatt.zeit
    neu.eingetragen_von_name = blatt.akteur.akteur_name
    neu.save()
    blatt.festhalten(Ereignisart.GEKOMMEN, text=f"{neu.name}, {neu.get_art_display()}")
    _abstimmungen_pruefen(blatt, blatt.zeit)
    return neu


def _beenden(blatt: Verlaufsblatt, satz: Anwesenheit, ohne_dauer: str) -> None:
    """Wer im selben Augenblick kam und ging, war nicht da."""
    if blatt.zeit == satz.von:
        _streichen(satz, ohne_dauer, blatt.akteur.akteur_name)
        return
    satz.bis = blatt.zeit
    satz.save(update_fields=["bis"])


def _berichtigungsblatt(sitzung_id: int, eintrag: Eintrag) -> Verlaufsblatt:
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_anwesenheit_berichtigen(eintrag.akteur, blatt.sitzung))
    return blatt


def _verlange_grund(grund: str) -> None:
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund angeben; er steht im Verlauf."), code="grund", feld="grund")


def _zu_berichtigen(blatt: Verlaufsblatt, anwesenheit_id: int, grund: str) -> Anwesenheit:
    _verlange_grund(grund)
    satz = Anwesenheit.objects.select_related("sitz", "person", "gast").get(
        pk=anwesenheit_id, sitzung=blatt.sitzung
    )
    if satz.gestrichen_am is not None:
        raise Fachfehler(_("Diese Angabe ist schon gestrichen."), code="gestrichen")
    return satz


def _zeitraum_pruefen(blatt: Verlaufsblatt, alt: Anwesenheit, von: datetime, bis: datetime | None) -> None:
    if bis is not None and bis <= von:
        raise Fachfehler(_("Das Ende liegt nicht nach dem Beginn. Bitte prüfen."), code="bis", feld="bis")
    jetzt = timezone.now()
    if von > jetzt or (bis is not None and bis > jetzt):
        raise Fachfehler(_("Diese Zeit liegt in der Zukunft. Bitte prüfen."), code="zukunft", feld="von")
    if berliner_tag(von) < blatt.sitzung.tag:
        raise Fachfehler(
            _("Diese Zeit liegt vor dem Tag der Sitzung. Bitte prüfen."), code="vor_dem_tag", feld="von"
        )
    andere = [satz for satz in _zeiten(blatt, alt) if satz.pk != alt.pk]
    if any((satz.bis is None or satz.bis > von) and (bis is None or satz.von < bis) for satz in andere):
        raise Fachfehler(
            _("In dieser Zeit ist die Person schon mit einer anderen Angabe anwesend. Bitte prüfen."),
            code="schon_da",
            feld="bis",
        )


def _streichen(satz: Anwesenheit, grund: str, von_name: str) -> None:
    satz.gestrichen_am = timezone.now()
    satz.gestrichen_von_name = von_name
    satz.gestrichen_grund = " ".join(grund.split())[:200]
    satz.save()


def _abstimmungen_pruefen(blatt: Verlaufsblatt, ab: datetime) -> None:
    """Was schon gezählt ist, ändert sich nicht. Wäre es anders ausgegangen, muss der Vorsitz es sagen."""
    if blatt.zuletzt_gezaehlt is None or blatt.zuletzt_gezaehlt < ab:
        return
    betroffen = list(
        Abstimmung.objects.filter(sitzung=blatt.sitzung, stand__in=GEZAEHLT, geschlossen_am__gte=ab)
    )
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    namen = {str(zeile.sitz.pk): zeile.sitz.name for zeile in stand.zeilen}
    for abstimmung in betroffen:
        # What has been counted has both, says a constraint.
        assert abstimmung.augenblick is not None
        assert abstimmung.geschlossen_am is not None
        damals = augenblick_von(abstimmung.augenblick).vertretene
        heute = stand.augenblick(abstimmung.geschlossen_am).vertretene
        satz = _unterschied(damals, heute, namen, abstimmung.geschlossen_am)
        if satz != abstimmung.zu_pruefen:
            abstimmung.zu_pruefen, abstimmung.geprueft = satz, ""
            abstimmung.save()


def _unterschied(damals: frozenset[str], heute: frozenset[str], namen: dict[str, str], zeit: datetime) -> str:
    dazu = ", ".join(sorted(namen[sitz] for sitz in heute - damals if sitz in namen))
    weg = ", ".join(sorted(namen[sitz] for sitz in damals - heute if sitz in namen))
    teile = [
        _("vertreten wäre auch %(sitze)s") % {"sitze": dazu} if dazu else "",
        _("nicht vertreten wäre %(sitze)s") % {"sitze": weg} if weg else "",
    ]
    teile = [teil for teil in teile if teil]
    if not teile:
        return ""
    anfang = _("Nach der berichtigten Anwesenheit um %(zeit)s:") % {"zeit": uhrzeit(zeit)}
    return f"{anfang} {'; '.join(teile)}."[:500]
