"""Geschäftsordnungen: who reads which version, who drafts, adopts and ends one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Bestimmung, Geschaeftsordnung, Gremium
from lenkung.permissions.gremien import einsehbare_gremien, mit_recht, sichtbare_gremien
from lenkung.permissions.rechte import GO_PFLEGEN, GREMIEN_SEHEN, bereich_von


def sichtbare_geschaeftsordnungen(akteur: Akteur) -> QuerySet[Geschaeftsordnung]:
    """What was adopted reads everyone who belongs to the Gremium; drafts, who sees behind the scenes."""
    return Geschaeftsordnung.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur))
        | Q(gremium__in=sichtbare_gremien(akteur), beschlossen_am__isnull=False)
    )


def gremien_fuer_entwurf(akteur: Akteur) -> QuerySet[Gremium]:
    """For which one may draft a Geschäftsordnung."""
    return Gremium.objects.filter(mit_recht(akteur, GO_PFLEGEN), aktiv_bis__isnull=True)


def sichtbare_bestimmungen(akteur: Akteur) -> QuerySet[Bestimmung]:
    return Bestimmung.objects.filter(geschaeftsordnung__in=sichtbare_geschaeftsordnungen(akteur))


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
