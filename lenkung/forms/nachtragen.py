"""A session from paper: its head, who was there, and its items with what was decided at each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.web.formulare import KernForm
from lenkung.domain.nachtrag import Anwesend, Nachbeschluss, Nachpunkt
from lenkung.domain.queries.zusammensetzung import Sitzzeile
from lenkung.forms.gremien import TatForm
from lenkung.models import Besetzung, Tagesordnungspunkt
from lenkung.models.auswahl import ANWESENHEITSARTEN, PUNKTARTEN, PUNKTSTAENDE, STIMMWERTE, WEISEN
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.nachtrag import punktnummern
from lenkung.regeln.ordnung import Mehrheitsregel
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import MIT_ZAHLEN, Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart

PAPIER = "papier"
"""Only the result is known, as the Niederschrift gives it."""
NICHT_DA = "nicht"
WIE_VERTRETEN, KEINE = "vertreten", "keine"
ANGENOMMEN, ABGELEHNT = "angenommen", "abgelehnt"
_KURZ = {"class": "kim-breite-kurz"}
_STAENDE = [(wert, titel) for wert, titel in PUNKTSTAENDE if wert != Punktstand.OFFEN.value]
_STIMMEN = [
    (WIE_VERTRETEN, _("Ja, wenn vertreten")),
    *((wert, titel) for wert, titel in STIMMWERTE if wert in (Stimmwert.NEIN, Stimmwert.ENTHALTUNG)),
    (KEINE, _("keine Stimme")),
]
_ERGEBNISSE = [("", _("Keine Angabe")), (ANGENOMMEN, _("angenommen")), (ABGELEHNT, _("abgelehnt"))]


def _uhrzeit(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs=_KURZ))


class KopfForm(TatForm):
    """`geprueft` comes from a button that is there once the page shows what would be entered: `abdruck`."""

    leitung = forms.CharField(label=_("Wer leitete die Sitzung?"), max_length=200)
    fundstelle = forms.CharField(
        label=_("Woher stammen die Angaben?"),
        max_length=200,
        help_text=_("Zum Beispiel „Niederschrift der 7. Sitzung“. Steht bei jedem Beschluss."),
    )
    ort = forms.CharField(label=_("Ort"), max_length=200, required=False)
    beginn = _uhrzeit(_("Beginn"))
    ende = _uhrzeit(_("Ende"))
    beschlussfaehig = forms.BooleanField(
        label=_("Der Vorsitz hat die Beschlussfähigkeit festgestellt"), required=False
    )
    zeilen = forms.IntegerField(min_value=0, max_value=60, widget=forms.HiddenInput)
    abdruck = forms.CharField(required=False, widget=forms.HiddenInput)
    geprueft = forms.BooleanField(required=False, widget=forms.HiddenInput)
    stelle = ""


class PersonForm(KernForm):
    """One who may have been there. Without items: the whole session."""

    wie = forms.ChoiceField(
        label=_("Anwesend"), choices=[(NICHT_DA, _("nicht da")), *ANWESENHEITSARTEN], initial=NICHT_DA
    )
    punkte = forms.CharField(label=_("nur zu TOP"), max_length=60, required=False)

    def __init__(self, *args: Any, zeile: Sitzzeile, besetzung: Besetzung, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"b{besetzung.pk}", **kwargs)
        self.zeile, self.besetzung = zeile, besetzung
        self.stelle = f"{besetzung.person} ({zeile.sitz.name})"

    def clean_punkte(self) -> frozenset[int] | None:
        text = self.cleaned_data["punkte"].strip()
        if not text:
            return None
        nummern = punktnummern(text)
        if nummern is None:
            raise forms.ValidationError(_("Bitte so schreiben: 1-3, 5. Leer heißt: die ganze Sitzung."))
        return nummern

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("punkte") and daten.get("wie") == NICHT_DA:
            self.add_error("wie", _("Zu diesen Punkten war jemand da. Bitte angeben, wie."))
        return daten

    def anwesend(self, je_nummer: dict[int, int]) -> Anwesend | None:
        """`je_nummer`: which item of the session a number of the page means; without a row it means none."""
        daten = self.cleaned_data
        if daten["wie"] == NICHT_DA:
            return None
        nummern: frozenset[int] | None = daten["punkte"]
        if nummern is not None:
            fremde = sorted(nummern - je_nummer.keys())
            if fremde:
                meldung = _t("TOP %(n)s gibt es nicht. Bitte die Nummern prüfen.")
                self.add_error("punkte", meldung % {"n": fremde[0]})
                return None
            nummern = frozenset(je_nummer[nummer] for nummer in nummern)
        rolle = Teilnahmerolle(self.besetzung.art)
        return Anwesend(self.besetzung.sitz_id, rolle, Anwesenheitsart(daten["wie"]), nummern)


class BeschlussForm(TatForm):
    """What was decided at an item; all empty: nothing."""

    text = forms.CharField(
        label=_("Wortlaut des Beschlusses"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    weise = forms.ChoiceField(
        label=_("Wie wurde entschieden?"),
        required=False,
        choices=[
            ("", _("Kein Beschluss")),
            *WEISEN,
            (PAPIER, _("nur das Ergebnis ist bekannt (laut Niederschrift)")),
        ],
    )
    ja, nein, enthaltung = (
        forms.IntegerField(
            label=label, required=False, min_value=0, max_value=9999, widget=forms.NumberInput(attrs=_KURZ)
        )
        for label in (_("Ja"), _("Nein"), _("Enthaltung"))
    )
    stichentscheid = forms.BooleanField(label=_("Bei Gleichstand stimmte der Vorsitz mit Ja"), required=False)
    ergebnis = forms.ChoiceField(label=_("Ergebnis laut Niederschrift"), choices=_ERGEBNISSE, required=False)
    worte = forms.CharField(
        label=_("So steht es auf dem Papier"),
        max_length=500,
        required=False,
        help_text=_("Zum Beispiel „einstimmig“ oder „9 Ja, 2 Nein“."),
    )

    def __init__(
        self,
        *args: Any,
        sitze: list[Sitzzeile],
        mehrheit: Mehrheitsregel | None,
        stelle: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stelle = stelle
        self.ergebnis_aus_regel = mehrheit is not None
        self.sitzfelder = {f"sitz{zeile.sitz.pk}": zeile.sitz.pk for zeile in sitze}
        if mehrheit is None or not mehrheit.stichentscheid:
            del self.fields["stichentscheid"]
        for name, zeile in zip(self.sitzfelder, sitze, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=zeile.sitz.name, choices=_STIMMEN, initial=WIE_VERTRETEN, required=False
            )

    @property
    def stimmfelder(self) -> list[dict[str, Any]]:
        """Plain values: a page with twenty items has hundreds of them."""
        return [
            {
                "name": feld.html_name,
                "id": feld.id_for_label,
                "titel": feld.label,
                "wert": feld.value() or WIE_VERTRETEN,
                "fehler": feld.errors,
            }
            for feld in (self[name] for name in self.sitzfelder)
        ]

    @property
    def stimmen(self) -> list[tuple[str, str]]:
        return [(str(wert), str(titel)) for wert, titel in _STIMMEN]

    @property
    def leer(self) -> bool:
        daten = self.cleaned_data
        return not any(daten.get(name) for name in ("text", "weise", "ja", "nein", "ergebnis", "worte"))

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if self.leer:
            return daten
        weise = daten.get("weise")
        if not daten.get("text"):
            self.add_error("text", _("Bitte den Wortlaut angeben, über den entschieden wurde."))
        if not weise:
            self.add_error("weise", _("Bitte wählen, wie entschieden wurde."))
        elif weise == PAPIER and not daten.get("ergebnis"):
            self.add_error("ergebnis", _("Bitte wählen, was die Niederschrift als Ergebnis nennt."))
        elif weise in MIT_ZAHLEN and all(daten.get(name) is None for name in ("ja", "nein", "enthaltung")):
            self.add_error(
                "ja",
                _(
                    "Bitte die Zahlen angeben. Sind sie nicht bekannt, wählen Sie bei "
                    "„Wie wurde entschieden?“ den letzten Eintrag."
                ),
            )
        return daten

    def beschluss(self, fundstelle: str) -> Nachbeschluss:
        daten = self.cleaned_data
        ergebnis = {ANGENOMMEN: True, ABGELEHNT: False}.get(daten["ergebnis"])
        # Where a rule decides, the field is there for the paper only.
        geregelt = None if self.ergebnis_aus_regel else ergebnis
        if daten["weise"] == PAPIER:
            worte = daten["worte"].strip() or _t("Ergebnis laut Niederschrift")
            return Nachbeschluss(daten["text"], fundstelle, angenommen=ergebnis, ergebnis=worte)
        weise = Weise(daten["weise"])
        namentlich = weise is Weise.NAMENTLICH
        return Nachbeschluss(
            daten["text"],
            fundstelle,
            angenommen=geregelt,
            weise=weise,
            zahlen=Stimmen(*(daten[name] or 0 for name in ("ja", "nein", "enthaltung")))
            if weise in MIT_ZAHLEN
            else None,
            stimmen=(self._ausnahmen() if namentlich else {}) if weise not in MIT_ZAHLEN else None,
            uebrige=Stimmwert.JA if namentlich else None,
            stichentscheid=weise is not Weise.EINVERNEHMLICH and bool(daten.get("stichentscheid")),
            feld=f"{self.prefix}-{'ja' if weise in MIT_ZAHLEN else 'weise'}",
        )

    def _ausnahmen(self) -> dict[int, Stimmwert | None]:
        gewaehlt = {sitz_id: self.cleaned_data[name] for name, sitz_id in self.sitzfelder.items()}
        return {
            sitz_id: None if wert == KEINE else Stimmwert(wert)
            for sitz_id, wert in gewaehlt.items()
            if wert not in ("", WIE_VERTRETEN)
        }


class PunktForm(KernForm):
    """An item of the agenda, or one that stands on the paper only."""

    punkt = forms.IntegerField(required=False, widget=forms.HiddenInput)
    anzahl = forms.IntegerField(min_value=1, max_value=10, initial=1, widget=forms.HiddenInput)
    titel = forms.CharField(label=_("Titel"), max_length=200, required=False)
    art = forms.ChoiceField(label=_("Art"), choices=PUNKTARTEN, initial=Punktart.BERATUNG.value)
    minuten = forms.IntegerField(
        label=_("Dauer in Minuten"),
        min_value=0,
        max_value=480,
        initial=10,
        widget=forms.NumberInput(attrs=_KURZ),
    )
    stand = forms.ChoiceField(label=_("Was geschah"), choices=_STAENDE, initial=Punktstand.BEHANDELT.value)
    nicht_oeffentlich = forms.BooleanField(label=_("Nicht in der öffentlichen Niederschrift"), required=False)
    notiz = forms.CharField(
        label=_("Notizen"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    VOM_PAPIER = ("titel", "art", "minuten", "nicht_oeffentlich")

    def __init__(
        self, *args: Any, nummer: int, vorhanden: Tagesordnungspunkt | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"p{nummer}", **kwargs)
        self.nummer, self.vorhanden = nummer, vorhanden
        self.stelle = _t("TOP %(n)s") % {"n": nummer}
        self.beschluesse: list[BeschlussForm] = []
        if vorhanden is not None:
            for name in self.VOM_PAPIER:
                del self.fields[name]

    @property
    def mehrere(self) -> bool:
        return len(self.beschluesse) > 1

    def clean_titel(self) -> str:
        return " ".join(self.cleaned_data["titel"].split())

    @property
    def leer(self) -> bool:
        """A row that nobody filled in: it is no item."""
        daten = self.cleaned_data
        angaben = daten.get("titel") or daten.get("notiz")
        return self.vorhanden is None and not angaben and all(form.leer for form in self.beschluesse)

    def vollstaendig(self) -> bool:
        if self.vorhanden is None and not self.leer and not self.cleaned_data.get("titel"):
            self.add_error("titel", _("Bitte einen Titel angeben."))
        return not self.errors

    def nachpunkt(self, fundstelle: str) -> Nachpunkt:
        daten = self.cleaned_data
        beschluesse = tuple(form.beschluss(fundstelle) for form in self.beschluesse if not form.leer)
        stand = Punktstand(daten["stand"])
        if self.vorhanden is not None:
            return Nachpunkt(
                punkt_id=daten["punkt"], stand=stand, notiz=daten["notiz"], beschluesse=beschluesse
            )
        return Nachpunkt(
            daten["titel"],
            Punktart(daten["art"]),
            daten["minuten"],
            stand=stand,
            oeffentlich=not daten["nicht_oeffentlich"],
            notiz=daten["notiz"],
            beschluesse=beschluesse,
        )
