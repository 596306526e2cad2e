"""Abstimmen am eigenen Gerät: für digitale Sitzungen und geheime Abstimmungen.

Den Code gibt es beim Eintreffen, für eine Person in einer Sitzung; der Link der Einladung kann nie abstimmen.
"""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, verlange
from lenkung import permissions
from lenkung.domain.queries.verlauf import Platzzeile, verlaufsstand
from lenkung.domain.verlaufsblatt import Eintrag, benannt_auf, nicht_vor_dem_tag, verlauf_sperren
from lenkung.models import (
    Abstimmung,
    Sitzungsverlauf,
    Stimmabgabe,
    Stimme,
    Stimmgeraet,
)
from lenkung.regeln import stimmcode
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Abstimmungsstand, Stimmwert, Weise

ANMELDBAR = frozenset({Sitzungsstand.EINGELADEN, Sitzungsstand.EROEFFNET})
WAEHLBAR = (Stimmwert.JA, Stimmwert.NEIN, Stimmwert.ENTHALTUNG)


@transaction.atomic
def code_ausgeben(*, sitzung_id: int, sitz_id: int, rolle: Teilnahmerolle, eintrag: Eintrag) -> str:
    """Der Code, dieses eine Mal im Klartext. Ein früherer derselben Person gilt damit nicht mehr."""
    blatt = verlauf_sperren(sitzung_id, eintrag)
    sitzung = blatt.sitzung
    verlange(permissions.darf_anwesenheit_eintragen(eintrag.akteur, sitzung))
    nicht_vor_dem_tag(blatt)
    besetzung = benannt_auf(sitzung, sitz_id, rolle)
    if not besetzung.stimmrecht:
        raise Fachfehler(_("Dieser Sitz hat keine Stimme."), code="ohne_stimmrecht")
    jetzt = timezone.now()
    Stimmgeraet.objects.filter(sitzung=sitzung, person=besetzung.person, gesperrt_am__isnull=True).update(
        gesperrt_am=jetzt
    )
    code = "".join(secrets.choice(stimmcode.ZEICHEN) for _stelle in range(stimmcode.LAENGE))
    Stimmgeraet.objects.create(
        sitzung=sitzung,
        sitz_id=sitz_id,
        person=besetzung.person,
        name=str(besetzung.person),
        abdruck=stimmcode.abdruck(code),
        ausgegeben_am=jetzt,
        ausgegeben_von_name=eintrag.akteur.akteur_name,
    )
    return stimmcode.lesbar(code)


def geraet_anmelden(code: str) -> Stimmgeraet:
    """Nur in der Sitzung, für die der Code ausgegeben ist."""
    normal = stimmcode.normal(code)
    geraet = geraet_finden(stimmcode.abdruck(normal)) if normal else None
    if geraet is None:
        raise Fachfehler(
            _("Dieser Code gilt nicht. Bitte prüfen, oder die Geschäftsstelle um einen neuen bitten."),
            code="code",
            feld="code",
        )
    return geraet


def geraet_finden(abdruck: str) -> Stimmgeraet | None:
    """None, sobald der Code gesperrt oder die Sitzung vorbei ist."""
    geraet = (
        Stimmgeraet.objects.filter(abdruck=abdruck, gesperrt_am__isnull=True)
        .select_related("sitzung__gremium", "sitz__einrichtung")
        .first()
    )
    return geraet if geraet is not None and geraet.sitzung.lage in ANMELDBAR else None


def laufende_abstimmung(geraet: Stimmgeraet) -> Abstimmung | None:
    """Worüber an Geräten gerade abgestimmt wird."""
    return (
        Abstimmung.objects.filter(
            sitzung_id=geraet.sitzung_id, auf_geraeten=True, stand=Abstimmungsstand.LAEUFT.value
        )
        .select_related("punkt", "wortlaut")
        .first()
    )


def hat_abgestimmt(geraet: Stimmgeraet, abstimmung: Abstimmung) -> bool:
    return Stimmabgabe.objects.filter(abstimmung=abstimmung, sitz_id=geraet.sitz_id).exists()


@transaction.atomic
def stimme_abgeben(*, abdruck: str, abstimmung_id: int, wert: Stimmwert) -> None:
    """Jeder Sitz einmal; zu spät, für einen anderen Sitz oder ohne Vertretung zählt nichts.

    Die Uhr des Geräts spielt keine Rolle. Eine geheime Stimme hinterlässt nur, dass der Sitz abgestimmt hat.
    """
    geraet = geraet_finden(abdruck)
    if geraet is None:
        raise Fachfehler(
            _("Dieses Gerät ist nicht mehr angemeldet. Bitte den Code neu eingeben."), code="geraet"
        )
    abstimmung = (
        Abstimmung.objects.select_for_update(no_key=True, of=("self",))
        .select_related("sitzung__gremium", "sitzung__geschaeftsordnung")
        .get(pk=abstimmung_id, sitzung_id=geraet.sitzung_id, auf_geraeten=True)
    )
    if abstimmung.lage is not Abstimmungsstand.LAEUFT:
        raise Fachfehler(
            _("Diese Abstimmung ist schon geschlossen. Ihre Stimme wurde nicht mehr gezählt."),
            code="zu_spaet",
        )
    if wert not in WAEHLBAR:
        raise Fachfehler(_("Bitte Ja, Nein oder Enthaltung wählen."), code="wert")
    if hat_abgestimmt(geraet, abstimmung):
        raise Fachfehler(
            _("Für diesen Sitz ist schon abgestimmt. Die erste Stimme zählt."), code="schon_abgestimmt"
        )
    platz = _platz(abstimmung, geraet)
    Stimmabgabe.objects.create(abstimmung=abstimmung, sitz_id=geraet.sitz_id)
    if abstimmung.art is Weise.NAMENTLICH:
        name = platz.durch.name if platz.durch else ""
        Stimme.objects.create(abstimmung=abstimmung, sitz_id=geraet.sitz_id, wert=wert.value, durch_name=name)
    else:
        Abstimmung.objects.filter(pk=abstimmung.pk).update(**{wert.value: F(wert.value) + 1})
    Sitzungsverlauf.objects.filter(sitzung_id=geraet.sitzung_id).update(zaehler=F("zaehler") + 1)


def _platz(abstimmung: Abstimmung, geraet: Stimmgeraet) -> Platzzeile:
    """Der Sitz, jetzt vertreten durch genau diese Person (GO RSK § 2 Abs. 2)."""
    sitzung = abstimmung.sitzung
    verlauf = Sitzungsverlauf.objects.filter(sitzung=sitzung).first()
    for platz in verlaufsstand(sitzung, verlauf).plaetze(timezone.now().replace(microsecond=0)):
        if platz.zeile.sitz.pk != geraet.sitz_id:
            continue
        if platz.vertreten and platz.durch is not None and platz.durch.person_id == geraet.person_id:
            return platz
        if platz.durch is not None:
            raise Fachfehler(
                _("Den Sitz vertritt gerade jemand anderes; nur diese Person kann abstimmen."),
                code="andere_person",
            )
    raise Fachfehler(
        _("Sie sind nicht als anwesend eingetragen. Bitte wenden Sie sich an die Geschäftsstelle."),
        code="nicht_vertreten",
    )
