"""Die Texte der Einwilligung: Fassungen, wer sie geprüft hat, und die Frist für mündliche.

Eine Fassung wird nie geändert. Wer etwas anderes schreiben will, schreibt die nächste; geprüft wird jede für
sich. Auf dem Blatt steht die letzte geprüfte, und solange keine geprüft ist, die letzte überhaupt.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Einwilligungseinstellung, Einwilligungstext
from casemgmt.regeln.einwilligung import MUENDLICH_TAGE
from casemgmt.regeln.einwilligungstext import (
    Sprachtext,
    aus_wert,
    leere_stellen,
    lesen,
    pruefsumme,
    zusammengesetzt,
)
from casemgmt.regeln.sprachen import BLATTSPRACHEN
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import kreis_sperren

ORDNER = Path(__file__).resolve().parent.parent / "daten" / "einwilligung"


@lru_cache(maxsize=1)
def entwuerfe() -> dict[str, Sprachtext]:
    """Die mitgelieferten, je Sprache, Deutsch zuerst."""
    return {s: lesen((ORDNER / f"{s}.toml").read_text(encoding="utf-8")) for s in BLATTSPRACHEN}


def letzte_fassungen(kreis_id: int) -> dict[str, Einwilligungstext]:
    """Je Sprache die letzte, ob geprüft oder nicht."""
    texte = Einwilligungstext.objects.filter(kreis_id=kreis_id).order_by("sprache", "fassung")
    return {text.sprache: text for text in texte}


def geltende_fassungen(kreis_id: int) -> dict[str, Einwilligungstext]:
    """Je Sprache die, die auf das Blatt kommt."""
    texte = Einwilligungstext.objects.filter(kreis_id=kreis_id).order_by("sprache", "fassung")
    geltend: dict[str, Einwilligungstext] = {}
    for text in texte:
        if text.geprueft or not (text.sprache in geltend and geltend[text.sprache].geprueft):
            geltend[text.sprache] = text
    return geltend


def geltender_text(kreis_id: int, sprache: str) -> tuple[Sprachtext, Einwilligungstext | None]:
    """Hat der Kreis keine Fassung, der Entwurf des Hauses; die Seite sagt dann, dass er nicht geprüft ist."""
    satz = geltende_fassungen(kreis_id).get(sprache)
    return (aus_wert(satz.inhalt), satz) if satz is not None else (entwuerfe()[sprache], None)


def text_mit_pruefsumme(
    kreis_id: int, sprache: str, sha256: str
) -> tuple[Sprachtext, Einwilligungstext | None] | None:
    """Der Wortlaut, der anderswo gelesen wurde, wenn der Kreis oder das Haus ihn so kennt."""
    satz = Einwilligungstext.objects.filter(kreis_id=kreis_id, sprache=sprache, sha256=sha256).first()
    if satz is not None:
        return aus_wert(satz.inhalt), satz
    entwurf = entwuerfe().get(sprache)
    if entwurf is not None and pruefsumme(entwurf.als_wert()) == sha256:
        return entwurf, None
    return None


def ist_geprueft(satz: Einwilligungstext | None) -> bool:
    return satz is not None and satz.geprueft


@transaction.atomic
def text_schreiben(
    *,
    kreis_id: int,
    sprache: str,
    auf: int,
    texte: Mapping[str, Mapping[str, str]],
    aenderung: str,
    akteur: Akteur,
) -> Einwilligungstext:
    """Die nächste Fassung, noch nicht geprüft. `auf`: welche vor Augen stand, 0 für die mitgelieferte."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_einwilligungstexte_pflegen(akteur, kreis_id))
    letzte = _unveraendert(kreis_id, sprache, auf)
    grundlage = aus_wert(letzte.inhalt) if letzte is not None else entwuerfe()[sprache]
    if leer := leere_stellen(texte):
        raise Fachfehler(_("Dieser Satz fehlt. Bitte ausfüllen."), code="fehlt", feld=leer[0])
    neu = zusammengesetzt(grundlage, texte)
    if neu is None:
        raise Fachfehler(
            _("Hier müssen {von} und {bis} stehen und sonst nichts in geschweiften Klammern."),
            code="stellen",
            feld="saetze.von_bis",
        )
    if neu == grundlage:
        raise Fachfehler(_("Am Wortlaut ist nichts anders."), code="gleich")
    return _speichern(kreis_id, neu, auf + 1, akteur, aenderung=" ".join(aenderung.split())[:200])


@transaction.atomic
def text_freigeben(
    *, kreis_id: int, sprache: str, fassung: int, geprueft_durch: str, akteur: Akteur
) -> Einwilligungstext:
    """Die letzte Fassung ist geprüft. Die mitgelieferte (0) wird dabei zur ersten des Kreises."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_einwilligungstexte_pflegen(akteur, kreis_id))
    geprueft_durch = " ".join(geprueft_durch.split())
    if not geprueft_durch:
        raise Fachfehler(
            _("Bitte angeben, wer den Wortlaut geprüft hat."), code="geprueft_durch", feld="geprueft_durch"
        )
    satz = _unveraendert(kreis_id, sprache, fassung)
    if satz is None:
        satz = _speichern(kreis_id, entwuerfe()[sprache], 1, akteur)
    if satz.geprueft:
        raise Fachfehler(_("Dieser Wortlaut ist schon geprüft."), code="schon_freigegeben")
    satz.geprueft_durch, satz.freigegeben_am = geprueft_durch, timezone.now()
    satz.freigegeben_von_id = konto_von(akteur)
    return speichere(satz, akteur=akteur, grund=_("geprüft"))


def _unveraendert(kreis_id: int, sprache: str, fassung: int) -> Einwilligungstext | None:
    letzte = letzte_fassungen(kreis_id).get(sprache)
    if (letzte.fassung if letzte is not None else 0) != fassung:
        raise Ueberholt(
            _(
                "Jemand anderes hat inzwischen eine neue Fassung geschrieben. Ihre Eingaben stehen noch "
                "hier. Bitte vergleichen und noch einmal speichern."
            )
        )
    return letzte


def _speichern(
    kreis_id: int, text: Sprachtext, fassung: int, akteur: Akteur, **angaben: Any
) -> Einwilligungstext:
    inhalt = {**text.als_wert(), "fassung": fassung}
    return speichere(
        Einwilligungstext(
            kreis_id=kreis_id,
            sprache=text.sprache,
            fassung=fassung,
            inhalt=inhalt,
            sha256=pruefsumme(inhalt),
            geschrieben_von_id=konto_von(akteur),
            **angaben,
        ),
        akteur=akteur,
        grund=_("neue Fassung"),
    )


def abweichungen(alt: Sprachtext, neu: Sprachtext) -> list[tuple[str, str]]:
    """Teil und Name der Sätze, die anders lauten."""
    return [
        (teil, name)
        for teil in ("saetze", "datenklassen", "zwecke")
        for name, satz in getattr(neu, teil).items()
        if getattr(alt, teil)[name] != satz
    ]


def muendlich_tage(kreis_id: int) -> int:
    einstellung = Einwilligungseinstellung.objects.filter(kreis_id=kreis_id).first()
    return einstellung.muendlich_tage if einstellung else MUENDLICH_TAGE


@transaction.atomic
def muendlich_tage_setzen(*, kreis_id: int, tage: int, akteur: Akteur) -> Einwilligungseinstellung:
    kreis_sperren(kreis_id)
    verlange(permissions.darf_einwilligungstexte_pflegen(akteur, kreis_id))
    satz = Einwilligungseinstellung.objects.filter(kreis_id=kreis_id).first()
    satz = satz or Einwilligungseinstellung(kreis_id=kreis_id)
    satz.muendlich_tage = tage
    return speichere(satz, akteur=akteur)
