"""The floor: the least that such a page can cost with Django, PostgreSQL and gunicorn. One file.

Tiers (each adds only what its name says):
  /ping/          no query, no template: gunicorn and Django's routing only
  /one/<id>/      one indexed query and a small template, no middleware
  /auth/<id>/     the same page behind session and login: two more indexed queries
  /meeting/<id>/  20 agenda items with minutes in a base layout: two queries
  /meetings/      62 meetings with the number of their items: one query
  /cases/         50 rows of a filtered list over 1,000,000: one query
  /stats/         month by topic over one year of 1,000,000 rows: one aggregate
  /write/<id>/    POST: one insert in one transaction, then a short answer

FLOOR_FULL=1 adds Django's default middleware and a user who is signed in: what a page for staff costs before
it does anything of its own. Where our pages are measured in multiples, this tier of /meeting/ is the unit.
"""

import datetime as dt
import os
import sys
from pathlib import Path

import django
from django.conf import settings

ORDNER = Path(__file__).resolve().parent
sys.path.insert(0, str(ORDNER))
VOLL = bool(os.environ.get("FLOOR_FULL"))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]

settings.configure(
    DEBUG=False,
    SECRET_KEY="floor-only-not-a-secret",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="app",
    USE_TZ=True,
    TIME_ZONE="Europe/Berlin",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "bodenapp",
    ],
    # The auth tier brings its middleware by decorator, so that the tiers below it stay bare.
    MIDDLEWARE=MIDDLEWARE if VOLL else [],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["FLOOR_DB"],
            "USER": os.environ["FLOOR_USER"],
            "HOST": "127.0.0.1",
            "PORT": os.environ["FLOOR_PORT"],
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [ORDNER / "templates"],
            "OPTIONS": {"context_processors": CONTEXT if VOLL else []},
        }
    ],
)
django.setup()

# Models and views can only be imported once Django is set up.
from bodenapp.models import Consultation, Entry, Meeting  # noqa: E402
from django.contrib.auth.middleware import AuthenticationMiddleware  # noqa: E402
from django.contrib.sessions.middleware import SessionMiddleware  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.db.models.functions import TruncMonth  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.decorators import decorator_from_middleware  # noqa: E402


def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def one(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "one.html", {"m": Meeting.objects.get(pk=pk)})


@decorator_from_middleware(SessionMiddleware)
@decorator_from_middleware(AuthenticationMiddleware)
def auth(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    return render(request, "one.html", {"m": Meeting.objects.get(pk=pk), "user": request.user})


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    m = Meeting.objects.get(pk=pk)
    return render(request, "meeting.html", {"m": m, "items": list(m.items.all())})


def meetings(request: HttpRequest) -> HttpResponse:
    return render(
        request, "meetings.html", {"ms": Meeting.objects.annotate(n=Count("items")).order_by("-start")}
    )


def cases(request: HttpRequest) -> HttpResponse:
    gemeinde = int(request.GET.get("m", 7))
    rows = list(Consultation.objects.filter(municipality_id=gemeinde).order_by("-received", "-id")[:51])
    return render(request, "cases.html", {"rows": rows[:50], "more": len(rows) > 50})


def stats(request: HttpRequest) -> HttpResponse:
    jahr = Consultation.objects.filter(received__gte=dt.date(2025, 1, 1), received__lt=dt.date(2026, 1, 1))
    rows = (
        jahr.annotate(month=TruncMonth("received"))
        .values("month", "topic_id")
        .annotate(n=Count("id"))
        .order_by("month", "topic_id")
    )
    return render(request, "stats.html", {"rows": list(rows)})


def write(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user.pk if hasattr(request, "user") and request.user.is_authenticated else None
    with transaction.atomic():
        Entry.objects.create(meeting_id=pk, user_id=user, text=request.POST["text"][:200])
    return HttpResponse("saved")


urlpatterns = [
    path("ping/", ping),
    path("one/<int:pk>/", one),
    path("auth/<int:pk>/", auth),
    path("meeting/<int:pk>/", meeting),
    path("meetings/", meetings),
    path("cases/", cases),
    path("stats/", stats),
    path("write/<int:pk>/", write),
]
application = get_wsgi_application()
