"""Eine Niederschrift unterzeichnen: elektronisch in ihrem PDF, oder von Hand auf Papier (GO RSK § 7 Abs. 2).

Unter der Sperre der Sitzung: zwei Unterschriften zugleich folgen aufeinander, und bricht eine ab, steht
nichts halb da.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen, erzeugtes_pdf_ablegen
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.protokoll.domain.speichern import speichere
from kim.siegel.domain.unterschreiben import unterschreiben
from lenkung import permissions
from lenkung.domain.niederschriftsfassung import gesperrte_fassung, inhalt_des_entwurfs
from lenkung.domain.queries.niederschrift import verlauf_der
from lenkung.domain.queries.niederschriftsfassung import (
    Unterschriftsregel,
    aemter_am,
    druck_der_fassung,
    fehlende_unterschriften,
    person_des,
    unterschriftsregel,
    vorliegendes_pdf,
)
from lenkung.models import Niederschriftsfassung, Unterschrift
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import Fassungsstand, Unterschriftsart, funktion, traegt_namen


@transaction.atomic
def niederschrift_unterzeichnen(
    *, fassung_id: int, amt: AmtArt, gelesen: str, akteur: Akteur
) -> Unterschrift:
    """`gelesen` ist die Prüfsumme der Datei, die vor Augen war: genau diese wird unterzeichnet."""
    fassung = gesperrte_fassung(fassung_id)
    regel = _zu_unterzeichnen(fassung, amt)
    geleitet_von = _geleitet_von(fassung)
    sitzung = fassung.niederschrift.sitzung
    person = person_des(akteur)
    verlange(
        permissions.darf_unterzeichnen_als(akteur, sitzung, amt, person=person, geleitet_von=geleitet_von)
    )
    vorlage = _gelesene(fassung, gelesen)
    jetzt = timezone.now()
    name, als = str(person), _funktion(person, fassung, amt)
    ergebnis = unterschreiben(
        inhalt_von(vorlage),
        amt.value,
        name=name,
        funktion=als,
        organisation=sitzung.gremium.kreis.name,
        wann=jetzt,
    )
    dokument = erzeugtes_pdf_ablegen(
        name=vorlage.name,
        inhalt=ergebnis.pdf,
        gehoert_zu=Zugehoerigkeit(fassung.kreis_id, permissions.NIEDERSCHRIFT_DRUCK, fassung.pk),
        auftrag_schluessel=f"unterschrift:{fassung.pk}:{amt.value}",
        akteur=akteur,
    )
    unterschrift = speichere(
        Unterschrift(
            fassung=fassung,
            amt=amt.value,
            art=Unterschriftsart.ELEKTRONISCH.value,
            konto_id=akteur.konto_id,
            name=name,
            funktion=als,
            am=jetzt,
            dokument=dokument,
            zertifikat=f"{ergebnis.inhaber}, ausgestellt von {ergebnis.aussteller}"[:500],
            fingerabdruck=ergebnis.fingerabdruck,
        ),
        akteur=akteur,
    )
    fassung.pdf, fassung.unterzeichnetes_pdf = fassung.pdf or vorlage, dokument
    _abschliessen(fassung, regel, jetzt, akteur)
    return unterschrift


@transaction.atomic
def papierunterschriften_eintragen(
    *, fassung_id: int, datei: GepruefteDatei, namen: Mapping[AmtArt, str], akteur: Akteur
) -> Niederschriftsfassung:
    """Der Scan des von Hand unterzeichneten Ausdrucks; jede verlangte Unterschrift ist darauf bestätigt."""
    fassung = gesperrte_fassung(fassung_id)
    sitzung = fassung.niederschrift.sitzung
    verlange(permissions.darf_niederschrift_schreiben(akteur, sitzung))
    regel = unterschriftsregel(sitzung)
    for amt in regel.aemter:
        _zu_unterzeichnen(fassung, amt)
        if not " ".join(namen.get(amt, "").split()):
            raise Fachfehler(
                _("Bitte bestätigen, wer als %(amt)s unterzeichnet hat.") % {"amt": funktion(amt)},
                code="bestaetigung",
                feld=amt.value,
            )
    druck = druck_der_fassung(fassung)
    if druck is None:
        raise Fachfehler(_("Das PDF ist noch nicht gesetzt."), code="ohne_pdf")
    _wie_der_entwurf(fassung)
    jetzt = timezone.now()
    scan = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(fassung.kreis_id, permissions.NIEDERSCHRIFT_DRUCK, fassung.pk),
        akteur=akteur,
    )
    for amt in regel.aemter:
        speichere(
            Unterschrift(
                fassung=fassung,
                amt=amt.value,
                art=Unterschriftsart.PAPIER.value,
                name=" ".join(namen[amt].split())[:200],
                funktion=funktion(amt),
                am=jetzt,
                dokument=scan,
            ),
            akteur=akteur,
            grund=_("Auf Papier unterzeichnet, Scan hochgeladen"),
        )
    fassung.pdf, fassung.unterzeichnetes_pdf = druck, scan
    _abschliessen(fassung, regel, jetzt, akteur)
    return fassung


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _zu_unterzeichnen(fassung: Niederschriftsfassung, amt: AmtArt) -> Unterschriftsregel:
    if fassung.lage is not Fassungsstand.FESTGESCHRIEBEN:
        raise Fachfehler(
            _("Diese Fassung liegt nicht mehr zur Unterschrift bereit."), code="nicht_zu_unterzeichnen"
        )
    regel = unterschriftsregel(fassung.niederschrift.sitzung)
    if amt not in regel.aemter:
        raise Fachfehler(_("Diese Unterschrift verlangt die Geschäftsordnung nicht."), code="nicht_verlangt")
    if amt not in fehlende_unterschriften(fassung, regel):
        raise Fachfehler(_("Diese Unterschrift ist schon geleistet."), code="doppelt")
    return regel


def _geleitet_von(fassung: Niederschriftsfassung) -> str:
    verlauf = verlauf_der(fassung.niederschrift.sitzung)
    return verlauf.leitung_name if verlauf else ""


def _gelesene(fassung: Niederschriftsfassung, gelesen: str) -> Any:
    vorlage = vorliegendes_pdf(fassung)
    if vorlage is None:
        raise Fachfehler(_("Das PDF ist noch nicht gesetzt."), code="ohne_pdf")
    if vorlage.sha256 != gelesen:
        raise Ueberholt(
            _("Inzwischen liegt eine andere Datei vor. Bitte diese lesen und dann unterzeichnen.")
        )
    if not fassung.unterschriften.exists():
        _wie_der_entwurf(fassung)
    return vorlage


def _wie_der_entwurf(fassung: Niederschriftsfassung) -> None:
    """Vor der ersten Unterschrift lässt sich der Entwurf noch ändern; dann gilt die ältere Fassung nicht."""
    if inhalt_des_entwurfs(fassung.niederschrift.sitzung) != fassung.inhalt_hash:
        raise Ueberholt(
            _("Der Entwurf ist seitdem geändert. Die Geschäftsstelle muss ihn noch einmal festschreiben.")
        )


def _funktion(person: Any, fassung: Niederschriftsfassung, amt: AmtArt) -> str:
    """Die Vertretung zeichnet in Vertretung."""
    sitzung = fassung.niederschrift.sitzung
    vertretungen = aemter_am(sitzung, AmtArt.STELLV_VORSITZ) if amt is AmtArt.VORSITZ else ()
    vertritt = any(traegt_namen(str(v), person.vorname, person.nachname) for v in vertretungen)
    return funktion(amt, in_vertretung=vertritt)


def _abschliessen(
    fassung: Niederschriftsfassung, regel: Unterschriftsregel, jetzt: datetime, akteur: Akteur
) -> None:
    """Mit der letzten verlangten Unterschrift gilt sie, und ersetzt die Fassung davor."""
    if fehlende_unterschriften(fassung, regel):
        speichere(fassung, akteur=akteur, grund=_("Unterzeichnet"))
        return
    niederschrift = fassung.niederschrift
    bisherige = niederschrift.fassungen.filter(stand=Fassungsstand.UNTERZEICHNET.value)
    for alte in bisherige.exclude(pk=fassung.pk):
        alte.stand = Fassungsstand.ERSETZT.value
        speichere(alte, akteur=akteur, grund=_("Ersetzt durch Fassung %(n)s") % {"n": fassung.nummer})
    fassung.stand, fassung.unterzeichnet_am = Fassungsstand.UNTERZEICHNET.value, jetzt
    speichere(fassung, akteur=akteur, grund=_("Alle Unterschriften sind geleistet"))
    if niederschrift.aenderungsanlass:
        niederschrift.aenderungsanlass, niederschrift.aenderungsbeschluss = "", None
        speichere(niederschrift, akteur=akteur, grund=_("Neue Fassung unterzeichnet"))
