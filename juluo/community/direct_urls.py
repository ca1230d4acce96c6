"""Where members write to each other alone."""

from django.urls import path

from juluo.community.views import direct

member_urls = [
    path("direct/", direct.conversations, name="conversations"),
    path("direct/door/shutting/", direct.door_shutting, name="door_shutting"),
    path("direct/door/opening/", direct.door_opening, name="door_opening"),
    path("direct/to/<uuid:member_id>/", direct.writing_to, name="writing_to"),
    path("direct/messages/<uuid:message_id>/removal/", direct.direct_removal, name="direct_removal"),
    path("direct/<uuid:conversation_id>/", direct.conversation, name="conversation"),
    path("direct/<uuid:conversation_id>/listening/", direct.conversation_listening, name="conversation_listening"),
    path("direct/<uuid:conversation_id>/opening/", direct.conversation_opening, name="conversation_opening"),
    path("direct/<uuid:conversation_id>/declining/", direct.conversation_declining, name="conversation_declining"),
    path("direct/<uuid:conversation_id>/shutting/", direct.conversation_shutting, name="conversation_shutting"),
    path("direct/<uuid:conversation_id>/unshutting/", direct.conversation_unshutting, name="conversation_unshutting"),
]
