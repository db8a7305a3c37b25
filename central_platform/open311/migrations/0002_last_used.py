from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("open311", "0001_initial")]

    operations = [
        migrations.AddField("apikey", "last_used_at", models.DateTimeField("最近用过", null=True, blank=True)),
    ]
