"""The assumptions of the GO-Probe. They live in the address, so that a case can be passed on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm
from lenkung.regeln.ausprobieren import Annahmen, noetige_ja
from lenkung.regeln.beschlussfaehigkeit import noetige_vertretene, quorumsbasis
from lenkung.regeln.fristen import fristen
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.werte import Sitzungsart

MEISTE_SITZE = 200
_KURZ = {"class": "kim-breite-kurz"}


def _tag(label: Any, pflicht: bool = False, hilfe: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=pflicht, help_text=hilfe, widget=forms.DateInput(attrs=_KURZ)
    )


def _zahl(label: Any, hilfe: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MEISTE_SITZE,
        help_text=hilfe,
        error_messages={
            "invalid": _("Bitte eine ganze Zahl angeben."),
            "min_value": _("Bitte mindestens %(limit_value)s angeben."),
            "max_value": _("Bitte höchstens %(limit_value)s angeben."),
        },
        widget=forms.NumberInput(attrs=_KURZ),
    )


def _ja(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class GoProbeForm(KernForm):
    sitzungstag = _tag(_("Tag der Sitzung"), pflicht=True)
    sitzungsart = forms.ChoiceField(
        label=_("Form"),
        choices=[("praesenz", _("in Präsenz")), ("digital", _("digital")), ("hybrid", _("hybrid"))],
        widget=forms.Select(attrs={"class": "kim-breite-mittel"}),
    )
    vorschlag_am = _tag(_("Ein Punkt wird vorgeschlagen am"))
    versandt = _tag(_("Einladung versandt am"), hilfe=_("Leer: noch nicht versandt."))
    mit_ort = _ja(_("Die Einladung nennt den Ort"))
    mit_tagesordnung = _ja(_("Die Einladung enthält die Tagesordnung"))
    dringlich = _ja(_("Als dringlich versandt"))
    begruendet = _ja(_("Die Dringlichkeit ist begründet"))
    stimmberechtigte = _zahl(_("Stimmberechtigte Sitze"))
    besetzte = _zahl(_("Davon besetzt"), _("Mit einem Mitglied oder einer Stellvertretung."))
    vertretene = _zahl(_("Davon vertreten"), _("Mitglied oder Stellvertretung ist da."))
    unfaehig_festgestellt = _ja(_("Der Vorsitz hat die Beschlussunfähigkeit festgestellt"))
    zweite_einberufung = _ja(_("Der Punkt war zurückgestellt, die Einladung weist darauf hin"))
    verfahren = forms.ChoiceField(
        label=_("Entschieden wird"),
        choices=[("zahlen", _("durch Abstimmung")), ("einvernehmlich", _("einvernehmlich"))],
        widget=forms.RadioSelect,
    )
    ja = _zahl(_("Ja"))
    nein = _zahl(_("Nein"))
    enthaltung = _zahl(_("Enthaltung"))
    stichentscheid = _ja(_("Bei Gleichstand stimmt der Vorsitz mit Ja"))
    widersprueche = _zahl(_("Widersprüche, wenn einvernehmlich"))
    niederschrift_versandt = _tag(_("Niederschrift versandt am"))
    naechste_sitzung = _tag(_("Nächste Sitzung, die stattfindet"))
    einwendung_am = _tag(_("Eine Einwendung kommt am"), hilfe=_("Leer: keine."))
    stichtag = _tag(_("Betrachtet am"), pflicht=True)

    abschnitte = (
        (
            _("Einladung"),
            (
                "sitzungstag",
                "sitzungsart",
                "vorschlag_am",
                "versandt",
                "mit_ort",
                "mit_tagesordnung",
                "dringlich",
                "begruendet",
            ),
        ),
        (
            _("Beschlussfähigkeit"),
            ("stimmberechtigte", "besetzte", "vertretene", "unfaehig_festgestellt", "zweite_einberufung"),
        ),
        (_("Abstimmung"), ("verfahren", "ja", "nein", "enthaltung", "stichentscheid", "widersprueche")),
        (_("Niederschrift"), ("niederschrift_versandt", "naechste_sitzung", "einwendung_am", "stichtag")),
    )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        for weniger, mehr, text in (
            ("besetzte", "stimmberechtigte", _("Mehr als es Sitze gibt. Bitte verringern.")),
            ("vertretene", "besetzte", _("Mehr als besetzt sind. Bitte verringern.")),
        ):
            if (
                daten.get(weniger) is not None
                and daten.get(mehr) is not None
                and daten[weniger] > daten[mehr]
            ):
                self.add_error(weniger, text)
        return daten

    def annahmen(self) -> Annahmen:
        daten = dict(self.cleaned_data)
        einvernehmlich = daten.pop("verfahren") == "einvernehmlich"
        stimmen = Stimmen(daten.pop("ja"), daten.pop("nein"), daten.pop("enthaltung"))
        daten["sitzungsart"] = Sitzungsart(daten["sitzungsart"])
        return Annahmen(stimmen=None if einvernehmlich else stimmen, **daten)

    @staticmethod
    def anfang(ordnung: Ordnung, *, heute: date, stimmberechtigte: int, besetzte: int) -> dict[str, Any]:
        """A first case that stands right on the edge of every rule, so that one step shows it."""
        tag = heute + timedelta(days=30)
        if tag.weekday() > 4:
            tag += timedelta(days=7 - tag.weekday())
        termine = fristen(tag, ordnung)
        vertretene = besetzte
        if ordnung.quorum is not None:
            basis = quorumsbasis(ordnung.quorum, stimmberechtigte=stimmberechtigte, besetzte=besetzte)
            vertretene = min(besetzte, noetige_vertretene(basis, ordnung.quorum))
        ja = noetige_ja(ordnung, vertretene=vertretene, stimmberechtigte=stimmberechtigte) or vertretene
        return {
            "sitzungstag": tag,
            "sitzungsart": "praesenz",
            "vorschlag_am": termine.vorschlaege_bis,
            "versandt": termine.versand_bis or heute,
            "mit_ort": True,
            "mit_tagesordnung": True,
            "dringlich": False,
            "begruendet": False,
            "stimmberechtigte": stimmberechtigte,
            "besetzte": besetzte,
            "vertretene": vertretene,
            "unfaehig_festgestellt": False,
            "zweite_einberufung": False,
            "verfahren": "zahlen",
            "ja": ja,
            "nein": vertretene - ja,
            "enthaltung": 0,
            "stichentscheid": False,
            "widersprueche": 0,
            "niederschrift_versandt": tag + timedelta(days=10),
            "naechste_sitzung": tag + timedelta(days=90),
            "einwendung_am": None,
            "stichtag": tag + timedelta(days=91),
        }
