from django.urls import path

from juluo.community import circle_urls, topic_urls
from juluo.community.studio import cases as studio_cases
from juluo.community.studio import covenants as studio_covenants
from juluo.community.studio import entrances as studio_entrances
from juluo.community.studio import look as studio_look
from juluo.community.studio import members as studio_members
from juluo.community.studio import partings as studio_partings
from juluo.community.studio import sanctions as studio_sanctions
from juluo.community.studio import screening as studio_screening
from juluo.community.studio import space as studio_space
from juluo.community.views import entrances, joining, look, rungs, said, sanctions

member_urls = [
    path("e/<slug:code>/", entrances.entrance, name="entrance"),
    path("join/", joining.joining, name="joining"),
    path("covenant/", joining.covenant, name="covenant"),
    path("rungs/", rungs.rungs, name="rungs"),
    path("sanctions/", sanctions.sanctions, name="sanctions"),
    path("sanctions/<uuid:sanction_id>/", sanctions.sanction, name="sanction"),
    path("said/<slug:said>/<uuid:thing_id>/", said.own_words, name="own_words"),
    path("said/<slug:said>/<uuid:thing_id>/report/", said.report, name="report"),
    path("leaving/", joining.leaving, name="leaving"),
    path("theme.<slug:version>.css", look.theme, name="theme"),
    *circle_urls.member_urls,
    *topic_urls.member_urls,
]
studio_urls = [
    path("members/", studio_members.members, name="members"),
    path("bulk/members/rungs/", studio_members.bulk_rungs, name="bulk_rungs"),
    path("members/<uuid:member_id>/", studio_members.member, name="member"),
    path("members/<uuid:member_id>/rung/", studio_members.member_rung, name="member_rung"),
    path("members/<uuid:member_id>/ban/", studio_members.member_ban, name="member_ban"),
    path("members/<uuid:member_id>/return/", studio_members.member_return, name="member_return"),
    path("entrances/", studio_entrances.entrances, name="entrances"),
    path("entrances/<slug:code>/", studio_entrances.entrance, name="entrance"),
    path("entrances/<slug:code>/code.svg", studio_entrances.entrance_code, name="entrance_code"),
    path("entrances/<slug:code>/closing/", studio_entrances.entrance_closing, name="entrance_closing"),
    path("entrances/<slug:code>/opening/", studio_entrances.entrance_opening, name="entrance_opening"),
    path("partings/", studio_partings.partings, name="partings"),
    path("covenant/", studio_covenants.covenant, name="covenant"),
    path("cases/", studio_cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", studio_cases.case, name="case"),
    path("cases/<uuid:case_id>/taking/", studio_cases.case_taking, name="case_taking"),
    path("cases/<uuid:case_id>/decision/", studio_cases.case_decision, name="case_decision"),
    path("said/<slug:said>/<uuid:thing_id>/case/", studio_cases.said_case, name="said_case"),
    path("said/<slug:said>/<uuid:thing_id>/hiding/", studio_cases.said_hiding, name="said_hiding"),
    path("said/<slug:said>/<uuid:thing_id>/showing/", studio_cases.said_showing, name="said_showing"),
    path("sanctions/<uuid:sanction_id>/", studio_sanctions.sanction, name="sanction"),
    path("sanctions/<uuid:sanction_id>/undoing/", studio_sanctions.sanction_undoing, name="sanction_undoing"),
    path("sanctions/<uuid:sanction_id>/appeal/", studio_sanctions.appeal_decision, name="appeal_decision"),
    path("members/<uuid:member_id>/sanction/", studio_sanctions.member_sanction, name="member_sanction"),
    path("phrases/", studio_sanctions.phrases, name="phrases"),
    path("phrases/<uuid:phrase_id>/removal/", studio_sanctions.phrase_removal, name="phrase_removal"),
    path("screening/", studio_screening.screening, name="screening"),
    path("screening/lists/new/", studio_screening.word_list_new, name="word_list_new"),
    path("screening/lists/<uuid:list_id>/", studio_screening.word_list, name="word_list"),
    path("screening/lists/<uuid:list_id>/removal/", studio_screening.word_list_removal, name="word_list_removal"),
    path("space/", studio_space.space, name="space"),
    path("look/", studio_look.look, name="look"),
    path("look/preview/", studio_look.look_preview, name="look_preview"),
    path("look/preview.css", studio_look.look_sheet, name="look_sheet"),
    path("space/closing/", studio_space.space_closing, name="space_closing"),
    path("space/opening/", studio_space.space_opening, name="space_opening"),
    *circle_urls.studio_urls,
]
