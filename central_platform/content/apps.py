from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "central_platform.content"
    label = "content"
    verbose_name = "内容"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from central_platform.content import publishing

        publishing.connect()
