"""Questions as their askers, readers and staff see them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.core.entitlements import may_use
from juluo.core.models import Member, Staff
from juluo.core.money import Money
from juluo.core.search.finding import subjects_found
from juluo.core.search.registry import EVERYONE
from juluo.core.search.terms import question_of
from juluo.core.taking_part import paused_from_earning
from juluo.core.words import RoleKey
from juluo.ip.models import Asking, Question, QuestionState
from juluo.ip.queries.reading import Step
from juluo.ip.rules.questions import REMIND_BEFORE, RIGHT_TO_ASK, RIGHT_TO_READ, right_to_ask, right_to_read
from juluo.ip.selling import offers_for

KIND = "question"
"""What questions are called in the index of search."""


@dataclass(frozen=True, slots=True)
class Met:
    """A question as one reader meets it. `answers` says whether they read the answer; `step` opens it otherwise."""

    question: Question
    answers: bool
    step: Step | None


@dataclass(frozen=True, slots=True)
class Credit:
    """Who earns of a reading: the asker, and how much of what was paid (basis points)."""

    member_id: UUID
    share_bp: int


def asking() -> Asking:
    """The terms of this space; the defaults while nobody has set them."""
    return Asking.objects.first() or Asking()


def price_of_asking(asker: Member | None) -> Money | None:
    """What an answer costs this asker; None while questions are not taken."""
    return _price(RIGHT_TO_ASK, asker)


def price_of_reading(reader: Member | None) -> Money | None:
    """What it costs to read somebody else's answer; None while that is not on sale."""
    return _price(RIGHT_TO_READ, reader)


def questions_of(asker: Member) -> QuerySet[Question]:
    """Everything the member asked or began to ask, the latest first."""
    return Question.objects.filter(asker=asker).select_related("asker", "answered_by").order_by("-id")


def open_questions() -> QuerySet[Question]:
    """Those that wait for an answer, the next due first."""
    return Question.objects.standing_as(QuestionState.OPEN).order_by("due_at", "id")


def questions_due(now: datetime) -> QuerySet[Question]:
    return open_questions().filter(due_at__lte=now)


def questions_to_remind_of(now: datetime) -> QuerySet[Question]:
    return open_questions().filter(due_at__lte=now + REMIND_BEFORE, due_at__gt=now, reminded_at=None)


def questions_of_staff(state: str = "") -> QuerySet[Question]:
    """What was paid, by its deadline: those that wait first to last; ended ones the latest first.

    `state` is one of `QuestionState`, "follow_up" for what was asked once more and waits, "" for all.
    """
    rows = Question.objects.all()
    if state == "follow_up":
        rows = rows.filter(followed_up_at__isnull=False, follow_up_answered_at=None)
    elif state in QuestionState.values:
        rows = rows.standing_as(QuestionState(state))
    rows = rows.filter(paid_at__isnull=False).select_related("asker", "answered_by")
    if state == QuestionState.OPEN:
        return rows.order_by("due_at", "id")
    return rows.order_by("-due_at", "-id")


def public_questions(words: str = "") -> QuerySet[Question]:
    """Answered questions that everybody may know of, the latest published first."""
    rows = Question.objects.published().select_related("asker", "answered_by").order_by("-published_at", "-id")
    if not words.strip():
        return rows
    return rows.filter(pk__in=subjects_found(question_of(words), kind=KIND, audiences=[EVERYONE]))


def questions_known_to(reader: Member | None) -> QuerySet[Question]:
    """Questions this reader may open: published ones, their own, and those whose answer they paid to read."""
    known = Q(published_at__isnull=False) & ~Q(title="")
    if reader:
        bought = reader.entitlements.filter(right__startswith=f"{RIGHT_TO_READ}:", revoked_at=None)
        keys = [UUID(right.partition(":")[2]) for right in bought.values_list("right", flat=True)]
        known |= Q(asker=reader) | Q(pk__in=keys, answered_at__isnull=False)
    return Question.objects.filter(known).select_related("asker", "answered_by")


def may_read_answer(question: Question, reader: Member | None) -> bool:
    """Whether the reader reads the answer: it is published for nothing, it is theirs, or they paid for it."""
    if question.answered_at is None:
        return False
    if question.published_at and question.is_free:
        return True
    if reader is None:
        return False
    if reader.pk == question.answered_by_id or may_use(reader, right_to_read(question.pk)):
        return True
    return reader.pk == question.asker_id and may_use(reader, right_to_ask(question.pk))


def question_met_by(question: Question, reader: Member | None) -> Met:
    answers = may_read_answer(question, reader)
    walled = question.answered_at is not None and question.published_at is not None and not answers
    return Met(question, answers, _step_before(question, reader) if walled else None)


def role_of(member: Member) -> str:
    """The role that a person of the staff answers in; "" for one that the space has made itself, or none."""
    keys = Staff.objects.filter(member=member).order_by("since", "id").values_list("role__key", flat=True)
    return next((key for key in keys if key in RoleKey.values), "")


def credit_for(right: str, buyer_id: UUID, at: datetime) -> Credit | None:
    """Who earns a share of what was ordered at `at` to hold this right; None if nobody does.

    Nobody earns of their own reading, nor after they left, were banned, or got the money of their question back, nor
    while earning is paused for them.
    """
    kind, _colon, key = right.partition(":")
    if kind != RIGHT_TO_READ:
        return None
    question = Question.objects.select_related("asker").filter(pk=key).first()
    if question is None or not question.share_bp or question.asker_id == buyer_id:
        return None
    ends = (question.returned_at, question.asker.left_at, question.asker.banned_at)
    if any(ended is not None and ended <= at for ended in ends) or paused_from_earning([question.asker_id], at):
        return None
    return Credit(question.asker_id, question.share_bp)


def _price(right: str, reader: Member | None) -> Money | None:
    offer = next(iter(offers_for([right], reader)), None)
    return offer.price if offer else None


def _step_before(question: Question, reader: Member | None) -> Step:
    price = price_of_reading(reader)
    if price is None:
        sentence = _("The answer is for those who paid to read it. It is not on sale at the moment.")
        return Step(kind="wait", sentence=sentence, action=_("See other questions"), url=reverse("ip:questions"))
    if reader is None:
        back = urlencode({"next": reverse("ip:question", args=[question.pk])})
        sentence = _("The answer opens for members who pay to read it.")
        url = f"{reverse('community:joining')}?{back}"
        return Step(kind="join", sentence=sentence, action=_("Join to read it"), url=url, price=price)
    url = reverse("ip:question_reading", args=[question.pk])
    return Step(kind="buy", sentence=_("The answer is behind this wall."), action=_("Pay to read it"), url=url,
                price=price)  # fmt: skip
