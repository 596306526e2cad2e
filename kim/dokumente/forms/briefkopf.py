"""The button for a trial letter: its hidden key makes two clicks one letter."""

from __future__ import annotations

from django import forms


class ProbeForm(forms.Form):
    schluessel = forms.UUIDField(widget=forms.HiddenInput)
