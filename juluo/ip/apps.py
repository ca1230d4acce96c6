from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class IpConfig(AppConfig):
    name = "juluo.ip"
    label = "ip"

    def ready(self) -> None:
        register_studio_place(StudioPlace("ip_studio:posts", _("Posts"), "post", "content.write", 14))
        register_studio_place(StudioPlace("ip_studio:series_list", _("Series"), "ledger", "content.write", 15))
        register_studio_place(StudioPlace("ip_studio:persona", _("Persona"), "person", "content.write", 16))
