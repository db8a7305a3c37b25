from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "central_platform.handover"
    verbose_name = "转给别的系统"
