"""What is told about posts, about talk under them, and about rooms."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, register_kinds

_SAMPLE = {"title": "…", "comment_id": "00000000-0000-7000-8000-000000000000"}
NEW_POST = "ip.new_post"
ANSWERED = "ip.comment_answered"
CALLED = "ip.comment_called"
QUOTED = "ip.quoted"
COMMENTED = "ip.post_commented"
CALLED_IN_ROOM = "ip.room_called"
_ROOM_SAMPLE = {"room": "…", "room_id": _SAMPLE["comment_id"], "message_id": _SAMPLE["comment_id"]}
FIRST_CHOICE = "ip.first_choice"
GIFT_TAKEN = "ip.gift_taken"

register_kinds(
    Kind(
        key=NEW_POST,
        audience=Audience.MEMBER,
        label=_("Something new from what I follow"),
        title=_("New: %(title)s"),
        text=_("You follow it, and asked to hear of it at once."),
        action=_("Read it"),
        view="ip:post",
        view_args=["post_id"],
        icon="post",
        sample={"title": "…", "post_id": "00000000-0000-7000-8000-000000000000"},
    ),
    Kind(
        key=ANSWERED,
        audience=Audience.MEMBER,
        label=_("Somebody answers a comment of mine"),
        title=_("Somebody answered your comment"),
        text=_("It was under “%(title)s”."),
        action=_("Read the answer"),
        view="ip:comment",
        view_args=["comment_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=CALLED,
        audience=Audience.MEMBER,
        label=_("Somebody calls me by name in a comment"),
        title=_("Somebody called you by name"),
        text=_("It was under “%(title)s”."),
        action=_("Read the comment"),
        view="ip:comment",
        view_args=["comment_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=QUOTED,
        audience=Audience.MEMBER,
        label=_("Somebody quotes me"),
        title=_("Somebody quoted you"),
        text=_("It was under “%(title)s”."),
        action=_("Read the comment"),
        view="ip:comment",
        view_args=["comment_id"],
        icon="talk",
        sample=_SAMPLE,
    ),
    Kind(
        key=COMMENTED,
        audience=Audience.STAFF,
        permission="content.write",
        label=_("Somebody comments on a post of mine"),
        title=_("A new comment under “%(title)s”"),
        text=_("An answer of the author is worth more than any other."),
        action=_("Read and answer"),
        view="ip:comment",
        view_args=["comment_id"],
        icon="talk",
        channels=frozenset({Channel.APP}),
        sample=_SAMPLE,
    ),
    Kind(
        key=CALLED_IN_ROOM,
        audience=Audience.MEMBER,
        label=_("Somebody calls me by name in a room"),
        title=_("Somebody called you by name"),
        text=_("It was in the room “%(room)s”."),
        action=_("Go there"),
        view="ip:room",
        view_args=["room_id"],
        icon="door",
        sample=_ROOM_SAMPLE,
    ),
    Kind(
        key=FIRST_CHOICE,
        audience=Audience.MEMBER,
        label=_("I am asked for my first choice"),
        title=_("One question: %(field)s"),
        text=_("You were drawn by lot. One tap answers it, and nobody reads it with your name."),
        action=_("Answer it"),
        view="ip:first_choice",
        icon="heart",
        channels=frozenset({Channel.APP}),
        sample={"field": "…"},
    ),
    Kind(
        key=GIFT_TAKEN,
        audience=Audience.MEMBER,
        label=_("A friend takes a read that I gave"),
        title=_("A friend took a read that you gave"),
        text=_("It opens “%(title)s” to them."),
        action=_("See your gift"),
        view="ip:gift",
        view_args=["code"],
        icon="heart",
        sample={"title": "…", "code": "AAAAAAAAAAAAAAAA"},
    ),
)
