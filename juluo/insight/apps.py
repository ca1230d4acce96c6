from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "juluo.insight"
    label = "insight"
