"""What all pages of one session share: head, path, tabs, and the one next act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.nachtrag import ist_nachgetragen, ohne_verlauf
from lenkung.domain.queries.sitzungsbild import noch_zu_pruefen
from lenkung.domain.queries.tagesordnung import tagesordnungsstand
from lenkung.models import Punktgast, Sitzung, Tagesordnung, Tagesordnungspunkt
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Tagesordnungsstand
from lenkung.views.sitzungsseiten import STANDARTEN, krumen, weg_der_sitzung

Darf = Callable[[Akteur, Sitzung], Any]


@dataclass(frozen=True, slots=True)
class Reiter:
    name: str
    titel: Any
    url_name: str
    darf: Darf | None = None


def _hat_getagt(_akteur: Akteur, sitzung: Sitzung) -> bool:
    return sitzung.lage in (Sitzungsstand.EROEFFNET, Sitzungsstand.GESCHLOSSEN)


REITER = (
    Reiter("ueberblick", gettext_lazy("Überblick"), "lenkung:sitzung-detail"),
    Reiter(
        "tagesordnung",
        gettext_lazy("Tagesordnung"),
        "lenkung:sitzung-tagesordnung",
        permissions.darf_entwuerfe_sehen,
    ),
    Reiter(
        "einladung",
        gettext_lazy("Einladung"),
        "lenkung:sitzung-einladung",
        permissions.darf_hinter_die_kulissen,
    ),
    Reiter(
        "rueckmeldungen",
        gettext_lazy("Rückmeldungen"),
        "lenkung:sitzung-rueckmeldungen",
        permissions.darf_hinter_die_kulissen,
    ),
    Reiter(
        "fuehren",
        gettext_lazy("Sitzung führen"),
        "lenkung:sitzung-fuehren",
        permissions.darf_verlauf_sehen,
    ),
    Reiter(
        "niederschrift",
        gettext_lazy("Niederschrift"),
        "lenkung:sitzung-niederschrift",
        permissions.darf_niederschrift_sehen,
    ),
    Reiter(
        "sprechzettel",
        gettext_lazy("Sprechzettel"),
        "lenkung:sitzung-sprechzettel",
        permissions.darf_hinter_die_kulissen,
    ),
    Reiter(
        "unterlagen",
        gettext_lazy("Unterlagen"),
        "lenkung:sitzung-unterlagen",
        permissions.darf_entwuerfe_sehen,
    ),
    Reiter("folgen", gettext_lazy("Was daraus wurde"), "lenkung:sitzung-folgen", _hat_getagt),
)


@dataclass(frozen=True, slots=True)
class Schritt:
    """What this person does next with this session."""

    text: str
    url: str
    symbol: str = "stift"


def naechster_schritt(akteur: Akteur, sitzung: Sitzung) -> Schritt | None:
    """The primary button of the record; nothing where it is somebody else's turn."""
    stand = tagesordnungsstand(sitzung)
    vorbereiten = permissions.darf_vorbereiten(akteur, sitzung)
    bestaetigen = sitzung.lage in (Sitzungsstand.GEPLANT, Sitzungsstand.TAGESORDNUNG_FESTGELEGT) and (
        akteur.hat_recht(permissions.BESTAETIGEN.schluessel, permissions.bereich_von(sitzung.gremium))
    )
    if stand is Tagesordnungsstand.VORGELEGT and bestaetigen:
        url = reverse("lenkung:sitzung-bestaetigen", args=[sitzung.pk])
        return Schritt(_("Tagesordnung bestätigen"), url, "haken")
    if permissions.darf_nachtragen(akteur, sitzung) and _auf_papier(sitzung):
        url = reverse("lenkung:verlauf-nachtragen", args=[sitzung.pk])
        return Schritt(_("Verlauf nachtragen"), url)
    if sitzung.lage is Sitzungsstand.EROEFFNET or (
        sitzung.lage is Sitzungsstand.EINGELADEN and sitzung.tag <= timezone.localdate()
    ):
        if permissions.darf_verlauf_sehen(akteur, sitzung):
            return Schritt(
                _("Sitzung führen"), reverse("lenkung:sitzung-fuehren", args=[sitzung.pk]), "hammer"
            )
        return None
    if sitzung.lage is Sitzungsstand.GESCHLOSSEN:
        if permissions.darf_pruefung_abschliessen(akteur, sitzung) and noch_zu_pruefen(sitzung.pk):
            url = f"{reverse('lenkung:sitzung-fuehren', args=[sitzung.pk])}#pruefen"
            return Schritt(_("Abstimmung prüfen"), url, "achtung")
        if permissions.darf_niederschrift_sehen(akteur, sitzung):
            url = reverse("lenkung:sitzung-niederschrift", args=[sitzung.pk])
            return Schritt(_("Niederschrift"), url, "dokument")
        return None
    if not vorbereiten:
        return None
    if sitzung.lage is Sitzungsstand.EINGELADEN:
        url = reverse("lenkung:sitzung-rueckmeldungen", args=[sitzung.pk])
        return Schritt(_("Rückmeldungen ansehen"), url, "personen")
    if stand is Tagesordnungsstand.BESTAETIGT:
        return Schritt(_("Einladen"), reverse("lenkung:sitzung-einladung", args=[sitzung.pk]), "brief")
    url = reverse("lenkung:sitzung-tagesordnung", args=[sitzung.pk])
    texte = {
        Tagesordnungsstand.VORGELEGT: _("Tagesordnung ansehen"),
        Tagesordnungsstand.ZURUECKGEGEBEN: _("Tagesordnung überarbeiten"),
        Tagesordnungsstand.IN_AENDERUNG: _("Tagesordnung ändern"),
    }
    return Schritt(texte.get(stand, _("Tagesordnung aufstellen")), url)


def _auf_papier(sitzung: Sitzung) -> bool:
    """The day is over, and nobody ran it here; today it may still be run."""
    return sitzung.tag < timezone.localdate() and ohne_verlauf(sitzung)


def rahmen(request: Anfrage, sitzung: Sitzung, aktiv: str) -> dict[str, Any]:
    """For templates that extend lenkung/sitzung_basis.html."""
    akteur = request.akteur
    nachgetragen = sitzung.lage is Sitzungsstand.GESCHLOSSEN and ist_nachgetragen(sitzung)
    return {
        "sitzung": sitzung,
        "krumen": krumen(),
        "nachgetragen": nachgetragen,
        "weg": weg_der_sitzung(sitzung, nachgetragen=nachgetragen),
        "stand_art": STANDARTEN[sitzung.lage],
        "schritt": None if aktiv != "ueberblick" else naechster_schritt(akteur, sitzung),
        "reiter": [
            {
                "titel": reiter.titel,
                "url": reverse(reiter.url_name, args=[sitzung.pk]),
                "aktuell": reiter.name == aktiv,
                "anzahl": None,
            }
            for reiter in REITER
            if reiter.darf is None or reiter.darf(akteur, sitzung)
        ],
    }


def seite_der_vorbereitung(satz: Any) -> str:
    """Where the history of such a record leads back to."""
    if isinstance(satz, Punktgast):
        return reverse("lenkung:sitzung-tagesordnung", args=[satz.punkt.sitzung_id])
    if isinstance(satz, Tagesordnung | Tagesordnungspunkt):
        return reverse("lenkung:sitzung-tagesordnung", args=[satz.sitzung_id])
    sitzung_id = getattr(satz, "sitzung_id", None)
    if sitzung_id is not None:
        return reverse("lenkung:sitzung-detail", args=[sitzung_id])
    gremium_id = getattr(satz, "gremium_id", None)
    return (
        reverse("lenkung:gremium-detail", args=[gremium_id]) if gremium_id else reverse("lenkung:uebersicht")
    )
