import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

from lenkung.migrations import _umlauf


class Migration(migrations.Migration):

    dependencies = [
        ('lenkung', '0007_feststellung'),
        ('stammdaten', '0002_importvorschau_bezug'),
    ]

    operations = [
        migrations.RunPython(_umlauf.ohne, _umlauf.wieder),
        migrations.CreateModel(
            name='HistoricalUmlaufstimme',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('akteur_name', models.CharField(default='', editable=False, max_length=200, verbose_name='durch')),
                ('wert', models.CharField(blank=True, choices=[('ja', 'Ja'), ('nein', 'Nein'), ('enthaltung', 'Enthaltung'), ('gegen_umlauf', 'Widerspruch gegen den Umlauf')], max_length=20, verbose_name='Stimme')),
                ('rolle', models.CharField(blank=True, choices=[('mitglied', 'Mitglied'), ('stellvertretung', 'Stellvertretung'), ('gast', 'Gast')], max_length=20, verbose_name='als')),
                ('durch_name', models.CharField(blank=True, max_length=200, verbose_name='geantwortet hat')),
                ('weg', models.CharField(blank=True, choices=[('link', 'über den Link in der E-Mail'), ('konto', 'angemeldet in KIM'), ('geschaeftsstelle', 'von der Geschäftsstelle eingetragen'), ('vorzimmer', 'durch das Vorzimmer')], max_length=20, verbose_name='wie')),
                ('beantwortet_am', models.DateTimeField(blank=True, null=True, verbose_name='eingegangen am')),
                ('vermerk', models.CharField(blank=True, max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f\\u2028\\u2029]*\\Z', 'Bitte in einer Zeile und ohne Steuerzeichen schreiben.', code='mehrzeilig')], verbose_name='Fundstelle oder Vermerk')),
                ('history_change_reason', models.TextField(default='', null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Stimme im Umlauf',
                'verbose_name_plural': 'historical Stimmen im Umlauf',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalUmlaufverfahren',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('akteur_name', models.CharField(default='', editable=False, max_length=200, verbose_name='durch')),
                ('titel', models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f\\u2028\\u2029]*\\Z', 'Bitte in einer Zeile und ohne Steuerzeichen schreiben.', code='mehrzeilig')], verbose_name='Titel')),
                ('text', models.TextField(help_text='Der Satz, über den abgestimmt wird. Er wird der Wortlaut des Beschlusses.', max_length=20000, verbose_name='Wortlaut')),
                ('frist', models.DateTimeField(verbose_name='Antworten bis')),
                ('oeffentlich', models.BooleanField(default=True, verbose_name='Der Beschluss darf veröffentlicht werden')),
                ('stand', models.CharField(choices=[('entwurf', 'Entwurf'), ('laeuft', 'läuft'), ('festgestellt', 'festgestellt'), ('abgebrochen', 'ohne Beschluss beendet')], default='entwurf', editable=False, max_length=20, verbose_name='Stand')),
                ('angelegt_am', models.DateTimeField(editable=False, verbose_name='angelegt am')),
                ('angelegt_von_name', models.CharField(editable=False, max_length=200, verbose_name='angelegt durch')),
                ('begonnen_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='begonnen am')),
                ('begonnen_von_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='begonnen durch')),
                ('augenblick', models.JSONField(blank=True, editable=False, null=True)),
                ('ergebnis', models.JSONField(blank=True, editable=False, null=True)),
                ('stichentscheid', models.BooleanField(default=False, editable=False)),
                ('festgestellt_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='festgestellt am')),
                ('festgestellt_von_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='festgestellt durch')),
                ('abgebrochen_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='beendet am')),
                ('abbruch_art', models.CharField(blank=True, choices=[('widerspruch', 'Widerspruch gegen den Umlauf'), ('beendet', 'beendet')], editable=False, max_length=20, verbose_name='wie beendet')),
                ('abbruch_grund', models.CharField(blank=True, editable=False, max_length=1000, verbose_name='Grund')),
                ('history_change_reason', models.TextField(default='', null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Umlaufbeschluss',
                'verbose_name_plural': 'historical Umlaufbeschlüsse',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Umlaufstimme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wert', models.CharField(blank=True, choices=[('ja', 'Ja'), ('nein', 'Nein'), ('enthaltung', 'Enthaltung'), ('gegen_umlauf', 'Widerspruch gegen den Umlauf')], max_length=20, verbose_name='Stimme')),
                ('rolle', models.CharField(blank=True, choices=[('mitglied', 'Mitglied'), ('stellvertretung', 'Stellvertretung'), ('gast', 'Gast')], max_length=20, verbose_name='als')),
                ('durch_name', models.CharField(blank=True, max_length=200, verbose_name='geantwortet hat')),
                ('weg', models.CharField(blank=True, choices=[('link', 'über den Link in der E-Mail'), ('konto', 'angemeldet in KIM'), ('geschaeftsstelle', 'von der Geschäftsstelle eingetragen'), ('vorzimmer', 'durch das Vorzimmer')], max_length=20, verbose_name='wie')),
                ('beantwortet_am', models.DateTimeField(blank=True, null=True, verbose_name='eingegangen am')),
                ('vermerk', models.CharField(blank=True, max_length=300, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f\\u2028\\u2029]*\\Z', 'Bitte in einer Zeile und ohne Steuerzeichen schreiben.', code='mehrzeilig')], verbose_name='Fundstelle oder Vermerk')),
            ],
            options={
                'verbose_name': 'Stimme im Umlauf',
                'verbose_name_plural': 'Stimmen im Umlauf',
                'ordering': ['umlauf_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Umlaufteilnahme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rolle', models.CharField(choices=[('mitglied', 'Mitglied'), ('stellvertretung', 'Stellvertretung'), ('gast', 'Gast')], max_length=20, verbose_name='als')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='E-Mail')),
            ],
            options={
                'verbose_name': 'Befragte Person im Umlauf',
                'verbose_name_plural': 'Befragte Personen im Umlauf',
                'ordering': ['stimme_id', 'rolle'],
            },
        ),
        migrations.CreateModel(
            name='Umlaufverfahren',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titel', models.CharField(max_length=200, validators=[django.core.validators.RegexValidator('^[^\\x00-\\x1f\\x7f\\u2028\\u2029]*\\Z', 'Bitte in einer Zeile und ohne Steuerzeichen schreiben.', code='mehrzeilig')], verbose_name='Titel')),
                ('text', models.TextField(help_text='Der Satz, über den abgestimmt wird. Er wird der Wortlaut des Beschlusses.', max_length=20000, verbose_name='Wortlaut')),
                ('frist', models.DateTimeField(verbose_name='Antworten bis')),
                ('oeffentlich', models.BooleanField(default=True, verbose_name='Der Beschluss darf veröffentlicht werden')),
                ('stand', models.CharField(choices=[('entwurf', 'Entwurf'), ('laeuft', 'läuft'), ('festgestellt', 'festgestellt'), ('abgebrochen', 'ohne Beschluss beendet')], default='entwurf', editable=False, max_length=20, verbose_name='Stand')),
                ('angelegt_am', models.DateTimeField(editable=False, verbose_name='angelegt am')),
                ('angelegt_von_name', models.CharField(editable=False, max_length=200, verbose_name='angelegt durch')),
                ('begonnen_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='begonnen am')),
                ('begonnen_von_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='begonnen durch')),
                ('augenblick', models.JSONField(blank=True, editable=False, null=True)),
                ('ergebnis', models.JSONField(blank=True, editable=False, null=True)),
                ('stichentscheid', models.BooleanField(default=False, editable=False)),
                ('festgestellt_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='festgestellt am')),
                ('festgestellt_von_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='festgestellt durch')),
                ('abgebrochen_am', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='beendet am')),
                ('abbruch_art', models.CharField(blank=True, choices=[('widerspruch', 'Widerspruch gegen den Umlauf'), ('beendet', 'beendet')], editable=False, max_length=20, verbose_name='wie beendet')),
                ('abbruch_grund', models.CharField(blank=True, editable=False, max_length=1000, verbose_name='Grund')),
            ],
            options={
                'verbose_name': 'Umlaufbeschluss',
                'verbose_name_plural': 'Umlaufbeschlüsse',
                'ordering': ['-angelegt_am', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='beschluss',
            name='beschluss_weise',
        ),
        migrations.RemoveConstraint(
            model_name='beschluss',
            name='beschluss_aus_abstimmung',
        ),
        migrations.AlterField(
            model_name='beschluss',
            name='weise',
            field=models.CharField(blank=True, choices=[('einvernehmlich', 'einvernehmlich'), ('offen', 'offen'), ('namentlich', 'namentlich'), ('geheim', 'geheim'), ('umlauf', 'im Umlauf')], max_length=20, verbose_name='Art der Abstimmung'),
        ),
        migrations.AlterField(
            model_name='historicalbeschluss',
            name='weise',
            field=models.CharField(blank=True, choices=[('einvernehmlich', 'einvernehmlich'), ('offen', 'offen'), ('namentlich', 'namentlich'), ('geheim', 'geheim'), ('umlauf', 'im Umlauf')], max_length=20, verbose_name='Art der Abstimmung'),
        ),
        migrations.AddField(
            model_name='historicalumlaufstimme',
            name='sitz',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.sitz'),
        ),
        migrations.AddField(
            model_name='historicalumlaufverfahren',
            name='fassung',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.vorlagenfassung', verbose_name='Vorlage'),
        ),
        migrations.AddField(
            model_name='historicalumlaufverfahren',
            name='geschaeftsordnung',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.geschaeftsordnung'),
        ),
        migrations.AddField(
            model_name='historicalumlaufverfahren',
            name='gremium',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.gremium'),
        ),
        migrations.AddField(
            model_name='umlaufstimme',
            name='sitz',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='lenkung.sitz'),
        ),
        migrations.AddField(
            model_name='umlaufteilnahme',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stammdaten.person'),
        ),
        migrations.AddField(
            model_name='umlaufteilnahme',
            name='stimme',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='teilnahmen', to='lenkung.umlaufstimme'),
        ),
        migrations.AddField(
            model_name='umlaufverfahren',
            name='fassung',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='umlaeufe', to='lenkung.vorlagenfassung', verbose_name='Vorlage'),
        ),
        migrations.AddField(
            model_name='umlaufverfahren',
            name='geschaeftsordnung',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='umlaeufe', to='lenkung.geschaeftsordnung'),
        ),
        migrations.AddField(
            model_name='umlaufverfahren',
            name='gremium',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='umlaeufe', to='lenkung.gremium'),
        ),
        migrations.AddField(
            model_name='umlaufstimme',
            name='umlauf',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='stimmen', to='lenkung.umlaufverfahren'),
        ),
        migrations.AddField(
            model_name='historicalumlaufstimme',
            name='umlauf',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.umlaufverfahren'),
        ),
        migrations.AddField(
            model_name='beschluss',
            name='umlauf',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='beschluss', to='lenkung.umlaufverfahren'),
        ),
        migrations.AddField(
            model_name='historicalbeschluss',
            name='umlauf',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lenkung.umlaufverfahren'),
        ),
        migrations.AddConstraint(
            model_name='beschluss',
            constraint=models.CheckConstraint(condition=models.Q(('weise__in', ['einvernehmlich', 'offen', 'namentlich', 'geheim', 'umlauf', ''])), name='beschluss_weise', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='beschluss',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('abstimmung__isnull', False), ('umlauf__isnull', True)), models.Q(('abstimmung__isnull', True), ('punkt__isnull', True), ('sitzung__isnull', True), ('umlauf__isnull', False), ('weise', 'umlauf')), models.Q(('abstimmung__isnull', True), ('nachgetragen', True), ('umlauf__isnull', True)), _connector='OR'), name='beschluss_aus_abstimmung_oder_umlauf'),
        ),
        migrations.AddConstraint(
            model_name='umlaufteilnahme',
            constraint=models.CheckConstraint(condition=models.Q(('rolle__in', ['mitglied', 'stellvertretung', 'gast'])), name='umlaufteilnahme_rolle', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufteilnahme',
            constraint=models.UniqueConstraint(fields=('stimme', 'rolle'), name='umlaufteilnahme_einmal'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(('stand__in', ['entwurf', 'laeuft', 'festgestellt', 'abgebrochen'])), name='umlauf_stand', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(('abbruch_art__in', ['widerspruch', 'beendet', ''])), name='umlauf_abbruch_art', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(('titel', ''), _negated=True), name='umlauf_titel_nicht_leer', violation_error_code='leer', violation_error_message='Das Feld darf nicht leer sein.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='umlauf_text_nicht_leer', violation_error_code='leer', violation_error_message='Das Feld darf nicht leer sein.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stand__in', ['laeuft', 'festgestellt']), _negated=True), models.Q(('begonnen_am__isnull', False), ('geschaeftsordnung__isnull', False), models.Q(('begonnen_von_name', ''), _negated=True)), _connector='OR'), name='umlauf_begonnen'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(('begonnen_am__isnull', True), ('frist__gt', models.F('begonnen_am')), _connector='OR'), name='umlauf_frist_nach_beginn'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('augenblick__isnull', False), ('ergebnis__isnull', False), ('festgestellt_am__isnull', False), ('stand', 'festgestellt'), models.Q(('festgestellt_von_name', ''), _negated=True)), models.Q(models.Q(('stand', 'festgestellt'), _negated=True), ('festgestellt_am__isnull', True), ('festgestellt_von_name', '')), _connector='OR'), name='umlauf_festgestellt'),
        ),
        migrations.AddConstraint(
            model_name='umlaufverfahren',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('abgebrochen_am__isnull', False), ('stand', 'abgebrochen'), models.Q(('abbruch_art', ''), _negated=True), models.Q(('abbruch_grund', ''), _negated=True)), models.Q(models.Q(('stand', 'abgebrochen'), _negated=True), ('abbruch_art', ''), ('abbruch_grund', ''), ('abgebrochen_am__isnull', True)), _connector='OR'), name='umlauf_abgebrochen'),
        ),
        migrations.AddConstraint(
            model_name='umlaufstimme',
            constraint=models.CheckConstraint(condition=models.Q(('wert__in', ['ja', 'nein', 'enthaltung', 'gegen_umlauf', ''])), name='umlaufstimme_wert', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufstimme',
            constraint=models.CheckConstraint(condition=models.Q(('rolle__in', ['mitglied', 'stellvertretung', 'gast', ''])), name='umlaufstimme_rolle', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufstimme',
            constraint=models.CheckConstraint(condition=models.Q(('weg__in', ['link', 'konto', 'geschaeftsstelle', 'vorzimmer', ''])), name='umlaufstimme_weg', violation_error_code='auswahl', violation_error_message='Diese Auswahl gibt es nicht. Bitte einen Eintrag der Liste wählen.'),
        ),
        migrations.AddConstraint(
            model_name='umlaufstimme',
            constraint=models.UniqueConstraint(fields=('umlauf', 'sitz'), name='umlaufstimme_einmal_je_sitz'),
        ),
        migrations.AddConstraint(
            model_name='umlaufstimme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('beantwortet_am__isnull', True), ('durch_name', ''), ('rolle', ''), ('weg', ''), ('wert', '')), models.Q(models.Q(('wert', ''), _negated=True), models.Q(('rolle', ''), _negated=True), models.Q(('durch_name', ''), _negated=True), models.Q(('weg', ''), _negated=True), ('beantwortet_am__isnull', False)), _connector='OR'), name='umlaufstimme_ganz_oder_gar_nicht'),
        ),
        migrations.RunPython(_umlauf.vor, _umlauf.zurueck),
    ]
