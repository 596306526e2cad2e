"""A fixed Niederschrift: made from its fixed content alone, which lies inside the file as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.fehler import Fachfehler
from kim.basis.pdfart import Pdfanlage, Pdfart, Pdfinhalt
from kim.siegel.regeln.feld import Signaturfeld
from lenkung.domain.queries.niederschriftsdruck import unterzeichnung
from lenkung.models import Niederschriftsfassung
from lenkung.pdf.qrcode import qr_adresse
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Niederschriftsdaten,
    abdruck,
    aus_inhalt,
    kanonisch,
)
from lenkung.regeln.niederschriftsdruck import (
    angaben,
    anwesenheitsgruppen,
    beschlusssaetze,
    bloecke,
    ergebnistafel,
    pruefpfad,
)
from lenkung.regeln.niederschriftsinhalt import Abschnittsart

ANLAGE = "niederschrift.json"
BREITE_MM, HOEHE_MM = 80, 26
"""As large as `.unterschriftsfeld` in niederschrift.css."""


def inhalt(angaben_des_auftrags: Mapping[str, Any]) -> Pdfinhalt:
    fassung = Niederschriftsfassung.objects.select_related(
        "niederschrift__sitzung__gremium", "niederschrift__sitzung__geschaeftsordnung"
    ).get(pk=int(angaben_des_auftrags["fassung_id"]))
    if not fassung.inhalt_hash == angaben_des_auftrags["inhalt_hash"] == abdruck(fassung.inhalt):
        # What is signed must be what was fixed; anything else is no Niederschrift.
        raise Fachfehler(_("Der Inhalt stimmt nicht mit seiner Prüfsumme überein."))
    daten = aus_inhalt(fassung.inhalt)
    tag = date.fromisoformat(daten.sitzung.tag)
    titel = _("Niederschrift der Sitzung am %(tag)s") % {"tag": anzeige.datum(tag)}
    return Pdfinhalt(
        kreis_id=fassung.kreis_id,
        titel=f"{titel}: {daten.gremium}",
        dateiname=_dateiname(daten, fassung.nummer),
        stand=fassung.erstellt_am,
        gehoert_zu_art=NIEDERSCHRIFT_DRUCK,
        gehoert_zu_id=fassung.pk,
        kontext={"ueberschrift": titel, "fassung": fassung, **_kontext(fassung, daten)},
        anlagen=(
            Pdfanlage(
                ANLAGE,
                "application/json",
                kanonisch(fassung.inhalt),
                _("Der Inhalt dieser Niederschrift, maschinenlesbar"),
            ),
        ),
    )


def pruefadresse(fassung: Niederschriftsfassung) -> str:
    return str(settings.KIM_BASIS_URL) + pruefpfad(fassung.pruefzeichen)


def _dateiname(daten: Niederschriftsdaten, nummer: int) -> str:
    zusatz = _(" Fassung %(nummer)s") % {"nummer": nummer} if nummer > 1 else ""
    return _("Niederschrift %(gremium)s %(tag)s%(zusatz)s.pdf") % {
        "gremium": daten.gremium[:80].rstrip(),
        "tag": daten.sitzung.tag,
        "zusatz": zusatz,
    }


def _kontext(fassung: Niederschriftsfassung, daten: Niederschriftsdaten) -> dict[str, Any]:
    je_art: dict[str, Abschnittsangabe] = {satz.art: satz for satz in daten.abschnitte if satz.punkt is None}
    kopf = je_art[Abschnittsart.KOPF.value].text
    adresse = pruefadresse(fassung)
    # One item that the public version leaves out is named; where it is all of them, it says nothing new.
    gemischt = len({punkt.oeffentlich for punkt in daten.punkte}) > 1
    return {
        "daten": daten,
        "angaben": [(name, wert) for name, wert in angaben(kopf) if wert],
        "kopftext": () if angaben(kopf) else bloecke(kopf),
        "anwesenheit": anwesenheitsgruppen(je_art[Abschnittsart.ANWESENHEIT.value].text, daten),
        "abschnitte": [_abschnitt(satz, gemischt) for satz in daten.abschnitte if satz.art not in _KOPF],
        "tafel": ergebnistafel(daten),
        "unterzeichnung": unterzeichnung(fassung),
        "pruefadresse": adresse,
        "qr": qr_adresse(adresse),
        "anlage": ANLAGE,
    }


_KOPF = (Abschnittsart.KOPF.value, Abschnittsart.ANWESENHEIT.value)


def _abschnitt(satz: Abschnittsangabe, gemischt: bool) -> dict[str, Any]:
    ueberschriften = {
        Abschnittsart.EROEFFNUNG.value: _("Eröffnung"),
        Abschnittsart.SCHLUSS.value: _("Schluss"),
    }
    return {
        "nummer": satz.punkt,
        "titel": satz.titel or ueberschriften.get(satz.art, ""),
        "nicht_oeffentlich": gemischt and not satz.oeffentlich,
        "bloecke": bloecke(satz.text),
        "beschluesse": beschlusssaetze(satz),
        "erklaerung": bloecke(satz.erklaerung),
    }


def mit_unterschriftsfeldern(pdf: bytes, gesetzt: Pdfinhalt) -> bytes:
    """The fields have to be there before the first signature: after it, nothing is added to the file."""
    # Loads a library that web processes start without.
    from kim.siegel.domain.felder import signaturfelder_anlegen

    plaetze = gesetzt.kontext["unterzeichnung"].plaetze
    return signaturfelder_anlegen(
        pdf,
        [
            Signaturfeld(
                platz.amt.value,
                platz.anker,
                _("Unterschrift: %(funktion)s") % {"funktion": platz.funktion},
                BREITE_MM,
                HOEHE_MM,
            )
            for platz in plaetze
        ],
    )


PDFART = Pdfart(
    NIEDERSCHRIFT_DRUCK,
    "Niederschrift",
    "lenkung/pdf/niederschrift.html",
    inhalt,
    nachbereiten=mit_unterschriftsfeldern,
)
