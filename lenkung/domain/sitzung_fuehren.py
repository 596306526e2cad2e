"""Eine Sitzung führen: eröffnen, Punkte aufrufen, feststellen, schließen (GO RSK § 6 und 7)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.genehmigung import nach_dem_punkt
from lenkung.domain.queries.ladung import zweite_einberufung_der_sitzung
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.domain.tagesordnung import vorschlag_wieder_auf, vorschlag_zurueck
from lenkung.domain.verlaufsblatt import (
    Eintrag,
    Verlaufsblatt,
    keine_offene_abstimmung,
    nach_dem_zaehlen,
    nicht_vor_dem_tag,
    verlange_offen,
    verlauf_sperren,
)
from lenkung.models import Abstimmung, Beschluss, Sitzung, Sitzungsereignis, Tagesordnungspunkt
from lenkung.regeln.augenblick import faehigkeit
from lenkung.regeln.beschlussfaehigkeit import Beschlussfaehigkeit
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktstand
from lenkung.regeln.verlauf import (
    ENTSCHEIDUNGEN,
    Abstimmungsstand,
    Ereignisart,
    unfaehigkeit_vorgesehen,
)


@transaction.atomic
def sitzung_eroeffnen(*, sitzung_id: int, leitung: str, eintrag: Eintrag) -> Sitzung:
    """Eröffnet und hält fest, was der Vorsitz zur Beschlussfähigkeit feststellt (GO RSK § 6 Abs. 4).

    Ist die Mindestzahl nicht erreicht, wird eröffnet und nichts festgestellt; das Gegenteil ist ein eigener
    Schritt.
    """
    blatt = verlauf_sperren(sitzung_id, eintrag)
    sitzung = blatt.sitzung
    if blatt.doppelt:
        return sitzung
    if sitzung.lage is Sitzungsstand.EROEFFNET:
        raise Fachfehler(_("Die Sitzung ist schon eröffnet."), code="schon_eroeffnet")
    verlange(permissions.darf_eroeffnen(eintrag.akteur, sitzung))
    nicht_vor_dem_tag(blatt)
    leitung = " ".join(leitung.split())
    if not leitung:
        raise Fachfehler(_("Bitte angeben, wer die Sitzung leitet."), code="leitung", feld="leitung")
    blatt.verlauf.leitung_name, blatt.verlauf.eroeffnet_am = leitung[:200], blatt.zeit
    blatt.verlauf.zweite_wirksam = zweite_einberufung_der_sitzung(sitzung)
    sitzung.stand = Sitzungsstand.EROEFFNET.value
    speichere(sitzung, akteur=eintrag.akteur, nur=("stand",))
    blatt.festhalten(Ereignisart.EROEFFNET, text=leitung)
    lage = _faehigkeit(blatt)
    if lage.befund.urteil == "quorum":
        blatt.festhalten(Ereignisart.BESCHLUSSFAEHIG, text=lage.befund.rechnung)
    return sitzung


@transaction.atomic
def beschlussunfaehigkeit_feststellen(*, sitzung_id: int, eintrag: Eintrag) -> list[Tagesordnungspunkt]:
    """Nur wo die Geschäftsordnung es vorsieht. Offene Entscheidungen werden zurückgestellt (§ 6 Abs. 5)."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    if blatt.doppelt:
        return []
    verlange(permissions.darf_feststellen(eintrag.akteur, blatt.sitzung))
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    if not unfaehigkeit_vorgesehen(stand.ordnung):
        raise Fachfehler(
            _(
                "Diese Geschäftsordnung kennt keine Feststellung der Beschlussunfähigkeit; die Zahl wird bei "
                "jeder Abstimmung geprüft."
            ),
            code="nicht_vorgesehen",
        )
    keine_offene_abstimmung(blatt)
    zeit = nach_dem_zaehlen(blatt)
    augenblick = stand.augenblick(zeit, zweite_einberufung=True)
    lage = faehigkeit(stand.ordnung, augenblick._replace(zweite_einberufung=False))
    if lage.befund.urteil == "festgestellt":
        raise Fachfehler(_("Die Beschlussunfähigkeit ist schon festgestellt."), code="schon_festgestellt")
    if lage.befund.urteil == "quorum":
        raise Fachfehler(
            _("Die Mindestzahl ist erreicht: %(rechnung)s") % {"rechnung": lage.befund.rechnung},
            code="beschlussfaehig",
        )
    blatt.festhalten(Ereignisart.BESCHLUSSUNFAEHIG, text=lage.befund.rechnung, zeit=zeit)
    # Second convening: decidable whatever the number (GO RSK § 6 Abs. 5).
    trotzdem = faehigkeit(stand.ordnung, augenblick._replace(unfaehig_festgestellt=True)).faehig is True
    entschieden = _mit_ergebnis(blatt)
    zurueckgestellt = [
        punkt
        for punkt in _punkte(blatt)
        if punkt.lage is Punktstand.OFFEN
        and punkt.punktart in ENTSCHEIDUNGEN
        and punkt.pk not in entschieden
        and not (trotzdem and punkt.uebernommen_aus_id is not None)
    ]
    for punkt in zurueckgestellt:
        _setzen(blatt, punkt, Punktstand.ZURUECKGESTELLT, Ereignisart.ZURUECKGESTELLT, lage.befund.rechnung)
    return zurueckgestellt


@transaction.atomic
def beschlussfaehigkeit_feststellen(*, sitzung_id: int, eintrag: Eintrag) -> None:
    """Wieder genug da: der Vorsitz stellt es fest. Was zurückgestellt wurde, lässt sich wieder aufrufen."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    if blatt.doppelt:
        return
    verlange(permissions.darf_feststellen(eintrag.akteur, blatt.sitzung))
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    zeit = nach_dem_zaehlen(blatt)
    lage = faehigkeit(stand.ordnung, stand.augenblick(zeit)._replace(unfaehig_festgestellt=False))
    if lage.befund.urteil != "quorum":
        raise Fachfehler(
            _("Feststellen lässt sich das nur, wenn die Mindestzahl erreicht ist. %(rechnung)s")
            % {"rechnung": lage.befund.rechnung},
            code="nicht_erreicht",
        )
    blatt.festhalten(Ereignisart.BESCHLUSSFAEHIG, text=lage.befund.rechnung, zeit=zeit)


@transaction.atomic
def punkt_aufrufen(*, sitzung_id: int, punkt_id: int, eintrag: Eintrag) -> Tagesordnungspunkt:
    """Der vorige Punkt ist damit behandelt, wenn an ihm nichts zu entscheiden blieb."""
    # With the Gremium: a proposal that went back when the item was taken off comes along again.
    blatt, punkt = _punkt(sitzung_id, punkt_id, eintrag, mit_gremium=True)
    if blatt.doppelt or blatt.verlauf.punkt_id == punkt.pk:
        return punkt
    keine_offene_abstimmung(blatt)
    _nicht_ueberholt(blatt)
    if punkt.lage is Punktstand.ZURUECKGESTELLT and _faehigkeit(blatt, punkt).faehig is False:
        raise Fachfehler(
            _("Dieser Punkt ist zurückgestellt, weil die Beschlussfähigkeit fehlt."), code="zurueckgestellt"
        )
    if punkt.lage is Punktstand.ABGESETZT:
        vorschlag_wieder_auf(punkt, eintrag.akteur)
    _vorigen_abschliessen(blatt)
    if punkt.lage is not Punktstand.OFFEN:
        punkt.stand = Punktstand.OFFEN.value
        grund = _("In der Sitzung wieder aufgerufen")
        speichere(punkt, akteur=eintrag.akteur, grund=grund, nur=("stand",))
    blatt.verlauf.punkt = punkt
    blatt.festhalten(Ereignisart.AUFGERUFEN, punkt=punkt, text=punkt.titel)
    return punkt


@transaction.atomic
def punkt_abschliessen(*, sitzung_id: int, punkt_id: int, eintrag: Eintrag) -> None:
    """Behandelt, auch ohne Beschluss."""
    blatt, punkt = _punkt(sitzung_id, punkt_id, eintrag)
    if blatt.doppelt or punkt.lage is Punktstand.BEHANDELT:
        return
    keine_offene_abstimmung(blatt)
    verlange_offen(punkt)
    _setzen(blatt, punkt, Punktstand.BEHANDELT, Ereignisart.BEHANDELT, punkt.titel)


@transaction.atomic
def punkt_absetzen(*, sitzung_id: int, punkt_id: int, grund: str, eintrag: Eintrag) -> None:
    """Wird heute nicht behandelt. Kam er aus einem Vorschlag, liegt dieser wieder im Themenspeicher."""
    # Whoever decides about a proposal holds the Gremium first.
    blatt, punkt = _punkt(sitzung_id, punkt_id, eintrag, mit_gremium=True)
    if blatt.doppelt:
        return
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund angeben; er steht im Verlauf."), code="grund", feld="grund")
    keine_offene_abstimmung(blatt)
    verlange_offen(punkt)
    _nicht_nach_beschluss(punkt)
    _absetzen(blatt, punkt, grund.strip())


@transaction.atomic
def punkt_zurueckstellen(*, sitzung_id: int, punkt_id: int, eintrag: Eintrag) -> None:
    """Nur weil die Beschlussfähigkeit fehlt; dann kommt er von selbst auf die nächste Tagesordnung."""
    blatt, punkt = _punkt(sitzung_id, punkt_id, eintrag)
    if blatt.doppelt:
        return
    keine_offene_abstimmung(blatt)
    verlange_offen(punkt)
    _nicht_nach_beschluss(punkt)
    lage = _faehigkeit(blatt, punkt)
    if lage.faehig is not False:
        raise Fachfehler(
            _("Zurückgestellt wird nur, was ohne Beschlussfähigkeit bleibt. %(rechnung)s")
            % {"rechnung": lage.befund.rechnung},
            code="beschlussfaehig",
        )
    _setzen(blatt, punkt, Punktstand.ZURUECKGESTELLT, Ereignisart.ZURUECKGESTELLT, lage.befund.rechnung)


@transaction.atomic
def oeffentlichkeit_setzen(*, sitzung_id: int, punkt_id: int, oeffentlich: bool, eintrag: Eintrag) -> None:
    """Ob Punkt und Beschlüsse im öffentlichen Teil der Niederschrift stehen (GO RSK § 7 Abs. 5)."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_notieren(eintrag.akteur, blatt.sitzung))
    punkt = Tagesordnungspunkt.objects.get(pk=punkt_id, sitzung=blatt.sitzung, position__gt=0)
    if blatt.doppelt or punkt.oeffentlich == oeffentlich:
        return
    wort = _("öffentlich") if oeffentlich else _("nicht öffentlich")
    saetze: list[Tagesordnungspunkt | Beschluss] = [punkt, *Beschluss.objects.filter(punkt=punkt)]
    for satz in saetze:
        satz.oeffentlich = oeffentlich
        speichere(satz, akteur=eintrag.akteur, grund=wort, nur=("oeffentlich",))
    blatt.festhalten(Ereignisart.OEFFENTLICHKEIT, punkt=punkt, text=wort)


@transaction.atomic
def sitzung_schliessen(*, sitzung_id: int, eintrag: Eintrag, rest_absetzen: bool = False) -> Sitzung:
    """Was nicht mehr drankam, wird abgesetzt; das muss jemand ausdrücklich sagen."""
    blatt = verlauf_sperren(sitzung_id, eintrag, mit_gremium=True)
    sitzung = blatt.sitzung
    if blatt.doppelt:
        return sitzung
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, sitzung))
    keine_offene_abstimmung(blatt)
    _vorigen_abschliessen(blatt)
    offene = [punkt for punkt in _punkte(blatt) if punkt.lage is Punktstand.OFFEN]
    if offene and not rest_absetzen:
        namen = ", ".join(f"TOP {punkt.position}" for punkt in offene)
        raise Fachfehler(_("Noch nicht behandelt: %(punkte)s.") % {"punkte": namen}, code="offene_punkte")
    for punkt in offene:
        _absetzen(blatt, punkt, _("In der Sitzung nicht mehr behandelt"))
    # Whoever was there is there until the end; the last vote lies before it.
    blatt.verlauf.geschlossen_am = max(nach_dem_zaehlen(blatt), blatt.verlauf.eroeffnet_am or blatt.zeit)
    blatt.verlauf.punkt = None
    sitzung.stand = Sitzungsstand.GESCHLOSSEN.value
    speichere(sitzung, akteur=eintrag.akteur, nur=("stand",))
    blatt.festhalten(Ereignisart.GESCHLOSSEN, zeit=blatt.verlauf.geschlossen_am)
    return sitzung


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _punkt(
    sitzung_id: int, punkt_id: int, eintrag: Eintrag, *, mit_gremium: bool = False
) -> tuple[Verlaufsblatt, Tagesordnungspunkt]:
    blatt = verlauf_sperren(sitzung_id, eintrag, mit_gremium=mit_gremium)
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, blatt.sitzung))
    punkt = Tagesordnungspunkt.objects.get(pk=punkt_id, sitzung=blatt.sitzung, position__gt=0)
    punkt.sitzung = blatt.sitzung
    return blatt, punkt


def _punkte(blatt: Verlaufsblatt) -> list[Tagesordnungspunkt]:
    punkte = list(
        Tagesordnungspunkt.objects.filter(sitzung=blatt.sitzung, position__gt=0).order_by("position", "pk")
    )
    for punkt in punkte:
        punkt.sitzung = blatt.sitzung
    return punkte


def _faehigkeit(blatt: Verlaufsblatt, punkt: Tagesordnungspunkt | None = None) -> Beschlussfaehigkeit:
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    zweite = punkt is not None and punkt.uebernommen_aus_id is not None
    augenblick = stand.augenblick(blatt.zeit, zweite_einberufung=zweite)
    return faehigkeit(stand.ordnung, augenblick)


def _nicht_ueberholt(blatt: Verlaufsblatt) -> None:
    """Ein Aufruf, der auf die Verbindung gewartet hat, nimmt keinen späteren zurück."""
    if not blatt.eintrag.alter:
        return
    spaeter = Sitzungsereignis.objects.filter(
        sitzung=blatt.sitzung, art=Ereignisart.AUFGERUFEN.value, zeit__gt=blatt.zeit
    ).last()
    if spaeter is not None:
        raise Ueberholt(
            _("Inzwischen hat %(name)s „%(titel)s“ aufgerufen.")
            % {"name": spaeter.von_name, "titel": spaeter.text}
        )


def _setzen(
    blatt: Verlaufsblatt,
    punkt: Tagesordnungspunkt,
    stand: Punktstand,
    art: Ereignisart,
    text: str,
    *,
    noch_eines: bool = False,
) -> None:
    punkt.stand = stand.value
    speichere(punkt, akteur=blatt.akteur, grund=text[:100], nur=("stand",))
    if stand is Punktstand.BEHANDELT:
        nach_dem_punkt(punkt, blatt.zeit)
    if blatt.verlauf.punkt_id == punkt.pk:
        blatt.verlauf.punkt = None
    blatt.festhalten(art, punkt=punkt, text=text, noch_eines=noch_eines)


def _absetzen(blatt: Verlaufsblatt, punkt: Tagesordnungspunkt, grund: str) -> None:
    vorschlag_zurueck(punkt, blatt.akteur, grund)
    _setzen(blatt, punkt, Punktstand.ABGESETZT, Ereignisart.ABGESETZT, grund)


def _vorigen_abschliessen(blatt: Verlaufsblatt) -> None:
    """Ein Punkt zur Entscheidung ohne festgestelltes Ergebnis bleibt offen und lässt sich wieder aufrufen."""
    punkt = blatt.verlauf.punkt
    if punkt is None or punkt.lage is not Punktstand.OFFEN:
        return
    punkt.sitzung = blatt.sitzung
    if punkt.punktart in ENTSCHEIDUNGEN and not _hat_ergebnis(punkt):
        return
    _setzen(blatt, punkt, Punktstand.BEHANDELT, Ereignisart.BEHANDELT, punkt.titel, noch_eines=True)


def _mit_ergebnis(blatt: Verlaufsblatt) -> set[int]:
    """Die Punkte, zu denen ein Ergebnis festgestellt ist."""
    festgestellt = Abstimmung.objects.filter(sitzung=blatt.sitzung, stand=Abstimmungsstand.FESTGESTELLT.value)
    return set(festgestellt.values_list("punkt_id", flat=True))


def _hat_ergebnis(punkt: Tagesordnungspunkt) -> bool:
    return Abstimmung.objects.filter(punkt=punkt, stand=Abstimmungsstand.FESTGESTELLT.value).exists()


def _nicht_nach_beschluss(punkt: Tagesordnungspunkt) -> None:
    if _hat_ergebnis(punkt):
        raise Fachfehler(
            _("Zu diesem Punkt ist schon ein Ergebnis festgestellt; er bleibt auf der Tagesordnung."),
            code="schon_entschieden",
        )
