"""People: who changes them, who sees a protected address, and what only the Koordination sees."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import (
    Befangenheit,
    Befangenheitshinweis,
    Doppelhinweis,
    Fall,
    Fallperson,
    Fallvertretung,
    Haushalt,
    Klient,
    Notzugriff,
    Zusammenfuehrung,
)
from casemgmt.models.basis import am
from casemgmt.permissions.beraten import darf_beraten
from casemgmt.permissions.rechte import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.permissions.sicht import (
    Sicht,
    faelle_der_sicht,
    klienten_der_sicht,
    sicht_von,
    sichtbare_klienten,
    umfang,
    wirkt_mit,
)
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


def zustaendig_in(sicht: Sicht) -> Q:
    """Cases for which one answers today, or stands in for who does."""
    vertretungen = Fallvertretung.objects.filter(
        am(sicht.tag),
        Q(fall__isnull=True) | Q(fall_id=OuterRef("pk")),
        vertretung_id=sicht.konto_id,
        vertretene_id=OuterRef("verantwortlich_id"),
    )
    return Q(verantwortlich_id=sicht.konto_id) | Q(Exists(vertretungen))


def mit_erreichbarkeit(sicht: Sicht) -> Q:
    """Persons whose place and contact one may see.

    A protected address asks for a case that one answers for; before there is one, for having taken her in.
    """
    faelle = Fall.objects.filter(faelle_der_sicht(sicht), zustaendig_in(sicht))
    eigene = Fallperson.objects.filter(klient_id=OuterRef("pk"), fall__in=faelle)
    ohne_fall = Q(erfasst_von_id=sicht.konto_id) & ~Q(
        Exists(Fallperson.objects.filter(klient_id=OuterRef("pk")))
    )
    return Q(schutzadresse=False) | Q(Exists(eigene)) | ohne_fall


def sieht_erreichbarkeit(akteur: Akteur, klient: Klient) -> bool:
    if not klient.schutzadresse:
        return True
    return sichtbare_klienten(akteur).filter(mit_erreichbarkeit(sicht_von(akteur)), pk=klient.pk).exists()


def klienten_mit_lesbarer_historie(akteur: Akteur) -> QuerySet[Klient]:
    """A history shows each earlier value, places too."""
    return sichtbare_klienten(akteur).filter(mit_erreichbarkeit(sicht_von(akteur)))


def darf_klient_aendern(akteur: Akteur, klient: Klient) -> Erlaubnis:
    """Whoever works in her area or answers for a case of hers; the Koordination only reads."""
    sicht = sicht_von(akteur)
    if not sichtbare_klienten(akteur).filter(pk=klient.pk).exists():
        return verweigert(_("Diese Person gibt es nicht."))
    if recht := darf_beraten(akteur, klient.kreis_id, klient.bereich, klient.kommune_id):
        return recht
    faelle = Fall.objects.filter(faelle_der_sicht(sicht), zustaendig_in(sicht))
    if Fallperson.objects.filter(klient_id=klient.pk, fall__in=faelle).exists():
        return erlaubt(_("zuständig für einen Fall dieser Person"))
    return verweigert(_("Sie dürfen diese Angaben lesen, aber nicht ändern."))


def darf_in_fall_aufnehmen(akteur: Akteur, klient: Klient) -> Erlaubnis:
    """Who counsels in her area, or supervises it: who sees her for a time only, would then for good."""
    if recht := darf_beraten(akteur, klient.kreis_id, klient.bereich, klient.kommune_id):
        return recht
    if umfang(akteur, FACHAUFSICHT).umfasst(klient.kreis_id, klient.kommune_id):
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Diese Person wird anderswo beraten. Bitte wenden Sie sich an die Koordination."))


def darf_haushalt_aendern(akteur: Akteur, haushalt: Haushalt) -> Erlaubnis:
    """Whoever may change one of those who live there."""
    for satz in haushalt.zugehoerigkeiten.filter(bis__isnull=True).select_related("klient"):
        if recht := darf_klient_aendern(akteur, satz.klient):
            return recht
    return verweigert(_("Sie dürfen diesen Haushalt ansehen, aber nicht ändern."))


def darf_personen_erfassen(akteur: Akteur) -> Erlaubnis:
    """Somewhere; in which area, `darf_beraten` says."""
    if akteur.bereiche_mit(FAELLE_FUEHREN.schluessel) or akteur.bereiche_mit(MUKIS_FUEHREN.schluessel):
        return erlaubt(_("im eigenen Bereich"))
    return verweigert(_("Personen erfasst, wer berät."))


def darf_beaufsichtigen(akteur: Akteur, kreis_id: int | None) -> Erlaubnis:
    """For what concerns the whole Kreis."""
    if kreis_id is not None and kreis_id in umfang(akteur, FACHAUFSICHT).kreise:
        return erlaubt(_("Fachaufsicht im ganzen Kreis"))
    return verweigert(_("Das entscheidet die Koordination mit der Fachaufsicht im ganzen Kreis."))


def sichtbare_aufgegangene(akteur: Akteur) -> QuerySet[Klient]:
    """Those merged into another: the Koordination alone, to undo it."""
    sicht = sicht_von(akteur)
    return Klient.objects.filter(
        klienten_der_sicht(sicht), kreis_id__in=sicht.aufsicht.kreise, aufgegangen_in__isnull=False
    )


def _sichtbare_personen(akteur: Akteur) -> QuerySet[Klient]:
    return Klient.objects.filter(klienten_der_sicht(sicht_von(akteur)))


def sichtbare_doppelhinweise(akteur: Akteur) -> QuerySet[Doppelhinweis]:
    """The Koordination of the whole Kreis, unless she is shut out of one of the two."""
    personen = _sichtbare_personen(akteur)
    return Doppelhinweis.objects.filter(
        kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise, eine__in=personen, andere__in=personen
    )


def sichtbare_zusammenfuehrungen(akteur: Akteur) -> QuerySet[Zusammenfuehrung]:
    personen = _sichtbare_personen(akteur)
    return Zusammenfuehrung.objects.filter(
        kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise, bleibt__in=personen, aufgegangen__in=personen
    )


def darf_befangenheit_angeben(akteur: Akteur) -> Erlaubnis:
    if wirkt_mit(sicht_von(akteur)):
        return erlaubt(_("für sich selbst"))
    return verweigert(_("Befangenheit gibt an, wer Akten lesen kann."))


def sichtbare_befangenheiten(akteur: Akteur) -> QuerySet[Befangenheit]:
    """One's own; and for the Koordination those of her Kreis."""
    return Befangenheit.objects.filter(
        Q(konto_id=akteur.konto_id or 0) | Q(kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise)
    )


def sichtbare_befangenheitshinweise(akteur: Akteur) -> QuerySet[Befangenheitshinweis]:
    """The Koordination, and never about herself: the hint would tell her who is known."""
    return Befangenheitshinweis.objects.filter(
        kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise, klient__in=_sichtbare_personen(akteur)
    ).exclude(befangenheit__konto_id=akteur.konto_id or 0)


def darf_notzugriff(akteur: Akteur, kreis_id: int | None) -> Erlaubnis:
    """Who counsels in the Kreis, in whichever part of it."""
    bereiche = akteur.bereiche_mit(FAELLE_FUEHREN.schluessel) | akteur.bereiche_mit(MUKIS_FUEHREN.schluessel)
    if kreis_id is not None and any(bereich.kreis_id == kreis_id for bereich in bereiche):
        return erlaubt(_("berät in diesem Kreis"))
    return verweigert(_("Den Notzugriff hat, wer in diesem Kreis berät."))


def darf_notzugriff_abnehmen(akteur: Akteur, notzugriff: Notzugriff) -> Erlaubnis:
    if notzugriff.konto_id == akteur.konto_id:
        return verweigert(_("Den eigenen Notzugriff nimmt eine andere Person zur Kenntnis."))
    return darf_beaufsichtigen(akteur, notzugriff.kreis_id)
