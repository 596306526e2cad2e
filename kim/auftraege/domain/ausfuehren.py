"""Einen Auftrag ausführen: unter Sperre annehmen, außerhalb der Transaktion arbeiten, unter Sperre
abschließen."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand, pause_nach, weitere_versuche
from kim.basis.auftragsart import AUFTRAGSARTEN, Auftragsart
from kim.basis.fehler import Fachfehler
from kim.basis.stoerung import ist_platte_voll

protokoll = logging.getLogger("kim.auftraege")


class LaufVerloren(Exception):
    """Ein anderer hat den Auftrag übernommen; wer das erfährt, hört auf."""


class Zeilenfortschritt:
    """Schreibt den Fortschritt in die Zeile und verlängert damit die Frist."""

    def __init__(self, auftrag_id: int, marke: str, frist: timedelta) -> None:
        self._auftrag_id, self._marke, self._frist = auftrag_id, marke, frist

    def melden(self, erledigt: int, gesamt: int, text: str = "") -> None:
        getroffen = Auftrag.objects.filter(pk=self._auftrag_id, marke=self._marke, stand=Stand.LAEUFT).update(
            erledigt=erledigt,
            gesamt=gesamt,
            fortschritt_text=text[:200],
            frist_bis=timezone.now() + self._frist,
        )
        if not getroffen:
            raise LaufVerloren


def auftrag_ausfuehren(*, auftrag_id: int) -> Stand | None:
    """Führt einen fälligen Auftrag aus. None: er war nicht (mehr) fällig, ein anderer hat ihn."""
    angenommen = _annehmen(auftrag_id)
    if angenommen is None:
        return None
    auftrag, art = angenommen
    try:
        ergebnis = art.ausfuehren(auftrag.angaben, Zeilenfortschritt(auftrag.pk, auftrag.marke, art.frist))
    except LaufVerloren:
        protokoll.warning("job %s: taken over by another, stopped", auftrag.pk)
        return None
    except Fachfehler as fehler:
        # A refusal is final: trying again would only be refused again.
        return _abschliessen(auftrag, Stand.GESCHEITERT, fehler=fehler.meldung)
    except Exception as fehler:
        # A job runs other rooms' code; whatever it raises must end in a state that a person sees.
        _aufzeichnen(auftrag, fehler)
        return _gescheiterter_versuch(auftrag, art, fehler)
    return _abschliessen(auftrag, Stand.ERLEDIGT, ergebnis=dict(ergebnis or {}))


@transaction.atomic
def _annehmen(auftrag_id: int) -> tuple[Auftrag, Auftragsart] | None:
    jetzt = timezone.now()
    auftrag = Auftrag.objects.select_for_update().faellig(jetzt).filter(pk=auftrag_id).first()
    if auftrag is None:
        return None
    if auftrag.art not in AUFTRAGSARTEN:
        _beenden(auftrag, Stand.GESCHEITERT, fehler=_("Diese Art von Auftrag gibt es nicht mehr."))
        return None
    art = AUFTRAGSARTEN[auftrag.art]
    if auftrag.stand == Stand.LAEUFT and not weitere_versuche(
        versuch=auftrag.versuch, erlaubt=auftrag.versuche_frei
    ):
        _beenden(
            auftrag,
            Stand.GESCHEITERT,
            fehler=_(
                "Der Auftragsdienst wurde mehrmals mitten in der Arbeit beendet. Bitte die "
                "Systemadministration "
                "informieren."
            ),
        )
        return None
    auftrag.stand = Stand.LAEUFT
    auftrag.versuch += 1
    auftrag.marke = uuid4().hex
    auftrag.begonnen_am = jetzt
    auftrag.frist_bis = jetzt + art.frist
    auftrag.erledigt = auftrag.gesamt = 0
    auftrag.fortschritt_text = ""
    auftrag.save()
    return auftrag, art


def _gescheiterter_versuch(auftrag: Auftrag, art: Auftragsart, fehler: Exception) -> Stand | None:
    text = grund_in_worten(fehler, auftrag.pk)
    if not weitere_versuche(versuch=auftrag.versuch, erlaubt=auftrag.versuche_frei):
        return _abschliessen(auftrag, Stand.GESCHEITERT, fehler=text)
    pause = pause_nach(versuch=auftrag.versuch, pausen=art.pausen)
    return _abschliessen(auftrag, Stand.WARTET, fehler=text, pause=pause)


def grund_in_worten(fehler: Exception, auftrag_id: int) -> str:
    """Für Menschen. Der Wortlaut fremder Fehler bleibt weg: er kann Personendaten enthalten."""
    if ist_platte_voll(fehler):
        return _("Auf dem Server ist kein Speicherplatz mehr frei. Bitte Platz schaffen.")
    if isinstance(fehler, ConnectionError | TimeoutError):
        return _("Ein anderer Dienst ist nicht erreichbar ({art}).").format(art=type(fehler).__name__)
    return _(
        "Unerwarteter Fehler ({art}). Einzelheiten stehen im Protokoll des Servers unter Auftrag {nr}."
    ).format(art=type(fehler).__name__, nr=auftrag_id)


def _aufzeichnen(auftrag: Auftrag, fehler: Exception) -> None:
    """Wo es geschah, aber nicht der Wortlaut: Protokolle enthalten keine Personendaten."""
    spur = "".join(traceback.format_tb(fehler.__traceback__))
    protokoll.error(
        "job %s (%s), attempt %s: %s\n%s",
        auftrag.pk,
        auftrag.art,
        auftrag.versuch,
        type(fehler).__name__,
        spur,
    )


@transaction.atomic
def _abschliessen(
    auftrag: Auftrag,
    stand: Stand,
    *,
    fehler: str = "",
    ergebnis: dict[str, object] | None = None,
    pause: timedelta = timedelta(0),
) -> Stand | None:
    """Nur wer die Marke noch hält, darf abschließen; sonst hat ein anderer den Auftrag übernommen."""
    frisch = (
        Auftrag.objects.select_for_update()
        .filter(pk=auftrag.pk, marke=auftrag.marke, stand=Stand.LAEUFT)
        .first()
    )
    if frisch is None:
        protokoll.warning("Auftrag %s: Frist verloren, Ergebnis verworfen", auftrag.pk)
        return None
    _beenden(frisch, stand, fehler=fehler, ergebnis=ergebnis, pause=pause)
    return stand


def _beenden(
    auftrag: Auftrag,
    stand: Stand,
    *,
    fehler: str = "",
    ergebnis: dict[str, object] | None = None,
    pause: timedelta = timedelta(0),
) -> None:
    jetzt = timezone.now()
    auftrag.stand = stand
    auftrag.fehler = fehler[:500]
    auftrag.ergebnis = ergebnis or {}
    auftrag.marke = ""
    auftrag.frist_bis = auftrag.geweckt_am = None
    auftrag.fruehestens = jetzt + pause if stand == Stand.WARTET else auftrag.fruehestens
    auftrag.beendet_am = None if stand == Stand.WARTET else jetzt
    auftrag.save()
