"""What people read for the fixed values of `regeln/werte.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.werte import (
    Aufenthaltsstatus,
    Ausgang,
    Endgrund,
    Fallbereich,
    Haushaltsrolle,
    Hinweisstand,
    Phase,
)

FALLBEREICHE = [
    (Fallbereich.LOKAL.value, _("Case Management vor Ort")),
    (Fallbereich.MUKIS.value, _("MuKi-S")),
]
PHASEN = [
    (Phase.KLAERUNG.value, _("Klärungsphase")),
    (Phase.ASSESSMENT.value, _("Assessment")),
    (Phase.INTEGRATIONSPLAN.value, _("Integrationsplan")),
    (Phase.UMSETZUNG.value, _("Umsetzung")),
    (Phase.MONITORING.value, _("Monitoring")),
    (Phase.EVALUATION.value, _("Evaluation")),
    (Phase.ABGESCHLOSSEN.value, _("abgeschlossen")),
    (Phase.NICHT_FORTGESETZT.value, _("nicht fortgesetzt")),
]
AUSGAENGE = [
    (Ausgang.POSITIV.value, _("positiv: die vereinbarten Ziele sind erreicht")),
    (Ausgang.TEILWEISE.value, _("teilweise: ein Teil der Ziele ist erreicht")),
    (Ausgang.ABGEBROCHEN.value, _("abgebrochen")),
]
ENDGRUENDE = [
    (Endgrund.GERINGER_BEDARF.value, _("geringer Unterstützungsbedarf")),
    (Endgrund.ZUSTAENDIGKEIT.value, _("andere Zuständigkeit")),
    (Endgrund.KEIN_KONTAKT.value, _("kein Kontakt mehr")),
    (Endgrund.ABGELEHNT.value, _("nicht gewünscht")),
]
HAUSHALTSROLLEN = [
    (Haushaltsrolle.ERWACHSEN.value, _("erwachsen")),
    (Haushaltsrolle.KIND.value, _("Kind")),
]
AUFENTHALTSSTATUS = [
    (Aufenthaltsstatus.GESTATTUNG.value, _("Aufenthaltsgestattung")),
    (Aufenthaltsstatus.DULDUNG.value, _("Duldung")),
    (Aufenthaltsstatus.AUFENTHALTSERLAUBNIS.value, _("Aufenthaltserlaubnis")),
    (Aufenthaltsstatus.NIEDERLASSUNG.value, _("Niederlassungserlaubnis")),
    (Aufenthaltsstatus.VORUEBERGEHENDER_SCHUTZ.value, _("vorübergehender Schutz (§ 24 AufenthG)")),
    (Aufenthaltsstatus.EU_BUERGER.value, _("Unionsbürgerin oder Unionsbürger")),
    (Aufenthaltsstatus.DEUTSCH.value, _("deutsche Staatsangehörigkeit")),
    (Aufenthaltsstatus.SONSTIGER.value, _("sonstiger")),
]
HINWEISSTAENDE = [
    (Hinweisstand.OFFEN.value, _("offen")),
    (Hinweisstand.VERWORFEN.value, _("verworfen")),
    (Hinweisstand.ZUSAMMENGEFUEHRT.value, _("zusammengeführt")),
    (Hinweisstand.GESPERRT.value, _("gesperrt")),
]
