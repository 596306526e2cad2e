"""What the pages about people share: the way here, links that may not exist, a person in facts."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.person import alter_am
from casemgmt.models import Klient
from casemgmt.regeln.sprachen import in_worten
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.stammdaten.domain.queries.listen import aktive
from kim.stammdaten.permissions import sichtbare_kommunen
from lenkung.views.seiten import Krumen

HISTORIE_SEHEN = "protokoll.sehen"


def krumen(klient: Klient | None = None, *weitere: tuple[Any, str]) -> Krumen:
    weg: list[tuple[Any, str]] = [
        (_("Fallarbeit"), reverse("casemgmt:uebersicht")),
        (_("Personen"), reverse("casemgmt:klient-liste")),
    ]
    if klient is not None:
        weg.append((klient, reverse("casemgmt:klient-detail", args=[klient.pk])))
    return [*weg, *weitere]


def wenn_es_sie_gibt(name: str, *args: Any) -> str:
    """The address of a page, or none where the page is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def seite_des_falls(fall_id: int) -> str:
    return wenn_es_sie_gibt("casemgmt:fall-detail", fall_id)


def gebiete_von(akteur: Akteur) -> list[tuple[str, str]]:
    """Where one may take people in: the value of the form and how it reads."""
    lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
    mukis = permissions.umfang(akteur, permissions.MUKIS_FUEHREN)
    kommunen = list(sichtbare_kommunen(akteur).filter(aktive(timezone.localdate())).order_by("name"))
    gebiete = []
    for bereich, umfang, zusatz in (
        (Fallbereich.LOKAL, lokal, ""),
        (Fallbereich.MUKIS, mukis, _("MuKi-S") if lokal.kreise or lokal.kommunen else ""),
    ):
        for kommune in kommunen:
            if umfang.umfasst(kommune.kreis_id, kommune.pk):
                titel = f"{kommune.name} ({zusatz})" if zusatz else kommune.name
                gebiete.append((f"{bereich}:{kommune.pk}", titel))
        if umfang.kreise and (not kommunen or bereich == Fallbereich.MUKIS):
            titel = _("ohne Kommune, im ganzen Kreis")
            gebiete.append((f"{bereich}:", f"{titel} ({zusatz})" if zusatz else titel))
    return gebiete


def geburt_in_worten(klient: Any) -> str:
    alter = alter_am(klient, timezone.localdate())
    if alter is None:
        return ""
    if klient.geburtsdatum:
        return _("%(tag)s (%(alter)d Jahre)") % {"tag": datum(klient.geburtsdatum), "alter": alter}
    return _("%(jahr)d (etwa %(alter)d Jahre)") % {"jahr": klient.geburtsjahr, "alter": alter}


def angaben_von(akteur: Akteur, klient: Any) -> list[tuple[str, str]]:
    """Place and contact only for whoever may see them: of a protected address not even the Kommune."""
    return [
        (_("Geburt"), geburt_in_worten(klient)),
        (_("Sprachen"), in_worten(klient.sprachen)),
        (_("Aufenthaltsstatus"), klient.get_aufenthaltsstatus_display() if klient.aufenthaltsstatus else ""),
        (_("in Deutschland seit"), datum(klient.ankunft) if klient.ankunft else ""),
        *erreichbarkeit_von(akteur, klient),
        (
            _("Datenschutzhinweis"),
            _("am %(tag)s gegeben") % {"tag": datum(klient.datenschutzhinweis_am)},
        ),
    ]


def erreichbarkeit_von(akteur: Akteur, klient: Klient) -> list[tuple[str, str]]:
    if not permissions.sieht_erreichbarkeit(akteur, klient):
        return [(_("Ort und Erreichbarkeit"), _("geschützt; fragen Sie die zuständige Person"))]
    return [
        (_("Kommune"), klient.kommune.name if klient.kommune else ""),
        (_("Telefon"), klient.telefon),
        (_("E-Mail"), klient.email),
        (_("Anschrift"), klient.anschrift),
    ]


def kurz(klient: Any) -> str:
    """A person in a list of choices: name and year; never a place."""
    jahr = klient.geburtsdatum.year if klient.geburtsdatum else klient.geburtsjahr
    return f"{klient}, {jahr}" if jahr else str(klient)
