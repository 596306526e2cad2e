"""Preparing a session: proposals, Vorlagen, agenda, invitation, answers, polls, reminders."""

from __future__ import annotations

from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.views import anschluesse

    for art, bezeichnung, sichtbare in (
        ("vorschlag", "Vorschlag", permissions.sichtbare_vorschlaege),
        ("vorlage", "Vorlage", permissions.sichtbare_vorlagen),
        ("vorlagenfassung", "Fassung einer Vorlage", permissions.sichtbare_vorlagenfassungen),
        ("tagesordnung", "Tagesordnung", permissions.sichtbare_tagesordnungen),
        ("punkt", "Tagesordnungspunkt", permissions.sichtbare_punkte),
        ("punktgast", "Gast", permissions.sichtbare_punktgaeste),
        ("sendung", "Sendung", permissions.sichtbare_sendungen),
        ("vorzimmer", "Vorzimmer", permissions.sichtbare_vorzimmer),
        ("abfrage", "Abfrage", permissions.sichtbare_abfragen),
        ("gremiumseinstellung", "Einstellung", permissions.sichtbare_gremiumseinstellungen),
        ("erinnerungsregel", "Erinnerungsregel", permissions.sichtbare_erinnerungsregeln),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
