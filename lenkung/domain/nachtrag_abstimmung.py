"""Eine Abstimmung nachtragen, deren Stimmen bekannt sind (GO RSK § 6, GO Steinfurt § 6).

Das Urteil kommt aus derselben Regel wie am Bildschirm. Vertreten ist, wer zu dem Punkt da war.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler
from lenkung.domain.nachtrag import Nachbeschluss
from lenkung.domain.queries.verlauf import Verlaufsstand, augenblick_als_wert
from lenkung.domain.verlaufsblatt import Verlaufsblatt
from lenkung.models import Abstimmung, Stimme, Tagesordnungspunkt, Wortlaut
from lenkung.regeln.augenblick import Augenblick, Urteil
from lenkung.regeln.probe import ergebnis_der_abstimmung
from lenkung.regeln.verlauf import Abstimmungsstand, Stimmwert, Weise


def abstimmung_nachtragen(
    blatt: Verlaufsblatt,
    stand: Verlaufsstand,
    punkt: Tagesordnungspunkt,
    satz: Nachbeschluss,
    *,
    zeit: datetime,
    fassung: int,
) -> tuple[Abstimmung, bool]:
    """Und ob angenommen ist. `fassung` zählt die Wortlaute zu diesem Punkt."""
    weise = satz.weise or Weise.OFFEN
    wortlaut = Wortlaut.objects.create(
        punkt=punkt, nummer=fassung, text=satz.text.strip(), am=zeit, von_name=blatt.akteur.akteur_name
    )
    ja, nein, enthaltung = satz.zahlen or (None, None, None)
    abstimmung = Abstimmung(
        sitzung=blatt.sitzung,
        punkt=punkt,
        wortlaut=wortlaut,
        weise=weise.value,
        stand=Abstimmungsstand.GESCHLOSSEN.value,
        begonnen_am=zeit,
        geschlossen_am=zeit,
        ja=ja,
        nein=nein,
        enthaltung=enthaltung,
        stichentscheid=satz.stichentscheid,
    )
    augenblick = stand.augenblick(zeit, zweite_einberufung=punkt.uebernommen_aus_id is not None)
    stimmen = _stimmen(abstimmung, satz, augenblick, stand.vertreter(zeit))
    urteil = stand.urteil(abstimmung, augenblick, stimmen)
    angenommen = _verlange_ergebnis(stand, urteil, satz)
    abstimmung.augenblick = augenblick_als_wert(augenblick)
    abstimmung.ergebnis = {
        "beschlussfaehig": urteil.faehigkeit.faehig,
        "grund": urteil.faehigkeit.befund.urteil,
        **ergebnis_der_abstimmung(urteil.befund),
    }
    abstimmung.save()
    # Once established, a vote takes no more votes by seat: they come before.
    Stimme.objects.bulk_create(stimmen)
    abstimmung.stand = Abstimmungsstand.FESTGESTELLT.value
    abstimmung.festgestellt_am, abstimmung.festgestellt_von_name = zeit, blatt.verlauf.leitung_name
    abstimmung.save()
    return abstimmung, angenommen


def _stimmen(
    abstimmung: Abstimmung, satz: Nachbeschluss, augenblick: Augenblick, namen: Mapping[int, str]
) -> list[Stimme]:
    je_sitz: dict[int, Stimmwert | None] = {}
    if satz.uebrige is not None:
        je_sitz = dict.fromkeys(sorted(map(int, augenblick.vertretene)), satz.uebrige)
    je_sitz |= satz.stimmen or {}
    return [
        Stimme(abstimmung=abstimmung, sitz_id=sitz_id, wert=wert.value, durch_name=namen.get(sitz_id, ""))
        for sitz_id, wert in je_sitz.items()
        if wert is not None
    ]


def _verlange_ergebnis(stand: Verlaufsstand, urteil: Urteil, satz: Nachbeschluss) -> bool:
    """Gültig, und so ausgegangen, wie es das Papier sagt."""
    befund = urteil.befund
    namen = {str(zeile.sitz.pk): zeile.sitz.name for zeile in stand.zeilen}
    fremde = [namen.get(str(mangel.sitz), "?") for mangel in befund.maengel if mangel.sitz is not None]
    if fremde:
        raise Fachfehler(
            _(
                "Zu diesem Punkt war nicht vertreten oder hat keine Stimme: %(sitze)s. "
                "Bitte die Anwesenheit prüfen."
            )
            % {"sitze": ", ".join(fremde)},
            code="nicht_vertreten",
            feld=satz.feld,
        )
    if not befund.gueltig:
        raise Fachfehler(
            _(
                "Mit diesen Stimmen und dieser Anwesenheit ist die Abstimmung ungültig. %(rechnung)s "
                "Bitte beides prüfen, oder das Ergebnis laut Niederschrift angeben."
            )
            % {"rechnung": befund.befund.rechnung},
            code="ungueltig",
            feld=satz.feld,
        )
    if befund.angenommen is None and satz.angenommen is None:
        raise Fachfehler(
            _("Die Geschäftsordnung bestimmt keine Mehrheit. Bitte angeben, was der Vorsitz feststellte."),
            code="vorsitz_entscheidet",
            feld=satz.feld,
        )
    if satz.angenommen is not None and befund.angenommen not in (None, satz.angenommen):
        raise Fachfehler(
            _(
                "Nach der Geschäftsordnung ging diese Abstimmung anders aus. %(rechnung)s "
                "Bitte die Zahlen prüfen, oder das Ergebnis laut Niederschrift angeben."
            )
            % {"rechnung": befund.befund.rechnung},
            code="anders",
            feld=satz.feld,
        )
    return bool(satz.angenommen if befund.angenommen is None else befund.angenommen)
