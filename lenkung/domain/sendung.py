"""Eine Einladung oder eine geänderte Tagesordnung vorbereiten: Unterlagen festhalten, PDF setzen lassen.

Was man liest, wird versandt: das PDF gehört zu genau einem Inhalt. Ändert sich etwas, wird es neu bestellt.
"""

from __future__ import annotations

from typing import Any, TypedDict
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.queries.einladung import Vorhaben, versandte_dokumente, vorhaben_von
from lenkung.domain.queries.tagesordnung import geltende_tagesordnung
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Sendung, Sendungsunterlage, Sitzung
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandpruefung import VOR_DEM_VORBEREITEN


class SendungAngaben(TypedDict, total=False):
    anschreiben: str
    dringlich: bool
    begruendung: str


FELDER = frozenset(SendungAngaben.__annotations__)


@transaction.atomic
def einladung_vorbereiten(*, sitzung_id: int, akteur: Akteur) -> Sendung:
    """Hält die Unterlagen fest und bestellt das PDF. Wird schon eine vorbereitet, ist es diese."""
    sitzung = sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_einladen(akteur, sitzung))
    vorhanden = in_arbeit(sitzung)
    if vorhanden is not None:
        return vorhanden
    vorhaben = vorhaben_von(sitzung, None)
    _hindernisse(vorhaben)
    sendung = Sendung(
        sitzung=sitzung, art=Sendungsart.EINLADUNG.value, fassung=geltende_tagesordnung(sitzung.pk)
    )
    speichere(sendung, akteur=akteur)
    return _auffrischen(sendung, akteur)


@transaction.atomic
def aenderung_vorbereiten(*, sitzung_id: int, akteur: Akteur) -> Sendung:
    """Nach der Einladung hat der Vorsitz eine geänderte Tagesordnung bestätigt: sie geht an alle."""
    sitzung = sitzung_gesperrt(sitzung_id)
    verlange(permissions.darf_nachsenden(akteur, sitzung))
    vorhanden = in_arbeit(sitzung)
    if vorhanden is not None:
        return vorhanden
    fassung = geltende_tagesordnung(sitzung.pk)
    if fassung is None or fassung.nummer <= versandte_fassung(sitzung.pk):
        raise Fachfehler(
            _("Die Tagesordnung ist seit der letzten Sendung nicht geändert."), code="unveraendert"
        )
    _hindernisse(vorhaben_von(sitzung, None))
    sendung = Sendung(sitzung=sitzung, art=Sendungsart.AENDERUNG.value, fassung=fassung)
    speichere(sendung, akteur=akteur)
    return _auffrischen(sendung, akteur)


@transaction.atomic
def sendung_aendern(
    *, sendung_id: int, akteur: Akteur, angaben: SendungAngaben, erwarteter_stand: int | None = None
) -> Sendung:
    """Persönliche Worte, Dringlichkeit und ihre Begründung (GO RSK § 4 Abs. 5)."""
    sendung = sendung_gesperrt(sendung_id)
    verlange(_darf(akteur, sendung))
    stand_pruefen(sendung, erwarteter_stand)
    if angaben.get("dringlich") and not angaben.get("begruendung", sendung.begruendung).strip():
        raise Fachfehler(
            _("Für die verkürzte Frist gehört eine Begründung dazu. Bitte angeben."),
            code="begruendung",
            feld="begruendung",
        )
    if setze(sendung, angaben, FELDER):
        speichere(sendung, akteur=akteur)
    return _auffrischen(sendung, akteur)


@transaction.atomic
def sendung_auffrischen(*, sendung_id: int, akteur: Akteur) -> Sendung:
    """Nimmt auf, was sich an Sitzung, Tagesordnung oder Unterlagen geändert hat; bestellt das PDF neu."""
    sendung = sendung_gesperrt(sendung_id)
    verlange(_darf(akteur, sendung))
    return _auffrischen(sendung, akteur)


@transaction.atomic
def sendung_verwerfen(*, sendung_id: int, akteur: Akteur) -> Sendung:
    sendung = sendung_gesperrt(sendung_id)
    verlange(_darf(akteur, sendung))
    sendung.stand = Sendungsstand.VERWORFEN.value
    return speichere(sendung, akteur=akteur)


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def vorhaben_der_sendung(sendung: Sendung) -> Vorhaben:
    if sendung.sendungsart is Sendungsart.EINLADUNG:
        return vorhaben_von(sendung.sitzung, sendung)
    einladung = Sendung.objects.filter(
        sitzung_id=sendung.sitzung_id,
        art=Sendungsart.EINLADUNG.value,
        stand=Sendungsstand.VERSANDT.value,
        hinweis_zweite_einberufung=True,
    )
    return vorhaben_von(
        sendung.sitzung,
        sendung,
        schon=versandte_dokumente(sendung.sitzung_id),
        hinweis_der_einladung=einladung.exists(),
    )


def sitzung_gesperrt(sitzung_id: int) -> Sitzung:
    """Unter der Sperre des Gremiums, wie beim Verlegen: von zweien liest der zweite den neuen Stand."""
    gremium = gremium_sperren(Sitzung.objects.values_list("gremium_id", flat=True).get(pk=sitzung_id))
    sitzung = Sitzung.objects.select_related(
        "standort__kommune", "standort__einrichtung", "tagesordnung", "geschaeftsordnung"
    ).get(pk=sitzung_id)
    sitzung.gremium = gremium
    return sitzung


def sendung_gesperrt(sendung_id: int) -> Sendung:
    sitzung = sitzung_gesperrt(Sendung.objects.values_list("sitzung_id", flat=True).get(pk=sendung_id))
    sendung = Sendung.objects.select_related("fassung").get(pk=sendung_id)
    sendung.sitzung = sitzung
    if sendung.lage is not Sendungsstand.VORBEREITET:
        raise Fachfehler(
            _("Diese Sendung ist schon %(stand)s. Senden Sie nichts zweimal.")
            % {"stand": sendung.get_stand_display()},
            code="schon_versandt" if sendung.lage is Sendungsstand.VERSANDT else "verworfen",
        )
    return sendung


def in_arbeit(sitzung: Sitzung) -> Sendung | None:
    satz = Sendung.objects.filter(sitzung=sitzung, stand=Sendungsstand.VORBEREITET.value).first()
    if satz is not None:
        satz.sitzung = sitzung
    return satz


def versandte_fassung(sitzung_id: int) -> int:
    """Die Nummer der Fassung, die zuletzt hinausging; 0, wenn es keine gibt."""
    nummer = (
        Sendung.objects.filter(
            sitzung_id=sitzung_id, stand=Sendungsstand.VERSANDT.value, fassung__isnull=False
        )
        .order_by("-fassung__nummer")
        .values_list("fassung__nummer", flat=True)
        .first()
    )
    return nummer or 0


def fertiges_pdf(sendung: Sendung, abdruck: str) -> Any:
    """Das Dokument mit genau diesem Inhalt; None, solange es nicht gesetzt ist."""
    anfang = f"pdf:{permissions.EINLADUNG_DRUCK}:{_schluessel(sendung, abdruck)}"
    gefunden = [
        dokument
        for dokument in dokumente_zu(permissions.EINLADUNG_DRUCK, [sendung.pk]).get(sendung.pk, ())
        if dokument.auftrag_schluessel.startswith(anfang)
    ]
    return gefunden[-1] if gefunden else None


def _schluessel(sendung: Sendung, abdruck: str) -> str:
    return f"{sendung.pk}:{abdruck}:"


def _darf(akteur: Akteur, sendung: Sendung) -> Erlaubnis:
    if sendung.sendungsart is Sendungsart.EINLADUNG:
        return permissions.darf_einladen(akteur, sendung.sitzung)
    return permissions.darf_nachsenden(akteur, sendung.sitzung)


def _hindernisse(vorhaben: Vorhaben) -> None:
    for punkt in vorhaben.pruefpunkte:
        if punkt.code in VOR_DEM_VORBEREITEN:
            raise Fachfehler(punkt.text, code=punkt.code)


def _auffrischen(sendung: Sendung, akteur: Akteur) -> Sendung:
    sendung.fassung = geltende_tagesordnung(sendung.sitzung_id)
    vorhaben = vorhaben_der_sendung(sendung)
    _unterlagen_festhalten(sendung, vorhaben)
    sendung.hinweis_zweite_einberufung = vorhaben.hinweis_zweite_einberufung
    abdruck = vorhaben.abdruck
    if fertiges_pdf(sendung, abdruck) is None:
        sendung.pdf_auftrag_id = pdf_beauftragen(
            pdfart=permissions.EINLADUNG_DRUCK,
            angaben={"sendung_id": sendung.pk, "abdruck": abdruck},
            kreis_id=sendung.kreis_id,
            # Asking again after a failure is a new job.
            schluessel=_schluessel(sendung, abdruck) + uuid4().hex[:12],
            akteur=akteur,
        )
    sendung.pdf_inhalt = abdruck
    return speichere(sendung, akteur=akteur)


def _unterlagen_festhalten(sendung: Sendung, vorhaben: Vorhaben) -> None:
    Sendungsunterlage.objects.filter(sendung=sendung).delete()
    Sendungsunterlage.objects.bulk_create(
        Sendungsunterlage(
            sendung=sendung,
            dokument_id=papier.dokument_id,
            punkt_id=papier.punkt_id,
            titel=papier.titel,
            reihenfolge=nummer,
            als_link=papier.als_link,
        )
        for nummer, papier in enumerate(vorhaben.papiere, start=1)
    )
