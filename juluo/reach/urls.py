from django.urls import path

from juluo.reach.studio import mails, outbox
from juluo.reach.studio import notifications as studio_notifications
from juluo.reach.views import notifications, off

member_urls = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/reading/", notifications.reading, name="reading"),
    path("notifications/preferences/", notifications.preferences, name="preferences"),
    path("notifications/off/<str:token>/", off.off, name="off"),
    path(
        "notifications/<uuid:notification_id>/reading/",
        notifications.notification_reading,
        name="notification_reading",
    ),
]
studio_urls = [
    path("notifications/", studio_notifications.notifications, name="notifications"),
    path("mails/", mails.mails, name="mails"),
    path("mails/trial/", mails.trial, name="mail_trial"),
    path("mails/outbox/", outbox.outbox, name="outbox"),
    path("mails/outbox/<str:letter>/", outbox.outbox_letter, name="outbox_letter"),
    path("mails/<str:letter>/", mails.mail, name="mail"),
    path("mails/<str:letter>/frame/", mails.mail_frame, name="mail_frame"),
]
