from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "juluo.community"
    label = "community"
