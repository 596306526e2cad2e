"""Das Ergebnis einer Arbeitsgruppe kommt von selbst zurück in das Gremium (GO RSK § 5 Abs. 4).

Abgegeben wird es zur Vorlage eines Vorschlags für die nächste Tagesordnung. Kommt der vereinbarte Tag ohne
Bericht, steht der Vorschlag trotzdem da: das Gremium soll wissen, wie weit die Arbeitsgruppe ist.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.basis.zeit import berliner_tag
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.ag_treffen import reiner
from lenkung.domain.anlage import anlagen_ablegen
from lenkung.domain.arbeitsgruppe import gesperrte_arbeitsgruppe, in_stand
from lenkung.domain.erinnern import weiter_taetige_gremien
from lenkung.domain.mailtexte_vorschlag import AUS_ARBEITSGRUPPE
from lenkung.domain.queries.arbeitsgruppen import faellige_arbeitsgruppen, leitung_am
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.tagesordnung import punkt_aendern
from lenkung.domain.vorlage import fassung_freigeben, vorlage_anlegen
from lenkung.domain.vorschlag import VorschlagAngaben, vorschlag_einreichen
from lenkung.models import AGBericht, Arbeitsgruppe, Gremium, Tagesordnungspunkt, Vorlage, Vorschlag
from lenkung.regeln.arbeitsgruppe import AGStand, bericht_faellig
from lenkung.regeln.reintext import ist_leer
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.vorschlag import OFFEN

protokoll = logging.getLogger(__name__)
MINUTEN = 20
_URHEBER = "Arbeitsgruppen"
_TITEL_HOECHSTENS = Vorschlag._meta.get_field("titel").max_length or 200
_ERLAEUTERUNG_HOECHSTENS = 4000
"""So viel vom Auftrag steht beim Vorschlag; der ganze steht auf der Seite der Arbeitsgruppe."""


class BerichtAngaben(TypedDict):
    text: str
    beschlussvorschlag: str


FELDER = frozenset(BerichtAngaben.__annotations__)


@transaction.atomic
def bericht_schreiben(
    *, arbeitsgruppe_id: int, akteur: Akteur, angaben: BerichtAngaben, erwarteter_stand: int | None = None
) -> AGBericht:
    """Beginnt den Entwurf oder schreibt an ihm weiter; es gibt immer nur einen."""
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    verlange(permissions.darf_bericht_schreiben(akteur, ag))
    bericht = ag.berichte.filter(abgegeben_am__isnull=True).first()
    if bericht is not None:
        stand_pruefen(bericht, erwarteter_stand)
    else:
        bericht = AGBericht()
    bericht.arbeitsgruppe = ag
    rein = {
        "text": reiner(angaben["text"], "text"),
        "beschlussvorschlag": reiner(angaben["beschlussvorschlag"], "beschlussvorschlag"),
    }
    if setze(bericht, rein, FELDER) or bericht.pk is None:
        speichere(bericht, akteur=akteur)
    return bericht


@transaction.atomic
def bericht_abgeben(
    *,
    bericht_id: int,
    akteur: Akteur,
    dateien: Sequence[GepruefteDatei] = (),
    erwarteter_stand: int | None = None,
) -> AGBericht:
    """Danach ändert sich am Bericht nichts mehr. Er liegt als freigegebene Vorlage beim Vorschlag."""
    ag = gesperrte_arbeitsgruppe(
        AGBericht.objects.values_list("arbeitsgruppe_id", flat=True).get(pk=bericht_id)
    )
    bericht = AGBericht.objects.get(pk=bericht_id)
    bericht.arbeitsgruppe = ag
    verlange(permissions.darf_bericht_schreiben(akteur, ag))
    stand_pruefen(bericht, erwarteter_stand)
    if ist_leer(bericht.text):
        raise Fachfehler(_("Der Bericht hat noch keinen Text. Bitte zuerst schreiben."), code="leer")
    haus = SystemAkteur(_URHEBER, ag.kreis_id)
    bericht.abgegeben_am, bericht.abgegeben_von_name = timezone.now(), akteur.akteur_name
    bericht.vorschlag = _mit_ergebnis(ag, bericht, haus)
    bericht.vorlage = _als_vorlage(ag, bericht, dateien, haus)
    speichere(bericht, akteur=akteur, grund=_("Abgegeben"))
    ag.vorschlag = bericht.vorschlag
    in_stand(ag, AGStand.BERICHTET, akteur, _("Bericht abgegeben"))
    _zum_punkt_legen(bericht.vorschlag, bericht.vorlage, haus)
    return bericht


def faellige_vorschlagen(*, jetzt: datetime) -> int:
    """Gibt zurück, wie viele auf den Weg kamen. Scheitert eine, kommen die anderen trotzdem; der Lauf meldet
    den Fehler, und der nächste holt nach."""
    heute = berliner_tag(jetzt)
    faellige = faellige_arbeitsgruppen(weiter_taetige_gremien(heute), heute).values_list("pk", flat=True)
    gebracht, gescheitert = 0, []
    for pk in list(faellige.order_by("pk")):
        try:
            gebracht += termin_vorschlagen(arbeitsgruppe_id=pk, jetzt=jetzt)
        except Exception as fehler:
            protokoll.error("a report of a working group failed: %s", type(fehler).__name__)
            gescheitert.append(fehler)
    if gescheitert:
        raise gescheitert[0]
    return gebracht


@transaction.atomic
def termin_vorschlagen(*, arbeitsgruppe_id: int, jetzt: datetime) -> bool:
    """Der vereinbarte Tag ist da und noch nichts unterwegs. Zweimal gelaufen ist einmal vorgeschlagen."""
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    if ag.vorschlag_id is not None or not bericht_faellig(ag.lage, ag.bericht_bis, berliner_tag(jetzt)):
        return False
    assert ag.bericht_bis is not None  # without a day nothing is due
    haus = SystemAkteur(_URHEBER, ag.kreis_id)
    angaben = _angaben(
        ag,
        Punktart.BERICHT,
        _("Sie sollte bis zum %(tag)s berichten. Ein Bericht liegt noch nicht vor.")
        % {"tag": datum(ag.bericht_bis)},
    )
    ag.vorschlag = _einreichen(ag, angaben, _schluessel(ag, f"termin:{ag.bericht_bis}"), haus)
    speichere(ag, akteur=haus, grund=_("Termin des Berichts"))
    return True


# The proposal and its paper ---------------------------------------------------------------------------------


def _mit_ergebnis(ag: Arbeitsgruppe, bericht: AGBericht, haus: Akteur) -> Vorschlag:
    """Was der Termin schon auf den Weg gebracht hat, sonst ein neuer Vorschlag."""
    art = Punktart.BERATUNG if ist_leer(bericht.beschlussvorschlag) else Punktart.BESCHLUSS
    angaben = _angaben(ag, art, _("Ihr Bericht liegt als Vorlage bei."))
    vorschlag = ag.vorschlag
    if vorschlag is None or not _noch_offen(vorschlag):
        return _einreichen(ag, angaben, _schluessel(ag, f"bericht:{bericht.pk}"), haus)
    if vorschlag.lage in OFFEN:
        setze(vorschlag, angaben, frozenset(angaben))
        speichere(vorschlag, akteur=haus, grund=_("Der Bericht liegt vor"))
    return vorschlag


def _noch_offen(vorschlag: Vorschlag) -> bool:
    return vorschlag.lage in OFFEN or _kuenftiger_punkt(vorschlag) is not None


def _kuenftiger_punkt(vorschlag: Vorschlag) -> Tagesordnungspunkt | None:
    return vorschlag.punkte.filter(
        stand=Punktstand.OFFEN.value, sitzung__stand__in=[stand.value for stand in VERAENDERLICH]
    ).first()


def _einreichen(ag: Arbeitsgruppe, angaben: VorschlagAngaben, schluessel: UUID, haus: Akteur) -> Vorschlag:
    """Im Namen der Leitung, wenn es eine gibt: sie trägt vor und erfährt, was daraus wird."""
    leitung = leitung_am(ag.pk, timezone.localdate())
    sitzung = offene_sitzungen(Gremium.objects.filter(pk=ag.gremium_id), timezone.now()).first()
    return vorschlag_einreichen(
        gremium_id=ag.gremium_id,
        akteur=haus,
        angaben=angaben,
        schluessel=schluessel,
        sitzung_id=sitzung.pk if sitzung else None,
        person_id=leitung.person_id if leitung else None,
        mailtext=AUS_ARBEITSGRUPPE,
    ).vorschlag


def _angaben(ag: Arbeitsgruppe, art: Punktart, lage: str) -> VorschlagAngaben:
    zeilen = [lage, _("Ihr Auftrag:"), _gekuerzt(ag.auftrag, _ERLAEUTERUNG_HOECHSTENS)]
    if ag.beschluss is not None:
        zeilen.insert(
            0,
            _("Eingesetzt mit „%(beschluss)s“ vom %(tag)s.")
            % {"beschluss": ag.beschluss, "tag": datum(ag.beschluss.gefasst_am)},
        )
    return {
        "titel": _titel(ag, _("Ergebnis der %(ag)s")),
        "art": art.value,
        "erlaeuterung": "\n".join(zeilen),
        "minuten": MINUTEN,
    }


def _als_vorlage(
    ag: Arbeitsgruppe, bericht: AGBericht, dateien: Sequence[GepruefteDatei], haus: Akteur
) -> Vorlage:
    fassung = vorlage_anlegen(
        gremium_id=ag.gremium_id,
        akteur=haus,
        schluessel=_schluessel(ag, f"vorlage:{bericht.pk}"),
        vorschlag_id=bericht.vorschlag_id,
        herkunft=f"arbeitsgruppe:{ag.pk}",
        angaben={
            "titel": _titel(ag, _("Bericht der %(ag)s")),
            "verfasser": _titel(ag, "%(ag)s"),
            "sachverhalt": bericht.text,
            "beschlussvorschlag": bericht.beschlussvorschlag,
        },
    )
    anlagen_ablegen(satz=fassung, dateien=dateien, akteur=haus)
    return fassung_freigeben(fassung_id=fassung.pk, akteur=haus).vorlage


def _zum_punkt_legen(vorschlag: Vorschlag, vorlage: Vorlage, haus: Akteur) -> None:
    """Steht er schon auf einer Tagesordnung, an der gearbeitet wird. Eine bestätigte bleibt, wie sie ist."""
    punkt = _kuenftiger_punkt(vorschlag)
    if punkt is None or punkt.vorlage_id is not None:
        return
    try:
        punkt_aendern(punkt_id=punkt.pk, akteur=haus, angaben={"vorlage_id": vorlage.pk})
    except NichtErlaubt:
        protokoll.info("agenda item %s is set; the report waits at its proposal", punkt.pk)


def _titel(ag: Arbeitsgruppe, muster: str) -> str:
    return _gekuerzt(muster % {"ag": ag}, _TITEL_HOECHSTENS)


def _gekuerzt(text: str, hoechstens: int) -> str:
    return text if len(text) <= hoechstens else text[: hoechstens - 1].rstrip() + "…"


def _schluessel(ag: Arbeitsgruppe, wozu: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"kim:lenkung:arbeitsgruppe:{ag.pk}:{wozu}")
