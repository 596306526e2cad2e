"""Forms of a Fallkonferenz."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.konferenzschritte import Umsetzung
from casemgmt.forms.akteure import DomaenenForm
from casemgmt.forms.falltat import Falltat, tagfeld
from casemgmt.models import Fallkonferenz, Planziel
from casemgmt.models.fallauswahl import WER
from casemgmt.models.verweisauswahl import KONFERENZARTEN
from casemgmt.regeln.plan import Wer
from kim.basis.akteur import Akteur
from kim.konten.domain.queries.kollegen import kollegen_mit_rolle
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_personen

ROLLEN = (Rolle.CASE_MANAGEMENT, Rolle.CASE_MANAGEMENT_MUKIS, Rolle.KOORDINATION_CM)


class KonferenzForm(DomaenenForm):
    art = forms.ChoiceField(label=_("Art"), choices=KONFERENZARTEN)
    tag = forms.DateField(label=_("Tag"), widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}))
    uhrzeit = forms.TimeField(label=_("Uhrzeit"), widget=forms.TimeInput(attrs={"class": "kim-breite-kurz"}))
    ort = forms.CharField(label=_("Ort"), max_length=200, required=False)
    frage = forms.CharField(
        label=_("Die Frage an die Runde"),
        help_text=_("Was soll am Ende entschieden sein?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    papier = forms.CharField(
        label=_("Was die Runde wissen muss"),
        help_text=_("So knapp wie möglich. Namen ersetzt KIM durch Buchstaben."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    namentlich = forms.BooleanField(
        label=_("mit Namen"),
        required=False,
        help_text=_("Nur wenn die Einwilligungen alle Beteiligten decken; sonst stehen Buchstaben da."),
    )

    def __init__(self, *args: Any, konferenz: Fallkonferenz | None = None, **kwargs: Any) -> None:
        if konferenz is not None:
            beginn = timezone.localtime(konferenz.beginn)
            bisher = {
                name: getattr(konferenz, name) for name in ("art", "ort", "frage", "papier", "namentlich")
            }
            bisher |= {"tag": beginn.date(), "uhrzeit": f"{beginn:%H:%M}"}
            kwargs["initial"] = {**bisher, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if konferenz is None:
            del self.fields["namentlich"]

    def konferenzangaben(self) -> Any:
        daten = {name: wert for name, wert in self.cleaned_data.items() if name != "stand"}
        beginn = datetime.combine(daten.pop("tag"), daten.pop("uhrzeit"))
        return {**daten, "beginn": timezone.make_aware(beginn)}


class TeilnahmeForm(DomaenenForm):
    konto = forms.ChoiceField(label=_("Kollegin oder Kollege"), required=False)
    einrichtung = forms.ChoiceField(label=_("oder eine andere Stelle"), required=False)
    person = forms.ChoiceField(
        label=_("Person dort"),
        required=False,
        help_text=_("Für eine Entbindung von der Schweigepflicht muss sie benannt sein."),
    )

    def __init__(self, *args: Any, akteur: Akteur, kreis_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leer = ("", _("Keine Angabe"))
        felder: Any = self.fields
        konten = kollegen_mit_rolle(kreis_id=kreis_id, rollen=ROLLEN, tag=timezone.localdate())
        felder["konto"].choices = [leer, *((str(k.pk), k.name) for k in konten)]
        stellen = sichtbare_einrichtungen(akteur).filter(kreis_id=kreis_id, aktiv_bis__isnull=True)
        felder["einrichtung"].choices = [
            leer,
            *((str(pk), name) for pk, name in stellen.order_by("name").values_list("pk", "name")),
        ]
        personen = sichtbare_personen(akteur).filter(kreis_id=kreis_id, aktiv_bis__isnull=True)
        felder["person"].choices = [leer, *((str(p.pk), str(p)) for p in personen.order_by("nachname"))]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if bool(daten.get("konto")) == bool(daten.get("einrichtung")):
            self.add_error("konto", _("Bitte entweder eine Kollegin oder eine andere Stelle wählen."))
        return daten

    def wer(self) -> dict[str, Any]:
        daten = self.cleaned_data
        return {f"{name}_id": int(daten[name]) if daten[name] else None for name in ("konto", "person")} | {
            "einrichtung_id": int(daten["einrichtung"] or 0)
        }


class UmsetzungForm(Falltat):
    """What becomes of a result. Only what is not there yet is offered."""

    umleitung = {"faellig_am": "wiedervorlage_am"}
    wiedervorlage_am = tagfeld(
        _("Wiedervorlage am"), pflicht=False, hilfe=_("Leer lassen, wenn es keine braucht.")
    )
    ziel = forms.ChoiceField(label=_("Schritt im Integrationsplan, zum Ziel"), required=False)
    wer = forms.ChoiceField(label=_("Wer tut den Schritt?"), choices=WER, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, bis: Any, ziele: Sequence[Planziel], mit_wiedervorlage: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"wiedervorlage_am": bis, "wer": Wer.ANDERE.value}, **kwargs)
        if not mit_wiedervorlage:
            del self.fields["wiedervorlage_am"]
        if not ziele:
            del self.fields["ziel"], self.fields["wer"]
            return
        auswahl: Any = self.fields["ziel"]
        auswahl.choices = [("", _("kein Schritt im Plan")), *((str(z.pk), z.worte) for z in ziele)]

    def umsetzung(self) -> Umsetzung:
        daten = self.cleaned_data
        return Umsetzung(
            wiedervorlage_am=daten.get("wiedervorlage_am"),
            ziel_id=int(daten["ziel"]) if daten.get("ziel") else None,
            wer=Wer(daten.get("wer") or Wer.ANDERE),
        )


class ErgebnisForm(DomaenenForm):
    text = forms.CharField(label=_("Was"), max_length=500)
    durch = forms.ChoiceField(label=_("Wer"))
    bis = forms.DateField(label=_("bis"), widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}))

    def __init__(self, *args: Any, konferenz: Fallkonferenz, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wer: Any = self.fields["durch"]
        wer.choices = [("", _("Bitte wählen")), *((str(t.pk), t.name) for t in konferenz.teilnahmen.all())]
