"""The asker's side of a question: write it, pay for it, ask once more, let others read it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_take_part, ensure_may_write
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.questions import FollowUpAsked, QuestionChanged, QuestionDiscarded, QuestionWritten
from juluo.ip.models import Question
from juluo.ip.operations.answers import locked, unpublish_question
from juluo.ip.queries.questions import asking, may_read_answer, open_questions
from juluo.ip.rules.questions import (
    MOST_DRAFTS,
    check_draft,
    check_follow_up,
    check_may_ask,
    check_room,
    right_to_ask,
    right_to_read,
)
from juluo.ip.selling import Due, order_right

QUESTION_TITLE_LENGTH, QUESTION_LENGTH, FOLLOW_UP_LENGTH = 120, 4000, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """What is asked, whether others may read it once it is answered, and whether the asker then stays unnamed."""

    title: str
    text: str = ""
    public: bool = False
    unnamed: bool = True

    def cleaned(self) -> "QuestionWords":
        return QuestionWords(
            title=clean_line(self.title, field="title", most=QUESTION_TITLE_LENGTH),
            text=clean_text(self.text, field="text", most=QUESTION_LENGTH, least=0),
            public=self.public and asking().may_be_public,
            unnamed=self.unnamed,
        )

    @property
    def said(self) -> dict[str, object]:
        return {"title": self.title, "text": self.text, "public": self.public, "unnamed": self.unnamed}


@transaction.atomic
def write_question(asker: Member, words: QuestionWords) -> Question:
    """Keep a question as a draft: nobody reads it before it is paid. The same words again are the same draft.

    Refused to whoever may not ask here (`rung_too_low`) or may not take part, and beyond 20 drafts (`too_many`).
    """
    words = words.cleaned()
    asker = Member.objects.select_for_update(no_key=True).get(pk=asker.pk)
    ensure_may_write(asker)
    check_may_ask(asker, asking())
    drafts = list(Question.objects.filter(asker=asker, paid_at=None).order_by("-id")[:MOST_DRAFTS])
    if same := next((each for each in drafts if (each.title, each.text) == (words.title, words.text)), None):
        return same
    if len(drafts) == MOST_DRAFTS:
        raise Refused(_("You keep enough drafts. Throw one away first."), code="too_many")
    question = Question(**words.said, asker=asker, written_at=clock.now())
    question.save(force_insert=True)
    record(QuestionWritten(question_id=question.pk))
    return question


@transaction.atomic
def edit_question(question: Question, words: QuestionWords) -> Question:
    """Change a draft. The same words change nothing. Refused with `asked_already` once it is paid."""
    words = words.cleaned()
    question = locked(question)
    check_draft(question)
    changed = tuple(name for name, value in words.said.items() if getattr(question, name) != value)
    if changed:
        for name in changed:
            setattr(question, name, words.said[name])
        question.save(update_fields=changed)
        record(QuestionChanged(question_id=question.pk, changed=changed))
    return question


@transaction.atomic
def discard_question(question: Question) -> None:
    """Throw a draft away for good. Gone already is gone; money that still comes for it goes back by itself."""
    row = Question.objects.select_for_update().filter(pk=question.pk).first()
    if row:
        check_draft(row)
        record(QuestionDiscarded(question_id=row.pk))
        row.delete()


def order_question(question: Question, *, visitor: UUID | None = None) -> Due:
    """Order the answer of a draft; paid, the question is open. Again, while it can be paid, it is the same order.

    Refused: `asked_already`, `rung_too_low`, `no_room`, `not_on_sale`, and to whoever may not take part.
    """
    terms = asking()
    check_draft(question)
    ensure_may_take_part(question.asker)
    check_may_ask(question.asker, terms)
    check_room(terms, open_questions().count())
    return order_right(right_to_ask(question.pk), question.asker, visitor=visitor)


@transaction.atomic
def write_and_order(
    asker: Member, words: QuestionWords, *, draft: Question | None = None, visitor: UUID | None = None
) -> Due:
    """Keep the words and order their answer: both or neither. Refused as each of the two is."""
    kept = edit_question(draft, words) if draft else write_question(asker, words)
    return order_question(kept, visitor=visitor)


def order_reading(question: Question, reader: Member, *, visitor: UUID | None = None) -> Due:
    """Order the reading of a published answer. Refused: `read_already`, `not_on_sale`."""
    ensure_may_take_part(reader)
    if may_read_answer(question, reader):
        raise Refused(_("You read this answer already; there is nothing to pay."), code="read_already")
    return order_right(right_to_read(question.pk), reader, visitor=visitor)


@transaction.atomic
def follow_up(question: Question, text: str) -> Question:
    """Ask once more about the answer, for nothing. The same words again are once. Refused with `no_follow_up`."""
    text = clean_text(text, field="text", most=FOLLOW_UP_LENGTH)
    question = locked(question)
    if question.followed_up_at and question.follow_up == text:
        return question
    ensure_may_write(question.asker)
    check_follow_up(question, asking(), clock.now())
    question.follow_up, question.followed_up_at = text, clock.now()
    question.save(update_fields=["follow_up", "followed_up_at"])
    record(FollowUpAsked(question_id=question.pk))
    return question


@transaction.atomic
def agree_to_publish(question: Question, *, public: bool, unnamed: bool) -> Question:
    """Say whether others may read it, and whether the asker is named. Taken back, it is published no longer.

    Who paid to read it keeps what they paid for.
    """
    question = locked(question)
    public = public and (question.public or asking().may_be_public)
    said = {"public": public, "unnamed": unnamed}
    changed = tuple(name for name, value in said.items() if getattr(question, name) != value)
    if not changed:
        return question
    question.public, question.unnamed = public, unnamed
    question.save(update_fields=changed)
    record(QuestionChanged(question_id=question.pk, changed=changed))
    if question.published_at:
        renew_pages()
        if not public:
            question = unpublish_question(question)
    return question
