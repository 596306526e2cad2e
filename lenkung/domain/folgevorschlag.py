"""Was überfällig ist, kommt als Vorschlag auf die nächste Tagesordnung."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from lenkung import permissions
from lenkung.domain.queries.vorschlaege import offene_sitzungen
from lenkung.domain.vorschlag import Beantwortet, vorschlag_einreichen
from lenkung.models import Beschlussfolge, Gremium
from lenkung.models.vorschlag import Vorschlag
from lenkung.regeln.beschlusskontrolle import beurteilen
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.verlauf import Folgenstand

MINUTEN = 10
_TITEL_HOECHSTENS = Vorschlag._meta.get_field("titel").max_length or 200


def schluessel_des_vorschlags(folge: Beschlussfolge) -> UUID:
    """Je Folge und Termin einer: wird ein neuer Termin vereinbart und versäumt, kommt sie noch einmal."""
    termin = folge.bis.isoformat() if folge.bis else "-"
    return uuid5(NAMESPACE_URL, f"kim:lenkung:folge:{folge.pk}:{termin}")


@transaction.atomic
def folge_vorschlagen(*, folge_id: int, akteur: Akteur) -> Beantwortet:
    """Für die nächste Sitzung, auf deren Tagesordnung noch etwas kommen kann, sonst in den Themenspeicher."""
    menge = Beschlussfolge.objects.select_for_update(no_key=True, of=("self",))
    folge = menge.select_related("beschluss__gremium").get(pk=folge_id)
    gremium = folge.beschluss.gremium
    verlange(permissions.darf_folgen_pflegen(akteur, folge.beschluss))
    if folge.lage is not Folgenstand.OFFEN:
        raise Fachfehler(
            _("Diese Aufgabe ist schon %(stand)s.") % {"stand": folge.get_stand_display()},
            code="abgeschlossen",
        )
    sitzung = offene_sitzungen(Gremium.objects.filter(pk=gremium.pk), timezone.now()).first()
    return vorschlag_einreichen(
        gremium_id=gremium.pk,
        sitzung_id=sitzung.pk if sitzung else None,
        akteur=akteur,
        angaben={
            "titel": _titel(folge),
            "art": Punktart.BERICHT.value,
            "erlaeuterung": _erlaeuterung(folge),
            "minuten": MINUTEN,
        },
        schluessel=schluessel_des_vorschlags(folge),
    )


def _titel(folge: Beschlussfolge) -> str:
    titel = str(
        _("Stand zu Beschluss %(zeichen)s: %(text)s")
        % {"zeichen": folge.beschluss.zeichen, "text": folge.text}
    )
    return titel if len(titel) <= _TITEL_HOECHSTENS else titel[: _TITEL_HOECHSTENS - 1].rstrip() + "…"


def _erlaeuterung(folge: Beschlussfolge) -> str:
    zeilen = [
        _("Aus „%(beschluss)s“ vom %(tag)s folgt:")
        % {"beschluss": folge.beschluss, "tag": datum(folge.beschluss.gefasst_am)},
        folge.text,
        _("Verantwortlich: %(name)s.") % {"name": folge.verantwortlich},
        _("Termin: %(tag)s (%(wort)s).")
        % {
            "tag": datum(folge.bis) if folge.bis else _("keiner"),
            "wort": beurteilen(folge.lage, folge.bis, timezone.localdate()).wort,
        },
    ]
    letzter = folge.berichte.order_by("-am", "-pk").first()
    if letzter is not None:
        zeilen.append(_("Zuletzt berichtet am %(tag)s.") % {"tag": datum(letzter.am)})
    return "\n".join(str(zeile) for zeile in zeilen)
