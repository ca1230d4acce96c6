from django.apps import AppConfig

from juluo.core.phone_codes import register_phone_codes


class ReachConfig(AppConfig):
    name = "juluo.reach"
    label = "reach"

    def ready(self) -> None:
        from juluo.reach.channels.phones import Codes

        register_phone_codes(Codes())
