"""Rollen erteilen, bestätigen, beenden; Vertretungen. Niemand erteilt sich selbst etwas."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.modul import MODUL_TITEL
from kim.konten import permissions
from kim.konten.domain.berechtigungen import auf_bereich_tragen, vom_bereich_nehmen
from kim.konten.domain.konto import begruendung, konto_fuer_aenderung
from kim.konten.domain.nachrichten import konto_benachrichtigen
from kim.konten.domain.queries.bereiche import moegliche_bereiche
from kim.konten.domain.sperren import letzte_verwaltung_schuetzen
from kim.konten.models import Rollenzuweisung
from kim.konten.regeln.rollen import Rolle
from kim.konten.regeln.texte import Anlass
from kim.konten.regeln.zuweisung import Zuweisungsart, ueberschneiden_sich
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries import listen


@transaction.atomic
def rolle_erteilen(
    *, konto_id: int, rolle: str, bereich: Bereich, von: date, bis: date | None, grund: str, akteur: Akteur
) -> Rollenzuweisung:
    """Sieht die Rolle Klientendaten oder vergibt sie Rollen, gilt sie erst nach `rolle_bestaetigen`."""
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_erteilen(akteur, konto))
    return _erteilen(
        Rollenzuweisung(
            konto=konto,
            kreis=konto.kreis,
            rolle=rolle,
            bereich_art=bereich.art,
            bereich_id=bereich.id,
            von=von,
            bis=bis,
            art=Zuweisungsart.EIGENE.value,
            grund=begruendung(grund),
        ),
        bereich=bereich,
        akteur=akteur,
    )


@transaction.atomic
def vertretung_einrichten(
    *, zuweisung_id: int, konto_id: int, von: date, bis: date, grund: str, akteur: Akteur
) -> Rollenzuweisung:
    """Beginnt und endet von selbst; nie über das Ende der Rolle hinaus, die vertreten wird."""
    vertretene = _zuweisung_fuer_aenderung(zuweisung_id)
    konto = konto_fuer_aenderung(konto_id)
    verlange(permissions.darf_erteilen(akteur, konto))
    verlange(permissions.darf_beenden(akteur, vertretene, timezone.localdate()))
    if konto.kreis_id != vertretene.kreis_id:
        raise Fachfehler(_("Dieses Konto gehört zu einem anderen Kreis."), code="fremder_kreis", feld="konto")
    if konto.pk == vertretene.konto_id:
        raise Fachfehler(
            _("Niemand kann sich selbst vertreten. Bitte eine andere Person wählen."), feld="konto"
        )
    if vertretene.art == Zuweisungsart.VERTRETUNG.value:
        raise Fachfehler(
            _("Eine Vertretung kann nicht weitergegeben werden."), code="vertretung_von_vertretung"
        )
    if vertretene.braucht_bestaetigung:
        raise Fachfehler(_("Diese Rolle wartet selbst noch auf Bestätigung."), code="unbestaetigt")
    if von < vertretene.von or (vertretene.bis is not None and bis > vertretene.bis):
        raise Fachfehler(
            _("Die vertretene Rolle gilt %(zeitraum)s. Bitte die Vertretung in diese Zeit legen.")
            % {"zeitraum": _zeitraum(vertretene)},
            code="ausserhalb",
            feld="bis",
        )
    return _erteilen(
        Rollenzuweisung(
            konto=konto,
            kreis_id=konto.kreis_id,
            rolle=vertretene.rolle,
            bereich_art=vertretene.bereich_art,
            bereich_id=vertretene.bereich_id,
            von=von,
            bis=bis,
            art=Zuweisungsart.VERTRETUNG.value,
            vertritt=vertretene,
            grund=begruendung(grund),
        ),
        bereich=vertretene.bereich,
        akteur=akteur,
    )


def _erteilen(zuweisung: Rollenzuweisung, *, bereich: Bereich, akteur: Akteur) -> Rollenzuweisung:
    zuweisung.bereich_name = _bereich_pruefen(zuweisung, bereich)
    _zeitraum_pruefen(zuweisung, akteur)
    zuweisung.erteilt_von_id = akteur.konto_id
    zuweisung.erteilt_von_name = akteur.akteur_name
    zuweisung.erteilt_am = timezone.now()
    if akteur.konto_id is None and not zuweisung.angabe.sieht_klientendaten:
        # Die erste Verwaltung kommt von der Kommandozeile: im Kreis gibt es noch keine zweite Person.
        zuweisung.bestaetigt_am = zuweisung.erteilt_am
        zuweisung.bestaetigt_von_name = akteur.akteur_name
    speichere(zuweisung, akteur=akteur, grund=zuweisung.grund)
    if not zuweisung.braucht_bestaetigung:
        _wirksam_machen(zuweisung, akteur)
    return zuweisung


def _bereich_pruefen(zuweisung: Rollenzuweisung, bereich: Bereich) -> str:
    if zuweisung.rolle not in Rolle._value2member_map_:
        raise Fachfehler(
            _("Diese Rolle gibt es nicht. Bitte eine aus der Liste wählen."), code="rolle", feld="rolle"
        )
    if bereich.kreis_id != zuweisung.kreis_id:
        raise Fachfehler(
            _("Dieser Bereich gehört zu einem anderen Kreis."), code="fremder_kreis", feld="bereich"
        )
    angabe = zuweisung.angabe
    kreis = listen.kreis(bereich.kreis_id)
    if angabe.modul is not None and not getattr(kreis, f"modul_{angabe.modul}"):
        raise Fachfehler(
            _(
                "%(modul)s ist in diesem Kreis nicht eingeschaltet. Bitte zuerst in den Einstellungen "
                "einschalten."
            )
            % {"modul": MODUL_TITEL[angabe.modul]},
            code="modul_aus",
            feld="rolle",
        )
    titel = dict(moegliche_bereiche(angabe, bereich.kreis_id)).get(bereich)
    if titel is None:
        raise Fachfehler(
            _("Die Rolle „%(rolle)s“ kann hierauf nicht erteilt werden. Bitte einen anderen Bereich wählen.")
            % {"rolle": angabe.titel},
            code="bereich",
            feld="bereich",
        )
    return titel


def _zeitraum_pruefen(zuweisung: Rollenzuweisung, akteur: Akteur) -> None:
    if zuweisung.bis is not None and zuweisung.bis < zuweisung.von:
        raise Fachfehler(
            _("Das Ende liegt vor dem Beginn. Bitte die beiden Tage prüfen."), code="laufzeit", feld="bis"
        )
    # A person cannot change the past; the system may bring in what already was.
    if akteur.konto_id is not None and zuweisung.von < timezone.localdate():
        raise Fachfehler(
            _("Eine Rolle beginnt frühestens heute. Bitte ein späteres Datum wählen."),
            code="rueckwirkend",
            feld="von",
        )
    gleiche = Rollenzuweisung.objects.laufend(timezone.localdate()).filter(
        konto_id=zuweisung.konto_id,
        rolle=zuweisung.rolle,
        bereich_art=zuweisung.bereich_art,
        bereich_id=zuweisung.bereich_id,
    )
    for andere in gleiche:
        if ueberschneiden_sich(zuweisung.von, zuweisung.bis, andere.von, andere.bis):
            raise Fachfehler(
                _("Diese Rolle hat die Person dort schon: %(zeitraum)s. Bitte diese zuerst beenden.")
                % {"zeitraum": _zeitraum(andere)},
                code="doppelt",
                feld="rolle",
            )


def _wirksam_machen(zuweisung: Rollenzuweisung, akteur: Akteur) -> None:
    auf_bereich_tragen(zuweisung)
    konto_benachrichtigen(
        konto=zuweisung.konto,
        anlass=Anlass.ROLLE_ERTEILT,
        akteur=akteur,
        ziel=("konten:meine-rechte",),
        rolle=str(zuweisung),
    )


@transaction.atomic
def rolle_bestaetigen(*, zuweisung_id: int, akteur: Akteur) -> Rollenzuweisung:
    """Die zweite Person: weder Inhaberin noch Erteilende."""
    zuweisung = _zuweisung_fuer_aenderung(zuweisung_id)
    verlange(permissions.darf_bestaetigen(akteur, zuweisung, timezone.localdate()))
    zuweisung.bestaetigt_von_id = akteur.konto_id
    zuweisung.bestaetigt_von_name = akteur.akteur_name
    zuweisung.bestaetigt_am = timezone.now()
    speichere(zuweisung, akteur=akteur, grund=_("Bestätigt"))
    _wirksam_machen(zuweisung, akteur)
    return zuweisung


@transaction.atomic
def rolle_ablehnen(*, zuweisung_id: int, grund: str, akteur: Akteur) -> Rollenzuweisung:
    zuweisung = _zuweisung_fuer_aenderung(zuweisung_id)
    verlange(permissions.darf_bestaetigen(akteur, zuweisung, timezone.localdate()))
    zuweisung.abgelehnt = True
    return _beenden(zuweisung, grund=begruendung(grund), akteur=akteur)


@transaction.atomic
def rolle_beenden(
    *, zuweisung_id: int, grund: str, akteur: Akteur, letzter_tag: date | None = None
) -> Rollenzuweisung:
    """Sofort, oder mit Ablauf eines späteren Tages. Vertretungen dieser Rolle enden spätestens mit ihr."""
    grund = begruendung(grund)
    heute = timezone.localdate()
    zuweisung = _zuweisung_fuer_aenderung(zuweisung_id)
    verlange(permissions.darf_beenden(akteur, zuweisung, heute))
    letzte_verwaltung_schuetzen(kreis_id=zuweisung.kreis_id, faellt_weg=Q(pk=zuweisung.pk))
    if letzter_tag is None:
        _vertretungen_beenden(zuweisung, akteur)
        war_wirksam = not zuweisung.braucht_bestaetigung
        _beenden(zuweisung, grund=grund, akteur=akteur)
        if war_wirksam:
            konto_benachrichtigen(
                konto=zuweisung.konto,
                anlass=Anlass.ROLLE_BEENDET,
                akteur=akteur,
                ziel=("konten:meine-rechte",),
                rolle=str(zuweisung),
            )
        return zuweisung
    if letzter_tag < max(heute, zuweisung.von) or (zuweisung.bis is not None and letzter_tag > zuweisung.bis):
        raise Fachfehler(
            _("Der letzte Tag muss zwischen heute und dem bisherigen Ende liegen."),
            code="letzter_tag",
            feld="bis",
        )
    zuweisung.bis = letzter_tag
    speichere(zuweisung, akteur=akteur, grund=grund)
    for vertretung in zuweisung.vertretungen.select_for_update().filter(
        beendet_am__isnull=True, bis__gt=letzter_tag
    ):
        if vertretung.von > letzter_tag:
            _beenden(vertretung, grund=_("Die vertretene Rolle endet vorher."), akteur=akteur)
        else:
            vertretung.bis = letzter_tag
            speichere(vertretung, akteur=akteur, grund=_("Die vertretene Rolle endet an diesem Tag."))
    return zuweisung


def _vertretungen_beenden(zuweisung: Rollenzuweisung, akteur: Akteur) -> None:
    for vertretung in zuweisung.vertretungen.select_for_update().filter(beendet_am__isnull=True):
        _beenden(vertretung, grund=_("Die vertretene Rolle ist beendet."), akteur=akteur)


def _beenden(zuweisung: Rollenzuweisung, *, grund: str, akteur: Akteur) -> Rollenzuweisung:
    zuweisung.beendet_am = timezone.now()
    zuweisung.beendet_von_name = akteur.akteur_name
    zuweisung.beendet_grund = grund
    speichere(zuweisung, akteur=akteur, grund=grund)
    vom_bereich_nehmen(zuweisung)
    return zuweisung


@transaction.atomic
def abgelaufene_abraeumen(*, heute: date) -> int:
    """Nimmt guardian die Berechtigungen, deren Zuweisung durch Zeitablauf geendet hat; das Recht endete um
    0 Uhr."""
    abgelaufene = Rollenzuweisung.objects.filter(bis__lt=heute, beendet_am__isnull=True).getragen()
    anzahl = 0
    for zuweisung in abgelaufene:
        anzahl += vom_bereich_nehmen(zuweisung)
    return anzahl


def _zuweisung_fuer_aenderung(zuweisung_id: int) -> Rollenzuweisung:
    return Rollenzuweisung.objects.select_for_update().get(pk=zuweisung_id)


def _zeitraum(zuweisung: Rollenzuweisung) -> str:
    if zuweisung.bis is None:
        return _("seit %(von)s ohne Ende") % {"von": datum(zuweisung.von)}
    return _("%(von)s bis %(bis)s") % {"von": datum(zuweisung.von), "bis": datum(zuweisung.bis)}
