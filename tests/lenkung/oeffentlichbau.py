"""Signed versions and public pages for tests, and a session full of what must never become public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.dokumente.domain.dokument import Zugehoerigkeit, erzeugtes_pdf_ablegen
from lenkung.domain.anwesenheit import gast_kommt
from lenkung.domain.queries.niederschrift import abschnitte_von, niederschrift_von, verlauf_der
from lenkung.domain.queries.niederschrift_bau import niederschrift_bauen
from lenkung.domain.queries.niederschriftsdaten import niederschriftsdaten
from lenkung.domain.veroeffentlichung import Auswahl, oeffentlichkeit_einstellen, veroeffentlichen
from lenkung.models import (
    Beschluss,
    Genehmigung,
    Gremienoeffentlichkeit,
    Gremium,
    Niederschriftsfassung,
    Punktgast,
    Sitzung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Veroeffentlichung,
)
from lenkung.permissions import OEFFENTLICH_DRUCK
from lenkung.regeln.niederschriftsdaten import abdruck, als_inhalt, aus_inhalt
from lenkung.regeln.oeffentliche_fassung import Freigabe
from lenkung.regeln.oeffentliche_texte import vorgeschlagene_texte
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau, niederschriftsbau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.sitzungsbau import sitzung


def eingeschaltet(gremium: Gremium, **felder: Any) -> Gremienoeffentlichkeit:
    werte = {"eingeschaltet": True, "namen": False, "suchmaschinen": False, **felder}
    return oeffentlichkeit_einstellen(gremium_id=gremium.pk, akteur=gobau.akteur(gremium), **werte)


def bestaetigte_tagesordnung(satz: Sitzung) -> Tagesordnungsfassung:
    """As the chair confirmed it: the items as they are now."""
    nummer = Tagesordnungsfassung.objects.filter(sitzung=satz).count() + 1
    return Tagesordnungsfassung.objects.create(
        sitzung=satz,
        nummer=nummer,
        punkte=[
            {"nummer": p.position, "id": p.pk, "titel": p.titel, "art": p.art, "oeffentlich": p.oeffentlich}
            for p in Tagesordnungspunkt.objects.filter(sitzung=satz).order_by("position")
        ],
        bestaetigt_am=timezone.now(),
        bestaetigt_von_name="Renate Vorsitz",
    )


def unterzeichnet(satz: Sitzung, **felder: Any) -> Niederschriftsfassung:
    """The draft as it stands, with all signatures. An earlier version is replaced by it."""
    niederschrift = niederschrift_von(satz) or niederschriftsbau.entwurf(satz)
    niederschrift.sitzung = satz
    verlauf = verlauf_der(satz)
    assert verlauf is not None
    daten = niederschriftsdaten(satz, abschnitte_von(niederschrift), niederschrift_bauen(satz, verlauf))
    inhalt = als_inhalt(daten)
    bisherige = niederschrift.fassungen.order_by("-nummer").first()
    if bisherige is not None and bisherige.stand == "unterzeichnet":
        bisherige.stand = "ersetzt"
        bisherige.save()
    nummer = bisherige.nummer + 1 if bisherige else 1
    werte = {
        "stand": "unterzeichnet",
        "inhalt": inhalt,
        "inhalt_hash": abdruck(inhalt),
        "pruefzeichen": f"p{niederschrift.pk}x{nummer}",
        "anlass": "Einwendung" if bisherige else "",
        "vorgaengerin": bisherige,
        "erstellt_am": timezone.now(),
        "erstellt_von_name": "Gerda Stelle",
        "unterzeichnet_am": timezone.now(),
        **felder,
    }
    return Niederschriftsfassung.objects.create(niederschrift=niederschrift, nummer=nummer, **werte)


def auswahl(fassung: Niederschriftsfassung, **felder: Any) -> Auswahl:
    """As the page proposes it: names replaced by their bodies, everything read."""
    vorschlaege = vorgeschlagene_texte(aus_inhalt(fassung.inhalt), Freigabe())
    return Auswahl(**{"texte": vorschlaege, "gelesen": True, **felder})


def genehmigt(fassung: Niederschriftsfassung) -> None:
    """By hand; how it comes about by itself has tests of its own."""
    jetzt = timezone.now()
    Genehmigung.objects.get_or_create(
        fassung=fassung,
        defaults={
            "niederschrift": fassung.niederschrift,
            "weg": "von_hand",
            "genehmigt_am": jetzt,
            "grund": "In der Sitzung festgestellt",
            "festgehalten_am": jetzt,
            "festgehalten_von_name": "Gerda Stelle",
        },
    )


def veroeffentlicht(
    fassung: Niederschriftsfassung, *, vorlaeufig: bool = False, **felder: Any
) -> Veroeffentlichung:
    satz = fassung.niederschrift.sitzung
    if not vorlaeufig:
        genehmigt(fassung)
    return veroeffentlichen(
        sitzung_id=satz.pk,
        inhalt_hash=fassung.inhalt_hash,
        auswahl=auswahl(fassung, **felder),
        akteur=gobau.akteur(satz.gremium),
    )


def pdf_ablegen(satz: Veroeffentlichung) -> None:
    """An empty one: setting the real one takes a second."""
    erzeugtes_pdf_ablegen(
        name="Niederschrift öffentlich.pdf",
        inhalt=b"%PDF-1.7\n%%EOF\n",
        gehoert_zu=Zugehoerigkeit(satz.kreis_id, OEFFENTLICH_DRUCK, satz.pk),
        auftrag_schluessel=f"probe:{satz.pk}",
        akteur=SystemAkteur("PDF-Erstellung", satz.kreis_id),
    )


def pdf_setzen() -> None:
    for auftrag in Auftrag.objects.filter(art="dokumente.pdf_erstellen", stand="wartet"):
        auftrag_ausfuehren(auftrag_id=auftrag.pk)
        auftrag.refresh_from_db()
        assert auftrag.stand == "erledigt", auftrag.fehler


@dataclass
class Geheimnisse:
    """Each word stands in exactly one place that is not public."""

    gremium: Gremium
    sitzung: Sitzung
    fassung: Niederschriftsfassung
    worte: list[str] = field(default_factory=list)
    namen: list[str] = field(default_factory=list)
    """Of the members and deputies: public only where the Kreis wants it."""


OEFFENTLICHES = "Zebrastreifenkonzept"
"""Stands in a public title, a public text and a public Beschluss: whoever looks must find it everywhere."""


def sitzung_mit_geheimnissen(kreis: Any = None) -> Geheimnisse:
    """A session with four items: public, not public, public with a hidden Beschluss, and a statement."""
    gremium = bau.lenkungsgruppe(4, **({"kreis": kreis} if kreis else {}))
    worte = _am_gremium(gremium)
    satz = _gehalten(gremium)
    _nicht_gehaltene(gremium)
    fassung = unterzeichnet(niederschriftsbau.frisch(satz))
    namen = [str(sitz.besetzungen.get(art="mitglied").person) for sitz in bau.sitze(gremium)]
    worte += [
        "Geheimtitel",
        "Geheimnotiz",
        "Geheimbeschluss",
        "Verborgenwort",
        "Erklaerungswort",
        "Gastname",
        "Geheimgast",
        "Renate Vorsitz",
        "Absagegrund",
        "Planpunkt",
        "konferenz.example",
        "Umlaufwort",
        "Altfundstelle",
        "Gerda Stelle",
    ]
    return Geheimnisse(gremium, satz, fassung, worte, namen)


def veroeffentlichte_geheimnisse(kreis: Any = None) -> Geheimnisse:
    """Published, with a PDF; told to OParl."""
    geheim = sitzung_mit_geheimnissen(kreis)
    eingeschaltet(geheim.gremium)
    pdf_ablegen(veroeffentlicht(geheim.fassung))
    eingeschaltet(geheim.gremium)
    return geheim


def _am_gremium(gremium: Gremium) -> list[str]:
    worte = []
    for nummer, sitz in enumerate(bau.sitze(gremium)):
        sitz.einrichtung.bemerkung = f"Bemerkung{nummer}wort"
        sitz.einrichtung.anschrift = f"Geheimgasse {nummer}"
        sitz.einrichtung.email = f"geheim{nummer}@verborgen.example"
        sitz.einrichtung.save()
        sitz.beginn_fundstelle = f"Fundstelle{nummer}wort"
        sitz.save()
        worte += [f"Bemerkung{nummer}wort", f"Geheimgasse {nummer}", f"Fundstelle{nummer}wort"]
        for besetzung in sitz.besetzungen.select_related("person"):
            person = besetzung.person
            person.telefon = "02241 998877"
            person.save()
            worte += [person.nachname, person.email]
    return [*worte, "verborgen.example", "998877"]


def _gehalten(gremium: Gremium) -> Sitzung:
    satz = bau.eroeffnet(gremium, punkte=4, art="hybrid", link="https://konferenz.example/geheim")
    erster, zweiter, dritter, vierter = bau.punkte(satz)
    for punkt, titel in (
        (erster, f"{OEFFENTLICHES} beraten"),
        (zweiter, "Geheimtitel zum Personal"),
        (dritter, "Sprachmittlung"),
        (vierter, "Anfragen"),
    ):
        punkt.titel = titel
        punkt.erlaeuterung = "Geheimnotiz zur Erläuterung"
        punkt.save()
    zweiter.oeffentlich = False
    zweiter.save()
    vierter.art = "beratung"
    vierter.save()
    bestaetigte_tagesordnung(satz)
    _gaeste(satz, erster, zweiter)
    for punkt, text in (
        (erster, f"Das {OEFFENTLICHES} wird beschlossen."),
        (zweiter, "Geheimbeschluss über eine Person."),
        (dritter, "Verborgenwort im Beschluss."),
    ):
        bau.rufe_auf(satz, punkt)
        bau.stelle_fest(bau.einvernehmlich(satz, punkt, text=text))
    bau.rufe_auf(satz, vierter)
    bau.schliesse(satz)
    Beschluss.objects.filter(punkt=dritter).update(oeffentlich=False)
    Beschluss.objects.filter(gremium=gremium).update(fundstelle="Altfundstelle Band 3")
    niederschriftsbau.entwurf(niederschriftsbau.frisch(satz))
    schreibe, abschnitt = niederschriftsbau.schreibe, niederschriftsbau.abschnitt
    schreibe(abschnitt(satz, nummer=1), f"Rege Aussprache zum {OEFFENTLICHES}.")
    schreibe(abschnitt(satz, nummer=2), "Geheimnotiz: der Fall wurde geschildert.")
    schreibe(abschnitt(satz, nummer=4), "Keine Anfragen.", erklaerung="Erklaerungswort eines Mitglieds.")
    return satz


def _gaeste(satz: Sitzung, oeffentlich: Tagesordnungspunkt, geheim: Tagesordnungspunkt) -> None:
    for punkt, name, einrichtung in (
        (oeffentlich, "Gundula Gastname", "Verkehrswacht"),
        (geheim, "Gustav Gastname", "Geheimgast GmbH"),
    ):
        gast = Punktgast.objects.create(
            punkt=punkt, name=name, einrichtung=einrichtung, email="gast@verborgen.example"
        )
        gast_kommt(
            sitzung_id=satz.pk,
            gast_id=gast.pk,
            art=Anwesenheitsart.VOR_ORT,
            eintrag=bau.eintrag(satz.gremium, zeit=timezone.now() - timedelta(minutes=10)),
        )


def _nicht_gehaltene(gremium: Gremium) -> None:
    """One that is only planned, with an agenda, one that was cancelled before anybody was invited."""
    bald = timezone.localdate() + timedelta(days=40)
    geplant = sitzung(gremium, bald, "geplant", ort="Planpunkt-Saal")
    Tagesordnungspunkt.objects.create(sitzung=geplant, position=1, art="bericht", titel="Planpunkt")
    bestaetigte_tagesordnung(geplant)
    sitzung(gremium, bald + timedelta(days=1), "abgesagt", absage_grund="Absagegrund einer Person")
    Beschluss.objects.create(
        gremium=gremium,
        jahr=2020,
        nummer=1,
        gefasst_am=bald - timedelta(days=2000),
        titel="Umlaufwort",
        text="Umlaufwort",
        angenommen=True,
        nachgetragen=True,
        oeffentlich=False,
        fundstelle="Altfundstelle Band 1",
    )


def fundorte(worte: Iterable[str], orte: dict[str, str]) -> list[str]:
    """Where which of the words stands; whatever its capital letters."""
    return [
        f"{wort} in {wo}" for wort in worte for wo, text in orte.items() if wort.casefold() in text.casefold()
    ]
