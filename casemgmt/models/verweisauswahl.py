"""What people read for the fixed values of `regeln/verweis.py` and `regeln/fallkonferenz.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.fallkonferenz import Konferenzart, Konferenzstand
from casemgmt.regeln.verweis import (
    Ablehngrund,
    Kanal,
    Rueckzugsgrund,
    Schrittweg,
    Verweisform,
    Verweisstand,
)

VERWEISSTAENDE = [
    (Verweisstand.ENTWURF.value, _("Entwurf")),
    (Verweisstand.GESENDET.value, _("gesendet")),
    (Verweisstand.ANGENOMMEN.value, _("angenommen")),
    (Verweisstand.ABGELEHNT.value, _("abgelehnt")),
    (Verweisstand.ERLEDIGT.value, _("erledigt")),
    (Verweisstand.OHNE_ANTWORT.value, _("ohne Antwort")),
    (Verweisstand.ZURUECKGEZOGEN.value, _("zurückgezogen")),
]
VERWEISFORMEN = [
    (Verweisform.ANONYM.value, _("anonym")),
    (Verweisform.MIT_DATEN.value, _("mit Daten")),
]
KANAELE = [
    (Kanal.MAIL.value, _("E-Mail mit persönlichem Link")),
    (Kanal.BRIEF.value, _("Brief")),
    (Kanal.PERSOENLICH.value, _("persönlich mitgegeben")),
    (Kanal.INTERN.value, _("in KIM")),
]
ABLEHNGRUENDE = [
    (Ablehngrund.KEINE_PLAETZE.value, _("zurzeit keine freien Plätze")),
    (Ablehngrund.NICHT_ZUSTAENDIG.value, _("nicht zuständig")),
    (Ablehngrund.VORAUSSETZUNG.value, _("eine Voraussetzung fehlt")),
    (Ablehngrund.SPRACHE.value, _("keine Verständigung möglich")),
    (Ablehngrund.SONSTIGES.value, _("anderer Grund")),
]
RUECKZUGSGRUENDE = [
    (Rueckzugsgrund.WUNSCH.value, _("die Person wünscht es")),
    (Rueckzugsgrund.ERLEDIGT_ANDERS.value, _("hat sich anders erledigt")),
    (Rueckzugsgrund.IRRTUM.value, _("versehentlich")),
    (Rueckzugsgrund.WIDERRUF.value, _("die Einwilligung trägt nicht mehr")),
]
SCHRITTWEGE = [
    (Schrittweg.KONTO.value, _("in KIM")),
    (Schrittweg.LINK.value, _("über den persönlichen Link")),
    (Schrittweg.GEMELDET.value, _("gemeldet und eingetragen")),
    (Schrittweg.SYSTEM.value, _("von KIM")),
]
KONFERENZARTEN = [
    (Konferenzart.FALLKONFERENZ.value, _("Fallkonferenz")),
    (Konferenzart.KOLLEGIAL.value, _("kollegiale Fallberatung")),
    (Konferenzart.REKONSTRUKTION.value, _("Fallrekonstruktion")),
]
KONFERENZSTAENDE = [
    (Konferenzstand.GEPLANT.value, _("geplant")),
    (Konferenzstand.GEHALTEN.value, _("gehalten")),
    (Konferenzstand.ABGESAGT.value, _("abgesagt")),
]
