from django.urls import path

from juluo.community import circle_urls, direct_urls, topic_urls
from juluo.community.studio import applications as studio_applications
from juluo.community.studio import cases as studio_cases
from juluo.community.studio import covenants as studio_covenants
from juluo.community.studio import entrances as studio_entrances
from juluo.community.studio import invitations as studio_invitations
from juluo.community.studio import look as studio_look
from juluo.community.studio import members as studio_members
from juluo.community.studio import partings as studio_partings
from juluo.community.studio import policies as studio_policies
from juluo.community.studio import questionnaires as studio_questionnaires
from juluo.community.studio import sanctions as studio_sanctions
from juluo.community.studio import screening as studio_screening
from juluo.community.studio import space as studio_space
from juluo.community.views import applications, entrances, invitations, joining, look, rungs, said, sanctions

member_urls = [
    path("e/<slug:code>/", entrances.entrance, name="entrance"),
    path("e/<slug:code>/door/", entrances.door, name="door"),
    path("e/<slug:code>/application/", applications.application_form, name="application_form"),
    path("i/<slug:code>/", entrances.invitation, name="invitation"),
    path("join/", joining.joining, name="joining"),
    path("welcome/", joining.welcome, name="welcome"),
    path("applications/<uuid:application_id>/", applications.application, name="application"),
    path(
        "applications/<uuid:application_id>/withdrawal/",
        applications.application_withdrawal,
        name="application_withdrawal",
    ),
    path("applications/<uuid:application_id>/answer/", applications.application_answer, name="application_answer"),
    path(
        "applications/<uuid:application_id>/acceptance/",
        applications.application_acceptance,
        name="application_acceptance",
    ),
    path("applications/<uuid:application_id>/person/", applications.application_person, name="application_person"),
    path("applications/pictures/<uuid:enclosure_id>/", applications.enclosure, name="enclosure"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/ending/", invitations.invitation_ending, name="invitation_ending"),
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
    *direct_urls.member_urls,
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
    path("entrances/<slug:code>/policy/", studio_policies.policy, name="policy"),
    path("entrances/<slug:code>/questions/", studio_questionnaires.questionnaire, name="questionnaire"),
    path("entrances/<slug:code>/questions/new/", studio_questionnaires.question_new, name="question_new"),
    path("entrances/<slug:code>/questions/<slug:key>/", studio_questionnaires.question, name="entrance_question"),
    path(
        "entrances/<slug:code>/questions/<slug:key>/removal/",
        studio_questionnaires.question_removal,
        name="question_removal",
    ),
    path(
        "entrances/<slug:code>/questions/<slug:key>/place/",
        studio_questionnaires.question_place,
        name="question_place",
    ),
    path("entrances/<slug:code>/invitations/", studio_invitations.invitations, name="invitations"),
    path(
        "entrances/invitations/<uuid:invitation_id>/ending/",
        studio_invitations.invitation_ending,
        name="invitation_ending",
    ),
    path("applications/", studio_applications.applications, name="applications"),
    path("bulk/applications/admissions/", studio_applications.bulk_admissions, name="bulk_admissions"),
    path("bulk/applications/refusals/", studio_applications.bulk_refusals, name="bulk_refusals"),
    path("applications/<uuid:application_id>/", studio_applications.application, name="application"),
    path(
        "applications/<uuid:application_id>/admission/",
        studio_applications.application_admission,
        name="application_admission",
    ),
    path(
        "applications/<uuid:application_id>/refusal/",
        studio_applications.application_refusal,
        name="application_refusal",
    ),
    path(
        "applications/<uuid:application_id>/question/",
        studio_applications.application_inquiry,
        name="application_inquiry",
    ),
    path("applications/pictures/<uuid:enclosure_id>/", studio_applications.enclosure, name="enclosure"),
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
    path("screening/lists/<uuid:word_list_id>/", studio_screening.word_list, name="word_list"),
    path("screening/lists/<uuid:word_list_id>/removal/", studio_screening.word_list_removal, name="word_list_removal"),
    path("space/", studio_space.space, name="space"),
    path("look/", studio_look.look, name="look"),
    path("look/preview/", studio_look.look_preview, name="look_preview"),
    path("look/preview.css", studio_look.look_sheet, name="look_sheet"),
    path("space/closing/", studio_space.space_closing, name="space_closing"),
    path("space/opening/", studio_space.space_opening, name="space_opening"),
    *circle_urls.studio_urls,
]
