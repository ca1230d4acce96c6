"""What an entrance asks of applicants. A version that somebody answered stays as it was; a change makes the next."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.entrances import QuestionnaireChanged
from juluo.community.models import Application, Entrance, Questionnaire
from juluo.community.operations.coming_in import locked_entrance
from juluo.community.queries.places import current_questionnaire
from juluo.community.rules.questions import Question, check_question, check_questions, questions_of
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.refusals import Refused

MOST_SCORE, MOST_DAYS = 100_000, 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """How answers decide (`rules.scoring.outcome_of`), after how many days one may apply again, and accept a place."""

    deciding: str = Questionnaire.Deciding.MANUAL
    admit_at: int = 0
    decline_below: int | None = None
    again_days: int = 30
    accept_days: int = 7


@transaction.atomic
def keep_question(entrance: Entrance, question: Question) -> Question:
    """Put a question in place of the one of its key, or behind the others if its key is "".

    Refused: `unknown_kind`, `bad_answers`, `bad_range`, `bad_number`, `no_rows`, `too_many`, `one_region`,
    `no_such_question`.
    """
    terms = _open_version(entrance)
    questions, checked = questions_of(terms.questions), check_question(question)
    if checked.key:
        _known(questions, checked.key)
        questions = [checked if each.key == checked.key else each for each in questions]
    else:
        checked = replace(checked, key=f"q{secrets.token_hex(3)}")
        questions.append(checked)
    check_questions(questions)
    _keep(terms, questions)
    return checked


@transaction.atomic
def remove_question(entrance: Entrance, key: str) -> None:
    """Ask it no more. Removed already is removed."""
    terms = _open_version(entrance)
    _keep(terms, [each for each in questions_of(terms.questions) if each.key != key])


@transaction.atomic
def move_question(entrance: Entrance, key: str, *, to: int) -> None:
    """Ask it at place `to`, from 1 on; beyond the ends is the first or the last place."""
    terms = _open_version(entrance)
    questions = questions_of(terms.questions)
    moved = _known(questions, key)
    questions.remove(moved)
    questions.insert(max(0, to - 1), moved)
    _keep(terms, questions)


@transaction.atomic
def set_questions(entrance: Entrance, questions: Sequence[Question]) -> Questionnaire:
    """Ask exactly these, in this order; a question without a key gets one. Refused as `keep_question` refuses."""
    terms = _open_version(entrance)
    checked = [check_question(each) for each in questions]
    keyed = [replace(each, key=each.key or f"q{secrets.token_hex(3)}") for each in checked]
    if len({each.key for each in keyed}) < len(keyed):
        raise Refused(_("Two questions have one key."), code="key_twice", field="questions", status=422)
    check_questions(keyed)
    return _keep(terms, keyed)


@transaction.atomic
def set_deciding(entrance: Entrance, wanted: Deciding) -> Questionnaire:
    """Say how answers decide. Refused: `unknown_deciding`, `bad_number`, `bad_range`."""
    _check(wanted)
    terms = _open_version(entrance)
    for name in Deciding.__slots__:
        setattr(terms, name, getattr(wanted, name))
    return _keep(terms, questions_of(terms.questions))


def terms_in_force(entrance: Entrance) -> Questionnaire:
    """The version applicants answer now: an empty one, decided by hand, where none was written. Under a lock."""
    found = current_questionnaire(entrance)
    return found or Questionnaire.objects.create(entrance=entrance, number=1, made_at=clock.now())


def _open_version(entrance: Entrance) -> Questionnaire:
    """The version to change: the one in force, or a copy of it once somebody answered it."""
    entrance = locked_entrance(entrance.pk)
    terms = current_questionnaire(entrance) or Questionnaire(entrance=entrance, number=1, made_at=clock.now())
    if terms._state.adding or not Application.objects.filter(questionnaire=terms).exists():
        return terms
    kept = {name: getattr(terms, name) for name in ("questions", *Deciding.__slots__)}
    return Questionnaire(entrance=entrance, number=terms.number + 1, made_at=clock.now(), **kept)


def _keep(terms: Questionnaire, questions: Sequence[Question]) -> Questionnaire:
    """Write the version, unless it says what is in force already."""
    terms.questions = [each.kept for each in questions]
    before = current_questionnaire(terms.entrance)
    said = ("questions", *Deciding.__slots__)
    if before and all(getattr(before, name) == getattr(terms, name) for name in said):
        return before
    terms.save()
    record(QuestionnaireChanged(entrance_id=terms.entrance_id, number=terms.number))
    return terms


def _known(questions: Sequence[Question], key: str) -> Question:
    for each in questions:
        if each.key == key:
            return each
    raise Refused(_("There is no such question."), code="no_such_question", status=404)


def _check(wanted: Deciding) -> None:
    if wanted.deciding not in Questionnaire.Deciding.values:
        raise Refused(_("There is no such way to decide."), code="unknown_deciding", field="deciding", status=422)
    below = wanted.admit_at if wanted.decline_below is None else wanted.decline_below
    if not (0 <= wanted.admit_at <= MOST_SCORE and below >= 0):
        raise Refused(_("This number is too large or too small."), code="bad_number", field="admit_at", status=422)
    if below > wanted.admit_at:
        message = _("The clear no must lie below the clear yes.")
        raise Refused(message, code="bad_range", field="decline_below", status=422)
    if not 0 <= wanted.again_days <= MOST_DAYS:
        raise Refused(_("Give 0 to 366 days."), code="bad_number", field="again_days", status=422)
    if not 1 <= wanted.accept_days <= MOST_DAYS:
        raise Refused(_("Give 1 to 366 days."), code="bad_number", field="accept_days", status=422)
