"""The links of mails in a real browser: by keyboard alone, on a phone, with the headers that it sends."""

from __future__ import annotations

from django.urls import reverse

from lenkung.models import Teilnahme
from tests.e2e.buehne import Buehne
from tests.e2e.pruefungen import pruefen
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import GAST


def test_mit_der_tastatur_absagen_und_es_sich_anders_ueberlegen(buehne: Buehne) -> None:
    page = buehne.kontext(GAST).new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reverse("lenkung:antwort", args=[buehne.k["antwortlink"]]))
    page.get_by_role("button", name="Ich bin verhindert").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Abgesagt: verhindert").wait_for()
    nichts(pruefen(page, "lenkung:antwort danach"))
    page.get_by_role("link", name="Antwort ändern").press("Enter")
    page.get_by_role("button", name="Ich komme vor Ort").press("Enter")
    page.get_by_role("heading", name="Zugesagt: vor Ort").wait_for()
    page.close()
    assert Teilnahme.objects.get(pk=buehne.k["teilnahme"].pk).zusage == "vor_ort"


def test_eine_abfrage_mit_der_tastatur_beantworten(buehne: Buehne) -> None:
    page = buehne.kontext(GAST).new_page()
    page.goto(reverse("lenkung:abfrage-antwort", args=[buehne.k["abfragelink"]]))
    for gruppe in page.get_by_role("group").all():
        gruppe.get_by_label("notfalls").press("Space")
    page.get_by_role("button", name="Antworten").press("Enter")
    page.get_by_role("heading", name="Danke für Ihre Antwort").wait_for()
    nichts(pruefen(page, "lenkung:abfrage-antwort danach"))
    page.close()
