"""Dispatch of a Niederschrift: who gets it and with what, one button; afterwards the proof per person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kim.basis.fehler import Fachfehler
from kim.versand.permissions import SEHEN as POSTAUSGANG_SEHEN
from kim.versand.permissions import TEXTE_AENDERN
from kim.versand.regeln.stand import Stand
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.niederschriftsversand import (
    Versendet,
    an_empfaenger_senden,
    anders_zustellen,
    niederschrift_nachsenden,
    niederschrift_versenden,
)
from lenkung.domain.niederschriftsversand_post import vorschau
from lenkung.domain.niederschriftsversandtexte import NIEDERSCHRIFT
from lenkung.domain.queries.genehmigung import Genehmigungslage, genehmigungslage
from lenkung.domain.queries.niederschriftsversand import (
    Empfangsbild,
    Vorgesehen,
    beilagen,
    empfangsbilder,
    empfangskreis,
    fruehere_versande,
    moegliche_anlagen,
    nicht_oeffentliche_punkte,
    noch_nicht_bedacht,
)
from lenkung.domain.queries.oeffentlich import oeffentliches_pdf
from lenkung.forms.genehmigung import AndersForm, NochmalForm, VersandForm
from lenkung.models import Niederschrift, Niederschriftsempfaenger
from lenkung.models.genehmigungsauswahl import EMPFANGSARTEN
from lenkung.regeln.genehmigung import Empfangsart, einwendungshinweis
from lenkung.views.genehmigungsseiten import niederschrift_holen, zum_versand
from lenkung.views.niederschriftsseiten import zur_niederschrift
from lenkung.views.seiten import formularseite
from lenkung.views.sendungsnachweis import STAENDE
from lenkung.views.sitzungsrahmen import rahmen

_ARTEN = dict(EMPFANGSARTEN)
_KOPFZEILEN = {
    Empfangsart.MITGLIED: gettext_lazy("Mitglieder"),
    Empfangsart.STELLVERTRETUNG: gettext_lazy("Stellvertretungen"),
    Empfangsart.VORZIMMER: gettext_lazy("Vorzimmer"),
    Empfangsart.VERTEILER: gettext_lazy("Verteiler"),
}


@require_http_methods(["GET", "POST"])
def seite(request: Anfrage, pk: int) -> HttpResponse:
    niederschrift = niederschrift_holen(request, pk)
    lage = genehmigungslage(niederschrift, timezone.now())
    if request.method == "POST":
        return _senden(request, niederschrift, lage)
    if lage is None:
        messages.info(request, _("Versenden lässt sich die Niederschrift, sobald sie unterzeichnet ist."))
        return redirect(zur_niederschrift(pk))
    if lage.versand is not None:
        return _nachweis(request, lage)
    if lage.fassung.unterzeichnetes_pdf is None:
        messages.info(request, _("Das unterzeichnete PDF liegt noch nicht vor."))
        return redirect(zur_niederschrift(pk))
    return _vorher(request, lage, _form(request, lage))


def _form(request: Anfrage, lage: Genehmigungslage) -> VersandForm:
    return VersandForm(*eingaben(request), moegliche=moegliche_anlagen(lage.niederschrift.sitzung))


def _vorher(request: Anfrage, lage: Genehmigungslage, form: VersandForm, status: int = 200) -> HttpResponse:
    sitzung = lage.niederschrift.sitzung
    kreis = empfangskreis(sitzung.gremium, timezone.localdate())
    dateien = beilagen(lage.fassung, (), sitzung.gremium)
    return render(
        request,
        "lenkung/niederschrift_versand.html",
        {
            **rahmen(request, sitzung, "niederschrift"),
            "lage": lage,
            "form": form,
            "gruppen": _gruppen(kreis),
            "erreichbar": sum(person.erreichbar for person in kreis),
            "ohne_adresse": [person for person in kreis if not person.erreichbar],
            "niederschrift_datei": dateien[0],
            "mail": vorschau(sitzung, dateien, "", lage.regel),
            "darf_texte": request.akteur.hat_recht(TEXTE_AENDERN.schluessel),
            "mailtext": NIEDERSCHRIFT.schluessel,
            "nicht_oeffentlich": nicht_oeffentliche_punkte(lage.fassung),
            "volle_verteiler": sorted({p.kreis for p in kreis if p.kreis and not p.nur_oeffentlich}),
            "wartende": [p for p in kreis if p.nur_oeffentlich] if _oeffentlich_fehlt(lage) else [],
            "hinweis": einwendungshinweis(lage.regel),
            "darf": permissions.darf_niederschrift_versenden(request.akteur, sitzung),
            **_frueher(lage),
        },
        status=status,
    )


def _oeffentlich_fehlt(lage: Genehmigungslage) -> bool:
    return oeffentliches_pdf(lage.fassung) is None


def _gruppen(kreis: Sequence[Vorgesehen]) -> list[tuple[Any, list[Vorgesehen]]]:
    gruppen = [(_KOPFZEILEN[art], [p for p in kreis if p.art is art]) for art in Empfangsart]
    return [(titel, personen) for titel, personen in gruppen if personen]


def _senden(request: Anfrage, niederschrift: Niederschrift, lage: Genehmigungslage | None) -> HttpResponse:
    sitzung = niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_versenden(request.akteur, sitzung))
    form = _form(request, lage) if lage else None
    if lage is not None and form is not None and not form.is_valid():
        return _vorher(request, lage, form, status=422)
    angaben = form.cleaned_data if form else {}
    return _tun(
        request,
        sitzung.pk,
        niederschrift_versenden,
        sitzung_id=sitzung.pk,
        anschreiben=angaben.get("anschreiben", ""),
        anlagen=angaben.get("anlagen", ()),
    )


@require_POST
def nachsenden(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = niederschrift_holen(request, pk).sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_versenden(request.akteur, sitzung))
    return _tun(request, pk, niederschrift_nachsenden, sitzung_id=pk)


def _tun(request: Anfrage, nummer: int, tun: Any, **angaben: Any) -> HttpResponse:
    try:
        ergebnis: Versendet = tun(akteur=request.akteur, **angaben)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        zurueck = fehler.code in ("nicht_unterzeichnet", "ohne_pdf")
        return redirect(zur_niederschrift(nummer) if zurueck else zum_versand(nummer))
    if not ergebnis.neu:
        messages.info(request, _("Das ist schon versandt. Hier sehen Sie, was daraus wurde."))
        return redirect(zum_versand(nummer))
    satz = ngettext(
        "%(zahl)s E-Mail liegt im Postausgang.", "%(zahl)s E-Mails liegen im Postausgang.", ergebnis.erreicht
    ) % {"zahl": ergebnis.erreicht}
    if ergebnis.ohne_adresse:
        satz = f"{satz} " + _("Ohne E-Mail-Adresse: %(namen)s.") % {"namen": ", ".join(ergebnis.ohne_adresse)}
    if ergebnis.warten:
        satz = f"{satz} " + _("Auf die öffentliche Fassung warten %(zahl)s.") % {"zahl": ergebnis.warten}
    messages.success(request, satz)
    return redirect(zum_versand(nummer))


# Afterwards -------------------------------------------------------------------------------------------------


def _nachweis(request: Anfrage, lage: Genehmigungslage) -> HttpResponse:
    assert lage.versand is not None
    sitzung = lage.niederschrift.sitzung
    bilder = empfangsbilder(lage.versand)
    darf = permissions.darf_niederschrift_versenden(request.akteur, sitzung)
    fehlende = []
    if darf:
        fehlende = noch_nicht_bedacht(lage.versand, empfangskreis(sitzung.gremium, timezone.localdate()))
    oeffentlich_fehlt = bool(fehlende) and _oeffentlich_fehlt(lage)
    return render(
        request,
        "lenkung/niederschrift_nachweis.html",
        {
            **rahmen(request, sitzung, "niederschrift"),
            "lage": lage,
            "versand": lage.versand,
            "beilagen": lage.versand.beilagen.select_related("dokument"),
            "belege": [(bild, *_stand(bild)) for bild in bilder],
            "zu_klaeren": [bild for bild in bilder if bild.zu_klaeren],
            "unterwegs": sum(bild.unterwegs for bild in bilder),
            "angenommen": sum(bild.angenommen is not None for bild in bilder),
            "anders": sum(bild.angenommen is None and bild.person.anders_am is not None for bild in bilder),
            "alle": len(bilder),
            "nachzusenden": [p for p in fehlende if not (p.nur_oeffentlich and oeffentlich_fehlt)],
            "wartende": [p for p in fehlende if p.nur_oeffentlich and oeffentlich_fehlt],
            "darf": darf,
            "darf_postausgang": request.akteur.hat_recht(POSTAUSGANG_SEHEN.schluessel),
            **_frueher(lage),
        },
    )


def _frueher(lage: Genehmigungslage) -> dict[str, Any]:
    """The proof of the versions that are replaced: to whom, and when the mail server accepted."""
    return {
        "fruehere": [
            (versand, [(bild, *_stand(bild)) for bild in empfangsbilder(versand)])
            for versand in fruehere_versande(lage.fassung)
        ]
    }


def _stand(bild: Empfangsbild) -> tuple[str, Any]:
    if bild.angenommen is not None:
        return STAENDE[Stand.GESENDET]
    if bild.person.anders_am is not None:
        return "neutral", _("anders zugestellt")
    return STAENDE[bild.letzte.stand] if bild.letzte else ("schlecht", _("keine Adresse"))


def _person(request: Anfrage, pk: int) -> Niederschriftsempfaenger:
    menge = permissions.sichtbare_niederschriftsempfaenger(request.akteur)
    person = get_object_or_404(
        menge.select_related("versand__fassung__niederschrift__sitzung__gremium"), pk=pk
    )
    sitzung = person.versand.fassung.niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_versenden(request.akteur, sitzung))
    return person


def _weg(person: Niederschriftsempfaenger) -> list[tuple[Any, str]]:
    sitzung_id = person.versand.fassung.niederschrift.sitzung_id
    return [
        (_("Niederschrift"), zur_niederschrift(sitzung_id)),
        (_("Versand"), zum_versand(sitzung_id)),
    ]


@require_http_methods(["GET", "POST"])
def nochmal(request: Anfrage, pk: int) -> HttpResponse:
    """To one person once more, to a mended address where it was wrong."""
    person = _person(request, pk)
    form = NochmalForm(*eingaben(request), initial={"email": person.email, "lauf": person.mails})
    if request.method == "POST" and form.is_valid():
        try:
            neu = an_empfaenger_senden(
                empfaenger_id=pk,
                email=form.cleaned_data["email"],
                lauf=form.cleaned_data["lauf"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            text = _("Die E-Mail an %(name)s liegt im Postausgang.") if neu else _("Das ist schon gesendet.")
            messages.success(request, text % {"name": person.name})
            return redirect(_weg(person)[-1][1])
    return formularseite(
        request,
        form=form,
        titel=_("Noch einmal senden: %(name)s") % {"name": person.name},
        weg=_weg(person),
        knopf=_("Senden"),
        unterzeile=_(
            "Die Adresse gilt für diesen Versand. In den Stammdaten ändern Sie sie für alle künftigen."
        ),
    )


@require_http_methods(["GET", "POST"])
def anders(request: Anfrage, pk: int) -> HttpResponse:
    """By letter or by hand."""
    person = _person(request, pk)
    form = AndersForm(*eingaben(request), initial={"am": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            anders_zustellen(
                empfaenger_id=pk,
                wie=form.cleaned_data["wie"],
                am=form.cleaned_data["am"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Eingetragen."))
            return redirect(_weg(person)[-1][1])
    return formularseite(
        request,
        form=form,
        titel=_("Anders zugestellt: %(name)s") % {"name": person.name},
        weg=_weg(person),
        knopf=_("Eintragen"),
    )
