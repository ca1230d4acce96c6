from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.navigation import StudioPlace, Tab, register_studio_place, register_tab


class FrontConfig(AppConfig):
    name = "juluo.front"
    label = "front"

    def ready(self) -> None:
        from juluo.core.chronicle import register_reasons
        from juluo.front.wording import REASONS

        register_reasons(REASONS)
        register_tab(Tab("front:home", pgettext_lazy("tab", "Home"), "home", 10))
        register_tab(Tab("front:me", pgettext_lazy("tab", "Me"), "person", 90))
        register_studio_place(StudioPlace("front_studio:overview", _("Overview"), "chart", "overview", 10))
        register_studio_place(StudioPlace("front_studio:start", _("Blueprint"), "check", "settings.write", 12))
        register_studio_place(StudioPlace("front_studio:trouble", _("Gone wrong"), "alert", "orders.refund", 85))
        register_studio_place(StudioPlace("front_studio:audit", _("Audit log"), "clock", "settings.write", 95))
