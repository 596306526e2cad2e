"""Was bei einem Umlauf geschrieben wird, und ob es noch gilt, wenn es den Postausgang verlässt.

Der Link gehört zu einer befragten Person. Er zeigt nicht mehr als die E-Mail und kann nichts als antworten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.linkzweck import Linkzweck
from kim.basis.mailtext import Mailtextart
from kim.basis.zeit import berliner_tag
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.versand.domain.aktionslink import aktionslinks_ausstellen
from kim.versand.domain.queries.verfasst import gerichtet_an, schon_verfasst
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.adressaten import adressaten
from lenkung.domain.mailtexte_umlauf import (
    UMLAUF_BEENDET,
    UMLAUF_ERGEBNIS,
    UMLAUF_ERINNERUNG,
    UMLAUF_GEFRAGT,
    UMLAUF_REIF,
    UMLAUF_VERTRETUNG,
)
from lenkung.domain.queries.umlauf import Umlaufbild, befragte, umlaufbild
from lenkung.domain.queries.vorlagen import anlagen_von
from lenkung.domain.sperren import gremium_sperren
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Beschluss, Umlaufstimme, Umlaufteilnahme, Umlaufverfahren
from lenkung.regeln.erinnerung import Erinnerungsziel
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.umlauf import Umlaufstand, erinnern_faellig, reif

UMLAUF_LINK = Linkzweck(
    schluessel="lenkung.umlauf",
    titel="In einem Umlauf abstimmen",
    text="",
    knopf="",
    einmalig=False,
    seite="lenkung:umlauf-antwort",
)
VORBEHALT = "lenkung.umlauf"
LINK_GILT_NACH = timedelta(days=30)
"""So lange sagt der Link nach der Frist noch, was aus dem Umlauf wurde."""
_TITEL_HOECHSTENS = 120
_MITGLIED = Teilnahmerolle.MITGLIED.value
Personen = Sequence[Umlaufteilnahme]


def fragen(umlauf: Umlaufverfahren, rechtsgrund: str, akteur: Akteur) -> tuple[int, tuple[str, ...]]:
    """Mitglieder und Stellvertretungen, jede Person mit eigenem Link; wer keine Adresse hat, wird genannt."""
    alle = befragte(umlauf)
    mit = mit_adresse(alle)
    sitze_mit_mitglied = {teilnahme.stimme_id for teilnahme in alle if teilnahme.rolle == _MITGLIED}
    # Where nobody holds the seat, the deputy is the one who is asked.
    zuerst = [t for t in mit if t.rolle == _MITGLIED or t.stimme_id not in sitze_mit_mitglied]
    danach = [t for t in mit if t not in zuerst]
    anhaenge = _unterlagen(umlauf)
    for text, personen in ((UMLAUF_GEFRAGT, zuerst), (UMLAUF_VERTRETUNG, danach)):
        _mit_link(umlauf, text, personen, akteur, rechtsgrund=rechtsgrund, anhaenge=anhaenge)
    return len(mit), tuple(teilnahme.name for teilnahme in alle if teilnahme not in mit)


def ergebnis_mitteilen(umlauf: Umlaufverfahren, beschluss: Beschluss, akteur: Akteur) -> None:
    werte = {
        "ergebnis": _("angenommen") if beschluss.angenommen else _("abgelehnt"),
        "rechnung": beschluss.rechnung,
        "beschluss": _("Beschluss %(zeichen)s vom %(tag)s")
        % {"zeichen": beschluss.zeichen, "tag": datum(beschluss.gefasst_am)},
    }
    _an_alle(umlauf, UMLAUF_ERGEBNIS, werte, akteur)


def ende_mitteilen(umlauf: Umlaufverfahren, *, weiter: str, grund: str, akteur: Akteur) -> None:
    """Ohne zu sagen, wer widersprochen hat."""
    _an_alle(umlauf, UMLAUF_BEENDET, {"grund": grund, "weiter": weiter}, akteur)


def mit_adresse(personen: Iterable[Umlaufteilnahme]) -> list[Umlaufteilnahme]:
    return [person for person in personen if adresse_normal(person.email) is not None]


def _unterlagen(umlauf: Umlaufverfahren) -> list[int]:
    """Das PDF der Vorlage, sobald es gesetzt ist, und ihre Anlagen."""
    if umlauf.fassung is None:
        return []
    gedruckt = dokumente_zu(permissions.VORLAGE_DRUCK, [umlauf.fassung.pk]).get(umlauf.fassung.pk, [])
    anlagen = [anlage.dokument_id for anlage in anlagen_von(umlauf.fassung)]
    return [*(dokument.pk for dokument in gedruckt[-1:]), *anlagen]


def _an_alle(umlauf: Umlaufverfahren, text: Mailtextart, werte: dict[str, str], akteur: Akteur) -> None:
    _senden(umlauf, text, mit_adresse(befragte(umlauf)), _empfaenger, werte, akteur)


def _mit_link(
    umlauf: Umlaufverfahren,
    text: Mailtextart,
    personen: Personen,
    akteur: Akteur,
    *,
    rechtsgrund: str = "",
    anhaenge: Sequence[int] = (),
) -> None:
    links = aktionslinks_ausstellen(
        zweck=UMLAUF_LINK.schluessel,
        ziel_ids=[person.pk for person in personen],
        gueltig_bis=umlauf.frist + LINK_GILT_NACH,
        akteur=akteur,
    )

    def empfaenger(person: Umlaufteilnahme) -> Empfaenger:
        return Empfaenger(
            person.name,
            person.email,
            bezug=f"umlauf:{person.pk}",
            werte={"name": person.name, "sitz": person.stimme.sitz.name},
            geheim={"link": links[person.pk]},
        )

    werte = {"bis": termin_text(umlauf.frist), "rechtsgrund": rechtsgrund}
    _senden(umlauf, text, personen, empfaenger, werte, akteur, anhaenge=anhaenge, vorbehalt=VORBEHALT)


def _empfaenger(person: Umlaufteilnahme) -> Empfaenger:
    return Empfaenger(person.name, person.email, bezug=f"umlauf:{person.pk}", werte={"name": person.name})


def _senden(
    umlauf: Umlaufverfahren,
    text: Mailtextart,
    personen: Personen,
    empfaenger: Callable[[Umlaufteilnahme], Empfaenger],
    werte: dict[str, str],
    akteur: Akteur,
    *,
    anhaenge: Sequence[int] = (),
    vorbehalt: str | None = None,
) -> None:
    if not personen:
        return
    alle = {"gremium": umlauf.gremium.kurz, "titel": _kurz(umlauf.titel), "text": umlauf.text, **werte}
    nachricht_aus_mailtext(
        kreis_id=umlauf.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={name: wert for name, wert in alle.items() if name in text.namen},
        empfaenger=[empfaenger(person) for person in personen],
        schluessel=schluessel(text, umlauf.pk),
        anhaenge=anhaenge,
        vorbehalt=vorbehalt,
    )


def _kurz(titel: str) -> str:
    """Damit der Betreff nicht zu lang wird."""
    return titel if len(titel) <= _TITEL_HOECHSTENS else titel[: _TITEL_HOECHSTENS - 1].rstrip() + "…"


def schluessel(text: Mailtextart, umlauf_id: int) -> str:
    """Jeder Text geht je Umlauf einmal."""
    return f"{text.schluessel}:{umlauf_id}"


# What is written by the clock ------------------------------------------------------------------------------


def anstehende_umlaeufe(jetzt: datetime) -> list[int]:
    """Laufende, zu denen etwas zu schreiben ist, was noch nicht geschrieben ist; höchstens zwei Abfragen.

    Nur in Kreisen mit eingeschalteter Lenkung.
    """
    offen = Umlaufstimme.objects.filter(umlauf=OuterRef("pk"), wert="", teilnahmen__isnull=False)
    laufende = (
        Umlaufverfahren.objects.filter(stand=Umlaufstand.LAEUFT.value, gremium__kreis__modul_lenkung=True)
        .annotate(offen=Exists(offen))
        .order_by("pk")
    )
    je_schluessel = {
        schluessel(text, umlauf.pk): umlauf.pk
        for umlauf in laufende
        if (text := _anstehend(umlauf, jetzt, offene=int(umlauf.offen))) is not None
    }
    erledigt = schon_verfasst(je_schluessel)
    return [pk for marke, pk in je_schluessel.items() if marke not in erledigt]


def _anstehend(umlauf: Umlaufverfahren, jetzt: datetime, *, offene: int) -> Mailtextart | None:
    """Dem Vorsitz, dass es sich feststellen lässt; sonst denen, die noch fehlen, dass es bald endet."""
    if umlauf.lage is not Umlaufstand.LAEUFT or umlauf.begonnen_am is None:
        return None
    if reif(frist=umlauf.frist, jetzt=jetzt, offene=offene):
        return UMLAUF_REIF
    faellig = erinnern_faellig(
        begonnen=berliner_tag(umlauf.begonnen_am),
        letzter_tag=berliner_tag(umlauf.frist),
        heute=berliner_tag(jetzt),
    )
    return UMLAUF_ERINNERUNG if faellig else None


@transaction.atomic
def zum_umlauf_schreiben(*, umlauf_id: int, jetzt: datetime, akteur: Akteur) -> bool:
    """Unter der Sperre neu gelesen: wer inzwischen geantwortet oder festgestellt hat, war schneller."""
    gremium = gremium_sperren(Umlaufverfahren.objects.values_list("gremium_id", flat=True).get(pk=umlauf_id))
    umlauf = Umlaufverfahren.objects.get(pk=umlauf_id)
    umlauf.gremium = gremium
    bild = umlaufbild(umlauf)
    text = _anstehend(umlauf, jetzt, offene=len(bild.offene))
    if text is None or schon_verfasst([schluessel(text, umlauf_id)]):
        return False
    if text is UMLAUF_REIF:
        return _reif_melden(bild, jetzt, akteur)
    # One person a seat: the member, else the deputy.
    personen = mit_adresse(zeile.gefragt[0] for zeile in bild.offene)
    _mit_link(umlauf, text, personen, akteur)
    return bool(personen)


def _reif_melden(bild: Umlaufbild, jetzt: datetime, akteur: Akteur) -> bool:
    umlauf = bild.umlauf
    ziele = (Erinnerungsziel.VORSITZ, Erinnerungsziel.GESCHAEFTSSTELLE)
    personen = adressaten(umlauf.gremium, ziele, berliner_tag(jetzt))
    if not personen:
        return False
    nachricht_aus_mailtext(
        kreis_id=umlauf.kreis_id,
        akteur=akteur,
        mailtext=UMLAUF_REIF.schluessel,
        werte={
            "gremium": umlauf.gremium.kurz,
            "titel": _kurz(umlauf.titel),
            "antworten": _("%(n)s von %(m)s") % {"n": bild.beantwortet, "m": len(bild.zeilen)},
            "link": str(settings.KIM_BASIS_URL) + reverse("lenkung:umlauf-detail", args=[umlauf.pk]),
        },
        empfaenger=[replace(person, werte={"name": person.name}) for person in personen],
        schluessel=schluessel(UMLAUF_REIF, umlauf.pk),
    )
    return True


def umlauf_gilt_noch(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Unmittelbar vor dem Senden: wer nicht mehr antworten kann, wird nicht gefragt."""
    an = gerichtet_an(zustellung_id)
    _art, _trenner, nummer = (an.bezug if an else "").partition(":")
    person = None
    if nummer.isdecimal():
        person = Umlaufteilnahme.objects.filter(pk=int(nummer)).select_related("stimme__umlauf").first()
    if person is None:
        return verweigert(_("Diesen Umlauf gibt es nicht mehr."))
    laeuft = permissions.umlauf_laeuft(person.stimme.umlauf)
    if laeuft and person.stimme.wert:
        return verweigert(_("Für diesen Sitz ist inzwischen geantwortet."))
    return erlaubt(_("Die Antwort fehlt noch.")) if laeuft else laeuft
