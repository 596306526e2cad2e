"""Eine Niederschrift genehmigen: in der nächsten Sitzung, nach der Frist, oder von Hand (§ 7).

Genehmigt wird eine Fassung, nicht ihre Nachfolgerin. Alle drei Wege schreiben unter der Sperre der
Niederschrift, und es gibt je Fassung höchstens eine Genehmigung.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.zeit import tagesbeginn
from kim.protokoll.domain.speichern import loesche, speichere
from lenkung import permissions
from lenkung.domain.queries.genehmigung import Behandelt, Genehmigungslage, genehmigungslage
from lenkung.models import Genehmigung, Niederschrift, Niederschriftsfassung, Tagesordnungspunkt
from lenkung.regeln.genehmigung import KARENZ, Genehmigungsweg
from lenkung.regeln.niederschriftsfassung import Fassungsstand

AUTOMATISCH = "Genehmigung der Niederschrift"


def niederschrift_gesperrt(niederschrift_id: int) -> Niederschrift:
    """Nach allen anderen Sperren: wer eine Sitzung führt, hält die ihre schon."""
    Niederschrift.objects.select_for_update(no_key=True).get(pk=niederschrift_id)
    # A query of its own, and after the lock: it sees what the one before has left.
    return Niederschrift.objects.select_related("sitzung__gremium", "sitzung__geschaeftsordnung").get(
        pk=niederschrift_id
    )


@transaction.atomic
def niederschrift_genehmigen(
    *, niederschrift_id: int, jetzt: datetime, gerade: Behandelt | None = None
) -> Genehmigung | None:
    """Hält fest, was nach der Geschäftsordnung eingetreten ist; None, wenn es (noch) nicht so weit ist.

    Wer später kommt, etwa nach einem Ausfall, hält denselben Augenblick fest.
    """
    niederschrift = niederschrift_gesperrt(niederschrift_id)
    lage = genehmigungslage(niederschrift, jetzt, gerade=gerade)
    if lage is None or not reif(lage, jetzt):
        return None
    urteil = lage.urteil
    assert urteil.genehmigt_am is not None  # otherwise it is not ripe
    genehmigung = Genehmigung(
        niederschrift=niederschrift,
        fassung=lage.fassung,
        weg=(Genehmigungsweg.FRIST if lage.mit_frist else Genehmigungsweg.NAECHSTE_SITZUNG).value,
        genehmigt_am=urteil.genehmigt_am,
        sitzung_id=lage.sitzung_der_genehmigung,
        norm=urteil.befund.norm,
        rechnung=urteil.befund.rechnung[:1000],
        festgehalten_am=max(jetzt, urteil.genehmigt_am),
        festgehalten_von_name=(akteur := SystemAkteur(AUTOMATISCH, niederschrift.kreis_id)).akteur_name,
    )
    return speichere(genehmigung, akteur=akteur, grund=urteil.befund.norm)


def reif(lage: Genehmigungslage, jetzt: datetime) -> bool:
    """Nach der Frist wird kurz gewartet: was in der letzten Sekunde kam, ist dann gespeichert."""
    if lage.genehmigung is not None or lage.versand is None or lage.urteil.genehmigt_am is None:
        return False
    ende = lage.urteil.frist_ende
    return ende is None or jetzt >= ende + KARENZ


def anstehende(jetzt: datetime) -> list[int]:
    """Deren geltende Fassung versandt, aber nicht genehmigt ist, obwohl sie es nach der GO wäre."""
    offene = (
        Niederschrift.objects.filter(
            fassungen__in=Niederschriftsfassung.objects.filter(
                stand=Fassungsstand.UNTERZEICHNET.value, versand__isnull=False, genehmigung__isnull=True
            ),
            sitzung__gremium__kreis__modul_lenkung=True,
        )
        .select_related("sitzung__gremium", "sitzung__geschaeftsordnung")
        .order_by("pk")
    )
    lagen = ((satz.pk, genehmigungslage(satz, jetzt)) for satz in offene)
    return [pk for pk, lage in lagen if lage is not None and reif(lage, jetzt)]


def genehmigungen_festhalten(*, jetzt: datetime) -> int:
    """Der stündliche Lauf; was ausfiel, holt der nächste nach."""
    return sum(
        niederschrift_genehmigen(niederschrift_id=pk, jetzt=jetzt) is not None for pk in anstehende(jetzt)
    )


def nach_dem_punkt(punkt: Tagesordnungspunkt, wann: datetime) -> None:
    """Der Vorsitz ist mit der Genehmigung fertig: hindert nichts, ist sie damit festgestellt."""
    if punkt.niederschrift_von_id is None:
        return
    pk = (
        Niederschrift.objects.filter(sitzung_id=punkt.niederschrift_von_id)
        .values_list("pk", flat=True)
        .first()
    )
    if pk is not None:
        gerade = Behandelt(punkt.sitzung_id, wann)
        niederschrift_genehmigen(niederschrift_id=pk, jetzt=max(timezone.now(), wann), gerade=gerade)


@transaction.atomic
def genehmigung_eintragen(*, sitzung_id: int, am: date, grund: str, akteur: Akteur) -> Genehmigung:
    """Von Hand, wo die Geschäftsordnung nichts regelt."""
    niederschrift = niederschrift_gesperrt(Niederschrift.objects.get(sitzung_id=sitzung_id).pk)
    verlange(permissions.darf_genehmigung_eintragen(akteur, niederschrift.sitzung))
    jetzt = timezone.now()
    lage = genehmigungslage(niederschrift, jetzt)
    if lage is None:
        raise Fachfehler(_("Die Niederschrift ist noch nicht unterzeichnet."), code="nicht_unterzeichnet")
    if lage.genehmigung is not None:
        raise Fachfehler(_("Die Niederschrift ist schon genehmigt."), code="schon_genehmigt")
    if lage.regel is not None:
        raise Fachfehler(
            _("Die Geschäftsordnung regelt die Genehmigung (%(norm)s); KIM hält sie von selbst fest.")
            % {"norm": lage.regel.norm},
            code="geregelt",
        )
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(
            _("Bitte angeben, warum die Niederschrift als genehmigt gilt."), code="grund", feld="grund"
        )
    if not niederschrift.sitzung.tag <= am <= timezone.localdate(jetzt):
        raise Fachfehler(_("Bitte einen Tag zwischen der Sitzung und heute angeben."), code="tag", feld="am")
    genehmigung = Genehmigung(
        niederschrift=niederschrift,
        fassung=lage.fassung,
        weg=Genehmigungsweg.VON_HAND.value,
        genehmigt_am=tagesbeginn(am),
        grund=grund[:500],
        festgehalten_am=jetzt,
        festgehalten_von_name=akteur.akteur_name,
    )
    return speichere(genehmigung, akteur=akteur, grund=grund[:100])


@transaction.atomic
def genehmigung_zuruecknehmen(*, sitzung_id: int, grund: str, akteur: Akteur) -> None:
    """Nur wenn sie nicht stimmt: eine rechtzeitige Einwendung ist erst danach eingetragen worden."""
    niederschrift = niederschrift_gesperrt(Niederschrift.objects.get(sitzung_id=sitzung_id).pk)
    verlange(permissions.darf_genehmigung_eintragen(akteur, niederschrift.sitzung))
    lage = genehmigungslage(niederschrift, timezone.now())
    if lage is None or lage.genehmigung is None or not lage.widerlegt:
        raise Fachfehler(
            _("Zurücknehmen lässt sich eine Genehmigung nur, wenn eine rechtzeitige Einwendung offen ist."),
            code="gilt",
        )
    if not grund.strip():
        raise Fachfehler(_("Bitte einen Grund angeben."), code="grund", feld="grund")
    loesche(lage.genehmigung, akteur=akteur, grund=" ".join(grund.split())[:100])
