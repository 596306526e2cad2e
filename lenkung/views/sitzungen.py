"""Sessions: the record, and the acts of planning."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.anzeige import uhrzeit, wochentag, zeitpunkt
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.queries.rueckmeldungen import erwartung_der_sitzung
from lenkung.domain.queries.sitzungen import plan_von, planungslage, zeilen_fuer
from lenkung.domain.queries.sitzungsbild import noch_zu_pruefen
from lenkung.domain.sitzung import sitzung_absagen, sitzung_aendern, sitzung_planen, sitzung_verlegen
from lenkung.domain.unterrichten import angehoerige, eingeladene, termin_text
from lenkung.forms.sitzungen import (
    UEBLICHE_DAUER,
    UEBLICHE_UHRZEIT,
    AbsagenForm,
    AendernForm,
    SitzungPlanenForm,
    VerlegenForm,
)
from lenkung.models import Sitzung
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand
from lenkung.views.antwort import eigene_antwort
from lenkung.views.rueckmeldungen import aussicht_zeile
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren
from lenkung.views.sitzungsrahmen import rahmen
from lenkung.views.sitzungsseiten import (
    grund_aus_adresse,
    krumen,
    markenzeile,
    meldung,
    sitzung_holen,
    termin_aus_adresse,
)


def detail(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    heute = timezone.localdate()
    aendern = permissions.darf_sitzung_aendern(request.akteur, sitzung)
    lage = planungslage(sitzung.gremium) if aendern else None
    hinweise = lage.hinweise(plan_von(sitzung), ohne=pk) if lage else ()
    (zeile,) = zeilen_fuer([sitzung], heute, lage.fassungen if lage else None)
    go = zeile.geschaeftsordnung
    marken = [markenzeile(marke, go.pk if go else None) for marke in zeile.marken]
    return render(
        request,
        "lenkung/sitzung_detail.html",
        {
            **rahmen(request, sitzung, "ueberblick"),
            "heute": heute,
            "marken": [marke for marke in marken if marke.marke.tag is not None],
            "ungeregelt": [marke for marke in marken if marke.marke.tag is None],
            "naechste": markenzeile(zeile.naechste, go.pk if go else None) if zeile.naechste else None,
            "geschaeftsordnung": go,
            "hinweise": hinweise,
            "angaben": _angaben(sitzung),
            "fehlt": sitzung.fehlt,
            **_zu_pruefen(request, sitzung),
            "eigene": eigene_antwort(request.akteur, sitzung),
            "aussicht": _aussicht(request, sitzung, go),
            "darf_aendern": aendern,
            # Who reads the session sees its Gremium; so the right alone decides.
            "darf_vorschlagen": sitzung.lage in VERAENDERLICH
            and sitzung.beginn > timezone.now()
            and request.akteur.hat_recht(
                permissions.VORSCHLAGEN.schluessel, permissions.bereich_von(sitzung.gremium)
            ),
            "darf_absagen": permissions.darf_sitzung_absagen(request.akteur, sitzung),
            "darf_verlauf": sitzung.lage in permissions.SEIT_EROEFFNUNG
            and permissions.darf_verlauf_sehen(request.akteur, sitzung),
            "darf_historie": permissions.darf_einsehen(request.akteur, sitzung.gremium)
            and request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def _zu_pruefen(request: Anfrage, sitzung: Sitzung) -> dict[str, Any]:
    """Votes whose presence was corrected, for those who read the course of the session."""
    if sitzung.lage is Sitzungsstand.EINGELADEN or not permissions.darf_verlauf_sehen(
        request.akteur, sitzung
    ):
        return {}
    return {
        "zu_pruefen": noch_zu_pruefen(sitzung.pk),
        "pruefen_url": reverse("lenkung:sitzung-fuehren", args=[sitzung.pk]),
    }


def _aussicht(request: Anfrage, sitzung: Sitzung, go: Any) -> dict[str, Any] | None:
    """Who answered what is for those who run the Gremium."""
    if not permissions.darf_hinter_die_kulissen(request.akteur, sitzung):
        return None
    return aussicht_zeile(erwartung_der_sitzung(sitzung, go))


def _angaben(sitzung: Sitzung) -> list[tuple[str, Any]]:
    standort = sitzung.standort
    return [
        (_("Gremium"), str(sitzung.gremium)),
        (_("Beginn"), f"{wochentag(sitzung.tag)}, {zeitpunkt(sitzung.beginn)}"),
        (_("Ende (geplant)"), uhrzeit(sitzung.ende)),
        (_("Dauer (geplant)"), _("%(n)s Minuten") % {"n": sitzung.dauer_minuten}),
        (_("Art"), sitzung.get_art_display()),
        (_("Ort"), sitzung.ort),
        (_("Standort"), str(standort) if standort else ""),
        (_("Anschrift"), standort.anschrift if standort else ""),
        (_("Zugang"), standort.zugang if standort else ""),
        (_("Grund der Absage"), sitzung.absage_grund),
    ]


# Acts -------------------------------------------------------------------------------------------------------


def _zur_sitzung(ergebnis: Any) -> str:
    sitzung = ergebnis if isinstance(ergebnis, Sitzung) else ergebnis.sitzung
    return reverse("lenkung:sitzung-detail", args=[sitzung.pk])


def _formularseite(request: Anfrage, form: Any, titel: str, knopf: str, **mehr: Any) -> HttpResponse:
    weg = mehr.pop("weg")
    return render(
        request,
        "lenkung/sitzung_formular.html",
        {"form": form, "titel": titel, "knopf": knopf, "krumen": weg, "abbrechen_url": weg[-1][1], **mehr},
    )


def _bereit(request: Anfrage, form: Any, sitzung: Sitzung) -> bool:
    """Sent, without a mistake, and what is noticeable about the date has been read."""
    if request.method != "POST" or not form.is_valid():
        return False
    lage = planungslage(sitzung.gremium)
    return not form.hinweise_zeigen(lage.hinweise(form.plan, ohne=sitzung.pk))


def planen(request: Anfrage) -> HttpResponse:
    kreis_id, heute = kreis_id_von(request), timezone.localdate()
    gremien = permissions.planbare_gremien(request.akteur, heute).order_by("name")
    wahl = request.GET.get("gremium", "")
    form = SitzungPlanenForm(
        *eingaben(request),
        kreis_id=kreis_id,
        heute=heute,
        gremien=gremien,
        initial={
            "gremium": wahl if wahl.isdecimal() else None,
            "art": "praesenz",
            "uhrzeit": UEBLICHE_UHRZEIT,
            "dauer_minuten": UEBLICHE_DAUER,
            **termin_aus_adresse(request),
        },
    )
    if request.method == "POST" and form.is_valid():
        gremium = form.cleaned_data["gremium"]
        if not form.hinweise_zeigen(planungslage(gremium).hinweise(form.plan)):
            weiter = ausfuehren(
                request,
                form,
                _zur_sitzung,
                lambda sitzung: _("Die %(sitzung)s ist geplant.") % {"sitzung": sitzung},
                sitzung_planen,
                gremium_id=gremium.pk,
                beginn=form.cleaned_data["beginn"],
                angaben=form.angaben(),
            )
            if weiter:
                return weiter
    return _formularseite(
        request,
        form,
        _("Sitzung planen"),
        _("Planen"),
        weg=krumen(),
        unterzeile=_("Fristen rechnet KIM aus der Geschäftsordnung, die an diesem Tag gilt."),
    )


def verlegen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_sitzung_aendern(request.akteur, sitzung))
    eingeladen = sitzung.lage is Sitzungsstand.EINGELADEN
    form = VerlegenForm(
        *eingaben(request),
        sitzung=sitzung,
        grund_noetig=eingeladen,
        initial={
            "tag": sitzung.tag,
            "uhrzeit": timezone.localtime(sitzung.beginn).time(),
            **termin_aus_adresse(request),
        },
    )
    if _bereit(request, form, sitzung):
        weiter = ausfuehren(
            request,
            form,
            _zur_sitzung,
            lambda was: meldung(
                was, _("Verlegt auf %(termin)s.") % {"termin": termin_text(was.sitzung.beginn)}
            ),
            sitzung_verlegen,
            sitzung_id=pk,
            beginn=form.cleaned_data["beginn"],
            grund=form.cleaned_data["grund"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    folgen = [_("Alle Fristen rechnen sich vom neuen Tag an neu.")]
    if eingeladen:
        folgen.append(
            _("Alle Eingeladenen bekommen eine E-Mail mit dem geänderten Kalendereintrag (%(n)s Personen).")
            % {"n": len(eingeladene(sitzung))}
        )
    return _formularseite(
        request,
        form,
        _("Sitzung verlegen"),
        _("Verlegen"),
        weg=krumen(sitzung),
        unterzeile=_("Bisher: %(termin)s") % {"termin": termin_text(form.sitzung.beginn)},
        folgen=folgen,
    )


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_sitzung_aendern(request.akteur, sitzung))
    form = AendernForm(
        *eingaben(request),
        sitzung=sitzung,
        kreis_id=sitzung.kreis_id,
        heute=timezone.localdate(),
        bisher=sitzung.standort_id,
        initial={
            name: getattr(sitzung, name) for name in ("art", "ort", "standort", "link", "dauer_minuten")
        },
    )
    if _bereit(request, form, sitzung):
        weiter = ausfuehren(
            request,
            form,
            _zur_sitzung,
            lambda was: meldung(was, _("Die Angaben sind gespeichert.")),
            sitzung_aendern,
            sitzung_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return _formularseite(
        request,
        form,
        _("Art, Ort und Dauer ändern"),
        _("Speichern"),
        weg=krumen(sitzung),
        unterzeile=termin_text(sitzung.beginn),
    )


def absagen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_sitzung_absagen(request.akteur, sitzung))
    form = AbsagenForm(*eingaben(request), sitzung=sitzung, initial=grund_aus_adresse(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_sitzung,
            lambda was: meldung(was, _("Die %(sitzung)s ist abgesagt.") % {"sitzung": was.sitzung}),
            sitzung_absagen,
            sitzung_id=pk,
            grund=form.cleaned_data["grund"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    folgen = [
        _("Mitglieder und Stellvertretungen bekommen eine E-Mail mit dem Grund (%(n)s Personen).")
        % {"n": len(angehoerige(sitzung))},
        _("Eine Absage lässt sich nicht zurücknehmen. Für einen anderen Tag verlegen Sie besser."),
        _("Gelöscht wird nichts: Die Sitzung bleibt mit ihrem Grund lesbar."),
    ]
    if sitzung.lage is Sitzungsstand.EINGELADEN:
        folgen.insert(1, _("Wer eingeladen ist, bekommt dazu die Absage für den eigenen Kalender."))
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "form": form,
            "titel": _("%(sitzung)s absagen?") % {"sitzung": sitzung},
            "text": str(sitzung.gremium),
            "folgen": folgen,
            "knopf": _("Sitzung absagen"),
            "gefahr": True,
            "krumen": krumen(sitzung),
            "abbrechen_url": reverse("lenkung:sitzung-detail", args=[pk]),
        },
    )
