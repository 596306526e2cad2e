"""Who may do what in this module. Default deny; every answer says why.

A Gremium is a scope of its own: a role may be held on the Kreis or on one Gremium. Members and deputies see
the Gremien in which they hold a seat today, whatever their role is held on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.modul import Modul
from kim.basis.rechte import Recht
from kim.stammdaten.permissions import darf_importieren
from lenkung.models import (
    Amt,
    Besetzung,
    Bestimmung,
    Geschaeftsordnung,
    Gremium,
    Kalenderabo,
    Sitz,
    Sitzung,
    Sperrzeit,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand, geht

OEFFNEN = Recht("lenkung.oeffnen", "den Bereich Lenkung öffnen", Modul.LENKUNG)
GREMIUM_LESEN = Recht(
    "lenkung.gremium_lesen",
    "die Zusammensetzung und die Geschäftsordnung der eigenen Gremien lesen",
    Modul.LENKUNG,
)
GREMIEN_SEHEN = Recht(
    "lenkung.gremien_sehen", "Gremien mit ihren Sitzen und deren Werdegang sehen", Modul.LENKUNG
)
GREMIEN_VERWALTEN = Recht(
    "lenkung.gremien_verwalten", "Gremien, Ämter, Sitze und ihre Besetzung pflegen", Modul.LENKUNG
)
MITGLIEDER_SEHEN = Recht(
    "lenkung.mitglieder_sehen", "die Mitglieder mit ihren dienstlichen Kontaktdaten sehen", Modul.LENKUNG
)
GO_PFLEGEN = Recht(
    "lenkung.go_pflegen", "Geschäftsordnungen entwerfen und ihren Beschluss eintragen", Modul.LENKUNG
)
SITZUNGEN_PLANEN = Recht("lenkung.sitzungen_planen", "Sitzungen planen, verlegen und absagen", Modul.LENKUNG)
RECHTE_DES_MODULS = (
    OEFFNEN,
    GREMIUM_LESEN,
    GREMIEN_SEHEN,
    GREMIEN_VERWALTEN,
    MITGLIEDER_SEHEN,
    GO_PFLEGEN,
    SITZUNGEN_PLANEN,
)

GREMIUM = "gremium"
"""The kind of scope on which a role can be held."""
GREMIENLISTE = "lenkung.gremienliste"
"""What a printed list of members belongs to."""
GO_DRUCK = "lenkung.geschaeftsordnung"
"""What a printed Geschäftsordnung belongs to."""


def bereich_von(gremium: Gremium) -> Bereich:
    return Bereich(GREMIUM, gremium.pk, gremium.kreis_id)


# What one sees ---------------------------------------------------------------------------------------------


def _mit_recht(akteur: Akteur, recht: Recht) -> Q:
    """Those of the Kreis, if the role is held on it, and those on which it is held itself."""
    bereiche = akteur.bereiche_mit(recht.schluessel)
    kreise = {b.kreis_id for b in bereiche if b == Bereich.kreis(b.kreis_id)}
    einzelne = {b.id for b in bereiche if b.art == GREMIUM}
    return Q(kreis_id__in=kreise) | Q(pk__in=einzelne)


def _eigene(akteur: Akteur, tag: date) -> Q:
    """Where the person holds a seat or an office on this day."""
    if akteur.person_id is None or not akteur.hat_recht(GREMIUM_LESEN.schluessel):
        return Q(pk__in=())
    sitze = Besetzung.objects.filter(am(tag), person_id=akteur.person_id)
    aemter = Amt.objects.filter(am(tag), person_id=akteur.person_id)
    eigene = Q(pk__in=sitze.values("gremium_id")) | Q(pk__in=aemter.values("gremium_id"))
    return eigene & Q(kreis_id=akteur.kreis_id)


def _einzelne_zum_lesen(akteur: Akteur) -> Q:
    """A role of a member on the whole Kreis opens nothing by itself: the seat does."""
    bereiche = akteur.bereiche_mit(GREMIUM_LESEN.schluessel)
    return Q(pk__in={b.id for b in bereiche if b.art == GREMIUM})


def sichtbare_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose composition one may read."""
    return Gremium.objects.filter(
        _mit_recht(akteur, GREMIEN_SEHEN)
        | _einzelne_zum_lesen(akteur)
        | _eigene(akteur, timezone.localdate())
    )


def einsehbare_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose seats one sees with all that happened to them."""
    return Gremium.objects.filter(_mit_recht(akteur, GREMIEN_SEHEN))


def verwaltete_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(_mit_recht(akteur, GREMIEN_VERWALTEN))


def sichtbare_sitze(akteur: Akteur) -> QuerySet[Sitz]:
    return Sitz.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_besetzungen(akteur: Akteur) -> QuerySet[Besetzung]:
    return Besetzung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_aemter(akteur: Akteur) -> QuerySet[Amt]:
    return Amt.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_geschaeftsordnungen(akteur: Akteur) -> QuerySet[Geschaeftsordnung]:
    """What was adopted reads everyone who belongs to the Gremium; drafts, who sees behind the scenes."""
    return Geschaeftsordnung.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur))
        | Q(gremium__in=sichtbare_gremien(akteur), beschlossen_am__isnull=False)
    )


def gremien_fuer_entwurf(akteur: Akteur) -> QuerySet[Gremium]:
    """For which one may draft a Geschäftsordnung."""
    return Gremium.objects.filter(_mit_recht(akteur, GO_PFLEGEN), aktiv_bis__isnull=True)


def sichtbare_bestimmungen(akteur: Akteur) -> QuerySet[Bestimmung]:
    return Bestimmung.objects.filter(geschaeftsordnung__in=sichtbare_geschaeftsordnungen(akteur))


def gremien_mit_kontaktdaten(akteur: Akteur) -> QuerySet[Gremium]:
    """Whose members one sees with their contact data, on pages of their own."""
    return Gremium.objects.filter(_mit_recht(akteur, MITGLIEDER_SEHEN))


def sichtbare_sitzungen(akteur: Akteur) -> QuerySet[Sitzung]:
    """Those of the Gremien that one sees, planned ones as well."""
    return Sitzung.objects.filter(gremium__in=sichtbare_gremien(akteur))


def einsehbare_sitzungen(akteur: Akteur) -> QuerySet[Sitzung]:
    """Whose history one reads: who changed what is no business of the members."""
    return Sitzung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def planbare_gremien(akteur: Akteur, heute: date) -> QuerySet[Gremium]:
    """For which one plans sessions: all that still meet."""
    offen = Q(aktiv_bis__isnull=True) | Q(aktiv_bis__gte=heute)
    return Gremium.objects.filter(_mit_recht(akteur, SITZUNGEN_PLANEN), offen)


def sichtbare_sperrzeiten(akteur: Akteur) -> QuerySet[Sperrzeit]:
    """The calendar of the Kreis is no secret to whoever meets in it."""
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(GREMIUM_LESEN.schluessel)}
    return Sperrzeit.objects.filter(kreis_id__in=kreise)


def einsehbare_sperrzeiten(akteur: Akteur) -> QuerySet[Sperrzeit]:
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(SITZUNGEN_PLANEN.schluessel)}
    return Sperrzeit.objects.filter(kreis_id__in=kreise)


def sichtbare_kalenderabos(akteur: Akteur) -> QuerySet[Kalenderabo]:
    """One's own, nobody else's."""
    return Kalenderabo.objects.filter(konto_id=akteur.konto_id or 0)


# What one does ---------------------------------------------------------------------------------------------


def darf_gremium_sehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if not sichtbare_gremien(akteur).filter(pk=gremium.pk).exists():
        return verweigert(_("Dieses Gremium gehört nicht zu Ihrem Bereich."))
    return erlaubt(_("Sie wirken daran mit."))


def darf_einsehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_SEHEN.schluessel, bereich_von(gremium))


def darf_kontaktdaten_sehen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(MITGLIEDER_SEHEN.schluessel, bereich_von(gremium))


def darf_gremium_anlegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_VERWALTEN.schluessel, Bereich.kreis(kreis_id))


def darf_gremium_aendern(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_VERWALTEN.schluessel, bereich_von(gremium))


def darf_gremium_schliessen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.stillgelegt:
        return verweigert(_("Das Ende dieses Gremiums ist schon eingetragen."))
    return darf_gremium_aendern(akteur, gremium)


def darf_besetzen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Seats and offices of a Gremium that has been closed stay as they were."""
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Seine Sitze bleiben, wie sie waren."))
    return darf_gremium_aendern(akteur, gremium)


def darf_sitz_beenden(akteur: Akteur, sitz: Sitz) -> Erlaubnis:
    if sitz.bis is not None:
        return verweigert(_("Das Ende dieses Sitzes ist schon eingetragen."))
    return darf_besetzen(akteur, sitz.gremium)


def darf_mitglieder_importieren(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """A file may bring new people, and those belong to the whole Kreis."""
    besetzen = darf_besetzen(akteur, gremium)
    return darf_importieren(akteur, gremium.kreis_id, "personen") if besetzen else besetzen


def darf_gremienliste_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """A printed list is read by whoever sees the Gremium that it shows."""
    gremium = einsehbare_gremien(akteur).filter(pk=dokument.gehoert_zu_id).first()
    if gremium is None:
        return verweigert(_("Diese Liste gehört zu einem Gremium, das Sie nicht sehen."))
    return darf_einsehen(akteur, gremium)


def darf_go_entwerfen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Es bekommt keine neue Geschäftsordnung."))
    return akteur.hat_recht(GO_PFLEGEN.schluessel, bereich_von(gremium))


def darf_go_aendern(akteur: Akteur, geschaeftsordnung: Geschaeftsordnung) -> Erlaubnis:
    """What was adopted stays as it was adopted; a change is a new version."""
    if not geschaeftsordnung.ist_entwurf:
        return verweigert(_("Diese Fassung ist beschlossen. Für eine Änderung bitte eine neue entwerfen."))
    return darf_go_entwerfen(akteur, geschaeftsordnung.gremium)


def darf_go_verwerfen(akteur: Akteur, geschaeftsordnung: Geschaeftsordnung) -> Erlaubnis:
    """A draft may go even when its Gremium has been closed meanwhile."""
    if not geschaeftsordnung.ist_entwurf:
        return verweigert(_("Diese Fassung ist beschlossen. Sie bleibt, wie sie ist."))
    return akteur.hat_recht(GO_PFLEGEN.schluessel, bereich_von(geschaeftsordnung.gremium))


def darf_go_ausser_kraft_setzen(akteur: Akteur, geschaeftsordnung: Geschaeftsordnung) -> Erlaubnis:
    if geschaeftsordnung.in_kraft_ab is None:
        return verweigert(_("Ein Entwurf ist nicht in Kraft."))
    if geschaeftsordnung.abgeloest_durch_id is not None:
        return verweigert(_("Diese Fassung ist schon durch eine andere abgelöst."))
    return akteur.hat_recht(GO_PFLEGEN.schluessel, bereich_von(geschaeftsordnung.gremium))


def darf_go_ausprobieren(akteur: Akteur, geschaeftsordnung: Geschaeftsordnung) -> Erlaubnis:
    return akteur.hat_recht(GREMIEN_SEHEN.schluessel, bereich_von(geschaeftsordnung.gremium))


def darf_go_pdf_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """A printed version is read by whoever may read the version."""
    if not sichtbare_geschaeftsordnungen(akteur).filter(pk=dokument.gehoert_zu_id).exists():
        return verweigert(_("Diese Geschäftsordnung gehört zu einem Gremium, das Sie nicht sehen."))
    return erlaubt(_("Sie dürfen diese Geschäftsordnung lesen."))


def darf_sitzung_planen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Kind, place and date are set by the chair (GO RSK § 4 Abs. 3); the Geschäftsstelle prepares it."""
    if gremium.aktiv_bis is not None and gremium.aktiv_bis < timezone.localdate():
        return verweigert(_("Dieses Gremium ist geschlossen. Es bekommt keine neuen Sitzungen."))
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(gremium))


def darf_sitzung_aendern(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Also moves it. What was opened stays as it was held."""
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s und lässt sich nicht mehr ändern.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(sitzung.gremium))


def darf_sitzung_absagen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    if not geht(sitzung.lage, Sitzungsstand.ABGESAGT):
        return verweigert(
            _("Diese Sitzung ist %(stand)s und lässt sich nicht mehr absagen.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(sitzung.gremium))


def darf_sperrzeiten_pflegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """They hold for all Gremien of the Kreis."""
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, Bereich.kreis(kreis_id))


def darf_kalender_abonnieren(akteur: Akteur) -> Erlaubnis:
    if akteur.konto_id is None:
        return verweigert(_("Ein Kalenderabo gehört zu einem Konto."))
    return akteur.hat_recht(GREMIUM_LESEN.schluessel)
