"""Acts on a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casemgmt.domain.falluebergabe import KLASSEN, WEGE, Mitgegeben
from casemgmt.forms.falltat import Falltat, MitStand, langtext, tagfeld
from casemgmt.models.auswahl import AUSGAENGE, ENDGRUENDE
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, WEITERGABEWEGE
from casemgmt.regeln.fallweg import Bedarf, Schritt
from casemgmt.regeln.werte import Ausgang

Wahl = Sequence[tuple[Any, Any]]
_BITTE_WAEHLEN = ("", _("Bitte wählen"))


def auswahl(label: Any, wahl: Wahl, *, pflicht: bool = True, hilfe: Any = "") -> forms.TypedChoiceField:
    """Of records, by their number."""
    return forms.TypedChoiceField(
        label=label,
        choices=[_BITTE_WAEHLEN, *wahl],
        coerce=int,
        empty_value=None,
        required=pflicht,
        help_text=hilfe,
    )


class WeiterForm(MitStand):
    """The next step; where the person has to agree, on which day she did."""

    nach = forms.ChoiceField(label=_("Nächster Schritt"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, schritte: Sequence[Schritt], zugestimmt: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"nach": schritte[0].nach.value if schritte else ""}
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["nach"]
        feld.choices = [(schritt.nach.value, schritt.tat) for schritt in schritte]
        if len(schritte) == 1:
            feld.widget = forms.HiddenInput()
        if not zugestimmt and any(Bedarf.ZUSTIMMUNG in schritt.braucht for schritt in schritte):
            self.fields["zugestimmt_am"] = tagfeld(
                _("Die Person hat zugestimmt am"),
                pflicht=False,
                hilfe=_("Langfristig begleitet wird nur, wer das möchte."),
            )
            self._meldungen_setzen(self.fields["zugestimmt_am"])


class AbschliessenForm(MitStand):
    ausgang = forms.ChoiceField(label=_("Wie ist der Fall ausgegangen?"), widget=forms.RadioSelect)
    endgrund = forms.ChoiceField(
        label=_("Grund"),
        choices=[("", _("Bitte wählen")), *ENDGRUENDE],
        required=False,
        help_text=_("Nur, wenn der Fall abgebrochen wird."),
    )
    am = tagfeld(_("Beendet am"))
    notiz = langtext(_("Notiz zum Abschluss"), hoechstens=2000, pflicht=False)

    def __init__(self, *args: Any, ausgaenge: Sequence[Ausgang], heute: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"am": heute, **({"ausgang": ausgaenge[0].value} if len(ausgaenge) == 1 else {})}
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["ausgang"]
        feld.choices = [(wert, titel) for wert, titel in AUSGAENGE if Ausgang(wert) in ausgaenge]


class NichtFortsetzenForm(MitStand):
    endgrund = forms.ChoiceField(
        label=_("Warum geht der Fall nicht weiter?"), choices=ENDGRUENDE, widget=forms.RadioSelect
    )
    am = tagfeld(_("Beendet am"))
    notiz = langtext(_("Notiz"), hoechstens=2000, pflicht=False)

    def __init__(self, *args: Any, heute: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"am": heute, **kwargs.pop("initial", {})}
        super().__init__(*args, **kwargs)


class VerantwortungForm(MitStand):
    def __init__(self, *args: Any, konten: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["konto"] = auswahl(
            _("Wer übernimmt den Fall?"), konten, hilfe=_("Alle, die in diesem Gebiet Fälle führen.")
        )
        self._meldungen_setzen(self.fields["konto"])


class UmziehenForm(MitStand):
    def __init__(self, *args: Any, kommunen: Wahl, konten: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kommune"] = auswahl(_("Neue Kommune"), kommunen)
        self.fields["konto"] = auswahl(
            _("Wer übernimmt den Fall dort?"), konten, hilfe=_("Es muss jemand sein, der dort Fälle führt.")
        )
        for feld in ("kommune", "konto"):
            self._meldungen_setzen(self.fields[feld])


class VertretungForm(Falltat):
    von = tagfeld(_("Erster Tag"))
    bis = tagfeld(_("Letzter Tag"), pflicht=False, hilfe=_("Leer lassen, solange kein Ende feststeht."))

    def __init__(self, *args: Any, konten: Wahl, vertretene: Wahl = (), heute: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"von": heute}, **kwargs)
        if vertretene:
            self.fields["vertretene"] = auswahl(_("Wer wird vertreten?"), vertretene)
        self.fields["vertretung"] = auswahl(_("Wer vertritt?"), konten)
        for feld in self.fields.values():
            self._meldungen_setzen(feld)
        self.order_fields(["vertretene", "vertretung", "von", "bis"])


class UebergebenForm(Falltat):
    """From whom or out of which Kommune, to whom, and if need be into which Kommune."""

    def __init__(self, *args: Any, von: Wahl, kommunen: Wahl, an: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if von:
            self.fields["von_konto"] = auswahl(
                _("Wer gibt ab?"),
                von,
                pflicht=False,
                hilfe=_("Leer lassen, wenn eine ganze Kommune übergeben wird."),
            )
            self.fields["von_kommune"] = auswahl(
                _("Nur Fälle aus dieser Kommune"),
                kommunen,
                pflicht=False,
                hilfe=_("Zum Beispiel, wenn eine Kommune die Zusammenarbeit beendet."),
            )
        self.fields["an_konto"] = auswahl(_("Wer übernimmt?"), an)
        self.fields["nach_kommune"] = auswahl(
            _("Die Fälle ziehen um nach"),
            kommunen,
            pflicht=False,
            hilfe=_("Leer lassen, wenn jeder Fall in seiner Kommune bleibt."),
        )
        for feld in self.fields.values():
            self._meldungen_setzen(feld)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if "von_konto" in self.fields and not (daten.get("von_konto") or daten.get("von_kommune")):
            self.add_error("von_konto", _("Bitte eine Person oder eine Kommune wählen."))
        return daten


class WiedervorlageForm(Falltat):
    text = forms.CharField(label=_("Was zu tun ist"), max_length=300)
    faellig_am = tagfeld(_("Fällig am"), hilfe=_("An diesem Tag steht es unter „Heute“."))


class FalluebergabeForm(Falltat):
    umleitung = {"einrichtung_id": "einrichtung"}
    wofuer = langtext(_("Was übernimmt die andere Stelle?"), hoechstens=500)
    stelle = forms.CharField(
        label=_("Stelle"),
        max_length=200,
        required=False,
        help_text=_("Nur, wenn sie nicht in den Stammdaten steht."),
    )
    vereinbart_am = tagfeld(_("Vereinbart am"))
    mit_daten = forms.BooleanField(
        label=_("Angaben zur Person gehen mit"),
        required=False,
        help_text=_(
            "Nur mit einer Einwilligung jeder Person, die diese Stelle und diese Angaben deckt. "
            "Was mitgeht, steht danach bei den Einwilligungen der Person."
        ),
    )
    klassen = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        choices=[(wert, titel) for wert, titel in DATENKLASSEN if wert in KLASSEN],
        required=False,
        initial=["stammdaten"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Gesundheit und Inhalt der Beratung gehen nur an eine benannte Person, mit einem Verweis."
        ),
    )
    weg = forms.ChoiceField(
        label=_("Wie kommen sie zur Stelle?"),
        choices=[("", _("Keine Angabe")), *(w for w in WEITERGABEWEGE if w[0] in WEGE)],
        required=False,
    )

    def __init__(self, *args: Any, einrichtungen: Wahl, heute: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"vereinbart_am": heute}, **kwargs)
        self.fields["einrichtung"] = auswahl(_("Stelle aus den Stammdaten"), einrichtungen, pflicht=False)
        self.order_fields(["einrichtung", "stelle", "wofuer", "vereinbart_am", "mit_daten", "klassen", "weg"])

    def angaben(self) -> dict[str, Any]:
        daten = dict(self.cleaned_data)
        klassen, weg = tuple(daten.pop("klassen")), daten.pop("weg")
        daten["mitgegeben"] = Mitgegeben(klassen, weg) if daten.pop("mit_daten") else None
        return {"einrichtung_id": daten.pop("einrichtung"), **daten}


class PersonErgaenzenForm(Falltat):
    def __init__(self, *args: Any, personen: Wahl, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klient"] = auswahl(
            _("Person"), personen, hilfe=_("Personen, die mit diesem Fall in einem Haushalt leben.")
        )
        self._meldungen_setzen(self.fields["klient"])
