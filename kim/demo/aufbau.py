"""Builds the demo through the domain functions, so that histories, mails and confirmations are real ones."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from kim.basis.akteur import Akteur, Bereich, SystemAkteur
from kim.basis.modul import Modul
from kim.basis.rollenbereich import ROLLENBEREICHE
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungskreis
from kim.demo.menschen import PASSWORT, TOTP_GEHEIMNIS, Demokreis, Mensch, demokreise
from kim.konten.domain.konto import konto_anlegen, passwort_setzen
from kim.konten.domain.rollen import rolle_bestaetigen, rolle_erteilen, vertretung_einrichten
from kim.konten.domain.vorfuehrung import vorfuehrfaktor_setzen
from kim.konten.regeln.rollen import ROLLEN, Rolle, zweiter_faktor_noetig
from kim.stammdaten.domain.kreis import kreis_einstellungen_aendern, module_schalten
from kim.stammdaten.domain.laden import stammdaten_laden
from kim.stammdaten.domain.mitgeliefert import mitgelieferte_kreisdatei
from kim.stammdaten.domain.person import funktion_geben, person_anlegen
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, kommunen_im_kreis, kreis_mit_kuerzel

VERWALTUNG = "verwaltung"
"""Grants the roles of its Kreis; its own comes from the shell, as in a real installation."""

BESTAETIGT = "controlling"
"""The second person for roles that see clients' data or grant roles."""

VON_DER_KOMMANDOZEILE = (VERWALTUNG, BESTAETIGT)
"""As in a real installation, the first two: neither could confirm the other's role before it has one."""

SYSTEM = SystemAkteur("Vorführung")


def demo_laden() -> list[str]:
    """The Kreise that were made now; those that stand already are left as people left them."""
    neu = []
    for demokreis in demokreise():
        if kreis_mit_kuerzel(demokreis.kuerzel) is None:
            _kreis_aufbauen(demokreis)
            neu.append(demokreis.kuerzel)
    return neu


@transaction.atomic
def _kreis_aufbauen(demokreis: Demokreis) -> None:
    kreis = stammdaten_laden(datei=mitgelieferte_kreisdatei(demokreis.kuerzel), akteur=SYSTEM).kreis
    kreis_einstellungen_aendern(
        kreis_id=kreis.pk,
        akteur=SYSTEM,
        angaben={"email": demokreis.email, "website": demokreis.website},
        grund="Vorführung",
    )
    module_schalten(
        kreis_id=kreis.pk,
        eingeschaltet=[Modul(m) for m in demokreis.module],
        akteur=SYSTEM,
        grund="Vorführung",
    )
    personen: dict[str, int] = {}
    teilnehmend = Vorfuehrungskreis(kreis.pk, kreis.kuerzel, demokreis.domain, personen)
    for teil in VORFUEHRUNGSTEILE:
        teil.vorbereiten(teilnehmend)
    zuweisungen: dict[str, int] = {}
    for mensch in demokreis.menschen:
        konto_id, personen[mensch.kennung] = _konto_aufbauen(demokreis, kreis.pk, mensch)
        for ort in (mensch.kommune, *mensch.weitere_kommunen):
            rolle = _rolle_geben(demokreis, kreis.pk, mensch, konto_id, ort)
            zuweisungen.setdefault(mensch.kennung, rolle)
    _vertretungen(demokreis, zuweisungen)
    for teil in VORFUEHRUNGSTEILE:
        teil.aufbauen(teilnehmend)


def _konto_aufbauen(demokreis: Demokreis, kreis_id: int, mensch: Mensch) -> tuple[int, int]:
    adresse = demokreis.adresse(mensch.kennung)
    person = person_anlegen(
        kreis_id=kreis_id,
        akteur=SYSTEM,
        angaben={
            "titel": mensch.titel,
            "vorname": mensch.vorname,
            "nachname": mensch.nachname,
            "email": adresse,
        },
        grund="Vorführung",
    )
    funktion_geben(
        person_id=person.pk,
        akteur=SYSTEM,
        angaben={
            "einrichtung_id": einrichtungen_im_kreis(kreis_id).get(name=mensch.einrichtung).pk,
            "bezeichnung": mensch.funktion,
        },
        grund="Vorführung",
    )
    konto = konto_anlegen(
        kreis_id=kreis_id, email=adresse, name=mensch.name, akteur=SYSTEM, person_id=person.pk
    )
    passwort_setzen(konto_id=konto.pk, passwort=PASSWORT, akteur=konto)
    if zweiter_faktor_noetig(frozenset({mensch.rolle})):
        vorfuehrfaktor_setzen(konto_id=konto.pk, geheimnis=TOTP_GEHEIMNIS, akteur=SYSTEM)
    return konto.pk, person.pk


def _konto(demokreis: Demokreis, kennung: str) -> Akteur:
    return get_user_model().objects.get(email=demokreis.adresse(kennung))


def _bereich(kreis_id: int, mensch: Mensch, kommune: str) -> Bereich:
    if kommune:
        return Bereich("kommune", kommunen_im_kreis(kreis_id).get(name=kommune).pk, kreis_id)
    if "einrichtung" in ROLLEN[Rolle(mensch.rolle)].bereiche:
        einrichtung = einrichtungen_im_kreis(kreis_id).get(name=mensch.einrichtung)
        return Bereich("einrichtung", einrichtung.pk, kreis_id)
    if ROLLEN[Rolle(mensch.rolle)].bereiche == ("gremium",):
        # The only Gremium of each Kreis of the demo.
        (gremium_id, _titel) = ROLLENBEREICHE["gremium"].auswahl(kreis_id)[0]
        return Bereich("gremium", gremium_id, kreis_id)
    return Bereich.kreis(kreis_id)


def _rolle_geben(demokreis: Demokreis, kreis_id: int, mensch: Mensch, konto_id: int, kommune: str) -> int:
    akteur = SYSTEM if mensch.kennung in VON_DER_KOMMANDOZEILE else _konto(demokreis, VERWALTUNG)
    zuweisung = rolle_erteilen(
        konto_id=konto_id,
        rolle=mensch.rolle,
        bereich=_bereich(kreis_id, mensch, kommune),
        von=timezone.localdate(),
        bis=None,
        grund=mensch.funktion,
        akteur=akteur,
    )
    if zuweisung.braucht_bestaetigung and not mensch.unbestaetigt:
        rolle_bestaetigen(zuweisung_id=zuweisung.pk, akteur=_konto(demokreis, BESTAETIGT))
    return zuweisung.pk


def _vertretungen(demokreis: Demokreis, zuweisungen: dict[str, int]) -> None:
    """One that has begun: it begins and ends by itself, as the page "Meine Rechte" shows."""
    heute = timezone.localdate()
    for mensch in demokreis.menschen:
        if mensch.vertritt:
            zuweisung = vertretung_einrichten(
                zuweisung_id=zuweisungen[mensch.vertritt],
                konto_id=get_user_model().objects.get(email=demokreis.adresse(mensch.kennung)).pk,
                von=heute,
                bis=heute + timedelta(days=13),
                grund="Urlaub",
                akteur=_konto(demokreis, VERWALTUNG),
            )
            rolle_bestaetigen(zuweisung_id=zuweisung.pk, akteur=_konto(demokreis, BESTAETIGT))
