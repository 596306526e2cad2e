"""What the page of a Niederschrift shows of its dispatch, the objections and its approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.anzeige import datum, zeitpunkt
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.genehmigung import Genehmigungslage, genehmigungslage
from lenkung.domain.queries.niederschriftsversand import Empfangsbild, empfangsbilder, fruehere_versande
from lenkung.models import (
    Einwendung,
    Genehmigung,
    Niederschrift,
    Niederschriftsversand,
    Sitzung,
    Tagesordnungspunkt,
    Verteiler,
    Verteileradresse,
)
from lenkung.regeln.genehmigung import Einwendungsstand, Genehmigungsweg, einwendungshinweis, restzeit
from lenkung.views.niederschriftsseiten import gefuehrte_sitzung_holen, zur_niederschrift

STANDARTEN = {
    Einwendungsstand.OFFEN: "achtung",
    Einwendungsstand.ANGENOMMEN: "hinweis",
    Einwendungsstand.ZURUECKGEWIESEN: "neutral",
    Einwendungsstand.ZURUECKGEZOGEN: "neutral",
}
EINGANG = {
    "rechtzeitig": ("gut", gettext_lazy("rechtzeitig")),
    "verspaetet": ("neutral", gettext_lazy("verspätet")),
    "nicht_geregelt": ("neutral", gettext_lazy("ohne Frist")),
}


@dataclass(frozen=True, slots=True)
class Einwendungsbild:
    satz: Einwendung
    stand_art: str
    eingang_art: str
    eingang_wort: Any
    verspaetet: bool
    zu_aendern: bool
    darf_entscheiden: bool
    darf_zurueckziehen: bool


def versandbild(request: Anfrage, niederschrift: Niederschrift) -> dict[str, Any]:
    """Empty while nothing is signed; else all that lenkung/niederschrift_versand_teil.html shows."""
    jetzt = timezone.now()
    lage = genehmigungslage(niederschrift, jetzt)
    if lage is None:
        return {}
    akteur, sitzung = request.akteur, niederschrift.sitzung
    bilder = empfangsbilder(lage.versand) if lage.versand else []
    frueher_versandt = fruehere_versande(lage.fassung).exists()
    darf = permissions.darf_niederschrift_versenden(akteur, sitzung)
    return {
        "lage": lage,
        "frueher_versandt": frueher_versandt,
        "darf_versenden": darf,
        "zeilen": list(_zeilen(lage, bilder)),
        "zu_klaeren": sum(bild.zu_klaeren for bild in bilder),
        "hinweis": einwendungshinweis(lage.regel) if lage.versand else "",
        "restzeit": _restzeit(lage),
        "einwendungen": einwendungsbilder(request, lage),
        "norm": lage.regel.norm if lage.regel else "",
        "von_hand": darf and lage.regel is None and lage.genehmigung is None and lage.versand is not None,
    }


def einwendungsbilder(request: Anfrage, lage: Genehmigungslage) -> list[Einwendungsbild]:
    je_einwendung = lage.je_einwendung
    bilder = []
    for satz in lage.einwendungen:
        satz.fassung.niederschrift = lage.niederschrift
        wort = je_einwendung[satz.pk]
        art, text = EINGANG[wort]
        offen = satz.lage is Einwendungsstand.OFFEN
        bilder.append(
            Einwendungsbild(
                satz,
                STANDARTEN[satz.lage],
                art,
                text,
                wort == "verspaetet",
                satz.pk in lage.zu_aendern,
                bool(permissions.darf_einwendung_entscheiden(request.akteur, satz)),
                offen and bool(permissions.darf_einwendung_zurueckziehen(request.akteur, satz)),
            )
        )
    return bilder


def einwendungen_zum_punkt(request: Anfrage, punkt: Tagesordnungspunkt | None) -> list[Einwendungsbild]:
    """At an item of approval: what was brought forward until now. Without a query for any other item."""
    if punkt is None or punkt.niederschrift_von_id is None:
        return []
    if not permissions.darf_hinter_die_kulissen(request.akteur, punkt.sitzung):
        return []
    niederschrift = (
        permissions.sichtbare_niederschriften(request.akteur)
        .filter(sitzung_id=punkt.niederschrift_von_id)
        .select_related("sitzung__gremium", "sitzung__geschaeftsordnung")
        .first()
    )
    lage = genehmigungslage(niederschrift, timezone.now()) if niederschrift else None
    return einwendungsbilder(request, lage) if lage else []


def _restzeit(lage: Genehmigungslage) -> str:
    ende = lage.urteil.frist_ende
    return "" if ende is None or lage.genehmigung is not None else restzeit(ende, timezone.now())


def _zeilen(lage: Genehmigungslage, bilder: list[Empfangsbild]) -> Any:
    """From signed to approved, each as kind of state and words."""
    assert lage.fassung.unterzeichnet_am is not None  # a constraint of the table
    for fruehere in lage.fruehere:
        yield (
            "neutral",
            _("Fassung %(nummer)s: %(wann)s")
            % {"nummer": fruehere.fassung.nummer, "wann": genehmigt_in_worten(fruehere)},
        )
    yield "gut", _("unterzeichnet am %(tag)s") % {"tag": datum(lage.fassung.unterzeichnet_am)}
    if lage.versand is None:
        yield "offen", _("noch nicht versandt")
        return
    erreicht = sum(bool(bild.angenommen or bild.person.anders_am) for bild in bilder)
    yield (
        "gut" if erreicht == len(bilder) else "achtung",
        _("versandt am %(tag)s an %(n)s von %(m)s")
        % {"tag": datum(lage.versand.abgeschickt_am), "n": erreicht, "m": len(bilder)},
    )
    if lage.einwendungen:
        yield "hinweis", _("Einwendungen: %(n)s") % {"n": len(lage.einwendungen)}
    if lage.genehmigung is not None:
        yield "gut", genehmigt_in_worten(lage.genehmigung)
    elif lage.urteil.befund.urteil == "eingewandt":
        yield "achtung", _("nicht genehmigt: über eine rechtzeitige Einwendung ist noch zu entscheiden")
    elif lage.urteil.frist_ende is not None:
        yield "offen", _("Einwendungen möglich bis %(bis)s") % {"bis": letzter_tag(lage)}
    elif lage.mit_frist:
        yield "offen", _("Die Frist beginnt, wenn der Letzte sie bekommen hat.")
    elif lage.regel is not None:
        yield "offen", _("wird in der nächsten Sitzung zur Genehmigung gestellt")
    else:
        yield "offen", _("Die Geschäftsordnung regelt die Genehmigung nicht.")


def letzter_tag(lage: Genehmigungslage) -> str:
    """The last day of the period, which ends with it."""
    ende = lage.urteil.frist_ende
    assert ende is not None
    return f"{datum(ende - timedelta(microseconds=1))}, 24 Uhr"


def genehmigt_in_worten(genehmigung: Genehmigung) -> str:
    werte = {"wann": zeitpunkt(genehmigung.genehmigt_am), "norm": genehmigung.norm}
    if genehmigung.weg == Genehmigungsweg.VON_HAND:
        return _("genehmigt am %(tag)s, von Hand festgehalten: %(grund)s") % {
            "tag": datum(genehmigung.genehmigt_am),
            "grund": genehmigung.grund,
        }
    if genehmigung.sitzung is not None:
        return _("genehmigt in der Sitzung vom %(tag)s nach %(norm)s") % {
            "tag": datum(genehmigung.sitzung.tag),
            **werte,
        }
    return _("genehmigt seit %(wann)s nach %(norm)s") % werte


def niederschrift_holen(request: Anfrage, sitzung_id: int) -> Niederschrift:
    """The one of a session that one runs."""
    sitzung: Sitzung = gefuehrte_sitzung_holen(request, sitzung_id)
    niederschrift = get_object_or_404(
        permissions.sichtbare_niederschriften(request.akteur), sitzung_id=sitzung_id
    )
    niederschrift.sitzung = sitzung
    return niederschrift


def zum_versand(sitzung_id: int) -> str:
    return reverse("lenkung:niederschrift-versand", args=[sitzung_id])


def seite_des_satzes(satz: Any) -> str:
    """Where the history of such a record leads back to."""
    if isinstance(satz, Verteiler):
        return reverse("lenkung:verteiler-bearbeiten", args=[satz.pk])
    if isinstance(satz, Verteileradresse):
        return reverse("lenkung:verteiler-bearbeiten", args=[satz.verteiler_id])
    if isinstance(satz, Niederschriftsversand):
        return zum_versand(satz.fassung.niederschrift.sitzung_id)
    if isinstance(satz, Einwendung):
        return zur_niederschrift(satz.fassung.niederschrift.sitzung_id, "einwendungen")
    return zur_niederschrift(satz.niederschrift.sitzung_id, "genehmigung")
