"""Addresses of support without buying."""

from django.urls import path

from juluo.ip.studio import tips as studio_tips
from juluo.ip.studio import voices as studio_voices
from juluo.ip.views import tips

member_urls = [
    path("support/", tips.support, name="support"),
    path("support/tips/", tips.support_tips, name="support_tips"),
    path("support/mine/", tips.tips_mine, name="tips_mine"),
    path("support/tips/<uuid:tip_id>/", tips.tip, name="tip"),
    path("support/tips/<uuid:tip_id>/payment/", tips.tip_payment, name="tip_payment"),
    path("support/tips/<uuid:tip_id>/voice/", tips.tip_voice, name="tip_voice"),
    path("posts/<uuid:post_id>/support/", tips.post_support, name="post_support"),
    path("posts/<uuid:post_id>/support/tips/", tips.post_tips, name="post_tips"),
    path("workshop/<uuid:workpiece_id>/support/", tips.workpiece_support, name="workpiece_support"),
    path("workshop/<uuid:workpiece_id>/support/tips/", tips.workpiece_tips, name="workpiece_tips"),
]
studio_urls = [
    path("support/", studio_tips.tips, name="tips"),
    path("support/terms/", studio_tips.tip_choice, name="tip_terms"),
    path("support/tips/<uuid:tip_id>/", studio_tips.tip, name="tip"),
    path("support/tips/<uuid:tip_id>/thanks/", studio_tips.tip_thanks, name="tip_thanks"),
    path("support/tips/<uuid:tip_id>/refund/", studio_tips.tip_refund, name="tip_refund"),
    path("support/voices/", studio_voices.voices, name="voices"),
    path("support/voices/<uuid:tip_id>/", studio_voices.voice, name="voice"),
]
