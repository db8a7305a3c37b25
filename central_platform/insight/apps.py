from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "central_platform.insight"
    verbose_name = "办得怎么样"
