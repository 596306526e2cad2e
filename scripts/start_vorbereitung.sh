#!/bin/sh
# Once before each start of a new version: brings the tables up to date. Settings: docs/betrieb.md
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-kim.settings.production}"
exec .venv/bin/python manage.py migrate --noinput
