from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "juluo.sharing"
    label = "sharing"
