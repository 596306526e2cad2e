"""Forms around dispatch, objections and approval: they check what was typed; what holds, the domain says."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.anzeige import dateigroesse, datum
from kim.basis.fehler import Fachfehler
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung.domain.einwendung import Eingetragen, Entscheidung
from lenkung.domain.niederschriftsversand_verteiler import (
    VerteilerAngaben,
    adressen_lesen,
    adressen_schreiben,
)
from lenkung.forms.gremien import TatForm
from lenkung.models import Beschluss, Sitzung, Verteiler
from lenkung.models.genehmigungsauswahl import VERTEILERFASSUNGEN
from lenkung.regeln.genehmigung import Verteilerfassung
from lenkung.regeln.sitzung import ortszeit

_KURZ = {"class": "kim-breite-kurz"}


class VersandForm(TatForm):
    """Words of one's own and which papers go along; all else is settled."""

    anschreiben = forms.CharField(
        label=_("Persönliche Worte"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stehen oben in der E-Mail. Darf leer bleiben."),
    )
    anlagen = forms.TypedMultipleChoiceField(
        label=_("Unterlagen der Sitzung mitsenden"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nur an Mitglieder, Vorzimmer und Verteiler, die alles bekommen."),
    )

    def __init__(self, *args: Any, moegliche: list[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["anlagen"]
        feld.choices = [(pk, f"{titel} ({dateigroesse(groesse)})") for pk, titel, groesse in moegliche]
        if not moegliche:
            del self.fields["anlagen"]


class NochmalForm(TatForm):
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    lauf = forms.IntegerField(widget=forms.HiddenInput)


class AndersForm(TatForm):
    wie = forms.CharField(label=_("Wie?"), max_length=200, help_text=_("Zum Beispiel „Brief“ oder „Bote“."))
    am = forms.DateField(
        label=_("Zugestellt am"),
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_("Von diesem Tag an läuft für diese Person die Frist."),
    )


class VerteilerForm(TatForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Zum Beispiel „Sozialdezernentinnen und -dezernenten der Kommunen“."),
    )
    adressen = forms.CharField(
        label=_("Adressen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Je Zeile eine Person: Name; E-Mail; Einrichtung. Aus einer Tabelle lässt es sich einfügen."
        ),
    )
    jede_niederschrift = forms.BooleanField(label=_("Bekommt jede Niederschrift"), required=False)
    umfang = forms.ChoiceField(
        label=_("Bekommt"),
        choices=VERTEILERFASSUNGEN,
        widget=forms.RadioSelect,
        help_text=_("In der öffentlichen Fassung fehlen nicht öffentliche Punkte und Namen."),
    )
    stand = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class _meta:
        model = Verteiler

    def __init__(self, *args: Any, instance: Verteiler | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_bisher(instance), **kwargs)
        self.instance = instance

    def clean_adressen(self) -> Any:
        try:
            return adressen_lesen(self.cleaned_data["adressen"].replace("\t", ";"))
        except Fachfehler as fehler:
            raise ValidationError(fehler.meldung, code=fehler.code) from fehler

    def angaben(self) -> VerteilerAngaben:
        daten = self.cleaned_data
        return VerteilerAngaben(
            daten["name"], daten["adressen"], daten["jede_niederschrift"], Verteilerfassung(daten["umfang"])
        )

    def vergleichen(self, gespeichert: Verteiler) -> None:
        """The message names who changed it; the next attempt counts against what is stored now."""
        self.instance = gespeichert


def _bisher(verteiler: Verteiler | None) -> dict[str, Any]:
    if verteiler is None:
        return {"jede_niederschrift": True, "umfang": Verteilerfassung.VOLL.value}
    return {
        "name": verteiler.name,
        "adressen": adressen_schreiben(verteiler.adressen.all()),
        "jede_niederschrift": verteiler.jede_niederschrift,
        "umfang": verteiler.umfang,
        "stand": stand_von(verteiler),
    }


class EinwendungForm(TatForm):
    text = forms.CharField(
        label=_("Was soll geändert werden?"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Bitte die Stelle nennen und wie es heißen soll."),
    )
    schluessel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"schluessel": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class EinwendungEintragenForm(EinwendungForm):
    """For somebody who wrote a letter, called, or said it in the session."""

    umleitung = {"eingegangen_am": "eingegangen_tag"}
    von_name = forms.CharField(label=_("Von"), max_length=200)
    stelle = forms.CharField(label=_("Einrichtung"), max_length=200, required=False)
    eingegangen_tag = forms.DateField(
        label=_("Eingegangen am (Tag)"),
        widget=forms.DateInput(attrs=_KURZ),
        help_text=_("Danach richtet sich, ob sie rechtzeitig ist."),
    )
    eingegangen_uhrzeit = forms.TimeField(
        label=_("Eingegangen um"), widget=forms.TimeInput(format="%H:%M", attrs=_KURZ)
    )
    vermerk = forms.CharField(
        label=_("Fundstelle oder Vermerk"),
        max_length=300,
        help_text=_("Woher sie stammt, zum Beispiel „Brief vom 12.05.“ oder „mündlich in der Sitzung“."),
    )
    field_order = ("von_name", "stelle", "text", "eingegangen_tag", "eingegangen_uhrzeit", "vermerk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        jetzt = timezone.localtime()
        kwargs["initial"] = {"eingegangen_tag": jetzt.date(), "eingegangen_uhrzeit": jetzt.time()}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        tag, uhrzeit = daten.get("eingegangen_tag"), daten.get("eingegangen_uhrzeit")
        wann: datetime | None = None
        if tag is not None and uhrzeit is not None:
            wann = ortszeit(tag, uhrzeit)
            if wann is None:
                meldung = _t(
                    "Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt. Bitte ändern."
                )
                self.add_error("eingegangen_uhrzeit", ValidationError(meldung))
        daten["eingegangen_am"] = wann
        return daten

    def angaben(self) -> Eingetragen:
        daten = self.cleaned_data
        return Eingetragen(
            daten["von_name"], daten["text"], daten["eingegangen_am"], daten["vermerk"], daten["stelle"]
        )

    def fachfehler(self, fehler: Any) -> None:
        fehler.feld = self.umleitung.get(fehler.feld, fehler.feld)
        super().fachfehler(fehler)


class EntscheidenForm(TatForm):
    ergebnis = forms.ChoiceField(
        label=_("Ergebnis"),
        choices=[
            ("angenommen", _("angenommen: die Niederschrift wird geändert")),
            ("zurueckgewiesen", _("zurückgewiesen: die Niederschrift bleibt, wie sie ist")),
        ],
        widget=forms.RadioSelect,
    )
    begruendung = forms.CharField(
        label=_("Begründung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wer eingewandt hat, bekommt sie per E-Mail."),
    )
    sitzung: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=_("Entschieden in der Sitzung"),
        required=False,
        empty_label=_("ohne Sitzung"),
    )
    beschluss: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label=_("Beschluss dazu"),
        required=False,
        empty_label=_("ohne Beschluss"),
        help_text=_("Wenn die Runde darüber abgestimmt hat."),
    )

    def __init__(
        self, *args: Any, sitzungen: Any, beschluesse: Any, sitzung_noetig: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["sitzung"]
        feld.queryset, feld.required = sitzungen, sitzung_noetig
        feld.label_from_instance = _sitzung
        if sitzung_noetig:
            feld.empty_label = _("bitte wählen")
        wahl: Any = self.fields["beschluss"]
        wahl.queryset, wahl.label_from_instance = beschluesse, _beschluss

    def angaben(self) -> Entscheidung:
        daten = self.cleaned_data
        sitzung, beschluss = daten["sitzung"], daten["beschluss"]
        return Entscheidung(
            daten["ergebnis"] == "angenommen",
            daten["begruendung"],
            sitzung.pk if sitzung else None,
            beschluss.pk if beschluss else None,
        )


def _sitzung(satz: Sitzung) -> str:
    return datum(satz.tag)


def _beschluss(satz: Beschluss) -> str:
    return f"{satz.zeichen}: {satz}"


class GenehmigenForm(TatForm):
    am = forms.DateField(label=_("Genehmigt am"), widget=forms.DateInput(attrs=_KURZ))
    grund = forms.CharField(
        label=_("Warum gilt sie als genehmigt?"),
        max_length=500,
        help_text=_("Zum Beispiel „In der Sitzung vom 12.05. ohne Widerspruch verlesen“."),
    )


class ZuruecknehmenForm(TatForm):
    grund = forms.CharField(label=_("Grund"), max_length=500, help_text=_("Steht im Verlauf."))
