"""Eine Niederschrift veröffentlichen und zurückziehen (GO RSK § 7 Abs. 5), die öffentliche Seite schalten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.dokumente.regeln.dateiname import ohne_umlaute
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import kreis_sperren
from lenkung import permissions
from lenkung.domain.oparl import oparl_abgleichen
from lenkung.domain.queries.niederschriftsfassung import geltende_fassung
from lenkung.domain.queries.oeffentlich import oeffentlichkeit_von
from lenkung.domain.queries.veroeffentlichung import (
    hindernisse,
    ist_genehmigt,
    laufende_veroeffentlichung,
)
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import (
    Gremienoeffentlichkeit,
    Gremium,
    Niederschrift,
    Niederschriftsfassung,
    Sitzung,
    Veroeffentlichung,
)
from lenkung.regeln.niederschriftsdaten import abdruck, aus_inhalt
from lenkung.regeln.oeffentliche_fassung import Freigabe, als_inhalt, oeffentliche_fassung
from lenkung.regeln.oeffentliche_texte import noch_mit_namen, nur_bekannte

_ADRESSE_HOECHSTENS = 50


@dataclass(frozen=True, slots=True)
class Auswahl:
    """Was die Geschäftsstelle für diese Veröffentlichung entschieden hat."""

    erklaerungen: frozenset[int] = frozenset()
    texte: Mapping[str, str] = field(default_factory=dict)
    gelesen: bool = False
    """Jemand hat alle Texte gelesen, wie sie öffentlich stehen werden."""


@transaction.atomic
def oeffentlichkeit_einstellen(
    *, gremium_id: int, eingeschaltet: bool, namen: bool, suchmaschinen: bool, akteur: Akteur
) -> Gremienoeffentlichkeit:
    """Die Adresse entsteht beim ersten Mal und bleibt: andere verweisen auf sie."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_oeffentlichkeit_einstellen(akteur, gremium))
    # Before the own row is written: all who bring OParl into line wait here, and nowhere crosswise.
    kreis_sperren(gremium.kreis_id)
    satz = oeffentlichkeit_von(gremium) or Gremienoeffentlichkeit(
        kreis_id=gremium.kreis_id, gremium=gremium, adresse=_freie_adresse(gremium)
    )
    satz.eingeschaltet, satz.namen, satz.suchmaschinen = eingeschaltet, namen, suchmaschinen
    speichere(satz, akteur=akteur)
    oparl_abgleichen(kreis_id=gremium.kreis_id, jetzt=timezone.now())
    return satz


@transaction.atomic
def veroeffentlichen(
    *, sitzung_id: int, inhalt_hash: str, auswahl: Auswahl, akteur: Akteur
) -> Veroeffentlichung:
    """`inhalt_hash` ist der der Fassung, die gelesen wurde. Eine frühere Veröffentlichung wird ersetzt."""
    niederschrift = _gesperrte_niederschrift(sitzung_id, akteur)
    for hindernis in hindernisse(niederschrift):
        raise Fachfehler(hindernis.text, code=hindernis.code)
    fassung = geltende_fassung(niederschrift)
    assert fassung is not None  # else there is a hindrance
    if fassung.inhalt_hash != inhalt_hash:
        raise Ueberholt(_("Inzwischen ist eine neue Fassung unterzeichnet. Bitte lesen Sie die neuen Texte."))
    if not auswahl.gelesen:
        raise Fachfehler(
            _("Bitte bestätigen Sie, dass Sie alle Texte gelesen haben."), code="ungelesen", feld="gelesen"
        )
    inhalt = _oeffentlicher_inhalt(niederschrift, fassung, auswahl)
    laufende = laufende_veroeffentlichung(niederschrift)
    vorlaeufig = not ist_genehmigt(niederschrift)
    if laufende is not None:
        if laufende.inhalt == inhalt and laufende.vorlaeufig == vorlaeufig:
            return laufende
        _zurueckziehen(laufende, _("Durch eine neue Veröffentlichung ersetzt"), akteur)
    satz = speichere(
        Veroeffentlichung(
            niederschrift=niederschrift,
            fassung=fassung,
            inhalt=inhalt,
            inhalt_hash=abdruck(inhalt),
            vorlaeufig=vorlaeufig,
            veroeffentlicht_am=timezone.now(),
            veroeffentlicht_von_name=akteur.akteur_name,
        ),
        akteur=akteur,
        grund=_("Veröffentlicht"),
    )
    pdf_beauftragen(
        pdfart=permissions.OEFFENTLICH_DRUCK,
        angaben={"veroeffentlichung_id": satz.pk},
        kreis_id=satz.kreis_id,
        schluessel=str(satz.pk),
        akteur=akteur,
    )
    oparl_abgleichen(kreis_id=satz.kreis_id, jetzt=satz.veroeffentlicht_am)
    return satz


@transaction.atomic
def zurueckziehen(*, sitzung_id: int, grund: str, akteur: Akteur) -> Veroeffentlichung:
    """Ab sofort zeigt keine Seite sie mehr; sie selbst und ihr PDF bleiben mit dem Grund erhalten."""
    niederschrift = _gesperrte_niederschrift(sitzung_id, akteur)
    laufende = laufende_veroeffentlichung(niederschrift)
    if laufende is None:
        raise Fachfehler(_("Diese Niederschrift ist nicht veröffentlicht."), code="nicht_oeffentlich")
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund angeben."), code="grund", feld="grund")
    satz = _zurueckziehen(laufende, grund.strip(), akteur)
    oparl_abgleichen(kreis_id=satz.kreis_id, jetzt=timezone.now())
    return satz


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _gesperrte_niederschrift(sitzung_id: int, akteur: Akteur) -> Niederschrift:
    sitzung = (
        Sitzung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("gremium", "geschaeftsordnung")
        .get(pk=sitzung_id)
    )
    verlange(permissions.darf_veroeffentlichen(akteur, sitzung))
    niederschrift = Niederschrift.objects.get(sitzung=sitzung)
    niederschrift.sitzung = sitzung
    return niederschrift


def _oeffentlicher_inhalt(
    niederschrift: Niederschrift, fassung: Niederschriftsfassung, auswahl: Auswahl
) -> dict[str, object]:
    oeffentlichkeit = oeffentlichkeit_von(niederschrift.sitzung.gremium)
    daten = aus_inhalt(fassung.inhalt)
    namen = oeffentlichkeit is not None and oeffentlichkeit.namen
    freigabe = nur_bekannte(daten, Freigabe(namen, auswahl.erklaerungen, auswahl.texte))
    if mit_namen := noch_mit_namen(daten, freigabe):
        raise Fachfehler(
            _("In diesen Texten steht noch ein Name: %(wo)s. Bitte ersetzen Sie ihn durch die Einrichtung.")
            % {"wo": "; ".join(satz.titel for satz in mit_namen)},
            code="namen",
        )
    return als_inhalt(oeffentliche_fassung(daten, freigabe))


def _zurueckziehen(satz: Veroeffentlichung, grund: str, akteur: Akteur) -> Veroeffentlichung:
    satz.zurueckgezogen_am = timezone.now()
    satz.zurueckgezogen_von_name, satz.zurueckgezogen_grund = akteur.akteur_name, grund
    return speichere(satz, akteur=akteur, grund=grund)


def _freie_adresse(gremium: Gremium) -> str:
    """Aus dem Namen im Alltag; gibt es sie im Kreis schon, mit einer Zahl."""
    wunsch = slugify(ohne_umlaute(gremium.kurz))[:_ADRESSE_HOECHSTENS].strip("-") or "gremium"
    vergeben = set(
        Gremienoeffentlichkeit.objects.filter(kreis_id=gremium.kreis_id).values_list("adresse", flat=True)
    )
    nummer, adresse = 1, wunsch
    while adresse in vergeben:
        nummer += 1
        adresse = f"{wunsch}-{nummer}"
    return adresse
