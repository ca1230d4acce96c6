from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class InsightConfig(AppConfig):
    name = "juluo.insight"
    label = "insight"

    def ready(self) -> None:
        register_studio_place(StudioPlace("insight_studio:funnel", _("Funnel"), "funnel", "insight.read", 70))
