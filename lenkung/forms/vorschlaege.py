"""Forms of proposals: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import datum, uhrzeit, wochentag
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.queries.vorschlaege import Sitzungsangebot
from lenkung.forms.anlagen import DateienField, MitDateien
from lenkung.forms.gremien import PersonField, TatForm
from lenkung.models import Gremium, Sitzung, Vorschlag
from lenkung.models.vorschlag import MINUTEN_HOECHSTENS

ARTEN = [
    ("bericht", _("Bericht: Die Runde erfährt etwas.")),
    ("beratung", _("Beratung: Die Runde spricht darüber.")),
    ("beschluss", _("Beschluss: Die Runde entscheidet.")),
]


def sitzungsname(sitzung: Sitzung) -> str:
    return f"{wochentag(sitzung.tag)}, {datum(sitzung.tag)}, {uhrzeit(sitzung.beginn)}"


def _angebot(angebot: Sitzungsangebot, heute: date) -> str:
    name, bis = sitzungsname(angebot.sitzung), angebot.rechtzeitig_bis
    if bis is None:
        return name
    if heute <= bis:
        return _t("%(sitzung)s (rechtzeitig bis %(tag)s)") % {"sitzung": name, "tag": datum(bis)}
    return _t("%(sitzung)s (verspätet: rechtzeitig war bis %(tag)s)") % {"sitzung": name, "tag": datum(bis)}


def ziele(
    gremien: Sequence[Gremium], angebote: Sequence[Sitzungsangebot], heute: date
) -> list[tuple[str, str]]:
    """Per Gremium its next sessions and the backlog; the Gremium is named where there is more than one."""
    wahl = []
    for gremium in gremien:
        vorne = f"{gremium.kurz}: " if len(gremien) > 1 else ""
        wahl += [
            (f"s{angebot.sitzung.pk}", vorne + _angebot(angebot, heute))
            for angebot in angebote
            if angebot.sitzung.gremium_id == gremium.pk
        ]
        wahl.append((f"g{gremium.pk}", vorne + _t("Ohne bestimmte Sitzung")))
    return wahl


class VorschlagenForm(MitDateien, TatForm):
    umleitung = {"sitzung": "ziel", "gremium": "ziel"}
    schluessel = forms.UUIDField(widget=forms.HiddenInput)
    titel = forms.CharField(
        label=_("Thema"), max_length=200, help_text=_("So, wie es in der Tagesordnung stehen könnte.")
    )
    art = forms.ChoiceField(label=_("Was soll die Runde tun?"), choices=ARTEN, widget=forms.RadioSelect)
    erlaeuterung = forms.CharField(
        label=_("Erläuterung"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Worum geht es, und was soll die Runde damit tun? Ein paar Sätze genügen."),
    )
    minuten = forms.IntegerField(
        label=_("Zeitbedarf in Minuten"),
        min_value=1,
        max_value=MINUTEN_HOECHSTENS,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
        error_messages={
            "min_value": _("Bitte zwischen 1 und 240 Minuten angeben."),
            "max_value": _("Bitte zwischen 1 und 240 Minuten angeben."),
            "invalid": _("Bitte die Minuten als ganze Zahl angeben, zum Beispiel 15."),
        },
    )
    ziel = forms.ChoiceField(
        label=_("Für welche Sitzung?"),
        widget=forms.RadioSelect,
        help_text=_("Auch ein später Vorschlag wird angenommen. Er ist dann als verspätet gekennzeichnet."),
    )
    person = PersonField(
        queryset=None,
        label=_("Im Namen von"),
        required=False,
        empty_label=_("im eigenen Namen"),
        help_text=_("Wenn Ihnen jemand den Punkt genannt hat. Die Person bekommt die Antworten."),
    )
    dateien = DateienField(required=False)

    def __init__(self, *args: Any, ziele: Sequence[tuple[str, str]], personen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ziel"].choices = ziele  # type: ignore[attr-defined]
        if personen is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = personen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self.noch_einmal_waehlen()
        return daten

    def add_error(self, field: str | None, error: Any) -> None:
        ziel = self.umleitung.get(field or "", field)
        super().add_error(ziel if ziel in self.fields else None, error)

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld or "", fehler.feld)
        super().fachfehler(fehler)
        self.noch_einmal_waehlen()

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "titel": " ".join(daten["titel"].split()),
            "art": daten["art"],
            "erlaeuterung": daten["erlaeuterung"].replace("\r\n", "\n").strip(),
            "minuten": daten["minuten"],
        }

    def nummer(self, art: str) -> int | None:
        """Of the chosen session (s) or Gremium (g)."""
        ziel = str(self.cleaned_data["ziel"])
        return int(ziel[1:]) if ziel.startswith(art) else None


class _TatAmVorschlag(TatForm):
    """`stand` travels with the page: of two who decide at once, the second is told."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, vorschlag: Vorschlag, **kwargs: Any) -> None:
        initial = {"stand": stand_von(vorschlag), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance = vorschlag

    class _meta:
        model = Vorschlag

    def vergleichen(self, gespeichert: Vorschlag) -> None:
        """The message names who changed it; the page shows what holds now."""
        self.instance = gespeichert

    def angaben(self) -> dict[str, Any]:
        return {name: wert for name, wert in self.cleaned_data.items() if name not in ("stand", "sitzung")}


def _text(label: Any, hilfe: Any = "", *, pflicht: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=pflicht,
        help_text=hilfe,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NachfragenForm(_TatAmVorschlag):
    text = _text(_("Ihre Frage"), _("Steht so in der E-Mail an die Person, die vorgeschlagen hat."))


class AntwortenForm(MitDateien, _TatAmVorschlag):
    text = _text(_("Ihre Antwort"))
    dateien = DateienField(required=False)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self.noch_einmal_waehlen()
        return daten


class _MitSitzung(_TatAmVorschlag):
    sitzung = forms.ChoiceField(label=_("Sitzung"))

    def __init__(
        self, *args: Any, sitzungen: Sequence[Sitzung], leer: tuple[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        wahl: list[tuple[str, Any]] = [(str(sitzung.pk), sitzungsname(sitzung)) for sitzung in sitzungen]
        self.fields["sitzung"].choices = ([leer] if leer else []) + wahl  # type: ignore[attr-defined]
        self.fields["sitzung"].required = leer is None

    def angaben(self) -> dict[str, Any]:
        wert = self.cleaned_data["sitzung"]
        return {**super().angaben(), "sitzung_id": int(wert) if wert else None}


class VerschiebenForm(_MitSitzung):
    text = _text(_("Antwort an die Person, die vorgeschlagen hat"), _("Warum später, und wie es weitergeht."))


class AufnehmenForm(_MitSitzung):
    text = _text(_("Hinweis an die Person, die vorgeschlagen hat"), pflicht=False)


class AblehnenForm(_TatAmVorschlag):
    grund = _text(_("Grund"), _("Steht in der E-Mail und bleibt beim Vorschlag lesbar."))


class ZurueckziehenForm(_TatAmVorschlag):
    text = _text(_("Warum?"), pflicht=False)
