"""Who may do what with the master data of a Kreis. Default deny; every answer says why.

Places and bodies are no secret inside a Kreis: whoever holds the right to see anywhere in it sees all of
them. People are seen with a right of their own. Changing is asked for on the scope of the record.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich, SystemAkteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht
from kim.stammdaten.models import Einrichtung, Funktion, Importvorschau, Kommune, Kreis, Person, Standort

SEHEN = "stammdaten.sehen"
PERSONEN_SEHEN = "stammdaten.personen_sehen"
AENDERN = "stammdaten.aendern"
IMPORTIEREN = "stammdaten.importieren"
KREIS_EINSTELLEN = "stammdaten.kreis_einstellen"

RECHTE_DIESES_RAUMS = (
    Recht(SEHEN, "Kommunen, Einrichtungen und Standorte sehen"),
    Recht(PERSONEN_SEHEN, "die Personen der Einrichtungen mit ihren dienstlichen Kontaktdaten sehen"),
    Recht(AENDERN, "Stammdaten anlegen, ändern und stilllegen"),
    Recht(IMPORTIEREN, "Stammdaten aus einer Datei übernehmen"),
    Recht(KREIS_EINSTELLEN, "Briefkopf, Schwelle und Module des Kreises einstellen"),
)

Stammsatz = Kommune | Einrichtung | Person | Standort


# What one sees ---------------------------------------------------------------------------------------------


def kreise_mit(akteur: Akteur, recht: str) -> set[int]:
    """In which the right is held, on whatever it is held."""
    return {bereich.kreis_id for bereich in akteur.bereiche_mit(recht)}


def sichtbare_kreise(akteur: Akteur) -> QuerySet[Kreis]:
    return Kreis.objects.filter(pk__in=kreise_mit(akteur, SEHEN))


def sichtbare_kommunen(akteur: Akteur) -> QuerySet[Kommune]:
    return Kommune.objects.filter(kreis_id__in=kreise_mit(akteur, SEHEN))


def sichtbare_einrichtungen(akteur: Akteur) -> QuerySet[Einrichtung]:
    return Einrichtung.objects.filter(kreis_id__in=kreise_mit(akteur, SEHEN))


def sichtbare_standorte(akteur: Akteur) -> QuerySet[Standort]:
    return Standort.objects.filter(kreis_id__in=kreise_mit(akteur, SEHEN))


def sichtbare_personen(akteur: Akteur) -> QuerySet[Person]:
    return Person.objects.filter(kreis_id__in=kreise_mit(akteur, PERSONEN_SEHEN))


def sichtbare_funktionen(akteur: Akteur) -> QuerySet[Funktion]:
    return Funktion.objects.filter(person__kreis_id__in=kreise_mit(akteur, PERSONEN_SEHEN))


def einstellbare_kreise(akteur: Akteur) -> QuerySet[Kreis]:
    """Only a role on the Kreis itself opens its settings, not one on a Kommune in it."""
    ids = {b.kreis_id for b in akteur.bereiche_mit(KREIS_EINSTELLEN) if b == Bereich.kreis(b.kreis_id)}
    return Kreis.objects.filter(pk__in=ids)


def eigene_importvorschauen(akteur: Akteur) -> QuerySet[Importvorschau]:
    """A preview belongs to the one who uploaded the file."""
    if akteur.konto_id is None:
        return Importvorschau.objects.none()
    ids = {b.kreis_id for b in akteur.bereiche_mit(IMPORTIEREN) if b == Bereich.kreis(b.kreis_id)}
    return Importvorschau.objects.filter(konto_id=akteur.konto_id, kreis_id__in=ids)


def darf_sehen(akteur: Akteur, satz: Stammsatz) -> Erlaubnis:
    recht = PERSONEN_SEHEN if isinstance(satz, Person) else SEHEN
    if satz.kreis_id not in kreise_mit(akteur, recht):
        return verweigert(_("Dieser Eintrag gehört nicht zu Ihrem Bereich."))
    return akteur.hat_recht(recht)


# What one does ---------------------------------------------------------------------------------------------


def bereich_von(satz: Stammsatz) -> Bereich:
    """The scope on which the right to change is asked: the Kommune, else the whole Kreis."""
    if isinstance(satz, Kommune):
        return Bereich("kommune", satz.pk, satz.kreis_id)
    kommune_id = getattr(satz, "kommune_id", None)
    if kommune_id is not None:
        return Bereich("kommune", kommune_id, satz.kreis_id)
    return Bereich.kreis(satz.kreis_id)


def darf_anlegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(AENDERN, Bereich.kreis(kreis_id))


def darf_irgendwo_anlegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """Bodies and places may also be added by whoever is responsible for one Kommune."""
    for bereich in akteur.bereiche_mit(AENDERN):
        if bereich.kreis_id == kreis_id and bereich.art == "kommune":
            return akteur.hat_recht(AENDERN, bereich)
    return darf_anlegen(akteur, kreis_id)


def darf_person_anlegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    sehen = akteur.hat_recht(PERSONEN_SEHEN, Bereich.kreis(kreis_id))
    return akteur.hat_recht(AENDERN, Bereich.kreis(kreis_id)) if sehen else sehen


def darf_aendern(akteur: Akteur, satz: Stammsatz) -> Erlaubnis:
    if isinstance(satz, Person):
        return darf_person_anlegen(akteur, satz.kreis_id)
    return akteur.hat_recht(AENDERN, bereich_von(satz))


def darf_stilllegen(akteur: Akteur, satz: Stammsatz) -> Erlaubnis:
    if satz.stillgelegt:
        return verweigert(_("Dieser Eintrag ist schon stillgelegt."))
    return darf_aendern(akteur, satz)


def darf_wieder_aufnehmen(akteur: Akteur, satz: Stammsatz) -> Erlaubnis:
    if not satz.stillgelegt:
        return verweigert(_("Dieser Eintrag ist nicht stillgelegt."))
    return darf_aendern(akteur, satz)


def darf_funktion_geben(akteur: Akteur, person: Person, heute: date) -> Erlaubnis:
    if person.aktiv_bis is not None and person.aktiv_bis < heute:
        return verweigert(_("Diese Person ist stillgelegt. Bitte zuerst wieder aufnehmen."))
    return darf_aendern(akteur, person)


def darf_funktion_aendern(akteur: Akteur, funktion: Funktion) -> Erlaubnis:
    return darf_aendern(akteur, funktion.person)


def darf_kreis_anlegen(akteur: Akteur) -> Erlaubnis:
    """A tenant is made from the command line, not by anyone who signs in."""
    if isinstance(akteur, SystemAkteur) and akteur.kreis_id is None:
        return erlaubt(_("Automatischer Vorgang"))
    return verweigert(_("Einen Kreis legt die Systemadministration an."))


def darf_importieren(akteur: Akteur, kreis_id: int, art: str) -> Erlaubnis:
    if art == Importvorschau.Art.PERSONEN:
        sehen = akteur.hat_recht(PERSONEN_SEHEN, Bereich.kreis(kreis_id))
        if not sehen:
            return sehen
    importieren = akteur.hat_recht(IMPORTIEREN, Bereich.kreis(kreis_id))
    return akteur.hat_recht(AENDERN, Bereich.kreis(kreis_id)) if importieren else importieren


def darf_kreis_einstellen(akteur: Akteur, kreis: Kreis) -> Erlaubnis:
    return akteur.hat_recht(KREIS_EINSTELLEN, Bereich.kreis(kreis.pk))
