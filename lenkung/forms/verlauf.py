"""What the screen of a session sends: small entries, each of which is one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kim.basis.fehler import Fachfehler
from kim.web.formulare import KernForm
from lenkung.domain.queries.zusammensetzung import Sitzzeile
from lenkung.forms.gremien import TatForm
from lenkung.models.auswahl import ANWESENHEITSARTEN
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.verlauf import Stimmwert

W = TypeVar("W", bound=StrEnum)
STIMME = "stimme-"
HOECHSTENS_STIMMEN = 999


class Angaben:
    """Reads one entry; what cannot be read is said, and nothing happens."""

    def __init__(self, daten: Mapping[str, Any]) -> None:
        self.daten = daten

    def text(self, name: str, hoechstens: int = 20_000) -> str:
        wert = str(self.daten.get(name, "")).replace("\r\n", "\n").replace("\x00", "")
        if len(wert) > hoechstens:
            raise Fachfehler(
                _t("Dieser Text ist zu lang. Bitte höchstens %(n)s Zeichen.") % {"n": hoechstens},
                code="zu_lang",
                feld=name,
            )
        return wert

    def zahl(self, name: str, hoechstens: int = 2**62) -> int:
        wert = str(self.daten.get(name, "")).strip()
        if not (wert.isascii() and wert.isdigit() and len(wert) < 20 and int(wert) <= hoechstens):
            raise Fachfehler(_t("Bitte eine Zahl ab 0 angeben."), code="zahl", feld=name)
        return int(wert)

    def wort(self, art: type[W], name: str) -> W:
        return _wort(art, str(self.daten.get(name, "")))

    def teile(self, name: str, anzahl: int) -> list[str]:
        """A button that says several things at once: "17:mitglied:vor_ort"."""
        teile = str(self.daten.get(name, "")).split(":")
        if len(teile) != anzahl or not teile[0].isascii() or not teile[0].isdigit() or len(teile[0]) > 18:
            raise unlesbar()
        return teile

    def hat(self, name: str) -> bool:
        return bool(self.daten.get(name))

    def schluessel(self) -> UUID | None:
        wert = str(self.daten.get("schluessel", ""))
        try:
            return UUID(wert) if wert else None
        except ValueError:
            raise unlesbar() from None

    def alter(self) -> timedelta:
        """How long the entry has waited on the page; a nonsensical number counts as none."""
        wert = str(self.daten.get("alter", "0"))
        gut = wert.isascii() and wert.isdigit() and len(wert) < 12
        return timedelta(milliseconds=int(wert) if gut else 0)

    def stimmen(self) -> dict[int, Stimmwert]:
        """One field per seat; an empty one has not voted."""
        return {
            int(name.removeprefix(STIMME)): _wort(Stimmwert, str(wert))
            for name, wert in self.daten.items()
            if name.startswith(STIMME) and wert and name.removeprefix(STIMME).isdecimal()
        }

    def zahlen(self) -> Stimmen:
        return Stimmen(*(self.zahl(name, HOECHSTENS_STIMMEN) for name in ("ja", "nein", "enthaltung")))


def _wort(art: type[W], wert: str) -> W:
    try:
        return art(wert)
    except ValueError:
        raise unlesbar() from None


def wort(art: type[W], wert: str) -> W:
    return _wort(art, wert)


def unlesbar() -> Fachfehler:
    return Fachfehler(_t("Dieser Eintrag war nicht lesbar. Bitte laden Sie die Seite neu."), code="unlesbar")


class BerichtigenForm(TatForm):
    """Times of the day of the session; the grounds stay in the course of the session."""

    umleitung = {"bis": "bis"}

    von = forms.TimeField(label=_("von"), help_text=_("Uhrzeit, zum Beispiel 14:05."))
    bis = forms.TimeField(
        label=_("bis"), required=False, help_text=_("Leer lassen, wer bis zum Schluss da war.")
    )
    grund = forms.CharField(
        label=_("Warum wird berichtigt?"),
        max_length=200,
        help_text=_("Die frühere Angabe bleibt mit diesem Grund lesbar."),
    )
    streichen = forms.BooleanField(label=_("Die Person war nicht da: Angabe streichen"), required=False)


class PersonNachtragenForm(TatForm):
    """Somebody who is missing in the list: a member or a deputy of a seat, as named on that day."""

    umleitung = {"niemand_benannt": "wer"}

    wer = forms.ChoiceField(
        label=_("Wer war da?"), help_text=_("Mitglied oder Stellvertretung, nach Sitzen geordnet.")
    )
    art = forms.ChoiceField(label=_("Wie?"), choices=ANWESENHEITSARTEN, widget=forms.RadioSelect)
    von = forms.TimeField(label=_("von"), help_text=_("Uhrzeit, zum Beispiel 14:05."))
    bis = forms.TimeField(
        label=_("bis"), required=False, help_text=_("Leer lassen, wer bis zum Schluss da war.")
    )
    grund = forms.CharField(
        label=_("Warum wird nachgetragen?"), max_length=200, help_text=_("Der Grund steht im Verlauf.")
    )

    def __init__(self, *args: Any, zeilen: Iterable[Sitzzeile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        je_sitz = [(zeile.sitz.name, _personen(zeile)) for zeile in zeilen]
        self.fields["wer"].choices = [("", _t("Bitte wählen")), *je_sitz]  # type: ignore[attr-defined]


def _personen(zeile: Sitzzeile) -> list[tuple[str, str]]:
    besetzungen = [satz for satz in (zeile.mitglied, zeile.stellvertretung) if satz is not None]
    return [
        (f"{zeile.sitz.pk}:{satz.art}", f"{satz.person} ({satz.get_art_display()})") for satz in besetzungen
    ]


class StimmcodeForm(KernForm):
    code = forms.CharField(
        label=_("Code dieser Sitzung"),
        max_length=40,
        help_text=_("Acht Zeichen. Sie bekommen ihn beim Eintreffen von der Geschäftsstelle."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
