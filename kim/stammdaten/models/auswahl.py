"""What people read for the fixed values of `regeln/werte.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kim.stammdaten.regeln.werte import Barrierefreiheit, EinrichtungArt, KommuneArt, Rechtskreis, Rheinseite

KOMMUNE_ARTEN = [
    (KommuneArt.STADT.value, _("Stadt")),
    (KommuneArt.GEMEINDE.value, _("Gemeinde")),
]
RHEINSEITEN = [
    (Rheinseite.LINKS.value, _("linksrheinisch")),
    (Rheinseite.RECHTS.value, _("rechtsrheinisch")),
]
EINRICHTUNG_ARTEN = [
    (EinrichtungArt.KREISVERWALTUNG.value, _("Kreisverwaltung")),
    (EinrichtungArt.KOMMUNE.value, _("Kommune")),
    (EinrichtungArt.BEHOERDE.value, _("Behörde")),
    (EinrichtungArt.JOBCENTER.value, _("Jobcenter")),
    (EinrichtungArt.ARBEITSAGENTUR.value, _("Agentur für Arbeit")),
    (EinrichtungArt.WOHLFAHRT.value, _("Wohlfahrt")),
    (EinrichtungArt.BERATUNG.value, _("Beratungsstelle")),
    (EinrichtungArt.SPRACHKURSTRAEGER.value, _("Sprachkursträger")),
    (EinrichtungArt.BILDUNG.value, _("Bildung und Betreuung")),
    (EinrichtungArt.GESUNDHEIT.value, _("Gesundheit")),
    (EinrichtungArt.KAMMER.value, _("Kammer")),
    (EinrichtungArt.WIRTSCHAFT.value, _("Wirtschaft")),
    (EinrichtungArt.MSO.value, _("Migrantenselbstorganisation")),
    (EinrichtungArt.EHRENAMT.value, _("Ehrenamt")),
    (EinrichtungArt.VERTRETUNG.value, _("Politische Vertretung")),
    (EinrichtungArt.SONSTIGE.value, _("Sonstige")),
]
RECHTSKREISE = [
    (Rechtskreis.SGB_II.value, _("SGB II")),
    (Rechtskreis.SGB_III.value, _("SGB III")),
    (Rechtskreis.SGB_VIII.value, _("SGB VIII")),
    (Rechtskreis.SGB_IX.value, _("SGB IX")),
    (Rechtskreis.SGB_XII.value, _("SGB XII")),
    (Rechtskreis.ASYLBLG.value, _("AsylbLG")),
    (Rechtskreis.ASYLG.value, _("AsylG")),
    (Rechtskreis.AUFENTHG.value, _("AufenthG")),
    (Rechtskreis.STAG.value, _("StAG")),
    (Rechtskreis.TINTG.value, _("TIntG")),
    (Rechtskreis.SCHULG.value, _("SchulG")),
    (Rechtskreis.JMD.value, _("Jugendmigrationsdienst")),
    (Rechtskreis.MBE.value, _("Migrationsberatung für Erwachsene")),
]
BARRIEREFREIHEIT = [
    (Barrierefreiheit.JA.value, _("ja")),
    (Barrierefreiheit.TEILWEISE.value, _("teilweise")),
    (Barrierefreiheit.NEIN.value, _("nein")),
]
