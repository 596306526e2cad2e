"""The mail itself: the same bytes each time, readable by other programs, no foreign header."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime

import pytest
from icalendar import Calendar

from kim.basis.zeit import BERLIN
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, Kalenderangabe
from kim.versand.domain.mail import betreff_von, html_von, mail_bauen, text_von
from kim.versand.models import Zustellung
from tests.versand.domain.test_verfassen import dokument
from tests.versand.versandbau import verfasse

pytestmark = pytest.mark.django_db

SITZUNG = Kalenderangabe(
    "probe.sitzung:1",
    "Sitzung der Lenkungsgruppe",
    # The Sunday after, clocks change: the zone's rules must come along.
    datetime(2023, 3, 24, 14, 0, tzinfo=BERLIN),
    datetime(2023, 3, 28, 16, 0, tzinfo=BERLIN),
    ort="Kreishaus, Raum 1",
    beschreibung="Tagesordnung; Teil 1, Teil 2",
    url="https://kim.example/x",
)


def _mail(zustellung: Zustellung) -> EmailMessage:
    anhaenge = [(anhang, b"Inhalt") for anhang in zustellung.nachricht.anhaenge.all()]
    return message_from_bytes(mail_bauen(zustellung, anhaenge), policy=SMTP)  # type: ignore[return-value]


def _neu_geladen(zustellung: Zustellung) -> Zustellung:
    return Zustellung.objects.select_related("nachricht").get(pk=zustellung.pk)


def test_zweimal_gebaut_ergibt_dieselben_bytes(kreis: Kreis) -> None:
    datei = dokument(kreis)
    zustellung = verfasse(kreis, anhaenge=[datei.pk], kalender=SITZUNG).zustellungen.get()
    anhaenge = [(anhang, b"Inhalt") for anhang in zustellung.nachricht.anhaenge.all()]
    erste = mail_bauen(_neu_geladen(zustellung), anhaenge)
    zweite = mail_bauen(_neu_geladen(zustellung), anhaenge)
    assert erste == zweite


def test_der_kopf_stimmt(kreis: Kreis) -> None:
    zustellung = verfasse(
        kreis,
        Empfaenger("Dr. Özlem, Müßig-Ümlaut", "oezlem@kreis.example"),
        betreff="Einladung zur Übersicht: Größe, Maß & Ziel – eine lange Zeile, die gefaltet werden muss",
    ).zustellungen.get()
    mail = _mail(zustellung)
    assert mail["To"].addresses[0].display_name == "Dr. Özlem, Müßig-Ümlaut"
    assert mail["To"].addresses[0].addr_spec == "oezlem@kreis.example"
    assert mail["From"].addresses[0].display_name == kreis.name
    assert mail["Reply-To"].addresses[0].addr_spec == "kim@musterkreis.example"
    assert mail["Subject"].startswith("Einladung zur Übersicht: Größe, Maß & Ziel –")
    assert mail["Message-ID"] == zustellung.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(mail["Date"]) == zustellung.nachricht.erstellt_am
    assert not mail.get_all("Bcc")


def test_was_ein_mensch_schreibt_ist_nicht_automatisch_und_ohne_kreismail_ohne_antwortadresse(
    kreis: Kreis,
) -> None:
    kreis.email = ""
    kreis.save()
    mail = _mail(verfasse(kreis, automatisch=False).zustellungen.get())
    assert (mail["Auto-Submitted"], mail["Reply-To"]) == (None, None)


def test_text_und_gestaltung_sagen_dasselbe(kreis: Kreis) -> None:
    mail = _mail(verfasse(kreis, text="Größe & Maß\n\n.Punkt am Anfang").zustellungen.get())
    assert mail.get_content_type() == "multipart/alternative"
    assert [teil.get_content_type() for teil in mail.iter_parts()] == ["text/plain", "text/html"]
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert text.replace("\r\n", "\n") == "Größe & Maß\n\n.Punkt am Anfang\n"
    assert "Größe &amp; Maß" in html


def test_platzhalter_je_person_werden_im_html_maskiert(kreis: Kreis) -> None:
    person = Empfaenger(
        "Petra Probe",
        "petra@kreis.example",
        werte={"name": "<b>Petra</b>"},
        geheim={"link": "https://kim.example/a?b=1&c=2"},
    )
    zustellung = verfasse(kreis, person, betreff="Für {name}", text="{name}: {link}").zustellungen.get()
    assert betreff_von(zustellung) == "Für <b>Petra</b>"
    assert text_von(zustellung) == "<b>Petra</b>: https://kim.example/a?b=1&c=2\n"
    html = html_von(zustellung)
    assert "&lt;b&gt;Petra&lt;/b&gt;" in html
    assert 'href="https://kim.example/a?b=1&amp;c=2"' in html
    assert "kim.example/a" not in text_von(zustellung, verdeckt=True) + html_von(zustellung, verdeckt=True)
    assert "[persönlicher Link]" in text_von(zustellung, verdeckt=True)


def test_ein_anhang_kommt_heil_an(kreis: Kreis) -> None:
    datei = dokument(kreis)
    mail = _mail(verfasse(kreis, anhaenge=[datei.pk]).zustellungen.get())
    assert mail.get_content_type() == "multipart/mixed"
    anhang = next(iter(mail.iter_attachments()))
    assert (anhang.get_filename(), anhang.get_content_type()) == ("Tagesordnung.txt", "text/plain")


def _kalender(zustellung: Zustellung) -> tuple[Calendar, EmailMessage]:
    mail = _mail(zustellung)
    teil = next(t for t in mail.walk() if t.get_content_type() == "text/calendar")
    return Calendar.from_ical(teil.get_content()), teil  # type: ignore[return-value]


def test_die_einladung_liest_ein_kalenderprogramm(kreis: Kreis) -> None:
    zustellung = verfasse(kreis, kalender=SITZUNG).zustellungen.get()
    kalender, teil = _kalender(zustellung)
    assert teil.get_param("method") == "REQUEST"
    assert kalender["METHOD"] == "REQUEST"
    ereignis = kalender.events[0]
    assert (int(ereignis["SEQUENCE"]), str(ereignis["STATUS"])) == (0, "CONFIRMED")
    assert str(ereignis["SUMMARY"]) == "Sitzung der Lenkungsgruppe"
    assert str(ereignis["LOCATION"]) == "Kreishaus, Raum 1"
    # 14:00 in winter is 13:00 UTC, 16:00 in summer is 14:00 UTC
    assert ereignis.start.astimezone(UTC) == datetime(2023, 3, 24, 13, 0, tzinfo=UTC)
    assert ereignis.end.astimezone(UTC) == datetime(2023, 3, 28, 14, 0, tzinfo=UTC)
    assert str(ereignis["ATTENDEE"]) == "mailto:petra.probe@kreis.example"
    assert ereignis["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(ereignis["ORGANIZER"]) == "mailto:kim@musterkreis.example"
    zone = kalender.timezones[0]
    assert str(zone["TZID"]) == "Europe/Berlin"
    assert zone.to_tz().utcoffset(datetime.combine(date(2023, 3, 28), datetime.min.time())) == timedelta(
        hours=2
    )
    dateien = [anhang.get_filename() for anhang in _mail(zustellung).iter_attachments()]
    assert dateien == ["termin.ics"]


def test_die_absage_nimmt_denselben_termin_mit_hoeherer_nummer_zurueck(kreis: Kreis) -> None:
    einladung, _teil = _kalender(verfasse(kreis, kalender=SITZUNG).zustellungen.get())
    absage = Kalenderangabe(SITZUNG.schluessel, SITZUNG.titel, SITZUNG.beginn, SITZUNG.ende, absage=True)
    kalender, teil = _kalender(verfasse(kreis, kalender=absage).zustellungen.get())
    assert teil.get_param("method") == "CANCEL"
    assert kalender["METHOD"] == "CANCEL"
    ereignis = kalender.events[0]
    assert str(ereignis["UID"]) == str(einladung.events[0]["UID"])
    assert (int(ereignis["SEQUENCE"]), str(ereignis["STATUS"])) == (1, "CANCELLED")
    assert ereignis["ATTENDEE"].params["RSVP"] == "FALSE"
    assert "LOCATION" not in ereignis
