"""Where circles are met."""

from django.urls import path

from juluo.community.studio import circles as studio_circles
from juluo.community.views import circle_chat, circle_desk, circle_people, circles

member_urls = [
    path("circles/", circles.circles, name="circles"),
    path("circles/mine/", circles.circles_mine, name="circles_mine"),
    path("circles/wanted/", circles.circles_wanted, name="circles_wanted"),
    path("circles/new/", circles.circle_new, name="circle_new"),
    path("circles/<uuid:circle_id>/", circles.circle, name="circle"),
    path("circles/<uuid:circle_id>/joining/", circle_people.circle_joining, name="circle_joining"),
    path("circles/<uuid:circle_id>/leaving/", circle_people.circle_leaving, name="circle_leaving"),
    path("circles/<uuid:circle_id>/asking/", circle_people.circle_asking, name="circle_asking"),
    path("circles/<uuid:circle_id>/asks/", circle_people.circle_asks, name="circle_asks"),
    path(
        "circles/<uuid:circle_id>/asks/<uuid:circle_ask_id>/answer/",
        circle_people.circle_ask_answer,
        name="circle_ask_answer",
    ),
    path("circles/<uuid:circle_id>/members/", circle_people.circle_members, name="circle_members"),
    path(
        "circles/<uuid:circle_id>/members/<uuid:circle_member_id>/", circle_people.circle_member, name="circle_member"
    ),
    path(
        "circles/<uuid:circle_id>/members/<uuid:circle_member_id>/removal/",
        circle_people.circle_removal,
        name="circle_removal",
    ),
    path("circles/<uuid:circle_id>/company/", circle_people.circle_company, name="circle_company"),
    path("circles/<uuid:circle_id>/settings/", circle_desk.circle_settings, name="circle_settings"),
    path("circles/<uuid:circle_id>/archiving/", circle_desk.circle_archiving, name="circle_archiving"),
    path("circles/<uuid:circle_id>/reopening/", circle_desk.circle_reopening, name="circle_reopening"),
    path("circles/<uuid:circle_id>/chat/opening/", circle_chat.circle_chat_opening, name="circle_chat_opening"),
    path("circles/<uuid:circle_id>/chat/closing/", circle_chat.circle_chat_closing, name="circle_chat_closing"),
    path("circles/<uuid:circle_id>/chat/pace/", circle_chat.circle_chat_pace, name="circle_chat_pace"),
    path("circles/<uuid:circle_id>/dates/", circle_desk.circle_dates, name="circle_dates"),
    path(
        "circles/<uuid:circle_id>/dates/<uuid:circle_date_id>/removal/",
        circle_desk.circle_date_removal,
        name="circle_date_removal",
    ),
    path(
        "circles/<uuid:circle_id>/dates/<uuid:circle_date_id>/date.ics",
        circle_desk.circle_date_file,
        name="circle_date_file",
    ),
]
studio_urls = [
    path("circles/", studio_circles.circles, name="circles"),
    path("circles/new/", studio_circles.circle_new, name="circle_new"),
    path("circles/rule/", studio_circles.circle_rule, name="circle_rule"),
    path("circles/<uuid:circle_id>/", studio_circles.circle, name="circle"),
    path("circles/<uuid:circle_id>/archiving/", studio_circles.circle_archiving, name="circle_archiving"),
    path("circles/<uuid:circle_id>/reopening/", studio_circles.circle_reopening, name="circle_reopening"),
]
