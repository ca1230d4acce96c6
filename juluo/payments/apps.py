from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class PaymentsConfig(AppConfig):
    name = "juluo.payments"
    label = "payments"

    def ready(self) -> None:
        register_studio_place(StudioPlace("payments_studio:accounts", _("Being paid"), "qr", "settings.write", 82))
