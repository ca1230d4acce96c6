"""Reads about applications: an applicant's own, the list of staff, the waiting list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from juluo.community.models import Application, Enclosure, Entrance, Inquiry
from juluo.community.rules.questions import questions_of
from juluo.community.rules.scoring import Outcome, ScoreLine, lacks, lines_of, outcome_of
from juluo.core import clock
from juluo.core.models import Member, User

State = Application.State


def applications_of(user: User) -> QuerySet[Application]:
    """What somebody applied for in the acting space, the latest first."""
    return Application.objects.filter(user=user).select_related("entrance", "questionnaire", "covenant").order_by("-id")


def application_kept(user: User, entrance: Entrance) -> Application | None:
    """The open application of somebody to an entrance."""
    return applications_of(user).filter(entrance=entrance, state__in=Application.OPEN).first()


def applications_matching(state: str = "", entrance: str = "", words: str = "") -> QuerySet[Application]:
    """What staff look at, the latest first: of a state, to the entrance of a code, by words in the name."""
    found = Application.objects.select_related("entrance").order_by("-id")
    if state:
        found = found.filter(state=state)
    if entrance:
        found = found.filter(entrance__code=entrance)
    return found.filter(name__icontains=words) if words else found


def waiting_at(entrance: Entrance) -> QuerySet[Application]:
    """The waiting list in its order: the higher score first, of equal ones the earlier."""
    waiting = Application.objects.filter(entrance=entrance, state=State.WAITING)
    return waiting.select_related("user", "questionnaire").order_by("-score", "id")


def before_in_line(application: Application) -> int:
    """How many stand before it: on the waiting list, or among those who wait for a decision."""
    same = Application.objects.filter(entrance_id=application.entrance_id)
    if application.state == State.WAITING:
        ahead = Q(score__gt=application.score) | Q(score=application.score, id__lt=application.pk)
        return same.filter(ahead, state=State.WAITING).count()
    return same.filter(state__in=[State.SENT, State.ASKED], id__lt=application.pk).count()


def lapsed_offers(at: datetime) -> QuerySet[Application]:
    return Application.objects.filter(state=State.OFFERED, offered_until__lte=at).order_by("offered_until")


def entrances_with_waiting() -> QuerySet[Entrance]:
    waiting = Application.objects.filter(state=State.WAITING).values("entrance_id")
    return Entrance.objects.filter(pk__in=waiting, closed_at=None)


def median_first_answer(days: int = 90) -> timedelta | None:
    """Half of the first answers that staff gave in so many days came sooner than this; None without any."""
    since = clock.now() - timedelta(days=days)
    times = Application.objects.filter(at__gt=since, first_answer_at__isnull=False).values_list("at", "first_answer_at")
    took = sorted(answered - at for at, answered in times.order_by("-id")[:1_000] if answered)
    return took[len(took) // 2] if took else None


def copies_for(user: User) -> list[dict[str, Any]]:
    """What the applicant may take along, oldest first: what they said, and what was decided."""
    shown = ("id", "entrance__name", "name", "answers", "state", "score", "reason", "at", "decided_at")
    rows = list(Application.objects.filter(user=user).order_by("id").values(*shown))
    asked = Inquiry.objects.filter(application__user=user).order_by("id")
    for row in rows:
        said = asked.filter(application_id=row["id"])
        row["inquiries"] = list(said.values("question", "asked_at", "answer", "answered_at"))
    return rows


@dataclass(frozen=True, slots=True)
class Told:
    """An application explained to staff: each answer with its points, what the score leads to, and the other ones."""

    lines: list[ScoreLine]
    outcome: Outcome
    lacks: bool
    pictures: dict[str, Enclosure]
    member: Member | None
    earlier: list[Application]


def told_of(application: Application) -> Told:
    """By the questions and terms as they were when it was sent."""
    questions = questions_of(application.questionnaire.questions) if application.answers else []
    lines = lines_of(questions, application.answers)
    others = Application.objects.filter(user_id=application.user_id).exclude(pk=application.pk)
    return Told(
        lines=lines,
        outcome=outcome_of(application.questionnaire, lines),
        lacks=lacks(lines),
        pictures={str(each.pk): each for each in Enclosure.objects.filter(application=application)},
        member=Member.objects.filter(user_id=application.user_id).first(),
        earlier=list(others.select_related("entrance").order_by("-id")[:10]),
    )
