"""Der Weg einer Geschäftsordnung: entwerfen, Bestimmungen regeln, beschließen, außer Kraft setzen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.domain.saetze import kreis_sperren, setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import abdruck_von, bestimmungen_von
from lenkung.domain.sperren import datenbank_uebersetzt, gremium_sperren
from lenkung.models import Bestimmung, Geschaeftsordnung, Gremium
from lenkung.regeln import bestimmungen as regeln
from lenkung.regeln.besetzung import vortag
from lenkung.regeln.pruefen import bestimmung_pruefen, widersprueche


class GeschaeftsordnungAngaben(TypedDict, total=False):
    bezeichnung: str
    quelle: str


FELDER = frozenset(GeschaeftsordnungAngaben.__annotations__)


@dataclass(frozen=True, slots=True)
class Annahme:
    """Der Beschluss, der eine Fassung annimmt, solange er nur als Fundstelle festgehalten ist."""

    am: date
    fundstelle: str
    in_kraft_ab: date
    in_kraft_bis: date | None = None
    nummer: str = ""
    bezeichnung: str = ""
    """Wie die Fassung von nun an heißt; leer: wie der Entwurf."""


@transaction.atomic
def geschaeftsordnung_entwerfen(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: GeschaeftsordnungAngaben,
    grundlage_id: int | None = None,
    kennung: str = "",
    grund: str = "",
) -> Geschaeftsordnung:
    """Beginnt einen Entwurf, leer oder mit den Bestimmungen einer anderen Fassung desselben Kreises."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_go_entwerfen(akteur, gremium))
    grundlage = None
    if grundlage_id is not None:
        grundlage = permissions.sichtbare_geschaeftsordnungen(akteur).get(pk=grundlage_id)
    entwurf = Geschaeftsordnung(gremium=gremium, grundlage=grundlage)
    setze(entwurf, angaben, FELDER)
    entwurf.kennung = kennung or _freie_kennung(gremium)
    speichere(entwurf, akteur=akteur, grund=grund)
    if grundlage is not None:
        bestimmungen_uebernehmen(entwurf, bestimmungen_von(grundlage), akteur=akteur, grund=grund)
    return entwurf


def bestimmungen_uebernehmen(
    entwurf: Geschaeftsordnung, bestimmungen: Mapping[str, regeln.Bestimmung], *, akteur: Akteur, grund: str
) -> None:
    for art, bestimmung in bestimmungen.items():
        neu = Bestimmung(geschaeftsordnung=entwurf, art=art)
        _fuellen(neu, bestimmung)
        speichere(neu, akteur=akteur, grund=grund)


def _freie_kennung(gremium: Gremium) -> str:
    """Unter ihr findet die Regelprobe die Fassung; sie ist in der ganzen Installation einmalig."""
    # Two Gremien of one Kreis may be drafted for at once.
    stamm = slugify(f"go-{kreis_sperren(gremium.kreis_id).kuerzel}")[:50]
    belegt = set(
        Geschaeftsordnung.objects.filter(kennung__startswith=stamm).values_list("kennung", flat=True)
    )
    nummer = len(belegt) + 1
    while f"{stamm}-{nummer}" in belegt:
        nummer += 1
    return f"{stamm}-{nummer}"


@transaction.atomic
def geschaeftsordnung_benennen(
    *,
    geschaeftsordnung_id: int,
    akteur: Akteur,
    angaben: GeschaeftsordnungAngaben,
    erwarteter_stand: int | None = None,
) -> Geschaeftsordnung:
    """Ändert Bezeichnung und Quelle eines Entwurfs."""
    entwurf = _gesperrter_entwurf(geschaeftsordnung_id, akteur)
    stand_pruefen(entwurf, erwarteter_stand)
    if setze(entwurf, angaben, FELDER):
        speichere(entwurf, akteur=akteur)
    return entwurf


@transaction.atomic
def bestimmung_regeln(
    *,
    geschaeftsordnung_id: int,
    art: str,
    bestimmung: regeln.Bestimmung,
    akteur: Akteur,
    erwarteter_stand: int | None = None,
) -> Bestimmung:
    """Regelt eine Bestimmung eines Entwurfs; ein Widerspruch in ihr wird mit seinem Feld abgewiesen.

    `erwarteter_stand` 0: als das Formular geöffnet wurde, war sie nicht geregelt.
    """
    entwurf = _gesperrter_entwurf(geschaeftsordnung_id, akteur)
    if verstoesse := bestimmung_pruefen(art, bestimmung):
        erster = verstoesse[0]
        raise Fachfehler(erster.text, code=erster.code, feld=erster.feld)
    satz = entwurf.bestimmungen.filter(art=art).first()
    if satz is None:
        if erwarteter_stand:
            raise Ueberholt(
                _(
                    "Diese Bestimmung wurde inzwischen gestrichen. Ihre Eingaben stehen noch hier. "
                    "Bitte noch einmal speichern, wenn sie gelten soll."
                )
            )
        satz = Bestimmung(geschaeftsordnung=entwurf, art=art)
    else:
        stand_pruefen(satz, erwarteter_stand)
    if _fuellen(satz, bestimmung) or satz.pk is None:
        with datenbank_uebersetzt():
            speichere(satz, akteur=akteur)
    return satz


def _fuellen(satz: Bestimmung, bestimmung: regeln.Bestimmung) -> bool:
    return setze(
        satz,
        {
            "norm": bestimmung.norm,
            "wortlaut": bestimmung.wortlaut,
            "lesart": bestimmung.lesart,
            "werte": dict(bestimmung.werte),
        },
        frozenset({"norm", "wortlaut", "lesart", "werte"}),
    )


@transaction.atomic
def bestimmung_streichen(
    *, geschaeftsordnung_id: int, art: str, akteur: Akteur, erwarteter_stand: int | None = None
) -> None:
    """Nimmt eine Bestimmung aus einem Entwurf; danach ist sie nicht geregelt."""
    entwurf = _gesperrter_entwurf(geschaeftsordnung_id, akteur)
    for satz in entwurf.bestimmungen.filter(art=art):
        if erwarteter_stand is not None and erwarteter_stand != stand_von(satz):
            raise Ueberholt(
                _("Diese Bestimmung wurde inzwischen geändert. Bitte noch einmal lesen und dann streichen.")
            )
        loesche(satz, akteur=akteur, grund=_("gestrichen"))


@transaction.atomic
def geschaeftsordnung_beschliessen(
    *,
    geschaeftsordnung_id: int,
    annahme: Annahme,
    akteur: Akteur,
    grund: str = "",
    erwarteter_abdruck: str | None = None,
) -> Geschaeftsordnung:
    """Trägt den Beschluss ein. Ab da ist die Fassung unveränderlich, und die bisherige endet am Tag davor.

    `erwarteter_abdruck`: was im Entwurf stand, als das Formular geöffnet wurde; siehe `abdruck_von`.
    """
    entwurf = _gesperrter_entwurf(geschaeftsordnung_id, akteur)
    if erwarteter_abdruck is not None and erwarteter_abdruck != abdruck_von(entwurf):
        raise Ueberholt(
            _(
                "Der Entwurf wurde inzwischen geändert. Bitte noch einmal lesen, was beschlossen ist, und "
                "dann noch einmal eintragen. Ihre Eingaben stehen noch hier."
            )
        )
    bestimmungen = bestimmungen_von(entwurf)
    if not bestimmungen:
        raise Fachfehler(
            _("In diesem Entwurf ist noch nichts geregelt. Bitte mindestens eine Bestimmung eintragen."),
            code="leer",
        )
    if verstoesse := widersprueche(bestimmungen):
        alle = " ".join(
            f"{regeln.BESTIMMUNGEN[verstoss.feld.split('.')[0]].titel}: {verstoss.text}"
            for verstoss in verstoesse
        )
        raise Fachfehler(
            _("Der Entwurf widerspricht sich. %(alle)s") % {"alle": alle}, code=verstoesse[0].code
        )
    entwurf.bezeichnung = annahme.bezeichnung or entwurf.bezeichnung
    entwurf.beschlossen_am = annahme.am
    entwurf.beschluss_nummer = annahme.nummer
    entwurf.beschluss_fundstelle = annahme.fundstelle
    entwurf.in_kraft_ab = annahme.in_kraft_ab
    entwurf.in_kraft_bis = annahme.in_kraft_bis
    _bisherige_abloesen(entwurf, akteur)
    with datenbank_uebersetzt():
        return speichere(entwurf, akteur=akteur, grund=grund)


def _bisherige_abloesen(neue: Geschaeftsordnung, akteur: Akteur) -> None:
    ab = neue.in_kraft_ab
    assert ab is not None  # the act has just set it
    for bisherige in neue.gremium.geschaeftsordnungen.exclude(pk=neue.pk).filter(in_kraft_ab__isnull=False):
        # One that ends of itself the day before is followed without a gap as well.
        if not bisherige.fassung.gilt_am(ab) and bisherige.in_kraft_bis != vortag(ab):
            continue
        if bisherige.in_kraft_ab == ab:
            raise Fachfehler(
                _("An diesem Tag tritt schon eine andere Fassung in Kraft. Bitte einen späteren wählen."),
                code="zugleich",
                feld="in_kraft_ab",
            )
        bisherige.in_kraft_bis = vortag(ab)
        bisherige.abgeloest_durch = neue
        speichere(bisherige, akteur=akteur, grund=_("abgelöst durch „%(neue)s“") % {"neue": neue})


@transaction.atomic
def geschaeftsordnung_ausser_kraft_setzen(
    *, geschaeftsordnung_id: int, zum: date, akteur: Akteur, grund: str
) -> Geschaeftsordnung:
    """Trägt den letzten Tag ein, ohne dass eine andere Fassung an die Stelle tritt (GO Steinfurt § 1).

    Über das Ende hinaus, das ihr Beschluss nennt, gilt keine Fassung: dafür braucht es einen neuen Beschluss.
    """
    satz = _gesperrt(geschaeftsordnung_id)
    verlange(permissions.darf_go_ausser_kraft_setzen(akteur, satz))
    beschlossenes_ende = satz.history.exclude(beschlossen_am=None).earliest("history_id").in_kraft_bis
    if beschlossenes_ende is not None and zum > beschlossenes_ende:
        meldung = _(
            "Nach ihrem Beschluss gilt diese Fassung nur bis zum %(tag)s. Soll sie länger gelten, bitte eine "
            "neue entwerfen und deren Beschluss eintragen."
        ) % {"tag": datum(beschlossenes_ende)}
        raise ValidationError({"in_kraft_bis": ValidationError(meldung, code="ueber_den_beschluss")})
    satz.in_kraft_bis = zum
    with datenbank_uebersetzt():
        return speichere(satz, akteur=akteur, grund=grund)


@transaction.atomic
def entwurf_verwerfen(*, geschaeftsordnung_id: int, akteur: Akteur) -> None:
    """Löscht einen Entwurf; der Verlauf behält, was darin stand. Eine beschlossene Fassung bleibt immer."""
    entwurf = _gesperrt(geschaeftsordnung_id)
    verlange(permissions.darf_go_verwerfen(akteur, entwurf))
    for satz in entwurf.bestimmungen.all():
        loesche(satz, akteur=akteur, grund=_("Entwurf verworfen"))
    loesche(entwurf, akteur=akteur, grund=_("Entwurf verworfen"))


def _gesperrt(geschaeftsordnung_id: int) -> Geschaeftsordnung:
    gremium_id = Geschaeftsordnung.objects.values_list("gremium_id", flat=True).get(pk=geschaeftsordnung_id)
    gremium = gremium_sperren(gremium_id)
    satz = Geschaeftsordnung.objects.get(pk=geschaeftsordnung_id)
    satz.gremium = gremium
    return satz


def _gesperrter_entwurf(geschaeftsordnung_id: int, akteur: Akteur) -> Geschaeftsordnung:
    entwurf = _gesperrt(geschaeftsordnung_id)
    verlange(permissions.darf_go_aendern(akteur, entwurf))
    return entwurf
