"""The text that is put to the vote, set on every page as on the wall of the room."""

from __future__ import annotations

from django import template

from lenkung.domain.queries.wortlaut import wortlaut_gesetzt

register = template.Library()
register.filter("als_wortlaut", wortlaut_gesetzt)
