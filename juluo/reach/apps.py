from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_bells, register_studio_place
from juluo.core.phone_codes import register_phone_codes


class ReachConfig(AppConfig):
    name = "juluo.reach"
    label = "reach"

    def ready(self) -> None:
        autodiscover_modules("news")
        from juluo.reach.bells import MEMBER, STUDIO
        from juluo.reach.channels.phones import Codes

        register_phone_codes(Codes())
        register_bells(member=MEMBER, studio=STUDIO)
        register_studio_place(StudioPlace("reach_studio:mails", _("Mails"), "mail", "settings.write", 92))
