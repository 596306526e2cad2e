"""Forms of an agenda: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.dokumente.forms.hochladen import HochladenForm
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.forms.saetze import StammsatzForm
from lenkung.domain.queries.tagesordnung import freigegebene_vorlagen
from lenkung.forms.gremien import TatForm
from lenkung.models import Punktgast, Sitzung, Tagesordnungspunkt

_KURZ = {"class": "kim-breite-kurz"}


class VorlageField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.titel)


class PunktForm(StammsatzForm):
    vorlage = VorlageField(
        queryset=None,
        label=_("Vorlage"),
        required=False,
        help_text=_("Zur Wahl stehen freigegebene Vorlagen dieses Gremiums."),
    )
    field_order = (
        "titel",
        "art",
        "minuten",
        "erlaeuterung",
        "berichterstattung",
        "vorlage",
        "oeffentlich",
        "stand",
    )

    class Meta:
        model = Tagesordnungspunkt
        fields = ("titel", "art", "minuten", "erlaeuterung", "berichterstattung", "vorlage", "oeffentlich")
        widgets = {
            "minuten": forms.NumberInput(attrs=_KURZ),
            "erlaeuterung": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        punkt = kwargs["instance"]
        if punkt.pk is not None:
            kwargs["initial"] = {"stand": stand_von(punkt), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["vorlage"]
        feld.queryset = freigegebene_vorlagen(punkt.sitzung.gremium_id)
        feld.empty_label = _("Keine Vorlage")
        self.fields["art"].help_text = _("Was die Runde damit tun soll.")


class GastForm(StammsatzForm):
    class Meta:
        model = Punktgast
        fields = ("name", "einrichtung", "email", "grundlage")

    def __init__(self, *args: Any, norm: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Dorthin geht die Einladung zu diesem Punkt.")
        if norm:
            beispiel = self.fields["grundlage"].help_text
            self.fields["grundlage"].help_text = f"{beispiel} {norm}"


class PunktanlageForm(HochladenForm):
    titel = forms.CharField(
        label=_("Bezeichnung"),
        max_length=200,
        required=False,
        help_text=_("Leer lassen, dann steht dort der Name der Datei."),
    )


class GrundForm(TatForm):
    grund = forms.CharField(
        label=_("Grund"), max_length=500, help_text=_("Steht im Verlauf, damit es nachvollziehbar bleibt.")
    )


class _MitZaehler(TatForm):
    """`zaehler` travels with the page: what is set or sent back is what was read."""

    zaehler = forms.IntegerField(widget=forms.HiddenInput)


class WeitergebenForm(_MitZaehler):
    """Nothing to fill in: only to confirm."""


class EintragenForm(_MitZaehler):
    wie = forms.CharField(
        label=_("Wie hat der Vorsitz bestätigt?"),
        max_length=200,
        help_text=_("Zum Beispiel „E-Mail vom 03.03.2023“ oder „am Telefon, 03.03.2023“."),
    )


class ZurueckgebenForm(_MitZaehler):
    bemerkung = forms.CharField(
        label=_("Was soll anders werden?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Die Geschäftsstelle bekommt es als E-Mail."),
    )


class FolgeField(forms.CharField):
    """Numbers of items, separated by commas."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        teile = [teil for teil in text.split(",") if teil.strip()]
        if not all(teil.strip().isdecimal() and len(teil) < 19 for teil in teile):
            raise ValidationError(
                _t("Diese Folge ist nicht lesbar. Bitte die Seite neu laden."), code="folge"
            )
        return [int(teil) for teil in teile]


class OrdnenForm(_MitZaehler):
    folge = FolgeField(required=False, max_length=20_000)
    hoch = forms.IntegerField(required=False)
    runter = forms.IntegerField(required=False)


def punkt_von(sitzung: Sitzung) -> Tagesordnungspunkt:
    """An item that is not there yet."""
    return Tagesordnungspunkt(sitzung=sitzung)
