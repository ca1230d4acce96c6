"""The score of an application, and what it leads to: published in docs/explanation/admission.md.

score = Σ points of the answers chosen + Σ points of the ranges that a number lies in. Words and pictures score nothing:
a person reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from juluo.community.models import Questionnaire
from juluo.community.rules.questions import Answer, Kind, Question, Row


class Outcome(StrEnum):
    ADMIT = "admit"
    DECLINE = "decline"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One question with its answer: the points it brought, and whether a must-have was met (None: it is none)."""

    question: Question
    answer: Answer | None
    points: int
    met: bool | None


def lines_of(questions: Sequence[Question], answers: Mapping[str, Answer]) -> list[ScoreLine]:
    """Explain the score, question by question. Answers are those that `clean_answers` let pass."""
    return [_line(each, answers.get(each.key)) for each in questions]


def score_of(lines: Sequence[ScoreLine]) -> int:
    return sum(line.points for line in lines)


def lacks(lines: Sequence[ScoreLine]) -> bool:
    """Whether a must-have is missing."""
    return any(line.met is False for line in lines)


def region_of(questions: Sequence[Question], answers: Mapping[str, Answer]) -> str:
    return next((str(answers.get(each.key, "")) for each in questions if each.kind == Kind.REGION), "")


def quotas_of(questions: Sequence[Question]) -> dict[str, int]:
    """The most members of each region that has a quota."""
    rows = [row for each in questions if each.kind == Kind.REGION for row in each.rows]
    return {row.text: row.quota for row in rows if row.quota is not None}


def outcome_of(terms: Questionnaire, lines: Sequence[ScoreLine]) -> Outcome:
    """What the terms make of an application: only where the owner chose so a machine says no.

    Automatic: yes from `admit_at` on with all must-haves, else no. Mixed: yes the same way; no only below
    `decline_below`, if there is one; a person decides the rest. Manual: a person decides.
    """
    score = score_of(lines)
    if terms.deciding == Questionnaire.Deciding.MANUAL:
        return Outcome.BY_HAND
    if score >= terms.admit_at and not lacks(lines):
        return Outcome.ADMIT
    if terms.deciding == Questionnaire.Deciding.AUTOMATIC:
        return Outcome.DECLINE
    below = terms.decline_below is not None and score < terms.decline_below
    return Outcome.DECLINE if below else Outcome.BY_HAND


def _line(question: Question, answer: Answer | None) -> ScoreLine:
    hit = [row for row in question.rows if _is_hit(row, answer)]
    musts = any(row.must for row in question.rows)
    return ScoreLine(question, answer, sum(row.points for row in hit), any(row.must for row in hit) if musts else None)


def _is_hit(row: Row, answer: Answer | None) -> bool:
    if isinstance(answer, int):
        return row.holds(answer)
    return row.text in (answer if isinstance(answer, list) else [answer])
