"""Den Wortlaut eines Mailtextes ändern, zurücksetzen, sich selbst zur Probe schicken."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.basis.mailtext import MAILTEXTE, Mailtextart
from kim.protokoll.domain.speichern import loesche, speichere
from kim.versand import permissions
from kim.versand.domain.queries.mailtexte import GeltenderText, geltender_text
from kim.versand.domain.verfassen import nachricht_verfassen
from kim.versand.models import Mailtext, Nachricht
from kim.versand.regeln.empfaenger import Empfaenger
from kim.versand.regeln.platzhalter import ersetzen, pruefen


class TextUnbrauchbar(Fachfehler):
    """Alle Verstöße auf einmal; `meldung` nennt jeden Platzhalter, um den es geht."""

    code = "text_unbrauchbar"


@transaction.atomic
def mailtext_aendern(
    *, kreis_id: int, art: str, betreff: str, text: str, akteur: Akteur, erwarteter_stand: str
) -> Mailtext:
    verlange(permissions.darf_texte_aendern(akteur, kreis_id))
    eintrag = MAILTEXTE[art]
    betreff, text = betreff.strip(), text.replace("\r\n", "\n").strip()
    text_pruefen(eintrag, betreff=betreff, text=text)
    eigene = _eigene_fassung(kreis_id, art)
    if stand_des_textes(geltender_text(kreis_id=kreis_id, art=art)) != erwarteter_stand:
        raise Ueberholt(
            _(
                "Jemand anderes hat diesen Text inzwischen geändert. Bitte vergleichen und noch einmal "
                "speichern."
            )
        )
    satz = eigene or Mailtext(kreis_id=kreis_id, art=art)
    satz.betreff, satz.text = betreff, text
    return speichere(satz, akteur=akteur, grund=_("Wortlaut geändert"))


@transaction.atomic
def mailtext_zuruecksetzen(*, kreis_id: int, art: str, akteur: Akteur) -> None:
    """Danach gilt wieder der Text des Hauses; die eigene Fassung bleibt in der Historie."""
    verlange(permissions.darf_texte_aendern(akteur, kreis_id))
    eigene = _eigene_fassung(kreis_id, art)
    if eigene is None:
        raise Fachfehler(_("Für diesen Text gilt schon der Wortlaut des Hauses."), code="schon_standard")
    loesche(eigene, akteur=akteur, grund=_("Zurück zum Text des Hauses"))


@transaction.atomic
def probemail_senden(
    *, kreis_id: int, art: str, betreff: str, text: str, person: Empfaenger, akteur: Akteur
) -> Nachricht:
    """Den Text, wie er gerade eingegeben ist, mit Beispielwerten an die eigene Adresse."""
    verlange(permissions.darf_probemail_senden(akteur, kreis_id, person.konto_id))
    eintrag = MAILTEXTE[art]
    text_pruefen(eintrag, betreff=betreff, text=text)
    beispiel_betreff, beispiel_text = mit_beispielen(eintrag, betreff=betreff, text=text)
    return nachricht_verfassen(
        kreis_id=kreis_id,
        akteur=akteur,
        art=art,
        betreff=_("Probe: {betreff}").format(betreff=beispiel_betreff),
        text=beispiel_text,
        empfaenger=[person],
        schluessel=f"versand.probemail:{uuid4().hex}",
    )


def text_pruefen(art: Mailtextart, *, betreff: str, text: str) -> None:
    befund = pruefen(art, betreff=betreff, text=text)
    if not befund.ohne_verstoss:
        feld = "betreff" if befund.verstoesse[0].code.startswith("betreff") else "text"
        raise TextUnbrauchbar(
            " ".join(verstoss.text for verstoss in befund.verstoesse),
            code=befund.verstoesse[0].code,
            feld=feld,
        )


def mit_beispielen(art: Mailtextart, *, betreff: str, text: str) -> tuple[str, str]:
    beispiele = {platzhalter.name: platzhalter.beispiel for platzhalter in art.platzhalter}
    return ersetzen(betreff, beispiele), ersetzen(text, beispiele)


def stand_des_textes(geltend: GeltenderText) -> str:
    """Woran eine Änderung durch jemand anderen zu erkennen ist."""
    roh = f"{geltend.ist_eigener}\x00{geltend.betreff}\x00{geltend.text}"
    return hashlib.sha256(roh.encode()).hexdigest()[:32]


def _eigene_fassung(kreis_id: int, art: str) -> Mailtext | None:
    return Mailtext.objects.select_for_update().filter(kreis_id=kreis_id, art=art).first()
