from django.apps import AppConfig


class IpConfig(AppConfig):
    name = "juluo.ip"
    label = "ip"
