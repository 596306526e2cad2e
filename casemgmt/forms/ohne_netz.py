"""Forms of the page without a network: drawn on the server, read on the device, checked when they arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casemgmt.models.auswahl import HAUSHALTSROLLEN
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.models.ohne_netz import LOESUNGEN
from casemgmt.models.terminauswahl import ARBEITSARTEN, KANAELE, KOPFZAHLARTEN, SPRACHMITTLUNGEN
from casemgmt.regeln.einwilligung import ANVERTRAUT
from casemgmt.regeln.ohne_netz import Loesung
from casemgmt.regeln.sprachen import BLATTNAMEN
from casemgmt.regeln.termin import Kanal, Sprachmittlung
from casemgmt.regeln.themen import MITGELIEFERT
from casemgmt.regeln.werte import Haushaltsrolle
from kim.web.formulare import KernForm

DAUERN = [(str(m), _("%(m)d Min.") % {"m": m}) for m in (15, 30, 45, 60, 90, 120)]
SPRACHEN = [(kuerzel, _(name)) for kuerzel, name in BLATTNAMEN.items()]
MONATE = [(str(m), _("%(m)d Monate") % {"m": m}) for m in (3, 6, 12)]
_KURZ = {"class": "kim-breite-kurz"}
_ANZAHL = {**_KURZ, "inputmode": "numeric"}


def _wann(name: str = "beginn") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Wann es begann"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


def _anzahl(label: Any, *, pflicht: bool = True, erst: int | None = 1, hoechstens: int = 200) -> Any:
    return forms.IntegerField(
        label=label,
        required=pflicht,
        initial=erst,
        min_value=1,
        max_value=hoechstens,
        widget=forms.NumberInput(attrs=_ANZAHL),
    )


def _wahl(label: Any, wahl: Any, erst: str | None = None, *, pflicht: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=wahl, initial=erst, required=pflicht, widget=forms.RadioSelect
    )


def _text(
    label: Any, hilfe: Any = "", *, laenge: int = 300, zeilen: int = 0, liste: str = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": zeilen}) if zeilen else forms.TextInput()
    if liste:
        widget.attrs["list"] = liste
    widget.attrs["autocomplete"] = "off"
    return forms.CharField(label=label, help_text=hilfe, required=False, max_length=laenge, widget=widget)


class OhneNetzForm(KernForm):
    use_required_attribute = True

    def __init__(self, art: str) -> None:
        super().__init__(auto_id=f"{art}-%s")


class BeratungForm(OhneNetzForm):
    aktenzeichen = _text(
        _("Aktenzeichen"), _("Zum Beispiel 2026-12. Leer lassen, wenn die Beratung anonym ist."), laenge=20
    )
    dauer_minuten = _wahl(_("Dauer"), DAUERN, "30")
    personen = _anzahl(_("Wie viele da waren"))
    themen = forms.MultipleChoiceField(
        label=_("Themen"),
        choices=[(thema.schluessel, _(thema.titel)) for thema in MITGELIEFERT],
        widget=forms.CheckboxSelectMultiple,
    )
    kanal = _wahl(_("Kanal"), KANAELE, Kanal.VOR_ORT.value)
    sprachmittlung = _wahl(_("Sprachmittlung"), SPRACHMITTLUNGEN, Sprachmittlung.KEINE.value)
    naechster_schritt = _text(_("Nächster Schritt"))
    sprache = forms.ChoiceField(label=_("Sprache des Gesprächs"), choices=SPRACHEN, initial="de")
    beginn = _wann()
    notiz = _text(_("Notiz"), laenge=4000, zeilen=3)


class ArbeitsterminForm(OhneNetzForm):
    art = forms.ChoiceField(label=_("Art"), choices=ARBEITSARTEN)
    dauer_minuten = _wahl(_("Dauer"), DAUERN, "60")
    titel = _text(_("Worum es ging"), _("Ohne Namen."), laenge=200)
    teilnehmende = _anzahl(_("Teilnehmende"), pflicht=False, erst=None, hoechstens=2000)
    beginn = _wann()
    notiz = _text(_("Notiz"), laenge=4000, zeilen=3)


class KopfzahlForm(OhneNetzForm):
    art = forms.ChoiceField(label=_("Art"), choices=KOPFZAHLARTEN)
    anzahl = _anzahl(_("Anzahl"), erst=None, hoechstens=100000)
    tag = forms.DateField(label=_("Tag"), widget=forms.DateInput(attrs={"type": "date"}))


class PersonForm(OhneNetzForm):
    """One person of a new family; the page repeats it."""

    vorname = _text(_("Vorname"), laenge=120)
    nachname = forms.CharField(
        label=_("Nachname"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    geburtsjahr = forms.IntegerField(
        label=_("Geburtsjahr"),
        required=False,
        min_value=1900,
        max_value=2100,
        widget=forms.NumberInput(attrs=_ANZAHL),
    )
    rolle = _wahl(_("Im Haushalt"), HAUSHALTSROLLEN, Haushaltsrolle.ERWACHSEN.value)
    sprache = forms.ChoiceField(label=_("Bevorzugte Sprache"), choices=SPRACHEN, initial="ar")


class FamilieForm(OhneNetzForm):
    hinweis_sprache = forms.ChoiceField(
        label=_("Sprache, in der der Datenschutzhinweis gegeben wurde"), choices=SPRACHEN, initial="de"
    )
    hinweis_gegeben = forms.BooleanField(label=_("Der Datenschutzhinweis ist gegeben"))


class EinwilligungForm(OhneNetzForm):
    """Only passing on of data: whom a Schweigepflicht is lifted for needs people from the directory."""

    empfaenger = _text(
        _("An wen?"), _("Der Name der Stelle, wie er im Verzeichnis steht."), laenge=200, liste="stellen"
    )
    empfaenger2 = _text(_("Weiterer Empfänger"), laenge=200, liste="stellen")
    datenklassen = forms.MultipleChoiceField(
        label=_("Welche Angaben?"),
        required=False,
        choices=[(wert, titel) for wert, titel in DATENKLASSEN if wert not in ANVERTRAUT],
        widget=forms.CheckboxSelectMultiple,
    )
    zwecke = forms.MultipleChoiceField(
        label=_("Wofür?"), required=False, choices=ZWECKE, widget=forms.CheckboxSelectMultiple
    )
    monate = _wahl(_("Wie lange?"), MONATE, "12", pflicht=False)
    sprache = forms.ChoiceField(label=_("Sprache des Blatts"), choices=SPRACHEN, initial="de")
    dolmetschen = _text(_("Wer gedolmetscht hat"), laenge=120)
    zeuge = _text(
        _("Zeugin oder Zeuge"), _("Wenn jemand mit einem Zeichen statt der Schrift zeichnet."), laenge=120
    )


def formulare() -> dict[str, OhneNetzForm]:
    return {
        "beratung": BeratungForm("beratung"),
        "arbeitstermin": ArbeitsterminForm("arbeitstermin"),
        "kopfzahl": KopfzahlForm("kopfzahl"),
        "familie": FamilieForm("familie"),
        "person": PersonForm("person"),
        "einwilligung": EinwilligungForm("einwilligung"),
    }


BESCHRIFTUNG = {
    Loesung.WIEDERHOLT: _("Noch einmal versuchen"),
    Loesung.ZUGEORDNET: _("Einem anderen Fall zuordnen"),
    Loesung.ANONYM: _("Als anonyme Beratung speichern, ohne Notiz und nächsten Schritt"),
    Loesung.FREIGEGEBEN: _("Freigeben: so übernehmen, wie er erfasst wurde"),
    Loesung.ABGELEGT: _("Als erledigt ablegen"),
}
assert set(BESCHRIFTUNG) == {Loesung(wert) for wert, _titel in LOESUNGEN}


class AblageForm(KernForm):
    """The ways on that this person has with this entry."""

    weg = forms.ChoiceField(label=_("Was soll geschehen?"), choices=(), widget=forms.RadioSelect)
    aktenzeichen = forms.CharField(
        label=_("Aktenzeichen"),
        required=False,
        max_length=20,
        help_text=_("Nur, wenn der Eintrag einem anderen Fall zugeordnet wird. Zum Beispiel 2026-12."),
        widget=forms.TextInput(attrs=_KURZ),
    )
    zeit_berichtigen = forms.BooleanField(
        label=_("Die Zeit um den Fehler der Uhr berichtigen"), required=False
    )
    grund = forms.CharField(
        label=_("Grund"),
        required=False,
        max_length=500,
        help_text=_("Nur zum Ablegen: wie der Eintrag erledigt wurde."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, wege: list[Loesung], uhr: bool, zu: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weg"].choices = [(weg.value, BESCHRIFTUNG[weg]) for weg in wege]  # type: ignore[attr-defined]
        if zu:
            self.fields["weg"].choices[0] = (wege[0].value, _("Noch einmal öffnen"))  # type: ignore[attr-defined]
        if Loesung.ZUGEORDNET not in wege:
            del self.fields["aktenzeichen"]
        if not uhr:
            del self.fields["zeit_berichtigen"]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("weg") == Loesung.ABGELEGT and not daten.get("grund"):
            self.add_error("grund", ValidationError(_("Bitte sagen, wie der Eintrag erledigt wurde.")))
        if daten.get("weg") == Loesung.ZUGEORDNET and not daten.get("aktenzeichen"):
            self.add_error("aktenzeichen", ValidationError(_("Bitte das Aktenzeichen angeben.")))
        return daten
