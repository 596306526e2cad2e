"""Die Teile einer Einladung in Worten, gleich ob sie in der E-Mail oder im Brief stehen."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kim.basis.anzeige import dateigroesse, datum, uhrzeit
from kim.basis.zeit import berliner_tag
from lenkung.domain.persoenliche_links import unterlagen_gueltig_bis
from lenkung.domain.queries.einladung import Papier, Vorhaben, Zeile
from lenkung.domain.unterrichten import ort_und_link, termin_text
from lenkung.models import Sitzung


def werte_der_sitzung(sitzung: Sitzung) -> dict[str, str]:
    return {
        "gremium": sitzung.gremium.kurz,
        "termin": termin_text(sitzung.beginn),
        "ort": ort_und_link(sitzung),
    }


def tagesordnung(zeilen: Sequence[Zeile]) -> str:
    """Eine Zeile je Punkt: Nummer, Titel, Uhrzeit, und die Art, wo der Titel sie nicht schon sagt."""
    return "\n".join(
        _("%(nummer)s. %(titel)s (%(angaben)s)")
        % {
            "nummer": zeile.nummer,
            "titel": zeile.titel,
            "angaben": ", ".join(teil for teil in (zeile.eigene_art, uhrzeit(zeile.von)) if teil),
        }
        for zeile in zeilen
    )


def hinweise(vorhaben: Vorhaben) -> str:
    """Was die Geschäftsordnung in der Einladung verlangt: Begründung der Eile, zweite Einberufung."""
    return "\n\n".join(teil for teil in (dringlichkeit(vorhaben), zweite_einberufung(vorhaben)) if teil)


def dringlichkeit(vorhaben: Vorhaben) -> str:
    if not vorhaben.dringlich or vorhaben.sendung is None:
        return ""
    norm = vorhaben.sachlage.ladung.norm if vorhaben.sachlage.ladung else ""
    return _("Dringliche Einladung mit verkürzter Frist (%(norm)s): %(grund)s") % {
        "norm": norm,
        "grund": " ".join(vorhaben.sendung.begruendung.split()),
    }


def zweite_einberufung(vorhaben: Vorhaben) -> str:
    """Der ausdrückliche Hinweis von GO RSK § 6 Abs. 5, mit den Punkten, für die er gilt."""
    if not vorhaben.hinweis_zweite_einberufung:
        return ""
    punkte = [str(zeile.nummer) for zeile in vorhaben.zeilen if zeile.aus_zurueckstellung]
    return _(
        "Hinweis nach %(norm)s: TOP %(punkte)s war in einer früheren Sitzung wegen Beschlussunfähigkeit "
        "zurückgestellt. In dieser Sitzung wird darüber ohne Rücksicht auf die Zahl der Vertretenen "
        "beschlossen."
    ) % {"norm": vorhaben.norm_zweite_einberufung, "punkte": ", ".join(punkte)}


def unterlagen(papiere: Sequence[Papier], *, pdf: bool, sitzung: Sitzung) -> str:
    """Was im Anhang liegt und was der persönliche Link öffnet, mit Größe und Frist."""
    im_anhang = [_("Einladung (PDF)")] if pdf else []
    im_anhang += [_papier(papier) for papier in papiere if not papier.als_link]
    als_link = [_papier(papier) for papier in papiere if papier.als_link]
    absaetze = []
    if im_anhang:
        absaetze.append(_("Im Anhang:") + "\n" + "\n".join(f"- {zeile}" for zeile in im_anhang))
    if als_link:
        bis = datum(berliner_tag(unterlagen_gueltig_bis(sitzung)))
        absaetze.append(
            _("Zum Herunterladen:")
            + "\n"
            + "\n".join(f"- {zeile}" for zeile in als_link)
            + "\n"
            + _("Ihr persönlicher Link gilt bis zum %(bis)s:") % {"bis": bis}
        )
    return "\n\n".join(absaetze)


def _papier(papier: Papier) -> str:
    return _("zu TOP %(nummer)s: %(titel)s (%(groesse)s)") % {
        "nummer": papier.nummer,
        "titel": papier.titel,
        "groesse": dateigroesse(papier.groesse),
    }
