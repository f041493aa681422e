from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0002_person_welcome_step'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='body',
            field=models.CharField(default='woman', max_length=20),
        ),
        migrations.AddField(
            model_name='person',
            name='skin',
            field=models.PositiveSmallIntegerField(default=2),
        ),
    ]
