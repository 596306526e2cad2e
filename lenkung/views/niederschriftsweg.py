"""How far a Niederschrift has come, what comes next, and the remarks on its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.niederschrift import Niederschriftsbild
from lenkung.domain.queries.niederschriftsfassung import fassungen_von, sperre_von
from lenkung.models import Anmerkung, Niederschrift, Niederschriftsfassung, Sitzung
from lenkung.regeln.niederschriftsfassung import SPERREN, Fassungsstand
from lenkung.regeln.textvergleich import Vergleichszeile, zeilenvergleich
from lenkung.views.go_seiten import Schritt
from lenkung.views.unterschriftsseiten import lage_der_unterschriften


@dataclass(frozen=True, slots=True)
class Anmerkungsbild:
    anmerkung: Anmerkung
    vergleich: tuple[Vergleichszeile, ...]
    """What its proposal would change in the part as it stands now."""


def wegbild(
    request: Anfrage, sitzung: Sitzung, bild: Niederschriftsbild, versand: Mapping[str, Any]
) -> dict[str, Any]:
    """The card beside the draft: the steps, and the one act that comes next.

    `versand` is what the part about dispatch shows; empty while nothing is signed.
    """
    niederschrift = bild.niederschrift
    fassungen = fassungen_von(niederschrift)
    grund = sperre_von(niederschrift)
    lage = lage_der_unterschriften(request.akteur, sitzung, fassungen)
    schreiben = bool(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    offen = schreiben and grund is None
    fehlt = _was_fehlt(bild)
    return {
        "fassungen": fassungen,
        "lage": lage,
        "schritte": [*_schritte(niederschrift, fassungen, bool(fehlt)), *_danach(versand)],
        "sperrtext": SPERREN[grund] if grund else "",
        "kann_festschreiben": offen and not fehlt,
        "festschreiben_fehlt": fehlt if offen else "",
        "kann_vorlegen": offen and not lage.offen,
        "darf_schreiben": offen,
        "darf_anmerken": grund is None and permissions.darf_anmerken(request.akteur, sitzung),
    }


def _was_fehlt(bild: Niederschriftsbild) -> str:
    if bild.ausstehend:
        return _("Zuerst übernehmen, was in der Sitzung berichtigt ist.")
    fehlend = len(bild.befund.verstoesse)
    if fehlend:
        return ngettext(
            "Unterzeichnen lässt sie sich, wenn alles da ist; %(n)s Angabe fehlt noch.",
            "Unterzeichnen lässt sie sich, wenn alles da ist; %(n)s Angaben fehlen noch.",
            fehlend,
        ) % {"n": fehlend}
    return ""


def _schritte(
    niederschrift: Niederschrift, fassungen: list[Niederschriftsfassung], unvollstaendig: bool
) -> list[Schritt]:
    staende = {fassung.lage: fassung for fassung in reversed(fassungen)}
    gueltig, offen = staende.get(Fassungsstand.UNTERZEICHNET), staende.get(Fassungsstand.FESTGESCHRIEBEN)
    in_arbeit = gueltig is None or bool(niederschrift.aenderungsanlass)
    vorgelegt = niederschrift.abgestimmt_seit
    hinweis = _("vorgelegt am %(tag)s") % {"tag": datum(vorgelegt)} if vorgelegt and in_arbeit else ""
    return [
        Schritt(_("Entwurf"), "jetzt" if in_arbeit and unvollstaendig else "erledigt", hinweis),
        Schritt(
            _("zur Unterschrift"),
            "erledigt" if not in_arbeit else "jetzt" if offen or not unvollstaendig else "offen",
            datum(offen.erstellt_am) if offen and in_arbeit else "",
        ),
        Schritt(
            _("unterzeichnet"),
            "offen" if in_arbeit else "erledigt",
            datum(gueltig.unterzeichnet_am) if gueltig and gueltig.unterzeichnet_am and not in_arbeit else "",
        ),
    ]


def _danach(versand: Mapping[str, Any]) -> list[Schritt]:
    """Sent and approved, as far as it has come."""
    lage = versand.get("lage")
    versandt = lage.versand if lage else None
    genehmigung = lage.genehmigung if lage else None
    return [
        Schritt(
            _("versandt"),
            "erledigt" if versandt else "jetzt" if lage else "offen",
            datum(versandt.abgeschickt_am) if versandt else "",
        ),
        Schritt(
            _("genehmigt"),
            "erledigt" if genehmigung else "jetzt" if versandt else "offen",
            datum(genehmigung.genehmigt_am) if genehmigung else "",
        ),
    ]


def anmerkungen_je_abschnitt(niederschrift: Niederschrift) -> dict[int, list[Anmerkungsbild]]:
    je_abschnitt: dict[int, list[Anmerkungsbild]] = {}
    menge = Anmerkung.objects.filter(abschnitt__niederschrift=niederschrift)
    for satz in menge.select_related("abschnitt").order_by("pk"):
        vergleich = zeilenvergleich(satz.abschnitt.geltend, satz.vorschlag) if satz.vorschlag else ()
        je_abschnitt.setdefault(satz.abschnitt_id, []).append(Anmerkungsbild(satz, tuple(vergleich)))
    return je_abschnitt
