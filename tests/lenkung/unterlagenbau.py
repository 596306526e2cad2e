"""Agendas with their papers for tests: rows as they are after the steps that lead to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.regeln.dateityp import Dateityp
from lenkung import permissions
from lenkung.models import (
    Anlage,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Vorlage,
    Vorlagenfassung,
)

SYSTEM = SystemAkteur("Test")


def vorlage(sitzung: Sitzung, titel: str = "Kita-Plätze", *, frei: bool = True, **felder: Any) -> Vorlage:
    jetzt = timezone.now()
    satz = Vorlage.objects.create(gremium=sitzung.gremium, angelegt_am=jetzt)
    felder.setdefault("sachverhalt", "<p>Im Kreis <strong>fehlen</strong> Plätze.</p>")
    felder.setdefault("beschlussvorschlag", "<p>Die Lenkungsgruppe beschließt.</p>")
    if frei:
        felder |= {"freigegeben_am": jetzt, "freigegeben_von_name": "Petra Probe"}
    Vorlagenfassung.objects.create(vorlage=satz, nummer=1, titel=titel, verfasser="Geschäftsstelle", **felder)
    return satz


def punkt(sitzung: Sitzung, titel: str, art: str = "beratung", **felder: Any) -> Tagesordnungspunkt:
    felder.setdefault("position", Tagesordnungspunkt.objects.filter(sitzung=sitzung).count() + 1)
    return Tagesordnungspunkt.objects.create(sitzung=sitzung, titel=titel, art=art, **felder)


def anlage(
    zu: Tagesordnungspunkt | Vorlagenfassung,
    titel: str,
    inhalt: bytes = b"%PDF-1.7 probe",
    name: str = "bericht.pdf",
    typ: Dateityp = Dateityp.PDF,
) -> Anlage:
    ist_punkt = isinstance(zu, Tagesordnungspunkt)
    art = permissions.ANLAGE_PUNKT if ist_punkt else permissions.ANLAGE_FASSUNG
    dokument = datei_ablegen(
        datei=GepruefteDatei(name=name, typ=typ, inhalt=inhalt, auf_viren_geprueft=True),
        gehoert_zu=Zugehoerigkeit(zu.kreis_id, art, zu.pk),
        akteur=SYSTEM,
    )
    return Anlage.objects.create(
        dokument=dokument,
        titel=titel,
        abgelegt_am=timezone.now(),
        abgelegt_von_name="Petra Probe",
        **{"punkt" if ist_punkt else "fassung": zu},
    )


def bestaetigt(sitzung: Sitzung, am: datetime | None = None) -> Tagesordnungsfassung:
    """The chair has set what stands there now."""
    Tagesordnung.objects.update_or_create(sitzung=sitzung, defaults={"stand": "bestaetigt"})
    punkte = Tagesordnungspunkt.objects.filter(sitzung=sitzung, position__gt=0).order_by("position")
    return Tagesordnungsfassung.objects.create(
        sitzung=sitzung,
        nummer=Tagesordnungsfassung.objects.filter(sitzung=sitzung).count() + 1,
        punkte=[
            {
                "nummer": p.position,
                "id": p.pk,
                "titel": p.titel,
                "art": p.art,
                "minuten": p.minuten,
                "oeffentlich": p.oeffentlich,
                "erlaeuterung": p.erlaeuterung,
                "berichterstattung": p.berichterstattung,
            }
            for p in punkte
        ],
        bestaetigt_am=am or timezone.now(),
        bestaetigt_von_name="Vera Vorsitz",
    )


def volle_sitzung(sitzung: Sitzung) -> dict[str, Any]:
    """Four items: formalities, one with a Vorlage and its file, one whose Vorlage is to follow, any other."""
    punkt(sitzung, "Begrüßung und Beschlussfähigkeit", "formalia", minuten=5)
    mit_vorlage = punkt(
        sitzung, "Plätze in Kitas", "beschluss", erlaeuterung="Es geht um Plätze.", vorlage=vorlage(sitzung)
    )
    bericht = anlage(mit_vorlage, "Bericht der Jugendhilfeplanung")
    folgt = punkt(sitzung, "Arbeitsmarkt", vorlage=vorlage(sitzung, "Arbeitsmarkt", frei=False))
    punkt(sitzung, "Verschiedenes", "verschiedenes")
    bestaetigt(sitzung)
    return {"mit_vorlage": mit_vorlage, "bericht": bericht, "folgt": folgt}
