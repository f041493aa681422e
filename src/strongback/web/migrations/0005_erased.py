from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0004_person_clicks_and_reminder'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erased',
            fields=[
                ('id', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('at', models.CharField(max_length=40)),
                ('swept', models.BooleanField(default=False)),
            ],
        ),
    ]
