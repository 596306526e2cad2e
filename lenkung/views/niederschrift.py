"""The Niederschrift of a session: it reads like the document, and says what is still missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.niederschrift import (
    Nachgezogen,
    keine_erklaerungen_setzen,
    niederschrift_beginnen,
    niederschrift_nachziehen,
)
from lenkung.domain.queries.niederschrift import niederschriftsbild, verlauf_der
from lenkung.models import Niederschrift, Sitzung
from lenkung.models.auswahl import ABSCHNITTSARTEN
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.worte import farbe, wort
from lenkung.views.genehmigungsseiten import versandbild
from lenkung.views.niederschriftsseiten import (
    abschnittsbild,
    gefuehrte_sitzung_holen,
    pruefliste,
    titel_von,
    zur_niederschrift,
)
from lenkung.views.niederschriftsweg import anmerkungen_je_abschnitt, wegbild
from lenkung.views.seiten import HISTORIE_SEHEN
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.veroeffentlichungsbild import veroeffentlichungsbild

_NAMEN = dict(ABSCHNITTSARTEN)


def seite(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    kontext = {
        **rahmen(request, sitzung, "niederschrift"),
        "darf_schreiben": permissions.darf_niederschrift_schreiben(request.akteur, sitzung),
    }
    verlauf = verlauf_der(sitzung) if sitzung.lage is Sitzungsstand.GESCHLOSSEN else None
    if verlauf is None:
        kontext["nachzutragen"] = bool(permissions.darf_nachtragen(request.akteur, sitzung))
        return render(request, "lenkung/niederschrift_leer.html", kontext)
    bild = niederschriftsbild(sitzung, verlauf)
    if bild is None:
        return render(request, "lenkung/niederschrift_leer.html", {**kontext, "kann_beginnen": True})
    befund = bild.befund
    anmerkungen = anmerkungen_je_abschnitt(bild.niederschrift)
    versand = versandbild(request, bild.niederschrift)
    return render(
        request,
        "lenkung/niederschrift.html",
        {
            **kontext,
            **wegbild(request, sitzung, bild, versand),
            "niederschrift": bild.niederschrift,
            "veroeffentlichung": veroeffentlichungsbild(request, bild.niederschrift),
            "abschnitte": [abschnittsbild(a, anmerkungen.get(a.pk, ())) for a in bild.abschnitte],
            "versand": versand,
            "punkte": [a for a in bild.abschnitte if a.abschnittsart is Abschnittsart.PUNKT],
            "ausstehend": [gebaut.punkt or _NAMEN[gebaut.art.value] for gebaut in bild.ausstehend],
            "abweichend": [(titel_von(a), a.pk) for a in bild.abweichend],
            "pruefliste": pruefliste(bild, sitzung),
            "befund": befund,
            "befund_art": farbe(befund.urteil),
            "befund_wort": wort(befund.urteil),
            "mit_erklaerung": any(abschnitt.erklaerung for abschnitt in bild.abschnitte),
            "darf_textbausteine": permissions.darf_textbausteine_aendern(request.akteur, sitzung.kreis_id),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


@require_POST
def beginnen(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(
        request,
        pk,
        niederschrift_beginnen,
        lambda _satz: _("Der Entwurf ist da. Rechts steht, was noch fehlt."),
    )


@require_POST
def nachziehen(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(request, pk, niederschrift_nachziehen, _nachgezogen)


@require_POST
def erklaerungen(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(
        request,
        pk,
        keine_erklaerungen_setzen,
        lambda _satz: _("Gespeichert."),
        keine=request.POST.get("keine") == "1",
    )


def _nachgezogen(ergebnis: Nachgezogen) -> str:
    satz = _("Der Entwurf entspricht jetzt der Sitzung.")
    if ergebnis.abweichend:
        satz = f"{satz} " + ngettext(
            "%(zahl)s Abschnitt ist von Hand geändert und unverändert geblieben; bitte den Unterschied "
            "ansehen.",
            "%(zahl)s Abschnitte sind von Hand geändert und unverändert geblieben; bitte die Unterschiede "
            "ansehen.",
            ergebnis.abweichend,
        ) % {"zahl": ergebnis.abweichend}
    return satz


def _tun(request: Anfrage, pk: int, tun: Any, meldung: Any, **angaben: Any) -> HttpResponse:
    sitzung: Sitzung = gefuehrte_sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    try:
        ergebnis = tun(sitzung_id=pk, akteur=request.akteur, **angaben)
    except Niederschrift.DoesNotExist:
        messages.error(request, _("Der Entwurf ist noch nicht begonnen."))
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, meldung(ergebnis))
    return redirect(zur_niederschrift(pk))
