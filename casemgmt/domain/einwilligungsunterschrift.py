"""Unterschreiben: auf dem Bildschirm, mit Handzeichen vor einer Zeugin oder einem Zeugen, auf Papier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligung import einwilligung_sperren, verlange_stand
from casemgmt.domain.queries.einwilligungen import alter_von
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Einwilligung, Einwilligungsunterschrift
from casemgmt.regeln.einwilligung import Einwilligungsstand, Unterschriftsform, Unterzeichnend
from casemgmt.regeln.einwilligungstext import pruefsumme
from casemgmt.regeln.unterschrift import striche_lesen
from casemgmt.regeln.weitergabe import unterzeichnende
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.protokoll.domain.speichern import speichere


def noch_offen(satz: Einwilligung) -> list[Unterzeichnend]:
    """Wer noch unterschreiben muss, jede Unterschrift einmal."""
    alter = alter_von(satz.klient, timezone.localdate())
    da = [u.wer for u in satz.unterschriften.all()]
    offen = []
    for wer in unterzeichnende(alter):
        soll = 1 if wer is Unterzeichnend.SELBST else satz.sorgeberechtigte
        offen += [wer] * max(0, soll - da.count(wer.value))
    return offen


@transaction.atomic
def auf_schirm_unterschreiben(
    *, einwilligung_id: int, stand: int, wer: str, name: str, striche: str, akteur: Akteur
) -> Einwilligung:
    satz = _bereit(einwilligung_id, stand, akteur)
    gelesen = striche_lesen(striche)
    if gelesen is None:
        raise Fachfehler(
            _("Hier fehlt die Unterschrift. Bitte mit Finger, Stift oder Maus in das Feld schreiben."),
            code="striche",
            feld="striche",
        )
    return _leisten(satz, [(wer, name)], Unterschriftsform.SCHIRM, akteur, striche=gelesen)


@transaction.atomic
def handzeichen_geben(
    *, einwilligung_id: int, stand: int, wer: str, name: str, zeuge: str, akteur: Akteur
) -> Einwilligung:
    """Wer nicht schreiben kann, setzt ein Zeichen; eine andere Person bezeugt es mit ihrem Namen."""
    satz = _bereit(einwilligung_id, stand, akteur)
    zeuge = " ".join(zeuge.split())
    if not zeuge:
        raise Fachfehler(_("Bitte angeben, wer das Zeichen bezeugt."), code="zeuge", feld="zeuge")
    return _leisten(satz, [(wer, name)], Unterschriftsform.HANDZEICHEN, akteur, zeuge=zeuge)


@transaction.atomic
def papier_aufnehmen(
    *,
    einwilligung_id: int,
    stand: int,
    unterzeichnet: Sequence[tuple[str, str]],
    datei: GepruefteDatei,
    akteur: Akteur,
) -> Einwilligung:
    """Das unterschriebene Blatt; auf ihm können mehrere unterschrieben haben."""
    satz = _bereit(einwilligung_id, stand, akteur)
    dokument = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(
            satz.kreis_id, permissions.EINWILLIGUNG_UNTERSCHRIEBEN, satz.pk, sensibel=True
        ),
        akteur=akteur,
    )
    return _leisten(satz, unterzeichnet, Unterschriftsform.PAPIER, akteur, dokument=dokument)


@transaction.atomic
def vom_geraet_unterschrieben(
    *, einwilligung_id: int, striche: Any, zeuge: str, geraet_am: datetime | None, akteur: Akteur
) -> Einwilligung:
    """Ohne Netz unterschrieben und jetzt angekommen. Bezeugt jemand das Zeichen, trägt sein Name."""
    satz = _bereit(einwilligung_id, Einwilligung.objects.get(pk=einwilligung_id).stand, akteur)
    selbst = [(Unterzeichnend.SELBST.value, "")]
    if zeuge:
        return _leisten(satz, selbst, Unterschriftsform.HANDZEICHEN, akteur, zeuge=zeuge, geraet_am=geraet_am)
    return _leisten(satz, selbst, Unterschriftsform.SCHIRM, akteur, striche=striche, geraet_am=geraet_am)


def _bereit(einwilligung_id: int, stand: int, akteur: Akteur) -> Einwilligung:
    satz = einwilligung_sperren(einwilligung_id)
    verlange(permissions.darf_einwilligung_fuehren(akteur, satz.klient))
    if satz.zustand not in (Einwilligungsstand.ENTWURF, Einwilligungsstand.ERTEILT):
        raise Fachfehler(
            _("Diese Einwilligung ist widerrufen oder verworfen. Bitte eine neue aufnehmen."),
            code="beendet",
        )
    if satz.bis < timezone.localdate():
        raise Fachfehler(
            _("Diese Einwilligung ist abgelaufen. Bitte eine neue aufnehmen."), code="abgelaufen"
        )
    verlange_stand(satz, stand)
    if pruefsumme(satz.wortlaut) != satz.sha256:
        raise Fachfehler(
            _("Der Wortlaut ist beschädigt. Bitte eine neue Einwilligung aufnehmen."), code="wortlaut"
        )
    return satz


def _leisten(
    satz: Einwilligung,
    unterzeichnet: Sequence[tuple[str, str]],
    form: Unterschriftsform,
    akteur: Akteur,
    **beleg: Any,
) -> Einwilligung:
    offen = noch_offen(satz)
    if not unterzeichnet:
        raise Fachfehler(_("Bitte angeben, wer unterschrieben hat."), code="wer", feld="wer")
    for wer, name in unterzeichnet:
        if wer not in offen:
            raise Fachfehler(
                _("Diese Unterschrift liegt schon vor oder ist nicht nötig."), code="nicht_noetig", feld="wer"
            )
        offen.remove(Unterzeichnend(wer))
        speichere(
            Einwilligungsunterschrift(
                kreis_id=satz.kreis_id,
                einwilligung=satz,
                wer=wer,
                form=form.value,
                name=" ".join(name.split()),
                am=timezone.now(),
                erfasst_von_id=konto_von(akteur),
                **beleg,
            ),
            akteur=akteur,
        )
    satz.zustand, satz.stand = Einwilligungsstand.ERTEILT.value, satz.stand + 1
    return speichere(satz, akteur=akteur, grund=_("unterschrieben"))
