"""Administration of accounts and roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Bereich
from kim.konten.domain.queries.bereiche import moegliche_bereiche
from kim.konten.models import Konto, Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG, ROLLEN, Rolle
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.web.formulare import KernForm


def _datumsfeld(beschriftung: Any, hilfe: Any = "", *, pflicht: bool = True) -> forms.DateField:
    return forms.DateField(
        label=beschriftung,
        help_text=hilfe,
        required=pflicht,
        widget=forms.DateInput(attrs={"class": "kim-breite-kurz"}),
    )


class GrundForm(KernForm):
    """A reason that stands in the history."""

    grund = forms.CharField(
        label=_("Begründung"),
        max_length=500,
        help_text=_("Steht im Verlauf des Kontos."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _PersonForm(KernForm):
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Person in den Stammdaten"),
        queryset=None,
        required=False,
        empty_label=_("Keine"),
        help_text=_("Verbindet das Konto mit dem Eintrag, der Einladungen bekommt."),
    )

    def __init__(
        self, *args: Any, kreis_id: int, konto_id: int | None = None, heute: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        vergeben = (
            Konto.objects.filter(kreis_id=kreis_id, person__isnull=False)
            .exclude(pk__in=[konto_id] if konto_id else [])
            .values("person_id")
        )
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            personen_im_kreis(kreis_id, am=heute).exclude(pk__in=vergeben).order_by("nachname", "vorname")
        )

    @property
    def person_id(self) -> int | None:
        person = self.cleaned_data["person"]
        return person.pk if person else None


class KontoAnlegenForm(_PersonForm):
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("So erscheint die Person in der Anwendung.")
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Damit meldet sich die Person an; dorthin geht die Einladung, ein Passwort zu setzen."),
    )
    field_order = ("name", "email", "person")


class KontoBearbeitenForm(_PersonForm):
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("So erscheint die Person in der Anwendung.")
    )
    field_order = ("name", "person")


class EigenerNameForm(KernForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("So sehen Sie die anderen, zum Beispiel im Verlauf einer Änderung."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class RolleErteilenForm(KernForm):
    """Role and scope are chosen in one list, so that nothing can be combined that does not fit."""

    rolle_und_bereich = forms.ChoiceField(
        label=_("Rolle"),
        help_text=_(
            "Mit * gekennzeichnete Rollen sehen Klientendaten oder vergeben Rollen. Sie gelten erst, wenn "
            "eine zweite Person sie bestätigt hat."
        ),
    )
    von = _datumsfeld(_("Von"))
    bis = _datumsfeld(_("Bis"), _("Letzter Tag. Leer lassen: ohne Ende."), pflicht=False)
    grund = forms.CharField(
        label=_("Begründung"),
        max_length=500,
        help_text=_("Zum Beispiel „Aufgabe laut Geschäftsverteilung“. Die Person kann sie lesen."),
    )

    def __init__(self, *args: Any, kreis: Any, heute: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("von", heute)
        super().__init__(*args, **kwargs)
        self.kreis_id = kreis.pk
        self.fields["rolle_und_bereich"].choices = [("", _("Bitte wählen")), *self._gruppen(kreis)]  # type: ignore[attr-defined]

    @staticmethod
    def _gruppen(kreis: Any) -> list[tuple[str, list[tuple[str, str]]]]:
        gruppen = []
        for angabe in ROLLEN.values():
            if angabe.modul is not None and not getattr(kreis, f"modul_{angabe.modul}"):
                continue
            stern = " *" if angabe.rolle in BESTAETIGUNGSPFLICHTIG else ""
            eintraege = [
                (f"{angabe.rolle}/{bereich.art}/{bereich.id}", f"{angabe.titel}{stern}, {titel}")
                for bereich, titel in moegliche_bereiche(angabe, kreis.pk)
            ]
            if eintraege:
                gruppen.append((angabe.titel, eintraege))
        return gruppen

    def fachfehler(self, fehler: Any) -> None:
        if fehler.feld in ("rolle", "bereich"):
            fehler.feld = "rolle_und_bereich"
        super().fachfehler(fehler)

    @property
    def rolle(self) -> Rolle:
        return Rolle(self.cleaned_data["rolle_und_bereich"].split("/")[0])

    @property
    def bereich(self) -> Bereich:
        _rolle, art, nummer = self.cleaned_data["rolle_und_bereich"].split("/")
        return Bereich(art, int(nummer), self.kreis_id)


class VertretungForm(KernForm):
    konto: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Wer vertritt"), queryset=None, empty_label=_("Bitte wählen")
    )
    von = _datumsfeld(_("Von"))
    bis = _datumsfeld(_("Bis"), _("Letzter Tag. Danach endet die Vertretung von selbst."))
    grund = forms.CharField(label=_("Begründung"), max_length=500, help_text=_("Zum Beispiel „Urlaub“."))

    def __init__(
        self, *args: Any, zuweisung: Rollenzuweisung, akteur_id: int | None, heute: date, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("von", max(heute, zuweisung.von))
        super().__init__(*args, **kwargs)
        self.fields["konto"].queryset = Konto.objects.filter(  # type: ignore[attr-defined]
            kreis_id=zuweisung.kreis_id, is_active=True
        ).exclude(pk__in=[zuweisung.konto_id, akteur_id])


class RolleBeendenForm(GrundForm):
    wann = forms.ChoiceField(
        label=_("Wann"),
        choices=[("sofort", _("Sofort")), ("spaeter", _("Mit Ablauf eines Tages"))],
        initial="sofort",
        widget=forms.RadioSelect,
    )
    bis = _datumsfeld(_("Letzter Tag"), _("Nur, wenn die Rolle nicht sofort enden soll."), pflicht=False)
    field_order = ("wann", "bis", "grund")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if daten.get("wann") == "spaeter" and not daten.get("bis") and "bis" not in self.errors:
            self.add_error("bis", forms.ValidationError(_("Bitte den letzten Tag angeben."), code="required"))
        return daten

    @property
    def letzter_tag(self) -> date | None:
        return self.cleaned_data["bis"] if self.cleaned_data["wann"] == "spaeter" else None


class EntscheidungForm(KernForm):
    """Confirm or decline; only declining needs a reason."""

    grund = forms.CharField(
        label=_("Begründung der Ablehnung"),
        required=False,
        max_length=500,
        help_text=_("Nur nötig, wenn Sie ablehnen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
