"""The demo: invented people, made through the same functions as real ones, and nowhere else."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from kim.basis.akteur import Bereich
from kim.demo.menschen import PASSWORT, demokreise
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, kreis_mit_kuerzel


def konto(adresse: str):
    return get_user_model().objects.select_related("kreis").get(email=adresse)


@pytest.fixture
def demo(db, settings):
    settings.KIM_DEMO = True
    call_command("demo_laden", stdout=io.StringIO())


def test_every_role_can_be_tried_in_the_rhein_sieg_kreis() -> None:
    rollen = {mensch.rolle for mensch in demokreise()[0].menschen}
    assert rollen == {rolle.value for rolle in Rolle}


def test_nobody_on_the_sign_in_page_looks_like_another() -> None:
    for kreis in demokreise():
        angebote = [(mensch.rolle, kreis.merkmale(mensch)) for mensch in kreis.menschen]
        assert len(set(angebote)) == len(angebote), kreis.name


def test_three_kreise_with_their_modules(demo) -> None:
    schalter = {
        kuerzel: {
            modul
            for modul in ("lenkung", "casemgmt", "einbuergerung", "reporting")
            if getattr(kreis_mit_kuerzel(kuerzel), f"modul_{modul}")
        }
        for kuerzel in ("rhein-sieg-kreis", "kreis-steinfurt", "rhein-kreis-neuss")
    }
    assert schalter == {
        "rhein-sieg-kreis": {"lenkung", "casemgmt", "einbuergerung", "reporting"},
        "kreis-steinfurt": {"lenkung"},
        "rhein-kreis-neuss": {"lenkung", "casemgmt"},
    }
    assert kommunen_im_kreis(kreis_mit_kuerzel("rhein-sieg-kreis").pk).count() == 19


def test_case_manager_works_where_the_role_says_and_the_deputy_with_her(demo) -> None:
    kreis = kreis_mit_kuerzel("rhein-sieg-kreis")
    orte = {
        name: Bereich("kommune", kommunen_im_kreis(kreis.pk).get(name=name).pk, kreis.pk)
        for name in ("Lohmar", "Windeck", "Bornheim")
    }

    def darf(adresse: str) -> set[str]:
        return {name for name, ort in orte.items() if konto(adresse).hat_recht("casemgmt.oeffnen", ort)}

    assert darf("cm@rsk.example") == {"Lohmar"}
    assert darf("cm2@rsk.example") == {"Lohmar", "Windeck"}
    # not yet confirmed by a second person
    assert darf("cm3@rsk.example") == set()


def test_second_factor_only_where_the_role_demands_one(demo) -> None:
    mit = set(Authenticator.objects.values_list("user__email", flat=True))
    assert {"cm@rsk.example", "verwaltung@rsk.example"} <= mit
    assert {"mitglied@rsk.example", "vorsitz@rsk.example"}.isdisjoint(mit)


def test_loading_again_changes_nothing(demo) -> None:
    vorher = list(get_user_model().objects.values_list("pk", "password"))
    ausgabe = io.StringIO()
    call_command("demo_laden", stdout=ausgabe)
    assert ausgabe.getvalue() == ""
    assert list(get_user_model().objects.values_list("pk", "password")) == vorher


def test_without_the_switch_nothing_is_made(db, settings) -> None:
    settings.KIM_DEMO = False
    with pytest.raises(CommandError, match="ausgeschaltet"):
        call_command("demo_laden")
    assert not get_user_model().objects.exists()


def test_console_names_accounts_and_password() -> None:
    ausgabe = io.StringIO()
    call_command("demo_konten", stdout=ausgabe)
    assert "geschaeftsstelle@rsk.example" in ausgabe.getvalue()
    assert PASSWORT in ausgabe.getvalue()
