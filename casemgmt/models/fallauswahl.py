"""What people read for the fixed values of requests and plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.anfrage import Ablehnungsgrund, Anfragestand, Zugangsweg
from casemgmt.regeln.plan import Bestaetigung, Planstand, Planthema, Schrittstand, Wer, Zielstand

ZUGANGSWEGE = [
    (Zugangsweg.SELBST.value, _("kam selbst")),
    (Zugangsweg.SOZIALAMT.value, _("Sozialamt")),
    (Zugangsweg.ABH.value, _("Ausländerbehörde")),
    (Zugangsweg.EBH.value, _("Einbürgerungsbehörde")),
    (Zugangsweg.WOHLFAHRT.value, _("Wohlfahrtsverband, Beratungsstelle")),
    (Zugangsweg.MUKIS.value, _("MuKi-S")),
    (Zugangsweg.LOKAL.value, _("Case Management vor Ort")),
    (Zugangsweg.UNTERKUNFT.value, _("Unterkunft")),
    (Zugangsweg.KITA.value, _("Kita")),
    (Zugangsweg.SCHULE.value, _("Schule")),
    (Zugangsweg.JOBCENTER.value, _("Jobcenter, Agentur für Arbeit")),
    (Zugangsweg.GESUNDHEIT.value, _("Arztpraxis, Krankenhaus")),
    (Zugangsweg.EHRENAMT.value, _("Ehrenamt")),
    (Zugangsweg.NACHBARN.value, _("Nachbarn, Bekannte")),
    (Zugangsweg.SONSTIGE.value, _("anders")),
]
ANFRAGESTAENDE = [
    (Anfragestand.WARTET.value, _("wartet")),
    (Anfragestand.UEBERNOMMEN.value, _("übernommen")),
    (Anfragestand.WEITERGEGEBEN.value, _("weitergegeben")),
    (Anfragestand.ABGELEHNT.value, _("abgelehnt")),
]
ABLEHNUNGSGRUENDE = [
    (Ablehnungsgrund.ZUSTAENDIGKEIT.value, _("andere Zuständigkeit")),
    (Ablehnungsgrund.KEIN_BEDARF.value, _("kein Bedarf")),
    (Ablehnungsgrund.NICHT_ERREICHT.value, _("nicht erreicht")),
    (Ablehnungsgrund.NICHT_GEWUENSCHT.value, _("nicht gewünscht")),
    (Ablehnungsgrund.SONSTIGER.value, _("anderer Grund")),
    (Ablehnungsgrund.ZURUECKGEZOGEN.value, _("der Verweis gilt nicht mehr")),
]
PLANSTAENDE = [
    (Planstand.ENTWURF.value, _("Entwurf")),
    (Planstand.VEREINBART.value, _("vereinbart")),
    (Planstand.ABGELOEST.value, _("abgelöst")),
]
PLANTHEMEN = [
    (Planthema.BLEIBEPERSPEKTIVE.value, _("Bleibeperspektive")),
    (Planthema.ARBEIT.value, _("Ausbildung und Arbeit")),
    (Planthema.SPRACHE.value, _("Sprache")),
    (Planthema.GESUNDHEIT.value, _("Gesundheitssystem")),
    (Planthema.FREIZEIT.value, _("Sport und Freizeit")),
    (Planthema.SONSTIGES.value, _("Sonstiges")),
]
ZIELSTAENDE = [
    (Zielstand.OFFEN.value, _("offen")),
    (Zielstand.ERREICHT.value, _("erreicht")),
    (Zielstand.TEILWEISE.value, _("teilweise erreicht")),
    (Zielstand.NICHT_ERREICHT.value, _("nicht erreicht")),
]
SCHRITTSTAENDE = [
    (Schrittstand.OFFEN.value, _("offen")),
    (Schrittstand.BEGONNEN.value, _("begonnen")),
    (Schrittstand.ERLEDIGT.value, _("erledigt")),
    (Schrittstand.ENTFALLEN.value, _("entfallen")),
]
WER = [
    (Wer.PERSON.value, _("die Person selbst")),
    (Wer.CASE_MANAGEMENT.value, _("Case Management")),
    (Wer.ANDERE.value, _("jemand anderes")),
]
BESTAETIGUNGEN = [
    (Bestaetigung.SCHIRM.value, _("Unterschrift auf dem Bildschirm")),
    (Bestaetigung.BLATT.value, _("Unterschrift auf Papier")),
    (Bestaetigung.MUENDLICH.value, _("mündlich vereinbart")),
]
PLANUNTERSCHRIFTEN = [paar for paar in BESTAETIGUNGEN if paar[0] != Bestaetigung.MUENDLICH.value]
