"""The demo: invented people, made through the same functions as real ones, and nowhere else."""

from __future__ import annotations

import io

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.demo.menschen import PASSWORT, demokreise
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, kreis_mit_kuerzel
from lenkung.domain.queries.aufgaben import Aufgabenart, aufgaben_in
from lenkung.domain.queries.zusammensetzung import zusammensetzung_am
from lenkung.models import Gremium, Sitz


def konto(adresse: str):
    return get_user_model().objects.select_related("kreis").get(email=adresse)


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


def test_console_names_accounts_and_password() -> None:
    ausgabe = io.StringIO()
    call_command("demo_konten", stdout=ausgabe)
    assert "geschaeftsstelle@rsk.example" in ausgabe.getvalue()
    assert PASSWORT in ausgabe.getvalue()


def test_die_vorfuehrung_besetzt_sitze_und_laesst_etwas_zu_tun(demo) -> None:
    heute = timezone.localdate()
    stand = {
        gremium.kreis.kuerzel: zusammensetzung_am(gremium.pk, heute) for gremium in Gremium.objects.all()
    }
    assert {k: (z.zahlen.stimmberechtigt, z.zahlen.besetzt) for k, z in stand.items()} == {
        "rhein-sieg-kreis": (17, 15),
        "kreis-steinfurt": (19, 18),
        "rhein-kreis-neuss": (15, 13),
    }
    assert {a.art for a in aufgaben_in(list(Gremium.objects.all()), heute)} == {
        Aufgabenart.SITZ_BESETZEN,
        Aufgabenart.STELLVERTRETUNG_BENENNEN,
        Aufgabenart.NACHFOLGE_KLAEREN,
        Aufgabenart.AMT_VERGEBEN,
    }
    # Much until Eitorf takes its place; neither date nor Beschluss is in the sources.
    much = Sitz.objects.get(einrichtung__name="Gemeinde Much")
    assert "erfunden" in much.ende_fundstelle
    eitorf = Sitz.objects.get(einrichtung__name="Gemeinde Eitorf")
    assert "erfunden" in eitorf.beginn_fundstelle


def test_die_konten_der_vorfuehrung_haben_wirklich_sitze(demo, anmelden) -> None:
    for kennung, sitz in (
        ("mitglied", "Ihr Sitz: Caritasverband Rhein-Sieg e.V. (Mitglied)"),
        ("stellvertretung", "Ihr Sitz: Caritasverband Rhein-Sieg e.V. (Stellvertretung)"),
        ("vorsitz", "Ihr Amt: Vorsitz"),
    ):
        konto = get_user_model().objects.get(email=f"{kennung}@rsk.example")
        assert sitz in anmelden(konto).get("/lenkung/").content.decode()
