from urllib.parse import urlencode

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class InsightConfig(AppConfig):
    name = "juluo.insight"
    label = "insight"

    def ready(self) -> None:
        from juluo.core.measures import register_page_about

        register_studio_place(StudioPlace("insight_studio:funnel", _("Funnel"), "funnel", "insight.read", 70))
        register_studio_place(StudioPlace("insight_studio:spread", _("Is it an IP yet?"), "chart", "insight.read", 71))
        register_page_about("entrance", lambda code: reverse("insight_studio:entrance", args=[code]))
        register_page_about("spread", _spread_page)
        register_page_about("formula", lambda _space: reverse("insight:spread"))


def _spread_page(subject: str) -> str:
    return f"{reverse('insight_studio:spread')}?{urlencode({'of': subject})}"
