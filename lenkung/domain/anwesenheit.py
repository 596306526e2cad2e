"""Kommen, gehen, berichtigen: wer wann in der Sitzung war (GO RSK § 2 Abs. 2, § 7 Abs. 1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import uhrzeit
from kim.basis.fehler import Fachfehler, verlange
from lenkung import permissions
from lenkung.domain.queries.verlauf import augenblick_von, verlaufsstand
from lenkung.domain.verlaufsblatt import Eintrag, Verlaufsblatt, nicht_vor_dem_tag, verlauf_sperren
from lenkung.models import Abstimmung, Anwesenheit, Besetzung, Punktgast
from lenkung.models.zeitraum import am
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Abstimmungsstand, Ereignisart
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
    besetzung = (
        Besetzung.objects.filter(
            am(blatt.sitzung.tag), sitz_id=sitz_id, gremium_id=blatt.sitzung.gremium_id, art=rolle.value
        )
        .select_related("person")
        .first()
    )
    if besetzung is None:
        raise Fachfehler(_("Auf diesem Sitz ist dafür niemand benannt."), code="niemand_benannt")
    neu = Anwesenheit(sitz_id=sitz_id, person=besetzung.person, name=str(besetzung.person), rolle=rolle.value)
    return _da(blatt, neu, art, offen=_offene(blatt).filter(person=besetzung.person).first())


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
    return _da(blatt, neu, art, offen=_offene(blatt).filter(gast=gast).first())


@transaction.atomic
def geht(*, sitzung_id: int, anwesenheit_id: int, eintrag: Eintrag) -> None:
    """Ab dieser Minute zählt die Person nicht mehr mit. Ist sie schon gegangen, bleibt es dabei."""
    blatt = _blatt(sitzung_id, eintrag)
    if blatt.doppelt:
        return
    satz = Anwesenheit.objects.get(pk=anwesenheit_id, sitzung=blatt.sitzung)
    if satz.bis is None and satz.gestrichen_am is None:
        _beenden(blatt, satz, eintrag.wann())
        blatt.festhalten(Ereignisart.GEGANGEN, text=satz.name)
        _abstimmungen_pruefen(blatt, eintrag.wann())


@transaction.atomic
def anwesenheit_berichtigen(
    *, sitzung_id: int, anwesenheit_id: int, von: datetime, bis: datetime | None, grund: str, eintrag: Eintrag
) -> Anwesenheit:
    """Die falsche Angabe wird gestrichen und bleibt lesbar; die richtige steht daneben."""
    blatt, alt = _zu_berichtigen(sitzung_id, anwesenheit_id, grund, eintrag)
    if bis is not None and bis <= von:
        raise Fachfehler(_("Das Ende liegt nicht nach dem Beginn. Bitte prüfen."), code="bis", feld="bis")
    jetzt = timezone.now()
    if von > jetzt or (bis is not None and bis > jetzt):
        raise Fachfehler(_("Diese Zeit liegt in der Zukunft. Bitte prüfen."), code="zukunft", feld="von")
    if bis is None and _offene(blatt).filter(person=alt.person, gast=alt.gast).exclude(pk=alt.pk).exists():
        raise Fachfehler(
            _("Diese Person ist gerade schon als anwesend eingetragen. Bitte das Ende angeben."),
            code="schon_da",
            feld="bis",
        )
    _streichen(blatt, alt, grund)
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
def anwesenheit_streichen(*, sitzung_id: int, anwesenheit_id: int, grund: str, eintrag: Eintrag) -> None:
    blatt, satz = _zu_berichtigen(sitzung_id, anwesenheit_id, grund, eintrag)
    _streichen(blatt, satz, grund)
    blatt.festhalten(Ereignisart.BERICHTIGT, text=f"{satz.name}: {grund}")
    _abstimmungen_pruefen(blatt, satz.von)


# Was die Einträge teilen ------------------------------------------------------------------------------------


def _blatt(sitzung_id: int, eintrag: Eintrag) -> Verlaufsblatt:
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_anwesenheit_eintragen(eintrag.akteur, blatt.sitzung))
    nicht_vor_dem_tag(blatt)
    return blatt


def _offene(blatt: Verlaufsblatt) -> Any:
    return Anwesenheit.objects.filter(sitzung=blatt.sitzung, bis__isnull=True, gestrichen_am__isnull=True)


def _da(
    blatt: Verlaufsblatt, neu: Anwesenheit, art: Anwesenheitsart, *, offen: Anwesenheit | None
) -> Anwesenheit:
    if offen is not None and offen.art == art.value:
        return offen
    zeit = blatt.eintrag.wann()
    if offen is not None:
        _beenden(blatt, offen, zeit)
    neu.sitzung, neu.art, neu.von = blatt.sitzung, art.value, zeit
    neu.eingetragen_von_name = blatt.akteur.akteur_name
    neu.save()
    blatt.festhalten(Ereignisart.GEKOMMEN, text=f"{neu.name}, {neu.get_art_display()}")
    _abstimmungen_pruefen(blatt, zeit)
    return neu


def _beenden(blatt: Verlaufsblatt, satz: Anwesenheit, zeit: datetime) -> None:
    """Wer im selben Augenblick kam und ging, war nicht da."""
    if zeit <= satz.von:
        _streichen(blatt, satz, _("Im selben Augenblick wieder gegangen"))
        return
    satz.bis = zeit
    satz.save()


def _zu_berichtigen(
    sitzung_id: int, anwesenheit_id: int, grund: str, eintrag: Eintrag
) -> tuple[Verlaufsblatt, Anwesenheit]:
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_anwesenheit_berichtigen(eintrag.akteur, blatt.sitzung))
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund angeben; er steht im Verlauf."), code="grund", feld="grund")
    satz = Anwesenheit.objects.select_related("sitz", "person", "gast").get(
        pk=anwesenheit_id, sitzung=blatt.sitzung
    )
    if satz.gestrichen_am is not None:
        raise Fachfehler(_("Diese Angabe ist schon gestrichen."), code="gestrichen")
    return blatt, satz


def _streichen(blatt: Verlaufsblatt, satz: Anwesenheit, grund: str) -> None:
    satz.gestrichen_am = timezone.now()
    satz.gestrichen_von_name = blatt.akteur.akteur_name
    satz.gestrichen_grund = grund.strip()[:200]
    satz.save()


def _abstimmungen_pruefen(blatt: Verlaufsblatt, ab: datetime) -> None:
    """Was schon gezählt ist, ändert sich nicht. Wäre es anders ausgegangen, muss der Vorsitz es sagen."""
    gezaehlt = [Abstimmungsstand.GESCHLOSSEN.value, Abstimmungsstand.FESTGESTELLT.value]
    betroffen = list(
        Abstimmung.objects.filter(sitzung=blatt.sitzung, stand__in=gezaehlt, geschlossen_am__gte=ab)
    )
    if not betroffen:
        return
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
