"""Was aus einem Beschluss folgt: Aufgaben, Empfehlungen, Impulse, und was daraus wurde."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.linkzweck import Linkzweck
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from kim.versand.domain.aktionslink import aktionslinks_widerrufen
from lenkung import permissions
from lenkung.models import Beschluss, Beschlussfolge, Folgebericht
from lenkung.regeln.verlauf import Folgenstand


class FolgeAngaben(TypedDict, total=False):
    art: str
    text: str
    verantwortlich: str
    email: str
    bis: date | None


FOLGE_BERICHT = Linkzweck(
    schluessel="lenkung.folge_bericht",
    titel="Über eine Aufgabe aus einem Beschluss berichten",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:folgebericht",
)
FELDER = frozenset(FolgeAngaben.__annotations__)


@transaction.atomic
def folge_anlegen(*, beschluss_id: int, akteur: Akteur, angaben: FolgeAngaben) -> Beschlussfolge:
    """Abgelehntes hat keine Folgen."""
    beschluss = Beschluss.objects.select_for_update(no_key=True, of=("self",)).get(pk=beschluss_id)
    verlange(permissions.darf_folgen_pflegen(akteur, beschluss))
    if not beschluss.angenommen:
        raise Fachfehler(_("Aus einem abgelehnten Antrag folgt nichts."), code="abgelehnt")
    _termin_pruefen(beschluss, angaben)
    # Clicked twice is entered once.
    gleiche = beschluss.folgen.filter(stand=Folgenstand.OFFEN.value, **angaben).first()
    if gleiche is not None:
        return gleiche
    folge = Beschlussfolge(beschluss=beschluss)
    setze(folge, angaben, FELDER)
    return speichere(folge, akteur=akteur)


@transaction.atomic
def folge_aendern(
    *, folge_id: int, akteur: Akteur, angaben: FolgeAngaben, erwarteter_stand: int | None = None
) -> Beschlussfolge:
    folge = _gesperrt(folge_id, akteur)
    stand_pruefen(folge, erwarteter_stand)
    _termin_pruefen(folge.beschluss, angaben)
    vorher = folge.email
    if setze(folge, angaben, FELDER):
        speichere(folge, akteur=akteur)
    if folge.email != vorher:
        # Whoever got the link until now reports no more.
        aktionslinks_widerrufen(zweck=FOLGE_BERICHT.schluessel, ziel_id=folge.pk)
    return folge


@transaction.atomic
def folge_abschliessen(
    *, folge_id: int, akteur: Akteur, stand: Folgenstand, am: date, bemerkung: str = ""
) -> Beschlussfolge:
    """Erledigt, entfallen, oder doch wieder offen; die Bemerkung steht bei den Berichten."""
    folge = _gesperrt(folge_id, akteur)
    if folge.lage is stand:
        return folge
    _setzen(folge, stand, am, akteur)
    if bemerkung.strip():
        _bericht(folge, bemerkung, akteur.akteur_name, erledigt=stand is Folgenstand.ERLEDIGT)
    return folge


@transaction.atomic
def bericht_eintragen(*, folge_id: int, akteur: Akteur, text: str, erledigt: bool) -> Folgebericht:
    """Von der Geschäftsstelle, etwa nach einem Anruf."""
    folge = _gesperrt(folge_id, akteur)
    return bericht_aufnehmen(folge, text, akteur, erledigt=erledigt, von_name=akteur.akteur_name)


def bericht_aufnehmen(
    folge: Beschlussfolge,
    text: str,
    akteur: Akteur,
    *,
    erledigt: bool,
    von_name: str,
    ueber_link: bool = False,
) -> Folgebericht:
    """Wer berichtet, dass es erledigt ist, schließt die Folge damit ab."""
    if folge.lage is not Folgenstand.OFFEN:
        raise Fachfehler(
            _("Diese Aufgabe ist schon %(stand)s.") % {"stand": folge.get_stand_display()},
            code="abgeschlossen",
        )
    bericht = _bericht(folge, text, von_name, erledigt=erledigt, ueber_link=ueber_link)
    if erledigt:
        _setzen(folge, Folgenstand.ERLEDIGT, timezone.localdate(), akteur)
    return bericht


def _termin_pruefen(beschluss: Beschluss, angaben: FolgeAngaben) -> None:
    bis = angaben.get("bis")
    if bis is not None and bis < beschluss.gefasst_am:
        raise Fachfehler(
            _("Der Beschluss ist vom %(tag)s. Bitte diesen Tag oder einen späteren wählen.")
            % {"tag": datum(beschluss.gefasst_am)},
            code="bis",
            feld="bis",
        )


def _gesperrt(folge_id: int, akteur: Akteur) -> Beschlussfolge:
    folge = (
        Beschlussfolge.objects.select_for_update(no_key=True, of=("self",))
        .select_related("beschluss__gremium")
        .get(pk=folge_id)
    )
    verlange(permissions.darf_folgen_pflegen(akteur, folge.beschluss))
    return folge


def _setzen(folge: Beschlussfolge, stand: Folgenstand, am: date, akteur: Akteur) -> None:
    folge.stand = stand.value
    folge.erledigt_am = None if stand is Folgenstand.OFFEN else am
    speichere(folge, akteur=akteur)


def _bericht(
    folge: Beschlussfolge, text: str, von_name: str, *, erledigt: bool, ueber_link: bool = False
) -> Folgebericht:
    bericht = Folgebericht(
        folge=folge,
        text=text.strip(),
        erledigt=erledigt,
        am=timezone.now(),
        von_name=von_name[:200],
        ueber_link=ueber_link,
    )
    bericht.full_clean()
    bericht.save()
    return bericht
