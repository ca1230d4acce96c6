from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class SharingConfig(AppConfig):
    name = "juluo.sharing"
    label = "sharing"

    def ready(self) -> None:
        from juluo.core.chronicle import register_reasons
        from juluo.core.ways import Guide, register_guide
        from juluo.sharing.models import Verdict
        from juluo.sharing.queries.ways import card_of_way, traces_of_source

        register_reasons({verdict.value: verdict.label for verdict in Verdict})
        register_guide(Guide(card=card_of_way, traces=traces_of_source))
        register_studio_place(StudioPlace("sharing_studio:commissions", _("Sharing"), "share", "sharing.read", 60))
