import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0005_erased'),
    ]

    operations = [
        migrations.CreateModel(
            name='PairingCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64)),
                ('claim', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('expires_ms', models.BigIntegerField()),
                ('wrong', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='PairingTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at_ms', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('token', models.CharField(max_length=64, unique=True)),
                ('paired_ms', models.BigIntegerField()),
                ('seen_ms', models.BigIntegerField()),
                ('persons', models.ManyToManyField(to='web.person')),
            ],
            options={
                'ordering': ('name', 'paired_ms'),
            },
        ),
    ]
