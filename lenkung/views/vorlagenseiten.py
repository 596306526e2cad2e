"""What the pages of Vorlagen share: fetching a version, the way here, its path, its PDF."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.models import Vorlagenfassung
from lenkung.views.go_seiten import Schritt
from lenkung.views.seiten import druckstand


def krumen(akteur: Akteur, fassung: Vorlagenfassung | None = None) -> list[tuple[Any, str]]:
    weg: list[tuple[Any, str]] = [(_("Lenkung"), reverse("lenkung:uebersicht"))]
    if akteur.hat_recht(permissions.GREMIEN_SEHEN.schluessel):
        weg.append((_("Vorlagen"), reverse("lenkung:vorlage-liste")))
    if fassung is not None:
        weg.append((fassung, reverse("lenkung:fassung-detail", args=[fassung.pk])))
    return weg


def fassung_holen(request: Anfrage, pk: int) -> Vorlagenfassung:
    """Behind the scenes each version; members those that were released and stand on an agenda they read."""
    menge = permissions.lesbare_vorlagenfassungen(request.akteur)
    return get_object_or_404(menge.select_related("vorlage__gremium__kreis", "vorlage__vorschlag"), pk=pk)


def weg_der_fassung(fassung: Vorlagenfassung) -> list[Schritt]:
    if fassung.freigegeben_am is None:
        return [Schritt(_("Entwurf"), "jetzt"), Schritt(_("freigegeben"), "offen")]
    return [
        Schritt(_("Entwurf"), "erledigt"),
        Schritt(_("freigegeben"), "jetzt", datum(fassung.freigegeben_am)),
    ]


def druck(akteur: Akteur, fassung: Vorlagenfassung) -> dict[str, Any]:
    """The PDF of a released version if it is there, else how far its job is."""
    if fassung.ist_entwurf:
        return {}
    dokumente = dokumente_zu(permissions.VORLAGE_DRUCK, [fassung.pk]).get(fassung.pk, [])
    return druckstand(
        akteur,
        pdf=dokumente[-1] if dokumente else None,
        schluessel=f"pdf:{permissions.VORLAGE_DRUCK}:{fassung.pk}",
        zurueck_url=reverse("lenkung:fassung-detail", args=[fassung.pk]),
    )
