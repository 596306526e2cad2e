"""Über eine Aufgabe berichten, ohne Anmeldung: um Bericht bitten, erinnern, den Bericht aufnehmen.

Der Link gehört zu einer Folge. Er zeigt nicht mehr als die E-Mail und kann nichts als berichten.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.anzeige import datum
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.mailtext import Mailtextart
from kim.basis.zeit import berliner_tag
from kim.versand.domain.aktionslink import aktionslink_ausstellen, aktionslink_finden
from kim.versand.domain.queries.verfasst import gerichtet_an, schon_verfasst
from kim.versand.domain.verfassen import nachricht_aus_mailtext
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal
from lenkung import permissions
from lenkung.domain.adressaten import geschaeftsstelle
from lenkung.domain.beschlussfolge import FOLGE_BERICHT, bericht_aufnehmen
from lenkung.domain.mailtexte_folge import FOLGE_BERICHTET, FOLGE_ERBETEN, FOLGE_ERINNERUNG
from lenkung.models import Beschluss, Beschlussfolge, Folgebericht
from lenkung.regeln.beschlusskontrolle import (
    ERINNERUNGSTAGE,
    NACHHOLEN_TAGE,
    erinnerungsschritt,
    frist_in_worten,
    schluessel_erinnerung,
)
from lenkung.regeln.verlauf import Folgenstand

VORBEHALT = "lenkung.folge"
GUELTIG_TAGE = 60
"""So lange nach dem Versand oder dem Termin, was später ist, lässt sich über den Link berichten."""


# Asking and reminding ---------------------------------------------------------------------------------------


@transaction.atomic
def bericht_erbitten(*, folge_id: int, akteur: Akteur) -> Beschlussfolge:
    """Einmal am Tag je Aufgabe und Adresse: zweimal geklickt ist einmal gebeten."""
    folge = _gesperrt(folge_id)
    verlange(permissions.darf_um_bericht_bitten(akteur, folge))
    if adresse_normal(folge.email) is None:
        raise Fachfehler(
            _("Für „%(name)s“ steht keine gültige E-Mail-Adresse da. Bitte zuerst eintragen.")
            % {"name": folge.verantwortlich},
            code="ohne_adresse",
        )
    heute = timezone.localdate()
    # The address itself has no place in a key.
    marke = hashlib.sha256(folge.email.lower().encode()).hexdigest()[:12]
    schluessel = f"{FOLGE_ERBETEN.schluessel}:{folge.pk}:{heute.isoformat()}:{marke}"
    if schon_verfasst([schluessel]):
        raise Fachfehler(
            _("Heute wurde „%(name)s“ schon um Bericht gebeten.") % {"name": folge.verantwortlich},
            code="schon_gebeten",
        )
    _senden(folge, FOLGE_ERBETEN, schluessel, heute, akteur)
    return folge


@transaction.atomic
def an_folge_erinnern(*, folge_id: int, jetzt: datetime, akteur: Akteur) -> bool:
    """Unter der Sperre neu gelesen: wer inzwischen berichtet hat, war schneller."""
    folge, heute = _gesperrt(folge_id), berliner_tag(jetzt)
    schluessel = _faellig(folge, heute)
    if schluessel is None or schon_verfasst([schluessel]):
        return False
    _senden(folge, FOLGE_ERINNERUNG, schluessel, heute, akteur)
    return True


def zu_erinnernde_folgen(jetzt: datetime) -> list[int]:
    """Offene Folgen mit Adresse, an deren jüngsten fälligen Schritt noch nicht erinnert ist; zwei Abfragen.

    Nur in bestehenden Gremien von Kreisen mit eingeschalteter Lenkung.
    """
    heute = berliner_tag(jetzt)
    gremium = "beschluss__gremium__"
    folgen = Beschlussfolge.objects.filter(
        Q(**{f"{gremium}aktiv_bis__isnull": True}) | Q(**{f"{gremium}aktiv_bis__gte": heute}),
        stand=Folgenstand.OFFEN.value,
        bis__gte=heute - timedelta(days=NACHHOLEN_TAGE),
        bis__lte=heute + timedelta(days=max(ERINNERUNGSTAGE)),
        beschluss__gremium__kreis__modul_lenkung=True,
    ).exclude(email="")
    je_schluessel = {
        schluessel: folge.pk
        for folge in folgen.order_by("pk")
        if (schluessel := _faellig(folge, heute)) is not None
    }
    erledigt = schon_verfasst(je_schluessel)
    return [pk for schluessel, pk in je_schluessel.items() if schluessel not in erledigt]


def _faellig(folge: Beschlussfolge, heute: date) -> str | None:
    if folge.lage is not Folgenstand.OFFEN or folge.bis is None or adresse_normal(folge.email) is None:
        return None
    schritt = erinnerungsschritt(folge.bis, berliner_tag(folge.angelegt_am), heute)
    return None if schritt is None else schluessel_erinnerung(folge.pk, folge.bis, schritt)


def _senden(folge: Beschlussfolge, text: Mailtextart, schluessel: str, heute: date, akteur: Akteur) -> None:
    bis = max(heute, folge.bis or heute) + timedelta(days=GUELTIG_TAGE)
    link = aktionslink_ausstellen(
        zweck=FOLGE_BERICHT.schluessel,
        ziel_id=folge.pk,
        gueltig_bis=timezone.now() + (bis - heute),
        akteur=akteur,
    )
    nachricht_aus_mailtext(
        kreis_id=folge.kreis_id,
        akteur=akteur,
        mailtext=text.schluessel,
        werte={
            "gremium": folge.beschluss.gremium.kurz,
            "beschluss": beschluss_in_worten(folge.beschluss),
            "aufgabe": folge.text,
            "frist": frist_in_worten(folge.bis, heute),
        },
        empfaenger=[
            Empfaenger(
                folge.verantwortlich,
                folge.email,
                bezug=f"folge:{folge.pk}",
                werte={"name": folge.verantwortlich},
                geheim={"link": link},
            )
        ],
        schluessel=schluessel,
        vorbehalt=VORBEHALT,
    )


def beschluss_in_worten(beschluss: Beschluss) -> str:
    """Ohne Titel: er kann aus einem nicht öffentlichen Punkt stammen."""
    return str(
        _("Beschluss %(zeichen)s vom %(tag)s")
        % {"zeichen": beschluss.zeichen, "tag": datum(beschluss.gefasst_am)}
    )


def folge_noch_offen(nachricht_id: int, zustellung_id: int) -> Erlaubnis:
    """Unmittelbar vor dem Senden: wer berichtet hat oder nicht mehr zuständig ist, wird nicht gemahnt."""
    an = gerichtet_an(zustellung_id)
    _art, _trenner, nummer = (an.bezug if an else "").partition(":")
    folge = Beschlussfolge.objects.filter(pk=int(nummer)).first() if nummer.isdecimal() else None
    if an is None or folge is None:
        return verweigert(_("Diese Aufgabe gibt es nicht mehr."))
    if folge.lage is not Folgenstand.OFFEN:
        return verweigert(_("Diese Aufgabe ist schon %(stand)s.") % {"stand": folge.get_stand_display()})
    if adresse_normal(folge.email) != an.adresse:
        return verweigert(_("Inzwischen ist jemand anderes verantwortlich."))
    return erlaubt(_("Die Aufgabe ist noch offen."))


# Reporting --------------------------------------------------------------------------------------------------


def folgelink_lesen(token: str) -> Beschlussfolge:
    """Liest nur. Gilt der Link nicht, sagt der Fehler, warum."""
    link = aktionslink_finden(token=token, zweck=FOLGE_BERICHT.schluessel)
    return Beschlussfolge.objects.select_related("beschluss__gremium__kreis").get(pk=link.ziel_id)


@transaction.atomic
def berichten_per_link(*, token: str, text: str, erledigt: bool) -> Folgebericht:
    """Ohne Konto: der Link ist das Recht, und nur dazu. Zweimal gesandt ist einmal berichtet."""
    _gesperrt(folgelink_lesen(token).pk)
    # Read again: what was taken back until the lock was ours counts no more.
    folge = _gesperrt(folgelink_lesen(token).pk)
    letzter = folge.berichte.order_by("-am", "-pk").first()
    if letzter is not None and (letzter.text, letzter.erledigt, letzter.ueber_link) == (
        text.strip(),
        erledigt,
        True,
    ):
        return letzter
    akteur = SystemAkteur("Bericht über den Link", folge.kreis_id)
    bericht = bericht_aufnehmen(
        folge, text, akteur, erledigt=erledigt, von_name=folge.verantwortlich, ueber_link=True
    )
    _mitteilen(folge, bericht, akteur)
    return bericht


def _mitteilen(folge: Beschlussfolge, bericht: Folgebericht, akteur: Akteur) -> None:
    """Die Geschäftsstelle erfährt es in derselben Transaktion; ist sie nicht erreichbar, steht es da."""
    gremium = folge.beschluss.gremium
    personen = geschaeftsstelle(gremium, timezone.localdate())
    if not personen:
        return
    nachricht_aus_mailtext(
        kreis_id=folge.kreis_id,
        akteur=akteur,
        mailtext=FOLGE_BERICHTET.schluessel,
        werte={
            "gremium": gremium.kurz,
            "beschluss": beschluss_in_worten(folge.beschluss),
            "aufgabe": folge.text,
            "verantwortlich": folge.verantwortlich,
            "stand": str(folge.get_stand_display()),
            "bericht": bericht.text,
            "link": str(settings.KIM_BASIS_URL)
            + reverse("lenkung:beschluss-detail", args=[folge.beschluss_id]),
        },
        empfaenger=[
            Empfaenger(p.name, p.adresse, konto_id=p.konto_id, bezug=p.bezug, werte={"name": p.name})
            for p in personen
        ],
        schluessel=f"{FOLGE_BERICHTET.schluessel}:{bericht.pk}",
    )


def _gesperrt(folge_id: int) -> Beschlussfolge:
    menge = Beschlussfolge.objects.select_for_update(no_key=True, of=("self",))
    return menge.select_related("beschluss__gremium__kreis").get(pk=folge_id)
