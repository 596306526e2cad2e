"""Forms in the design system's markup, with messages that say what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kim.basis.fehler import Fachfehler
from kim.stammdaten.models import Kommune
from kim.web.formulare import KernForm, KernModelForm, fehlereintraege


class Probeformular(KernForm):
    abschnitte = (("Kontakt", ("email", "wege", "fehlt_hier")), ("Leer", ("gibt_es_nicht",)))

    email = forms.EmailField(label="E-Mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    name = forms.CharField(label="Name", help_text="Wie auf dem Briefkopf.", max_length=10)
    beginn = forms.DateField(label="Beginn", required=False)
    wege = forms.MultipleChoiceField(
        label="Wege", choices=[("e", "E-Mail"), ("t", "Telefon")], widget=forms.CheckboxSelectMultiple
    )
    stufe = forms.ChoiceField(label="Stufe", choices=[("1", "Eins"), ("2", "Zwei")], widget=forms.RadioSelect)
    art = forms.ChoiceField(label="Art", choices=[("", "Bitte wählen"), ("b", "Behörde")])
    bestaetigt = forms.BooleanField(label="Geprüft")
    datei = forms.FileField(label="Logo", required=False)
    zeitraum = forms.SplitDateTimeField(label="Zeitpunkt", required=False)
    text = forms.CharField(label="Bemerkung", widget=forms.Textarea, required=False)
    geheim = forms.CharField(widget=forms.HiddenInput)


GUT: dict[str, Any] = {
    "email": "amt@kreis.example",
    "name": "Amt 50",
    "wege": ["e"],
    "stufe": "2",
    "art": "b",
    "bestaetigt": "on",
    "geheim": "x",
}


def test_ein_datum_darf_deutsch_oder_nach_norm_geschrieben_sein() -> None:
    for eingabe in ("24.03.2022", "2022-03-24", "24.3.22"):
        form = Probeformular({**GUT, "beginn": eingabe})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["beginn"] == date(2022, 3, 24)


def test_ein_falsches_datum_bleibt_stehen_und_sagt_wie_es_geht() -> None:
    form = Probeformular({**GUT, "beginn": "32.13.2022"})
    assert form.errors["beginn"] == [
        "Dieses Datum gibt es nicht, oder es ist anders geschrieben. Bitte so eingeben: 24.03.2022."
    ]
    assert 'value="32.13.2022"' in str(form)


def test_jede_art_von_feld_hat_ihre_meldung() -> None:
    form = Probeformular({"email": "unsinn", "name": "viel zu lang geraten", "geheim": "x"})
    assert {name: list(meldungen) for name, meldungen in form.errors.items()} == {
        "email": [
            "Das ist keine vollständige E-Mail-Adresse. Bitte so eingeben: vorname.name@kreis.example."
        ],
        "name": ["Das ist zu lang: höchstens 10 Zeichen, es sind 20. Bitte kürzen."],
        "wege": ["Hier fehlt eine Auswahl. Bitte eine Möglichkeit wählen."],
        "stufe": ["Hier fehlt eine Auswahl. Bitte eine Möglichkeit wählen."],
        "art": ["Hier fehlt eine Auswahl. Bitte eine Möglichkeit wählen."],
        "bestaetigt": ["Bitte bestätigen Sie diesen Punkt."],
    }


def test_eine_eigene_meldung_wird_nicht_ueberschrieben() -> None:
    class Eigenes(KernForm):
        name = forms.CharField(error_messages={"required": "Wie heißt das Gremium?"})

    assert Eigenes({}).errors["name"] == ["Wie heißt das Gremium?"]


def test_auch_modellformulare_sprechen_so() -> None:
    class KommuneForm(KernModelForm):
        class Meta:
            model = Kommune
            fields = ("name", "art")

    form = KommuneForm({})
    assert form.errors["name"] == ["Diese Angabe fehlt. Bitte ausfüllen."]
    assert form.errors["art"] == ["Hier fehlt eine Auswahl. Bitte eine Möglichkeit wählen."]


def test_die_zusammenfassung_fuehrt_in_der_folge_der_seite_zu_den_feldern() -> None:
    form = Probeformular({"email": "unsinn", "art": "b", "bestaetigt": "on", "name": "Amt"})
    form.add_error(None, "Beides zugleich geht nicht.")
    # "name" is in no section and comes before the section "Kontakt"; groups link to their first button.
    assert [(eintrag.anker, eintrag.beschriftung) for eintrag in fehlereintraege(form)] == [
        ("", ""),
        ("id_stufe_0", "Stufe"),
        ("", "Geheim"),
        ("id_email", "E-Mail"),
        ("id_wege_0", "Wege"),
    ]
    html = str(form)
    for ziel in ("id_stufe_0", "id_email", "id_wege_0"):
        assert f'href="#{ziel}"' in html
        assert f'id="{ziel}"' in html


def test_ein_ungebundenes_formular_hat_keine_zusammenfassung() -> None:
    assert fehlereintraege(Probeformular()) == []
    assert "kim-zusammenfassung" not in str(Probeformular())


def test_hilfe_und_fehler_sind_mit_dem_feld_verbunden() -> None:
    html = str(Probeformular({**GUT, "name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html


def test_freiwillige_angaben_sind_gekennzeichnet() -> None:
    html = str(Probeformular())
    assert html.count("(freiwillig)") == 4


def test_abschnitte_gruppieren_und_leere_fallen_weg() -> None:
    gruppen = Probeformular().gruppen
    assert [str(titel) for titel, _felder in gruppen] == ["", "Kontakt"]
    assert [feld.name for feld in gruppen[1][1]] == ["email", "wege"]
    assert "<legend>Kontakt</legend>" in str(Probeformular())


def test_die_auswahl_bleibt_erhalten() -> None:
    html = str(Probeformular({**GUT, "name": "", "wege": ["t"]}))
    assert 'value="t" id="id_wege_1" checked' in html
    assert 'value="e" id="id_wege_0">' in html
    assert '<option value="b" selected>' in html


def test_ein_fachfehler_steht_an_seinem_feld_oder_oben() -> None:
    form = Probeformular(GUT)
    form.fachfehler(Fachfehler("Den Namen gibt es schon.", code="doppelt", feld="name"))
    form.fachfehler(Fachfehler("Heute nicht.", feld="gibt_es_nicht"))
    assert form.errors["name"] == ["Den Namen gibt es schon."]
    assert form.has_error("name", "doppelt")
    assert form.non_field_errors() == ["Heute nicht."]


def test_auch_fremde_formulare_kommen_im_kleid_des_hauses() -> None:
    class Fremdes(forms.Form):
        name = forms.CharField()
        farben = forms.MultipleChoiceField(choices=[("r", "Rot")])

    html = str(Fremdes({"name": ""}))
    assert "kern-form-input__input--error" in html
    assert "kim-zusammenfassung" in html
    assert 'name="farben"' in html


def test_eingegebenes_wird_maskiert() -> None:
    html = str(Probeformular({**GUT, "name": "<script>"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
