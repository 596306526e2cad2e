"""Punkte auf die Tagesordnung setzen, ändern, absetzen und ordnen (GO RSK § 4 Abs. 3 und 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.tagesordnungsblatt import (
    OHNE_PLATZ,
    Blatt,
    blatt_des_punktes,
    blatt_sperren,
    rang_des_punktes,
)
from lenkung.models import (
    Sitzung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Vorschlag,
    Vorschlagsschritt,
)
from lenkung.regeln.feste_punkte import stelle_fuer
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.vorschlag import Schritt, Vorschlagsstand


class PunktAngaben(TypedDict, total=False):
    art: str
    titel: str
    erlaeuterung: str
    minuten: int
    berichterstattung: str
    oeffentlich: bool
    vorlage_id: int | None


FELDER = frozenset(PunktAngaben.__annotations__)


@transaction.atomic
def punkt_anlegen(*, sitzung_id: int, akteur: Akteur, angaben: PunktAngaben) -> Tagesordnungspunkt:
    """Hinter die übrigen Punkte, vor ein abschließendes Verschiedenes."""
    blatt = blatt_sperren(sitzung_id)
    blatt.verlange_bearbeitbar(akteur)
    punkt = Tagesordnungspunkt(sitzung=blatt.sitzung)
    setze(punkt, angaben, FELDER)
    # Where it belongs follows from its kind, so that has to be one.
    punkt.clean_fields(exclude={"position"})
    _vorlage_pruefen(punkt)
    return aufsetzen(blatt, punkt, akteur, _("Neuer Punkt: %(titel)s") % {"titel": punkt.titel})


def aufsetzen(blatt: Blatt, punkt: Tagesordnungspunkt, akteur: Akteur, grund: str) -> Tagesordnungspunkt:
    """An seiner Stelle; ist er vorher abgesetzt worden, steht derselbe Punkt wieder da."""
    stelle = stelle_fuer(rang_des_punktes(punkt), blatt.raenge)
    punkt.stand = Punktstand.OFFEN.value
    folge = [*blatt.punkte[:stelle], punkt, *blatt.punkte[stelle:]]
    if punkt.pk is not None:
        punkt.position = OHNE_PLATZ
    blatt.ordnen(folge, akteur, grund)
    blatt.geaendert(akteur, grund)
    return punkt


@transaction.atomic
def punkt_aus_vorschlag(*, vorschlag: Vorschlag, sitzung: Sitzung, akteur: Akteur) -> Tagesordnungspunkt:
    """Übernimmt, was vorgeschlagen wurde. Den Stand des Vorschlags ändert der Vorgang, der ruft."""
    blatt = blatt_sperren(sitzung.pk)
    blatt.verlange_bearbeitbar(akteur)
    if vorschlag.gremium_id != blatt.sitzung.gremium_id:
        raise Fachfehler(
            _("Dieser Vorschlag gehört zu einem anderen Gremium."), code="fremdes_gremium", feld="sitzung"
        )
    if any(punkt.vorschlag_id == vorschlag.pk for punkt in blatt.punkte):
        raise Fachfehler(_("Dieser Vorschlag steht schon auf der Tagesordnung."), code="schon_aufgenommen")
    frueher = Tagesordnungspunkt.objects.filter(sitzung=blatt.sitzung, vorschlag=vorschlag).first()
    punkt = frueher or Tagesordnungspunkt(vorschlag=vorschlag)
    punkt.sitzung = blatt.sitzung
    punkt.titel, punkt.art = vorschlag.titel, vorschlag.art
    punkt.erlaeuterung, punkt.minuten = vorschlag.erlaeuterung, vorschlag.minuten
    punkt.vorlage_id = punkt.vorlage_id or _vorlage_von(vorschlag)
    wer = ", ".join(teil for teil in (vorschlag.einreicher_name, vorschlag.einreicher_sitz) if teil)
    punkt.berichterstattung = wer[:200]
    return aufsetzen(blatt, punkt, akteur, _("Vorschlag aufgenommen: %(titel)s") % {"titel": punkt.titel})


@transaction.atomic
def punkt_aendern(
    *, punkt_id: int, akteur: Akteur, angaben: PunktAngaben, erwarteter_stand: int | None = None
) -> Tagesordnungspunkt:
    """Ohne Unterschied geschieht nichts."""
    blatt, punkt = blatt_des_punktes(punkt_id)
    blatt.verlange_bearbeitbar(akteur)
    stand_pruefen(punkt, erwarteter_stand)
    vorher = punkt.vorlage_id
    if not setze(punkt, angaben, FELDER):
        return punkt
    if punkt.vorlage_id != vorher:
        _vorlage_pruefen(punkt)
    grund = _("TOP %(nummer)s geändert") % {"nummer": punkt.position}
    speichere(punkt, akteur=akteur, grund=grund)
    blatt.geaendert(akteur, grund)
    return punkt


def _vorlage_von(vorschlag: Vorschlag) -> int | None:
    """Was zu ihm schon freigegeben ist, kommt mit, die neueste zuerst."""
    ids = list(vorschlag.vorlagen.order_by("-pk").values_list("pk", flat=True))
    freigegeben = geltende_fassungen_von(ids)
    return next((pk for pk in ids if pk in freigegeben), None)


def _vorlage_pruefen(punkt: Tagesordnungspunkt) -> None:
    """Beraten wird, was freigegeben ist; ein Entwurf verlässt das Haus nicht."""
    if punkt.vorlage_id is not None and not geltende_fassungen_von([punkt.vorlage_id]):
        raise Fachfehler(
            _("Diese Vorlage ist noch nicht freigegeben. Bitte zuerst freigeben."),
            code="nicht_freigegeben",
            feld="vorlage",
        )


@transaction.atomic
def punkt_entfernen(*, punkt_id: int, akteur: Akteur, grund: str) -> Sitzung:
    """Nimmt den Punkt von der Tagesordnung.

    Kam er aus einem Vorschlag, liegt dieser danach wieder im Themenspeicher, mit dem Grund. Stand der Punkt
    schon in einer bestätigten Fassung oder hängt etwas an ihm, bleibt er als abgesetzt erhalten.
    """
    # Whoever decides about a proposal holds the Gremium; it comes first, so that no two wait for each other.
    gremium_sperren(Tagesordnungspunkt.objects.values_list("sitzung__gremium_id", flat=True).get(pk=punkt_id))
    blatt, punkt = blatt_des_punktes(punkt_id)
    blatt.verlange_bearbeitbar(akteur)
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte den Grund angeben; er steht im Verlauf."), code="grund", feld="grund")
    was = _("Abgesetzt: %(titel)s") % {"titel": punkt.titel}
    vorschlag_zurueck(punkt, akteur, grund)
    rest = [anderer for anderer in blatt.punkte if anderer.pk != punkt.pk]
    if _war_bestaetigt(blatt.sitzung, punkt) or not _spurlos_geloescht(punkt, akteur, grund):
        punkt.stand, punkt.position = Punktstand.ABGESETZT.value, OHNE_PLATZ
        speichere(punkt, akteur=akteur, grund=grund)
    blatt.ordnen(rest, akteur, was)
    blatt.geaendert(akteur, was)
    return blatt.sitzung


def _war_bestaetigt(sitzung: Sitzung, punkt: Tagesordnungspunkt) -> bool:
    fassungen = Tagesordnungsfassung.objects.filter(sitzung=sitzung).values_list("punkte", flat=True)
    return any(bild["id"] == punkt.pk for punkte in fassungen for bild in punkte)


def _spurlos_geloescht(punkt: Tagesordnungspunkt, akteur: Akteur, grund: str) -> bool:
    """Was nie bestätigt war, darf verschwinden; hat es Unterlagen oder ist es versandt, bleibt es."""
    kennung = punkt.pk
    try:
        with transaction.atomic():
            for gast in punkt.gaeste.all():
                loesche(gast, akteur=akteur, grund=grund)
            loesche(punkt, akteur=akteur, grund=grund)
    except ProtectedError:
        punkt.pk = kennung
        return False
    return True


def vorschlag_zurueck(punkt: Tagesordnungspunkt, akteur: Akteur, grund: str) -> None:
    """Nichts, was vorgeschlagen wurde, verschwindet."""
    if punkt.vorschlag_id is None:
        return
    vorschlag = Vorschlag.objects.select_for_update(no_key=True).get(pk=punkt.vorschlag_id)
    if vorschlag.lage is not Vorschlagsstand.AUFGENOMMEN:
        return
    vorschlag.stand = Vorschlagsstand.VERSCHOBEN.value
    vorschlag.sitzung = None
    speichere(vorschlag, akteur=akteur, grund=grund)
    Vorschlagsschritt.objects.create(
        vorschlag=vorschlag,
        art=Schritt.VERSCHOBEN.value,
        text=grund,
        sitzung=punkt.sitzung,
        am=timezone.now(),
        von_name=akteur.akteur_name,
    )


def vorschlag_wieder_auf(punkt: Tagesordnungspunkt, akteur: Akteur) -> None:
    """Das Gegenstück: der abgesetzte Punkt wird doch behandelt."""
    if punkt.vorschlag_id is None:
        return
    vorschlag = Vorschlag.objects.select_for_update(no_key=True).get(pk=punkt.vorschlag_id)
    if vorschlag.lage is not Vorschlagsstand.VERSCHOBEN:
        raise Fachfehler(
            _("Der Vorschlag zu diesem Punkt ist inzwischen %(stand)s. Er wird dort weiter behandelt.")
            % {"stand": vorschlag.get_stand_display()},
            code="vorschlag_vergeben",
        )
    vorschlag.stand, vorschlag.sitzung = Vorschlagsstand.AUFGENOMMEN.value, punkt.sitzung
    grund = _("In der Sitzung wieder aufgerufen")
    speichere(vorschlag, akteur=akteur, grund=grund)
    Vorschlagsschritt.objects.create(
        vorschlag=vorschlag,
        art=Schritt.AUFGENOMMEN.value,
        text=grund,
        sitzung=punkt.sitzung,
        am=timezone.now(),
        von_name=akteur.akteur_name,
    )


@transaction.atomic
def punkte_ordnen(*, sitzung_id: int, folge: Sequence[int], zaehler: int, akteur: Akteur) -> Blatt:
    """Genau die Punkte, die auf der Tagesordnung stehen, in neuer Folge.

    `zaehler` ist der, den die Seite zeigte: hat seitdem jemand etwas geändert, wird nichts überschrieben.
    """
    blatt = blatt_sperren(sitzung_id)
    blatt.verlange_bearbeitbar(akteur)
    blatt.verlange_zaehler(zaehler)
    je_id = {punkt.pk: punkt for punkt in blatt.punkte}
    if len(folge) != len(je_id) or set(folge) != set(je_id):
        raise Ueberholt(_("Die Folge nennt nicht genau die Punkte dieser Tagesordnung. Bitte neu laden."))
    if list(folge) == list(je_id):
        return blatt
    grund = _("Reihenfolge geändert")
    blatt.ordnen([je_id[kennung] for kennung in folge], akteur, grund)
    blatt.geaendert(akteur, grund)
    return blatt
