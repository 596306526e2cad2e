from django.db import migrations

from lenkung.migrations import _feststellung


class Migration(migrations.Migration):

    dependencies = [
        ('lenkung', '0006_verlauf'),
    ]

    operations = [
        migrations.RunPython(_feststellung.vor, _feststellung.zurueck),
    ]
