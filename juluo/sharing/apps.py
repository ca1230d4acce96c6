from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class SharingConfig(AppConfig):
    name = "juluo.sharing"
    label = "sharing"

    def ready(self) -> None:
        register_studio_place(StudioPlace("sharing_studio:commissions", _("Sharing"), "share", "sharing.read", 60))
