"""Den Verlauf einer Sitzung nachtragen, die auf Papier geführt wurde.

Anwesenheit steht je Punkt oder für die ganze Sitzung, Beschlüsse bekommen die nächste Nummer ihres Jahres.
Alles ist als nachgetragen gekennzeichnet; eine Abstimmung mit ihrer Minute gibt es dazu nicht.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.domain.beschluss import naechste_nummer
from lenkung.domain.queries.geschaeftsordnung import geltende_geschaeftsordnung
from lenkung.domain.queries.verlauf import verlaufsstand
from lenkung.domain.verlaufsblatt import Eintrag, Verlaufsblatt, verlauf_sperren
from lenkung.models import Anwesenheit, Beschluss, Besetzung, Tagesordnung, Tagesordnungspunkt
from lenkung.models.zeitraum import am
from lenkung.regeln.augenblick import faehigkeit
from lenkung.regeln.nachtrag import abschnitte, anwesend_waehrend
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.tagesordnung import Punktart, Punktstand, Tagesordnungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Ereignisart, Weise
from lenkung.regeln.werte import Anwesenheitsart
from lenkung.regeln.zeitplan import Abschnitt


class Anwesend(NamedTuple):
    """Wer da war. `punkte`: nur zu diesen Nummern; None: die ganze Sitzung."""

    sitz_id: int
    rolle: Teilnahmerolle
    art: Anwesenheitsart = Anwesenheitsart.VOR_ORT
    punkte: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Nachbeschluss:
    """Was der Vorsitz damals festgestellt hat. `ergebnis`: wie es auf dem Papier steht."""

    text: str
    fundstelle: str
    titel: str = ""
    angenommen: bool = True
    weise: Weise | None = None
    ergebnis: str = ""


@dataclass(frozen=True, slots=True)
class Nachpunkt:
    """Ein Punkt der Tagesordnung. Mit `punkt_id` einer, der schon auf ihr steht."""

    titel: str = ""
    art: Punktart = Punktart.BERATUNG
    minuten: int = 10
    erlaeuterung: str = ""
    berichterstattung: str = ""
    punkt_id: int | None = None
    beschluesse: tuple[Nachbeschluss, ...] = ()


@dataclass(frozen=True, slots=True)
class Nachtrag:
    leitung: str
    punkte: Sequence[Nachpunkt]
    anwesend: Sequence[Anwesend] = field(default=())
    beginn: datetime | None = None
    """Ohne Angabe wie geplant."""
    ende: datetime | None = None
    beschlussfaehig: bool = False
    """Der Vorsitz hat die Beschlussfähigkeit festgestellt."""


@transaction.atomic
def verlauf_nachtragen(*, sitzung_id: int, nachtrag: Nachtrag, akteur: Akteur) -> list[Beschluss]:
    """Unter der Sperre des Gremiums: die Nummern haben keine Lücke und kommen nicht doppelt."""
    blatt = verlauf_sperren(sitzung_id, Eintrag(akteur), mit_gremium=True)
    verlange(permissions.darf_nachtragen(akteur, blatt.sitzung))
    leitung = " ".join(nachtrag.leitung.split())
    _pruefen(blatt, nachtrag, leitung)
    _sitzung_schliessen(blatt)
    # What stood on the agenda comes first.
    angaben = sorted(nachtrag.punkte, key=lambda angabe: angabe.punkt_id is None)
    punkte = _punkte(blatt, angaben)
    beginn = nachtrag.beginn or blatt.sitzung.beginn
    plan = abschnitte(beginn, [punkt.minuten for punkt in punkte], nachtrag.ende)
    ende = nachtrag.ende or (plan[-1].bis if plan else blatt.sitzung.ende)
    verlauf = blatt.verlauf
    verlauf.leitung_name, verlauf.nachgetragen = leitung[:200], True
    verlauf.eroeffnet_am, verlauf.geschlossen_am = beginn, ende
    blatt.festhalten(Ereignisart.EROEFFNET, text=leitung, zeit=beginn)
    _anwesenheit(blatt, nachtrag.anwesend, plan, beginn, ende)
    if nachtrag.beschlussfaehig:
        _beschlussfaehigkeit(blatt, beginn)
    beschluesse = _beschluesse(blatt, punkte, angaben)
    for beschluss, punkt in beschluesse:
        zeit = plan[punkte.index(punkt)].von
        blatt.festhalten(Ereignisart.FESTGESTELLT, punkt=punkt, text=str(beschluss), zeit=zeit)
    blatt.festhalten(Ereignisart.GESCHLOSSEN, zeit=ende)
    return [beschluss for beschluss, _punkt in beschluesse]


# Was dabei geschieht ----------------------------------------------------------------------------------------


def _pruefen(blatt: Verlaufsblatt, nachtrag: Nachtrag, leitung: str) -> None:
    sitzung, jetzt = blatt.sitzung, timezone.now()
    if blatt.verlauf.eroeffnet_am is not None:
        raise Fachfehler(_("Der Verlauf dieser Sitzung ist schon eingetragen."), code="schon_eingetragen")
    if Anwesenheit.objects.filter(sitzung=sitzung, gestrichen_am__isnull=True).exists():
        raise Fachfehler(
            _("Zu dieser Sitzung ist schon Anwesenheit eingetragen. Bitte sie dort zu Ende führen."),
            code="anwesenheit_da",
        )
    if not leitung:
        raise Fachfehler(_("Bitte angeben, wer die Sitzung leitete."), code="leitung", feld="leitung")
    beginn = nachtrag.beginn or sitzung.beginn
    if beginn > jetzt or (nachtrag.ende is not None and nachtrag.ende > jetzt):
        raise Fachfehler(
            _("Diese Sitzung ist noch nicht vorbei. Bitte Beginn und Ende prüfen."),
            code="kuenftig",
            feld="ende",
        )
    if nachtrag.ende is not None and nachtrag.ende <= beginn:
        raise Fachfehler(_("Das Ende liegt nicht nach dem Beginn. Bitte prüfen."), code="ende", feld="ende")
    for punkt in nachtrag.punkte:
        for beschluss in punkt.beschluesse:
            if not beschluss.fundstelle.strip():
                raise Fachfehler(
                    _("Bitte angeben, woher der Beschluss stammt, etwa aus welcher Niederschrift."),
                    code="fundstelle",
                    feld="fundstelle",
                )


def _sitzung_schliessen(blatt: Verlaufsblatt) -> None:
    sitzung = blatt.sitzung
    if sitzung.geschaeftsordnung is None:
        # Whoever came had been invited before the day.
        sitzung.geschaeftsordnung = geltende_geschaeftsordnung(
            sitzung.gremium_id, sitzungstag=sitzung.tag, eingeladen_am=sitzung.tag - timedelta(days=1)
        )
    sitzung.stand = Sitzungsstand.GESCHLOSSEN.value
    speichere(sitzung, akteur=blatt.akteur, grund=_("Nachgetragen"))


def _punkte(blatt: Verlaufsblatt, angaben: Sequence[Nachpunkt]) -> list[Tagesordnungspunkt]:
    """In der Folge der Tagesordnung; was nicht auf ihr stand, kommt hinten an."""
    vorhandene = list(
        Tagesordnungspunkt.objects.filter(sitzung=blatt.sitzung, position__gt=0).order_by("position", "pk")
    )
    je_pk = {punkt.pk: punkt for punkt in vorhandene}
    genannte = [angabe.punkt_id for angabe in angaben if angabe.punkt_id is not None]
    if genannte != list(je_pk):
        raise Fachfehler(
            _("Zu dieser Sitzung gibt es schon eine Tagesordnung. Bitte jeden ihrer Punkte angeben."),
            code="offene_punkte",
        )
    punkte = []
    for nummer, angabe in enumerate(angaben, 1):
        punkt = je_pk.get(angabe.punkt_id or 0)
        if punkt is None:
            punkt = Tagesordnungspunkt(
                sitzung=blatt.sitzung,
                position=nummer,
                titel=angabe.titel.strip(),
                art=angabe.art.value,
                minuten=angabe.minuten,
                erlaeuterung=angabe.erlaeuterung.strip(),
                berichterstattung=angabe.berichterstattung.strip(),
            )
        punkt.sitzung = blatt.sitzung
        punkt.stand = Punktstand.BEHANDELT.value
        punkte.append(speichere(punkt, akteur=blatt.akteur, grund=_("Nachgetragen")))
    tagesordnung = Tagesordnung.objects.filter(sitzung=blatt.sitzung).first() or Tagesordnung()
    tagesordnung.sitzung = blatt.sitzung
    tagesordnung.stand = Tagesordnungsstand.BESTAETIGT.value
    speichere(tagesordnung, akteur=blatt.akteur, grund=_("Nachgetragen"))
    return punkte


def _anwesenheit(
    blatt: Verlaufsblatt,
    anwesend: Sequence[Anwesend],
    plan: Sequence[Abschnitt],
    beginn: datetime,
    ende: datetime,
) -> None:
    sitzung = blatt.sitzung
    besetzungen = {
        (besetzung.sitz_id, besetzung.art): besetzung
        for besetzung in Besetzung.objects.filter(
            am(sitzung.tag), gremium_id=sitzung.gremium_id, sitz_id__in=[a.sitz_id for a in anwesend]
        ).select_related("person")
    }
    saetze, gesehen = [], set()
    for angabe in anwesend:
        besetzung = besetzungen.get((angabe.sitz_id, angabe.rolle.value))
        if besetzung is None:
            raise Fachfehler(
                _("Auf einem der Sitze war an diesem Tag dafür niemand benannt."), code="niemand_benannt"
            )
        if besetzung.person_id in gesehen:
            raise Fachfehler(_("%(name)s ist zweimal genannt.") % {"name": besetzung.person}, code="zweimal")
        gesehen.add(besetzung.person_id)
        for von, bis in anwesend_waehrend(plan, angabe.punkte, beginn=beginn, ende=ende):
            saetze.append(
                Anwesenheit(
                    sitzung=sitzung,
                    sitz_id=angabe.sitz_id,
                    person=besetzung.person,
                    name=str(besetzung.person),
                    rolle=angabe.rolle.value,
                    art=angabe.art.value,
                    von=von,
                    bis=bis,
                    eingetragen_von_name=blatt.akteur.akteur_name,
                )
            )
    Anwesenheit.objects.bulk_create(saetze)


def _beschlussfaehigkeit(blatt: Verlaufsblatt, beginn: datetime) -> None:
    """Was der Vorsitz feststellte, mit der Rechnung zur nachgetragenen Anwesenheit."""
    stand = verlaufsstand(blatt.sitzung, blatt.verlauf)
    lage = faehigkeit(stand.ordnung, stand.augenblick(beginn))
    if lage.befund.urteil != "quorum":
        raise Fachfehler(
            _("Mit dieser Anwesenheit war die Mindestzahl nicht erreicht. %(rechnung)s")
            % {"rechnung": lage.befund.rechnung},
            code="nicht_erreicht",
            feld="beschlussfaehig",
        )
    blatt.festhalten(Ereignisart.BESCHLUSSFAEHIG, text=lage.befund.rechnung, zeit=beginn)


def _beschluesse(
    blatt: Verlaufsblatt, punkte: Sequence[Tagesordnungspunkt], angaben: Sequence[Nachpunkt]
) -> list[tuple[Beschluss, Tagesordnungspunkt]]:
    sitzung = blatt.sitzung
    jahr = sitzung.tag.year
    beschluesse = []
    for punkt, angabe in zip(punkte, angaben, strict=True):
        for satz in angabe.beschluesse:
            beschluss = Beschluss(
                gremium=sitzung.gremium,
                jahr=jahr,
                nummer=naechste_nummer(sitzung.gremium_id, jahr),
                sitzung=sitzung,
                punkt=punkt,
                gefasst_am=sitzung.tag,
                titel=satz.titel.strip() or punkt.titel,
                text=satz.text.strip(),
                weise=satz.weise.value if satz.weise else "",
                angenommen=satz.angenommen,
                rechnung=satz.ergebnis.strip(),
                oeffentlich=punkt.oeffentlich,
                nachgetragen=True,
                fundstelle=satz.fundstelle.strip(),
            )
            beschluesse.append((speichere(beschluss, akteur=blatt.akteur, grund=_("Nachgetragen")), punkt))
    return beschluesse
