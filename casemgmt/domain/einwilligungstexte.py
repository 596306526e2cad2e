"""Die Texte der Einwilligung: mitgelieferte Entwürfe, freigegebene Fassungen, die Frist für mündliche."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Einwilligungseinstellung, Einwilligungstext
from casemgmt.regeln.einwilligung import MUENDLICH_TAGE
from casemgmt.regeln.einwilligungstext import Sprachtext, aus_wert, lesen, pruefsumme
from casemgmt.regeln.sprachen import BLATTSPRACHEN
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import kreis_sperren

ORDNER = Path(__file__).resolve().parent.parent / "daten" / "einwilligung"


@lru_cache(maxsize=1)
def entwuerfe() -> dict[str, Sprachtext]:
    """Die mitgelieferten, je Sprache, Deutsch zuerst."""
    return {s: lesen((ORDNER / f"{s}.toml").read_text(encoding="utf-8")) for s in BLATTSPRACHEN}


def freigegebene(kreis_id: int) -> dict[str, Einwilligungstext]:
    """Je Sprache die letzte Fassung."""
    texte = Einwilligungstext.objects.filter(kreis_id=kreis_id).order_by("sprache", "fassung")
    return {text.sprache: text for text in texte}


def geltender_text(kreis_id: int, sprache: str) -> tuple[Sprachtext, Einwilligungstext | None]:
    """Ohne freigegebene Fassung der Entwurf des Hauses; die Seite sagt dann, dass er nicht geprüft ist."""
    satz = freigegebene(kreis_id).get(sprache)
    return (aus_wert(satz.inhalt), satz) if satz is not None else (entwuerfe()[sprache], None)


@transaction.atomic
def text_freigeben(*, kreis_id: int, sprache: str, geprueft_durch: str, akteur: Akteur) -> Einwilligungstext:
    """Der mitgelieferte Wortlaut wird zur Fassung des Kreises. Frühere Fassungen bleiben, wie sie waren."""
    kreis_sperren(kreis_id)
    verlange(permissions.darf_einwilligungstexte_pflegen(akteur, kreis_id))
    geprueft_durch = " ".join(geprueft_durch.split())
    if not geprueft_durch:
        raise Fachfehler(
            _("Bitte angeben, wer den Wortlaut geprüft hat."), code="geprueft_durch", feld="geprueft_durch"
        )
    entwurf = entwuerfe()[sprache]
    bisher = freigegebene(kreis_id).get(sprache)
    if bisher is not None and _gleich(bisher, entwurf):
        raise Fachfehler(_("Dieser Wortlaut ist schon freigegeben."), code="schon_freigegeben")
    texte = Einwilligungstext.objects.filter(kreis_id=kreis_id, sprache=sprache)
    fassung = (texte.aggregate(letzte=Max("fassung"))["letzte"] or 0) + 1
    inhalt = {**entwurf.als_wert(), "fassung": fassung}
    return speichere(
        Einwilligungstext(
            kreis_id=kreis_id,
            sprache=sprache,
            fassung=fassung,
            inhalt=inhalt,
            sha256=pruefsumme(inhalt),
            geprueft_durch=geprueft_durch,
            freigegeben_am=timezone.now(),
            freigegeben_von_id=konto_von(akteur),
        ),
        akteur=akteur,
        grund=_("freigegeben"),
    )


def _gleich(satz: Einwilligungstext, entwurf: Sprachtext) -> bool:
    return {**entwurf.als_wert(), "fassung": satz.fassung} == satz.inhalt


def neuer_entwurf(satz: Einwilligungstext | None, sprache: str) -> bool:
    """Gibt es einen Wortlaut, der noch nicht freigegeben ist?"""
    return satz is None or not _gleich(satz, entwuerfe()[sprache])


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
