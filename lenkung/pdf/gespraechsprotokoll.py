"""The finished Gesprächsprotokoll of an Arbeitsgruppe on paper, with the letterhead of the Kreis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kim.basis.anzeige import datum, uhrzeit
from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.models import AGTreffen
from lenkung.permissions import GESPRAECHSPROTOKOLL_DRUCK


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    # As it was finished, even if somebody has opened it again since.
    fertig = AGTreffen.history.get(id=int(angaben["treffen_id"]), history_id=int(angaben["stand"]))
    treffen: AGTreffen = fertig.instance
    assert treffen.fertig_am is not None  # nothing else is printed
    ag = treffen.arbeitsgruppe
    return Pdfinhalt(
        kreis_id=treffen.kreis_id,
        titel=_("Gesprächsprotokoll der %(ag)s vom %(tag)s") % {"ag": ag, "tag": datum(treffen.tag)},
        dateiname=_("Gesprächsprotokoll %(ag)s %(tag)s.pdf")
        % {"ag": str(ag)[:80], "tag": f"{treffen.tag:%Y-%m-%d}"},
        stand=treffen.fertig_am,
        gehoert_zu_art=GESPRAECHSPROTOKOLL_DRUCK,
        gehoert_zu_id=treffen.pk,
        kontext={
            "treffen": treffen,
            "ag": ag,
            "angaben": angaben_des_treffens(treffen),
            "anwesende": treffen.anwesende.splitlines(),
            "gaeste": treffen.gaeste.splitlines(),
            "protokoll": gesetzt(treffen.protokoll),
        },
    )


def angaben_des_treffens(treffen: AGTreffen) -> list[tuple[str, str]]:
    zeiten = [uhrzeit(zeit) for zeit in (treffen.beginn, treffen.ende) if zeit is not None]
    return [
        (_("Gremium"), treffen.arbeitsgruppe.gremium.name),
        (_("Tag"), datum(treffen.tag)),
        *([(_("Uhrzeit"), " – ".join(zeiten))] if zeiten else []),
        (_("Ort"), treffen.ort),
    ]


PDFART = Pdfart(
    GESPRAECHSPROTOKOLL_DRUCK,
    "Gesprächsprotokoll einer Arbeitsgruppe",
    "lenkung/pdf/gespraechsprotokoll.html",
    inhalt,
)
