"""The Django admin: technical tables only, to look at. No record of the domain is ever registered here."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from kim.web.zugang import FREMDE, Zugang, Zugangsangabe


class Technik(admin.AdminSite):
    site_header = _("Technische Tabellen")
    site_title = _("Technik")
    index_title = _("Nur zum Nachsehen")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """`is_staff` is set from the shell alone; `is_superuser` opens nothing here either."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        innen = super().admin_view(view, cacheable)

        def geschuetzt(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # For everybody else these pages do not exist; there is no second sign-in.
            if not self.has_permission(request):
                raise Http404
            return innen(request, *args, **kwargs)

        return geschuetzt

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """No sign-in, sign-out or password of its own, no look-ups: only lists and records."""
        seiten = [url for url in super().get_urls() if _behalten(url)]
        for name in _namen(seiten):
            FREMDE[f"{self.name}:{name}"] = Zugangsangabe(Zugang.ANGEMELDET)
        return seiten


_NICHT_ANGEBOTEN = {
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "view_on_site",
}


def _behalten(url: URLPattern | URLResolver) -> bool:
    if isinstance(url, URLPattern):
        # The last pattern catches everything; without a name it is not declared.
        return url.name is not None and url.name not in _NICHT_ANGEBOTEN
    return True


def _namen(urls: list[URLPattern | URLResolver]) -> set[str]:
    namen: set[str] = set()
    for url in urls:
        if isinstance(url, URLResolver):
            namen |= _namen(url.url_patterns)
        elif url.name:
            namen.add(url.name)
    return namen


class NurLesen(admin.ModelAdmin):
    actions = None
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        """A list and a record to look at; nothing to add or delete, and no catch-all without a name."""
        return [url for url in super().get_urls() if url.name and not url.name.endswith(("_add", "_delete"))]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SitzungAdmin(NurLesen):
    """When sessions end; neither their key, with which one could take them over, nor what they hold."""

    list_display = ("nummer", "expire_date")
    list_display_links = None
    fields = ("expire_date",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return super().get_queryset(request).order_by("-expire_date")

    @admin.display(description=_("Sitzung"))
    def nummer(self, sitzung: Session) -> str:
        return f"{sitzung.session_key[:4]}…"


class FehlversuchAdmin(NurLesen):
    list_display = ("attempt_time", "username", "ip_address", "failures_since_start")
    fields = ("attempt_time", "username", "ip_address", "failures_since_start")


class InhaltsartAdmin(NurLesen):
    list_display = ("app_label", "model")


technik = Technik(name="technik")
technik.register(Session, SitzungAdmin)
technik.register(AccessAttempt, FehlversuchAdmin)
technik.register(ContentType, InhaltsartAdmin)
