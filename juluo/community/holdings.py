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
    Sanction,
    Saying,
)
from juluo.core.holdings import Holding, hold

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
)
