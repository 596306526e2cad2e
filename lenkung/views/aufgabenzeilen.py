"""What is to be done about seats and offices, in words: each a verb with a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.feste_abfrage import feste_abfrage
from lenkung import permissions
from lenkung.domain.queries.aufgaben import Aufgabe, Aufgabenart, aufgaben_in
from lenkung.domain.queries.geschaeftsordnung import bald_ohne_geltung, mit_letzter_geltung
from lenkung.domain.queries.vorschlaege import mit_neuen_vorschlaegen
from lenkung.models import Gremium
from lenkung.models.auswahl import AMT_ARTEN
from lenkung.regeln.gremium import BesetzungArt
from lenkung.views.vorschlagsseiten import neue_auf_heute

EINZELN_BIS = 1
"""From two of a kind in one Gremium on, the start page shows one line for all of them."""


@feste_abfrage
def _verwaltete(kreise: tuple[int, ...], einzelne: tuple[int, ...]) -> QuerySet[Gremium]:
    gremien = Gremium.objects.filter(Q(kreis_id__in=kreise) | Q(pk__in=einzelne))
    return mit_neuen_vorschlaegen(mit_letzter_geltung(gremien))


def heute_zeilen(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """Seats, offices, Geschäftsordnung and new proposals of the Gremien that one runs, read together."""
    gremien = _verwaltete(*permissions.verwaltung_von_gremien(akteur))
    zeilen = aufgabenzeilen(aufgaben_in(gremien, heute))
    entwerfbare = [gremium for gremium in gremien if permissions.darf_go_entwerfen(akteur, gremium)]
    vorbereitbare = [g for g in gremien if permissions.darf_sitzungen_vorbereiten(akteur, g)]
    return zeilen + geltungszeilen(entwerfbare, heute) + neue_auf_heute(vorbereitbare)


def geltungszeilen(gremien: Iterable[Gremium], heute: date) -> list[Heutezeile]:
    """A Gremium without a Geschäftsordnung in force, or not for long."""
    zeilen = []
    for eintrag in bald_ohne_geltung(gremien, heute):
        text, dringlichkeit = _("Geschäftsordnung erneuern: sie läuft ab"), Dringlichkeit.BALD
        if eintrag.seit is None:
            text, dringlichkeit = _("Geschäftsordnung entwerfen"), Dringlichkeit.IRGENDWANN
        elif eintrag.seit <= heute:
            text = _("Geschäftsordnung erneuern: es gilt keine mehr")
            dringlichkeit = Dringlichkeit.UEBERFAELLIG
        zeilen.append(
            Heutezeile(
                text,
                f"{reverse('lenkung:go-entwerfen')}?gremium={eintrag.gremium.pk}",
                dringlichkeit=dringlichkeit,
                frist=eintrag.seit,
                hinweis=eintrag.gremium.kurz,
            )
        )
    return zeilen


def aufgabenzeilen(aufgaben: Iterable[Aufgabe], *, gebuendelt: bool = True) -> list[Heutezeile]:
    gruppen: dict[tuple[int, Aufgabenart], list[Aufgabe]] = {}
    for aufgabe in aufgaben:
        gruppen.setdefault((aufgabe.gremium.pk, aufgabe.art), []).append(aufgabe)
    zeilen = []
    for gruppe in gruppen.values():
        if gebuendelt and len(gruppe) > EINZELN_BIS:
            zeilen.append(_gebuendelt(gruppe))
        else:
            zeilen += [_einzeln(aufgabe) for aufgabe in gruppe]
    return zeilen


def _einzeln(aufgabe: Aufgabe) -> Heutezeile:
    text, url = _text_und_url(aufgabe)
    return Heutezeile(
        text,
        url,
        dringlichkeit=_dringlichkeit(aufgabe.art),
        frist=aufgabe.frist,
        hinweis=aufgabe.gremium.kurz,
    )


def _text_und_url(aufgabe: Aufgabe) -> tuple[str, str]:
    if aufgabe.sitz is not None and aufgabe.besetzung is not None:
        angaben = {"name": aufgabe.besetzung.person, "sitz": aufgabe.sitz}
        url = reverse("lenkung:besetzung-nachfolge", args=[aufgabe.besetzung.pk])
        if aufgabe.besetzung.art == BesetzungArt.MITGLIED:
            return _("Nachfolge klären: %(name)s, Mitglied für %(sitz)s") % angaben, url
        return _("Nachfolge klären: %(name)s, Stellvertretung für %(sitz)s") % angaben, url
    if aufgabe.sitz is not None:
        frei = aufgabe.art is Aufgabenart.SITZ_BESETZEN
        als = BesetzungArt.MITGLIED if frei else BesetzungArt.STELLVERTRETUNG
        url = f"{reverse('lenkung:sitz-besetzen', args=[aufgabe.sitz.pk])}?als={als}"
        text = _("Sitz besetzen: %(sitz)s") if frei else _("Stellvertretung benennen: %(sitz)s")
        return text % {"sitz": aufgabe.sitz}, url
    amt = str(dict(AMT_ARTEN)[aufgabe.amtsart])
    url = f"{reverse('lenkung:amt-vergeben', args=[aufgabe.gremium.pk])}?art={aufgabe.amtsart}"
    if aufgabe.amt is None:
        return _("Amt vergeben: %(amt)s") % {"amt": amt}, url
    return _("Nachfolge klären: %(name)s, %(amt)s") % {"name": aufgabe.amt.person, "amt": amt}, url


def _gebuendelt(gruppe: Sequence[Aufgabe]) -> Heutezeile:
    art, gremium, zahl = gruppe[0].art, gruppe[0].gremium, len(gruppe)
    texte = {
        Aufgabenart.SITZ_BESETZEN: ngettext(
            "Sitze besetzen: %(n)s ist frei", "Sitze besetzen: %(n)s sind frei", zahl
        ),
        Aufgabenart.STELLVERTRETUNG_BENENNEN: ngettext(
            "Stellvertretungen benennen: %(n)s fehlt", "Stellvertretungen benennen: %(n)s fehlen", zahl
        ),
        Aufgabenart.NACHFOLGE_KLAEREN: ngettext(
            "Nachfolgen klären: %(n)s Amtszeit endet bald",
            "Nachfolgen klären: %(n)s Amtszeiten enden bald",
            zahl,
        ),
        Aufgabenart.AMT_VERGEBEN: ngettext(
            "Ämter vergeben: %(n)s ist offen", "Ämter vergeben: %(n)s sind offen", zahl
        ),
        Aufgabenart.AMT_NACHFOLGE: ngettext(
            "Nachfolgen klären: %(n)s Amt endet bald", "Nachfolgen klären: %(n)s Ämter enden bald", zahl
        ),
    }
    return Heutezeile(
        texte[art] % {"n": zahl},
        reverse("lenkung:gremium-detail", args=[gremium.pk]) + "#aufgaben",
        dringlichkeit=_dringlichkeit(art),
        frist=min((aufgabe.frist for aufgabe in gruppe if aufgabe.frist), default=None),
        hinweis=gremium.kurz,
    )


def _dringlichkeit(art: Aufgabenart) -> Dringlichkeit:
    enden = (Aufgabenart.NACHFOLGE_KLAEREN, Aufgabenart.AMT_NACHFOLGE)
    return Dringlichkeit.BALD if art in enden else Dringlichkeit.IRGENDWANN
