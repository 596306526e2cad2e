"""Die Tagesordnung einer Sitzung (GO RSK § 4 Abs. 3 und 4)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.models import Sitzung, Tagesordnung, Tagesordnungspunkt, Vorlage, Vorschlag
from lenkung.regeln.tagesordnung import Punktart


@transaction.atomic
def punkt_aus_vorschlag(*, vorschlag: Vorschlag, sitzung: Sitzung, akteur: Akteur) -> Tagesordnungspunkt:
    """Setzt einen Vorschlag ans Ende der Tagesordnung, vor einen letzten Punkt „Verschiedenes“."""
    sitzung = Sitzung.objects.select_for_update(no_key=True).select_related("gremium").get(pk=sitzung.pk)
    verlange(permissions.darf_in_sitzung_aufnehmen(akteur, sitzung))
    tagesordnung = Tagesordnung.objects.filter(sitzung=sitzung).first() or Tagesordnung(sitzung=sitzung)
    if Tagesordnungspunkt.objects.filter(sitzung=sitzung, vorschlag=vorschlag).exists():
        meldung = _("Dieser Vorschlag stand schon auf dieser Tagesordnung. Bitte dort wieder aufnehmen.")
        raise Fachfehler(meldung, code="schon_da", feld="sitzung")
    punkte = list(Tagesordnungspunkt.objects.filter(sitzung=sitzung).order_by("position", "pk"))
    stelle = len(punkte)
    if punkte and punkte[-1].punktart is Punktart.VERSCHIEDENES:
        stelle -= 1
        punkte[-1].position = len(punkte) + 1
        speichere(punkte[-1], akteur=akteur)
    punkt = Tagesordnungspunkt(
        sitzung=sitzung,
        position=stelle + 1,
        art=vorschlag.art,
        titel=vorschlag.titel,
        erlaeuterung=vorschlag.erlaeuterung,
        minuten=vorschlag.minuten,
        berichterstattung=vorschlag.einreicher_name,
        vorschlag=vorschlag,
        vorlage=Vorlage.objects.filter(vorschlag=vorschlag).order_by("-pk").first(),
    )
    speichere(punkt, akteur=akteur, grund=_("aus einem Vorschlag"))
    tagesordnung.zaehler += 1
    speichere(tagesordnung, akteur=akteur)
    return punkt
