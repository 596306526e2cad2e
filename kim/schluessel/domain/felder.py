"""Felder, deren Inhalt in der Datenbank nur verschlüsselt steht (AES-GCM mit dem Schlüsselbund).

Gesucht wird in ihnen nie: dafür gibt es `blindindex`. Ein leerer Text bleibt leer und `None` bleibt NULL,
damit die Datenbank sagen kann, ob etwas da sein muss.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kim.schluessel.domain.bund import SchluesselbundFehler
from kim.schluessel.domain.pruefung import abgeleitet, aktueller_schluessel

FORM = "k1"
"""Steht vor jedem Geheimtext: so ist er von Klartext zu unterscheiden und lässt sich später anders machen."""
NONCE = 12


class Unlesbar(RuntimeError):
    """Der Geheimtext gehört nicht hierher, ist beschädigt oder sein Schlüssel fehlt."""


@lru_cache(maxsize=4096)
def _chiffre(kennung: str, bindung: str) -> AESGCM:
    return AESGCM(abgeleitet(kennung, f"feld:{bindung}"))


def versiegeln(text: str, *, bindung: str) -> str:
    kennung = aktueller_schluessel()
    nonce = os.urandom(NONCE)
    geheim = _chiffre(kennung, bindung).encrypt(nonce, text.encode(), bindung.encode())
    return f"{FORM}:{kennung}:{base64.b64encode(nonce + geheim).decode()}"


def oeffnen(geheimtext: str, *, bindung: str) -> str:
    form, _doppelpunkt, rest = geheimtext.partition(":")
    kennung, _doppelpunkt, inhalt = rest.partition(":")
    if form != FORM:
        raise Unlesbar(f"{bindung}: kein Geheimtext")
    try:
        roh = base64.b64decode(inhalt, validate=True)
        return _chiffre(kennung, bindung).decrypt(roh[:NONCE], roh[NONCE:], bindung.encode()).decode()
    except (InvalidTag, ValueError, SchluesselbundFehler) as fehler:
        # Never the cipher text: it stays out of logs and error pages.
        raise Unlesbar(f"{bindung}: nicht zu entschlüsseln") from fehler


def schluessel_von(geheimtext: str) -> str:
    """Mit welchem Schlüssel des Bundes er geschrieben ist."""
    return geheimtext.split(":", 2)[1]


class Verschluesselt(models.TextField):
    """Die Grundlage. `bindung` bindet den Geheimtext an sein Feld: in ein anderes kopiert, geht er nicht auf.

    Sie ist „app.modell.feld“ des Modells, das es zuerst trägt; Historienzeilen behalten sie und gehen so
    auch auf.
    """

    def als_text(self, wert: Any) -> str:
        return str(wert)

    def aus_text(self, text: str) -> Any:
        return text

    def __init__(self, *args: Any, bindung: str = "", **kwargs: Any) -> None:
        self.bindung = bindung
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self) -> Any:
        name, pfad, args, kwargs = super().deconstruct()
        if self.bindung:
            kwargs["bindung"] = self.bindung
        return name, pfad, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not self.bindung and not cls._meta.abstract:
            self.bindung = f"{cls._meta.label_lower}.{name}"

    def from_db_value(self, wert: str | None, _ausdruck: Any, _verbindung: Any) -> Any:
        if wert is None:
            return None
        return self.aus_text(oeffnen(wert, bindung=self.bindung)) if wert else wert

    def get_prep_value(self, wert: Any) -> Any:
        return wert

    def get_db_prep_save(self, wert: Any, connection: Any) -> Any:
        if wert is None or wert == "":
            return wert
        if hasattr(wert, "as_sql"):
            raise FieldError(f"{self.bindung}: ein verschlüsseltes Feld nimmt nur Werte, keine Ausdrücke")
        return versiegeln(self.als_text(wert), bindung=self.bindung)

    def get_lookup(self, lookup_name: str) -> Any:
        """Nur „ist leer“ lässt sich fragen; alles andere fände nie etwas und sagte es nicht."""
        if lookup_name == "exact":
            return _IstLeer
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class _IstLeer(models.lookups.Exact):
    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError(
                "In einem verschlüsselten Feld wird nicht gesucht; dafür gibt es den Blindindex."
            )
        return self.rhs


class VerschluesselterText(Verschluesselt):
    """Kurzer oder langer Text; `max_length` zählt den Klartext."""

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        if self.max_length is not None and self.max_length <= 200:
            kwargs.setdefault("widget", forms.TextInput())
        return super().formfield(**kwargs)


class VerschluesseltesDatum(Verschluesselt):
    def als_text(self, wert: Any) -> str:
        return date.isoformat(wert)

    def aus_text(self, text: str) -> Any:
        return date.fromisoformat(text)

    def to_python(self, wert: Any) -> date | None:
        if wert is None or isinstance(wert, date):
            return wert
        try:
            return date.fromisoformat(str(wert))
        except ValueError:
            raise ValidationError(_("Bitte ein Datum angeben."), code="datum") from None

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        kwargs.setdefault("form_class", forms.DateField)
        return models.Field.formfield(self, **kwargs)


class VerschluesselteZahl(Verschluesselt):
    def aus_text(self, text: str) -> Any:
        return int(text)

    def to_python(self, wert: Any) -> int | None:
        if wert is None or isinstance(wert, int):
            return wert
        try:
            return int(str(wert))
        except ValueError:
            raise ValidationError(_("Bitte eine Zahl angeben."), code="zahl") from None

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        kwargs.setdefault("form_class", forms.IntegerField)
        return models.Field.formfield(self, **kwargs)


class VerschluesselteDaten(Verschluesselt):
    """Listen und Wörterbücher, als JSON."""

    # Told to the type checker alone: what django-stubs reads for this kind of field.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def als_text(self, wert: Any) -> str:
        return json.dumps(wert, ensure_ascii=False, separators=(",", ":"))

    def aus_text(self, text: str) -> Any:
        return json.loads(text)

    def to_python(self, wert: Any) -> Any:
        return wert
