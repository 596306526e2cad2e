"""What the pages of Kommunen, Einrichtungen, Personen and Standorte differ in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.stammdaten import permissions
from kim.stammdaten.domain import einrichtung, kommune, person, standort
from kim.stammdaten.domain.queries import listen
from kim.stammdaten.forms.saetze import EinrichtungForm, KommuneForm, PersonForm, StammsatzForm, StandortForm
from kim.stammdaten.models import Einrichtung, Importvorschau, Kommune, Person, Standort
from kim.stammdaten.views import tabellen
from kim.web.tabelle import Tabelle

Text = Any


@dataclass(frozen=True, slots=True)
class Satzart:
    schluessel: str
    mehrzahl: str
    titel: Text
    titel_mehrzahl: Text
    modell: type[Any]
    recht: str
    sichtbare: Callable[[Akteur], QuerySet[Any]]
    liste: Callable[[Akteur, date], QuerySet[Any]]
    tabelle: Callable[[Akteur], Tabelle]
    zeile: Callable[[Any], list[Any]]
    form: type[StammsatzForm]
    darf_anlegen: Callable[[Akteur, int], Erlaubnis]
    anlegen: Callable[..., Any]
    aendern: Callable[..., Any]
    stilllegen: Callable[..., Any]
    wieder_aufnehmen: Callable[..., Any]
    anlegen_titel: Text
    leer_text: Text

    @property
    def kennung(self) -> str:
        return f"{self.schluessel}_id"

    def url(self, seite: str, *args: Any) -> str:
        return reverse(f"stammdaten:{self.schluessel}-{seite}", args=args)


KOMMUNE = Satzart(
    schluessel="kommune",
    mehrzahl=Importvorschau.Art.KOMMUNEN.value,
    titel=_("Kommune"),
    titel_mehrzahl=_("Kommunen"),
    modell=Kommune,
    recht=permissions.SEHEN,
    sichtbare=permissions.sichtbare_kommunen,
    liste=listen.kommunen_fuer,
    tabelle=tabellen.kommune_tabelle,
    zeile=tabellen.kommune_zeile,
    form=KommuneForm,
    darf_anlegen=permissions.darf_anlegen,
    anlegen=kommune.kommune_anlegen,
    aendern=kommune.kommune_aendern,
    stilllegen=kommune.kommune_stilllegen,
    wieder_aufnehmen=kommune.kommune_wieder_aufnehmen,
    anlegen_titel=_("Kommune anlegen"),
    leer_text=_(
        "Hier stehen die Städte und Gemeinden des Kreises. "
        "Legen Sie die erste an oder lesen Sie eine Liste ein."
    ),
)
EINRICHTUNG = Satzart(
    schluessel="einrichtung",
    mehrzahl=Importvorschau.Art.EINRICHTUNGEN.value,
    titel=_("Einrichtung"),
    titel_mehrzahl=_("Einrichtungen"),
    modell=Einrichtung,
    recht=permissions.SEHEN,
    sichtbare=permissions.sichtbare_einrichtungen,
    liste=lambda akteur, _heute: listen.einrichtungen_fuer(akteur),
    tabelle=tabellen.einrichtung_tabelle,
    zeile=tabellen.einrichtung_zeile,
    form=EinrichtungForm,
    darf_anlegen=permissions.darf_irgendwo_anlegen,
    anlegen=einrichtung.einrichtung_anlegen,
    aendern=einrichtung.einrichtung_aendern,
    stilllegen=einrichtung.einrichtung_stilllegen,
    wieder_aufnehmen=einrichtung.einrichtung_wieder_aufnehmen,
    anlegen_titel=_("Einrichtung anlegen"),
    leer_text=_("Hier stehen die Ämter, Behörden, Träger und Vereine, mit denen Sie arbeiten."),
)
PERSON = Satzart(
    schluessel="person",
    mehrzahl=Importvorschau.Art.PERSONEN.value,
    titel=_("Person"),
    titel_mehrzahl=_("Personen"),
    modell=Person,
    recht=permissions.PERSONEN_SEHEN,
    sichtbare=permissions.sichtbare_personen,
    liste=listen.personen_fuer,
    tabelle=tabellen.person_tabelle,
    zeile=tabellen.person_zeile,
    form=PersonForm,
    darf_anlegen=permissions.darf_person_anlegen,
    anlegen=person.person_anlegen,
    aendern=person.person_aendern,
    stilllegen=person.person_stilllegen,
    wieder_aufnehmen=person.person_wieder_aufnehmen,
    anlegen_titel=_("Person anlegen"),
    leer_text=_(
        "Hier stehen die Menschen, die in den Einrichtungen arbeiten. "
        "Klientinnen und Klienten gehören nicht hierher."
    ),
)
STANDORT = Satzart(
    schluessel="standort",
    mehrzahl=Importvorschau.Art.STANDORTE.value,
    titel=_("Standort"),
    titel_mehrzahl=_("Standorte"),
    modell=Standort,
    recht=permissions.SEHEN,
    sichtbare=permissions.sichtbare_standorte,
    liste=lambda akteur, _heute: listen.standorte_fuer(akteur),
    tabelle=tabellen.standort_tabelle,
    zeile=tabellen.standort_zeile,
    form=StandortForm,
    darf_anlegen=permissions.darf_irgendwo_anlegen,
    anlegen=standort.standort_anlegen,
    aendern=standort.standort_aendern,
    stilllegen=standort.standort_stilllegen,
    wieder_aufnehmen=standort.standort_wieder_aufnehmen,
    anlegen_titel=_("Standort anlegen"),
    leer_text=_("Hier stehen die Orte, an denen beraten wird: Rathaus, Unterkunft, Pfarrgemeinde."),
)

SATZARTEN = {art.schluessel: art for art in (EINRICHTUNG, PERSON, KOMMUNE, STANDORT)}
NACH_MEHRZAHL = {art.mehrzahl: art for art in SATZARTEN.values()}
