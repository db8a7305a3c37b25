"""Orders there are already belong to the department of their category."""

from django.db import migrations


def assign(apps, _editor):
    report = apps.get_model("reports", "Report")
    for code, owner in apps.get_model("content", "ReportCategory").objects.values_list("code", "owner"):
        report.objects.filter(category=code, department=None).update(department=owner)


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_departments"), ("content", "0007_owners_only")]

    operations = [migrations.RunPython(assign, migrations.RunPython.noop)]
