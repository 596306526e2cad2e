"""What a world is made of: one of everything, made as the software itself makes it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from PIL import Image

from kim.auftraege.domain import auftrag_erteilen
from kim.basis.akteur import SystemAkteur
from kim.basis.mailtext import MAILTEXTE
from kim.dokumente.domain.dateipruefung import datei_pruefen
from kim.dokumente.domain.dokument import in_ablage_hochladen
from kim.dokumente.domain.kreislogo import kreislogo_hochladen
from kim.dokumente.domain.pdf_auftrag import briefkopfprobe_beauftragen
from kim.dokumente.regeln.dateityp import BILDER
from kim.konten.domain.links import link_ausstellen
from kim.konten.regeln.links import Linkzweck
from kim.konten.regeln.rollen import Rolle
from kim.siegel.domain.zertifizierungsstelle import zertifizierungsstelle
from kim.stammdaten.domain.einspielen import importvorschau_anlegen
from kim.stammdaten.models import Funktion, Kommune, Standort
from kim.stammdaten.regeln.einspielung import Zeile
from kim.versand.domain.verfassen import nachricht_verfassen
from kim.versand.models import Mailtext
from kim.versand.regeln.empfaenger import Empfaenger
from kim.versand.regeln.kalender import Kalenderangabe
from lenkung.domain.drucke import geschaeftsordnung_drucken
from lenkung.domain.einlesen import MITGLIEDER
from lenkung.domain.geschaeftsordnung import (
    Annahme,
    bestimmungen_uebernehmen,
    geschaeftsordnung_beschliessen,
    geschaeftsordnung_entwerfen,
)
from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from tests.fabriken import EinrichtungFactory, KommuneFactory, KontoFactory, PersonFactory, konto_mit_rolle
from tests.werkzeug.bausteine_arbeitsgruppen import ARBEITSGRUPPEN
from tests.werkzeug.bausteine_beschluesse import BESCHLUESSE
from tests.werkzeug.bausteine_einladung import EINLADUNG
from tests.werkzeug.bausteine_fallarbeit import FALLARBEIT
from tests.werkzeug.bausteine_genehmigung import GENEHMIGUNG
from tests.werkzeug.bausteine_niederschrift import NIEDERSCHRIFT
from tests.werkzeug.bausteine_oeffentlich import OEFFENTLICH
from tests.werkzeug.bausteine_rueckmeldungen import RUECKMELDUNGEN
from tests.werkzeug.bausteine_sitzungen import SITZUNGEN
from tests.werkzeug.bausteine_tagesordnung import TAGESORDNUNG
from tests.werkzeug.bausteine_umlauf import UMLAUF
from tests.werkzeug.bausteine_unterlagen import UNTERLAGEN
from tests.werkzeug.bausteine_verlauf import VERLAUF
from tests.werkzeug.bausteine_vorschlaege import VORSCHLAEGE
from tests.werkzeug.sicherheitsschluessel import registrierung

Welt = Any
Baustein = Callable[[Welt], Any]


def _kommune(welt: Welt) -> Kommune:
    return Kommune.objects.get(kreis=welt.kreis, name__startswith="Musterdorf")


def _einrichtung(welt: Welt) -> Any:
    return EinrichtungFactory(
        kreis=welt.kreis,
        kommune=welt["kommune"],
        art="wohlfahrt",
        email="beratung@verband.example",
        telefon="02241 120",
        anschrift="Birkenallee 3\n53700 Musterdorf",
    )


def _person(welt: Welt) -> Any:
    return PersonFactory(kreis=welt.kreis)


def _funktion(welt: Welt) -> Any:
    return Funktion.objects.create(
        person=welt["person"], einrichtung=welt["einrichtung"], bezeichnung="Leitung"
    )


def _standort(welt: Welt) -> Any:
    return Standort.objects.create(kreis=welt.kreis, kommune=welt["kommune"], name="Rathaus")


def _stillgelegt(art: str) -> Callable[[Welt], Any]:
    def bauen(welt: Welt) -> Any:
        frueher = {"aktiv_bis": timezone.localdate() - timedelta(days=10)}
        if art == "kommune":
            return KommuneFactory(kreis=welt.kreis, name="Altdorf", **frueher)
        if art == "einrichtung":
            return EinrichtungFactory(kreis=welt.kreis, **frueher)
        if art == "person":
            return PersonFactory(kreis=welt.kreis, **frueher)
        return Standort.objects.create(
            kreis=welt.kreis, kommune=welt["kommune"], name="Altes Rathaus", **frueher
        )

    return bauen


def _importvorschau(welt: Welt) -> Any:
    """Belongs to the one who uploaded the file: the Geschäftsstelle."""
    return importvorschau_anlegen(
        kreis_id=welt.kreis.pk,
        art="kommunen",
        kopf=("Name", "Art"),
        zeilen=[Zeile(2, ("Neudorf", "Gemeinde"))],
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        jetzt=timezone.now(),
    )


def _dokument(welt: Welt) -> Any:
    datei = datei_pruefen(name="vermerk.txt", inhalt=b"Ein Vermerk ohne Namen.\n")
    return in_ablage_hochladen(
        kreis_id=welt.kreis.pk, datei=datei, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    )


def _kreislogo(welt: Welt) -> Any:
    bild = io.BytesIO()
    Image.new("RGB", (120, 40), "#1b4f8f").save(bild, "PNG")
    return kreislogo_hochladen(
        kreis_id=welt.kreis.pk,
        datei=datei_pruefen(name="logo.png", inhalt=bild.getvalue(), erlaubt=BILDER),
        akteur=welt.konten[Rolle.KREIS_ADMINISTRATION],
    )


def _briefkopfprobe(welt: Welt) -> int:
    return briefkopfprobe_beauftragen(
        kreis_id=welt.kreis.pk, schluessel="probe", akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    )


def _anderes_konto(welt: Welt) -> Any:
    return KontoFactory(kreis=welt.kreis)


def _gesperrtes_konto(welt: Welt) -> Any:
    return KontoFactory(
        kreis=welt.kreis, is_active=False, gesperrt_am=timezone.now(), sperrgrund="Ausgeschieden"
    )


def _einladung(welt: Welt) -> str:
    """The token of the mail; only its hash is stored."""
    konto = KontoFactory(kreis=welt.kreis, password="!unusable")
    return link_ausstellen(konto=konto, zweck=Linkzweck.EINLADUNG, akteur=SystemAkteur("Test"))[0]


def _anmeldelink(welt: Welt) -> str:
    konto = welt.konten[Rolle.MITGLIED]
    return link_ausstellen(konto=konto, zweck=Linkzweck.ANMELDUNG, akteur=SystemAkteur("Test"))[0]


def _wartende_zuweisung(welt: Welt) -> Any:
    """Waits for the second person."""
    return konto_mit_rolle(Rolle.KOORDINATION_CM, kreis=welt.kreis, bestaetigt=False).zuweisungen.get()


def _verbindung(welt: Welt) -> Any:
    return SocialAccount.objects.create(
        user=welt.konten[Rolle.GESCHAEFTSSTELLE], provider="verzeichnis", uid=f"person-{welt.kreis.pk}"
    )


def _sicherheitsschluessel(welt: Welt) -> Any:
    return Authenticator.objects.create(
        user=welt.konten[Rolle.GESCHAEFTSSTELLE],
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Schlüssel am Bund", "credential": registrierung()},
    )


def _zuweisung(welt: Welt) -> Any:
    """Of somebody else, so that each role may meet it on the pages of the administration."""
    return konto_mit_rolle(Rolle.GESCHAEFTSSTELLE, kreis=welt.kreis).zuweisungen.get()


def _nachricht(welt: Welt) -> Any:
    """Two people; with the second something went wrong."""
    return nachricht_verfassen(
        kreis_id=welt.kreis.pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        art="test.hinweis",
        betreff="Hinweis zur Anfahrt",
        text="Der Eingang ist an der Birkenallee.",
        empfaenger=[
            Empfaenger(name="Petra Probe", adresse="petra.probe@kreis.example"),
            Empfaenger(name="Paul Probe", adresse="paul.probe@kreis.example"),
        ],
        kalender=Kalenderangabe(
            schluessel="test.termin",
            titel="Gemeinsamer Termin",
            beginn=timezone.now() + timedelta(days=9),
            ende=timezone.now() + timedelta(days=9, hours=2),
            ort="Rathaus Musterdorf",
        ),
        schluessel=f"test:{welt.kreis.pk}",
    )


def _mailtext(welt: Welt) -> Any:
    """A wording of the Kreis's own, so that there is something to take back."""
    return Mailtext.objects.create(
        kreis=welt.kreis,
        art=next(text.schluessel for text in MAILTEXTE),
        betreff="Unser eigener Betreff",
        text="Unser eigener Text.",
    )


def _zustellung(welt: Welt) -> Any:
    zustellung = welt["nachricht"].zustellungen.order_by("pk")[1]
    zustellung.stand, zustellung.grund = "gescheitert", "Der Mailserver kennt diese Adresse nicht."
    zustellung.versuche = 3
    zustellung.save()
    return zustellung


def _gescheiterter_auftrag(welt: Welt) -> Any:
    auftrag = auftrag_erteilen(
        art="stammdaten.aufraeumen",
        schluessel=f"test:{welt.kreis.pk}",
        angaben={},
        kreis_id=welt.kreis.pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )
    auftrag.stand, auftrag.fehler, auftrag.beendet_am = (
        "gescheitert",
        "Der Speicher ist voll.",
        timezone.now(),
    )
    auftrag.save()
    return auftrag


def _gremium(welt: Welt) -> Any:
    """With two people who have accounts: the member and the deputy of one seat."""
    gremium = Gremium.objects.create(kreis=welt.kreis, name="Lenkungsgruppe KIM", kurzname="Lenkungsgruppe")
    sitz = Sitz.objects.create(
        gremium=gremium, einrichtung=EinrichtungFactory(kreis=welt.kreis), beginn_fundstelle="GO § 2 Abs. 1"
    )
    for rolle in (Rolle.MITGLIED, Rolle.STELLVERTRETUNG):
        konto = welt.konten[rolle]
        konto.person = PersonFactory(kreis=welt.kreis)
        konto.save()
        Besetzung.objects.create(
            sitz=sitz, gremium=gremium, stimmrecht=True, art=rolle.value, person=konto.person
        )
    return gremium


def _sitz(welt: Welt) -> Any:
    """With a member whose term ends soon, without a deputy."""
    return Sitz.objects.create(
        gremium=welt["gremium"],
        einrichtung=welt["einrichtung"],
        bezeichnung="Fachdienst",
        beginn_fundstelle="GO § 2 Abs. 1",
    )


def _besetzung(welt: Welt) -> Any:
    return Besetzung.objects.create(
        sitz=welt["sitz"],
        gremium=welt["gremium"],
        stimmrecht=True,
        art="mitglied",
        person=welt["person"],
        bis=timezone.localdate() + timedelta(days=20),
    )


def _amt(welt: Welt) -> Any:
    return Amt.objects.create(
        gremium=welt["gremium"], art="vorsitz", person=PersonFactory(kreis=welt.kreis), von=date(2024, 1, 1)
    )


def _mitgliedervorschau(welt: Welt) -> Any:
    return importvorschau_anlegen(
        kreis_id=welt.kreis.pk,
        art=MITGLIEDER,
        bezug_id=welt["gremium"].pk,
        kopf=("Sitz", "Als", "Vorname", "Nachname"),
        zeilen=[Zeile(2, ("Fachdienst", "Stellvertretung", "Paula", "Probe"))],
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        jetzt=timezone.now(),
    )


def _geschaeftsordnung(welt: Welt) -> Any:
    """A draft with a few provisions, so that every step of its way is open."""
    akteur = welt.konten[Rolle.GESCHAEFTSSTELLE]
    entwurf = geschaeftsordnung_entwerfen(
        gremium_id=welt["gremium"].pk, akteur=akteur, angaben={"bezeichnung": "Entwurf vom Mai"}
    )
    vorbild = mitgelieferte_fassung("rsk-2022-03-24").bestimmungen
    bestimmungen_uebernehmen(
        entwurf, {art: vorbild[art] for art in ("quorum", "mehrheit", "ladung")}, akteur=akteur, grund=""
    )
    return entwurf


def _geltende_geschaeftsordnung(welt: Welt) -> Any:
    akteur = welt.konten[Rolle.GESCHAEFTSSTELLE]
    entwurf = geschaeftsordnung_entwerfen(
        gremium_id=welt["gremium"].pk, akteur=akteur, angaben={"bezeichnung": "Geschäftsordnung von 2022"}
    )
    vorbild = mitgelieferte_fassung("rsk-2022-03-24").bestimmungen
    # This one admits circular decisions, so that their pages are there.
    verfahren = replace(vorbild["verfahren"], werte={**vorbild["verfahren"].werte, "umlauf": "erlaubt"})
    bestimmungen_uebernehmen(entwurf, {**vorbild, "verfahren": verfahren}, akteur=akteur, grund="")
    tag = date(2022, 3, 24)
    return geschaeftsordnung_beschliessen(
        geschaeftsordnung_id=entwurf.pk,
        annahme=Annahme(am=tag, fundstelle="Niederschrift der 3. Sitzung", in_kraft_ab=tag),
        akteur=akteur,
    )


def _druck(welt: Welt) -> int:
    return geschaeftsordnung_drucken(
        geschaeftsordnung_id=welt["geschaeftsordnung_in_kraft"].pk,
        schluessel="druck",
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


BAUSTEINE: dict[str, Callable[[Welt], Any]] = {
    "kommune": _kommune,
    "einrichtung": _einrichtung,
    "person": _person,
    "funktion": _funktion,
    "standort": _standort,
    **{f"{art}_stillgelegt": _stillgelegt(art) for art in ("kommune", "einrichtung", "person", "standort")},
    "importvorschau": _importvorschau,
    "dokument": _dokument,
    "kreislogo": _kreislogo,
    "briefkopfprobe": _briefkopfprobe,
    "zertifizierungsstelle": lambda _welt: zertifizierungsstelle(),
    "konto": _anderes_konto,
    "konto_gesperrt": _gesperrtes_konto,
    "einladung": _einladung,
    "anmeldelink": _anmeldelink,
    "zuweisung_wartet": _wartende_zuweisung,
    "verbindung": _verbindung,
    "nachricht": _nachricht,
    "zustellung": _zustellung,
    "mailtext": _mailtext,
    "auftrag": _gescheiterter_auftrag,
    "sicherheitsschluessel": _sicherheitsschluessel,
    "zuweisung": _zuweisung,
    "gremium": _gremium,
    "sitz": _sitz,
    "besetzung": _besetzung,
    "amt": _amt,
    "geschaeftsordnung": _geschaeftsordnung,
    "geschaeftsordnung_in_kraft": _geltende_geschaeftsordnung,
    **SITZUNGEN,
    **RUECKMELDUNGEN,
    **VERLAUF,
    **VORSCHLAEGE,
    **TAGESORDNUNG,
    **EINLADUNG,
    **UNTERLAGEN,
    **BESCHLUESSE,
    **UMLAUF,
    **ARBEITSGRUPPEN,
    **NIEDERSCHRIFT,
    **OEFFENTLICH,
    **GENEHMIGUNG,
    "druck": _druck,
    "mitgliedervorschau": _mitgliedervorschau,
    **FALLARBEIT,
}
