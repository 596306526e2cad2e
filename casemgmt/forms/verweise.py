"""Forms of a Verweis. What holds, the domain says; a number from the request changes nothing there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casemgmt import permissions
from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.verweise import empfaengerauswahl, ziele_des_kreises
from casemgmt.domain.verweisdaten import TRAEGER_IN_KIM, ZWECKE_DES_VERWEISES
from casemgmt.domain.verweiswege import wege_in_worten
from casemgmt.forms.akteure import DomaenenForm
from casemgmt.models import Fall, Netzwerkakteur, Verweis
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN
from casemgmt.models.verweisauswahl import ABLEHNGRUENDE, KANAELE, RUECKZUGSGRUENDE, VERWEISFORMEN
from casemgmt.regeln.akteure import als_spalte
from casemgmt.regeln.verweis import Kanal, Rueckzugsgrund, Verweisstand, moegliche_wege
from kim.basis.akteur import Akteur
from kim.stammdaten.permissions import sichtbare_einrichtungen, sichtbare_kommunen, sichtbare_personen
from kim.web.formulare import KernForm

_WAEHLEN = ("", _("Bitte wählen"))
INTERN = "intern:"


class VerweisForm(DomaenenForm):
    """One column, one decision after the other: who, to whom, what about, with or without data, how."""

    anmeldeseite = ""
    """Of the chosen recipient, if it takes Verweise no other way."""

    klient = forms.ChoiceField(
        label=_("Für wen"), required=False, help_text=_("Ohne Auswahl bleibt die Person ungenannt.")
    )
    kommune = forms.ChoiceField(label=_("Kommune der Beratung"))
    thema = forms.ChoiceField(label=_("Thema"))
    empfaenger = forms.ChoiceField(
        label=_("An wen"), help_text=_("Stellen aus dem Verzeichnis, die Verweise annehmen.")
    )
    person = forms.ChoiceField(
        label=_("Person dort"),
        required=False,
        help_text=_(
            "Nötig, wo die Einwilligung Personen benennt. Zur Auswahl stehen die Personen aller Stellen."
        ),
    )
    ziel_kommune = forms.ChoiceField(
        label=_("Kommune des Ziels"),
        required=False,
        help_text=_("Nur bei einem Verweis an das Case Management vor Ort."),
    )
    traeger = forms.ChoiceField(
        label=_("Einrichtung des Ziels"),
        required=False,
        help_text=_("Nur bei einem Verweis in KIM mit Daten: Ihr gilt die Einwilligung."),
    )
    kanal = forms.ChoiceField(
        label=_("Weg"),
        choices=KANAELE[:3],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Nur bei einer Stelle außerhalb. Welche Wege sie annimmt, steht hinter ihrem Namen."),
    )
    form = forms.ChoiceField(
        label=_("Form"), choices=VERWEISFORMEN, widget=forms.RadioSelect, initial="anonym"
    )
    zweck = forms.ChoiceField(label=_("Zweck"), choices=ZWECKE_DES_VERWEISES)
    klassen = forms.MultipleChoiceField(
        label=_("Welche Angaben"),
        help_text=_("Nur bei „mit Daten“, und nur, worin eingewilligt ist."),
        choices=DATENKLASSEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nachricht = forms.CharField(
        label=_("Worum es geht"),
        help_text=_("Was die Stelle wissen muss, um zu antworten. Anonym: kein Name, kein Geburtsdatum."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self,
        *args: Any,
        akteur: Akteur,
        kreis: Any,
        fall: Fall | None = None,
        verweis: Verweis | None = None,
        thema: str = "",
        sprache: str = "",
        **kwargs: Any,
    ) -> None:
        if verweis is not None:
            kwargs["initial"] = {**_bisher(verweis), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        felder: Any = self.fields
        # Needed where they are shown: no word of "voluntary" beside them.
        felder["kanal"].leer_ist_eine_wahl = felder["klassen"].leer_ist_eine_wahl = True
        felder["thema"].choices = [_WAEHLEN, *thementitel(kreis.pk).items()]
        kommunen = list(
            sichtbare_kommunen(akteur).filter(kreis_id=kreis.pk).order_by("name").values_list("pk", "name")
        )
        felder["ziel_kommune"].choices = [("", _("Keine Angabe")), *kommunen]
        if fall is None:
            del felder["klient"]
            del felder["form"], felder["klassen"], felder["traeger"]
            self._kommune_anbieten(akteur, kreis, kommunen)
        else:
            del felder["kommune"]
            personen = fall.personen.select_related("klient")
            felder["klient"].choices = [
                ("", _("ohne Namen")),
                *((str(p.klient_id), str(p.klient)) for p in personen),
            ]
        self._empfaenger_anbieten(akteur, kreis, thema, sprache)

    def _kommune_anbieten(self, akteur: Akteur, kreis: Any, kommunen: list[Any]) -> None:
        """Of those one counsels in; a kreisfreie Stadt has none, and MuKi-S counsels in the whole Kreis."""
        lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
        eigene = [(pk, name) for pk, name in kommunen if lokal.umfasst(kreis.pk, pk)]
        if not eigene:
            del self.fields["kommune"]
            return
        feld: Any = self.fields["kommune"]
        feld.choices = eigene if len(eigene) == 1 else [_WAEHLEN, *eigene]

    def _empfaenger_anbieten(self, akteur: Akteur, kreis: Any, thema: str, sprache: str) -> None:
        stellen = list(empfaengerauswahl(akteur, kreis.pk, thema=thema, sprache=sprache))
        intern = [(f"{INTERN}{ziel.schluessel}", ziel.titel) for ziel in ziele_des_kreises(kreis)]
        draussen = [(str(s.einrichtung_id), _mit_wegen(s)) for s in stellen]
        self._wege_anbieten(stellen)
        if "traeger" in self.fields:
            traeger: Any = self.fields["traeger"]
            alle = sichtbare_einrichtungen(akteur).filter(
                kreis_id=kreis.pk, aktiv_bis__isnull=True, art__in=TRAEGER_IN_KIM
            )
            traeger.choices = [
                ("", _("Keine Angabe")),
                *((str(pk), name) for pk, name in alle.order_by("name").values_list("pk", "name")),
            ]
        feld: Any = self.fields["empfaenger"]
        feld.choices = [
            _WAEHLEN,
            (_("In KIM"), intern),
            *([(_("Stellen"), draussen)] if draussen else []),
        ]
        heute = timezone.localdate()
        personen = (
            sichtbare_personen(akteur)
            .filter(
                funktionen__einrichtung_id__in=[s.einrichtung_id for s in stellen],
                funktionen__bis__isnull=True,
            )
            .distinct()
            .order_by("nachname", "vorname")
        )
        person: Any = self.fields["person"]
        person.choices = [
            ("", _("Keine Angabe")),
            *((str(p.pk), str(p)) for p in personen if p.aktiv_am(heute)),
        ]

    def _wege_anbieten(self, stellen: list[Netzwerkakteur]) -> None:
        """Once the recipient is known, only the ways that it takes."""
        gewaehlt = str(self["empfaenger"].value() or "")
        stelle = next((s for s in stellen if str(s.einrichtung_id) == gewaehlt), None)
        if stelle is None:
            return
        moeglich, kanal = moegliche_wege(stelle.wege), self.fields["kanal"]
        self.anmeldeseite = "" if moeglich else stelle.verweislink
        kanal.choices = [k for k in KANAELE if k[0] in moeglich]  # type: ignore[attr-defined]
        kanal.error_messages["invalid_choice"] = _("„%(stelle)s“ nimmt Verweise so an: %(wege)s.") % {
            "stelle": stelle.einrichtung.name,
            "wege": wege_in_worten(moeglich),
        }

    def fachfehler(self, fehler: Any) -> None:
        """What the domain says of the body stands beside the field that names it here."""
        if fehler.feld == "einrichtung":
            fehler.feld = "traeger" if "traeger" in self.fields and self._intern() else "empfaenger"
        super().fachfehler(fehler)

    def _intern(self) -> bool:
        return str(self.cleaned_data.get("empfaenger", "")).startswith(INTERN)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        draussen = "empfaenger" in daten and not daten["empfaenger"].startswith(INTERN)
        if draussen and self.anmeldeseite:
            self.add_error(
                "empfaenger",
                _("Diese Stelle nimmt Verweise nur über die eigene Anmeldeseite an: %(link)s")
                % {"link": self.anmeldeseite},
            )
        elif draussen and not daten.get("kanal") and "kanal" not in self.errors:
            self.add_error("kanal", _("Bitte wählen, wie der Verweis zur Stelle kommt."))
        return daten

    def verweisangaben(self) -> Any:
        daten = self.cleaned_data
        empfaenger = daten["empfaenger"]
        intern = empfaenger.startswith(INTERN)
        return {
            "klient_id": _nummer(daten.get("klient")),
            "ziel": empfaenger.removeprefix(INTERN) if intern else "",
            "ziel_kommune_id": _nummer(daten.get("ziel_kommune")) if intern else None,
            "einrichtung_id": _nummer(daten.get("traeger") if intern else empfaenger),
            "person_id": None if intern else _nummer(daten.get("person")),
            "thema": daten["thema"],
            "zweck": daten["zweck"],
            "form": daten.get("form") or "anonym",
            "klassen": als_spalte(daten.get("klassen") or ()),
            "kanal": Kanal.INTERN.value if intern else daten["kanal"],
            "nachricht": daten["nachricht"].strip(),
        }


def _mit_wegen(stelle: Netzwerkakteur) -> str:
    """Name and ways in one line, so that one need not try."""
    wege = moegliche_wege(stelle.wege)
    worte = wege_in_worten(wege) if wege else str(_("nur über ihre Anmeldeseite"))
    return f"{stelle.einrichtung.name} ({worte})" if stelle.wege else str(stelle.einrichtung.name)


def _nummer(wert: Any) -> int | None:
    return int(wert) if wert else None


def _bisher(verweis: Verweis) -> dict[str, Any]:
    return {
        "klient": verweis.klient_id or "",
        "thema": verweis.thema,
        "empfaenger": f"{INTERN}{verweis.ziel}" if verweis.ziel else verweis.einrichtung_id,
        "traeger": verweis.einrichtung_id if verweis.ziel else "",
        "person": verweis.person_id or "",
        "ziel_kommune": verweis.ziel_kommune_id or "",
        "kanal": verweis.kanal,
        "form": verweis.form,
        "zweck": verweis.zweck,
        "klassen": list(verweis.datenklassen),
        "nachricht": verweis.nachricht,
    }


class AntwortForm(KernForm):
    """What the other side says."""

    stand = forms.ChoiceField(label=_("Antwort"), widget=forms.RadioSelect)
    grund = forms.ChoiceField(
        label=_("Grund"),
        choices=[("", _("Keine Angabe")), *ABLEHNGRUENDE],
        required=False,
        help_text=_("Nur bei einer Ablehnung, dann immer."),
    )
    notiz = forms.CharField(
        label=_("Notiz"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    TITEL = {
        Verweisstand.ANGENOMMEN: _("angenommen"),
        Verweisstand.ABGELEHNT: _("abgelehnt"),
        Verweisstand.ERLEDIGT: _("erledigt"),
        Verweisstand.OHNE_ANTWORT: _("keine Antwort bekommen"),
    }

    def __init__(self, *args: Any, moeglich: list[Verweisstand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["stand"]
        feld.choices = [(stand.value, self.TITEL[stand]) for stand in moeglich]
        if Verweisstand.ABGELEHNT not in moeglich:
            del self.fields["grund"]


class RueckzugForm(KernForm):
    grund = forms.ChoiceField(
        label=_("Grund"), choices=[g for g in RUECKZUGSGRUENDE if g[0] != Rueckzugsgrund.WIDERRUF.value]
    )
    notiz = forms.CharField(
        label=_("Notiz"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CodeForm(KernForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Acht Zeichen. Groß oder klein, mit oder ohne Leerzeichen ist gleich."),
        widget=forms.TextInput(
            attrs={"class": "kim-breite-kurz", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class FristenForm(KernForm):
    antwort_tage = forms.IntegerField(
        label=_("Tage bis zur Erinnerung"),
        help_text=_("Kommt bis dahin keine Antwort, steht der Verweis unter „Heute“."),
        min_value=1,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
    link_tage = forms.IntegerField(
        label=_("Tage, die ein Link gilt"),
        help_text=_("Danach ist bei der Stelle nichts mehr zu lesen."),
        min_value=7,
        max_value=180,
        widget=forms.NumberInput(attrs={"class": "kim-breite-kurz"}),
    )
