from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.navigation import StudioPlace, Tab, register_studio_place, register_tab


class CommunityConfig(AppConfig):
    name = "juluo.community"
    label = "community"

    def ready(self) -> None:
        from juluo.community.queries.circle_chat import check_circle_chat, hosts_circle_chat
        from juluo.community.queries.ways import entrance_of_readers
        from juluo.core.ways import Guide, register_guide
        from juluo.ip.hosting import Keeper, register_keeper

        register_guide(Guide(entrance=entrance_of_readers))
        _keep_order()
        _end_topics()
        register_keeper(Keeper(hosts=hosts_circle_chat, check_open=check_circle_chat))
        register_tab(Tab("community:circles", pgettext_lazy("tab", "Circles"), "people", 20))
        register_studio_place(StudioPlace("community_studio:members", _("Members"), "people", "members.read", 20))
        register_studio_place(StudioPlace("community_studio:circles", _("Circles"), "people", "talk.moderate", 21))
        register_studio_place(StudioPlace("community_studio:entrances", _("Entrances"), "door", "members.write", 22))
        register_studio_place(
            StudioPlace("community_studio:applications", _("Applications"), "door", "members.write", 21)
        )
        register_studio_place(
            StudioPlace("community_studio:partings", _("Why they leave"), "leave", "members.read", 23)
        )
        register_studio_place(StudioPlace("community_studio:covenant", _("Covenant"), "heart", "settings.write", 24))
        register_studio_place(StudioPlace("community_studio:cases", _("Moderation"), "alert", "talk.moderate", 26))
        register_studio_place(StudioPlace("community_studio:look", _("Brand"), "brush", "settings.write", 94))
        register_studio_place(StudioPlace("community_studio:space", _("The space"), "settings", "settings.write", 95))


def _end_topics() -> None:
    from juluo.community.letters import ends_of_topic
    from juluo.community.topic_news import TOPIC_REPLIED
    from juluo.reach.news import register_ways_out

    register_ways_out(TOPIC_REPLIED, ends_of_topic)


def _keep_order() -> None:
    from juluo.community.operations.sanctions import keep_order
    from juluo.community.operations.screening import why_held
    from juluo.community.queries.sanctions import paused_at
    from juluo.core.chronicle import register_reasons
    from juluo.core.models import Reason
    from juluo.core.said.holds import register_screen
    from juluo.core.taking_part import Order, register_order

    register_reasons({reason.value: reason.label for reason in Reason})
    register_order(Order(keep_order, paused_at))
    register_screen(why_held)
