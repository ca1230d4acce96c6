from django.utils.translation import gettext_lazy as _

from juluo.community.models import Acceptance, Admission, Circle, CircleAsk, CircleDate, CircleMember
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
)
