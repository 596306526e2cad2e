"""Sessions that are being held, for tests: seats, an invitation, an agenda, people who came."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from lenkung.domain.abstimmung import (
    abstimmung_beginnen,
    abstimmung_schliessen,
    abstimmung_verwerfen,
    einvernehmen_feststellen,
    ergebnis_feststellen,
)
from lenkung.domain.anwesenheit import geht, sitz_kommt
from lenkung.domain.sitzung_fuehren import punkt_aufrufen, sitzung_eroeffnen, sitzung_schliessen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Gremium,
    Sitz,
    Sitzung,
    Tagesordnungspunkt,
)
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory, SitzFactory
from tests.lenkung.sitzungsbau import mitglied, sitzung

WORTLAUT = "Die Lenkungsgruppe beschließt das Vorhaben."


def lenkungsgruppe(sitze: int = 4, *, wie: str | None = gobau.RSK, **felder: Any) -> Gremium:
    """Each seat with member and deputy; with a shipped Geschäftsordnung, or with none."""
    gremium = GremiumFactory(**felder)
    for _nummer in range(sitze):
        sitz = SitzFactory(gremium=gremium)
        mitglied(gremium, sitz=sitz)
        mitglied(gremium, "stellvertretung", sitz=sitz)
    if wie is not None:
        gobau.in_kraft(gremium, wie=wie)
    return gremium


def sitze(gremium: Gremium) -> list[Sitz]:
    return list(Sitz.objects.filter(gremium=gremium).order_by("pk"))


def eingeladene_sitzung(
    gremium: Gremium, tag: date | None = None, *, punkte: int = 2, **felder: Any
) -> Sitzung:
    """Invited, bound to the Geschäftsordnung, with items to decide; today, unless said otherwise."""
    satz = sitzung(
        gremium,
        tag or timezone.localdate(),
        "eingeladen",
        ort="Kreishaus",
        geschaeftsordnung=gremium.geschaeftsordnungen.first(),
        **felder,
    )
    for nummer in range(1, punkte + 1):
        Tagesordnungspunkt.objects.create(
            sitzung=satz, position=nummer, art="beschluss", titel=f"Vorhaben {nummer}"
        )
    return satz


def punkte(satz: Sitzung) -> list[Tagesordnungspunkt]:
    return list(Tagesordnungspunkt.objects.filter(sitzung=satz, position__gt=0).order_by("position"))


def eintrag(
    gremium: Gremium,
    *,
    akteur: Any = None,
    schluessel: UUID | None = None,
    alter: timedelta = timedelta(),
    zeit: datetime | None = None,
) -> Eintrag:
    """An entry of its own, unless the key says that it is sent again."""
    return Eintrag(akteur or gobau.akteur(gremium), schluessel or uuid4(), alter, zeit)


def komme(
    satz: Sitzung, sitz: Sitz, rolle: str = "mitglied", art: str = "vor_ort", **felder: Any
) -> Anwesenheit:
    anwesend = sitz_kommt(
        sitzung_id=satz.pk,
        sitz_id=sitz.pk,
        rolle=Teilnahmerolle(rolle),
        art=Anwesenheitsart(art),
        eintrag=eintrag(satz.gremium, **felder),
    )
    assert anwesend is not None
    return anwesend


def gehe(satz: Sitzung, anwesend: Anwesenheit, **felder: Any) -> None:
    geht(sitzung_id=satz.pk, anwesenheit_id=anwesend.pk, eintrag=eintrag(satz.gremium, **felder))


def eroeffnet(gremium: Gremium, anwesend: int = 3, *, punkte: int = 2, **felder: Any) -> Sitzung:
    """The first so many members are there. Minutes ago, so that entries made now are later."""
    vorhin = timezone.now().replace(microsecond=0) - timedelta(minutes=30)
    # Half an hour ago may have been yesterday.
    felder.setdefault("tag", timezone.localdate(vorhin))
    satz = eingeladene_sitzung(gremium, punkte=punkte, **felder)
    for sitz in sitze(gremium)[:anwesend]:
        komme(satz, sitz, zeit=vorhin)
    eroeffne(satz, zeit=vorhin)
    satz.refresh_from_db()
    return satz


def eroeffne(satz: Sitzung, **felder: Any) -> Sitzung:
    return sitzung_eroeffnen(
        sitzung_id=satz.pk, leitung="Dr. Renate Vorsitz", eintrag=eintrag(satz.gremium, **felder)
    )


def rufe_auf(satz: Sitzung, punkt: Tagesordnungspunkt, **felder: Any) -> Tagesordnungspunkt:
    return punkt_aufrufen(sitzung_id=satz.pk, punkt_id=punkt.pk, eintrag=eintrag(satz.gremium, **felder))


def einvernehmlich(
    satz: Sitzung, punkt: Tagesordnungspunkt, widerspruch: tuple[int, ...] = (), **felder: Any
) -> Abstimmung:
    abstimmung = einvernehmen_feststellen(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text=felder.pop("text", WORTLAUT),
        widerspruch=widerspruch,
        eintrag=eintrag(satz.gremium, **felder),
    )
    assert abstimmung is not None
    return abstimmung


def beginne(satz: Sitzung, punkt: Tagesordnungspunkt, weise: Weise, **felder: Any) -> Abstimmung:
    abstimmung = abstimmung_beginnen(
        sitzung_id=satz.pk,
        punkt_id=punkt.pk,
        text=felder.pop("text", WORTLAUT),
        weise=weise,
        eintrag=eintrag(satz.gremium, **felder),
    )
    assert abstimmung is not None
    return abstimmung


def zaehle(abstimmung: Abstimmung, ja: int, nein: int = 0, enthaltung: int = 0, **felder: Any) -> Abstimmung:
    return abstimmung_schliessen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        zahlen=Stimmen(ja, nein, enthaltung),
        stichentscheid=felder.pop("stichentscheid", False),
        eintrag=eintrag(abstimmung.sitzung.gremium, **felder),
    )


def zaehle_namentlich(abstimmung: Abstimmung, stimmen: dict[int, str], **felder: Any) -> Abstimmung:
    return abstimmung_schliessen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        stimmen={sitz_id: Stimmwert(wert) for sitz_id, wert in stimmen.items()},
        eintrag=eintrag(abstimmung.sitzung.gremium, **felder),
    )


def stelle_fest(abstimmung: Abstimmung, angenommen: bool | None = None, **felder: Any) -> Beschluss:
    return ergebnis_feststellen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        angenommen=angenommen,
        eintrag=eintrag(abstimmung.sitzung.gremium, **felder),
    )


def verwirf(abstimmung: Abstimmung, grund: str = "Neu zählen", **felder: Any) -> None:
    abstimmung_verwerfen(
        sitzung_id=abstimmung.sitzung_id,
        abstimmung_id=abstimmung.pk,
        grund=grund,
        eintrag=eintrag(abstimmung.sitzung.gremium, **felder),
    )


def schliesse(satz: Sitzung, *, rest_absetzen: bool = False, **felder: Any) -> Sitzung:
    return sitzung_schliessen(
        sitzung_id=satz.pk, rest_absetzen=rest_absetzen, eintrag=eintrag(satz.gremium, **felder)
    )
