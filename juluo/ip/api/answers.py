"""Questions as staff work through them."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Query, Router
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, MoneyOut, Text
from juluo.core.http import get_or_404
from juluo.ip.api.questions import AskingOut, QuestionOut
from juluo.ip.models import Question, QuestionState
from juluo.ip.operations.answers import (
    ANSWER_LENGTH,
    REASON_LENGTH,
    answer_follow_up,
    answer_question,
    correct_answer,
    decline_question,
    publish_question,
    unpublish_question,
)
from juluo.ip.operations.asking import GUIDANCE_LENGTH, AskingTerms, set_asking
from juluo.ip.queries.questions import price_of_asking, price_of_reading, questions_of_staff

router = Router(tags=["studio"])
_may_write = permission("content.write")
_MORE = ("asker_id", "public", "unnamed", "paid_at", "due_at", "answer", "corrected_at", "declined_at",
         "declined_because", "expired_at", "returned_at", "follow_up", "followed_up_at", "follow_up_answer",
         "follow_up_answered_at")  # fmt: skip
StateAsked = Annotated[
    QuestionState | Literal["follow_up", ""],
    Query(description="Only questions in this state; `follow_up` for what was asked once more and waits."),
]


class StudioQuestionOut(QuestionOut):
    """A paid question as staff see it: whole, with its asker's name, unnamed in public or not."""

    state: str
    price: MoneyOut
    asker_id: UUID
    public: bool
    unnamed: bool
    paid_at: datetime
    due_at: datetime
    answer: str
    corrected_at: datetime | None
    declined_at: datetime | None
    declined_because: str
    expired_at: datetime | None
    returned_at: datetime | None
    follow_up: str
    followed_up_at: datetime | None
    follow_up_answer: str
    follow_up_answered_at: datetime | None

    @classmethod
    def of(cls, question: Question) -> Self:
        said = QuestionOut.of(question).dict() | {"asker": question.asker.name}
        more = {name: getattr(question, name) for name in _MORE}
        price = MoneyOut(minor=question.price_minor or 0, currency=question.currency)
        return cls(**said, **more, state=question.state.value, price=price)


class AnswerIn(Input):
    text: Annotated[Text, Field(max_length=ANSWER_LENGTH)]


class DeclineIn(Input):
    reason: Annotated[Line, Field(max_length=REASON_LENGTH)]


class PublicationIn(Input):
    """Whether everyone reads the answer for nothing; else who pays for it."""

    is_free: bool


class AskingIn(Input):
    """The terms for questions that are paid from now on."""

    audience: Annotated[str, Field(max_length=10)] = "members"
    guidance: Annotated[str, Field(max_length=GUIDANCE_LENGTH)] = ""
    deadline_days: int = 7
    most_open: int = 20
    follow_up_days: int = 7
    may_be_public: bool = True
    share_bp: int = 1000


@router.get("/studio/questions", auth=_may_write, response=Listed[StudioQuestionOut], summary="List paid questions")
def questions(request: ApiRequest, asked: PageAsked, state: StateAsked = "") -> object:
    """By their deadline: those that wait (`open`) the next due first, all others the latest first."""
    return listed(request, questions_of_staff(state), asked, StudioQuestionOut.of)


@router.get(
    "/studio/questions/{uuid:question_id}", auth=_may_write, response=StudioQuestionOut, summary="Read a paid question"
)
def question(request: ApiRequest, question_id: UUID) -> StudioQuestionOut:
    """Whatever became of it."""
    del request
    return StudioQuestionOut.of(_paid(question_id))


@router.put(
    "/studio/questions/{uuid:question_id}/answer", auth=_may_write, response=StudioQuestionOut, summary="Answer it"
)
def answer(request: ApiRequest, question_id: UUID, said: AnswerIn) -> StudioQuestionOut:
    """Answer an open question, as yourself, or correct the answer that is there."""
    found = _paid(question_id)
    if found.answered_at:
        return StudioQuestionOut.of(correct_answer(found, said.text))
    return StudioQuestionOut.of(answer_question(found, said.text, by=request.member))


@router.put(
    "/studio/questions/{uuid:question_id}/follow-up-answer",
    auth=_may_write,
    response=StudioQuestionOut,
    summary="Answer what was asked once more",
)
def answer_more(request: ApiRequest, question_id: UUID, said: AnswerIn) -> StudioQuestionOut:
    """There is one such answer; another one takes its place."""
    del request
    return StudioQuestionOut.of(answer_follow_up(_paid(question_id), said.text))


@router.put(
    "/studio/questions/{uuid:question_id}/decline", auth=_may_write, response=StudioQuestionOut, summary="Decline it"
)
def decline(request: ApiRequest, question_id: UUID, said: DeclineIn) -> StudioQuestionOut:
    """Say why it is not answered; all the money goes back. Twice is once."""
    del request
    return StudioQuestionOut.of(decline_question(_paid(question_id), said.reason))


@router.put(
    "/studio/questions/{uuid:question_id}/publication",
    auth=_may_write,
    response=StudioQuestionOut,
    summary="Publish a question",
)
def publish(request: ApiRequest, question_id: UUID, said: PublicationIn) -> StudioQuestionOut:
    """Let others read it, if its asker agreed: for nothing, or behind a wall, where the asker earns a share."""
    del request
    return StudioQuestionOut.of(publish_question(_paid(question_id), is_free=said.is_free))


@router.delete(
    "/studio/questions/{uuid:question_id}/publication",
    auth=_may_write,
    response=StudioQuestionOut,
    summary="Take a question back",
)
def unpublish(request: ApiRequest, question_id: UUID) -> StudioQuestionOut:
    """Nobody new reads it; who paid to read it still does."""
    del request
    return StudioQuestionOut.of(unpublish_question(_paid(question_id)))


@router.put("/studio/asking", auth=_may_write, response=AskingOut, summary="Set the terms of questions")
def set_terms(request: ApiRequest, said: AskingIn) -> AskingOut:
    """Replace the terms; prices are those of the products that sell `question` and `answer`."""
    terms = set_asking(AskingTerms(**said.dict()))
    return AskingOut.of(terms, price_of_asking(request.member), price_of_reading(request.member))


def _paid(question_id: UUID) -> Question:
    return get_or_404(questions_of_staff(), id=question_id)
