from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    name = "central_platform.staff"
    label = "staff"
    verbose_name = "工作人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from central_platform.staff import roles

        post_migrate.connect(roles.ensure, sender=self, dispatch_uid="staff roles")
