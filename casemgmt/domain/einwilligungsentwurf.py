"""Auf dem Gerät unterschrieben: daraus wird genau eine Einwilligung, oder es steht da, warum nicht.

Ein Entwurf erlaubt nichts. Was das Gerät geschickt hat, bleibt als Nachweis, wie es ankam.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligung import Einwilligungsangaben, Wortlaute, einwilligung_anlegen
from casemgmt.domain.einwilligungstexte import geltender_text, text_mit_pruefsumme
from casemgmt.domain.einwilligungsunterschrift import vom_geraet_unterschrieben
from casemgmt.domain.queries.einwilligungen import alter_von
from casemgmt.domain.sperren import klient_sperren, konto_von
from casemgmt.models import Einwilligung, Einwilligungsentwurf, Klient
from casemgmt.regeln.einwilligung import Einwilligungsart
from casemgmt.regeln.einwilligungsentwurf import Gelesen, hindernisse, lesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis


@dataclass(frozen=True, slots=True)
class Entwurfsbild:
    gelesen: Gelesen
    empfaenger: tuple[int, ...]
    """Die genannten Stellen, soweit sie im Verzeichnis stehen."""
    wortlaute: Wortlaute | None
    """Was auf dem Gerät zu lesen war, wenn es hier bekannt ist."""
    fehlt: tuple[str, ...]


def entwurf_festhalten(*, klient: Klient, angaben: Mapping[str, Any], akteur: Akteur) -> Einwilligungsentwurf:
    """Beim Ankommen: ist alles da, wird sie im selben Zug gültig; sonst wartet sie mit dem Grund."""
    entwurf = speichere(
        Einwilligungsentwurf(
            kreis_id=klient.kreis_id, klient=klient, konto_id=konto_von(akteur), angaben=dict(angaben)
        ),
        akteur=akteur,
    )
    b = bild(entwurf)
    hindernis = " ".join(b.fehlt)
    if not hindernis:
        try:
            with transaction.atomic():
                return _uebernehmen(entwurf, b, _angaben(b), akteur)
        except ValidationError as fehler:
            hindernis = " ".join(fehler.messages)
        except Fachfehler as fehler:
            hindernis = fehler.meldung
    entwurf.refresh_from_db()
    entwurf.hindernis = hindernis[:500]
    return speichere(entwurf, akteur=akteur, grund=_("wartet auf eine Entscheidung"))


def bild(entwurf: Einwilligungsentwurf) -> Entwurfsbild:
    gelesen = lesen(entwurf.angaben)
    gefunden = _stellen(entwurf.kreis_id, gelesen.empfaenger)
    wortlaute = _wortlaute(entwurf.kreis_id, gelesen)
    fehlt = hindernisse(
        gelesen,
        alter_von(entwurf.klient, timezone.localdate()),
        empfaenger=len(gefunden) == len(gelesen.empfaenger),
        text=wortlaute is not None,
        jetzt=timezone.now(),
    )
    return Entwurfsbild(gelesen, gefunden, wortlaute, tuple(_(grund) for grund in fehlt))


def _stellen(kreis_id: int, namen: Sequence[str]) -> tuple[int, ...]:
    """Jeder Name steht im Verzeichnis eines Kreises einmal."""
    if not namen:
        return ()
    bekannt = {
        " ".join(stelle.name.split()).casefold(): stelle.pk
        for stelle in einrichtungen_im_kreis(kreis_id, am=timezone.localdate())
    }
    return tuple(bekannt[name.casefold()] for name in namen if name.casefold() in bekannt)


def _wortlaute(kreis_id: int, gelesen: Gelesen) -> Wortlaute | None:
    if not gelesen.sprache:
        return None
    paar = [
        text_mit_pruefsumme(kreis_id, sprache, gelesen.pruefsummen.get(sprache, ""))
        for sprache in ("de", gelesen.sprache)
    ]
    deutsch, eigene = paar
    return None if deutsch is None or eigene is None else Wortlaute(deutsch, eigene)


def _angaben(b: Entwurfsbild) -> Einwilligungsangaben:
    von, bis = b.gelesen.von, b.gelesen.bis
    assert von is not None
    assert bis is not None
    return {
        "art": Einwilligungsart.DATENUEBERMITTLUNG.value,
        "sprache": b.gelesen.sprache,
        "empfaenger": [(nummer, None) for nummer in b.empfaenger],
        "datenklassen": b.gelesen.klassen,
        "zwecke": b.gelesen.zwecke,
        "von": von,
        "bis": bis,
        "sorgeberechtigte": 1,
        "sprachmittlung": b.gelesen.dolmetschen,
    }


@transaction.atomic
def entwurf_uebernehmen(
    *, entwurf_id: int, angaben: Einwilligungsangaben, gelesen: bool, akteur: Akteur
) -> Einwilligung:
    """Jemand hat ergänzt, was fehlte. `gelesen`: der Wortlaut lag der Person vor, ehe sie unterschrieb."""
    entwurf = _offener(entwurf_id, akteur)
    b = bild(entwurf)
    if not b.gelesen.unterschrieben:
        raise Fachfehler(
            _("Die Unterschrift ist nicht zu lesen. Bitte eine neue Einwilligung aufnehmen."),
            code="unterschrift",
        )
    if alter_von(entwurf.klient, timezone.localdate()).sorge_noetig:
        raise Fachfehler(
            _("Für ein Kind unterschreiben die Sorgeberechtigten. Bitte eine neue Einwilligung aufnehmen."),
            code="kind",
        )
    if b.wortlaute is None and not gelesen:
        raise Fachfehler(
            _("Bitte bestätigen, dass der Wortlaut gelesen oder vorgelesen wurde."),
            code="gelesen",
            feld="gelesen",
        )
    ergebnis = _uebernehmen(entwurf, b, angaben, akteur).einwilligung
    assert ergebnis is not None
    return ergebnis


@transaction.atomic
def entwurf_ablegen(*, entwurf_id: int, grund: str, akteur: Akteur) -> Einwilligungsentwurf:
    """Daraus wird keine Einwilligung; was unterschrieben wurde, bleibt mit dem Grund lesbar."""
    entwurf = _offener(entwurf_id, akteur)
    grund = " ".join(grund.split())
    if not grund:
        raise Fachfehler(_("Bitte sagen, warum daraus keine Einwilligung wird."), code="grund", feld="grund")
    entwurf.abgelegt_am, entwurf.abgelegt_grund = timezone.now(), grund
    entwurf.erledigt_von_id = konto_von(akteur)
    return speichere(entwurf, akteur=akteur, grund=_("abgelegt"))


def _offener(entwurf_id: int, akteur: Akteur) -> Einwilligungsentwurf:
    """Erst die Person, dann frisch gelesen."""
    klient_id = Einwilligungsentwurf.objects.values_list("klient_id", flat=True).get(pk=entwurf_id)
    klient = klient_sperren(klient_id)
    entwurf = Einwilligungsentwurf.objects.get(pk=entwurf_id)
    entwurf.klient = klient
    verlange(permissions.darf_einwilligung_fuehren(akteur, klient))
    if not entwurf.offen:
        raise Ueberholt(_("Über diesen Entwurf ist schon entschieden."))
    return entwurf


def _uebernehmen(
    entwurf: Einwilligungsentwurf, b: Entwurfsbild, angaben: Einwilligungsangaben, akteur: Akteur
) -> Einwilligungsentwurf:
    """Immer eine neue Einwilligung: mit einer vorhandenen wird nichts zusammengelegt."""
    wortlaute = b.wortlaute
    if wortlaute is None or angaben["sprache"] != b.gelesen.sprache:
        wortlaute = Wortlaute(
            geltender_text(entwurf.kreis_id, "de"), geltender_text(entwurf.kreis_id, angaben["sprache"])
        )
    neu = einwilligung_anlegen(
        klient_id=entwurf.klient_id, angaben=angaben, akteur=akteur, wortlaute=wortlaute
    )
    satz = vom_geraet_unterschrieben(
        einwilligung_id=neu.pk,
        striche=b.gelesen.striche,
        zeuge=b.gelesen.zeuge,
        geraet_am=b.gelesen.unterschrieben_am,
        akteur=akteur,
    )
    entwurf.einwilligung = satz
    entwurf.uebernommen_am = timezone.now()
    entwurf.erledigt_von_id = konto_von(akteur)
    return speichere(entwurf, akteur=akteur, grund=_("als Einwilligung angelegt"))
