from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FleetConfig(AppConfig):
    name = "central_platform.fleet"
    label = "fleet"
    verbose_name = "服务终端"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(ensure_first_publication, sender=self)


def ensure_first_publication(using: str, **_: object) -> None:
    """A platform always has one publication, so that an item published for "all" goes somewhere."""
    from central_platform.fleet.models import Publication

    if not Publication.objects.using(using).exists():
        Publication.objects.using(using).create(slug="main", name="全部终端")
