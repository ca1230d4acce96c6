"""The first-choice survey: drawn by lot, one tap, nobody asked twice within the gap, counted honestly."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import override

from juluo.core import clock
from juluo.core.holdings import holdings
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Choice, Survey, SurveyAsk
from juluo.ip.operations.surveys import answer_survey, close_survey, close_surveys_that_are_over, open_survey
from juluo.ip.queries.surveys import outcomes_of, question_for
from juluo.ip.rules.surveys import Outcome
from juluo.reach.models import Notification
from juluo.sharing.tests.shop import join
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture(autouse=True)
def test_clock(db, settings):
    settings.JULUO_TEST_CLOCK = True


@pytest.fixture
def fans(space):
    made = [join(f"Fan{number}") for number in range(4)]
    clock.advance(timedelta(days=8))
    return made


def opened(size=100, gap_days=90, open_days=14):
    return open_survey("Rock tea", size=size, gap_days=gap_days, open_days=open_days)


def asked(survey):
    return set(SurveyAsk.objects.filter(survey=survey).values_list("member_id", flat=True))


def code_of(refused):
    return refused.value.code


def test_members_are_drawn_by_the_lot_that_is_published(fans, mei):
    survey = opened(size=2)
    lots = sorted((hashlib.md5(f"{survey.pk}{each.pk}".encode()).hexdigest(), each.pk) for each in fans)
    assert asked(survey) == {pk for _lot, pk in lots[:2]}


def test_staff_newcomers_and_people_who_left_are_not_asked(fans, mei, other_space):
    newcomer, gone = join("Newcomer"), fans[0]
    Member.objects.filter(pk=gone.pk).update(left_at=clock.now())
    found = asked(opened())
    assert found == {each.pk for each in fans[1:]}
    assert newcomer.pk not in found


def test_nobody_is_asked_twice_within_the_gap(fans):
    close_survey(opened(gap_days=90))
    clock.advance(timedelta(days=89))
    with pytest.raises(Refused) as refused:
        opened()
    assert code_of(refused) == "nobody_to_ask"
    clock.advance(timedelta(days=1, minutes=1))
    assert asked(opened()) == {each.pk for each in fans}


def test_the_database_refuses_to_ask_a_member_twice_within_the_gap(fans):
    first = close_survey(opened())
    now = clock.now()
    second = Survey.objects.create(field="x", size=1, gap_days=90, opened_at=now, closes_at=now + timedelta(days=1))
    with pytest.raises(DatabaseError, match="asked lately"), transaction.atomic():
        SurveyAsk.objects.create(survey=second, member=fans[0], asked_at=now, again_from=now)
    assert asked(first) == {each.pk for each in fans}


def test_two_waves_opened_at_once_ask_everybody_once(space):
    made = [join(f"Fan{number}") for number in range(3)]
    clock.advance(timedelta(days=8))

    came = at_once(opened, times=2)

    assert sorted(getattr(each, "code", "opened") for each in came) == ["opened", "survey_open"]
    assert SurveyAsk.objects.count() == len(made)


def test_one_wave_runs_at_a_time_and_the_database_knows_it(fans):
    survey = opened()
    with pytest.raises(Refused) as refused:
        opened()
    assert code_of(refused) == "survey_open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.create(field="x", size=1, gap_days=28, opened_at=clock.now(), closes_at=survey.closes_at)


def test_a_wave_ends_by_itself_and_the_next_one_may_begin(fans):
    first = opened(gap_days=28, open_days=14)
    clock.advance(timedelta(days=15))
    with pytest.raises(Refused) as refused:
        answer_survey(fans[0], Choice.FIRST)
    assert code_of(refused) == "not_asked"
    assert (close_surveys_that_are_over(), close_surveys_that_are_over()) == (1, 0)
    assert Survey.objects.get(pk=first.pk).closed_at == first.closes_at


@pytest.mark.parametrize("terms", [{"size": 0}, {"size": 5_001}, {"gap_days": 27}, {"open_days": 61}])
def test_terms_out_of_bounds_are_refused(fans, terms):
    with pytest.raises(Refused) as refused:
        opened(**terms)
    assert code_of(refused) == "out_of_bounds"
    assert not Survey.objects.exists()


def test_an_answer_is_given_in_one_tap_replaced_and_recorded_without_what_it_says(fans, client_of):
    opened()
    browser = client_of(fans[0])
    browser.post("/first-choice/", {"choice": "second", "next": "/me/"})
    browser.post("/first-choice/", {"choice": "first"})
    browser.post("/first-choice/", {"choice": "first"})
    assert question_for(fans[0]).choice == "first"
    facts = FactRow.objects.filter(name="SurveyAnswered")
    assert (facts.count(), {"first", "second"} & set(str(facts.values_list("data")).split("'"))) == (2, set())


def test_who_was_not_drawn_cannot_answer_and_wrong_words_are_refused(fans, lin, client_of):
    opened()
    with pytest.raises(Refused) as refused:
        answer_survey(lin, Choice.FIRST)
    assert code_of(refused) == "not_asked"
    assert client_of(fans[0]).post("/first-choice/", {"choice": "third"}).status_code == 422


def test_the_card_stands_on_me_until_it_is_answered(fans, lin, client_of):
    opened()
    with override("en"):
        mine = client_of(fans[0]).get("/me/", **ENGLISH).content.decode()
        others = client_of(lin).get("/me/", **ENGLISH).content.decode()
        answer_survey(fans[0], Choice.FIRST)
        later = client_of(fans[0]).get("/me/", **ENGLISH).content.decode()
    assert ["Rock tea" in page for page in (mine, others, later)] == [True, False, False]


def test_those_who_were_drawn_are_told_once(fans):
    opened()
    run_tasks(times=2)
    kinds = Notification.objects.filter(kind="ip.first_choice")
    assert set(kinds.values_list("member_id", flat=True)) == {each.pk for each in fans}
    assert kinds.count() == len(fans)


def test_the_outcome_counts_silence_and_warns_of_second_choices(fans):
    survey = opened()
    for fan, choice in zip(fans, ("first", "second", "dislike"), strict=False):
        answer_survey(fan, choice)
    outcome = outcomes_of([survey])[survey.pk]
    assert [share.count for share in outcome.shares] == [1, 1, 1]
    assert (outcome.asked, outcome.answers, outcome.silent) == (4, 3, 1)
    assert (outcome.is_too_few, outcome.warns) == (True, True)


def test_shares_carry_wilson_intervals():
    first = Outcome.of(120, {"first": 75, "second": 15, "dislike": 10, "": 20}).shares[0]
    # Wilson for 75 of 100, by hand: 0.6570 to 0.8245.
    assert (round(first.interval.low, 4), round(first.interval.high, 4)) == (0.657, 0.8245)
    assert not Outcome.of(120, {"first": 90, "second": 10}).warns


def test_the_studio_opens_shows_and_closes_waves(fans, mei, lin, client_of):
    staff = client_of(mei)
    assert "Nobody has been asked yet" in staff.get("/studio/surveys/", **ENGLISH).content.decode()
    terms = {"field": "Rock tea", "size": 100, "gap_days": 90, "open_days": 14}
    assert staff.post("/studio/surveys/", terms).status_code == 302
    answer_survey(fans[0], Choice.SECOND)
    page = staff.get("/studio/surveys/", **ENGLISH).content.decode()
    assert all(each in page for each in ("Asked: 4", "Silent: 3", "Too few answers", "second choice"))
    staff.post(f"/studio/surveys/{Survey.objects.get().pk}/closing/")
    assert Survey.objects.get().closed_at
    assert staff.post("/studio/surveys/", terms).status_code == 422
    assert client_of(lin).get("/studio/surveys/").status_code == 404


def test_the_api_asks_answers_and_counts(fans, mei, client_of):
    staff, fan, api = client_of(mei), client_of(fans[0]), "/api/v1"
    made = staff.post(f"{api}/studio/surveys", {"field": "Rock tea"}, content_type="application/json")
    assert (made.status_code, made.json()["asked"]) == (201, 4)
    assert fan.get(f"{api}/first-choice").json()[0]["field"] == "Rock tea"
    said = fan.put(f"{api}/first-choice", {"choice": "first"}, content_type="application/json")
    assert said.json()["choice"] == "first"
    assert fan.put(f"{api}/first-choice", {"choice": "x"}, content_type="application/json").status_code == 422
    closed = staff.post(f"{api}/studio/surveys/{made.json()['id']}/closing")
    assert (closed.json()["answers"], closed.json()["silent"]) == (1, 3)
    assert [each["id"] for each in staff.get(f"{api}/studio/surveys").json()["items"]] == [made.json()["id"]]


def test_another_space_asks_its_own(fans, other_space):
    opened()
    with acting_in(other_space):
        assert not SurveyAsk.objects.exists()


def test_a_list_of_waves_asks_as_little_for_three_as_for_one(fans, mei, client_of, django_assert_max_num_queries):
    for _each in range(3):
        close_survey(opened(gap_days=28))
        clock.advance(timedelta(days=29))
    browser = client_of(mei)
    browser.get("/studio/surveys/")
    with django_assert_max_num_queries(10):
        browser.get("/studio/surveys/")


def test_an_answer_is_taken_along_and_erased_with_its_member(fans):
    opened()
    answer_survey(fans[0], Choice.FIRST)
    held = next(each for each in holdings() if each.model is SurveyAsk)
    assert [row["choice"] for row in held.copy_for(fans[0])] == ["first"]
    held.erase(fans[0], at=clock.now())
    assert not SurveyAsk.objects.filter(member=fans[0]).exists()
