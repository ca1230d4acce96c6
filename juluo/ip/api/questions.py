"""Questions: asked and paid by members, answered by staff; and what others may read of them."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, MoneyOut, Text
from juluo.core.http import get_or_404
from juluo.core.money import Money
from juluo.ip.api.posts import StepOut
from juluo.ip.models import Asking, Question
from juluo.ip.operations.questions import (
    FOLLOW_UP_LENGTH,
    QUESTION_LENGTH,
    QUESTION_TITLE_LENGTH,
    QuestionWords,
    agree_to_publish,
    discard_question,
    edit_question,
    follow_up,
    order_question,
    order_reading,
    write_question,
)
from juluo.ip.queries.questions import (
    Met,
    asking,
    price_of_asking,
    price_of_reading,
    public_questions,
    question_met_by,
    questions_known_to,
    questions_of,
)
from juluo.ip.selling import Due

router = Router(tags=["questions"])
WordsAsked = Annotated[str, Query(max_length=60, description="Only questions that answer to these words.")]
_TERMS = ("audience", "guidance", "deadline_days", "most_open", "follow_up_days", "may_be_public", "share_bp")
_SAID = ("id", "title", "text", "answered_at", "published_at", "is_free", "share_bp")
_OWN = ("public", "unnamed", "written_at", "paid_at", "due_at", "declined_at", "declined_because", "expired_at",
        "returned_at", "followed_up_at")  # fmt: skip


class AskingOut(Schema):
    """The terms on which questions are answered, and the prices for the caller; null where it is not on sale.

    `share_bp` is what an asker earns of each paid reading, in 1/100 of a percent.
    """

    audience: str
    guidance: str
    deadline_days: int
    most_open: int
    follow_up_days: int
    may_be_public: bool
    share_bp: int
    price: MoneyOut | None
    reading_price: MoneyOut | None

    @classmethod
    def of(cls, terms: Asking, price: Money | None, reading: Money | None) -> Self:
        prices: dict[str, Any] = {
            "price": price and MoneyOut.of(price),
            "reading_price": reading and MoneyOut.of(reading),
        }
        return cls(**{name: getattr(terms, name) for name in _TERMS}, **prices)


class QuestionOut(Schema):
    """A published question: what was asked, never the answer. `asker` is null for one who stays unnamed."""

    id: UUID
    title: str
    text: str
    asker: str | None
    answered_by: str | None
    answered_as: str
    answered_at: datetime | None
    published_at: datetime | None
    is_free: bool
    share_bp: int

    @classmethod
    def of(cls, question: Question) -> Self:
        return cls(
            **{name: getattr(question, name) for name in _SAID},
            asker=None if question.unnamed else question.asker.name,
            answered_by=question.answered_by.name if question.answered_by else None,
            answered_as=question.answered_as,
        )


class ToldQuestionOut(QuestionOut):
    """A question as the caller meets it: `answer` is null for who may not read it, and `step` names what opens it."""

    answer: str | None
    follow_up: str | None
    follow_up_answer: str | None
    step: StepOut | None

    @classmethod
    def met(cls, request: ApiRequest, met: Met) -> Self:
        question = met.question
        return cls(
            **QuestionOut.of(question).dict(),
            answer=question.answer if met.answers else None,
            follow_up=question.follow_up if met.answers else None,
            follow_up_answer=question.follow_up_answer if met.answers else None,
            step=StepOut.of(request, met.step) if met.step else None,
        )


class OwnQuestionOut(ToldQuestionOut):
    """A question of the caller's own. `state` follows from its times; `due_at` is when the money goes back unasked."""

    state: str
    price: MoneyOut | None
    public: bool
    unnamed: bool
    written_at: datetime
    paid_at: datetime | None
    due_at: datetime | None
    declined_at: datetime | None
    declined_because: str
    expired_at: datetime | None
    returned_at: datetime | None
    followed_up_at: datetime | None

    @classmethod
    def own(cls, request: ApiRequest, question: Question) -> Self:
        said = ToldQuestionOut.met(request, question_met_by(question, request.member)).dict()
        price = MoneyOut.of(question.price) if question.price else None
        own = {name: getattr(question, name) for name in _OWN}
        return cls(**said, **own, state=question.state.value, price=price)


class QuestionIn(Input):
    """What is asked. `public` lets others read it once it is answered; `unnamed` keeps the asker's name back then."""

    title: Annotated[Line, Field(max_length=QUESTION_TITLE_LENGTH)]
    text: Annotated[str, Field(max_length=QUESTION_LENGTH)] = ""
    public: bool = False
    unnamed: bool = True

    def words(self) -> QuestionWords:
        return QuestionWords(title=self.title, text=self.text, public=self.public, unnamed=self.unnamed)


class FollowUpIn(Input):
    text: Annotated[Text, Field(max_length=FOLLOW_UP_LENGTH)]


class LeaveIn(Input):
    """Whether others may read it, and whether the asker stays unnamed."""

    public: bool
    unnamed: bool


class DueOut(Schema):
    """The order to pay next: `POST /orders/{ref}/payment`, or its page."""

    ref: str
    total: MoneyOut
    url: str

    @classmethod
    def of(cls, request: ApiRequest, due: Due) -> Self:
        return cls(ref=due.ref, total=MoneyOut.of(due.total), url=request.build_absolute_uri(due.url))


@router.get("/asking", auth=everybody, response=AskingOut, summary="Read the terms of questions")
def terms(request: ApiRequest) -> AskingOut:
    """What an answer costs you, by when it comes, and what happens if it does not: all the money goes back."""
    return AskingOut.of(asking(), price_of_asking(request.member), price_of_reading(request.member))


@router.get("/questions", auth=everybody, response=Listed[QuestionOut], summary="List published questions")
def questions(request: ApiRequest, asked: PageAsked, q: WordsAsked = "") -> object:
    """The latest published first, without their answers."""
    return listed(request, public_questions(q), asked, QuestionOut.of)


@router.get("/questions/mine", auth=members, response=Listed[OwnQuestionOut], summary="List my questions")
def mine(request: ApiRequest, asked: PageAsked) -> object:
    """Drafts too, the latest first."""
    return listed(request, questions_of(request.member), asked, lambda row: OwnQuestionOut.own(request, row))


@router.get("/questions/{uuid:question_id}", auth=everybody, response=ToldQuestionOut, summary="Read a question")
def question(request: ApiRequest, question_id: UUID) -> ToldQuestionOut:
    """A published one, one of yours, or one whose answer you paid to read."""
    found = get_or_404(questions_known_to(request.member), id=question_id)
    return ToldQuestionOut.met(request, question_met_by(found, request.member))


@router.post("/questions", auth=members, response={201: OwnQuestionOut}, summary="Write a question")
def write(request: ApiRequest, said: QuestionIn) -> Status[OwnQuestionOut]:
    """Keep it as a draft: nobody reads it before it is paid. The same words again are the same draft."""
    return Status(201, OwnQuestionOut.own(request, write_question(request.member, said.words())))


@router.put("/questions/{uuid:question_id}", auth=members, response=OwnQuestionOut, summary="Change a draft")
def edit(request: ApiRequest, question_id: UUID, said: QuestionIn) -> OwnQuestionOut:
    """Only what is not paid can be changed."""
    return OwnQuestionOut.own(request, edit_question(_own(request, question_id), said.words()))


@router.delete("/questions/{uuid:question_id}", auth=members, response={204: None}, summary="Throw a draft away")
def discard(request: ApiRequest, question_id: UUID) -> Status[None]:
    """Only what is not paid can be thrown away."""
    discard_question(_own(request, question_id))
    return Status(204, None)


@router.put("/questions/{uuid:question_id}/order", auth=members, response=DueOut, summary="Order an answer")
def order(request: ApiRequest, question_id: UUID) -> DueOut:
    """Order the answer of a draft. Paid, the question is open. Again, while it can be paid, it is the same order."""
    return DueOut.of(request, order_question(_own(request, question_id), visitor=request.visitor))


@router.put("/questions/{uuid:question_id}/reading", auth=members, response=DueOut, summary="Order to read an answer")
def read(request: ApiRequest, question_id: UUID) -> DueOut:
    """Order the reading of a published answer. Again, while it can be paid, it is the same order."""
    found = get_or_404(public_questions(), id=question_id)
    return DueOut.of(request, order_reading(found, request.member, visitor=request.visitor))


@router.put("/questions/{uuid:question_id}/follow-up", auth=members, response=OwnQuestionOut, summary="Ask once more")
def ask_more(request: ApiRequest, question_id: UUID, said: FollowUpIn) -> OwnQuestionOut:
    """Ask once more about an answer, for nothing, within the days that the terms allow."""
    return OwnQuestionOut.own(request, follow_up(_own(request, question_id), said.text))


@router.put("/questions/{uuid:question_id}/leave", auth=members, response=OwnQuestionOut, summary="Let others read it")
def leave(request: ApiRequest, question_id: UUID, said: LeaveIn) -> OwnQuestionOut:
    """Say whether others may read it. Taken back, nobody new reads it; who paid to read it still does."""
    own = agree_to_publish(_own(request, question_id), public=said.public, unnamed=said.unnamed)
    return OwnQuestionOut.own(request, own)


def _own(request: ApiRequest, question_id: UUID) -> Question:
    return get_or_404(questions_of(request.member), id=question_id)
