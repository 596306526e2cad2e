"""Forms of sessions and marked times: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import wochentag
from kim.basis.befund import Verstoss
from kim.stammdaten.domain.queries.listen import standorte_im_kreis
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.forms.saetze import StammsatzForm
from kim.web.formulare import KernForm
from lenkung.forms.gremien import TatForm
from lenkung.models import Sitzung, Sperrzeit
from lenkung.models.sitzung import LAENGSTENS
from lenkung.regeln.planung import Plan, Vorschlag
from lenkung.regeln.sitzung import ortszeit
from lenkung.regeln.werte import Sitzungsart

UEBLICHE_DAUER, UEBLICHE_UHRZEIT = 120, time(14, 0)
_KURZ = {"class": "kim-breite-kurz"}
WOCHENTAGE = [(str(n), wochentag(date(2024, 1, 1 + n))) for n in range(5)]


def _tag(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_KURZ))


def _uhrzeit() -> forms.TimeField:
    return forms.TimeField(label=_("Uhrzeit"), widget=forms.TimeInput(format="%H:%M", attrs=_KURZ))


def _dauer() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("geplante Dauer in Minuten"),
        min_value=1,
        max_value=LAENGSTENS,
        widget=forms.NumberInput(attrs=_KURZ),
        error_messages={
            "min_value": _("Eine Sitzung dauert mindestens eine Minute. Bitte die Dauer prüfen."),
            "max_value": _("Eine Sitzung dauert höchstens einen Tag. Bitte die Dauer prüfen."),
            "invalid": _("Bitte die Dauer als ganze Zahl angeben, zum Beispiel 120."),
        },
    )


class StandortField(forms.ModelChoiceField):
    def __init__(self) -> None:
        super().__init__(
            queryset=None,
            label=_("Standort"),
            required=False,
            empty_label=_("Keine Angabe"),
            help_text=_("Aus den Stammdaten, wenn dort Anschrift und Zugang stehen."),
        )


class LinkField(forms.URLField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Link zur Teilnahme"),
            required=False,
            max_length=500,
            assume_scheme="https",
            help_text=_("Für eine digitale oder hybride Sitzung; spätestens zur Einladung nötig."),
        )


class WoForm(TatForm):
    """Kind, place, link and length: what the sessions of a year have in common."""

    umleitung = {"standort": "standort", "beginn": "tag"}
    art = forms.ChoiceField(
        label=_("Art"), choices=Sitzung._meta.get_field("art").flatchoices, widget=forms.RadioSelect
    )
    dauer_minuten = _dauer()
    ort = forms.CharField(
        label=_("Ort"),
        max_length=200,
        required=False,
        help_text=_("Gebäude und Raum, zum Beispiel „Kreishaus, Raum A 1.16“."),
    )
    standort = StandortField()
    link = LinkField()

    def __init__(
        self, *args: Any, kreis_id: int, heute: date, bisher: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        menge = standorte_im_kreis(kreis_id, am=heute)
        if bisher is not None:
            menge = menge | standorte_im_kreis(kreis_id).filter(pk=bisher)
        feld: Any = self.fields["standort"]
        feld.queryset = menge.select_related("kommune", "einrichtung").order_by("name", "pk")

    def angaben(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {
            "art": daten["art"],
            "ort": " ".join(daten["ort"].split()),
            "standort_id": daten["standort"].pk if daten["standort"] else None,
            "link": daten["link"],
            "dauer_minuten": daten["dauer_minuten"],
        }


class TerminMixin:
    """A day and a time of the day that together are a moment in Germany."""

    cleaned_data: dict[str, Any]

    def beginn_pruefen(self) -> None:
        tag, uhrzeit = self.cleaned_data.get("tag"), self.cleaned_data.get("uhrzeit")
        if tag is None or uhrzeit is None:
            return
        beginn = ortszeit(tag, uhrzeit)
        if beginn is None:
            self.add_error(  # type: ignore[attr-defined]
                "uhrzeit",
                ValidationError(
                    _t("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern."),
                    code="uhrzeit",
                ),
            )
        else:
            self.cleaned_data["beginn"] = beginn


class BestaetigungMixin:
    """Warnings are shown once; who has read them may plan so all the same."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    hinweise: Sequence[Verstoss] = ()

    def hinweise_zeigen(self, hinweise: Sequence[Verstoss]) -> bool:
        """Whether the page has to ask first."""
        self.hinweise = hinweise
        if not hinweise or self.cleaned_data.get("trotzdem"):
            return False
        self.fields["trotzdem"].widget = forms.CheckboxInput()
        return True


def _trotzdem() -> forms.BooleanField:
    """Hidden until there is something to confirm."""
    return forms.BooleanField(
        label=_("Hinweise gelesen, trotzdem so planen"), required=False, widget=forms.HiddenInput
    )


class SitzungPlanenForm(BestaetigungMixin, TerminMixin, WoForm):
    gremium: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Gremium"), empty_label=_("Bitte wählen")
    )
    tag = _tag(_("Tag"))
    uhrzeit = _uhrzeit()
    trotzdem = _trotzdem()
    field_order = ("gremium", "tag", "uhrzeit", "dauer_minuten", "art", "ort", "standort", "link", "trotzdem")

    def __init__(self, *args: Any, gremien: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["gremium"]
        feld.queryset = gremien

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self.beginn_pruefen()
        return daten

    @property
    def plan(self) -> Plan:
        daten = self.cleaned_data
        return Plan(daten["tag"], Sitzungsart(daten["art"]), daten["dauer_minuten"])


class FruehereSitzungForm(TerminMixin, WoForm):
    """A session of the past: it was held, or it was cancelled with a reason."""

    umleitung = {**WoForm.umleitung, "absage_grund": "absage_grund"}
    gremium: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Gremium"), empty_label=_("Bitte wählen")
    )
    tag = _tag(_("Tag"))
    uhrzeit = _uhrzeit()
    absage_grund = forms.CharField(
        label=_("Falls sie ausfiel: warum?"),
        max_length=500,
        required=False,
        help_text=_("Leer lassen, wenn die Sitzung stattfand."),
    )
    field_order = (
        "gremium",
        "tag",
        "uhrzeit",
        "dauer_minuten",
        "art",
        "ort",
        "standort",
        "link",
        "absage_grund",
    )

    def __init__(self, *args: Any, gremien: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["gremium"]
        feld.queryset = gremien
        self.fields["link"].help_text = _(
            "Für eine digitale oder hybride Sitzung nötig. "
            "Ist er nicht mehr bekannt: die Adresse des Dienstes."
        )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self.beginn_pruefen()
        return daten


class _MitStand(TatForm):
    """`stand` travels with the page, so that nobody overwrites what another person saved meanwhile."""

    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sitzung: Sitzung, **kwargs: Any) -> None:
        initial = {"stand": stand_von(sitzung), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.sitzung = self.instance = sitzung

    class _meta:
        model = Sitzung

    def vergleichen(self, gespeichert: Sitzung) -> None:
        """The message names who changed it; the head of the page shows what holds now."""
        self.sitzung = gespeichert


class VerlegenForm(BestaetigungMixin, TerminMixin, _MitStand):
    tag = _tag(_("Neuer Tag"))
    uhrzeit = _uhrzeit()
    grund = forms.CharField(
        label=_("Grund"), max_length=500, help_text=_("Steht im Verlauf und in der Nachricht an Eingeladene.")
    )
    trotzdem = _trotzdem()

    def __init__(self, *args: Any, grund_noetig: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].required = grund_noetig
        if not grund_noetig:
            self.fields["grund"].help_text = _("Steht im Verlauf.")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        self.beginn_pruefen()
        return daten

    @property
    def plan(self) -> Plan:
        return Plan(self.cleaned_data["tag"], self.sitzung.form, self.sitzung.dauer_minuten)


class AendernForm(BestaetigungMixin, _MitStand, WoForm):
    trotzdem = _trotzdem()
    field_order = ("art", "ort", "standort", "link", "dauer_minuten", "trotzdem")

    @property
    def plan(self) -> Plan:
        daten = self.cleaned_data
        return Plan(self.sitzung.tag, Sitzungsart(daten["art"]), daten["dauer_minuten"])


class AbsagenForm(_MitStand):
    umleitung = {"absage_grund": "grund"}
    grund = forms.CharField(
        label=_("Grund"),
        max_length=500,
        help_text=_(
            "Steht in der Nachricht und auf der Seite der Sitzung, zum Beispiel "
            "„keine Punkte zur Entscheidung“."
        ),
    )


# A year in one go -------------------------------------------------------------------------------------------


class JahrForm(WoForm):
    gremium: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Gremium"), empty_label=_("Bitte wählen")
    )
    jahr = forms.IntegerField(
        label=_("Jahr"), min_value=2000, max_value=2199, widget=forms.NumberInput(attrs=_KURZ)
    )
    wochentag = forms.ChoiceField(label=_("Wochentag"), choices=WOCHENTAGE)
    uhrzeit = _uhrzeit()
    field_order = (
        "gremium",
        "jahr",
        "wochentag",
        "uhrzeit",
        "dauer_minuten",
        "art",
        "ort",
        "standort",
        "link",
    )

    def __init__(self, *args: Any, gremien: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["gremium"]
        feld.queryset = gremien


class TerminzeileForm(TerminMixin, KernForm):
    """One suggested date. Left out: no session, whatever stands beside it."""

    dabei = forms.BooleanField(label=_("planen"), required=False)
    tag = _tag(_("Tag"))
    uhrzeit = _uhrzeit()

    def __init__(self, *args: Any, vorschlag: Vorschlag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vorschlag = vorschlag
        self.hinweise: Sequence[Verstoss] = ()
        if self.is_bound and not self["dabei"].value():
            self.fields["tag"].required = self.fields["uhrzeit"].required = False

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("dabei"):
            self.beginn_pruefen()
        return daten

    @property
    def beginn(self) -> datetime:
        beginn: datetime = self.cleaned_data["beginn"]
        return beginn


class TrotzdemForm(BestaetigungMixin, TatForm):
    trotzdem = _trotzdem()


def zeilenformulare(daten: Any, vorschlaege: Sequence[Vorschlag], uhrzeit: time) -> list[TerminzeileForm]:
    return [
        TerminzeileForm(
            daten,
            prefix=f"t{nummer}",
            vorschlag=vorschlag,
            initial={"dabei": vorschlag.tag is not None, "tag": vorschlag.tag, "uhrzeit": uhrzeit},
        )
        for nummer, vorschlag in enumerate(vorschlaege)
    ]


class SperrzeitForm(StammsatzForm):
    class Meta:
        model = Sperrzeit
        fields = ("bezeichnung", "von", "bis")
