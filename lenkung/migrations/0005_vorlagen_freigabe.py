from django.db import migrations

from lenkung.migrations import _freigabe


class Migration(migrations.Migration):

    dependencies = [
        ('lenkung', '0004_vorbereitung'),
    ]

    operations = [
        migrations.RunPython(_freigabe.vor, _freigabe.zurueck),
    ]
