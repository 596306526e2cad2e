"""What the pages of proposals share: words for states, the way here, lines for the start page, the path."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.vorschlaege import Urteil, offene_rueckfragen, vorschlaege_fuer
from lenkung.domain.vorschlag import Beantwortet
from lenkung.models import Vorschlag
from lenkung.regeln.vorschlag import OFFEN, Schritt, Vorschlagsstand
from lenkung.views.go_seiten import Schritt as Wegschritt

HOECHSTENS = 60
"""So many are read for the start page."""
STANDARTEN = {
    Vorschlagsstand.EINGEGANGEN: "hinweis",
    Vorschlagsstand.RUECKFRAGE: "achtung",
    Vorschlagsstand.VERSCHOBEN: "neutral",
    Vorschlagsstand.AUFGENOMMEN: "gut",
    Vorschlagsstand.ABGELEHNT: "schlecht",
    Vorschlagsstand.ZURUECKGEZOGEN: "neutral",
}
URTEILE: dict[str, tuple[str, Any]] = {
    "rechtzeitig": ("gut", gettext_lazy("rechtzeitig")),
    "verspaetet": ("achtung", gettext_lazy("verspätet")),
    "nicht_geregelt": ("neutral", gettext_lazy("nicht geregelt")),
}
SCHRITTE: dict[str, Any] = {
    Schritt.EINGEREICHT.value: gettext_lazy("Vorgeschlagen"),
    Schritt.GEFRAGT.value: gettext_lazy("Rückfrage"),
    Schritt.GEANTWORTET.value: gettext_lazy("Antwort"),
    Schritt.VERSCHOBEN.value: gettext_lazy("Verschoben"),
    Schritt.AUFGENOMMEN.value: gettext_lazy("In die Tagesordnung aufgenommen"),
    Schritt.ABGELEHNT.value: gettext_lazy("Abgelehnt"),
    Schritt.ZURUECKGEZOGEN.value: gettext_lazy("Zurückgezogen"),
}


def krumen(akteur: Akteur, vorschlag: Vorschlag | None = None) -> list[tuple[Any, str]]:
    weg: list[tuple[Any, str]] = [(_("Lenkung"), reverse("lenkung:uebersicht"))]
    if akteur.hat_recht(permissions.VORSCHLAGEN.schluessel):
        weg.append((_("Vorschläge"), reverse("lenkung:vorschlag-liste")))
    if vorschlag is not None:
        weg.append((vorschlag, reverse("lenkung:vorschlag-detail", args=[vorschlag.pk])))
    return weg


def vorschlag_holen(request: Anfrage, pk: int) -> Vorschlag:
    menge = vorschlaege_fuer(request.akteur).select_related("person", "gremium__kreis")
    return get_object_or_404(menge, pk=pk)


def urteil_in_worten(urteil: Urteil | None) -> dict[str, Any] | None:
    """For the `befund` tag."""
    if urteil is None:
        return None
    art, wort = URTEILE[urteil.befund.urteil]
    go = urteil.geschaeftsordnung
    url = f"{reverse('lenkung:go-detail', args=[go.pk])}#vorschlaege" if go and urteil.befund.norm else ""
    return {"befund": urteil.befund, "art": art, "wort": wort, "norm_url": url}


def weg_des_vorschlags(vorschlag: Vorschlag) -> list[Wegschritt]:
    """Proposed, looked at, decided."""
    titel = vorschlag.get_stand_display()
    eingang = Wegschritt(_("eingegangen"), "erledigt", datum(vorschlag.eingang))
    if vorschlag.lage is Vorschlagsstand.EINGEGANGEN:
        return [
            eingang,
            Wegschritt(_("bei der Geschäftsstelle"), "jetzt"),
            Wegschritt(_("entschieden"), "offen"),
        ]
    if vorschlag.lage in OFFEN:
        wort = _("im Themenspeicher") if vorschlag.lage is Vorschlagsstand.VERSCHOBEN else titel
        return [eingang, Wegschritt(wort, "jetzt"), Wegschritt(_("entschieden"), "offen")]
    return [
        eingang,
        Wegschritt(titel, "jetzt", datum(vorschlag.sitzung.tag) if vorschlag.sitzung else ""),
    ]


def meldung(antwort: Beantwortet, getan: str) -> str:
    """What was done, and whether the proposer learns of it by mail."""
    name = antwort.vorschlag.einreicher_name
    if antwort.erreicht:
        return f"{getan} {_('%(name)s bekommt eine E-Mail.') % {'name': name}}"
    ohne = _("Zu %(name)s ist keine E-Mail-Adresse bekannt. Bitte anders Bescheid geben.") % {"name": name}
    return f"{getan} {ohne}"


def rueckfragen_auf_heute(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """Questions to whoever proposed: one query. Those who prepare sessions ask them, they are not asked."""
    if akteur.hat_recht(permissions.VORBEREITEN.schluessel):
        return []
    return [
        Heutezeile(
            _("Rückfrage beantworten: %(thema)s") % {"thema": vorschlag.titel},
            reverse("lenkung:vorschlag-antworten", args=[vorschlag.pk]),
            dringlichkeit=Dringlichkeit.BALD,
            hinweis=vorschlag.gremium.kurz,
        )
        for vorschlag in offene_rueckfragen(akteur, HOECHSTENS)
    ]


def neue_auf_heute(gremien: Iterable[Any]) -> list[Heutezeile]:
    """New proposals, from Gremien that were read with them."""
    return [_neue(gremium) for gremium in gremien if gremium.neue_vorschlaege]


def _neue(gremium: Any) -> Heutezeile:
    zahl = gremium.neue_vorschlaege
    if zahl == 1:
        return Heutezeile(
            _("Vorschlag bearbeiten: %(thema)s") % {"thema": gremium.neuer_vorschlag},
            reverse("lenkung:vorschlag-detail", args=[gremium.neuer_vorschlag_id]),
            dringlichkeit=Dringlichkeit.BALD,
            hinweis=gremium.kurz,
        )
    text = ngettext("%(n)s neuen Vorschlag bearbeiten", "%(n)s neue Vorschläge bearbeiten", zahl)
    frage = f"stand={Vorschlagsstand.EINGEGANGEN.value}&gremium={gremium.pk}"
    return Heutezeile(
        text % {"n": zahl},
        f"{reverse('lenkung:vorschlag-liste')}?{frage}",
        dringlichkeit=Dringlichkeit.BALD,
        hinweis=gremium.kurz,
    )
