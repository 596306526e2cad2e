"""What the pages of circular decisions share: fetching one, the way here, words and colours, its path."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.anzeige import datum, wochentag, zeitpunkt
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.models import Gremium, Umlaufverfahren, Vorlagenfassung
from lenkung.regeln.reintext import ist_leer
from lenkung.regeln.umlauf import Umlaufstand
from lenkung.views.go_seiten import Schritt
from lenkung.views.seiten import krumen as krumen_des_gremiums


def umlauf_holen(request: Anfrage, pk: int) -> Umlaufverfahren:
    menge = permissions.sichtbare_umlaufverfahren(request.akteur)
    umlauf: Umlaufverfahren = get_object_or_404(
        menge.select_related("gremium__kreis", "geschaeftsordnung", "fassung", "beschluss"), pk=pk
    )
    return umlauf


def krumen(gremium: Gremium, umlauf: Umlaufverfahren | None = None) -> list[tuple[Any, str]]:
    weg = [
        *krumen_des_gremiums(gremium),
        (_("Beschlüsse im Umlauf"), reverse("lenkung:umlauf-liste", args=[gremium.pk])),
    ]
    if umlauf is not None:
        weg.append((umlauf.titel, reverse("lenkung:umlauf-detail", args=[umlauf.pk])))
    return weg


def stand_in_worten(umlauf: Umlaufverfahren) -> tuple[str, str]:
    """Colour and word; a deadline that has passed needs nobody to enter it."""
    lage = umlauf.lage
    if lage is Umlaufstand.LAEUFT:
        return (
            ("hinweis", _("läuft")) if permissions.umlauf_laeuft(umlauf) else ("achtung", _("Frist vorbei"))
        )
    if lage is Umlaufstand.FESTGESTELLT:
        return ("gut", _("angenommen")) if umlauf.beschluss.angenommen else ("neutral", _("abgelehnt"))
    return "neutral", str(umlauf.get_stand_display())


def frist_in_worten(umlauf: Umlaufverfahren) -> str:
    return f"{wochentag(umlauf.frist)}, {zeitpunkt(umlauf.frist)}"


def weg_des_umlaufs(umlauf: Umlaufverfahren) -> list[Schritt]:
    """Draft → running → established; what ended without a Beschluss says so at its last step."""
    lage = umlauf.lage
    begonnen = datum(umlauf.begonnen_am) if umlauf.begonnen_am else ""
    bis = _("bis %(frist)s") % {"frist": zeitpunkt(umlauf.frist)}
    if lage is Umlaufstand.ENTWURF:
        return [
            Schritt(_("Entwurf"), "jetzt"),
            Schritt(_("Umlauf"), "offen", bis),
            Schritt(_("festgestellt"), "offen"),
        ]
    if lage is Umlaufstand.LAEUFT:
        return [
            Schritt(_("Entwurf"), "erledigt"),
            Schritt(_("Umlauf"), "jetzt", bis),
            Schritt(_("festgestellt"), "offen"),
        ]
    ende = umlauf.festgestellt_am or umlauf.abgebrochen_am
    schluss = _("festgestellt") if lage is Umlaufstand.FESTGESTELLT else _("ohne Beschluss beendet")
    weg = [Schritt(_("Entwurf"), "erledigt")]
    if begonnen:
        weg.append(Schritt(_("Umlauf"), "erledigt", _("ab %(tag)s") % {"tag": begonnen}))
    return [*weg, Schritt(schluss, "jetzt", datum(ende) if ende else "")]


def abschnitte(fassung: Vorlagenfassung | None) -> list[tuple[Any, Any]]:
    """The text of the Vorlage, for whoever is to decide about it."""
    if fassung is None:
        return []
    texte = (
        (_("Sachverhalt"), fassung.sachverhalt),
        (_("Beschlussvorschlag"), fassung.beschlussvorschlag),
        (_("Auswirkungen"), fassung.auswirkungen),
    )
    return [(titel, gesetzt(text)) for titel, text in texte if not ist_leer(text)]
