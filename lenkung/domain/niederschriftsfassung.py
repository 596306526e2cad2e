"""Eine Niederschrift festschreiben, widerrufen, für eine neue Fassung wieder öffnen (GO RSK § 7)."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.mailtexte_niederschrift import UNTERZEICHNEN
from lenkung.domain.niederschrift import gesperrte_sitzung
from lenkung.domain.niederschriftspost import unterzeichnende_unterrichten
from lenkung.domain.queries.niederschrift import Niederschriftsbild, niederschriftsbild, verlauf_der
from lenkung.domain.queries.niederschriftsdaten import niederschriftsdaten
from lenkung.domain.queries.niederschriftsfassung import (
    druckschluessel,
    fassung_im_stand,
)
from lenkung.models import (
    Beschluss,
    Niederschrift,
    Niederschriftsfassung,
    Niederschriftsversand,
    Sitzung,
)
from lenkung.regeln.niederschriftsdaten import abdruck, als_inhalt
from lenkung.regeln.niederschriftsfassung import Fassungsstand

GRUND_HOECHSTENS, ANLASS_HOECHSTENS = 500, 300


@transaction.atomic
def niederschrift_festschreiben(*, sitzung_id: int, akteur: Akteur) -> Niederschriftsfassung:
    """Legt den Entwurf zur Unterschrift vor und gibt sein PDF in Auftrag.

    Zweimal geklickt ist einmal festgeschrieben. Liegt eine ältere ohne Unterschrift bereit, bekommt sie den
    neuen Inhalt; mit Unterschrift lässt sich der Entwurf gar nicht mehr ändern.
    """
    sitzung, _verlauf = gesperrte_sitzung(sitzung_id, akteur)
    bild = bild_des_entwurfs(sitzung)
    _ist_reif(bild)
    inhalt = als_inhalt(niederschriftsdaten(sitzung, bild.abschnitte, bild.bau))
    hash_ = abdruck(inhalt)
    fassung = fassung_im_stand(bild.niederschrift, Fassungsstand.FESTGESCHRIEBEN)
    if fassung is None:
        fassung = _neue_fassung(bild.niederschrift, sitzung)
    if fassung.inhalt_hash != hash_:
        fassung.inhalt, fassung.inhalt_hash = inhalt, hash_
        fassung.pruefzeichen = secrets.token_hex(12)
        fassung.erstellt_am, fassung.erstellt_von_name = timezone.now(), akteur.akteur_name
        speichere(fassung, akteur=akteur, grund=_("Zur Unterschrift festgeschrieben"))
    _druck_beauftragen(fassung, akteur)
    unterzeichnende_unterrichten(
        sitzung,
        text=UNTERZEICHNEN,
        seite="lenkung:niederschrift-unterschriften",
        schluessel=druckschluessel(fassung),
        akteur=akteur,
    )
    return fassung


@transaction.atomic
def fassung_widerrufen(*, fassung_id: int, grund: str, akteur: Akteur) -> Niederschriftsfassung:
    """Macht alle Unterschriften der Fassung ungültig; der Entwurf lässt sich wieder ändern.

    Hatte sie eine andere ersetzt, gilt diese wieder, und die Änderung ist weiter begonnen.
    """
    fassung = gesperrte_fassung(fassung_id)
    verlange(permissions.darf_fassung_widerrufen(akteur, fassung.niederschrift.sitzung))
    if fassung.lage in (Fassungsstand.WIDERRUFEN, Fassungsstand.ERSETZT):
        raise Fachfehler(_("Diese Fassung gilt schon nicht mehr."), code="gilt_nicht_mehr")
    if not fassung.unterschriften.exists():
        raise Fachfehler(
            _("Noch niemand hat unterzeichnet. Sie können den Entwurf einfach ändern."),
            code="ohne_unterschrift",
        )
    if Niederschriftsversand.objects.filter(fassung=fassung).exists():
        raise Fachfehler(
            _("Diese Fassung ist schon versandt. Zum Ändern beginnen Sie eine neue; die ersetzt sie."),
            code="versandt",
        )
    fassung.stand = Fassungsstand.WIDERRUFEN.value
    fassung.widerrufen_am, fassung.widerrufen_von_name = timezone.now(), akteur.akteur_name
    fassung.widerrufsgrund = _text(grund, GRUND_HOECHSTENS, "grund")
    speichere(fassung, akteur=akteur, grund=_("Unterschriften widerrufen"))
    _vorige_gilt_wieder(fassung, akteur)
    return fassung


@transaction.atomic
def neue_fassung_beginnen(
    *, sitzung_id: int, anlass: str, akteur: Akteur, beschluss_id: int | None = None
) -> Niederschrift:
    """Öffnet den Entwurf wieder. Die unterzeichnete Fassung gilt, bis die neue unterzeichnet ist."""
    sitzung, _verlauf = gesperrte_sitzung(sitzung_id, akteur, auch_gesperrt=True)
    niederschrift = Niederschrift.objects.get(sitzung=sitzung)
    niederschrift.sitzung = sitzung
    if fassung_im_stand(niederschrift, Fassungsstand.UNTERZEICHNET) is None:
        raise Fachfehler(
            _("Es gibt noch keine unterzeichnete Fassung; der Entwurf lässt sich ändern."),
            code="ohne_fassung",
        )
    niederschrift.aenderungsbeschluss = (
        Beschluss.objects.get(pk=beschluss_id, gremium_id=sitzung.gremium_id)
        if beschluss_id is not None
        else None
    )
    niederschrift.aenderungsanlass = _text(anlass, ANLASS_HOECHSTENS, "anlass")
    return speichere(niederschrift, akteur=akteur, grund=_("Neue Fassung begonnen"))


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def gesperrte_fassung(fassung_id: int) -> Niederschriftsfassung:
    """Unter der Sperre der Sitzung: solange schreibt niemand am Entwurf, und niemand sonst unterzeichnet."""
    sitzung_id = Niederschriftsfassung.objects.values_list("niederschrift__sitzung_id", flat=True).get(
        pk=fassung_id
    )
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium__kreis", "standort", "geschaeftsordnung")
        .get(pk=sitzung_id)
    )
    # A query of its own, and after the lock: it sees what the one before has left.
    fassung = Niederschriftsfassung.objects.select_related("niederschrift", "pdf", "unterzeichnetes_pdf").get(
        pk=fassung_id
    )
    fassung.niederschrift.sitzung = sitzung
    return fassung


def bild_des_entwurfs(sitzung: Sitzung) -> Niederschriftsbild:
    verlauf = verlauf_der(sitzung)
    bild = niederschriftsbild(sitzung, verlauf) if verlauf else None
    if bild is None:
        raise Fachfehler(_("Der Entwurf ist noch nicht begonnen."), code="ohne_entwurf")
    return bild


def inhalt_des_entwurfs(sitzung: Sitzung) -> str:
    """Der Abdruck dessen, was jetzt im Entwurf steht."""
    bild = bild_des_entwurfs(sitzung)
    return abdruck(als_inhalt(niederschriftsdaten(sitzung, bild.abschnitte, bild.bau)))


def _vorige_gilt_wieder(fassung: Niederschriftsfassung, akteur: Akteur) -> None:
    """Sonst gälte keine Fassung mehr, obwohl die vorige nie widerrufen wurde."""
    vorige = fassung.vorgaengerin
    if vorige is None or vorige.lage is not Fassungsstand.ERSETZT:
        return
    vorige.stand = Fassungsstand.UNTERZEICHNET.value
    speichere(vorige, akteur=akteur, grund=_("Fassung %(n)s ist widerrufen") % {"n": fassung.nummer})
    niederschrift = fassung.niederschrift
    niederschrift.aenderungsanlass, niederschrift.aenderungsbeschluss = fassung.anlass, fassung.beschluss
    speichere(niederschrift, akteur=akteur, grund=_("Die Änderung ist weiter begonnen"))


def _ist_reif(bild: Niederschriftsbild) -> None:
    if bild.ausstehend:
        raise Fachfehler(
            _("Die Sitzung ist inzwischen berichtigt. Bitte zuerst in den Entwurf übernehmen."),
            code="ausstehend",
        )
    if bild.befund.verstoesse:
        fehlt = " ".join(verstoss.text for verstoss in bild.befund.verstoesse)
        raise Fachfehler(
            _("Die Niederschrift ist noch nicht vollständig. %(fehlt)s") % {"fehlt": fehlt},
            code="unvollstaendig",
        )


def _neue_fassung(niederschrift: Niederschrift, sitzung: Sitzung) -> Niederschriftsfassung:
    letzte = niederschrift.fassungen.order_by("-nummer").first()
    anlass = niederschrift.aenderungsanlass
    if letzte is not None and not anlass:
        # The reason itself may name what is not for the public; it stands in the file.
        anlass = _("Fassung %(nummer)s ist widerrufen") % {"nummer": letzte.nummer}
    return Niederschriftsfassung(
        niederschrift=niederschrift,
        nummer=letzte.nummer + 1 if letzte else 1,
        anlass=anlass[:ANLASS_HOECHSTENS],
        beschluss=niederschrift.aenderungsbeschluss,
        vorgaengerin=_ersetzte(letzte),
    )


def _ersetzte(letzte: Niederschriftsfassung | None) -> Niederschriftsfassung | None:
    """Die vorige; ist sie widerrufen, die, die davor galt."""
    while letzte is not None and letzte.lage is Fassungsstand.WIDERRUFEN and letzte.vorgaengerin is not None:
        letzte = letzte.vorgaengerin
    return letzte


def _druck_beauftragen(fassung: Niederschriftsfassung, akteur: Akteur) -> None:
    """Derselbe Inhalt ist derselbe Auftrag."""
    pdf_beauftragen(
        pdfart=permissions.NIEDERSCHRIFT_DRUCK,
        angaben={"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash},
        kreis_id=fassung.kreis_id,
        schluessel=druckschluessel(fassung),
        akteur=akteur,
    )


def _text(text: str, hoechstens: int, feld: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise Fachfehler(_("Bitte einen Grund angeben."), code="leer", feld=feld)
    if len(text) > hoechstens:
        raise Fachfehler(_("Der Grund ist zu lang. Bitte kürzer fassen."), code="zu_lang", feld=feld)
    return text
