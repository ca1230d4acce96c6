from django.apps import AppConfig


class MallConfig(AppConfig):
    name = "juluo.mall"
    label = "mall"
