"""Eine Nachricht verfassen: sie entsteht in derselben Transaktion wie die Handlung, von der sie berichtet."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kim.auftraege.domain import auftrag_erteilen
from kim.basis.akteur import Akteur
from kim.basis.anzeige import dateigroesse
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.basis.mailtext import MAILTEXTE
from kim.basis.sendevorbehalt import SENDEVORBEHALTE
from kim.versand.domain.gestaltung import gestaltet
from kim.versand.domain.kalendertext import kalendereintrag_weiterzaehlen, kalendertexte
from kim.versand.domain.queries.mailtexte import geltender_text
from kim.versand.models import Anhang, Kalendereintrag, Nachricht, Zustellung
from kim.versand.regeln.empfaenger import Empfaenger, adresse_normal, doppelte, zeile_zulaessig
from kim.versand.regeln.kalender import Kalenderangabe, fehler_der_angabe
from kim.versand.regeln.platzhalter import ersetzen, stellen

AUFTRAGSART = "versand.nachricht_senden"
ANHANG_GRENZE = 15 * 1024 * 1024
_LEERE_ABSAETZE = re.compile(r"\n{3,}")


@transaction.atomic
def nachricht_verfassen(
    *,
    kreis_id: int | None,
    akteur: Akteur,
    art: str,
    betreff: str,
    text: str,
    empfaenger: Sequence[Empfaenger],
    schluessel: str,
    html: SafeString | None = None,
    anhaenge: Sequence[int] = (),
    kalender: Kalenderangabe | None = None,
    vorbehalt: str | None = None,
    vertraulich: bool = False,
    automatisch: bool = True,
) -> Nachricht:
    """Eine Zustellung je Person; gesendet wird nach dem Abschluss der Transaktion.

    Derselbe Schlüssel ergibt dieselbe Nachricht, ohne dass noch etwas geschieht. `anhaenge` sind Nummern von
    Dokumenten dieses Kreises. `vorbehalt` benennt einen eingetragenen Sendevorbehalt.
    """
    vorhanden = Nachricht.objects.filter(schluessel=schluessel).first()
    if vorhanden is not None:
        return vorhanden
    if akteur.kreis_id not in (None, kreis_id):
        raise NichtErlaubt(_("Diese Nachricht gehört zu einem anderen Kreis."))
    adressen = _gepruefte_adressen(empfaenger)
    betreff, text = betreff.strip(), _mit_zeilenenden(text)
    _inhalt_pruefen(betreff, text, empfaenger)
    if vorbehalt is not None:
        SENDEVORBEHALTE[vorbehalt]
    nachricht = Nachricht(
        kreis_id=kreis_id,
        schluessel=schluessel,
        art=art,
        betreff=betreff,
        text=text,
        automatisch=automatisch,
        vorbehalt=vorbehalt or "",
        vertraulich=vertraulich,
        kalender_methode=kalender.methode.value if kalender else "",
        akteur_id=akteur.konto_id,
        akteur_name=akteur.akteur_name,
        erstellt_am=timezone.now().replace(microsecond=0),
    )
    _absender_eintragen(nachricht)
    nachricht.html = gestaltet(betreff=betreff, text=text, html=html, absender=nachricht.absender_name)
    try:
        with transaction.atomic():
            nachricht.save(force_insert=True)
    except IntegrityError:
        # Two at the same moment: the unique key let one through, the other takes its row.
        return Nachricht.objects.get(schluessel=schluessel)
    _anhaenge_eintragen(nachricht, anhaenge)
    eintrag = _kalendereintrag(nachricht, kalender)
    _zustellungen_anlegen(nachricht, list(zip(empfaenger, adressen, strict=True)), kalender, eintrag)
    auftrag_erteilen(
        art=AUFTRAGSART,
        schluessel=f"{AUFTRAGSART}:{nachricht.pk}",
        angaben={"nachricht_id": nachricht.pk},
        kreis_id=kreis_id,
        akteur=akteur,
    )
    return nachricht


@transaction.atomic
def nachricht_aus_mailtext(
    *,
    kreis_id: int | None,
    akteur: Akteur,
    mailtext: str,
    werte: Mapping[str, str],
    empfaenger: Sequence[Empfaenger],
    schluessel: str,
    anhaenge: Sequence[int] = (),
    kalender: Kalenderangabe | None = None,
    vorbehalt: str | None = None,
    vertraulich: bool = False,
) -> Nachricht:
    """Mit dem Wortlaut, den der Kreis für diesen Mailtext gewählt hat, sonst dem des Hauses.

    `werte` gilt für alle; was je Person verschieden ist, steht in `Empfaenger.werte` und `Empfaenger.geheim`.
    """
    art = MAILTEXTE[mailtext]
    geltend = geltender_text(kreis_id=kreis_id, art=mailtext)
    for person in empfaenger:
        if fehlend := art.namen - werte.keys() - person.werte.keys() - person.geheim.keys():
            raise ValueError(f"{mailtext}: no value for {', '.join(sorted(fehlend))}")
    return nachricht_verfassen(
        kreis_id=kreis_id,
        akteur=akteur,
        art=mailtext,
        betreff=ersetzen(geltend.betreff, werte),
        text=ersetzen(geltend.text, werte),
        empfaenger=empfaenger,
        schluessel=schluessel,
        anhaenge=anhaenge,
        kalender=kalender,
        vorbehalt=vorbehalt,
        vertraulich=vertraulich,
    )


def _gepruefte_adressen(empfaenger: Sequence[Empfaenger]) -> list[str]:
    if not empfaenger:
        raise Fachfehler(_("Die Nachricht hat keine Empfängerinnen und Empfänger."), code="ohne_empfaenger")
    adressen = []
    for person in empfaenger:
        normal = adresse_normal(person.adresse)
        if normal is None:
            raise Fachfehler(
                _(
                    "Die E-Mail-Adresse von {name} ist nicht vollständig oder falsch geschrieben. "
                    "Bitte in den Stammdaten prüfen."
                ).format(name=person.name),
                code="adresse",
            )
        if not zeile_zulaessig(person.name):
            raise Fachfehler(
                _(
                    "Ein Name enthält einen Zeilenumbruch oder ein Steuerzeichen. Bitte in den Stammdaten "
                    "prüfen."
                ),
                code="name",
            )
        adressen.append(normal)
    if doppelt := doppelte(adressen):
        namen = [p.name for p, a in zip(empfaenger, adressen, strict=True) if a.lower() == doppelt[0].lower()]
        raise Fachfehler(
            _("Diese Personen haben dieselbe E-Mail-Adresse: {namen}. Bitte nur einmal angeben.").format(
                namen=", ".join(namen)
            ),
            code="adresse_doppelt",
        )
    return adressen


def _mit_zeilenenden(text: str) -> str:
    """Formulare schicken CRLF; gespeichert wird eine Form, damit dieselbe Nachricht immer gleich aussieht."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    # A placeholder that has nothing to say must not leave a hole.
    return _LEERE_ABSAETZE.sub("\n\n", text)


def _inhalt_pruefen(betreff: str, text: str, empfaenger: Sequence[Empfaenger]) -> None:
    if not betreff or not text.strip():
        raise Fachfehler(_("Betreff und Text dürfen nicht leer sein."), code="leer")
    if geheim_im_betreff := set(stellen(betreff)) & {name for p in empfaenger for name in p.geheim}:
        raise Fachfehler(
            _("Ein persönlicher Link darf nicht im Betreff stehen: {namen}.").format(
                namen=", ".join(sorted(geheim_im_betreff))
            ),
            code="geheim_im_betreff",
        )
    for person in empfaenger:
        fertig = ersetzen(betreff, person.werte)
        if not zeile_zulaessig(fertig):
            raise Fachfehler(
                _("Der Betreff enthält einen Zeilenumbruch oder ein Steuerzeichen. Bitte entfernen."),
                code="betreff",
                feld="betreff",
            )
        if len(fertig) > 250:
            raise Fachfehler(
                _("Der Betreff ist zu lang: höchstens 250 Zeichen. Bitte kürzen."),
                code="betreff",
                feld="betreff",
            )


def _absender_eintragen(nachricht: Nachricht) -> None:
    """Im Namen des Kreises, über die Adresse der Installation; Antworten gehen an den Kreis."""
    name, adresse = parseaddr(settings.KIM_VERSAND_ABSENDER)
    nachricht.absender_adresse = adresse
    nachricht.absender_name = name or "KIM"
    if nachricht.kreis is not None:
        nachricht.absender_name = nachricht.kreis.name
        nachricht.antwort_an = nachricht.kreis.email


def _anhaenge_eintragen(nachricht: Nachricht, dokument_ids: Sequence[int]) -> None:
    anhaenge = [
        Anhang(nachricht=nachricht, reihenfolge=reihenfolge, dokument_id=dokument_id)
        for reihenfolge, dokument_id in enumerate(dict.fromkeys(dokument_ids), start=1)
    ]
    prefetch_related_objects(anhaenge, "dokument")
    summe = 0
    for anhang in anhaenge:
        dokument = anhang.dokument
        if dokument.kreis_id != nachricht.kreis_id:
            raise NichtErlaubt(_("Ein Anhang gehört zu einem anderen Kreis."))
        anhang.name, anhang.mime = dokument.name, dokument.mime
        anhang.groesse, anhang.sha256 = dokument.groesse, dokument.sha256
        summe += dokument.groesse
    Anhang.objects.bulk_create(anhaenge)
    if summe > ANHANG_GRENZE:
        raise Fachfehler(
            _(
                "Die Anhänge sind zusammen {ist} groß, höchstens {grenze} gehen mit einer E-Mail. "
                "Bitte große Dateien als Link verschicken."
            ).format(ist=dateigroesse(summe), grenze=dateigroesse(ANHANG_GRENZE)),
            code="anhang_zu_gross",
        )


def _rechner(nachricht: Nachricht) -> str:
    return nachricht.absender_adresse.rpartition("@")[2]


def _kalendereintrag(nachricht: Nachricht, angabe: Kalenderangabe | None) -> Kalendereintrag | None:
    if angabe is None:
        return None
    if nachricht.kreis_id is None:
        raise ValueError("An appointment belongs to a Kreis")
    if fehler := fehler_der_angabe(angabe):
        raise Fachfehler(fehler, code="kalender")
    return kalendereintrag_weiterzaehlen(
        kreis_id=nachricht.kreis_id, angabe=angabe, rechner=_rechner(nachricht)
    )


def _zustellungen_anlegen(
    nachricht: Nachricht,
    personen: Sequence[tuple[Empfaenger, str]],
    angabe: Kalenderangabe | None,
    eintrag: Kalendereintrag | None,
) -> None:
    jetzt: datetime = nachricht.erstellt_am
    termine = [""] * len(personen)
    if angabe is not None and eintrag is not None:
        termine = kalendertexte(
            angabe=angabe,
            uid=eintrag.uid,
            sequenz=eintrag.sequenz,
            stempel=jetzt,
            veranstalter=(nachricht.absender_name, nachricht.antwort_an or nachricht.absender_adresse),
            personen=[(person.name, adresse) for person, adresse in personen],
        )
    Zustellung.objects.bulk_create(
        Zustellung(
            nachricht=nachricht,
            empfaenger_name=person.name.strip()[:200],
            adresse=adresse,
            konto_id=person.konto_id,
            bezug=person.bezug,
            werte=dict(person.werte),
            geheim=dict(person.geheim),
            kalender=termin,
            # Random: neither the name nor the number of the record may be read from it.
            message_id=f"<{secrets.token_hex(16)}@{_rechner(nachricht)}>",
            faellig_ab=jetzt,
        )
        for (person, adresse), termin in zip(personen, termine, strict=True)
    )
