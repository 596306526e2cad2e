#!/bin/sh
# Wakes the sweep and the schedule. Exactly one of it must run. Settings: docs/betrieb.md
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-kim.settings.production}"
exec .venv/bin/python -m celery --app kim.celery beat \
    --schedule "${TMPDIR:-/tmp}/kim-beat" \
    --pidfile= \
    --loglevel "${KIM_BEAT_PROTOKOLL:-warning}"
