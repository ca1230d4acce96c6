"""What members ask for, as the board, the members' list and the page of decisions show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member
from juluo.ip.models import Comment, Need, NeedVoice, Question, Survey
from juluo.ip.models.need import NEED_TEXT_LENGTH, NEED_TITLE_LENGTH
from juluo.ip.origins import Asked
from juluo.ip.queries.surveys import outcomes_of
from juluo.ip.rules.surveys import NOBODY

CARDS_SHOWN = 20
_COLUMNS: tuple[tuple[str | Promise, tuple[Need.State, ...]], ...] = (
    (Need.State.NEW.label, (Need.State.NEW,)),
    (Need.State.CONSIDERED.label, (Need.State.CONSIDERED,)),
    (pgettext_lazy("need", "Decided"), (Need.State.YES, Need.State.LATER, Need.State.NO)),
    (Need.State.MAKING.label, (Need.State.MAKING,)),
    (Need.State.RELEASED.label, (Need.State.RELEASED,)),
)


@dataclass(frozen=True, slots=True)
class Column:
    """The cards of a board that members ask for most; `more` leads to all of its states."""

    label: str
    needs: list[Need]
    more: list[Need.State]


def board() -> list[Column]:
    """Every card that stands by itself, as far as a board has room; a query a state."""
    return [_column(str(label), states) for label, states in _COLUMNS]


def _column(label: str, states: tuple[Need.State, ...]) -> Column:
    needs, more = [], []
    for state in states:
        found = list(needs_of_staff(state)[: CARDS_SHOWN + 1])
        needs += found[:CARDS_SHOWN]
        more += [state] if len(found) > CARDS_SHOWN else []
    return Column(label, needs, more)


def needs_of_staff(state: str = "") -> QuerySet[Need]:
    """For the studio: cards in one of the states, the most asked for first; "merged", "hidden", or all, by newest."""
    found = Need.objects.select_related("asker", "merged_into")
    if state in Need.State.values:
        return found.filter(state=state, merged_into=None, hidden_at=None).order_by("-asking", "-id")
    if state == "merged":
        return found.filter(merged_into__isnull=False).order_by("-id")
    return (found.filter(hidden_at__isnull=False) if state == "hidden" else found).order_by("-id")


def cards_beside(need: Need) -> QuerySet[Need]:
    """Cards that it could be part of, the latest first."""
    return Need.objects.standing().exclude(pk=need.pk).order_by("-id")


def open_needs() -> QuerySet[Need]:
    """What members ask for and nobody has decided, the most asked for first."""
    return Need.objects.standing().filter(decided_at=None).select_related("asker").order_by("-asking", "-id")


def decided_needs() -> QuerySet[Need]:
    """What everybody may read, the latest decision first."""
    return Need.objects.standing().decided().order_by("-decided_at", "-id")


def needs_asked_by(member: Member) -> QuerySet[Need]:
    """What the member asks for, alone or with others, the latest told first."""
    asked = NeedVoice.objects.filter(member=member).values("need")
    return Need.objects.filter(pk__in=asked, hidden_at=None).select_related("merged_into", "asker").order_by("-id")


def needs_seen_by(reader: Member | None) -> QuerySet[Need]:
    """Members see every card that is not hidden; guests what is decided."""
    shown = Need.objects.filter(hidden_at=None).select_related("asker", "merged_into")
    return shown if reader else shown.standing().decided()


def asked_for_by(member: Member | None, needs: Iterable[Need]) -> set[UUID]:
    """Those of the needs that the member asks for, or asks for by way of a card that is part of one."""
    wanted = [need.pk for need in needs]
    if member is None or not wanted:
        return set()
    voices = NeedVoice.objects.filter(Q(need__in=wanted) | Q(need__merged_into__in=wanted), member=member)
    found = voices.values_list("need_id", "need__merged_into_id")
    return {each for pair in found for each in pair if each} & set(wanted)


def voices_for(need: Need) -> QuerySet[NeedVoice]:
    """Those who ask for it, also by way of a card that is part of it."""
    return NeedVoice.objects.filter(Q(need=need) | Q(need__merged_into=need))


def same_new_need(member: Member, title: str) -> Need | None:
    found: Need | None = Need.objects.filter(asker=member, title=title, state=Need.State.NEW, hidden_at=None).first()
    return found


def new_needs_of(member: Member) -> int:
    return Need.objects.filter(asker=member, state=Need.State.NEW, source=None).count()


def asked_in_comment(comment_id: UUID) -> Asked | None:
    """A comment as the beginning of a card: its first words, and all of it."""
    comment = Comment.objects.said().filter(pk=comment_id).select_related("author").first()
    if comment is None:
        return None
    title = Truncator(" ".join(comment.text.split())).chars(NEED_TITLE_LENGTH)
    return Asked(title, comment.text[:NEED_TEXT_LENGTH], comment.author)


def asked_in_question(question_id: UUID) -> Asked | None:
    """A paid question: its words and its asker if it is published under their name, else neither."""
    question = Question.objects.filter(~Q(title=""), pk=question_id, paid_at__isnull=False).first()
    if question is None:
        return None
    if question.published_at is None or question.unnamed or not question.public:
        return Asked("", "", None)
    title = Truncator(" ".join(question.title.split())).chars(NEED_TITLE_LENGTH)
    return Asked(title, question.text[:NEED_TEXT_LENGTH], question.asker)


def asked_in_survey(survey_id: UUID) -> Asked | None:
    """A wave of the first-choice survey: what it brought, for no answer has a name."""
    survey = Survey.objects.filter(pk=survey_id).first()
    if survey is None:
        return None
    outcome = outcomes_of([survey]).get(survey.pk, NOBODY)
    shares = [f"{share.choice.label}: {share.count} / {outcome.answers}" for share in outcome.shares]
    title = Truncator(_("First choice in %(field)s") % {"field": survey.field}).chars(NEED_TITLE_LENGTH)
    return Asked(title, "\n".join(shares), None)
