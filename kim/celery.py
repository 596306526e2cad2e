"""Entry point of the Celery worker and beat, and what wakes them."""

import os
import time

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.production")

# A page must not hang on a broker that is gone: short waits, and after a failure none for a while.
VERBINDEN_SEKUNDEN = 2
ANTWORT_SEKUNDEN = 5
PAUSE_NACH_AUSFALL = 20.0

app = Celery("kim")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    timezone="Europe/Berlin",
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=VERBINDEN_SEKUNDEN,
    broker_transport_options={
        "socket_connect_timeout": VERBINDEN_SEKUNDEN,
        "socket_timeout": ANTWORT_SEKUNDEN,
    },
    # The rows are the truth; the beat only wakes the sweep and the scheduler.
    beat_schedule={
        "auftraege-kehren": {"task": "kim.auftraege.kehren", "schedule": 30.0, "options": {"expires": 60}},
        "auftraege-planen": {"task": "kim.auftraege.planen", "schedule": 60.0, "options": {"expires": 120}},
    },
)
app.autodiscover_tasks(["kim.auftraege"])


class BrokerPause(Exception):
    """The broker failed a moment ago; the sweep wakes what waits."""


class _Wecker:
    def __init__(self) -> None:
        self._pause_bis = 0.0

    def __call__(self, auftrag_id: int) -> None:
        """What `KIM_AUFTRAG_WECKER` names. Tried once: the row stays, whatever happens here."""
        if time.monotonic() < self._pause_bis:
            raise BrokerPause
        try:
            app.send_task("kim.auftraege.ausfuehren", (auftrag_id,), retry=False)
        except Exception:
            self._pause_bis = time.monotonic() + PAUSE_NACH_AUSFALL
            raise
        self._pause_bis = 0.0


wecken = _Wecker()
