from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0003_person_figure'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='clicks',
            field=models.CharField(default='medium', max_length=10),
        ),
        migrations.AddField(
            model_name='person',
            name='remind_at',
            field=models.CharField(blank=True, default='', max_length=5),
        ),
        migrations.AddField(
            model_name='person',
            name='remind_changes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='person',
            name='remind_days',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
    ]
