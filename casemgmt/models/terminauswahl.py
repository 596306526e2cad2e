"""What people read for the fixed values of `regeln/termin.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.termin import Arbeitsart, Kanal, Kopfzahlart, Sprachmittlung, Terminart, Terminstand

TERMINARTEN = [
    (Terminart.EINMALIG.value, _("einmalige Beratung")),
    (Terminart.CASE_MANAGEMENT.value, _("Termin im Case Management")),
]
TERMINSTAENDE = [
    (Terminstand.GEPLANT.value, _("geplant")),
    (Terminstand.GEHALTEN.value, _("gehalten")),
    (Terminstand.NICHT_ERSCHIENEN.value, _("nicht erschienen")),
    (Terminstand.ABGESAGT.value, _("abgesagt")),
]
KANAELE = [
    (Kanal.VOR_ORT.value, _("vor Ort")),
    (Kanal.AUFSUCHEND.value, _("aufsuchend")),
    (Kanal.TELEFON.value, _("Telefon")),
    (Kanal.EMAIL.value, _("E-Mail")),
    (Kanal.VIDEO.value, _("Video")),
]
SPRACHMITTLUNGEN = [
    (Sprachmittlung.KEINE.value, _("keine")),
    (Sprachmittlung.PERSON.value, _("Person")),
    (Sprachmittlung.GERAET.value, _("Gerät")),
]
ARBEITSARTEN = [
    (Arbeitsart.ARBEITSKREIS.value, _("Arbeitskreis")),
    (Arbeitsart.ARBEITSGRUPPE.value, _("Arbeitsgruppe")),
    (Arbeitsart.AUFTAKT.value, _("Auftaktveranstaltung")),
    (Arbeitsart.GRUPPENVERANSTALTUNG.value, _("Gruppenveranstaltung mit der Zielgruppe")),
    (Arbeitsart.AUSTAUSCH_BEHOERDE.value, _("Austausch mit einer Behörde")),
    (Arbeitsart.NETZWERK.value, _("Netzwerk")),
    (Arbeitsart.FORTBILDUNG.value, _("Fortbildung")),
    (Arbeitsart.FALLKONFERENZ.value, _("Fallkonferenz")),
    (Arbeitsart.SONSTIGES.value, _("Sonstiges")),
]
KOPFZAHLARTEN = [
    (Kopfzahlart.UKRAINE_REGISTRIERUNG.value, _("Registrierung von Geflüchteten aus der Ukraine")),
    (Kopfzahlart.ANKUNFT.value, _("Ankunft vieler Menschen")),
]
