from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "central_platform.open311"
    verbose_name = "Open311"
