"""Denen Bescheid geben, die eine Niederschrift unterzeichnen."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kim.basis.akteur import Akteur
from kim.basis.mailtext import Mailtextart
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger
from lenkung.domain.queries.niederschrift import verlauf_der
from lenkung.domain.queries.niederschriftsfassung import unterschriftsregel
from lenkung.domain.tagesordnung_festlegen import konten_mit_rolle
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Sitzung
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import dieselbe_person

_ROLLEN = {
    AmtArt.VORSITZ: ("vorsitz",),
    AmtArt.LEITUNG_GESCHAEFTSSTELLE: ("leitung_geschaeftsstelle",),
}


def unterzeichnende(sitzung: Sitzung) -> list[Empfaenger]:
    """Für jedes verlangte Amt, wer es ausübt; für den Vorsitz, wer die Sitzung geleitet hat."""
    verlauf = verlauf_der(sitzung)
    geleitet_von = verlauf.leitung_name if verlauf else ""
    personen: list[Empfaenger] = []
    for amt in unterschriftsregel(sitzung).aemter:
        gefunden = konten_mit_rolle(sitzung.gremium, _ROLLEN[amt])
        if amt is AmtArt.VORSITZ:
            geleitet = [person for person in gefunden if dieselbe_person(person.name, geleitet_von)]
            gefunden = geleitet or gefunden
        personen += gefunden
    return personen


def unterzeichnende_unterrichten(
    sitzung: Sitzung, *, text: Mailtextart, seite: str, schluessel: str, akteur: Akteur
) -> None:
    """Wer selbst gerade handelt, braucht keine E-Mail. Derselbe Schlüssel ist dieselbe Nachricht."""
    personen = [person for person in unterzeichnende(sitzung) if person.konto_id != akteur.konto_id]
    if not personen:
        return
    nachricht_aus_mailtext(
        kreis_id=sitzung.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={
            "gremium": sitzung.gremium.kurz,
            "termin": termin_text(sitzung.beginn),
            "link": str(settings.KIM_BASIS_URL) + reverse(seite, args=[sitzung.pk]),
        },
        empfaenger=[Empfaenger(p.name, p.adresse, p.konto_id, werte={"name": p.name}) for p in personen],
        schluessel=f"{text.schluessel}:{schluessel}",
    )
