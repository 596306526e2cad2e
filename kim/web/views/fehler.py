"""Error pages that Django does not bring itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_fehler(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The technical reason is for the log; the person needs to know what to do."""
    grund = _(
        "Diese Seite war zu lange geöffnet, oder Ihr Browser nimmt keine Cookies an. Gehen Sie zurück, "
        "laden Sie die Seite neu und senden Sie Ihre Eingaben noch einmal ab."
    )
    return render(request, "403.html", {"exception": grund}, status=403)
