#!/bin/sh
# Works off the background jobs. Settings: docs/betrieb.md
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-kim.settings.production}"
# Making large PDF files takes memory that Python does not give back; a process ends after so many jobs.
exec .venv/bin/python -m celery --app kim.celery worker \
    --concurrency "${KIM_WORKER_PROZESSE:-2}" \
    --max-tasks-per-child 200 \
    --loglevel "${KIM_WORKER_PROTOKOLL:-warning}"
