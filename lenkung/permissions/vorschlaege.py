"""Proposals, Vorlagen and their papers: who sees them, who writes, who answers, who releases."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import (
    Anlage,
    Gremium,
    Sitzung,
    Tagesordnungspunkt,
    Umlaufverfahren,
    Vorlage,
    Vorlagenfassung,
    Vorschlag,
    Vorschlagsschritt,
)
from lenkung.permissions.gremien import einsehbare_gremien, gehoert_dazu, mit_recht, sichtbare_gremien
from lenkung.permissions.rechte import VORBEREITEN, VORSCHLAGEN, bereich_von
from lenkung.permissions.tagesordnung import sichtbare_punkte
from lenkung.permissions.umlauf import sichtbare_umlaufverfahren
from lenkung.permissions.vorbereitung import vorbereitete_gremien
from lenkung.regeln import vorschlag as _weg
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.regeln.vorschlag import OFFEN, Vorschlagsstand

# What one sees ---------------------------------------------------------------------------------------------


def _eigene(akteur: Akteur) -> Q:
    """What one proposed oneself, or what was entered on one's behalf."""
    wer = Q(pk__in=())
    if akteur.konto_id is not None:
        wer |= Q(konto_id=akteur.konto_id)
    if akteur.person_id is not None:
        wer |= Q(person_id=akteur.person_id)
    return wer & Q(gremium__kreis_id=akteur.kreis_id or 0)


def eigene_vorschlaege(akteur: Akteur) -> QuerySet[Vorschlag]:
    return Vorschlag.objects.filter(_eigene(akteur))


def sichtbare_vorschlaege(akteur: Akteur) -> QuerySet[Vorschlag]:
    """Those of the Gremien that one runs, and one's own."""
    return Vorschlag.objects.filter(Q(gremium__in=einsehbare_gremien(akteur)) | _eigene(akteur))


def sichtbare_vorschlagsschritte(akteur: Akteur) -> QuerySet[Vorschlagsschritt]:
    return Vorschlagsschritt.objects.filter(vorschlag__in=sichtbare_vorschlaege(akteur))


def sichtbare_vorlagen(akteur: Akteur) -> QuerySet[Vorlage]:
    """Behind the scenes, drafts as well."""
    return Vorlage.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_vorlagenfassungen(akteur: Akteur) -> QuerySet[Vorlagenfassung]:
    return Vorlagenfassung.objects.filter(vorlage__in=sichtbare_vorlagen(akteur))


def lesbare_vorlagenfassungen(akteur: Akteur) -> QuerySet[Vorlagenfassung]:
    """Members read what was released, once its agenda has been set or its circular has begun."""
    auf_tagesordnung = sichtbare_punkte(akteur).filter(vorlage__isnull=False).values("vorlage_id")
    return Vorlagenfassung.objects.filter(
        Q(vorlage__in=sichtbare_vorlagen(akteur))
        | Q(freigegeben_am__isnull=False, vorlage__in=auf_tagesordnung)
        | Q(pk__in=_im_umlauf(akteur))
    )


def _im_umlauf(akteur: Akteur) -> QuerySet[Umlaufverfahren, Any]:
    begonnene = sichtbare_umlaufverfahren(akteur).filter(fassung__isnull=False, begonnen_am__isnull=False)
    return begonnene.values("fassung_id")


def sichtbare_anlagen(akteur: Akteur) -> QuerySet[Anlage]:
    """Behind the scenes; what has been sent is read through the session's papers."""
    gremien = vorbereitete_gremien(akteur)
    return (
        Anlage.objects.filter(vorschlag__in=sichtbare_vorschlaege(akteur))
        | Anlage.objects.filter(fassung__in=sichtbare_vorlagenfassungen(akteur))
        | Anlage.objects.filter(punkt__sitzung__gremium__in=gremien)
    )


def lesbare_anlagen(akteur: Akteur) -> QuerySet[Anlage]:
    """Behind the scenes all, also what was taken off again; members, what belongs to an item they read."""
    punkte = sichtbare_punkte(akteur)
    gremien = einsehbare_gremien(akteur)
    zu_lesen = (
        Q(punkt__in=punkte)
        | Q(vorschlag__in=punkte.filter(vorschlag__isnull=False).values("vorschlag_id"))
        | Q(
            fassung__freigegeben_am__isnull=False,
            fassung__vorlage__in=punkte.filter(vorlage__isnull=False).values("vorlage_id"),
        )
        | Q(fassung__in=_im_umlauf(akteur))
    )
    return Anlage.objects.filter(
        Q(vorschlag__in=sichtbare_vorschlaege(akteur))
        | Q(fassung__in=sichtbare_vorlagenfassungen(akteur))
        | Q(punkt__sitzung__gremium__in=gremien)
        | (Q(entfernt_am__isnull=True) & zu_lesen)
    )


def vorschlagbare_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """To whose agenda one proposes: where one holds the right, and where one has a seat or an office."""
    wo = mit_recht(akteur, VORSCHLAGEN)
    if akteur.hat_recht(VORSCHLAGEN.schluessel):
        wo |= gehoert_dazu(akteur, timezone.localdate())
    return sichtbare_gremien(akteur).filter(wo, aktiv_bis__isnull=True)


# What one does ---------------------------------------------------------------------------------------------


def ist_eigener(akteur: Akteur, vorschlag: Vorschlag) -> bool:
    if akteur.kreis_id != vorschlag.kreis_id:
        return False
    als_konto = akteur.konto_id is not None and akteur.konto_id == vorschlag.konto_id
    return als_konto or (akteur.person_id is not None and akteur.person_id == vorschlag.person_id)


def darf_vorschlagen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Every member may (GO RSK § 4 Abs. 4); the Geschäftsstelle also on behalf of someone."""
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Es nimmt keine Vorschläge mehr an."))
    # Who acts for the house itself sees no Gremien of its own.
    if akteur.konto_id is not None and not sichtbare_gremien(akteur).filter(pk=gremium.pk).exists():
        return verweigert(_("In diesem Gremium haben Sie keinen Sitz."))
    if Gremium.objects.filter(gehoert_dazu(akteur, timezone.localdate()), pk=gremium.pk).exists():
        return akteur.hat_recht(VORSCHLAGEN.schluessel)
    return akteur.hat_recht(VORSCHLAGEN.schluessel, bereich_von(gremium))


def darf_fuer_andere_vorschlagen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    vorschlagen = darf_vorschlagen(akteur, gremium)
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium)) if vorschlagen else vorschlagen


def darf_vorschlag_bearbeiten(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    """Ask back, postpone, decline, take: as long as it is open."""
    if vorschlag.lage not in OFFEN:
        return verweigert(_("Dieser Vorschlag ist %(stand)s.") % {"stand": vorschlag.get_stand_display()})
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(vorschlag.gremium))


def darf_vorschlag_verschieben(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    """Also one whose item was taken off the agenda again."""
    if not _weg.geht(vorschlag.lage, Vorschlagsstand.VERSCHOBEN):
        return verweigert(_("Dieser Vorschlag ist %(stand)s.") % {"stand": vorschlag.get_stand_display()})
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(vorschlag.gremium))


def _eigen_oder_vorbereiten(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    if ist_eigener(akteur, vorschlag):
        return erlaubt(_("Das ist Ihr Vorschlag."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(vorschlag.gremium))


def darf_vorschlag_beantworten(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    """Who proposed it; the Geschäftsstelle enters what was said on the telephone."""
    if vorschlag.lage is not Vorschlagsstand.RUECKFRAGE:
        return verweigert(_("Zu diesem Vorschlag ist keine Frage offen."))
    return _eigen_oder_vorbereiten(akteur, vorschlag)


def darf_vorschlag_zurueckziehen(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    if not _weg.geht(vorschlag.lage, Vorschlagsstand.ZURUECKGEZOGEN):
        return verweigert(_("Dieser Vorschlag ist %(stand)s.") % {"stand": vorschlag.get_stand_display()})
    return _eigen_oder_vorbereiten(akteur, vorschlag)


def darf_vorschlag_ergaenzen(akteur: Akteur, vorschlag: Vorschlag) -> Erlaubnis:
    """Add papers to it, or take them off, as long as it is open."""
    if vorschlag.lage not in OFFEN:
        return verweigert(_("Dieser Vorschlag ist %(stand)s.") % {"stand": vorschlag.get_stand_display()})
    return _eigen_oder_vorbereiten(akteur, vorschlag)


def darf_in_sitzung_aufnehmen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s und nimmt keine Punkte mehr auf.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_vorlage_schreiben(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Es bekommt keine neuen Vorlagen."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_fassung_aendern(akteur: Akteur, fassung: Vorlagenfassung) -> Erlaubnis:
    """What was released stays as it was released; a change is a new version."""
    if not fassung.ist_entwurf:
        return verweigert(_("Diese Fassung ist freigegeben. Für eine Änderung bitte eine neue beginnen."))
    return darf_vorlage_schreiben(akteur, fassung.vorlage.gremium)


# Papers ----------------------------------------------------------------------------------------------------


def darf_unterlage_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """An uploaded paper: behind the scenes, its proposer, and who reads the item to which it belongs.

    A new version of a Vorlage takes the papers of the one before along, so the rows decide and not the one
    record to which the file was first uploaded.
    """
    if not lesbare_anlagen(akteur).filter(dokument_id=dokument.pk).exists():
        return verweigert(_("Diese Unterlage gehört zu etwas, das Sie nicht sehen."))
    return erlaubt(_("Sie dürfen diese Unterlage lesen."))


def darf_vorlage_pdf_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    if not lesbare_vorlagenfassungen(akteur).filter(pk=dokument.gehoert_zu_id).exists():
        return verweigert(_("Diese Vorlage gehört zu etwas, das Sie nicht sehen."))
    return erlaubt(_("Sie dürfen diese Vorlage lesen."))


def punkte_zum_vorschlag(akteur: Akteur, vorschlag: Vorschlag) -> QuerySet[Tagesordnungspunkt]:
    """Where it became an item, as far as one may read that agenda."""
    return sichtbare_punkte(akteur).filter(vorschlag=vorschlag)


def darf_anlage_aendern(akteur: Akteur, anlage: Anlage) -> Erlaubnis:
    """Rename or take off: where one may add one."""
    if anlage.vorschlag is not None:
        return darf_vorschlag_ergaenzen(akteur, anlage.vorschlag)
    if anlage.fassung is not None:
        return darf_fassung_aendern(akteur, anlage.fassung)
    return verweigert(_("Diese Anlage gehört zu einem Punkt der Tagesordnung. Bitte dort ändern."))
