"""Forms of Gremien, offices, seats and holders: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, personen_im_kreis
from kim.stammdaten.forms.saetze import StammsatzForm
from kim.web.formulare import KernForm
from lenkung.domain.sitz import Beschluss
from lenkung.models import Amt, Besetzung, Gremium, Sitz


class PersonField(forms.ModelChoiceField):
    """Family name first, so that one finds a person by typing it."""

    def label_from_instance(self, obj: Any) -> str:
        vorne = " ".join(teil for teil in (obj.titel, obj.vorname) if teil)
        return f"{obj.nachname}, {vorne}" if vorne else str(obj.nachname)


def _tag(label: Any, *, pflicht: bool = True, hilfe: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=pflicht,
        help_text=hilfe,
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}),
    )


def _person(kreis_id: int, heute: date, bisher: int | None = None) -> Any:
    aktive = personen_im_kreis(kreis_id, am=heute)
    if bisher is not None:
        aktive = aktive | personen_im_kreis(kreis_id).filter(pk=bisher)
    return aktive.order_by("nachname", "vorname", "pk")


_PERSON_HILFE = _("Fehlt jemand, legen Sie die Person zuerst in den Stammdaten an.")


class GremiumForm(StammsatzForm):
    class Meta:
        model = Gremium
        fields = ("name", "kurzname", "aktiv_ab")


class AmtForm(StammsatzForm):
    felder_zu_fehlern = {"bis": "bis"}
    person = PersonField(queryset=None, label=_("Person"), help_text=_PERSON_HILFE)
    loest_ab = forms.BooleanField(
        label=_("Löst ab, wer das Amt bei Beginn hat; deren Amtszeit endet am Tag davor"), required=False
    )

    class Meta:
        model = Amt
        fields = ("art", "person", "von", "bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _person(self.instance.gremium.kreis_id, self.heute)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Who replaces somebody may overlap until the domain has ended the predecessor."""
        if not self.cleaned_data.get("loest_ab"):
            super()._post_clean()  # type: ignore[misc]

    def angaben(self) -> dict[str, Any]:
        return {name: wert for name, wert in super().angaben().items() if name != "loest_ab"}


class AmtBerichtigenForm(StammsatzForm):
    person = PersonField(queryset=None, label=_("Person"))
    grund = forms.CharField(
        label=_("Grund"), max_length=200, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )

    class Meta:
        model = Amt
        fields = ("person", "von", "bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _person(  # type: ignore[attr-defined]
            self.instance.gremium.kreis_id, self.heute, self.instance.person_id
        )

    def angaben(self) -> dict[str, Any]:
        return {name: wert for name, wert in super().angaben().items() if name != "grund"}


class SitzForm(StammsatzForm):
    abschnitte = ((_("Wodurch der Sitz entstand"), ("beginn_fundstelle", "beginn_tag", "beginn_nummer")),)

    class Meta:
        model = Sitz
        fields = (
            "einrichtung",
            "bezeichnung",
            "stimmrecht",
            "von",
            "beginn_fundstelle",
            "beginn_tag",
            "beginn_nummer",
        )
        widgets = {"beginn_nummer": forms.TextInput(attrs={"class": "kim-breite-kurz"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kreis_id = self.instance.gremium.kreis_id
        bisher = einrichtungen_im_kreis(kreis_id).filter(pk=self.instance.einrichtung_id)
        self.fields["einrichtung"].queryset = einrichtungen_im_kreis(kreis_id, am=self.heute) | bisher  # type: ignore[attr-defined]


class BesetzungForm(StammsatzForm):
    person = PersonField(queryset=None, label=_("Person"), help_text=_PERSON_HILFE)

    class Meta:
        model = Besetzung
        fields = ("art", "person", "von", "bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _person(self.instance.sitz.gremium.kreis_id, self.heute)  # type: ignore[attr-defined]
        self.fields["von"].help_text = _("Leer lassen: so lange wie der Sitz selbst.")

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        # As the domain does, so that an empty day does not read as one before the seat.
        daten["von"] = daten.get("von") or self.instance.sitz.von
        daten["bis"] = daten.get("bis") or self.instance.sitz.bis
        return daten


class BesetzungBerichtigenForm(StammsatzForm):
    person = PersonField(queryset=None, label=_("Person"))
    grund = forms.CharField(
        label=_("Grund"), max_length=200, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )

    class Meta:
        model = Besetzung
        fields = ("person", "von", "bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _person(  # type: ignore[attr-defined]
            self.instance.sitz.gremium.kreis_id, self.heute, self.instance.person_id
        )

    def angaben(self) -> dict[str, Any]:
        return {name: wert for name, wert in super().angaben().items() if name != "grund"}


class TatForm(KernForm):
    """A form without a record of its own: puts the answer of the domain beside a field that it has."""

    umleitung = {"bis": "zum"}

    def domaenenfehler(self, fehler: ValidationError) -> None:
        for feld, meldungen in fehler.error_dict.items():
            for meldung in meldungen:
                ziel = feld if feld in self.fields else str(meldung.code)
                ziel = self.umleitung.get(feld, self.umleitung.get(ziel, ziel))
                self.add_error(ziel if ziel in self.fields else None, meldung)


class NachfolgeForm(TatForm):
    umleitung = {"bis": "bis", "zum": "von"}
    person = PersonField(queryset=None, label=_("Wer folgt nach"), help_text=_PERSON_HILFE)
    von = _tag(_("Erster Tag"), hilfe=_("Die bisherige Besetzung endet am Tag davor."))
    bis = _tag(_("Letzter Tag"), pflicht=False, hilfe=_("Leer lassen, solange kein Ende feststeht."))
    grund = forms.CharField(
        label=_("Anlass"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel „Ruhestand“."),
    )

    def __init__(self, *args: Any, besetzung: Besetzung, heute: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        menge = _person(besetzung.sitz.gremium.kreis_id, heute).exclude(pk=besetzung.person_id)
        self.fields["person"].queryset = menge  # type: ignore[attr-defined]
        self.fields["person"].empty_label = _("Bitte wählen")  # type: ignore[attr-defined]


class BeendenForm(TatForm):
    zum = _tag(_("Letzter Tag"), hilfe=_("Bis zu diesem Tag gilt der Eintrag noch."))
    grund = forms.CharField(
        label=_("Grund"), max_length=200, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )


class BeschlussForm(TatForm):
    """Ends by a Beschluss, and says which one."""

    umleitung = {"bis": "zum", "ende_fundstelle": "fundstelle", "ende_nummer": "nummer", "ende_tag": "tag"}
    zum = _tag(_("Letzter Tag"), hilfe=_("Bis zu diesem Tag gilt der Eintrag noch."))
    fundstelle = forms.CharField(
        label=_("Beschluss"),
        max_length=300,
        help_text=_("Wo es steht, zum Beispiel „Niederschrift der 5. Sitzung, TOP 3“."),
    )
    tag = _tag(_("Beschluss vom"), pflicht=False)
    nummer = forms.CharField(
        label=_("Nummer des Beschlusses"),
        max_length=40,
        required=False,
        help_text=_("Leer lassen, wenn er keine hat."),
        widget=forms.TextInput(attrs={"class": "kim-breite-kurz"}),
    )

    def beschluss(self) -> Beschluss:
        daten = self.cleaned_data
        return Beschluss(fundstelle=daten["fundstelle"], tag=daten["tag"], nummer=daten["nummer"])


class TagForm(forms.Form):
    """The day of a composition, from the address."""

    tag = forms.DateField()
