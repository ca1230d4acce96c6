from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from juluo.core.navigation import StudioPlace, register_studio_place


class IpConfig(AppConfig):
    name = "juluo.ip"
    label = "ip"

    def ready(self) -> None:
        _open_workshop()
        _end_what_is_followed()
        _open_giving()
        from juluo.core.chronicle import register_reasons
        from juluo.ip.operations.answers import DECLINED, EXPIRED, PAID_TWICE

        register_reasons(
            {
                PAID_TWICE: _("The question was paid already, or is gone"),
                DECLINED: _("The question was declined"),
                EXPIRED: _("The question was not answered in time"),
            }
        )
        register_studio_place(StudioPlace("ip_studio:posts", _("Posts"), "post", "content.write", 14))
        register_studio_place(StudioPlace("ip_studio:calendar", _("Calendar"), "calendar", "content.write", 17))
        register_studio_place(StudioPlace("ip_studio:series_list", _("Series"), "ledger", "content.write", 15))
        register_studio_place(StudioPlace("ip_studio:consultations", _("Consultations"), "clock", "content.write", 17))
        register_studio_place(StudioPlace("ip_studio:appointments", _("Appointments"), "calendar", "content.write", 17))
        register_studio_place(StudioPlace("ip_studio:rooms", _("Rooms"), "door", "content.write", 17))
        register_studio_place(StudioPlace("ip_studio:messages", _("Messages in rooms"), "talk", "talk.moderate", 27))
        register_studio_place(StudioPlace("ip_studio:bundles", _("Bundles"), "box", "content.write", 15))
        register_studio_place(StudioPlace("ip_studio:comments", _("Comments"), "talk", "talk.moderate", 27))
        register_studio_place(StudioPlace("ip_studio:questions", _("Questions"), "talk", "content.write", 17))
        register_studio_place(StudioPlace("ip_studio:persona", _("Persona"), "person", "content.write", 16))


def _open_workshop() -> None:
    from juluo.ip.origins import Origin, register_origin
    from juluo.ip.queries.needs import asked_in_comment, asked_in_question, asked_in_survey

    register_studio_place(StudioPlace("ip_studio:surveys", _("First choice"), "heart", "members.write", 72))
    register_studio_place(StudioPlace("ip_studio:needs", _("Requests"), "funnel", "content.write", 19))
    register_studio_place(StudioPlace("ip_studio:workshop", _("Workshop"), "pen", "content.write", 19))
    register_origin(Origin("comment", _("A comment"), asked_in_comment, "ip_studio:comment", "talk.moderate"))
    register_origin(Origin("question", _("A question"), asked_in_question, "ip_studio:question", "content.write"))
    register_origin(
        Origin("survey", _("First choice"), asked_in_survey, "ip_studio:surveys", "members.write", by_id=False)
    )


def _end_what_is_followed() -> None:
    from juluo.ip.letters import ends_of_following
    from juluo.ip.news import NEW_POST
    from juluo.reach.news import register_ways_out

    register_ways_out(NEW_POST, ends_of_following)


def _open_giving() -> None:
    from juluo.core.chronicle import register_reasons
    from juluo.ip.operations.tips import GIVEN_BACK, PAID_TWICE

    register_reasons(
        {
            PAID_TWICE: _("The support was paid already, or is gone"),
            GIVEN_BACK: _("Support was given back"),
        }
    )
    register_studio_place(StudioPlace("ip_studio:giving", _("Gifts"), "heart", "content.write", 15))
    register_studio_place(StudioPlace("ip_studio:tips", _("Support"), "heart", "content.write", 15))
    register_studio_place(StudioPlace("ip_studio:voices", _("Words of support"), "talk", "talk.moderate", 27))
