"""Addresses of the product workshop."""

from django.urls import path

from juluo.ip.studio import diary as studio_diary
from juluo.ip.studio import needs as studio_needs
from juluo.ip.studio import quotations as studio_quotations
from juluo.ip.studio import trials as studio_trials
from juluo.ip.studio import workshop as studio_workshop
from juluo.ip.views import needs, quotations, trials, workshop

member_urls = [
    path("needs/", needs.needs, name="needs"),
    path("needs/new/", needs.need_new, name="need_new"),
    path("needs/<uuid:need_id>/", needs.need, name="need"),
    path("needs/<uuid:need_id>/voice/", needs.need_voice, name="need_voice"),
    path("needs/<uuid:need_id>/silence/", needs.need_silence, name="need_silence"),
    path("decisions/", needs.decisions, name="decisions"),
    path("quotations/<uuid:quotation_id>/", quotations.quotation, name="quotation"),
    path("quotations/<uuid:quotation_id>/withdrawal/", quotations.quotation_withdrawal, name="quotation_withdrawal"),
    path("trials/", trials.trials, name="trials"),
    path("trials/<uuid:trial_id>/", trials.trial, name="trial"),
    path("trials/<uuid:trial_id>/acceptance/", trials.trial_acceptance, name="trial_acceptance"),
    path("trials/<uuid:trial_id>/refusal/", trials.trial_refusal, name="trial_refusal"),
    path("workshop/", workshop.workshop, name="workshop"),
    path("workshop/<uuid:workpiece_id>/", workshop.workpiece, name="workpiece"),
    path("workshop/<uuid:workpiece_id>/card.png", workshop.workpiece_card, name="workpiece_card"),
]
studio_urls = [
    path("needs/", studio_needs.needs, name="needs"),
    path("needs/of/<slug:origin>/<uuid:source>/", studio_needs.need_new, name="need_new"),
    path("needs/<uuid:need_id>/", studio_needs.need, name="need"),
    path("needs/<uuid:need_id>/move/", studio_needs.need_move, name="need_move"),
    path("needs/<uuid:need_id>/merging/", studio_needs.need_merging, name="need_merging"),
    path("needs/<uuid:need_id>/splitting/", studio_needs.need_splitting, name="need_splitting"),
    path("needs/<uuid:need_id>/hiding/", studio_needs.need_hiding, name="need_hiding"),
    path("needs/<uuid:need_id>/showing/", studio_needs.need_showing, name="need_showing"),
    path("needs/<uuid:need_id>/workpiece/", studio_needs.need_place, name="need_place"),
    path("posts/<uuid:post_id>/recomposition/", studio_quotations.recomposition, name="recomposition"),
    path("workshop/", studio_workshop.workshop, name="workshop"),
    path("workshop/<uuid:workpiece_id>/", studio_workshop.workpiece, name="workpiece"),
    path("workshop/<uuid:workpiece_id>/showing/", studio_workshop.workpiece_showing, name="workpiece_showing"),
    path("workshop/<uuid:workpiece_id>/hiding/", studio_workshop.workpiece_hiding, name="workpiece_hiding"),
    path("workshop/<uuid:workpiece_id>/versions/new/", studio_workshop.version_new, name="version_new"),
    path("workshop/<uuid:workpiece_id>/diary/", studio_diary.diary, name="diary"),
    path(
        "workshop/<uuid:workpiece_id>/diary/<uuid:post_id>/removal/", studio_diary.diary_removal, name="diary_removal"
    ),
    path("workshop/versions/<uuid:version_id>/", studio_workshop.version, name="version"),
    path("workshop/versions/<uuid:version_id>/rounds/new/", studio_trials.round_new, name="round_new"),
    path("workshop/rounds/<uuid:round_id>/", studio_trials.trial_round, name="round"),
    path("workshop/rounds/<uuid:round_id>/invitations/", studio_trials.round_invitations, name="round_invitations"),
    path("workshop/trials/<uuid:trial_id>/sample/", studio_trials.trial_sample, name="trial_sample"),
]
