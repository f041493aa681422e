from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='welcome_step',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
