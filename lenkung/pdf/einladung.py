"""The invitation as a letter: when, where, what, with which papers; set once for exactly this content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.fehler import Fachfehler
from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.einladungsworte import dringlichkeit, zweite_einberufung
from lenkung.domain.sendung import vorhaben_der_sendung
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Sendung
from lenkung.permissions import EINLADUNG_DRUCK
from lenkung.regeln.sitzung import braucht_link
from lenkung.regeln.versand import Sendungsart


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    sendung = Sendung.objects.select_related(
        "fassung",
        "sitzung__gremium__einstellung",
        "sitzung__geschaeftsordnung",
        "sitzung__standort__kommune",
        "sitzung__standort__einrichtung",
        "sitzung__tagesordnung",
    ).get(pk=int(angaben["sendung_id"]))
    vorhaben = vorhaben_der_sendung(sendung)
    if vorhaben.abdruck != angaben["abdruck"]:
        # A newer job has been ordered, or will be: this one would show what nobody asked for.
        raise Fachfehler(_("Der Inhalt hat sich seit dem Auftrag geändert. Bitte die Vorschau erneuern."))
    sitzung = sendung.sitzung
    geaendert = sendung.sendungsart is Sendungsart.AENDERUNG
    titel = _("Geänderte Tagesordnung") if geaendert else _("Einladung zur Sitzung")
    return Pdfinhalt(
        kreis_id=sendung.kreis_id,
        titel=f"{titel}: {sitzung.gremium}, {anzeige.datum(sitzung.tag)}",
        dateiname=_("%(titel)s %(tag)s.pdf") % {"titel": titel, "tag": sitzung.tag.isoformat()},
        stand=vorhaben.sachlage.jetzt,
        gehoert_zu_art=EINLADUNG_DRUCK,
        gehoert_zu_id=sendung.pk,
        kontext={
            "ueberschrift": titel,
            "empfaenger": [_("An die Mitglieder"), sitzung.gremium.name],
            "infoblock": [
                (_("Datum"), anzeige.datum(vorhaben.sachlage.jetzt)),
                (_("Sitzung"), anzeige.datum(sitzung.tag)),
            ],
            "vorhaben": vorhaben,
            "sitzung": sitzung,
            "termin": termin_text(sitzung.beginn),
            "ende": anzeige.uhrzeit(sitzung.ende),
            "link": sitzung.link if braucht_link(sitzung.form) else "",
            "geaendert": geaendert,
            "dringlichkeit": dringlichkeit(vorhaben),
            "zweite_einberufung": zweite_einberufung(vorhaben),
        },
    )


PDFART = Pdfart(EINLADUNG_DRUCK, "Einladung zu einer Sitzung", "lenkung/pdf/einladung.html", inhalt)
