"""Questions and scores: pure, by example and by property."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.rules.capacity import proposed_limit
from juluo.community.rules.questions import Kind, Question, Row, check_question, check_questions, clean_answers
from juluo.community.rules.scoring import Outcome, lacks, lines_of, outcome_of, quotas_of, region_of, score_of
from juluo.community.tests.doors import ALL, GIVES, GOOD, TEA, TOWN, WHY, YEARS, terms
from juluo.core.refusals import Refused


def refused(code, field=None):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code and field in {None, refusal.field})


def test_a_score_is_explained_line_by_line():
    lines = lines_of(ALL, clean_answers(ALL, GOOD))

    assert [(line.question.key, line.points, line.met) for line in lines] == [
        ("why", 0, None), ("years", 5, True), ("tea", 3, None), ("gives", 3, None), ("town", 0, None),
    ]  # fmt: skip
    assert (score_of(lines), lacks(lines), region_of(ALL, GOOD)) == (11, False, "Suzhou")
    assert quotas_of(ALL) == {"Hangzhou": 1}


@pytest.mark.parametrize(("years", "points", "met"), [(0, 0, False), (1, 2, False), (4, 2, False), (5, 5, True)])
def test_ranges_hold_both_their_ends(years, points, met):
    (line,) = lines_of([YEARS], {"years": years})
    assert (line.points, line.met) == (points, met)


def test_what_is_not_answered_brings_nothing_and_lacks_a_must_have():
    (line,) = lines_of([YEARS], {})
    assert (line.answer, line.points, line.met) == (None, 0, False)


@given(st.dictionaries(st.sampled_from(["tea", "gives"]), st.sampled_from(["Green", "Black", "Time", "Nothing"])))
def test_a_score_is_the_sum_of_its_lines(given_answers):
    lines = lines_of([TEA, GIVES], given_answers)
    assert score_of(lines) == sum(line.points for line in lines)


@pytest.mark.parametrize(
    ("deciding", "years", "below", "outcome"),
    [
        ("manual", 6, 99, Outcome.BY_HAND),
        ("automatic", 6, None, Outcome.ADMIT),
        ("automatic", 4, None, Outcome.DECLINE),
        ("mixed", 6, None, Outcome.ADMIT),
        ("mixed", 4, None, Outcome.BY_HAND),
        ("mixed", 4, 2, Outcome.BY_HAND),
        ("mixed", 4, 3, Outcome.DECLINE),
    ],
)
def test_a_machine_says_no_only_where_the_owner_chose_so(deciding, years, below, outcome):
    lines = lines_of([YEARS], {"years": years})
    assert outcome_of(terms(deciding=deciding, decline_below=below), lines) == outcome


def test_points_do_not_make_up_for_a_must_have():
    lines = lines_of([YEARS, TEA], {"years": 4, "tea": "Green"})
    assert outcome_of(terms(admit_at=5), lines) == Outcome.BY_HAND
    assert outcome_of(terms(admit_at=5, deciding="automatic"), lines) == Outcome.DECLINE


@pytest.mark.parametrize(
    ("key", "answer", "code"),
    [
        ("why", "", "required"),
        ("why", "  \u0000 ", "empty"),
        ("why", "x" * 2001, "too_long"),
        ("years", "6", "not_a_number"),
        ("years", True, "not_a_number"),
        ("years", 10**13, "not_a_number"),
        ("tea", "White", "no_such_answer"),
        ("tea", None, "required"),
        ("gives", ["Time", "Money"], "no_such_answer"),
        ("gives", [1], "no_such_answer"),
        ("town", "Elsewhere", "no_such_answer"),
        ("else", "x", "no_such_question"),
    ],
)
def test_an_answer_that_is_none_is_named(key, answer, code):
    with refused(code, key):
        clean_answers(ALL, GOOD | {key: answer})


def test_answers_are_kept_in_the_order_of_the_question_and_nothing_for_nothing():
    cleaned = clean_answers([GIVES, TOWN], {"gives": ["Words", "Time"], "town": ""})
    assert cleaned == {"gives": ["Time", "Words"]}
    assert clean_answers([GIVES], {"gives": "Time"}) == {"gives": ["Time"]}


def made(**changed):
    return Question(**{"key": "", "kind": "choice", "text": "Which?", "rows": (Row(text="A"),)} | changed)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "riddle"}, "unknown_kind"),
        ({"text": " "}, "empty"),
        ({"text": "x" * 201}, "too_long"),
        ({"help": "x" * 301}, "too_long"),
        ({"rows": ()}, "bad_answers"),
        ({"rows": (Row(text="A"), Row(text=" A "))}, "bad_answers"),
        ({"rows": (Row(text=" "),)}, "empty"),
        ({"rows": tuple(Row(text=str(number)) for number in range(41))}, "too_many"),
        ({"rows": (Row(text="A", points=1001),)}, "bad_number"),
        ({"kind": "region", "rows": (Row(text="A", quota=-1),)}, "bad_number"),
        ({"kind": "number", "rows": (Row(low=2, high=1),)}, "bad_range"),
        ({"kind": "number", "rows": (Row(low=-(10**13)),)}, "bad_number"),
        ({"kind": "text"}, "no_rows"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changed, code):
    with refused(code):
        check_question(made(**changed))


def test_a_question_keeps_only_what_its_kind_knows():
    row = check_question(made(rows=(Row(text=" A  B ", low=1, quota=3),))).rows[0]
    assert (row.text, row.low, row.quota) == ("A B", None, None)
    assert Question.of(YEARS.kept) == YEARS


def test_there_is_one_region_and_an_end_of_questions():
    with refused("one_region"):
        check_questions([TOWN, TOWN])
    with refused("too_many"):
        check_questions([WHY] * 31)


def test_every_kind_can_be_answered():
    assert {each.kind for each in ALL} | {"picture"} == set(Kind.values)


@pytest.mark.parametrize(
    ("hosts", "hours", "weekly"), [(1, None, 5), (3, 24, 15), (3, 48, 7), (2, 24 * 30, 2), (1, 24 * 30, 1)]
)
def test_a_limit_is_proposed_from_hosts_and_answers(hosts, hours, weekly):
    answer = timedelta(hours=hours) if hours else None
    proposal = proposed_limit(hosts=hosts, answer=answer)
    assert (proposal.weekly, proposal.hours) == (weekly, float(hours or 0))
