"""Abstimmen und feststellen (GO RSK § 6 Abs. 1 bis 5, GO Steinfurt § 6).

Zuerst wird Einvernehmen gesucht, sonst abgestimmt. Beim Zählen werden die vertretenen Sitze der Minute
festgehalten; das Ergebnis stellt der Vorsitz fest, und dabei entsteht der Beschluss mit seiner Nummer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, verlange
from lenkung import permissions
from lenkung.domain.beschluss import beschluss_fassen
from lenkung.domain.namensstimmen import ausnahmen_beachten
from lenkung.domain.queries.verlauf import augenblick_als_wert, verlaufsstand
from lenkung.domain.verlaufsblatt import (
    Eintrag,
    Verlaufsblatt,
    keine_offene_abstimmung,
    verlange_offen,
    verlauf_sperren,
)
from lenkung.domain.wortlautfassung import wortlaut_fassen
from lenkung.models import Abstimmung, Beschluss, Stimme, Tagesordnungspunkt, Wortlaut
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.probe import ergebnis_der_abstimmung
from lenkung.regeln.verlauf import (
    MIT_ZAHLEN,
    Abstimmungsstand,
    Ereignisart,
    Stimmwert,
    Weise,
    darf_werden,
)

HOECHSTENS = 9999
"""Mehr Stimmen zählt niemand; eine größere Zahl ist ein Tippfehler."""


@transaction.atomic
def wortlaut_setzen(*, sitzung_id: int, punkt_id: int, text: str, eintrag: Eintrag) -> Wortlaut | None:
    """Eine neue Fassung dessen, worüber abgestimmt wird; die früheren bleiben stehen."""
    blatt, punkt = _aufgerufener(sitzung_id, punkt_id, eintrag)
    if blatt.doppelt:
        return None
    keine_offene_abstimmung(blatt)
    return wortlaut_fassen(blatt, punkt, text, noch_eines=False)


@transaction.atomic
def einvernehmen_feststellen(
    *, sitzung_id: int, punkt_id: int, text: str, widerspruch: Iterable[int], eintrag: Eintrag
) -> Abstimmung | None:
    """„Erhebt sich Widerspruch?“ Ohne einen ist gezählt; mit einem wird abgestimmt (GO RSK § 6 Abs. 1)."""
    blatt, punkt = _aufgerufener(sitzung_id, punkt_id, eintrag)
    if blatt.doppelt:
        return None
    abstimmung = _neue(blatt, punkt, text, Weise.EINVERNEHMLICH)
    stimmen = dict.fromkeys(widerspruch, Stimmwert.WIDERSPRUCH)
    saetze = _zaehlen(blatt, abstimmung, stimmen, None, stichentscheid=False, noch_eines=bool(stimmen))
    if stimmen:
        _verwerfen(blatt, abstimmung, _("Kein Einvernehmen"))
    _schreiben(abstimmung, saetze)
    return abstimmung


@transaction.atomic
def abstimmung_beginnen(
    *,
    sitzung_id: int,
    punkt_id: int,
    text: str,
    weise: Weise,
    eintrag: Eintrag,
    auf_geraeten: bool = False,
) -> Abstimmung | None:
    """Offen, namentlich oder geheim; Einvernehmen ist keine Abstimmung.

    Auf eigenen Geräten nur namentlich oder geheim: offen heißt, dass alle es sehen.
    """
    blatt, punkt = _aufgerufener(sitzung_id, punkt_id, eintrag)
    if weise is Weise.EINVERNEHMLICH or (auf_geraeten and weise is Weise.OFFEN):
        raise Fachfehler(_("Bitte wählen, wie abgestimmt wird."), code="weise", feld="weise")
    if blatt.doppelt:
        return None
    abstimmung = _neue(blatt, punkt, text, weise, auf_geraeten=auf_geraeten)
    abstimmung.save()
    weise_wort = abstimmung.get_weise_display()
    blatt.festhalten(Ereignisart.ABGESTIMMT, punkt=abstimmung.punkt, text=weise_wort)
    return abstimmung


@transaction.atomic
def abstimmung_schliessen(
    *,
    sitzung_id: int,
    abstimmung_id: int,
    eintrag: Eintrag,
    stimmen: Mapping[int, Stimmwert] | None = None,
    zahlen: Stimmen | None = None,
    stichentscheid: bool = False,
) -> Abstimmung:
    """Zählt und hält fest, wer vertreten ist. Wer zu spät zählt, bekommt gesagt, dass schon gezählt ist."""
    blatt, abstimmung = _abstimmung(sitzung_id, abstimmung_id, eintrag)
    if blatt.doppelt:
        return abstimmung
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, blatt.sitzung))
    _verlange_uebergang(abstimmung, Abstimmungsstand.GESCHLOSSEN)
    if abstimmung.auf_geraeten:
        stimmen, zahlen = _von_geraeten(abstimmung)
    _zaehlung_pruefen(abstimmung, stimmen or {}, zahlen)
    saetze = _zaehlen(blatt, abstimmung, stimmen or {}, zahlen, stichentscheid=stichentscheid)
    _schreiben(abstimmung, saetze)
    return abstimmung


@transaction.atomic
def abstimmung_verwerfen(*, sitzung_id: int, abstimmung_id: int, grund: str, eintrag: Eintrag) -> None:
    """Falsch gezählt, ungültig oder abgebrochen. Sie bleibt im Verlauf stehen."""
    blatt, abstimmung = _abstimmung(sitzung_id, abstimmung_id, eintrag)
    if blatt.doppelt:
        return
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, blatt.sitzung))
    _verlange_uebergang(abstimmung, Abstimmungsstand.VERWORFEN)
    if not grund.strip():
        raise Fachfehler(_("Bitte den Grund angeben; er steht im Verlauf."), code="grund", feld="grund")
    _verwerfen(blatt, abstimmung, grund.strip())
    abstimmung.save(update_fields=["stand", "verworfen_grund"])


@transaction.atomic
def ergebnis_feststellen(
    *, sitzung_id: int, abstimmung_id: int, eintrag: Eintrag, angenommen: bool | None = None
) -> Beschluss:
    """Der Vorsitz stellt das Ergebnis fest; dabei bekommt der Beschluss seine Nummer (GO RSK § 7 Abs. 1).

    Trägt die Geschäftsstelle es ein, hat festgestellt, wer die Sitzung leitet; das Ereignis nennt sie selbst.
    `angenommen` gibt der Vorsitz nur an, wo die Geschäftsordnung keine Mehrheit bestimmt.
    """
    blatt, abstimmung = _abstimmung(sitzung_id, abstimmung_id, eintrag, mit_gremium=True)
    if abstimmung.lage is Abstimmungsstand.FESTGESTELLT:
        if blatt.doppelt:
            return abstimmung.beschluss
        raise Fachfehler(
            _("Dieses Ergebnis hat %(name)s schon festgestellt.")
            % {"name": abstimmung.festgestellt_von_name},
            code="schon_festgestellt",
        )
    verlange(permissions.darf_feststellen(eintrag.akteur, blatt.sitzung))
    _verlange_uebergang(abstimmung, Abstimmungsstand.FESTGESTELLT)
    ergebnis = abstimmung.ergebnis or {}
    if not ergebnis["gueltig"]:
        raise Fachfehler(
            _("Diese Abstimmung ist ungültig und lässt sich nicht feststellen. %(rechnung)s")
            % {"rechnung": ergebnis["rechnung"]},
            code="ungueltig",
        )
    if abstimmung.zu_pruefen and not abstimmung.geprueft:
        raise Fachfehler(
            _("Die Anwesenheit wurde berichtigt. Bitte die Abstimmung verwerfen und wiederholen."),
            code="zu_pruefen",
        )
    urteil = ergebnis["angenommen"]
    if urteil is None:
        if angenommen is None:
            raise Fachfehler(
                _("Die Geschäftsordnung bestimmt keine Mehrheit. Bitte angeben, was der Vorsitz feststellt."),
                code="vorsitz_entscheidet",
                feld="angenommen",
            )
        urteil = angenommen
    zeit = max(blatt.zeit, abstimmung.geschlossen_am or blatt.zeit)
    abstimmung.stand = Abstimmungsstand.FESTGESTELLT.value
    selbst = permissions.darf_pruefung_abschliessen(eintrag.akteur, blatt.sitzung)
    wer = eintrag.akteur.akteur_name if selbst else blatt.verlauf.leitung_name
    abstimmung.festgestellt_am, abstimmung.festgestellt_von_name = zeit, wer
    abstimmung.save()
    beschluss = beschluss_fassen(blatt, abstimmung, angenommen=urteil)
    blatt.festhalten(Ereignisart.FESTGESTELLT, punkt=abstimmung.punkt, text=str(beschluss), zeit=zeit)
    return beschluss


@transaction.atomic
def pruefung_abschliessen(*, sitzung_id: int, abstimmung_id: int, begruendung: str, eintrag: Eintrag) -> None:
    """Der Vorsitz sagt, was die berichtigte Anwesenheit bedeutet. Das Ergebnis selbst bleibt, wie es war."""
    blatt, abstimmung = _abstimmung(sitzung_id, abstimmung_id, eintrag)
    if blatt.doppelt:
        return
    verlange(permissions.darf_pruefung_abschliessen(eintrag.akteur, blatt.sitzung))
    if not abstimmung.zu_pruefen:
        raise Fachfehler(_("An dieser Abstimmung ist nichts zu prüfen."), code="nichts_zu_pruefen")
    if not begruendung.strip():
        raise Fachfehler(_("Bitte begründen, warum das Ergebnis bleibt."), code="grund", feld="grund")
    abstimmung.geprueft = begruendung.strip()[:500]
    abstimmung.save()
    blatt.festhalten(Ereignisart.BERICHTIGT, punkt=abstimmung.punkt, text=abstimmung.geprueft)


# Was die Vorgänge teilen ------------------------------------------------------------------------------------


def _aufgerufener(
    sitzung_id: int, punkt_id: int, eintrag: Eintrag
) -> tuple[Verlaufsblatt, Tagesordnungspunkt]:
    blatt = verlauf_sperren(sitzung_id, eintrag)
    verlange(permissions.darf_sitzung_fuehren(eintrag.akteur, blatt.sitzung))
    punkt = blatt.verlauf.punkt
    if punkt is None or punkt.pk != punkt_id:
        punkt = Tagesordnungspunkt.objects.get(pk=punkt_id, sitzung=blatt.sitzung, position__gt=0)
        if not blatt.doppelt:
            raise Fachfehler(
                _("Inzwischen ist ein anderer Punkt aufgerufen. Bitte zuerst diesen Punkt aufrufen."),
                code="nicht_aufgerufen",
            )
    punkt.sitzung = blatt.sitzung
    return blatt, punkt


def _abstimmung(
    sitzung_id: int, abstimmung_id: int, eintrag: Eintrag, *, mit_gremium: bool = False
) -> tuple[Verlaufsblatt, Abstimmung]:
    blatt = verlauf_sperren(sitzung_id, eintrag, mit_gremium=mit_gremium)
    # Devices vote under the lock of the vote alone; from here on none comes in between.
    abstimmung = (
        Abstimmung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("punkt", "wortlaut")
        .get(pk=abstimmung_id, sitzung=blatt.sitzung)
    )
    abstimmung.sitzung = blatt.sitzung
    return blatt, abstimmung


def _von_geraeten(abstimmung: Abstimmung) -> tuple[dict[int, Stimmwert], Stimmen | None]:
    """Was schon abgegeben ist. Namentlich: die Stimmen selbst; geheim: nur ihre Zahl."""
    if abstimmung.art in MIT_ZAHLEN:
        return {}, Stimmen(abstimmung.ja or 0, abstimmung.nein or 0, abstimmung.enthaltung or 0)
    saetze = Stimme.objects.filter(abstimmung=abstimmung)
    return {satz.sitz_id: Stimmwert(satz.wert) for satz in saetze}, None


def _zaehlung_pruefen(
    abstimmung: Abstimmung, stimmen: Mapping[int, Stimmwert], zahlen: Stimmen | None
) -> None:
    """Nach Zahlen oder nach Sitzen, nie beides: von einer geheimen Abstimmung bleibt kein Name."""
    if abstimmung.art in MIT_ZAHLEN:
        if zahlen is None or stimmen or any(not 0 <= zahl <= HOECHSTENS for zahl in zahlen):
            raise Fachfehler(_("Bitte die Zahlen der Abstimmung angeben."), code="zaehlung")
    elif zahlen is not None or Stimmwert.WIDERSPRUCH in stimmen.values():
        raise Fachfehler(_("Bitte angeben, wie die Sitze gestimmt haben."), code="zaehlung")


def _verlange_uebergang(abstimmung: Abstimmung, nach: Abstimmungsstand) -> None:
    if darf_werden(abstimmung.lage, nach):
        return
    if abstimmung.lage is Abstimmungsstand.LAEUFT:
        raise Fachfehler(_("Diese Abstimmung läuft noch. Bitte zuerst zählen."), code="laeuft_noch")
    raise Fachfehler(
        _("Diese Abstimmung ist inzwischen %(stand)s; dabei bleibt es.")
        % {"stand": abstimmung.get_stand_display()},
        code=f"schon_{abstimmung.stand}",
    )


def _neue(
    blatt: Verlaufsblatt,
    punkt: Tagesordnungspunkt,
    text: str,
    weise: Weise,
    *,
    auf_geraeten: bool = False,
) -> Abstimmung:
    keine_offene_abstimmung(blatt)
    verlange_offen(punkt)
    return Abstimmung(
        sitzung=blatt.sitzung,
        punkt=punkt,
        wortlaut=wortlaut_fassen(blatt, punkt, text, noch_eines=True),
        weise=weise.value,
        auf_geraeten=auf_geraeten,
        begonnen_am=blatt.zeit,
        # Devices add one at a time.
        **({"ja": 0, "nein": 0, "enthaltung": 0} if auf_geraeten and weise is Weise.GEHEIM else {}),
    )


def _zaehlen(
    blatt: Verlaufsblatt,
    abstimmung: Abstimmung,
    stimmen: Mapping[int, Stimmwert],
    zahlen: Stimmen | None,
    *,
    stichentscheid: bool,
    noch_eines: bool = False,
) -> list[Stimme]:
    """Hält an der Abstimmung fest, was gezählt ist; geschrieben wird sie mit den Stimmen danach."""
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    # What the chair has established before the count holds in it, also within one second.
    zeit = max(blatt.zeit, abstimmung.begonnen_am, *(satz.zeit for satz in stand.feststellungen))
    mehrheit = stand.ordnung.mehrheit
    if stichentscheid and (mehrheit is None or not mehrheit.stichentscheid):
        raise Fachfehler(
            _("Diese Geschäftsordnung kennt keinen Stichentscheid."),
            code="kein_stichentscheid",
            feld="stichentscheid",
        )
    if zahlen is not None:
        abstimmung.ja, abstimmung.nein, abstimmung.enthaltung = zahlen
    abstimmung.stichentscheid = stichentscheid
    namen = stand.vertreter(zeit)
    ausnahmen_beachten(abstimmung, stimmen, namen)
    saetze = [
        Stimme(abstimmung=abstimmung, sitz_id=sitz_id, wert=wert.value, durch_name=namen.get(sitz_id, ""))
        for sitz_id, wert in stimmen.items()
    ]
    zweite = abstimmung.punkt.uebernommen_aus_id is not None
    augenblick = stand.augenblick(zeit, zweite_einberufung=zweite)
    urteil = stand.urteil(abstimmung, augenblick, saetze)
    fremde = [mangel.sitz for mangel in urteil.befund.maengel if mangel.code == "sitz_unbekannt"]
    if fremde:
        raise Fachfehler(_("Dieser Sitz gehört nicht zu diesem Gremium."), code="sitz_unbekannt")
    abstimmung.augenblick = augenblick_als_wert(augenblick)
    abstimmung.ergebnis = {
        "beschlussfaehig": urteil.faehigkeit.faehig,
        "grund": urteil.faehigkeit.befund.urteil,
        **ergebnis_der_abstimmung(urteil.befund),
    }
    abstimmung.geschlossen_am, abstimmung.ausnahmen = zeit, {}
    abstimmung.stand = Abstimmungsstand.GESCHLOSSEN.value
    wort = f"{abstimmung.get_weise_display()}: {urteil.befund.befund.urteil}"
    blatt.festhalten(Ereignisart.ABGESTIMMT, punkt=abstimmung.punkt, text=wort, noch_eines=noch_eines)
    return saetze


def _schreiben(abstimmung: Abstimmung, saetze: list[Stimme]) -> None:
    """Was Geräte abgegeben haben, steht schon da."""
    abstimmung.save()
    if not abstimmung.auf_geraeten:
        Stimme.objects.bulk_create(saetze)


def _verwerfen(blatt: Verlaufsblatt, abstimmung: Abstimmung, grund: str) -> None:
    abstimmung.stand = Abstimmungsstand.VERWORFEN.value
    abstimmung.verworfen_grund = grund[:300]
    blatt.festhalten(Ereignisart.VERWORFEN, punkt=abstimmung.punkt, text=grund)
