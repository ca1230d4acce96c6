from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "juluo.front"
    label = "front"
