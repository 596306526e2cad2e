"""Makes the floor's tables and 62 meetings with 20 items each; prints the cookie of a session."""

import datetime as dt

import app  # noqa: F401  sets Django up
from bodenapp.models import Item, Meeting
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from inhalt import items, note_html

call_command("migrate", run_syncdb=True, verbosity=0)
for k in range(62):
    meeting = Meeting.objects.create(
        title=f"Meeting {k + 1:03d} of committee A",
        room="Town hall, room 1",
        start=dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC) + dt.timedelta(days=5 * k),
    )
    Item.objects.bulk_create(
        Item(
            meeting=meeting,
            number=item["n"],
            title=item["title"],
            minutes=item["minutes"],
            speaker=" ".join(item["speaker"]),
            description=item["description"],
            note=note_html(item),
        )
        for item in items(seed=k + 1)
    )
user = User.objects.create(username="ada", password="!")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
print("sessionid=" + session.session_key)
