"""Entry point of the Celery worker and beat."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kim.settings.production")
app = Celery("kim")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    timezone="Europe/Berlin",
    broker_connection_retry_on_startup=True,
    # The rows are the truth; the beat only wakes the sweep and the scheduler.
    beat_schedule={
        "auftraege-kehren": {"task": "kim.auftraege.kehren", "schedule": 30.0},
        "auftraege-planen": {"task": "kim.auftraege.planen", "schedule": 60.0},
    },
)
app.autodiscover_tasks(["kim.auftraege"])
