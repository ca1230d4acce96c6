from django.utils.translation import gettext_lazy as _

from juluo.community.models import (
    Acceptance,
    Admission,
    Appeal,
    Case,
    Circle,
    CircleAsk,
    CircleDate,
    CircleMember,
    Conversation,
    DirectMessage,
    Invitation,
    Reply,
    Sanction,
    Saying,
    Seat,
    ShutDoor,
    TalkPicture,
    Topic,
    TopicVisit,
)
from juluo.community.operations.enclosures import forget_applicant, move_applicant
from juluo.community.queries.applications import copies_for
from juluo.core.holdings import Holding, LoginHolding, hold, hold_of_logins

hold(
    Holding(
        model=Admission,
        title=_("Admission"),
        shown=["entrance__name", "at"],
        erased={"visitor": None},
        why=_("Through which entrance somebody came is counted, under a pseudonym."),
    ),
    Holding(
        model=Acceptance,
        title=_("Covenant"),
        shown=["covenant__number", "at"],
        why=_("It proves what was agreed."),
    ),
    Holding(
        model=DirectMessage,
        title=_("Direct messages"),
        member="author",
        shown=["text", "written_at"],
        erased={"text": ""},
    ),
    Holding(
        model=Conversation,
        title=_("Whom you asked to write to"),
        member="asker",
        shown=["asked_at", "opened_at", "declined_at"],
        why=_("That two members wrote to each other stays, under a pseudonym; your words do not."),
    ),
    Holding(
        model=Seat,
        title=_("Your conversations"),
        shown=["other__name", "last_at", "blocked_at"],
        why=_("That two members wrote to each other stays, under a pseudonym; your words do not."),
    ),
    Holding(model=Seat, title=_("Who writes with you"), member="other"),
    Holding(model=ShutDoor, title=_("Whether you take new conversations"), shown=["at"], deleted=True),
    Holding(
        model=CircleMember,
        title=_("Your circles"),
        shown=["circle__name", "role", "company__name", "job", "joined_at", "left_at"],
        erased={"job": "", "company": None},
        why=_("How many people a circle had and when is counted, under a pseudonym."),
    ),
    Holding(
        model=CircleAsk,
        title=_("Circles you asked to be let into"),
        shown=["circle__name", "words", "at", "admitted"],
        erased={"words": ""},
        why=_("Whom a circle let in is counted, under a pseudonym."),
    ),
    Holding(
        model=Circle,
        title=_("Circles you founded"),
        member="founder",
        shown=["name", "made_at", "opened_at"],
        why=_("The circle belongs to its people and stays, without your name."),
    ),
    Holding(
        model=CircleDate,
        title=_("Dates you put into calendars of circles"),
        member="made_by",
        shown=["title", "place", "starts_at"],
        why=_("The date belongs to the circle and stays, without your name."),
    ),
    Holding(
        model=Case,
        title=_("Cases about what you said"),
        member="author",
        shown=["about", "cause", "opened_at", "decided_at"],
        why=_("How the staff decided stays, under a pseudonym."),
    ),
    Holding(model=Case, title=_("Cases you took"), member="taken_by", shown=["about", "taken_at"]),
    Holding(model=Case, title=_("Cases you decided"), member="decided_by", shown=["about", "decided_at"]),
    Holding(
        model=Sanction,
        title=_("What the staff decided about you"),
        shown=["kind", "article__number", "reason", "words", "pauses", "at", "until", "undone_at"],
        why=_("How the staff decided stays, under a pseudonym."),
    ),
    Holding(model=Sanction, title=_("What you decided about members"), member="by", shown=["kind", "reason", "at"]),
    Holding(model=Sanction, title=_("Decisions you undid"), member="undone_by", shown=["kind", "undone_at"]),
    Holding(
        model=Appeal,
        title=_("Your appeals"),
        member="sanction__member",
        shown=["words", "at", "outcome", "answer", "decided_at"],
        erased={"words": ""},
        why=_("How the staff decided stays, under a pseudonym."),
    ),
    Holding(model=Appeal, title=_("Appeals you decided"), member="decided_by", shown=["outcome", "decided_at"]),
    Holding(model=Saying, title=_("Digests of what you said lately"), shown=["about", "passed", "at"], deleted=True),
    Holding(
        model=Topic,
        title=_("Topics"),
        member="author",
        shown=["circle__name", "title", "text", "tags", "written_at", "hidden_because", "hidden_words"],
        erased={"title": "", "text": "", "tags": [], "pinned_at": None},
    ),
    Holding(
        model=Reply,
        title=_("Replies"),
        member="author",
        shown=["topic__title", "text", "written_at", "hidden_because", "hidden_words"],
        erased={"text": ""},
    ),
    Holding(model=Reply, title=_("Where you are quoted"), member="quoted__author", erased={"quote": ""}),
    Holding(
        model=TopicVisit,
        title=_("How far you read in topics, and which you follow"),
        shown=["topic__title", "opened_at", "followed_at"],
        deleted=True,
    ),
    Holding(model=TalkPicture, title=_("Pictures you put into the talk"), member="by", shown=["at"], deleted=True),
)
hold(
    Holding(
        model=Invitation,
        title=_("Invitations"),
        member="made_by",
        shown=["note", "most", "used", "made_at", "expires_at"],
        erased={"note": ""},
        why=_("Through whose invitation somebody came stays, under a pseudonym."),
    ),
)
hold_of_logins(
    LoginHolding(key="community.application", copy_for=copies_for, erase=forget_applicant, move=move_applicant)
)
