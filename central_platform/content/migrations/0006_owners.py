"""Each text that said who takes a category becomes a department; what kiosks are told does not change."""

from django.db import migrations


def make_departments(apps, _editor):
    category, department = apps.get_model("content", "ReportCategory"), apps.get_model("content", "Department")
    for row in category.objects.all():
        named = row.owner_zh.strip() or "社区"
        row.owner, _ = department.objects.get_or_create(name_zh=named, defaults={"name_en": row.owner_en})
        row.save(update_fields=["owner"])


def give_back(apps, _editor):
    for row in apps.get_model("content", "ReportCategory").objects.select_related("owner"):
        row.owner_zh, row.owner_en = row.owner.name_zh, row.owner.name_en
        row.save(update_fields=["owner_zh", "owner_en"])


class Migration(migrations.Migration):

    dependencies = [("content", "0005_department")]

    operations = [migrations.RunPython(make_departments, give_back)]
